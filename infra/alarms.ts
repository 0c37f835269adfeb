import { Duration, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { constructId, type FunctionName } from './functions.ts';
import type { ServiceFunctions } from './service-function.ts';
import type { Workflows } from './workflow.ts';

type Watched = {
  api: HttpApi;
  table: Table;
  functions: ServiceFunctions;
  workflows: Workflows;
};

type AlarmRow = {
  id: string;
  metric: IMetric;
  /** Who is affected and how: what the person who is woken reads first. */
  impact: string;
  /** The section of `docs/runbooks/alarms.md` that says what to do. */
  runbook: string;
  /** Alarms above this value: above 0 unless it says otherwise. */
  above?: number;
  /** Alarms below this value instead, and when nothing is measured at all. */
  below?: number;
  periods?: number;
};

const minutes = (count: number) => ({ period: Duration.minutes(count) });

/** Everything that wakes a person, each with its impact, told to the topic. */
export const alarms = (scope: Construct, topic: Topic, watched: Watched): void => {
  const home = new Construct(scope, 'Alarms');
  const rows = [
    ...apiAlarms(watched.api),
    ...workflowAlarms(watched.workflows),
    ...deadLetterAlarms(watched.functions),
    ...outboxAlarms(watched.functions),
    ...payerAlarms(home, watched.functions),
    ...sendingAlarms,
    tableAlarm(watched.table),
  ];
  for (const { id, metric, impact, runbook, above = 0, below, periods = 1 } of rows) {
    new Alarm(home, id, {
      metric,
      alarmDescription: `${impact} What to do: docs/runbooks/alarms.md#${runbook}`,
      evaluationPeriods: periods,
      threshold: below ?? above,
      comparisonOperator:
        below === undefined
          ? ComparisonOperator.GREATER_THAN_THRESHOLD
          : ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData:
        below === undefined ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
    }).addAlarmAction(new SnsAction(topic));
  }
};

/** To subscribe to for whoever is to be woken. */
export const alarmTopic = (scope: Construct, masterKey: IKey): Topic => {
  const topic = new Topic(new Construct(scope, 'Alarms'), 'Topic', {
    displayName: 'Dripline alarms',
    masterKey,
    enforceSSL: true,
  });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return topic;
};

const apiAlarms = (api: HttpApi): AlarmRow[] => [
  {
    id: 'ApiFails',
    metric: api.metricServerError(minutes(5)),
    above: 5,
    impact:
      'Practices, coordinators or patients get errors. What they sent may have to be sent again.',
    runbook: 'the-api-answers-with-errors',
  },
  {
    id: 'ApiIsSlow',
    metric: api.metricLatency({ ...minutes(5), statistic: 'p99' }),
    above: 3_000,
    periods: 3,
    impact: 'One request in a hundred takes over three seconds. People wait at their screens.',
    runbook: 'the-api-is-slow',
  },
];

const affected: Record<keyof Workflows, string> = {
  referral: 'A referral stopped moving: nobody books its visits until a coordinator takes it up.',
  authorization:
    'An authorization round broke off. A payer decision may go unanswered and its window may close.',
  renewal:
    'A renewal broke off: its series ends with the visits that are booked unless a coordinator acts.',
  visit:
    'A visit lost its readiness checks and reminders. The patient may arrive to an unready chair.',
};

const workflowAlarms = (workflows: Workflows): AlarmRow[] =>
  (Object.keys(workflows) as (keyof Workflows)[]).map((name) => ({
    id: `${constructId(name)}WorkflowFails`,
    metric: new MathExpression({
      ...minutes(5),
      expression: 'FILL(failed, 0) + FILL(timedOut, 0)',
      usingMetrics: {
        failed: workflows[name].metricFailed(minutes(5)),
        timedOut: workflows[name].metricTimedOut(minutes(5)),
      },
    }),
    impact: affected[name],
    runbook: 'a-workflow-failed',
  }));

const lost: Partial<Record<FunctionName, string>> = {
  'relay-workflow':
    'A change did not reach its workflow. The sweep repairs it within minutes, unless it fails too.',
  'ask-about-displaced':
    'A site or a nurse was changed, or a policy became stricter, and nobody was asked about the visits that it concerns.',
  'keep-worklist':
    'A worklist shows a hold without what it is about, or a count that is one off, until the hold changes again.',
  'index-patients':
    'A new or corrected referral is not found by name; its lists and links lead to it all the same.',
  'publish-events':
    'A domain event was not published: a message to a patient or practice may be missing.',
  'queue-message': 'A patient or practice was not told of a change.',
  'receive-text':
    "A patient's text was not handled. If it said STOP, messages must stop by hand; if it said more, nobody has read it.",
  'send-due-messages': 'Reminders that were due now went out late or not at all.',
  'ask-payers-again':
    'Referrals that wait for a payer were not looked at in this round; they wait for the next one.',
  'inquire-payers':
    'Payers that told of news without saying what were not asked in this round; the next one asks them.',
  'escalate-standing-holds':
    'A hold that no workflow waits with may stay with a team that does not answer.',
  'sweep-unsettled': 'Lost starts and wake-ups were not repaired in this round.',
  'watch-renewals':
    "Today's ending authorizations were not looked for. Care may lapse if it happens again.",
  'attend-failed-execution': 'A failed workflow has no hold: nobody knows that its referral waits.',
};

const deadLetterAlarms = (functions: ServiceFunctions): AlarmRow[] =>
  (Object.keys(functions) as FunctionName[]).flatMap((name) => {
    const queue = functions[name].deadLetters;
    if (!queue) return [];
    const impact = lost[name];
    if (!impact)
      throw new Error(`${name} has dead letters: say in alarms.ts whom a lost one affects`);
    return [
      {
        id: `${constructId(name)}Lost`,
        metric: queue.metricApproximateNumberOfMessagesVisible({
          ...minutes(1),
          statistic: 'Maximum',
        }),
        impact,
        runbook: 'a-delivery-was-lost',
      },
    ];
  });

const outboxAlarms = (functions: ServiceFunctions): AlarmRow[] => [
  ...(['relay-workflow', 'publish-events'] as const).map((name) => ({
    id: `${constructId(name)}Lags`,
    metric: functions[name].lambda.metric('IteratorAge', { ...minutes(1), statistic: 'Maximum' }),
    above: Duration.minutes(5).toMilliseconds(),
    periods: 3,
    impact:
      'Changes leave the table over five minutes late: workflows idle and messages are delayed.',
    runbook: 'changes-leave-the-table-late',
  })),
  {
    id: 'SweepIsSilent',
    metric: functions['sweep-unsettled'].lambda.metricInvocations(minutes(15)),
    below: 1,
    impact: 'The sweep has not run for fifteen minutes. A lost wake-up now stays lost.',
    runbook: 'the-sweep-is-silent',
  },
];

/** How often a function says something in its log, in five minutes. */
const saidInLog = (
  scope: Construct,
  { lambda }: ServiceFunctions[keyof ServiceFunctions],
  { event, metricName }: { event: string; metricName: string },
): Metric =>
  new MetricFilter(scope, `${metricName}Said`, {
    logGroup: lambda.logGroup,
    filterPattern: FilterPattern.stringValue('$.event', '=', event),
    metricNamespace: 'Dripline',
    metricName,
  }).metric({ ...minutes(5), statistic: 'Sum' });

const payerAlarms = (scope: Construct, functions: ServiceFunctions): AlarmRow[] => [
  {
    // The look after waiting referrals says every five minutes which payer does not answer.
    id: 'PayerUnavailable',
    metric: saidInLog(scope, functions['ask-payers-again'], {
      event: 'payer.unavailable',
      metricName: 'PayersUnavailable',
    }),
    periods: 2,
    impact:
      'A payer has not answered for ten minutes: its referrals wait and are asked again by themselves. Patients near the end of their dose window need a call to the payer.',
    runbook: 'a-payer-does-not-answer',
  },
  {
    // A payer says of its own subscription that it fails: what it decided may not have come.
    id: 'PayerNoticesFail',
    metric: saidInLog(scope, functions['receive-payer-notification'], {
      event: 'payer.notices-failing',
      metricName: 'PayerNoticesFailing',
    }),
    impact:
      'A payer says that its subscription to us fails: what it decided may not have come. Its requests are chased by their clocks; those near the end of a dose window need a call to the payer.',
    runbook: 'a-payer-says-that-its-notices-fail',
  },
];

const sendingAlarms: AlarmRow[] = [
  {
    id: 'MailBounces',
    metric: new Metric({
      namespace: 'AWS/SES',
      metricName: 'Reputation.BounceRate',
      statistic: 'Average',
      ...minutes(60),
    }),
    above: 0.04,
    impact: 'Too many mails bounce. At five percent SES reviews the account and may stop all mail.',
    runbook: 'mail-bounces',
  },
];

const tableAlarm = (table: Table): AlarmRow => ({
  id: 'TableThrottles',
  metric: table.metric('ThrottledRequests', {
    ...minutes(5),
    statistic: 'Sum',
    dimensionsMap: { TableName: table.tableName, Operation: 'TransactWriteItems' },
  }),
  above: 10,
  impact: 'State changes are refused under load: requests answer slowly and steps are retried.',
  runbook: 'the-table-refuses-changes',
});
