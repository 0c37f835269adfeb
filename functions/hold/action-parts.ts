import { authorizationPartOf } from '../authorization/resolution.ts';
import { chosenSitePart } from '../placement/choose-by-hand.ts';
import { authorizationId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { readItems, readOrder } from '../referral/reading.ts';
import type { CoverageClaimed } from '../referral/referral.ts';
import { referralUpdate } from '../referral/referral-item.ts';
import type { Hold } from './hold.ts';
import type { ResolutionBody } from './routes.ts';

/** A replaced coverage is a new version of the submission: the primary one changes, others stay. */
const replaceCoverage = async (
  table: Table,
  hold: Hold,
  coverage: CoverageClaimed,
): Promise<TransactItem[]> => {
  const { referral, submission } = await readOrder(table, hold.referralId);
  const version = referral.orderVersion + 1;
  const others = submission.coverages.filter(({ rank }) => rank !== coverage.rank);
  return [
    {
      Put: {
        TableName: table.name,
        Item: {
          ...keys.order(hold.referralId, version),
          submission: { ...submission, coverages: [coverage, ...others] },
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    referralUpdate(table.name, hold.referralId, ['received', 'incomplete', 'accepted', 'active'], {
      orderVersion: version,
    }),
  ];
};

/** The authorization round that waits with this hold, as it is stored. */
const roundOf = async (table: Table, hold: Hold): Promise<Record<string, unknown> | undefined> => {
  const round = /_a(\d+)\./.exec(hold.holdId)?.[1];
  if (!round) return undefined;
  const { sk } = keys.authorization(authorizationId(hold.referralId, Number(round)));
  return (await readItems(table, hold.referralId, sk))[0];
};

/** What an action writes besides ending its hold, in the same transaction. */
export const partsOfAction =
  (table: Table) =>
  async (hold: Hold, body: ResolutionBody, at: string): Promise<readonly TransactItem[]> => {
    if (body.action === 'replace-coverage' && body.coverage)
      return replaceCoverage(table, hold, body.coverage);
    if (body.action === 'choose-site' && body.siteId)
      return [await chosenSitePart(table, hold.referralId, body.siteId)];
    const round = await roundOf(table, hold);
    return authorizationPartOf(table.name, round, body.action, body, at);
  };
