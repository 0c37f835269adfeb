import * as z from 'zod';
import { deskZone } from '../hold/hold-clock.ts';
import { decimal, micro } from '../platform/quantity.ts';
import { localDate } from '../platform/zoned-time.ts';
import { type FhirContactPoint, type HumanName, holdsOn } from './elements.ts';

type HumanNameLike = z.infer<typeof HumanName>;
type TelecomLike = z.infer<typeof FhirContactPoint>;

/** A JSON number as the decimal it was written as; undefined when it is no plain decimal. */
export const decimalText = (value: number | undefined): string | undefined => {
  const written = value === undefined ? '' : String(value);
  return /^\d{1,9}(\.\d{1,6})?$/.test(written) ? written : undefined;
};

/** The same of a number that may lie below zero. */
export const signedDecimalText = (value: number | undefined): string | undefined => {
  const size = decimalText(value === undefined ? undefined : Math.abs(value));
  return size !== undefined && (value as number) < 0 ? `-${size}` : size;
};

/** Small hours in UTC, in which it is the evening before all over the United States. */
const smallHours = /T0[0-4]:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]00:00)$/;
/** Midnight in UTC is how systems without a time write a date. */
const dateAlone = /T00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:00)$/;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days of a month, January is 1; none of a month that is not there. Read by the thousand, so without a `Date`. */
const daysIn = (year: number, month: number): number => {
  if (month === 2) return isLeap(year) ? 29 : 28;
  if (month < 1 || month > 12) return 0;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};

/**
 * A whole calendar date, of a date or an instant; partial dates are none. An instant in UTC counts by the
 * day of the desk's zone: a dose at seven in the evening is not of the day after.
 */
export const wholeDate = (text: string | undefined): string | undefined => {
  const found = text && /^(\d{4})-(\d{2})-(\d{2})(?=T|$)/.exec(text);
  if (!found) return undefined;
  const [date, year, month, day] = found;
  return Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month))
    ? dayOf(date, text)
    : undefined;
};

const dayOf = (date: string, text: string): string => {
  if (text.length === date.length || !smallHours.test(text) || dateAlone.test(text)) return date;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? date : localDate(at, deskZone);
};

/** The first day of a date that may name only its year or month: how old it is at most. */
export const earliestDate = (text: string | undefined): string | undefined => {
  const whole = wholeDate(text);
  if (whole !== undefined || !text || !/^\d{4}(-\d{2})?$/.test(text)) return whole;
  return wholeDate(text.length === 4 ? `${text}-01-01` : `${text}-01`);
};

/** The same for what endangers while it is near: the last day that a month or a year can mean, none after `by`. */
export const latestDate = (text: string | undefined, by: string): string | undefined => {
  const first = earliestDate(text);
  if (!first || !text || text.length >= first.length) return first;
  const year = first.slice(0, 4);
  const month = text.length === 4 ? '12' : first.slice(5, 7);
  const last = `${year}-${month}-${daysIn(Number(year), Number(month))}`;
  return last > by && first <= by ? by : last;
};

/** Milligrams of a mass that is written in micrograms; the rest stays as it is. */
export const massInMilligrams = (value: string, unit: string): { value: string; unit: string } => {
  const [, per] = unit.match(/^(?:ug|mcg)(\/kg)?$/) ?? [undefined, undefined];
  if (!/^(ug|mcg)(\/kg)?$/.test(unit) || micro(value) % 1000n !== 0n) return { value, unit };
  return { value: decimal(micro(value) / 1000n), unit: `mg${per ?? ''}` };
};

/** Words that people read, at most so long: what is cut ends with an ellipsis, after a whole word. */
export const shortened = (words: string, most: number): string => {
  if (words.length <= most) return words;
  const room = words.slice(0, most);
  const lastSpace = room.lastIndexOf(' ');
  const whole = lastSpace > most / 2 ? room.slice(0, lastSpace) : room.slice(0, most - 1);
  // Half a surrogate pair is no character.
  return `${whole.replace(/[\s\ud800-\udbff]+$/, '')}…`;
};

export const nameText = (name: HumanNameLike | undefined): string | undefined => {
  const whole = name?.text ?? [...(name?.given ?? []), name?.family].filter(Boolean).join(' ');
  return whole.trim() === '' ? undefined : whole.trim().slice(0, 100);
};

const uses = ['mobile', 'home', 'work', undefined];

/** Where a contact point comes among its likes: by the rank it was given, then by its use. */
const preference = ({ use, rank = Number.POSITIVE_INFINITY }: TelecomLike): [number, number] => [
  rank,
  uses.includes(use) ? uses.indexOf(use) : uses.length,
];

/** The e-mail address that holds on a day; words such as "none" are no address. */
export const findEmail = (
  telecom: readonly TelecomLike[] | undefined,
  on: string,
): string | undefined =>
  findTelecom(
    (telecom ?? []).filter(({ value }) => z.email().safeParse(value?.trim()).success),
    'email',
    on,
  );

/** The contact point of a kind that holds on a day: the one ranked first, mobile and home before others. */
export const findTelecom = (
  telecom: readonly TelecomLike[] | undefined,
  system: 'phone' | 'email' | 'fax',
  on: string,
): string | undefined =>
  (telecom ?? [])
    .filter(
      (point) =>
        (point.system === system || (system === 'phone' && point.system === 'sms')) &&
        point.value &&
        holdsOn(point, on),
    )
    .sort((a, b) => {
      const [[rank, use], [otherRank, otherUse]] = [preference(a), preference(b)];
      return rank === otherRank ? use - otherUse : rank < otherRank ? -1 : 1;
    })[0]
    ?.value?.trim();
