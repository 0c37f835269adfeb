import { competencyWords } from '../../../functions/therapy/competency-words.ts';
import type { EnteredDrug } from '../../../functions/therapy/entered-drug.ts';
import type { FieldChoice } from '../parts/form-field.tsx';
import { plainWords } from '../parts/words.ts';

/** What the API takes by name, as people say it; the types make sure that no name is left out. */
type Unit = EnteredDrug['maxDose']['unit'];
type Setting = EnteredDrug['settings'][number];

export const settingWords: Record<Setting, string> = {
  'hospital-outpatient': 'Hospital outpatient',
  'infusion-center': 'Infusion center',
  clinic: 'Clinic',
  home: 'Home',
  'long-term-care': 'Long-term care',
};

/** A setting by its words, where it is one that we know. */
export const settingCalled = (setting: string): string =>
  Object.entries(settingWords).find(([name]) => name === setting)?.[1] ?? plainWords(setting);

export const competencyChoice: FieldChoice = Object.entries(competencyWords);
export const settingChoice: FieldChoice = Object.entries(settingWords);

const doseUnit: Unit[] = [
  ...(['mg', 'g', 'mg/kg', 'g/kg', 'mg/m2', 'mg/h', 'mg/kg/h', 'mcg/kg/min'] as const),
  ...(['AUC', 'mL', 'L', 'unit', 'unit/kg'] as const),
];
export const doseUnitChoice: FieldChoice = doseUnit.map((unit) => [unit, unit]);

/** Topics of the curriculum that are not of one drug (functions/education/curriculum/). */
export const topicChoice: FieldChoice = [
  ['reaction_when_to_call', 'If the body reacts'],
  ['reaction_up_to_24h', 'The first day after'],
  ['infection_prevention', 'Keeping germs out'],
  ['infection_risk_TB_HBV', 'A higher risk of infections'],
  ['live_vaccine_advice', 'Vaccines'],
  ['line_care', 'Care of the line'],
  ['pump_care', 'Care of the pump'],
  ['drink_fluids', 'Drinking'],
  ['lab_schedule', 'Blood tests'],
  ['supplies_storage', 'Storing supplies'],
  ['sharps_waste', 'Needles and waste'],
  ['self_infusion_SC', 'Giving it to oneself'],
  ['contraception', 'No pregnancy'],
  ['hazardous_at_home_48h', 'The first two days at home'],
  ['nausea_vomiting', 'Feeling sick'],
  ['driver_needed', 'A ride home'],
];
