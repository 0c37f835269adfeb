import { deskZone } from '../hold/hold-clock.ts';

/** A date as a whole number of days since 1970; days have no zone and are all of one length. */
const dayNumber = (on: string): number => Date.parse(`${on}T00:00:00Z`) / 86_400_000;

/** Whole days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

/** The date so many days after another. */
export const plusDays = (on: string, days: number): string =>
  new Date((dayNumber(on) + days) * 86_400_000).toISOString().slice(0, 10);

/** Full years of age on a date. */
export const ageOn = (birthDate: string, on: string): number =>
  Number(on.slice(0, 4)) -
  Number(birthDate.slice(0, 4)) -
  (on.slice(5) < birthDate.slice(5) ? 1 : 0);

/** Swedish writes dates as ISO 8601 does. */
const desk = new Intl.DateTimeFormat('sv-SE', { timeZone: deskZone, dateStyle: 'short' });

/** The date of an instant at our desks. */
export const deskDate = (at: Date): string => desk.format(at);
