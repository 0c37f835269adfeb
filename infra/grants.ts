import { Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { ServiceKeys } from './keys.ts';
import type { Messaging } from './messaging.ts';
import type { SignIn } from './sign-in.ts';
import type { IndexName } from './table.ts';
import { executionsOf, type Workflows } from './workflow.ts';

/** What the functions are given to work with. The workflows come last: they are made of functions. */
export type Estate = {
  keys: ServiceKeys;
  table: Table;
  documents: Bucket;
  bus: EventBus;
  api: HttpApi;
  signIn: SignIn;
  messaging: Messaging;
  workflows?: Workflows;
};

const tableReads = { get: 'GetItem', 'batch-get': 'BatchGetItem', query: 'Query' } as const;
const tableWrites = {
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  check: 'ConditionCheckItem',
} as const;

type TableRead = keyof typeof tableReads;
type TableWrite = keyof typeof tableWrites;
type IndexQuery = `query:${IndexName}`;

/** One word per permission. A word brings its IAM statement and the environment it needs. */
export type Grant = TableRead | TableWrite | IndexQuery | keyof typeof others;

export type Permissions = { statements: PolicyStatement[]; environment: Record<string, string> };

/** Exactly the actions that the words name, on exactly the resources they are about. */
export const permissionsFor = (may: readonly Grant[], estate: Estate): Permissions => {
  const parts = [
    tablePermissions(may, estate),
    ...may.filter(isOther).map((grant) => others[grant](estate)),
  ];
  return {
    statements: parts.flatMap(({ statements }) => statements),
    environment: Object.assign({}, ...parts.map(({ environment }) => environment)),
  };
};

const isOther = (grant: Grant): grant is keyof typeof others => grant in others;

const allow = (actions: string[], resources: string[], conditions = {}) =>
  new PolicyStatement({ actions, resources, conditions });

const tablePermissions = (may: readonly Grant[], { table, keys }: Estate): Permissions => {
  const reads = pick(may, tableReads);
  const writes = pick(may, tableWrites);
  const queried = may.flatMap((grant) => (grant.startsWith('query:') ? [grant.slice(6)] : []));
  if (reads.length + writes.length + queried.length === 0)
    return { statements: [], environment: {} };

  const statements = [viaService(keys.data.keyArn, 'dynamodb', table, writes.length > 0)];
  if (reads.length > 0) statements.push(allow(reads, [table.tableArn]));
  if (queried.length > 0) {
    statements.push(
      allow(
        ['dynamodb:Query'],
        queried.map((index) => `${table.tableArn}/index/${index}`),
      ),
    );
  }
  if (writes.length > 0) statements.push(onlyInTransactions(table, writes), neverOnAudit(table));
  return { statements, environment: { TABLE_NAME: table.tableName } };
};

const pick = (may: readonly Grant[], actions: Record<string, string>): string[] =>
  may.flatMap((grant) => (Object.hasOwn(actions, grant) ? [`dynamodb:${actions[grant]}`] : []));

/** A plain write applies twice when its answer is lost, and leaves no audit record: refused. */
const onlyInTransactions = (table: Table, actions: string[]) =>
  allow(actions, [table.tableArn], {
    'ForAnyValue:StringEquals': { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] },
  });

/** Audit records are added and read, never changed, whatever a statement above allows. */
const neverOnAudit = (table: Table) =>
  new PolicyStatement({
    effect: Effect.DENY,
    actions: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    resources: [table.tableArn],
    conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['AUDIT#*'] } },
  });

/** Use of a key through one service only, never by calling KMS. */
const viaService = (
  keyArn: string,
  service: string,
  scope: Table | Bucket | EventBus,
  write: boolean,
) =>
  allow(write ? ['kms:Decrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'], [keyArn], {
    StringEquals: { 'kms:ViaService': `${service}.${Stack.of(scope).region}.amazonaws.com` },
  });

const workflowsOf = ({ workflows }: Estate): Workflows => {
  if (!workflows) throw new Error('A step cannot be granted the workflow that it is part of');
  return workflows;
};

const others = {
  'read-changes': ({ table, keys }: Estate) => ({
    statements: [
      allow(
        ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        [table.tableStreamArn as string],
      ),
      allow(['dynamodb:ListStreams'], ['*']),
      viaService(keys.data.keyArn, 'dynamodb', table, false),
    ],
    environment: {},
  }),
  'read-documents': ({ documents, keys }: Estate) => ({
    statements: [
      allow(['s3:GetObject'], [documents.arnForObjects('*')]),
      viaService(keys.data.keyArn, 's3', documents, false),
    ],
    environment: { DOCUMENT_BUCKET: documents.bucketName },
  }),
  'write-documents': ({ documents, keys }: Estate) => ({
    statements: [
      allow(['s3:PutObject'], [documents.arnForObjects('*')]),
      viaService(keys.data.keyArn, 's3', documents, true),
    ],
    environment: { DOCUMENT_BUCKET: documents.bucketName },
  }),
  'index-identifiers': ({ keys }: Estate) => ({
    statements: [allow(['kms:GenerateMac'], [keys.index.keyArn])],
    environment: { INDEX_KEY_ID: keys.index.keyId },
  }),
  'sign-links': ({ keys, api }: Estate) => ({
    statements: [allow(['kms:GenerateMac'], [keys.link.keyArn])],
    environment: { LINK_KEY_ID: keys.link.keyId, PATIENT_PAGE_URL: `${api.apiEndpoint}/patient` },
  }),
  'verify-links': ({ keys }: Estate) => ({
    statements: [allow(['kms:VerifyMac'], [keys.link.keyArn])],
    environment: { LINK_KEY_ID: keys.link.keyId },
  }),
  'verify-sign-ins': ({ signIn }: Estate) => ({
    statements: [],
    environment: {
      USER_POOL_ISSUER: signIn.issuer,
      PATIENT_CLIENT_ID: signIn.patientClient.userPoolClientId,
    },
  }),
  'send-mail': ({ messaging }: Estate) => ({
    statements: [allow(['ses:SendEmail'], messaging.mailArns)],
    environment: { MAIL_FROM: messaging.mailFrom },
  }),
  'send-text': ({ messaging }: Estate) => ({
    statements: [allow(['sms-voice:SendTextMessage'], [messaging.textOriginArn])],
    environment: { SMS_ORIGINATION: messaging.textOriginArn },
  }),
  publish: ({ bus, keys }: Estate) => ({
    statements: [
      allow(['events:PutEvents'], [bus.eventBusArn]),
      viaService(keys.operations.keyArn, 'events', bus, true),
    ],
    environment: { EVENT_BUS_NAME: bus.eventBusName },
  }),
  'start-workflows': (estate: Estate) => {
    const { referral, visit } = workflowsOf(estate);
    return {
      statements: [
        allow(['states:StartExecution'], [referral.stateMachineArn, visit.stateMachineArn]),
        viaService(estate.keys.operations.keyArn, 'states', estate.table, true),
      ],
      environment: {
        REFERRAL_WORKFLOW_ARN: referral.stateMachineArn,
        VISIT_WORKFLOW_ARN: visit.stateMachineArn,
      },
    };
  },
  'stop-workflows': (estate: Estate) => {
    const { referral, visit } = workflowsOf(estate);
    return {
      statements: [allow(['states:StopExecution'], [executionsOf(referral), executionsOf(visit)])],
      environment: {},
    };
  },
  'wake-workflows': (estate: Estate) => {
    const { referral, authorization, visit } = workflowsOf(estate);
    return {
      statements: [
        allow(
          ['states:SendTaskSuccess'],
          [referral.stateMachineArn, authorization.stateMachineArn, visit.stateMachineArn],
        ),
        viaService(estate.keys.operations.keyArn, 'states', estate.table, true),
      ],
      environment: {},
    };
  },
} as const satisfies Record<string, (estate: Estate) => Permissions>;
