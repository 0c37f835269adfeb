import { lookUpTherapy } from '../therapy/therapy-catalogue.ts';
import type { OwnReferral, Patient } from './contact.ts';
import { interactions } from './facts/interactions.ts';
import { classesNamed } from './facts/medicine-classes.ts';
import { drugsListed, othersOf } from './open-referrals.ts';

const stops = (ordered: string, taken: string): boolean => {
  const names = lookUpTherapy(taken)?.names ?? [taken];
  const classes = new Set(names.flatMap((name) => classesNamed(name).map(({ id }) => id)));
  return interactions.some(
    ({ therapies, takes, severity }) =>
      severity === 'block' && therapies.includes(ordered) && classes.has(takes),
  );
};

/** The referrals of these patients for another therapy that must not be given with it. */
export const conflictingTherapies = (
  mine: OwnReferral,
  patients: readonly Patient[],
): OwnReferral[] =>
  othersOf(mine, patients).filter(
    (one) =>
      one.therapy !== mine.therapy &&
      drugsListed(one).some((other) =>
        drugsListed(mine).some((drug) => stops(drug, other) || stops(other, drug)),
      ),
  );
