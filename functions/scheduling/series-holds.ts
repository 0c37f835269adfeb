import { type Hold, isOpen, type Resolution, settleHold } from '../hold/hold.ts';
import { placeStanding, standingHold } from '../hold/standing-hold.ts';
import { Refusal } from '../platform/errors.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Referral } from '../referral/referral.ts';
import { findRest, isSettled, type Rest, type SeriesFile } from './series-rest.ts';
import type { VisitFile } from './visit-file.ts';

/** A visit's file as the rules about its series read it. */
export const readSeriesFile = (file: VisitFile): SeriesFile => ({
  ...file,
  authorization: file.authorizations.findLast(({ status }) => status === 'approved'),
});

const openOf = (holds: readonly Hold[]): Hold | undefined =>
  holds.find((hold) => hold.reason === 'series-unlike-order' && isOpen(hold));

/** What the hold tells of the rest: doses by number, visits by id. */
const evidenceOf = ({ from, through, surplus }: Rest): Hold['evidence'] => ({
  ...(from === undefined ? {} : { from }),
  ...(through === undefined ? {} : { through }),
  ...(surplus.length > 0 ? { surplus: surplus.map(({ visitId }) => visitId) } : {}),
});

/** The hold that asks the scheduler to bring the visits in line; none while one is open. */
export const seriesHold = (
  file: SeriesFile & { referral: Referral },
  now: Date,
): Hold | undefined =>
  openOf(file.holds)
    ? undefined
    : standingHold(
        {
          kind: 'request',
          scope: 'r',
          reason: 'series-unlike-order',
          stage: 'Book series',
          evidence: evidenceOf(findRest(file)),
        },
        file.referral,
        file.holds,
        now,
      );

/** The part that ends the wait once the visits, as they are now, are those that are ordered. */
export const seriesInLine = (
  tableName: string,
  after: SeriesFile,
  resolution: Omit<Resolution, 'action' | 'facts'>,
): TransactItem[] => {
  const open = openOf(after.holds);
  const rest = findRest(after);
  // Doses that lost their visit have a hold of their own.
  if (!open || !isSettled({ ...rest, lost: [] })) return [];
  return [
    settleHold(
      tableName,
      open,
      { resume: open.stage },
      { ...resolution, action: 'in-line', facts: {} },
    ),
  ];
};

const notInLine = (detail: string, facts: Record<string, unknown>): Refusal =>
  new Refusal(409, 'visits-not-in-line', detail, { facts });

/**
 * Holds what a person says of doses and visits against those that there are.
 *
 * @throws Refusal 409 that names the doses that have no visit or the visits that are too many.
 */
export const refuseUntrue = (action: string, file: SeriesFile): void => {
  const { from, through, surplus } = findRest(file);
  const visitIds = surplus.map(({ visitId }) => visitId);
  if (visitIds.length > 0)
    throw notInLine('Cancel the visits that the order does not ask for first.', { visitIds });
  if (action === 'in-line' && from !== undefined)
    throw notInLine('Doses of the order have no visit yet.', { from, through });
  if (action === 'book' && file.referral.renewing)
    throw notInLine('A renewal is under way; it books what it pays for.', {});
};

/** The hold about an order that somebody takes on while the visits are those of the one before. */
export const visitsOfOtherOrder = (
  tableName: string,
  changes: unknown,
  file: SeriesFile & { referral: Referral },
  now: Date,
): TransactItem[] => {
  const { from, surplus } = findRest(file);
  const codes = Array.isArray(changes) ? changes : [];
  const isLonger = from !== undefined && (codes.includes('doses') || codes.includes('frequency'));
  if (!file.series || !(isLonger || surplus.length > 0)) return [];
  const hold = seriesHold(file, now);
  return hold ? [placeStanding(tableName, hold)] : [];
};
