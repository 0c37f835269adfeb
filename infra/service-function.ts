import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
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
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { bounds } from '../functions/payer/wire-settings.ts';
import { deadLetters, toDeadLetters } from './dead-letters.ts';
import { exactRole } from './exact-role.ts';
import { constructId, type FunctionName, type FunctionRow, type Trigger } from './functions.ts';
import { type Estate, permissionsFor } from './grants.ts';
import { allow } from './statements.ts';

/** A function, and the queue for what it could not do when nobody waits for its answer. */
export type ServiceFunction = { lambda: Lambda; deadLetters?: Queue };
export type ServiceFunctions = Record<FunctionName, ServiceFunction>;

/** In seconds, without calls to payers. */
const timeouts: Record<Trigger, number> = {
  route: 10,
  step: 20,
  stream: 60,
  event: 60,
  deployment: 60,
};

/**
 * Longer than everything it waits for: each call to a payer gets the longest answer that a payer's
 * entry may allow, so that the function is never cut off before the call is.
 */
const timeoutOf = ({ trigger, payerCalls = 0 }: FunctionRow): Duration =>
  Duration.seconds(timeouts[trigger] + payerCalls * bounds.answerSeconds.most);

/**
 * The functions of thirteen and the three of fifty stay under an account's default 1,000 with its
 * unreserved 100, and no one function can starve the others. The three wait for payers: while one is
 * silent its calls stand there until it is left alone, and those of the others go beside them.
 */
const concurrencyOf = ({ payerCalls = 0 }: FunctionRow): number => (payerCalls > 0 ? 50 : 13);

/** A Lambda function with the house defaults, its own role and its own sealed log group. */
export const serviceFunction = (
  scope: Construct,
  row: FunctionRow,
  estate: Estate,
): ServiceFunction => {
  const home = new Construct(scope, constructId(row.name));
  const { keys } = estate;
  const { statements, environment } = permissionsFor(row.may, estate);
  const unanswered = row.trigger === 'event' || row.trigger === 'stream';
  const queue = unanswered ? deadLetters(home, keys.data) : undefined;
  const logGroup = functionLog(home, keys.operations);

  const lambda = new Lambda(home, 'Default', {
    description: `Dripline ${row.area}: ${row.name}`,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(estate.codeOf(row.name)),
    handler: 'index.handler',
    memorySize: 512,
    timeout: timeoutOf(row),
    reservedConcurrentExecutions: concurrencyOf(row),
    // Handlers log typed events with the execution's ids; segments would add cost, not an answer.
    tracing: Tracing.DISABLED,
    loggingFormat: LoggingFormat.JSON,
    logGroup,
    environment,
    role: exactRole(home, 'lambda.amazonaws.com', [
      ...statements,
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]),
      ...(queue ? toDeadLetters(queue, keys.data) : []),
    ]),
    ...(row.trigger === 'event' && queue && { deadLetterQueue: queue }),
  });
  acknowledgeFindings(lambda, row.trigger);
  return { lambda, ...(queue && { deadLetters: queue }) };
};

const functionLog = (scope: Construct, encryptionKey: IKey) =>
  new LogGroup(scope, 'Log', {
    encryptionKey,
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.RETAIN,
  });

const acknowledgeFindings = (lambda: Lambda, trigger: Trigger) => {
  Validations.of(lambda).acknowledge({
    id: 'HIPAA.Security-LambdaInsideVPC',
    reason:
      'Functions call AWS endpoints and payers over TLS, signed by their own role; nothing they use is in a VPC. ' +
      'Inside one, egress to payers needs NAT and eight interface endpoints, and would still leave by the internet.',
  });
  if (trigger === 'event') return;
  Validations.of(lambda).acknowledge({
    id: 'HIPAA.Security-LambdaDLQ',
    reason:
      'A dead-letter queue only serves asynchronous calls. The caller of this function waits for its answer, ' +
      'or is an event source mapping that has its own failure destination.',
  });
};
