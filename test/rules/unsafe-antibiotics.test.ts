import {
  allergicTo,
  born,
  dose,
  every,
  expectAllStopped,
  has,
  ordered,
  result,
  takes,
  type Unsafe,
  without,
} from '../support/unsafe-orders.ts';

const kidneyFails = result('2160-0', '4', 'mg/dL');
const rows: Record<string, Unsafe[]> = {
  ceftriaxone: [
    ['more than four grams', dose('5', 'g'), 'block dose-above-maximum'],
    ['two grams three times a day', every(1, 3), 'block dose-above-maximum'],
    ['milligrams for grams', dose('2', 'mg'), 'block dose-slip'],
    ['once a week', every(7), 'block interval-too-long'],
    ['a penicillin allergy', allergicTo('penicillin'), 'block allergy-match'],
    ['calcium in the same vein', takes('calcium gluconate IV'), 'block takes-calcium-iv'],
    ['jaundice of a newborn', has('P59.9'), 'block condition-newborn-jaundice'],
    ['a newborn', born('2026-11-10'), 'block age-below-label'],
    ['no line told', ordered({ lineType: undefined }), 'missing line-missing'],
    [
      'an injection into muscle',
      ordered({ drug: 'ceftriaxone intramuscular' }),
      'block formulation-other',
    ],
  ],
  vancomycin: [
    ['more than 35 a kilogram', dose('36', 'mg/kg'), 'block dose-above-maximum'],
    ['more than three grams', dose('3.1', 'g'), 'block dose-above-maximum'],
    ['eighty a kilogram in a day', every(1, 6), 'block dose-above-maximum'],
    ['a tenth of the dose', dose('1.5', 'mg/kg'), 'block dose-slip'],
    [
      'a gram in half an hour',
      (all) => dose('1', 'g')(ordered({ durationMinutes: 30 })(all)),
      'block rate-too-fast',
    ],
    ['once a week', every(7), 'block interval-too-long'],
    ['no creatinine', without('2160-0'), 'missing creatinine-missing'],
    [
      'four weeks through a vein of the arm',
      ordered({ lineType: 'peripheral' }),
      'block line-not-central',
    ],
    ['dialysis', has('Z99.2'), 'block condition-dialysis'],
    ['capsules', ordered({ drug: 'vancomycin 125 mg capsule' }), 'block formulation-other'],
    ['no weight', without('29463-7'), 'missing weight-missing'],
  ],
  ertapenem: [
    ['two grams', dose('2', 'g'), 'block dose-above-maximum'],
    ['a gram twice a day', every(1, 2), 'block dose-above-maximum'],
    ['milligrams for grams', dose('1', 'mg'), 'block dose-slip'],
    ['a gram with failing kidneys', kidneyFails, 'block kidney-function-low'],
    ['no creatinine', without('2160-0'), 'missing creatinine-missing'],
    ['valproate', takes('divalproex'), 'block takes-valproate'],
    ['a penicillin allergy', allergicTo('Penicillin G'), 'block allergy-match'],
    ['two months of age', born('2026-09-30'), 'block age-below-label'],
    ['once a week', every(7), 'block interval-too-long'],
  ],
  daptomycin: [
    ['more than twelve a kilogram', dose('12.1', 'mg/kg'), 'block dose-above-maximum'],
    ['twice a day', (all) => dose('8', 'mg/kg')(every(1, 2)(all)), 'block dose-above-maximum'],
    ['a tenth of the dose', dose('0.6', 'mg/kg'), 'block dose-slip'],
    ['grams for milligrams', dose('480', 'g'), 'block dose-above-maximum'],
    ['every day with failing kidneys', kidneyFails, 'block kidney-function-low'],
    ['eosinophilic pneumonia', has('J82.81'), 'block condition-eosinophilic-pneumonia'],
    ['no weight', without('29463-7'), 'missing weight-missing'],
    ['no creatinine', without('2160-0'), 'missing creatinine-missing'],
    ['once a week', every(7), 'block interval-too-long'],
    ['an allergy', allergicTo('Cubicin'), 'block allergy-match'],
  ],
};

expectAllStopped(rows);
