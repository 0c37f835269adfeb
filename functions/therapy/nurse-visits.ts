import type { Setting } from './setting.ts';
import type { Therapy } from './therapy.ts';

/** Where a nurse comes only now and then, and the patient, a caregiver or the house gives the doses. */
const betweenVisits: readonly Setting[] = ['home', 'long-term-care'];

/** The nurse's visits in a setting where doses are given between them; undefined where none are. */
export const nurseVisitsIn = (
  { nurseVisits, nurseGives }: Pick<Therapy, 'nurseVisits' | 'nurseGives'>,
  setting: Setting,
): Therapy['nurseVisits'] =>
  // In a house its own nurses give them in any case.
  betweenVisits.includes(setting) && !(nurseGives && setting === 'home') ? nurseVisits : undefined;

/** Whether the doses are given there without a nurse, who begins, teaches and looks after the line. */
export const isSelfGiven = (
  therapy: Pick<Therapy, 'nurseVisits' | 'nurseGives'>,
  setting: Setting,
): boolean => nurseVisitsIn(therapy, setting) !== undefined;

/** Minutes of the longest infusion for which a nurse stays, a working day. Own limit. */
const longestStay = 8 * 60;

/** Lessons of how to give a drug oneself, or with a pump that nobody else looks after. */
const ofGiving: readonly string[] = ['opat_self_admin', 'self_infusion_SC', 'pump_or_push_steps'];

/**
 * The therapy as an order has it of which a nurse gives each dose: every dose is a visit. One that
 * runs longer than a nurse stays is as before, and no home is a place for that order.
 */
export const givenByNurse = (therapy: Therapy): Therapy =>
  Math.max(therapy.infusionMinutes.first, therapy.infusionMinutes.subsequent) > longestStay
    ? therapy
    : {
        ...therapy,
        nurseGives: true,
        educationTopics: therapy.educationTopics.filter((topic) => !ofGiving.includes(topic)),
      };

type Visits = Pick<NonNullable<Therapy['nurseVisits']>, 'firstDays' | 'everyDays' | 'atMost'>;

/** Days after the first dose of the nurse's visit of an index from 0, where doses are given without. */
export const nurseVisitDay = ({ firstDays = [0], everyDays }: Visits, index: number): number =>
  firstDays[index] ??
  Math.floor((firstDays.at(-1) ?? 0) + (index - firstDays.length + 1) * everyDays);

/** How many of the nurse's visits fall on or before a day after the first dose. */
export const nurseVisitsThrough = (visits: Visits, day: number): number => {
  const { firstDays = [0], everyDays, atMost = Number.POSITIVE_INFINITY } = visits;
  const last = firstDays.at(-1) ?? 0;
  const count =
    day < last
      ? firstDays.filter((one) => one <= day).length
      : firstDays.length + Math.ceil((day - last + 1) / everyDays) - 1;
  return Math.min(count, atMost);
};

/**
 * Days after the last dose on which a nurse's visit still belongs to the course: into a vein the day
 * after, when the line is taken out that nobody needs any more; under the skin none. Source: CDC
 * guidelines for the prevention of intravascular catheter-related infections, 2011 (prompt removal);
 * a course of 28 days has the visits of days 0 to 28: general knowledge - verify.
 */
export const closingDays = ({ route }: Pick<Therapy, 'route'>): number => (route === 'IV' ? 1 : 0);
