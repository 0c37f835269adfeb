import { releaseUnits } from '../authorization/ledger.ts';
import { instantToMinute } from '../network/days.ts';
import { keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Series } from '../series/series.ts';
import { isAhead, type Visit, wishAnswered } from '../series/visit.ts';
import { type Calendars, calendarWrites, visitReplace } from './booking.ts';
import { findAuthorization, type VisitFile } from './visit-file.ts';

/** The visits still to come. */
export const visitsToCome = (visits: readonly Visit[], now: Date): Visit[] =>
  visits.filter((visit) => isAhead(visit) && Date.parse(visit.startsAt) > now.getTime());

export const cancelled = (visit: Visit): Visit => ({
  ...wishAnswered(visit),
  status: 'cancelled',
  revision: visit.revision + 1,
});

/** The units that visits give back, one part per authorization. */
export const unitReleases = (
  tableName: string,
  file: Pick<VisitFile, 'authorizations'>,
  visits: readonly Visit[],
): TransactItem[] =>
  file.authorizations.flatMap((authorization) => {
    const own = visits.filter((visit) => findAuthorization(file, visit) === authorization);
    return own.length > 0 ? [releaseUnits(tableName, authorization, own)] : [];
  });

const stopSeries = (
  tableName: string,
  { referral: { referralId }, series }: Pick<VisitFile, 'referral' | 'series'>,
): TransactItem[] =>
  series
    ? [
        {
          Update: {
            TableName: tableName,
            Key: keys.referral(referralId),
            UpdateExpression: 'SET series = :stopped',
            ConditionExpression: 'series.rev = :seen',
            ExpressionAttributeValues: {
              ':stopped': { ...series, status: 'stopped', rev: series.rev + 1 } satisfies Series,
              ':seen': series.rev,
            },
          },
        },
      ]
    : [];

/**
 * The transaction parts that release all visits to come: their time, their units, the series.
 * Calendars are those of the visits' days, as read.
 */
export const releaseParts = (
  tableName: string,
  file: VisitFile,
  { visits, calendars }: { visits: readonly Visit[]; calendars: Calendars },
  now: Date,
): TransactItem[] => [
  ...calendarWrites(tableName, calendars, { released: visits }, instantToMinute(now.toISOString())),
  ...visits.map((visit) => visitReplace(tableName, visit, cancelled(visit))),
  ...unitReleases(tableName, file, visits),
  ...stopSeries(tableName, file),
];
