import { byStep } from '../platform/audit.ts';
import type { Determination } from '../platform/determination.ts';
import { TransientFault } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import { lazily } from '../platform/lazily.ts';
import { commit } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import { readFile } from '../referral/reading.ts';
import { Education } from './education.ts';

/** Reads and conditional writes of education. */
export const educationStore = (table: Table) => {
  const { name } = table;

  return {
    /** The referral with what was assigned before, if anything was. */
    file: async (referralId: string) => {
      const file = await readFile(table, referralId);
      return lazily({
        referral: () => file.referral,
        submission: () => file.submission,
        education: () => file.one(keys.education(referralId).sk, Education),
      });
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
  };
};

export type EducationStore = ReturnType<typeof educationStore>;
