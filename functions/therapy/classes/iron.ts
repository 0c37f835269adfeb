import { lab } from '../shared.ts';
import { general } from '../sources.ts';

export const ironStudies = [
  lab('hemoglobin', 'hemoglobin', ['718-7'], { level: 'missing' }),
  lab('ferritin', 'ferritin', ['2276-4'], { level: 'missing' }),
  lab('transferrin-saturation', 'transferrin saturation', ['2502-3'], { level: 'missing' }),
];
export const ironAllergens = ['iron', 'ferric'];
export const ironAtHome = {
  value: 'no',
  reason: 'reactions: watched for 30 minutes in a facility',
  ...general,
} as const;
