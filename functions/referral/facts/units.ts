import { lookup } from '../../platform/lookup.ts';

/** Units that mean the same, as UCUM and laboratories write them, by the one used in our tables. */
const same = lookup<string>({
  '10*9/L': '10*3/uL',
  '10^9/L': '10*3/uL',
  '10^3/uL': '10*3/uL',
  'K/uL': '10*3/uL',
  'k/uL': '10*3/uL',
  'x10E3/uL': '10*3/uL',
  '/mm3': '/uL',
  'cells/uL': '/uL',
  '{cells}/uL': '/uL',
  '[IU]/L': 'U/L',
  'IU/L': 'U/L',
  'mL/min/1.73.m2': 'mL/min/{1.73_m2}',
  'mL/min/1.73m2': 'mL/min/{1.73_m2}',
  'mL/min/1.73 m2': 'mL/min/{1.73_m2}',
  'mg/dl': 'mg/dL',
  'µmol/L': 'umol/L',
  'μmol/L': 'umol/L',
  'ug/L': 'ng/mL',
  'mcg/L': 'ng/mL',
  'µg/L': 'ng/mL',
  'μg/L': 'ng/mL',
  'ng/ml': 'ng/mL',
});

/** The unit as our tables write it. */
export const sameUnit = (unit: string): string => same[unit] ?? unit;
