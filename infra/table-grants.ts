import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { writtenAlone } from '../functions/platform/keys.ts';
import { allow, sealThrough, unseal } from './statements.ts';
import type { IndexName } from './table.ts';

const reads = { get: 'GetItem', 'batch-get': 'BatchGetItem', query: 'Query' } as const;
const writes = {
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
} as const;

/** One word per action on the table; `query:due` is a query of the index `due`. */
export type TableGrant =
  | keyof typeof reads
  | keyof typeof writes
  | `query:${IndexName}`
  | 'note-readings'
  | 'record-alone'
  | 'keep-drafts'
  | 'keep-found'
  | 'keep-measured'
  | 'keep-presence'
  | 'keep-staff'
  | 'send-messages';

/** Exactly the actions that the words name; words about something else are passed over. */
export const tableStatements = (
  may: readonly string[],
  table: Table,
  key: IKey,
): PolicyStatement[] => {
  const read = actionsOf(may, reads);
  const written = actionsOf(may, writes);
  const notes = may.includes('note-readings');
  const indexes = may.filter((word) => word.startsWith('query:')).map((word) => word.slice(6));
  const staff = may.includes('keep-staff');
  const drafts = may.includes('keep-drafts');
  const found = may.includes('keep-found');
  const measured = may.includes('keep-measured');
  const here = may.includes('keep-presence');
  const anyWrite = written.length > 0 || notes || staff || drafts || found || here || measured;
  if (read.length + indexes.length === 0 && !anyWrite) return [];
  return [
    anyWrite ? sealThrough(key, 'dynamodb') : unseal(key, 'dynamodb'),
    ...(read.length > 0 ? [allow(read, [table.tableArn])] : []),
    ...(indexes.length > 0 ? [allow(['dynamodb:Query'], indexes.map(arnIn(table)))] : []),
    ...(written.length > 0 ? [onlyInTransactions(table, written)] : []),
    // A record of what changes nothing beside it; every other one goes with what it tells of.
    ...(may.includes('record-alone') ? [alone(table, ['PutItem'], [writtenAlone.record])] : []),
    ...(may.includes('send-messages')
      ? [alone(table, ['PutItem', 'UpdateItem'], [writtenAlone.message, writtenAlone.number])]
      : []),
    ...(drafts ? [alone(table, ['PutItem'], [writtenAlone.draft])] : []),
    ...(found ? [alone(table, ['BatchWriteItem'], [writtenAlone.found])] : []),
    ...(measured ? [alone(table, ['PutItem'], [writtenAlone.measured])] : []),
    ...(here ? [alone(table, ['PutItem'], [writtenAlone.presence])] : []),
    ...(staff ? [alone(table, ['PutItem'], [writtenAlone.staff])] : []),
    // Who may only look writes that it looked, and nothing else.
    ...(notes ? [alone(table, ['PutItem'], [writtenAlone.reading])] : []),
    ...(anyWrite ? [neverOnAudit(table)] : []),
  ];
};

const actionsOf = (may: readonly string[], actions: Record<string, string>): string[] =>
  may.flatMap((word) => (Object.hasOwn(actions, word) ? [`dynamodb:${actions[word]}`] : []));

const arnIn = (table: Table) => (index: string) => `${table.tableArn}/index/${index}`;

/** What hangs on its own condition alone may be written by itself, or with others of its kind. */
const alone = (table: Table, actions: string[], prefixes: string[]) =>
  allow(
    actions.map((action) => `dynamodb:${action}`),
    [table.tableArn],
    { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((key) => `${key}*`) } },
  );

/** A plain write applies twice when its answer is lost, and leaves no audit record: refused. */
const onlyInTransactions = (table: Table, actions: string[]) =>
  allow(actions, [table.tableArn], {
    'ForAnyValue:StringEquals': { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] },
  });

/** Audit records, and who read a referral, are added and read, never changed, whatever another statement allows. */
const neverOnAudit = (table: Table) =>
  new PolicyStatement({
    effect: Effect.DENY,
    actions: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    resources: [table.tableArn],
    conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['AUDIT#*', 'READ#*'] } },
  });
