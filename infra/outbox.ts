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
import { eventsWithMessages } from '../functions/outreach/message-rules.ts';
import { endsMessages, withdrawalReasonNames } from '../functions/referral/withdrawal-reasons.ts';
import type { ServiceFunction, ServiceFunctions } from './service-function.ts';
import type { Workflows } from './workflow.ts';

/** Recorded events that start or stop a workflow. */
export const relayedEvents = [
  'referral.received',
  'series.booked',
  'visit.moved',
  'visit.cancelled',
  'visit.completed',
  'referral.withdrawn',
  'referral.closed',
] as const;

/** Recorded changes of the network, and how far the visits that they displace were asked about. */
const networkEvents = ['network.changed', 'network.visits-asked-about'] as const;

/** Policies that hold, and how far the booked orders that they concern were asked about. */
const policyEvents = ['policy.set', 'policy.decided', 'policy.referrals-asked-about'] as const;

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
  onChange(functions['relay-workflow'], table, [recorded(relayedEvents), unsettledHold]);
  onChange(functions['publish-events'], table, [recorded()]);
  onChange(functions['keep-worklist'], table, [
    changedHold,
    recorded(['referral.corrected', ...countedEvents]),
    ...countedItems,
  ]);
  onChange(functions['index-patients'], table, [
    recorded(['referral.received', 'referral.corrected']),
  ]);
  // A change may displace many visits, or concern many orders: each has a minute of its own. A patient
  // who is said to have died may have other referrals.
  onChange(
    functions['ask-about-displaced'],
    table,
    [recorded([...networkEvents, ...policyEvents]), recorded(['referral.withdrawn'], silencing)],
    1,
  );

  onEvent(scope, 'MessageEvents', functions['queue-message'], {
    eventBus: bus,
    description: 'What a patient or a practice hears of',
    eventPattern: { source: ['dripline'], detailType: [...eventsWithMessages] },
  });
  onEvent(scope, 'FailedExecutions', functions['attend-failed-execution'], {
    description: 'A workflow that ended without reaching a person',
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: {
        status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
        // An authorization runs inside its referral, which catches its failure.
        stateMachineArn: [workflows.referral, workflows.renewal, workflows.visit].map(
          ({ stateMachineArn }) => stateMachineArn,
        ),
      },
    },
  });
};

/** Withdrawals after which a patient is not written to any more. */
const silencing = withdrawalReasonNames.filter(endsMessages);

/** A new audit record, of these events or of any, and of these reasons or of any. */
const recorded = (events?: readonly string[], reasons?: readonly string[]) =>
  FilterCriteria.filter({
    eventName: FilterRule.isEqual('INSERT'),
    dynamodb: {
      NewImage: {
        pk: { S: FilterRule.beginsWith('AUDIT#') },
        ...(events && { event: { S: FilterRule.or(...events) } }),
        ...(reasons && { detail: { M: { reason: { S: FilterRule.or(...reasons) } } } }),
      },
    },
  });

/** A hold that ended, and whose workflow has not been told. */
const unsettledHold = FilterCriteria.filter({
  eventName: FilterRule.or('INSERT', 'MODIFY'),
  dynamodb: { NewImage: { unsettled: { S: FilterRule.exists() } } },
});

/** An item of a kind that measures count, in a state that they do. */
function counted(pk: string, sk: string, states: readonly string[]) {
  return FilterCriteria.filter({
    eventName: FilterRule.or('INSERT', 'MODIFY'),
    dynamodb: {
      NewImage: {
        pk: { S: FilterRule.beginsWith(pk) },
        ...(sk && { sk: { S: FilterRule.beginsWith(sk) } }),
        status: { S: FilterRule.or(...states) },
      },
    },
  });
}

/** A hold as it is now: lists and counts follow it. */
const changedHold = FilterCriteria.filter({
  eventName: FilterRule.or('INSERT', 'MODIFY'),
  dynamodb: {
    NewImage: {
      pk: { S: FilterRule.beginsWith('REF#') },
      sk: { S: FilterRule.beginsWith('HOLD#') },
    },
  },
});

/** What measures count beside holds (functions/measures/change-facts.ts): of records, these events. */
const countedEvents = ['referral.received', 'message.undelivered'];

/** And items, once there is something to count of them: so that no other change of one is paid for. */
const countedItems = [
  counted('REF#', 'AUTH#', [
    'pended',
    'information-required',
    'contact-payer',
    'rejected',
    'denied',
    'changed',
    'approved',
    'withdrawn',
  ]),
  counted('REF#', 'VISIT#', ['completed', 'missed']),
  counted('MSG#', '', ['sent', 'withheld', 'refused', 'unknown']),
];

type Filters = NonNullable<ConstructorParameters<typeof EventSourceMapping>[2]['filters']>;

const onChange = (
  { lambda, deadLetters }: ServiceFunction,
  table: Table,
  filters: Filters,
  batchSize = 25,
) =>
  new EventSourceMapping(lambda, 'Changes', {
    target: lambda,
    eventSourceArn: table.tableStreamArn as string,
    startingPosition: StartingPosition.TRIM_HORIZON,
    filters,
    batchSize,
    // One referral's records stay in order; ten batches of a shard run beside each other.
    parallelizationFactor: 10,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: 8,
    maxRecordAge: Duration.hours(12),
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
