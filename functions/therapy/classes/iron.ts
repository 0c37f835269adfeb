import { lab } from '../shared.ts';
import { general } from '../sources.ts';

export const ironStudies = [
  lab('hemoglobin', 'hemoglobin', ['718-7'], { level: 'missing' }),
  // Above these iron is held: KDIGO 2012 and practice; general knowledge - verify.
  lab('ferritin', 'ferritin', ['2276-4'], {
    level: 'missing',
    limits: [{ unit: 'ng/mL', max: '800' }],
    outside: 'block',
  }),
  lab('transferrin-saturation', 'transferrin saturation', ['2502-3'], {
    level: 'missing',
    limits: [{ unit: '%', max: '50' }],
    outside: 'block',
  }),
];
export const ironAllergens = ['iron', 'ferric'];
export const ironAtHome = {
  value: 'no',
  reason: 'reactions: watched for 30 minutes in a facility',
  ...general,
} as const;
