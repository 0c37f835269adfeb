import type { Authorization } from '../authorization/authorization.ts';
import { reserveUnits, shortfalls, takenOver, type Unpaid } from '../authorization/ledger.ts';
import { instantToMinute } from '../network/days.ts';
import type { Actor } from '../platform/audit.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { referralUpdate } from '../referral/referral-item.ts';
import type { Series } from '../series/series.ts';
import type { Visit } from '../series/visit.ts';
import { wakeVisits } from './accept-order.ts';
import { type Calendars, calendarWrites, visitReplace } from './booking.ts';
import { cancelled, unitReleases, visitsToCome } from './release-visits.ts';
import { waitsEnded } from './scheduler-holds.ts';
import type { BookingFile } from './store.ts';
import { findAuthorization } from './visit-file.ts';

/**
 * What becomes of the visits to come once something else pays for them. Where another payer covers the
 * patient, those that it pays for, where the referral stands now, keep their time and draw on its
 * authorization; from the first one that it does not pay for on, they are given up and sought anew.
 * Where the same payer authorizes anew, as after a change of dose, all of them keep their time, and
 * `short` is what it does not pay for of those.
 */
export type PayerChange =
  | { givenUp: readonly Visit[] }
  | { carried: readonly Visit[]; pays: Authorization | undefined; short: readonly Unpaid[] };

type Paid = Pick<BookingFile, 'visits' | 'authorizations'>;

/**
 * The visits that a newer authorization of the same payer takes over: of every dose that it was asked
 * for, at its place. A renewal takes over none, for it begins after what was booked. Those that it did
 * not pay for when it took them over draw on it as soon as it does.
 */
const findReplacement = (
  file: Paid,
  pays: Authorization,
  ahead: readonly Visit[],
): PayerChange | undefined => {
  const asked = ahead.filter(
    ({ siteId, therapyId, dose }) =>
      siteId === pays.siteId && therapyId === pays.therapyId && dose > (pays.bookedBefore ?? 0),
  );
  const moving = asked.filter((visit) => {
    const before = findAuthorization(file, visit);
    return before !== undefined && before.payerId === pays.payerId && before.round < pays.round;
  });
  const waiting = asked.filter(
    ({ visitId, authorizationId }) =>
      authorizationId === pays.authorizationId && pays.ledger[visitId]?.state !== 'reserved',
  );
  const { covered, short } = takenOver(pays, [...moving, ...waiting]);
  const carried = [...moving, ...waiting.filter(({ visitId }) => covered.includes(visitId))];
  return carried.length > 0 ? { carried, pays, short } : undefined;
};

/** @param pays what pays for further visits; none where the payer needs no authorization */
export const findPayerChange = (
  file: Pick<BookingFile, 'referral' | 'visits' | 'authorizations' | 'series'>,
  pays: Authorization | undefined,
  now: Date,
): PayerChange | undefined => {
  const { referral, series } = file;
  if (!series || !referral.payerId || (pays && pays.payerId !== referral.payerId)) return undefined;
  const ahead = visitsToCome(file.visits, now).sort((a, b) => a.dose - b.dose);
  const isHere = ({ siteId }: Visit) => siteId === referral.siteId;
  const isPaidByAnother = (visit: Visit): boolean => {
    const payer = findAuthorization(file, visit)?.payerId;
    return payer !== undefined && payer !== referral.payerId && Boolean(pays ?? referral.renewing);
  };
  const kept: Visit[] = [];
  for (const visit of ahead) {
    const draws = pays !== undefined && isPaidByAnother(visit);
    if (!isHere(visit) || (draws && shortfalls(pays, [...kept, visit]).length > 0)) break;
    kept.push(visit);
  }
  const givenUp = ahead.slice(kept.length);
  // A visit elsewhere that its own payer pays for was left there on purpose.
  if (givenUp.some((visit) => isPaidByAnother(visit) || !visit.authorizationId)) return { givenUp };
  const carried = kept.filter(isPaidByAnother);
  if (carried.length > 0) return { carried, pays, short: [] };
  return pays && findReplacement(file, pays, ahead);
};

type Told = { by: Actor; at: string };

const isGone = ({ status }: Visit): boolean => status === 'cancelled' || status === 'missed';

/** The series without the visits that are given up: their doses are sought anew. */
const seriesWithout = (
  series: Series,
  visits: readonly Visit[],
  gone: readonly Visit[],
): Series => {
  const { primaryNurse: _, ...rest } = series;
  const left = visits.filter((visit) => !gone.includes(visit) && !isGone(visit));
  return {
    ...rest,
    bookedThrough: Math.max(0, ...left.map(({ dose }) => dose)),
    rev: series.rev + 1,
  };
};

/**
 * The parts that give visits up, with their time and units; the doses without a visit are sought anew.
 * `calendars` are those of the visits' days, as read.
 */
export const givenUpParts = (
  tableName: string,
  {
    file: { series, ...file },
    released,
    calendars,
    renewing,
  }: {
    file: Pick<BookingFile, 'referral' | 'visits' | 'holds' | 'authorizations'> & {
      series: Series;
    };
    released: readonly Visit[];
    calendars: Calendars;
    /** The authorization in whose place another one comes. */
    renewing?: string | undefined;
  },
  told: Told,
): TransactItem[] => [
  ...(released.length > 0
    ? calendarWrites(tableName, calendars, { released }, instantToMinute(told.at))
    : []),
  ...released.flatMap((visit) => [
    visitReplace(tableName, visit, cancelled(visit)),
    ...waitsEnded(tableName, file.holds, visit, { action: 'cancelled', ...told }),
  ]),
  ...unitReleases(tableName, file, released),
  referralUpdate(tableName, file.referral.referralId, ['active'], {
    ...(renewing ? { set: { renewing } } : {}),
    keep: { series: seriesWithout(series, file.visits, released) },
    seen: { seriesRev: series.rev },
  }),
];

/**
 * The parts by which visits draw on what pays now: what was reserved for them is released and reserved
 * there at once, or nothing of it happens. For what it does not pay for nothing is reserved, so that
 * nobody confirms it. Those that waited are looked at again.
 */
export const carriedParts = (
  tableName: string,
  file: Pick<BookingFile, 'authorizations' | 'holds'>,
  { carried, pays, short }: Extract<PayerChange, { carried: unknown }>,
  told: Told,
): TransactItem[] => {
  const moving = carried.filter(({ authorizationId }) => authorizationId !== pays?.authorizationId);
  const lacks = new Set(short.map(({ visitId }) => visitId));
  const reserved = carried.filter(({ visitId }) => !lacks.has(visitId));
  return [
    ...moving.map((visit) => {
      const { authorizationId: _, ...free } = visit;
      return visitReplace(tableName, visit, {
        ...free,
        ...(pays ? { authorizationId: pays.authorizationId } : {}),
      });
    }),
    ...unitReleases(tableName, file, moving),
    // It is written also where it pays for none of them, so that nobody counts on it meanwhile.
    ...(pays ? [reserveUnits(tableName, pays, reserved)] : []),
    ...wakeVisits(tableName, file.holds, { action: 'recheck', facts: {}, ...told }),
  ];
};
