import { lookup } from '../../platform/lookup.ts';

const thousands =
  '10*3/ul 10*9/l 10^9/l 10^3/ul k/ul x10e3/ul 10e3/ul x10(3)/ul x10^3/ul x10^9/l x10*3/ul x10*9/l thousand/ul thou/ul thous/ul 10*3/mm3 k/mm3 k/cumm thou/mm3 k/mcl 10*3/mcl x10e3/mcl thousand/mcl 10^3/mcl';

/** Units that mean the same, as UCUM and laboratories write them, by the one used in our tables. */
const rows = {
  '10*3/uL': thousands,
  '/uL': '/ul /mm3 cells/ul {cells}/ul cells/mcl /mcl cells/mm3 /cumm cells/cumm',
  'U/L': 'u/l [iu]/l iu/l units/l unit/l [u]/l',
  'g/dL': 'g/dl gm/dl',
  'mg/dL': 'mg/dl mg/100ml',
  'ng/mL': 'ng/ml ug/l mcg/l',
  'umol/L': 'umol/l mcmol/l micromol/l',
  'mmol/L': 'mmol/l',
  'meq/L': 'meq/l',
  'mL/min': 'ml/min',
  'mL/min/{1.73_m2}':
    'ml/min/{1.73_m2} ml/min/1.73.m2 ml/min/1.73m2 ml/min/1.73 ml/min/1.73m*2 ml/min/1.73m^2 ml/min/bsa',
  '%': '% percent',
};

const same = lookup<string>(
  Object.fromEntries(
    Object.entries(rows).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit])),
  ),
);

/** The unit as our tables write it. Capitals are no matter, but where they are another unit: `G/L`. */
export const sameUnit = (unit: string): string => {
  const plain = unit.replace(/[\u00b5\u03bc]/g, 'u').replace(/\s/g, '');
  return same[plain.toLowerCase()] ?? (plain === 'g/l' ? 'g/L' : unit);
};
