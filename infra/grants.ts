import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { uploadPrefix } from './documents.ts';
import type { ServiceKeys } from './keys.ts';
import type { Messaging } from './messaging.ts';
import type { SignIn } from './sign-in.ts';
import { allow, sealThrough, unseal } from './statements.ts';
import { type TableGrant, tableStatements } from './table-grants.ts';
import { executionsPattern, type Workflows } from './workflow.ts';

/** What the functions work with. The workflows come last, because they are made of functions. */
export type Estate = {
  codeOf: (name: string) => string;
  keys: ServiceKeys;
  table: Table;
  documents: Bucket;
  consoleFiles: Bucket;
  bus: EventBus;
  api: HttpApi;
  signIn: SignIn;
  messaging: Messaging;
  workflows?: Workflows;
};

/** What a function gets: the statements of its role and the environment it runs in. */
type Permissions = { statements: PolicyStatement[]; environment: Record<string, string> };

/** One word per permission. A word brings its statements and the settings that go with them. */
export type Grant = TableGrant | keyof typeof serviceGrants;

/** Exactly what the words name, on exactly the resources they are about. */
export const permissionsFor = (may: readonly Grant[], estate: Estate): Permissions => {
  const { table, keys } = estate;
  const onTable = tableStatements(may, table, keys.data);
  const parts: Permissions[] = [
    {
      statements: onTable,
      environment: onTable.length > 0 ? { TABLE_NAME: table.tableName } : {},
    },
    ...may.filter(isServiceGrant).map((grant) => serviceGrants[grant](estate)),
  ];
  return {
    statements: parts.flatMap(({ statements }) => statements),
    environment: Object.assign({}, ...parts.map(({ environment }) => environment)),
  };
};

const isServiceGrant = (grant: Grant): grant is keyof typeof serviceGrants =>
  Object.hasOwn(serviceGrants, grant);

const workflowsOf = ({ workflows }: Estate): Workflows => {
  if (!workflows) throw new Error('A step cannot be granted the workflow that it is part of');
  return workflows;
};

const workflowArns = (estate: Estate) => {
  const { referral, renewal, visit } = workflowsOf(estate);
  return {
    REFERRAL_WORKFLOW_ARN: referral.stateMachineArn,
    RENEWAL_WORKFLOW_ARN: renewal.stateMachineArn,
    VISIT_WORKFLOW_ARN: visit.stateMachineArn,
  };
};

const serviceGrants = {
  'read-changes': ({ table, keys }: Estate) => ({
    statements: [
      allow(
        ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        [table.tableStreamArn as string],
      ),
      allow(['dynamodb:ListStreams'], ['*']),
      unseal(keys.data, 'dynamodb'),
    ],
    environment: {},
  }),

  'read-documents': ({ documents, keys }: Estate) => ({
    statements: [allow(['s3:GetObject'], [documents.arnForObjects('*')]), unseal(keys.data, 's3')],
    environment: { DOCUMENT_BUCKET: documents.bucketName },
  }),

  'write-documents': ({ documents, keys }: Estate) => ({
    statements: [
      // What was put there for a change that is refused is taken out again.
      allow(['s3:PutObject', 's3:DeleteObject'], [documents.arnForObjects('*')]),
      sealThrough(keys.data, 's3'),
    ],
    environment: { DOCUMENT_BUCKET: documents.bucketName },
  }),

  /** Whoever has an address that the function made may put what the function may put there. */
  'take-uploads': ({ documents, keys }: Estate) => ({
    statements: [
      allow(['s3:GetObject'], [documents.arnForObjects(`${uploadPrefix}*`)]),
      allow(['s3:PutObject', 's3:DeleteObject'], [documents.arnForObjects('*')]),
      sealThrough(keys.data, 's3'),
    ],
    environment: { DOCUMENT_BUCKET: documents.bucketName },
  }),

  'index-identifiers': ({ keys }: Estate) => ({
    statements: [allow(['kms:GenerateMac'], [keys.index.keyArn])],
    environment: { INDEX_KEY_ID: keys.index.keyId },
  }),

  'sign-links': ({ keys, api, signIn }: Estate) => ({
    statements: [allow(['kms:GenerateMac'], [keys.link.keyArn])],
    environment: {
      LINK_KEY_ID: keys.link.keyId,
      PATIENT_PAGE_URL: `${api.apiEndpoint}/patient`,
      CONSOLE_URL: `${signIn.consoleOrigin}/console`,
    },
  }),

  'verify-links': ({ keys }: Estate) => ({
    statements: [allow(['kms:VerifyMac'], [keys.link.keyArn])],
    environment: { LINK_KEY_ID: keys.link.keyId },
  }),

  /** Needs no permission: the pool's public keys are public. */
  'verify-sign-ins': ({ signIn }: Estate) => ({
    statements: [],
    environment: {
      USER_POOL_ISSUER: signIn.issuer,
      PATIENT_CLIENT_ID: signIn.patientClient.userPoolClientId,
    },
  }),

  /** The pool tells whoever has a token their own name; needs no permission. */
  'ask-names': ({ signIn }: Estate) => ({
    statements: [],
    environment: { USER_POOL_ISSUER: signIn.issuer },
  }),

  /** Needs no permission: the address is in the browser of whoever signs in. */
  'tell-sign-in': ({ signIn }: Estate) => ({
    statements: [],
    environment: {
      SIGN_IN_ADDRESS: signIn.address,
      CONSOLE_ADDRESS: signIn.consoleAddress,
      CONSOLE_CLIENT_ID: signIn.consoleClient.userPoolClientId,
    },
  }),

  'publish-console': ({ consoleFiles }: Estate) => ({
    statements: [allow(['s3:PutObject'], [consoleFiles.arnForObjects('console/*')])],
    environment: { CONSOLE_BUCKET: consoleFiles.bucketName },
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
      sealThrough(keys.operations, 'events'),
    ],
    environment: { EVENT_BUS_NAME: bus.eventBusName },
  }),

  /** Tells executions apart; needs no permission. */
  'know-workflows': (estate: Estate) => ({ statements: [], environment: workflowArns(estate) }),

  'start-workflows': (estate: Estate) => {
    const { referral, renewal, visit } = workflowsOf(estate);
    return {
      statements: [
        allow(
          ['states:StartExecution'],
          [referral.stateMachineArn, renewal.stateMachineArn, visit.stateMachineArn],
        ),
        sealThrough(estate.keys.operations, 'states'),
      ],
      environment: workflowArns(estate),
    };
  },

  'stop-workflows': (estate: Estate) => {
    const { visit } = workflowsOf(estate);
    return {
      statements: [allow(['states:StopExecution'], [executionsPattern(visit)])],
      environment: workflowArns(estate),
    };
  },

  'wake-workflows': (estate: Estate) => {
    const machines = Object.values(workflowsOf(estate));
    return {
      statements: [
        allow(
          ['states:SendTaskSuccess'],
          machines.map(({ stateMachineArn }) => stateMachineArn),
        ),
        sealThrough(estate.keys.operations, 'states'),
      ],
      environment: {},
    };
  },
} as const satisfies Record<string, (estate: Estate) => Permissions>;
