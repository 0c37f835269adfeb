import { therapies } from '../../therapy/therapies.ts';
import { heightCodes, weightCodes } from '../order/measurements.ts';
import { byAnalyte } from './analytes.ts';
import { tellsOfInfection } from './infection-results.ts';
import { kidneyCodes } from './kidney.ts';
import { albuminCodes, partOf } from './lab-tests.ts';

const asked = new Set([
  ...therapies.flatMap(({ screening }) =>
    screening.flatMap(({ codes }) => codes.flatMap(byAnalyte).flat()),
  ),
  ...albuminCodes,
  ...kidneyCodes,
]);

/** Whether a rule looks at results under this LOINC code. */
export const isMatter = (code: string): boolean =>
  partOf(code) !== undefined ||
  tellsOfInfection(code) ||
  asked.has(code) ||
  weightCodes.has(code) ||
  heightCodes.has(code);
