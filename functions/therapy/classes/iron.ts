import { lab } from '../shared.ts';
import { general } from '../sources.ts';

export const ironStudies = [
  // Iron that a patient does not lack overloads; above these it is held: KDIGO 2012 and practice;
  // general knowledge - verify.
  lab('hemoglobin', 'hemoglobin', ['718-7'], {
    level: 'missing',
    limits: [
      { unit: 'g/dL', max: '15' },
      { unit: 'g/L', max: '150' },
    ],
    outside: 'warn',
  }),
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
