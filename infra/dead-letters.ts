import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { allow, sealThrough } from './statements.ts';

/** Where an asynchronous delivery ends that failed every retry. Someone is told, and it waits. */
export const deadLetters = (scope: Construct, encryptionMasterKey: IKey): Queue => {
  const queue = new Queue(scope, 'DeadLetters', {
    encryption: QueueEncryption.KMS,
    encryptionMasterKey,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason:
      'This is the dead-letter queue. A stream or a rule feeds it, which the rule cannot see.',
  });
  return queue;
};

/** What a role needs to put something into a dead-letter queue. */
export const toDeadLetters = (queue: Queue, key: IKey): PolicyStatement[] => [
  allow(['sqs:SendMessage'], [queue.queueArn]),
  sealThrough(key, 'sqs'),
];
