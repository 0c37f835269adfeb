import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Actor, byStep } from '../platform/audit.ts';
import type { Determination } from '../platform/determination.ts';
import { TransientFault } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import { type Committed, commit } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import { readItems } from '../referral/reading.ts';
import {
  Acknowledgement,
  acknowledgementKey,
  Education,
  TeachBack,
  type Teaching,
  teachBackKey,
} from './education.ts';

/** Reads and conditional writes of education. */
export const educationStore = (table: Table) => {
  const { client, name } = table;

  const once = (key: { pk: string; sk: string }, item: Record<string, unknown>) => ({
    Put: {
      TableName: name,
      Item: { ...key, ...item },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    },
  });

  return {
    get: async (referralId: string): Promise<Education | undefined> => {
      const { Item } = await client.send(
        new GetCommand({
          TableName: name,
          Key: keys.education(referralId),
          ConsistentRead: true,
        }),
      );
      return Item ? Education.parse(Item) : undefined;
    },

    /** The assigned lessons with every receipt and teach-back of them. */
    teaching: async (referralId: string): Promise<Teaching | undefined> => {
      const items = await readItems(table, referralId, keys.education(referralId).sk);
      const of = (part: string) => items.filter(({ sk }) => String(sk).startsWith(part));
      const main = items.find(({ sk }) => sk === 'EDUCATION');
      if (!main) return undefined;
      return {
        education: Education.parse(main),
        acknowledgements: of('EDUCATION#ACK#').map((item) => Acknowledgement.parse(item)),
        teachBacks: of('EDUCATION#TAUGHT#').map((item) => TeachBack.parse(item)),
      };
    },

    /**
     * Nothing or an earlier revision → assigned.
     * @throws TransientFault when it was assigned anew since it was read.
     */
    assign: async (
      education: Education,
      before: Education | undefined,
      operation: string,
      determination: Determination,
    ): Promise<void> => {
      const assigned = await commit(table, {
        referralId: education.referralId,
        operation,
        event: 'education.assigned',
        actor: byStep('assign-education'),
        at: education.assignedAt,
        detail: { lessons: education.items.length, language: education.language },
        determination,
        items: [
          {
            Put: {
              TableName: name,
              Item: { ...keys.education(education.referralId), ...education },
              ...(before
                ? {
                    ConditionExpression: 'rev = :rev',
                    ExpressionAttributeValues: { ':rev': before.rev },
                  }
                : { ConditionExpression: 'attribute_not_exists(pk)' }),
            },
          },
        ],
      });
      if (assigned.outcome === 'refused') throw new TransientFault('education-assigned-meanwhile');
    },

    /** Nothing → given; refused, with the first receipt as found, when it was given before. */
    acknowledge: (receipt: Acknowledgement, operation: string): Promise<Committed> =>
      commit(table, {
        referralId: receipt.referralId,
        operation,
        event: 'education.acknowledged',
        actor: receipt.by,
        at: receipt.at,
        detail: { itemId: receipt.itemId, version: receipt.version },
        items: [once(acknowledgementKey(receipt), receipt)],
      }),

    /** Nothing → recorded, once per round. */
    recordTeachBack: (teachBack: TeachBack, operation: string): Promise<Committed> =>
      commit(table, {
        referralId: teachBack.referralId,
        operation,
        event: 'education.taught-back',
        actor: teachBack.by,
        at: teachBack.at,
        detail: {
          itemId: teachBack.itemId,
          version: teachBack.version,
          result: teachBack.result,
          round: teachBack.round,
        },
        items: [once(teachBackKey(teachBack), teachBack)],
      }),

    /** The patient asks for a lesson to be taught again; it stands on the referral's timeline. */
    ask: (
      question: { referralId: string; itemId: string; version: number; by: Actor; at: string },
      operation: string,
    ): Promise<Committed> =>
      commit(table, {
        referralId: question.referralId,
        operation,
        event: 'education.questioned',
        actor: question.by,
        at: question.at,
        detail: { itemId: question.itemId, version: question.version },
        items: [],
      }),
  };
};

export type EducationStore = ReturnType<typeof educationStore>;
