import { comparePersons } from '../../referral/person/agreement.ts';
import type { PersonFacts } from '../../referral/person/facts.ts';
import { plainSpelling } from '../../referral/spelling.ts';
import { at, type ReadSegment } from '../../x12/read-segment.ts';
import type { EligibilityAnswer, EligibilityInquiry } from '../eligibility-answer.ts';
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

/** The birth date as sent, in digits where it is one; whatever else stands there is another one. */
const birthDateIn = ({ segments }: Level): string | undefined => {
  const dates = segments.find((segment) => segment.id === 'DMG');
  return (dates && at(dates, 2)) || undefined;
};

/** Ids by which the payer knows the member: in the name, or where another id stands there (REF 1W). */
const idsIn = ({ segments }: Level, holder: ReadSegment | undefined): string[] => [
  ...(holder && at(holder, 8) === 'MI' ? [at(holder, 9)] : []),
  ...segments
    .filter((segment) => segment.id === 'REF' && at(segment, 1) === '1W')
    .map((segment) => at(segment, 2)),
];

/** INS 001 with 25, and NM1*74: the payer corrected what identifies the member. */
const isCorrected = ({ segments }: Level): boolean =>
  segments.some(
    (segment) =>
      (segment.id === 'INS' && at(segment, 3) === '001' && at(segment, 4) === '25') ||
      (segment.id === 'NM1' && at(segment, 1) === '74'),
  );

const nameAsSent = (name: ReadSegment): string =>
  [4, 5, 3, 7]
    .map((position) => at(name, position))
    .filter(Boolean)
    .join(' ');

/** Whom an answer is about, as sent: the name, the birth date, the member ids and what was corrected. */
export const memberAsSent = (patient: Level, subscriber: Level): string => {
  const name = nameIn(patient);
  const born = birthDateIn(patient);
  const ids = idsIn(subscriber, nameIn(subscriber)).filter(Boolean);
  const before = subscriber.segments
    .filter((segment) => segment.id === 'REF' && at(segment, 1) === 'Q4')
    .map((segment) => at(segment, 2));
  const corrected = [...new Set([...patient.segments, ...subscriber.segments])].filter(
    (segment) => segment.id === 'NM1' && at(segment, 1) === '74',
  );
  return `It is about ${[
    name ? nameAsSent(name) : '',
    born ? `born ${born}` : '',
    ...ids.map((id) => `member ${id}`),
    ...before.map((id) => `formerly ${id}`),
    ...corrected.map((one) => `corrected ${nameAsSent(one)}`),
  ]
    .filter(Boolean)
    .join(', ')}.`;
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
  const ids = idsIn(subscriber, holder).filter(Boolean);
  return [
    ...(named.given === 'different' || named.family === 'different' ? (['name'] as const) : []),
    ...(born && born !== birthDate.replaceAll('-', '') ? (['birth-date'] as const) : []),
    ...(ids.some((id) => plainSpelling(id) !== plainSpelling(memberId))
      ? (['member-id'] as const)
      : []),
    ...([patient, subscriber].some(isCorrected) ? (['corrected'] as const) : []),
  ];
};
