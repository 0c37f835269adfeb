import { comparePersons } from '../../referral/person-agreement.ts';
import type { PersonFacts } from '../../referral/person-facts.ts';
import { plainSpelling } from '../../referral/spelling.ts';
import { at, type ReadSegment } from '../../x12/read-segment.ts';
import type { EligibilityAnswer, EligibilityInquiry } from '../eligibility.ts';
import type { Level } from './eligibility-loops.ts';

type Member = EligibilityInquiry['member'];

const person = (given: string, family: string, birthDate: string): PersonFacts => ({
  names: [{ given, family }],
  birthDates: [birthDate],
  charts: [],
  members: [],
  phones: [],
});

const nameIn = ({ segments }: Level): ReadSegment | undefined =>
  segments.find(({ id, elements }) => id === 'NM1' && ['IL', '03'].includes(elements[0] ?? ''));

const birthDateIn = ({ segments }: Level): string | undefined => {
  const dates = segments.find((segment) => segment.id === 'DMG' && at(segment, 1) === 'D8');
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(dates ? at(dates, 2) : '') ?? [];
  return year ? `${year}-${month}-${day}` : undefined;
};

/**
 * What of the person whom an answer is about is not as it was asked; what the answer leaves out is
 * not compared. Payers spell names in their own way and cut them short, so only what cannot be the
 * same name counts; a birth date and a member id are the same or are not.
 *
 * @param patient the level that answers our trace
 * @param subscriber the level with the member id; the patient's own, or the one above it
 */
export const findDifferences = (
  patient: Level,
  subscriber: Level,
  { given, middle, family, birthDate, memberId }: Member,
): EligibilityAnswer['differs'] => {
  const name = nameIn(patient);
  const born = birthDateIn(patient);
  const allGiven = [given, middle].filter(Boolean).join(' ');
  const named = comparePersons(
    person(allGiven, family, birthDate),
    person(
      [name && at(name, 4), name && at(name, 5)].filter(Boolean).join(' ') || allGiven,
      (name && at(name, 3)) || family,
      birthDate,
    ),
  );
  const holder = nameIn(subscriber);
  const answeredId = holder && at(holder, 8) === 'MI' ? at(holder, 9) : '';
  return [
    ...(named.given === 'different' || named.family === 'different' ? (['name'] as const) : []),
    ...(born && born !== birthDate ? (['birth-date'] as const) : []),
    ...(answeredId && plainSpelling(answeredId) !== plainSpelling(memberId)
      ? (['member-id'] as const)
      : []),
  ];
};
