import type { Dosage } from '../../fhir/elements.ts';
import { wholeDate } from '../../fhir/values.ts';
import { daysBetween } from '../../platform/days.ts';
import { lookup } from '../../platform/lookup.ts';
import type { NotUnderstood } from '../not-understood-words.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import type { PlacedDosage } from './timing.ts';

type Request = PlacedResource<'MedicationRequest'>;

/** What is known of the doses of a course that has no number of its own. */
type Course = { intervalDays?: number | undefined; startOn?: string | undefined };

const daysOf = lookup<number>({ d: 1, day: 1, days: 1, wk: 7, week: 7, weeks: 7 });

/** A refill is one dose where doses are so many days apart; of a drug given oftener it is a supply. */
const apart = 7;

/**
 * Doses that a supply holds: until the order's validity ends, for as long as each supply lasts, or one a
 * refill. Undefined where that does not say.
 */
export const dosesSupplied = (
  { resource }: Request,
  { intervalDays, startOn }: Course,
): number | undefined => {
  const {
    numberOfRepeatsAllowed: repeats,
    validityPeriod,
    expectedSupplyDuration: lasts,
  } = resource.dispenseRequest ?? {};
  const end = wholeDate(validityPeriod?.end);
  const start = startOn ?? wholeDate(validityPeriod?.start);
  if (start && end && intervalDays)
    return Math.max(1, Math.floor(daysBetween(start, end) / intervalDays) + 1);
  if (repeats === undefined) return undefined;
  const days =
    (lasts?.value ?? Number.NaN) * (daysOf[lasts?.code ?? lasts?.unit ?? ''] ?? Number.NaN);
  const doses = Math.floor((days * (repeats + 1)) / (intervalDays ?? Number.NaN));
  if (Number.isInteger(doses) && doses >= 1) return doses;
  return !lasts && (intervalDays ?? apart) >= apart ? repeats + 1 : undefined;
};

/** The last day that an instruction names: of its events, or of its bounds. */
const lastDayOf = ({ timing }: Dosage): string | undefined =>
  timing?.event?.length
    ? timing.event.map(wholeDate).sort().at(-1)
    : wholeDate(timing?.repeat?.boundsPeriod?.end);

/** An order all of whose days are past is over; somebody must say that it still holds. */
export const pastCourse = (
  reading: BundleReading,
  placed: readonly PlacedDosage[],
): NotUnderstood[] => {
  const days = placed.map(({ dosage }) => lastDayOf(dosage));
  const last = days.some((day) => day === undefined) ? undefined : [...days].sort().at(-1);
  return last && last < reading.asOf
    ? [
        {
          about: 'instruction',
          at: `${placed.at(-1)?.at}.timing`,
          words: last,
          why: 'names days that are all past',
        },
      ]
    : [];
};

/** An order whose validity has ended is no order any more; somebody must say that it still is. */
export const endedValidity = (
  reading: BundleReading,
  { at, resource }: Request,
): NotUnderstood[] => {
  const end = wholeDate(resource.dispenseRequest?.validityPeriod?.end);
  return end && end < reading.asOf
    ? [
        {
          about: 'instruction',
          at: `${at}.dispenseRequest.validityPeriod.end`,
          words: end,
          why: 'says that the order was valid until then, which has passed',
        },
      ]
    : [];
};
