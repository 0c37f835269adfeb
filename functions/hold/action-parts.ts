import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { readOrder } from '../referral/reading.ts';
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

/** What an action writes besides ending its hold, in the same transaction. */
export const partsOfAction =
  (table: Table) =>
  async (hold: Hold, body: ResolutionBody, _at: string): Promise<readonly TransactItem[]> => {
    if (body.action === 'replace-coverage' && body.coverage)
      return replaceCoverage(table, hold, body.coverage);
    return [];
  };
