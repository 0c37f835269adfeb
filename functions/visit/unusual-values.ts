import { ageOn } from '../platform/days.ts';
import type { Complaint } from '../platform/errors.ts';
import { micro, type Quantity } from '../platform/quantity.ts';
import { readWeights } from '../referral/order/measurements.ts';
import type { Submission } from '../referral/referral.ts';
import { dayQuestions } from '../series/day-questions.ts';
import type { Visit } from '../series/visit.ts';
import type { Confirmed, Vitals, WrittenDown } from '../series/visit-record.ts';
import { recordingRoom } from './plausible-times.ts';

/**
 * What a nurse writes down and that may be a slip: it is asked about before it is kept, and kept where
 * the nurse says why. What cannot be is refused.
 */

type Limit = {
  sign: 'systolic' | 'diastolic' | 'pulse' | 'breaths' | 'oxygen' | 'temperature';
  below?: string;
  above?: string;
  /** Children's differ by age; of theirs nothing is asked. */
  adultsOnly?: true;
};

/**
 * Values outside of these are asked about. Source: fever from 38 degrees Celsius, clinical reference; the
 * others are starting values of our own, general knowledge - verify with the nurse lead.
 */
export const usualVitals: readonly Limit[] = [
  { sign: 'systolic', below: '90', above: '180', adultsOnly: true },
  { sign: 'diastolic', below: '50', above: '110', adultsOnly: true },
  { sign: 'pulse', below: '50', above: '120', adultsOnly: true },
  { sign: 'breaths', below: '10', above: '24', adultsOnly: true },
  { sign: 'oxygen', below: '92' },
  { sign: 'temperature', below: '35', above: '37.9' },
];

/** Temperatures that no living person has, in degrees Celsius, and weights that nobody has, in kilograms. */
const possible = { temperature: ['25', '45'], weightKg: ['0.4', '400'] } as const;

/** A change of the weight by more than a tenth. Source: automatic checks of the clinical reference. */
export const isTenthApart = (was: bigint, is: bigint): boolean => {
  const difference = was < is ? is - was : was - is;
  return difference * 10n > was;
};

const adultAge = 18;

type Known = {
  submission: Pick<Submission, 'patient' | 'order' | 'observations'>;
  visit: Pick<Visit, 'on' | 'zone' | 'startsAt'>;
  /** The last weight that a visit has on record, in kilograms. */
  weightBefore?: string | undefined;
};

const complaint = (pointer: string, detail: string, fix: string): Complaint => ({
  pointer,
  detail,
  fix,
});

const again =
  'Measure again; if it is so, send it with this pointer in `confirmed` and the reason.';

const amountOf = (value: number | string): bigint => micro(String(value));

const vitalsAsked = (one: Vitals, index: number, isAdult: boolean): Complaint[] =>
  usualVitals.flatMap(({ sign, below, above, adultsOnly }) => {
    const value = one[sign];
    if (value === undefined || (adultsOnly && !isAdult)) return [];
    const is = amountOf(value);
    const isLow = below !== undefined && is < micro(below);
    const isHigh = above !== undefined && is > micro(above);
    return isLow || isHigh
      ? [complaint(`/vitals/${index}/${sign}`, `is ${isLow ? 'low' : 'high'}`, again)]
      : [];
  });

const weightAsked = (weightKg: string, { submission, weightBefore }: Known): Complaint[] => {
  const [ordered] = readWeights(submission as Submission);
  const was = ordered?.micro ?? (weightBefore === undefined ? undefined : micro(weightBefore));
  if (was === undefined || !isTenthApart(was, micro(weightKg))) return [];
  const than = ordered ? 'that of the order' : 'that of the visit before';
  return [complaint('/weightKg', `differs from ${than} by more than a tenth`, again)];
};

const isOrdered = (drug: string, ordered: readonly string[]): boolean => {
  const name = drug.toLowerCase();
  const word = name.split(/[\s,]/)[0] ?? name;
  return ordered.some((one) => {
    const words = one.toLowerCase();
    return words.includes(word) || name.includes(words);
  });
};

/** What is asked about before it is kept; `alsoPlanned` is the premedication of plans that stand. */
export const askedAbout = (
  { asked = {}, weightKg, vitals = [], premedicationsGiven = [] }: WrittenDown,
  known: Known,
  alsoPlanned: readonly string[] = [],
): Complaint[] => {
  const { patient, order } = known.submission;
  const isAdult = ageOn(patient.birthDate, known.visit.on) >= adultAge;
  const ordered = [...(order.premedications ?? []), ...alsoPlanned];
  return [
    ...dayQuestions
      .filter((question) => asked[question])
      .map((question) =>
        complaint(
          `/asked/${question}`,
          'stops the visit until a clinician was asked',
          'Call a clinician; where the dose is given, send this pointer in `confirmed` with their word.',
        ),
      ),
    ...(weightKg === undefined ? [] : weightAsked(weightKg, known)),
    ...vitals.flatMap((one, index) => vitalsAsked(one, index, isAdult)),
    ...premedicationsGiven.flatMap(({ drug }, index) =>
      isOrdered(drug, ordered)
        ? []
        : [
            complaint(
              `/premedicationsGiven/${index}/drug`,
              'is neither ordered nor planned',
              'Name it as ordered; if it was given, send it with this pointer in `confirmed` and why.',
            ),
          ],
    ),
  ];
};

/** Of what is asked about, that which nobody has confirmed. */
export const stillAsked = (
  asked: readonly Complaint[],
  confirmed: readonly Confirmed[] = [],
): Complaint[] => asked.filter(({ pointer }) => !confirmed.some((one) => one.pointer === pointer));

/** The confirmations that answer something; what nobody asked is not kept as an answer. */
export const confirmedOf = (
  asked: readonly Complaint[],
  confirmed: readonly Confirmed[] = [],
): Confirmed[] => confirmed.filter(({ pointer }) => asked.some((one) => one.pointer === pointer));

const outside = (value: string, [least, most]: readonly [string, string]): boolean =>
  micro(value) < micro(least) || micro(value) > micro(most);

const early = recordingRoom.minutesEarly * 60_000;
const ahead = recordingRoom.minutesAhead * 60_000;

/** What is wrong with the time of something that was done at the visit. */
const timeComplaints = (
  pointer: string,
  at: string | undefined,
  { startsAt }: Known['visit'],
  now: Date,
): Complaint[] => {
  if (at === undefined) return [];
  if (Date.parse(at) > now.getTime() + ahead)
    return [complaint(pointer, 'lies in the future', 'Send it once it has happened.')];
  return Date.parse(at) < Date.parse(startsAt) - early - 24 * 3_600_000
    ? [complaint(pointer, 'is long before the visit', 'Send the time at which it was done.')]
    : [];
};

/** What cannot be, whoever confirms it. */
export const impossible = (
  recorded: WrittenDown,
  visit: Known['visit'],
  now: Date,
): Complaint[] => {
  const { weightKg, vitals = [], premedicationsGiven = [], rates = [] } = recorded;
  return [
    ...(weightKg !== undefined && outside(weightKg, possible.weightKg)
      ? [complaint('/weightKg', 'is no weight of a person', 'Send kilograms.')]
      : []),
    ...vitals.flatMap(({ systolic, diastolic, temperature, at }, index) => [
      ...(systolic !== undefined && diastolic !== undefined && systolic <= diastolic
        ? [
            complaint(
              `/vitals/${index}/systolic`,
              'is not above the diastolic pressure',
              'Send both as they were measured.',
            ),
          ]
        : []),
      ...(temperature !== undefined && outside(temperature, possible.temperature)
        ? [
            complaint(
              `/vitals/${index}/temperature`,
              'is no temperature of a person',
              'Send degrees Celsius.',
            ),
          ]
        : []),
      ...timeComplaints(`/vitals/${index}/at`, at, visit, now),
    ]),
    ...premedicationsGiven.flatMap(({ at }, index) =>
      timeComplaints(`/premedicationsGiven/${index}/at`, at, visit, now),
    ),
    ...rates.flatMap(({ at }, index) => timeComplaints(`/rates/${index}/at`, at, visit, now)),
  ];
};

/** Lots that had expired on the day of the visit: none of them is given. The day of expiry is good. */
export const expiredLots = ({ lots = [] }: WrittenDown, { on }: Known['visit']): Complaint[] =>
  lots.flatMap(({ expiresOn }, index) =>
    expiresOn < on
      ? [
          complaint(
            `/lots/${index}/expiresOn`,
            'lies before the day of the visit',
            'Give none of it: take another, and read lot and expiry again.',
          ),
        ]
      : [],
  );

type Given = {
  doseComplete: boolean;
  amounts?: readonly { given: Quantity; discarded?: Quantity | undefined }[] | undefined;
};

const isOther = (one: Quantity | undefined, other: Quantity | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  one.unit === other.unit &&
  micro(one.value) !== micro(other.value);

/** Where what was given and thrown away is told twice, and not the same. */
export const contradictions = (
  { partial, wasted = [] }: WrittenDown,
  { doseComplete, amounts = [] }: Given,
): Complaint[] => {
  const [only, ...others] = amounts;
  const one = others.length === 0 ? only : undefined;
  return [
    ...(partial && doseComplete
      ? [complaint('/partial', 'is told of a dose that was given in full', 'Correct one of them.')]
      : []),
    ...(isOther(partial?.given, one?.given)
      ? [complaint('/partial/given', 'is not what the amounts say', 'Correct one of them.')]
      : []),
    ...(wasted.length === 1 && isOther(wasted[0]?.amount, one?.discarded)
      ? [complaint('/wasted/0/amount', 'is not what the amounts say', 'Correct one of them.')]
      : []),
  ];
};
