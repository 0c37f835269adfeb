import type { Patient } from '../contact.ts';
import type { PersonFacts } from './facts.ts';
import { type Match, matchPersons } from './match.ts';

/** Who a referral is for: a patient we know or a new one, and whom else it may be for. */
export type PlacedPerson = { patient: Patient | undefined; doubts: Patient[] };

type Compared = { patient: Patient; match: Match };

const byWeight = (one: Compared, other: Compared): number =>
  other.match.weight - one.match.weight ||
  (one.patient.patientId < other.patient.patientId ? -1 : 1);

/** Of those who were found to be one, the one that stands for them, compared by the best of them. */
const compared = (
  facts: PersonFacts,
  found: readonly Patient[],
  without: ReadonlySet<string>,
): Compared[] => {
  const best = new Map<string, Compared>();
  for (const each of found) {
    const patient = found.find(({ patientId }) => patientId === each.mergedInto) ?? each;
    const match = matchPersons(facts, each.person);
    if (match.outcome === 'different' || without.has(patient.patientId)) continue;
    const before = best.get(patient.patientId);
    if (!before || before.match.weight < match.weight)
      best.set(patient.patientId, { patient, match });
  }
  return [...best.values()].sort(byWeight);
};

const areApart = (one: Patient, other: Patient): boolean =>
  one.apartFrom.includes(other.patientId) || other.apartFrom.includes(one.patientId);

/** Places a new referral's person among those who share an identifier or a birthday with them. */
export const placePerson = (facts: PersonFacts, found: readonly Patient[]): PlacedPerson => {
  const all = compared(facts, found, new Set());
  const certain = all.find(({ match }) => match.outcome === 'certain')?.patient;
  return {
    patient: certain,
    doubts: all
      .map(({ patient }) => patient)
      .filter((each) => each !== certain && !(certain && areApart(certain, each))),
  };
};

/** Whom a patient may also be, now that something of them was corrected. */
export const doubtsAbout = (
  patient: Patient,
  facts: PersonFacts,
  found: readonly Patient[],
): Patient[] =>
  compared(facts, found, new Set([patient.patientId, patient.mergedInto ?? '']))
    .map((each) => each.patient)
    .filter((each) => !areApart(patient, each));
