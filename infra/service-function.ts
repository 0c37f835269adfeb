import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  Code,
  Function as Lambda,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { bundleOf } from './bundle.ts';
import { deadLetters } from './dead-letters.ts';
import { constructId, type FunctionRow, type Trigger } from './functions.ts';
import { type Estate, permissionsFor } from './grants.ts';

const timeouts: Record<Trigger, Duration> = {
  route: Duration.seconds(10),
  step: Duration.seconds(30),
  stream: Duration.seconds(60),
  event: Duration.seconds(60),
};

/**
 * A Lambda function with the house defaults: its own role with exactly what its row names, its own
 * sealed log group, and a queue for what it could not do if nobody waits for its answer.
 */
export const serviceFunction = (scope: Construct, row: FunctionRow, estate: Estate): Lambda => {
  const home = new Construct(scope, constructId(row.name));
  const logGroup = functionLog(home, estate.keys.operations);
  const { statements, environment } = permissionsFor(row.may, estate);
  const deadLetterQueue =
    row.trigger === 'event' ? deadLetters(home, estate.keys.operations) : undefined;

  const lambda = new Lambda(home, 'Default', {
    description: `Dripline ${row.area}: ${row.name}`,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(bundleOf(row.name)),
    handler: 'index.handler',
    memorySize: 512,
    timeout: timeouts[row.trigger],
    // Forty functions of twenty stay under the default account limit of 1,000 with its unreserved
    // 100, and no one function can starve the others or flood a payer.
    reservedConcurrentExecutions: 20,
    tracing: Tracing.DISABLED,
    loggingFormat: LoggingFormat.JSON,
    logGroup,
    environment,
    role: functionRole(home, [
      ...statements,
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
      ...(deadLetterQueue ? toQueue(deadLetterQueue, estate.keys.operations) : []),
    ]),
    ...(deadLetterQueue && { deadLetterQueue }),
  });
  return lambda;
};

const functionLog = (scope: Construct, encryptionKey: IKey) =>
  new LogGroup(scope, 'Log', {
    encryptionKey,
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.RETAIN,
  });

/** The role takes no statements from anywhere else: what a function may do is in its row. */
const functionRole = (scope: Construct, statements: PolicyStatement[]) => {
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  new ManagedPolicy(scope, 'Policy', { statements, roles: [role] });
  return role.withoutPolicyUpdates();
};

const toQueue = (queue: IQueue, key: IKey) => [
  new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
  new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }),
];
