import { Duration, TimeZone } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { toDeadLetters } from './dead-letters.ts';
import { exactRole } from './exact-role.ts';
import { constructId, type FunctionName } from './functions.ts';
import type { ServiceKeys } from './keys.ts';
import type { ServiceFunctions } from './service-function.ts';
import { allow } from './statements.ts';

/** What is found by looking again, and how often. */
export const rhythms = {
  'send-due-messages': ScheduleExpression.rate(Duration.minutes(5)),
  'ask-payers-again': ScheduleExpression.rate(Duration.minutes(5)),
  'inquire-payers': ScheduleExpression.rate(Duration.minutes(5)),
  'sweep-unsettled': ScheduleExpression.rate(Duration.minutes(5)),
  'escalate-standing-holds': ScheduleExpression.rate(Duration.minutes(15)),
  'watch-renewals': ScheduleExpression.cron({
    hour: '12',
    minute: '0',
    timeZone: TimeZone.ETC_UTC,
  }),
} satisfies Partial<Record<FunctionName, ScheduleExpression>>;

export const schedules = (
  scope: Construct,
  functions: ServiceFunctions,
  keys: ServiceKeys,
): void => {
  const home = new Construct(scope, 'Schedules');
  const names = Object.keys(rhythms) as (keyof typeof rhythms)[];
  const role = exactRole(home, 'scheduler.amazonaws.com', [
    allow(
      ['lambda:InvokeFunction'],
      names.map((name) => functions[name].lambda.functionArn),
    ),
    allow(['kms:Decrypt'], [keys.operations.keyArn]),
    ...names.flatMap((name) => {
      const queue = functions[name].deadLetters;
      return queue ? toDeadLetters(queue, keys.data) : [];
    }),
  ]);
  for (const name of names) {
    const { lambda, deadLetters } = functions[name];
    new Schedule(home, constructId(name), {
      schedule: rhythms[name],
      key: keys.operations,
      target: new LambdaInvoke(lambda, {
        role,
        retryAttempts: 2,
        maxEventAge: Duration.minutes(10),
        ...(deadLetters && { deadLetterQueue: deadLetters }),
      }),
    });
  }
};
