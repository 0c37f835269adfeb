import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  CustomerManagedEncryptionConfiguration,
  DefinitionBody,
  LogLevel,
  StateMachine,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { deployedDefinition, type WorkflowName, writtenDefinition } from './definition.ts';
import { exactRole } from './exact-role.ts';
import { constructId } from './functions.ts';
import type { ServiceFunctions } from './service-function.ts';
import { allow } from './statements.ts';

export type Workflows = Record<WorkflowName, StateMachine>;

type Parts = {
  functions: Partial<ServiceFunctions>;
  children?: Partial<Workflows>;
  encryptionKey: IKey;
};

/**
 * One state machine from `workflows/<name>.asl.json` and the house states. The `${Names}` in the
 * file say what it works with: `${SubmitAuthorization}` is a function, `${AuthorizationWorkflow}` a
 * child workflow. Its role may use those and nothing else.
 */
export const workflow = (
  scope: Construct,
  name: WorkflowName,
  { functions, children = {}, encryptionKey }: Parts,
): StateMachine => {
  const home = new Construct(scope, `${constructId(name)}Workflow`);
  const definition = JSON.stringify(deployedDefinition(writtenDefinition(name)));
  const names = new Set(Array.from(definition.matchAll(/\$\{(\w+)\}/g), ([, id]) => id as string));

  const invoked = Object.entries(functions)
    .map(([file, { lambda }]) => [constructId(file), lambda] as const)
    .filter(([id]) => names.has(id));
  const started = Object.entries(children).filter(([id]) =>
    names.has(`${constructId(id)}Workflow`),
  );
  const definitionSubstitutions = Object.fromEntries([
    ...invoked.map(([id, lambda]) => [id, lambda.functionArn]),
    ...started.map(([id, child]) => [`${constructId(id)}Workflow`, child.stateMachineArn]),
  ]);
  const unknown = [...names].filter((id) => !(id in definitionSubstitutions));
  if (unknown.length > 0)
    throw new Error(`${name}.asl.json names ${unknown.join(', ')}, which is nothing here`);

  const log = new LogGroup(home, 'Log', {
    encryptionKey,
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  return new StateMachine(home, 'Default', {
    definitionBody: DefinitionBody.fromString(definition),
    definitionSubstitutions,
    logs: { destination: log, level: LogLevel.ALL, includeExecutionData: false },
    tracingEnabled: true,
    encryptionConfiguration: new CustomerManagedEncryptionConfiguration(
      encryptionKey,
      Duration.minutes(15),
    ),
    role: workflowRole(
      home,
      invoked.map(([, lambda]) => lambda),
      started.map(([, child]) => child),
      encryptionKey,
    ),
  });
};

const workflowRole = (scope: Construct, invoked: Lambda[], started: StateMachine[], key: IKey) => {
  const statements = [
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn]),
    ...observation(),
    ...(invoked.length > 0
      ? [
          allow(
            ['lambda:InvokeFunction'],
            invoked.map(({ functionArn }) => functionArn),
          ),
        ]
      : []),
    ...(started.length > 0 ? toRunChildren(scope, started) : []),
  ];
  return exactRole(scope, 'states.amazonaws.com', statements);
};

/** Traces, and the delivery of history without data to the log group. */
const observation = () => [
  allow(
    [
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ],
    ['*'],
  ),
  allow(
    [
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
      'logs:GetLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:UpdateLogDelivery',
    ],
    ['*'],
  ),
];

/** Start a child and wait for it, through a rule that Step Functions itself owns. */
const toRunChildren = (scope: Construct, children: StateMachine[]) => [
  allow(
    ['states:StartExecution'],
    children.map(({ stateMachineArn }) => stateMachineArn),
  ),
  allow(['states:DescribeExecution', 'states:StopExecution'], children.map(executionsPattern)),
  allow(
    ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
    [
      Stack.of(scope).formatArn({
        service: 'events',
        resource: 'rule',
        resourceName: 'StepFunctionsGetEventsForStepFunctionsExecutionRule',
      }),
    ],
  ),
];

/** The ARN pattern of every execution of a workflow. */
export const executionsPattern = (machine: StateMachine): string =>
  Stack.of(machine).formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${machine.stateMachineName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
