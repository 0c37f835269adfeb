import { readKept, type Sight } from '../platform/kept-entries.ts';
import { keys } from '../platform/keys.ts';
import { readOnce } from '../platform/operation.ts';
import { readAll, readOne } from '../platform/read-items.ts';
import { commit, type Told } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import {
  noPolicy,
  type Policy,
  PolicyDecision,
  PolicyStanding,
  PolicyVersion,
  policyOn,
} from './policy.ts';

/** Changes of local policies have a chain of their own, apart from every referral's. */
export const policyChain = 'policy';

type Change = {
  next: PolicyStanding;
  /** What is written beside where it stands: a version, or a decision about one. */
  beside: TransactItem;
  event: 'policy.set' | 'policy.proposed' | 'policy.decided';
  detail: { version: number; action?: string };
};

const readStanding = async (
  table: Table,
  therapyId: string,
): Promise<PolicyStanding | undefined> => {
  const item = await readOne(table, keys.policy(therapyId));
  return item && PolicyStanding.parse(item);
};

/**
 * The local policy of a therapy that holds on a day: one read, or what a warm function has kept,
 * for who says how much of the network must be seen.
 */
export const readLocalPolicy = async (
  table: Table,
  therapyId: string | undefined,
  on: string,
  sight?: Sight,
): Promise<Policy | undefined> => {
  if (!therapyId) return undefined;
  const standing = sight
    ? await readKept(table, `policy ${therapyId}`, sight, () => readStanding(table, therapyId))
    : await readStanding(table, therapyId);
  return standing && policyOn(standing, on);
};

/** Reads and conditional writes of the local policies of therapies. */
export const policyStore = (table: Table) => {
  const { name } = table;

  /** Where it stood with the revision before this one → as given. */
  const change = ({ next, beside, event, detail }: Change, told: Told) => {
    const { therapyId, revision } = next;
    return commit(table, {
      referralId: policyChain,
      ...told,
      event,
      detail: { therapyId, revision, ...detail },
      items: [
        {
          Put: {
            TableName: name,
            Item: { ...keys.policy(therapyId), ...next },
            ...(revision === 1
              ? { ConditionExpression: 'attribute_not_exists(pk)' }
              : {
                  ConditionExpression: 'revision = :seen',
                  ExpressionAttributeValues: { ':seen': revision - 1 },
                }),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        beside,
        {
          Update: {
            TableName: name,
            Key: keys.networkEdition(),
            UpdateExpression: 'ADD edition :one',
            ExpressionAttributeValues: { ':one': 1 },
          },
        },
      ],
    });
  };

  const once = (item: Record<string, unknown>): TransactItem => ({
    Put: { TableName: name, Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
  });

  return {
    standing: async (therapyId: string): Promise<PolicyStanding> =>
      (await readStanding(table, therapyId)) ?? noPolicy(therapyId),

    /** Every policy that somebody has set. */
    all: async (): Promise<PolicyStanding[]> =>
      (await readAll(table, keys.policy('').pk)).map((item) => PolicyStanding.parse(item)),

    /** Every version as it was sent, newest first, each with what was decided about it. */
    history: async (
      therapyId: string,
    ): Promise<(PolicyVersion & { decision?: PolicyDecision })[]> => {
      const items = await readAll(table, keys.policyVersion(therapyId, 0).pk, undefined, true);
      const decisions = items
        .filter(({ sk }) => String(sk).startsWith('DECISION#'))
        .map((item) => PolicyDecision.parse(item));
      return items
        .filter(({ sk }) => String(sk).startsWith('VERSION#'))
        .map((item) => {
          const version = PolicyVersion.parse(item);
          const decision = decisions.find((one) => one.version === version.version);
          return decision ? { ...version, decision } : version;
        })
        .reverse();
    },

    /** Whether a caller's key was taken before, so that the same request comes again. */
    isAgain: async (operation: string): Promise<boolean> => {
      const kept = readOnce(operation);
      return kept !== undefined && !!(await readOne(table, keys.operation(policyChain, kept.hash)));
    },

    /** A next version: in force from its day, or waiting for a second person. */
    set: (next: PolicyStanding, version: PolicyVersion, told: Told) =>
      change(
        {
          next,
          beside: once({ ...keys.policyVersion(next.therapyId, version.version), ...version }),
          event: version.looser.length > 0 ? 'policy.proposed' : 'policy.set',
          detail: { version: version.version },
        },
        told,
      ),

    /** Waiting → approved, refused or withdrawn. */
    decide: (next: PolicyStanding, decision: PolicyDecision, told: Told) =>
      change(
        {
          next,
          beside: once({ ...keys.policyDecision(next.therapyId, decision.version), ...decision }),
          event: 'policy.decided',
          detail: { version: decision.version, action: decision.action },
        },
        told,
      ),
  };
};

export type PolicyStore = ReturnType<typeof policyStore>;
