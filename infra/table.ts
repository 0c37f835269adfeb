import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

const string = (name: string) => ({ name, type: AttributeType.STRING });

/** The only columns a list shows: a PHI-free `view` and the id that opens the rest. */
const listed = { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: ['view', 'id'] };

/** The questions the service asks across aggregates, each answered by one sparse index. */
export const indexes = [
  /** Which holds wait on this team, most urgent first? */
  {
    indexName: 'worklist',
    partitionKey: string('worklist'),
    sortKey: string('worklistSort'),
    ...listed,
  },
  /** Which holds of other teams is this one asked about too, because they are overdue? */
  {
    indexName: 'escalated',
    partitionKey: string('escalated'),
    sortKey: string('escalatedSort'),
    ...listed,
  },
  /** Which holds wait on this team for this reason, most urgent first? */
  {
    indexName: 'reasons',
    partitionKey: string('reasons'),
    sortKey: string('reasonsSort'),
    ...listed,
  },
  /** Which holds does this person work, of whatever team? */
  {
    indexName: 'assigned',
    partitionKey: string('assigned'),
    sortKey: string('assignedSort'),
    ...listed,
  },
  /** Which referrals and holds belong to this practice, newest first? */
  {
    indexName: 'practice',
    partitionKey: string('practice'),
    sortKey: string('practiceSort'),
    ...listed,
  },
  /** Which referrals came in this month, newest first? */
  { indexName: 'month', partitionKey: string('month'), sortKey: string('monthSort'), ...listed },
  /** What is due now, by kind? */
  {
    indexName: 'due',
    partitionKey: string('due'),
    sortKey: string('dueSort'),
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: ['id'],
  },
] as const;

export type IndexName = (typeof indexes)[number]['indexName'];

/** The one table. Its stream is the outbox: whatever leaves the service leaves because it changed. */
export const referralTable = (scope: Construct, encryptionKey: IKey): Table => {
  const table = new Table(scope, 'Table', {
    partitionKey: string('pk'),
    sortKey: string('sk'),
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey,
    pointInTimeRecoverySpecification: {
      pointInTimeRecoveryEnabled: true,
      recoveryPeriodInDays: 35,
    },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    stream: StreamViewType.NEW_IMAGE,
    timeToLiveAttribute: 'expiresAt',
  });
  for (const index of indexes) {
    table.addGlobalSecondaryIndex(
      'nonKeyAttributes' in index
        ? { ...index, nonKeyAttributes: [...index.nonKeyAttributes] }
        : index,
    );
  }
  return table;
};
