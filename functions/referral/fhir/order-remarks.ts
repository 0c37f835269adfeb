import { conceptWords, type FhirQuantity } from '../../fhir/elements.ts';
import { shortened } from '../../fhir/values.ts';
import { micro } from '../../platform/quantity.ts';
import type { NotUnderstood } from '../not-understood-words.ts';
import { phasesOf } from '../order/course.ts';
import type { Order } from '../referral.ts';
import { judgeRemark } from '../remarks.ts';
import type { PlacedResource } from './bundle.ts';
import { amountFrom, doseOf } from './dosage.ts';
import { minutesAtRate, rateAsDose } from './rate.ts';
import type { PlacedDosage } from './timing.ts';

type Request = PlacedResource<'MedicationRequest'>;
type Said = { at: string; words: string };

/** On one line and no longer than it is kept. */
const kept = (words: string): string => shortened(words.replace(/\s+/g, ' ').trim(), 300);

/** What an order says in words beside the instructions that its course is read from. */
const remarksOf = ({ at, resource }: Request, placed: readonly PlacedDosage[]): Said[] =>
  [
    ...placed.flatMap(({ at: where, dosage }) => [
      ...(dosage.additionalInstruction ?? []).map((one, index) => ({
        at: `${where}.additionalInstruction[${index}]`,
        words: conceptWords(one).join(' | '),
      })),
      { at: `${where}.patientInstruction`, words: dosage.patientInstruction ?? '' },
    ]),
    ...(resource.note ?? []).map(({ text = '' }, index) => ({
      at: `${at}.note[${index}]`,
      words: text,
    })),
    { at: `${at}.statusReason`, words: conceptWords(resource.statusReason).join(' | ') },
  ].filter(({ words }) => words.trim() !== '');

/** What the services that are tied to the order say in words. */
const remarksOfServices = (services: readonly PlacedResource<'ServiceRequest'>[]): Said[] =>
  services
    .flatMap(({ at, resource: { note = [], patientInstruction = '', orderDetail = [] } }) => [
      ...note.map(({ text = '' }, index) => ({ at: `${at}.note[${index}]`, words: text })),
      { at: `${at}.patientInstruction`, words: patientInstruction },
      ...orderDetail.map((one, index) => ({
        at: `${at}.orderDetail[${index}]`,
        words: conceptWords(one).join(' | '),
      })),
    ])
    .filter(({ words }) => words.trim() !== '');

/** A bolus of so much time is none that is pushed. */
const atOnce = /\b(push|(?:bolus|bolo)\b(?!(?: infusion)? over \d+ ?(?:m|h)))\b/i;
/** A drug that usually runs for so many minutes is not pushed; own rule. */
const pushedWithin = 30;

/** How an instruction has its drug given: at once, though it runs for longer, or at a rate. */
const givingOf = (
  { at, dosage }: PlacedDosage,
  { usualMinutes, order: { durationMinutes } }: Pick<Beside, 'usualMinutes' | 'order'>,
): NotUnderstood[] => {
  const method = [...conceptWords(dosage.method), dosage.text ?? ''].find((one) =>
    atOnce.test(one),
  );
  // A rate that is the dose, or that gives how long the drug runs, is read as that.
  const dose = doseOf({ at, dosage }, () => {});
  const isRead =
    rateAsDose(dosage) !== undefined ||
    (dose !== undefined &&
      !['mL', 'L'].includes(dose.unit) &&
      durationMinutes !== undefined &&
      minutesAtRate([{ at, dosage }], [dose]) === durationMinutes);
  const rates = (isRead ? [] : (dosage.doseAndRate ?? [])).flatMap(
    ({ rateQuantity, rateRatio, rateRange }) => [
      ...(rateQuantity ? [inWords(rateQuantity)] : []),
      ...(rateRatio
        ? [`${inWords(rateRatio.numerator)} in ${inWords(rateRatio.denominator)}`]
        : []),
      ...(rateRange ? [`${inWords(rateRange.low)} to ${inWords(rateRange.high)}`] : []),
    ],
  );
  return [
    ...(method && usualMinutes >= pushedWithin
      ? [
          {
            about: 'instruction' as const,
            at: `${at}.method`,
            words: kept(method),
            why: `has the drug given at once, which usually runs for ${usualMinutes} minutes`,
          },
        ]
      : []),
    ...rates.slice(0, 2).map((rate) => ({
      about: 'remark' as const,
      at: `${at}.doseAndRate`,
      words: kept(`at a rate of ${rate}`),
      why: 'names a rate, which the nurse sets',
    })),
  ];
};

const inWords = ({ value, unit, code }: FhirQuantity = {}): string =>
  [value, unit ?? code].filter((part) => part !== undefined).join(' ');

/** Limits of an instruction, which are met by the ordered dose or are a clinician's to read. */
const limitsOf = ({ at, dosage }: PlacedDosage, { dose }: Pick<Order, 'dose'>): NotUnderstood[] => {
  const { maxDosePerAdministration: most, maxDosePerPeriod: inTime } = dosage;
  const limit = most && amountFrom(most, at, () => undefined);
  const isMet =
    limit && dose && limit.unit === dose.unit && micro(dose.value) <= micro(limit.value);
  const ask = (element: string, words: string): NotUnderstood => ({
    about: 'instruction',
    at: `${at}.${element}`,
    words: kept(words),
    why: 'limits the dose in a way that is not applied here',
  });
  return [
    ...(most && !isMet
      ? [ask('maxDosePerAdministration', `at most ${inWords(most)} at once`)]
      : []),
    ...(inTime
      ? [
          ask(
            'maxDosePerPeriod',
            `at most ${inWords(inTime.numerator)} in ${inWords(inTime.denominator)}`,
          ),
        ]
      : []),
    ...(dosage.maxDosePerLifetime
      ? [ask('maxDosePerLifetime', `at most ${inWords(dosage.maxDosePerLifetime)} in all`)]
      : []),
  ];
};

type Beside = {
  placed: readonly PlacedDosage[];
  order: Partial<Order>;
  /** Those that are tied to the order. */
  services: readonly PlacedResource<'ServiceRequest'>[];
  usualMinutes: number;
};

/** Words and limits beside an order that its course does not hold: for a clinician, or only to be told. */
export const remarksFrom = (
  request: Request,
  { placed, order, services, usualMinutes }: Beside,
  also: readonly string[],
): NotUnderstood[] => {
  const { phases, frequency, dose, loadingDose } = order;
  const told =
    phases || frequency ? phasesOf({ ...order, firstDose: undefined } as Order, undefined) : [];
  const doses = [dose, loadingDose, ...told.map((phase) => phase.dose)].filter(
    (one) => one !== undefined,
  );
  const onHold: NotUnderstood[] =
    request.resource.status === 'on-hold'
      ? [
          {
            about: 'instruction',
            at: `${request.at}.status`,
            words: 'on-hold',
            why: 'says that the order is on hold',
          },
        ]
      : [];
  const said = [...remarksOf(request, placed), ...remarksOfServices(services)];
  const remarks = said.flatMap(({ at, words }): NotUnderstood[] => {
    const isForPatient = at.endsWith('.patientInstruction');
    const judged = judgeRemark(words, { phases: told, doses }, also, isForPatient);
    return judged ? [{ ...judged, at, words: kept(words) }] : [];
  });
  return [
    ...onHold,
    ...placed.flatMap((one) => limitsOf(one, { ...(dose ? { dose } : {}) })),
    ...placed.flatMap((one) => givingOf(one, { usualMinutes, order })),
    ...remarks,
  ];
};
