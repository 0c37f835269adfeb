import { describe, expect, it } from 'vitest';
import { classesOf, medicineFindings } from '../../functions/referral/checks/medicine-checks.ts';
import { interactions } from '../../functions/referral/facts/interactions.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { foundBy } from '../support/findings.ts';

const together = 'two biologics together add serious infections';
const same = 'two drugs of one class are a duplicate';
const immunity = 'it adds to the suppression of immunity';
const biologics =
  'infliximab infliximab_dyyb tocilizumab rituximab vedolizumab natalizumab ocrelizumab';
const without = (...ids: string[]) =>
  biologics
    .split(' ')
    .filter((id) => !ids.includes(id))
    .join(' ');

type Row = [
  takes: string,
  drug: string,
  title: string,
  severity: 'block' | 'warn',
  why: string,
  therapies: string,
];

/** A medicine as a chart names it, what is told of it, why, and before which therapies. */
const rows: Row[] = [
  ['tnf', 'Humira', 'a TNF blocker', 'block', same, 'infliximab infliximab_dyyb'],
  ['tnf', 'Humira', 'a TNF blocker', 'block', together, without('infliximab', 'infliximab_dyyb')],
  ['il6', 'Kevzara', 'an IL-6 blocker', 'block', same, 'tocilizumab'],
  ['il6', 'Kevzara', 'an IL-6 blocker', 'block', together, without('tocilizumab')],
  ['il17', 'Cosentyx', 'an IL-17 blocker', 'block', together, biologics],
  ['il23', 'Tremfya', 'an IL-23 blocker', 'block', together, biologics],
  ['il12-23', 'Stelara', 'an IL-12/23 blocker', 'block', together, biologics],
  [
    'il1',
    'Kineret',
    'an IL-1 blocker',
    'block',
    together,
    'infliximab infliximab_dyyb tocilizumab',
  ],
  [
    'ctla4',
    'Orencia',
    'abatacept or belatacept',
    'block',
    together,
    'infliximab infliximab_dyyb tocilizumab rituximab',
  ],
  ['cd20', 'ofatumumab', 'an anti-CD20 antibody', 'block', same, 'rituximab ocrelizumab'],
  [
    'cd20',
    'ofatumumab',
    'an anti-CD20 antibody',
    'block',
    together,
    without('rituximab', 'ocrelizumab'),
  ],
  ['integrin', 'Entyvio', 'an integrin blocker', 'block', same, 'natalizumab'],
  ['integrin', 'Tysabri', 'an integrin blocker', 'block', same, 'vedolizumab'],
  [
    'integrin',
    'Entyvio',
    'an integrin blocker',
    'block',
    together,
    without('natalizumab', 'vedolizumab'),
  ],
  [
    'jak',
    'Xeljanz',
    'a JAK inhibitor',
    'block',
    'a JAK inhibitor is not recommended with a biologic',
    biologics,
  ],
  [
    's1p',
    'Gilenya',
    'an S1P modulator',
    'block',
    'two disease modifiers together; the earlier one has to wash out',
    without('tocilizumab'),
  ],
  [
    'ms-dmt',
    'Tecfidera',
    'another drug for multiple sclerosis',
    'block',
    'a second disease modifier for multiple sclerosis carries the risk of PML over',
    'natalizumab ocrelizumab',
  ],
  ['complement', 'Soliris', 'a complement inhibitor', 'block', same, 'ravulizumab'],
  ['complement', 'Ultomiris', 'a complement inhibitor', 'block', same, 'eculizumab'],
  ['fcrn', 'Vyvgart', 'an FcRn blocker', 'warn', 'it lowers immune globulin', 'ivig scig'],
  [
    'fcrn',
    'Vyvgart',
    'an FcRn blocker',
    'warn',
    'it may lower the antibody',
    'eculizumab ravulizumab rituximab natalizumab ocrelizumab infliximab infliximab_dyyb',
  ],
  ['amyloid', 'Kisunla', 'an anti-amyloid antibody', 'block', same, 'lecanemab'],
  [
    'galactosidase-inhibitor',
    'amiodarone',
    'a drug that may keep the enzyme from its work',
    'warn',
    'it may keep the enzyme from its work',
    'agalsidase_beta',
  ],
  [
    'other-biologic',
    'Benlysta',
    'another immunomodulating antibody',
    'warn',
    together,
    'rituximab',
  ],
  [
    'bone-mab',
    'Prolia',
    'denosumab or romosozumab',
    'block',
    'two drugs against bone loss may lower calcium',
    'zoledronic_acid',
  ],
  ['bisphosphonate', 'Fosamax', 'a bisphosphonate', 'block', same, 'zoledronic_acid'],
  ['corticosteroid', 'prednisone 20 mg', 'a systemic corticosteroid', 'warn', immunity, biologics],
  [
    'immunosuppressant',
    'methotrexate',
    'an immunosuppressant',
    'block',
    'together they raise the risk of PML',
    'natalizumab',
  ],
  [
    'immunosuppressant',
    'methotrexate',
    'an immunosuppressant',
    'warn',
    immunity,
    'tocilizumab rituximab ocrelizumab vedolizumab',
  ],
  ['anticoagulant', 'Eliquis', 'an anticoagulant', 'block', 'bleeding in the brain', 'lecanemab'],
  [
    'thrombolytic',
    'alteplase',
    'a thrombolytic',
    'block',
    'fatal bleeding in the brain was reported',
    'lecanemab',
  ],
  [
    'antiplatelet',
    'clopidogrel',
    'an antiplatelet drug',
    'warn',
    'bleeding in the brain',
    'lecanemab',
  ],
  [
    'nephrotoxin',
    'gentamicin',
    'a drug that harms the kidney',
    'warn',
    'harm to the kidney',
    'vancomycin zoledronic_acid ivig carboplatin',
  ],
  [
    'nsaid',
    'ibuprofen',
    'an NSAID',
    'warn',
    'harm to the kidney',
    'vancomycin zoledronic_acid ivig',
  ],
  [
    'loop-diuretic',
    'furosemide',
    'a loop diuretic',
    'warn',
    'loss of volume, harm to kidney and hearing',
    'vancomycin zoledronic_acid ivig',
  ],
  [
    'valproate',
    'Depakote',
    'valproate',
    'block',
    'a carbapenem lowers valproate, and seizures follow',
    'ertapenem',
  ],
  [
    'statin',
    'atorvastatin',
    'a statin',
    'warn',
    'harm to muscle: hold it, or measure CK weekly',
    'daptomycin',
  ],
  [
    'myotoxic',
    'gemfibrozil',
    'a drug that harms muscle',
    'warn',
    'harm to muscle: measure CK weekly',
    'daptomycin',
  ],
  [
    'serotonergic',
    'sertraline',
    'a serotonergic drug or MAO inhibitor',
    'warn',
    'serotonin syndrome',
    'hydromorphone_pca',
  ],
  [
    'qt',
    'amiodarone',
    'a drug that prolongs QT',
    'warn',
    'arrhythmia',
    'fluorouracil_pump milrinone_home',
  ],
  [
    'benzodiazepine',
    'lorazepam',
    'a benzodiazepine or sleeping pill',
    'block',
    'breathing may fail: boxed warning of opioids',
    'hydromorphone_pca ketamine_infusion',
  ],
  ['opioid', 'oxycodone', 'an opioid', 'block', same, 'hydromorphone_pca'],
  ['opioid', 'oxycodone', 'an opioid', 'warn', 'sedation', 'ketamine_infusion'],
  [
    'opioid-antagonist',
    'naltrexone',
    'an opioid antagonist',
    'block',
    'it blocks the relief and brings withdrawal',
    'hydromorphone_pca',
  ],
  [
    'sedative-other',
    'gabapentin',
    'another sedating drug',
    'warn',
    'sedation',
    'hydromorphone_pca ketamine_infusion',
  ],
  [
    'k-raising',
    'spironolactone',
    'a drug that raises potassium',
    'warn',
    'high potassium',
    'parenteral_nutrition hydration',
  ],
  [
    'iv-iron',
    'ferumoxytol',
    'an intravenous iron',
    'block',
    same,
    'ferric_carboxymaltose iron_sucrose',
  ],
  ['esa', 'epoetin', 'an erythropoiesis-stimulating drug', 'warn', 'thrombosis', 'ivig'],
  [
    'calcium-iv',
    'calcium gluconate',
    'intravenous calcium',
    'block',
    'the two precipitate: never through one line',
    'ceftriaxone',
  ],
  ['probenecid', 'probenecid', 'probenecid', 'warn', 'it raises ertapenem', 'ertapenem'],
  ['fluoropyrimidine', 'capecitabine', 'a fluoropyrimidine', 'block', same, 'fluorouracil_pump'],
  ['taxane', 'docetaxel', 'a taxane', 'block', same, 'paclitaxel'],
  ['platinum', 'oxaliplatin', 'a platinum drug', 'block', same, 'carboplatin'],
  [
    'warfarin',
    'Coumadin',
    'warfarin',
    'warn',
    'the INR may rise: measure it oftener',
    'fluorouracil_pump ceftriaxone carboplatin',
  ],
  ['phenytoin', 'phenytoin', 'phenytoin', 'warn', 'phenytoin rises', 'fluorouracil_pump'],
  [
    'brivudine',
    'brivudine',
    'brivudine or sorivudine',
    'block',
    'it keeps fluorouracil in the body: patients died',
    'fluorouracil_pump',
  ],
  [
    'disulfiram',
    'disulfiram',
    'disulfiram',
    'warn',
    'paclitaxel is dissolved in alcohol',
    'paclitaxel',
  ],
  [
    'ceftriaxone',
    'Rocephin',
    'ceftriaxone',
    'warn',
    'it precipitates with calcium: never by one line',
    'parenteral_nutrition',
  ],
  [
    'oral-iron',
    'ferrous sulfate',
    'iron by mouth',
    'warn',
    'iron by mouth is hardly taken up beside it',
    'ferric_carboxymaltose iron_sucrose',
  ],
  [
    'taxane-cyp',
    'ketoconazole',
    'a drug that changes paclitaxel levels',
    'warn',
    'paclitaxel rises or falls',
    'paclitaxel',
  ],
  [
    'gaucher',
    'velaglucerase',
    'a drug for Gaucher or Fabry disease',
    'block',
    same,
    'imiglucerase agalsidase_beta',
  ],
  [
    'ig',
    'Hizentra',
    'an immune globulin',
    'warn',
    'it may lower the antibody',
    'eculizumab ravulizumab',
  ],
  ['ig', 'Hizentra', 'an immune globulin', 'block', same, 'ivig'],
  ['ig', 'Privigen', 'an immune globulin', 'block', same, 'scig'],
  [
    'inotrope',
    'digoxin',
    'an inotrope or digoxin',
    'warn',
    'a second inotrope, or digoxin with low potassium',
    'milrinone_home',
  ],
  ['aat', 'alpha 1-antitrypsin', 'an alpha-1 antitrypsin', 'block', same, 'alpha1_pi'],
  ['lithium', 'lithium', 'lithium', 'warn', 'salt and volume shift lithium', 'hydration'],
];

describe('a medicine that the patient takes', () => {
  const cases = rows.flatMap(([takes, drug, title, severity, why, therapies]) =>
    therapies.split(' ').map((id) => ({ id, drug, takes, title, severity, why })),
  );
  it.each(cases)(
    '$drug before $id: $severity, for $why',
    ({ id, drug, takes, title, severity, why }) => {
      const submission = cleanReferral(id);
      const medicines = [{ name: drug, state: 'taken' as const }];
      const order = { ...submission.order, firstDose: undefined };
      const found = foundBy(medicineFindings, { ...submission, order, medicines });
      expect(found.filter(({ code }) => code === `takes-${takes}`)).toMatchObject([
        { severity, text: `The patient takes ${title}: ${why}.` },
      ]);
      // What is compared is known.
      expect(found.map(({ code }) => code)).not.toContain('medicine-unknown');
    },
  );

  it('is told of before these therapies alone', () => {
    const told = (list: readonly (readonly [string, string])[]) =>
      [...new Set(list.map((pair) => pair.join(' ')))].sort();
    const here = cases.map(({ takes, id }) => [takes, id] as const);
    const there = interactions.flatMap(({ takes, therapies }) =>
      therapies.map((id) => [takes, id] as const),
    );
    expect(told(there)).toEqual(told(here));
  });
});

describe('a medicine that is given by its code alone', () => {
  it.each([
    ['tnf', '191831'],
    ['il6', '612865'],
    ['il17', '1599788'],
    ['il23', '1928588'],
    ['il12-23', '847083'],
    ['il1', '72435'],
    ['ctla4', '614391'],
    ['cd20', '121191'],
    ['integrin', '354770'],
    ['jak', '1357536'],
    ['s1p', '1012892'],
    ['ms-dmt', '1373478'],
    ['complement', '591781'],
    ['fcrn', '2587717'],
    ['amyloid', '2626143'],
    ['other-biologic', '1092437'],
    ['bone-mab', '993449'],
    ['bisphosphonate', '46041'],
    ['corticosteroid', '8640'],
    ['immunosuppressant', '6851'],
    ['anticoagulant', '11289'],
    ['thrombolytic', '8410'],
    ['antiplatelet', '1191'],
    ['nephrotoxin', '1596450'],
    ['nsaid', '5640'],
    ['loop-diuretic', '4603'],
    ['valproate', '11118'],
    ['statin', '83367'],
    ['myotoxic', '4719'],
    ['serotonergic', '4493'],
    ['qt', '703'],
    ['benzodiazepine', '596'],
    ['opioid', '7052'],
    ['opioid-antagonist', '7243'],
    ['sedative-other', '25480'],
    ['k-raising', '9997'],
    ['iv-iron', '24909'],
    ['esa', '105694'],
    ['calcium-iv', '1908'],
    ['probenecid', '8698'],
    ['fluoropyrimidine', '4492'],
    ['taxane', '72962'],
    ['platinum', '32592'],
    ['warfarin', '11289'],
    ['phenytoin', '8183'],
    ['taxane-cyp', '4719'],
    ['gaucher', '84959'],
    ['ig', '5666'],
    ['inotrope', '52769'],
    ['mening-prophylaxis', '7984'],
    ['aat', '535'],
    ['lithium', '6448'],
  ])('is of the class %s by RxNorm %s', (id, code) => {
    const found = classesOf({ name: 'x', rxnorm: ['0', code] }).map((one) => one.id);
    expect(found).toContain(id);
  });

  it('is of none by a code that nobody knows', () => {
    expect(classesOf({ name: 'x', rxnorm: ['', '0'] })).toEqual([]);
  });
});

describe('a medicine that is called by its brand, or as people say', () => {
  it.each([
    ['fluorouracil_pump', 'Xeloda 500 mg', 'fluoropyrimidine'],
    ['fluorouracil_pump', 'Lonsurf', 'fluoropyrimidine'],
    ['fluorouracil_pump', 'Dilantin 100 mg', 'phenytoin'],
    ['paclitaxel', 'Taxotere', 'taxane'],
    ['carboplatin', 'Eloxatin', 'platinum'],
    ['infliximab', 'Cibinqo 100 mg', 'jak'],
    ['tocilizumab', 'Arcalyst', 'il1'],
    ['natalizumab', 'Neoral 100 mg', 'immunosuppressant'],
    ['natalizumab', 'Rheumatrex', 'immunosuppressant'],
    ['natalizumab', 'Myfortic', 'immunosuppressant'],
    ['natalizumab', 'Avonex pen', 'ms-dmt'],
    ['ocrelizumab', 'Plegridy', 'ms-dmt'],
    ['ravulizumab', 'Voydeya', 'complement'],
    ['hydromorphone_pca', 'Restoril 15 mg', 'benzodiazepine'],
    ['hydromorphone_pca', 'Lunesta', 'benzodiazepine'],
    ['hydromorphone_pca', 'MS Contin 30 mg', 'opioid'],
    ['hydromorphone_pca', 'Duragesic 25 mcg/h', 'opioid'],
    ['hydromorphone_pca', 'Roxicodone', 'opioid'],
    ['hydromorphone_pca', 'Zoloft 50 mg', 'serotonergic'],
    ['hydromorphone_pca', 'Nardil', 'serotonergic'],
    ['milrinone_home', 'Pacerone 200 mg', 'qt'],
    ['ketamine_infusion', 'Halcion', 'benzodiazepine'],
    ['lecanemab', 'Arixtra', 'anticoagulant'],
    ['lecanemab', 'a blood thinner', 'anticoagulant'],
    ['hydromorphone_pca', 'sleeping pill', 'benzodiazepine'],
    ['lecanemab', 'Activase', 'thrombolytic'],
    ['zoledronic_acid', 'Atelvia', 'bisphosphonate'],
    ['zoledronic_acid', 'Aredia', 'bisphosphonate'],
    ['ertapenem', 'Depacon', 'valproate'],
    ['daptomycin', 'Vytorin 10/40', 'statin'],
    ['vancomycin', 'Zosyn 4.5 g', 'nephrotoxin'],
    ['vancomycin', 'Lasix', 'loop-diuretic'],
    ['scig', 'Gammaplex', 'ig'],
  ])('before %s, %s is told of as of the class %s', (id, name, takes) => {
    const submission = { ...cleanReferral(id), medicines: [{ name, state: 'taken' as const }] };
    const codes = foundBy(medicineFindings, submission).map(({ code }) => code);
    expect(codes).toContain(`takes-${takes}`);
    expect(codes).not.toContain('medicine-unknown');
  });
});
