import type { Setting } from '../placement/setting.ts';
import type { Order } from '../referral/referral.ts';
import type { Therapy } from '../referral/therapy.ts';

/** The course that an authorization is asked for: doses, and the visits at which a nurse comes. */
export type Course = {
  doses: number;
  visits: number;
  /** Days from the first dose to the last. */
  days: number;
  /** Days between visits in the steady phase; 0 for a single visit. */
  everyDays: number;
  /** Whether each dose is given at a visit; else the drug is dispensed and visits are fewer. */
  givenAtVisits: boolean;
  /** Minutes of the longest infusion, and of the longest whole visit. */
  infusionMinutes: number;
  visitMinutes: number;
};

/** Payers rarely authorize more than a year at once; the rest is a renewal. Own planning value. */
export const longestDays = 365;

/** Where the patient or the house gives the doses between a nurse's visits. */
const selfGiven: readonly Setting[] = ['home', 'long-term-care'];

const doseDays = ({ frequency, doses, firstDose }: Order, daily: boolean): number[] => {
  const interval = daily ? 1 : frequency?.intervalDays;
  const loading = firstDose === false ? [] : (frequency?.loadingDays ?? []);
  const days = [...new Set([0, ...loading])].sort((a, b) => a - b);
  const wanted = doses ?? (interval ? Number.POSITIVE_INFINITY : days.length);
  while (interval && days.length < wanted) {
    const next = (days.at(-1) as number) + interval;
    if (next > longestDays) break;
    days.push(next);
  }
  return days.slice(0, wanted).filter((day) => day <= longestDays);
};

/** The course of an order at a setting, cut at a year. */
export const courseOf = (order: Order, therapy: Therapy, setting: Setting): Course => {
  const daily = therapy.dosingPattern === 'daily';
  const days = doseDays(order, daily);
  const last = days.at(-1) ?? 0;
  const { nurseVisits } = therapy;
  if (nurseVisits && selfGiven.includes(setting)) {
    const visits = Math.min(
      Math.floor(last / nurseVisits.everyDays) + 1,
      nurseVisits.atMost ?? Number.POSITIVE_INFINITY,
    );
    return {
      doses: days.length,
      visits,
      days: last,
      everyDays: visits > 1 ? nurseVisits.everyDays : 0,
      givenAtVisits: false,
      infusionMinutes: order.durationMinutes ?? therapy.infusionMinutes.first,
      visitMinutes: Math.max(nurseVisits.firstMinutes, nurseVisits.subsequentMinutes),
    };
  }
  const { infusionMinutes, observationMinutes } = therapy;
  const infusion =
    order.durationMinutes ?? Math.max(infusionMinutes.first, infusionMinutes.subsequent);
  return {
    doses: days.length,
    visits: days.length,
    days: last,
    everyDays: days.length > 1 ? last - (days.at(-2) as number) : 0,
    givenAtVisits: true,
    infusionMinutes: infusion,
    visitMinutes:
      therapy.prepMinutes +
      infusion +
      Math.max(observationMinutes.first, observationMinutes.subsequent) +
      therapy.closeoutMinutes,
  };
};
