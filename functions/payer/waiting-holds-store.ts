import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Hold, settleHold } from '../hold/hold.ts';
import { holdListKeys } from '../hold/hold-item.ts';
import { readHold } from '../hold/reading.ts';
import { byStep } from '../platform/audit.ts';
import { type Committed, commit } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import { PayerChannel } from './reachability.ts';

export type WaitingHold = {
  payerId: string;
  channel: PayerChannel;
  holdId: string;
  openedAt: string;
};

/** The holds that wait until a payer answers again. */
export const waitingHoldsStore = (table: Table) => ({
  /** The most urgent first, of those that have waited longest. */
  all: async (limit: number): Promise<WaitingHold[]> => {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'due',
        KeyConditionExpression: 'due = :due',
        ExpressionAttributeValues: { ':due': holdListKeys.payer },
        Limit: limit,
      }),
    );
    return Items.map(({ dueSort }) => {
      const [openedAt = '', payerId = '', channel, doseBy = '', holdId = ''] =
        String(dueSort).split('#');
      return { payerId, channel: PayerChannel.parse(channel), doseBy, holdId, openedAt };
    }).sort((one, other) => one.doseBy.localeCompare(other.doseBy));
  },

  get: (holdId: string): Promise<Hold | undefined> => readHold(table, holdId),

  /** Open or overdue → resolved by itself; the workflow asks the payer again. */
  end: (hold: Hold, at: string): Promise<Committed> => {
    const actor = byStep('ask-payers-again');
    return commit(table, {
      referralId: hold.referralId,
      operation: `ask-payers-again:${hold.holdId}`,
      event: 'hold.resolved',
      actor,
      at,
      detail: { holdId: hold.holdId, reason: hold.reason, action: 'asked-again' },
      items: [
        settleHold(
          table.name,
          hold,
          { resume: hold.stage },
          { action: 'asked-again', facts: {}, by: actor, at },
        ),
      ],
    });
  },
});

export type WaitingHoldsStore = ReturnType<typeof waitingHoldsStore>;
