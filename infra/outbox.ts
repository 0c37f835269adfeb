import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { ServiceFunction, ServiceFunctions } from './service-function.ts';
import type { Workflows } from './workflow.ts';

/** Audited changes that a workflow waits for or must be told of. */
export const relayedEvents = [
  'referral.received',
  'referral.withdrawn',
  'referral.closed',
  'hold.resolved',
  'visit.booked',
  'visit.moved',
  'visit.cancelled',
];

/** Domain events that a patient or a practice hears of. */
export const messageEvents = [
  'referral.received',
  'referral.closed',
  'hold.placed',
  'authorization.approved',
  'authorization.denied',
  'education.assigned',
  'visit.booked',
  'visit.confirmed',
  'visit.moved',
  'visit.cancelled',
  'visit.ready',
];

/** The bus that carries domain events, and thirty days of them to replay. */
export const eventBus = (scope: Construct, kmsKey: IKey): EventBus => {
  const bus = new EventBus(scope, 'Events', {
    kmsKey,
    description: 'Domain events: ids and named outcomes only',
  });
  bus.archive('EventArchive', {
    eventPattern: { source: ['dripline'] },
    retention: Duration.days(30),
    kmsKey,
  });
  return bus;
};

/**
 * Whatever leaves the service leaves because an audit record was added to the table: workflows are
 * woken, events are published, and from the events messages are queued.
 */
export const outbox = (
  scope: Construct,
  {
    table,
    bus,
    functions,
    workflows,
  }: { table: Table; bus: IEventBus; functions: ServiceFunctions; workflows: Workflows },
): void => {
  const addedToAudit = { pk: { S: FilterRule.beginsWith('AUDIT#') } };
  onInsert(functions['relay-workflow'], table, {
    ...addedToAudit,
    event: { S: FilterRule.or(...relayedEvents) },
  });
  onInsert(functions['publish-events'], table, addedToAudit);

  onEvent(scope, 'MessageEvents', functions['queue-message'], {
    eventBus: bus,
    description: 'What a patient or a practice hears of',
    eventPattern: { source: ['dripline'], detailType: messageEvents },
  });
  onEvent(scope, 'FailedExecutions', functions['attend-failed-execution'], {
    description: 'A workflow that ended without reaching a person',
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: {
        status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
        stateMachineArn: Object.values(workflows).map(({ stateMachineArn }) => stateMachineArn),
      },
    },
  });
};

const onInsert = ({ lambda, deadLetters }: ServiceFunction, table: Table, newImage: object) =>
  new EventSourceMapping(lambda, 'Changes', {
    target: lambda,
    eventSourceArn: table.tableStreamArn as string,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 25,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: 8,
    maxRecordAge: Duration.hours(12),
    // One shard keeps the order of one referral; ten batches of it run beside each other.
    parallelizationFactor: 10,
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('INSERT'),
        dynamodb: { NewImage: newImage },
      }),
    ],
    ...(deadLetters && { onFailure: { bind: () => ({ destination: deadLetters.queueArn }) } }),
  });

const onEvent = (
  scope: Construct,
  id: string,
  { lambda, deadLetters }: ServiceFunction,
  rule: ConstructorParameters<typeof Rule>[2],
) =>
  new Rule(scope, id, {
    ...rule,
    targets: [
      new LambdaFunction(lambda, {
        ...(deadLetters && { deadLetterQueue: deadLetters }),
        retryAttempts: 8,
        maxEventAge: Duration.hours(6),
      }),
    ],
  });
