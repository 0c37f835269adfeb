import { coverageChangedAt, isCoverageTold } from '../hold/decisions.ts';
import type { Hold } from '../hold/hold.ts';
import { deskZone } from '../hold/hold-clock.ts';
import { addDays, daysBetween, laterOf } from '../platform/days.ts';
import { localDate } from '../platform/zoned-time.ts';
import { holdsOfVisit } from '../series/suspension.ts';
import type { Visit } from '../series/visit.ts';
import type { CoverageTold, Eligibility } from './eligibility.ts';
import { toldRow } from './told-rows.ts';

type Known = Pick<Eligibility, 'payerId' | 'through' | 'checkedAt' | 'told'>;

/** The last day of a coverage for which the payer named none. */
const neverEnds = '9999-12-31';

/** The last day for which what was told counts: the one that was named, or the row's days after the call. */
export const toldThrough = ({
  way,
  at,
  through,
}: Pick<CoverageTold, 'way' | 'at' | 'through'>): string =>
  through ?? addDays(localDate(at, deskZone), toldRow(way).days);

/**
 * What the payer told one of us, as long as nothing newer speaks against it: another coverage, or an
 * answer of the payer that has said another last day since.
 */
const standingWord = (
  { payerId, told, through, checkedAt }: Known,
  holds: readonly Hold[],
): CoverageTold | undefined => {
  if (!told || told.payerId !== payerId || told.at <= coverageChangedAt(holds)) return undefined;
  const saidSince = checkedAt > told.at && (through ?? 'none') !== told.besides;
  return saidSince ? undefined : told;
};

/**
 * Whether a visit lies after the last day that the payer named for the coverage, and nobody has had
 * the payer's word for that visit since. A last day that was told goes before the one of the answer,
 * an earlier one too.
 */
export const isBeyondCoverage = (
  visit: Visit,
  eligibility: Known | undefined,
  holds: readonly Hold[],
): boolean => {
  if (!eligibility) return false;
  const { through = neverEnds, checkedAt } = eligibility;
  const word = standingWord(eligibility, holds);
  const isTold = (after: string) => isCoverageTold(holdsOfVisit(holds, visit), after);
  if (word?.through !== undefined && visit.on > word.through) return !isTold(word.at);
  const counts = word && visit.on >= (word.from ?? '') && visit.on <= toldThrough(word);
  return visit.on > through && !counts && !isTold(checkedAt);
};

/**
 * Days for which an answer of the payer, or its word, counts for a visit. Own target, H09: verified anew
 * before a visit; a shorter time finds more and asks more.
 */
const freshDays = 60;

/**
 * Whether the payer was last heard of a coverage too long before a visit, or in the year of the plan before:
 * of a new year it can tell once that has begun.
 */
export const isHeardTooLongAgo = (
  { on }: Pick<Visit, 'on'>,
  eligibility: Pick<Eligibility, 'payerId' | 'checkedAt' | 'told'> | undefined,
  now: Date,
): boolean => {
  if (!eligibility) return false;
  const { payerId, checkedAt, told } = eligibility;
  const heardAt = told?.payerId === payerId ? laterOf(told.at, checkedAt) : checkedAt;
  const heardOn = localDate(heardAt, deskZone);
  const isOfLastYear = heardOn.slice(0, 4) < localDate(now, deskZone).slice(0, 4);
  return isOfLastYear || daysBetween(heardOn, on) > freshDays;
};

/** Whether what was told of a coverage counts today, by the desk's day. */
export const wordCountsOn = (word: CoverageTold, holds: readonly Hold[], now: Date): boolean => {
  const today = localDate(now, deskZone);
  return (
    word.at > coverageChangedAt(holds) && today >= (word.from ?? '') && today <= toldThrough(word)
  );
};
