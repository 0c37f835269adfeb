import { conceptWords } from '../../fhir/elements.ts';
import { shortened, wholeDate } from '../../fhir/values.ts';
import { type NotUnderstood, startsBeforeService } from '../not-understood-words.ts';
import { dosesOf, hasEnd } from '../order/course.ts';
import { namesOf } from '../order/drug.ts';
import type { Order } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { courseFrom } from './course.ts';
import { readDrug } from './medication.ts';
import { tiedServices } from './services.ts';
import { dosesSupplied } from './supply.ts';
import type { PlacedDosage } from './timing.ts';

type Request = PlacedResource<'MedicationRequest'>;

/** The instructions of an order with their places. */
export const placedDosages = ({ at, resource }: Request): PlacedDosage[] =>
  (resource.dosageInstruction ?? []).map((dosage, index) => ({
    at: `${at}.dosageInstruction[${index}]`,
    dosage,
  }));

/** When the service that is tied to the order should begin. */
const serviceStart = (reading: BundleReading, order: Request): string | undefined =>
  tiedServices(reading, order)
    .map(
      ({ resource: { occurrenceDateTime, occurrencePeriod, occurrenceTiming } }) =>
        occurrenceDateTime ??
        occurrencePeriod?.start ??
        occurrenceTiming?.repeat?.boundsPeriod?.start,
    )
    .find((when) => when !== undefined);

/** A service that begins after the first day that the instructions name: one of them is wrong. */
export const otherStart = (
  reading: BundleReading,
  order: Request,
  placed: readonly PlacedDosage[],
): NotUnderstood[] => {
  const service = wholeDate(serviceStart(reading, order));
  const named = placed
    .flatMap(({ dosage: { timing } }) => [
      ...(timing?.event ?? []),
      timing?.repeat?.boundsPeriod?.start,
    ])
    .flatMap((day) => wholeDate(day) ?? [])
    .sort();
  // An order that goes on since long names a day that is past.
  return service && named[0] && named[0] >= reading.asOf && service > named[0]
    ? [
        {
          about: 'timing',
          at: `${placed[0]?.at}.timing`,
          words: `${named[0]}; the service from ${service}`,
          why: startsBeforeService,
        },
      ]
    : [];
};

/** When the therapy begins: by its instructions, the order's validity, or the service asked for. */
const startFrom = (
  reading: BundleReading,
  order: Request,
  timing: ReturnType<typeof courseFrom>,
): string | undefined => {
  const service = wholeDate(serviceStart(reading, order));
  const valid = wholeDate(order.resource.dispenseRequest?.validityPeriod?.start);
  // An order is valid from when it was written; the service says when it begins.
  return (
    timing.startOn ??
    [valid, service]
      .filter((day) => day !== undefined)
      .sort()
      .at(-1)
  );
};

/** What an order says of its drug and its reason, which its instructions may repeat. */
export const ownWords = (reading: BundleReading, { resource }: Request): string[] => {
  const { named, therapy } = readDrug(reading, resource);
  return [
    ...named.words,
    ...(therapy ? namesOf(therapy) : []),
    ...(resource.reasonCode ?? []).flatMap(conceptWords),
  ];
};

/** A course whose last part has no end ends with the validity of its order. */
const validPhases = (
  { resource }: Request,
  { phases }: Pick<ReturnType<typeof courseFrom>, 'phases'>,
): Pick<Order, 'phases'> => {
  const last = phases?.at(-1);
  const through = wholeDate(resource.dispenseRequest?.validityPeriod?.end);
  const isEndless =
    last && (last.every ?? last.weekdays) && !last.doses && !last.lasts && !last.through;
  return phases && isEndless && through
    ? { phases: [...phases.slice(0, -1), { ...last, through }] }
    : {};
};

/** A course in words that goes on, with doses a week or more apart, has one a refill, too. */
const refillsOf = (
  course: Pick<Order, 'phases' | 'frequency'>,
  supplied: () => number | undefined,
): number | undefined => {
  const order = course as Order;
  if (hasEnd(order, undefined)) return undefined;
  const days: number[] = [];
  for (const { day } of dosesOf(order, { therapy: undefined, firstOn: '2026-01-05' }))
    if (days.push(day) > 12) break;
  const isApart = days.every((day, index) => index === 0 || day - (days[index - 1] ?? 0) >= 7);
  return isApart ? supplied() : undefined;
};

const amountInWords =
  /\d ?(?:mg|mcg|g|grams?|milligrams?|units?|ml|meq)\b(?!\/(?:ml|l|hr?|min)\b)/i;

/** Doses that stand in words only are asked back with them; when they are given is read all the same. */
const dosesInWords = (placed: readonly PlacedDosage[]): NotUnderstood[] =>
  placed.flatMap(({ at, dosage: { text, doseAndRate } }) =>
    text && !doseAndRate?.length && amountInWords.test(text)
      ? [
          {
            about: 'dose',
            at: `${at}.text`,
            words: shortened(text, 300),
            why: 'stands in words only',
          },
        ]
      : [],
  );

/** Doses that an order may ask for; one with more is read as one that goes on. */
const mostDoses = 400;

/** How much is given and when: amounts, rhythm, number, start, duration, and what is not understood. */
export const courseOf = (
  reading: BundleReading,
  order: Request,
  placed: readonly PlacedDosage[],
): Partial<Order> => {
  const { notUnderstood, ...read } = courseFrom(placed, ownWords(reading, order));
  const course = { ...read, ...validPhases(order, read) };
  const timing = { ...course, notUnderstood };
  const startOn = startFrom(reading, order, timing);
  const supplied = () =>
    dosesSupplied(order, {
      intervalDays: course.frequency?.intervalDays,
      startOn: timing.startOn,
    });
  const doses = course.phases ? refillsOf(course, supplied) : (course.doses ?? supplied());
  return {
    ...course,
    ...(doses !== undefined && doses <= mostDoses ? { doses } : {}),
    ...(startOn ? { startOn } : {}),
    notUnderstood: [...dosesInWords(placed), ...notUnderstood].slice(0, 20),
  };
};
