import { CfnParameter, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { careTeam } from '../functions/outreach/care-team.ts';
import type { ServiceFunction } from './service-function.ts';

/** Mail, outgoing texts and incoming texts. */
export const messaging = (scope: Construct, encryptionKey: IKey) => {
  const stack = Stack.of(scope);
  const mailDomain = new CfnParameter(scope, 'MailDomain', {
    description:
      'The domain that patients and practices get mail from. Its DKIM records are outputs of SES',
    default: 'mail.dripline.example',
    allowedPattern: '[a-z0-9-]+(\\.[a-z0-9-]+)+',
  }).valueAsString;
  const textPool = new CfnParameter(scope, 'TextPool', {
    description: 'The id of the pool of registered phone numbers that texts are sent from',
    default: 'pool-dripline',
    allowedPattern: '[A-Za-z0-9_-]+',
  }).valueAsString;

  const configurationSet = new ConfigurationSet(scope, 'Mail', {
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    reputationMetrics: true,
    suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
  });
  const identity = new EmailIdentity(scope, 'MailIdentity', {
    identity: Identity.domain(mailDomain),
    configurationSet,
  });

  return {
    mailFrom: `${careTeam.name} <care@${mailDomain}>`,
    mailArns: [
      identity.emailIdentityArn,
      stack.formatArn({
        service: 'ses',
        resource: 'configuration-set',
        resourceName: configurationSet.configurationSetName,
      }),
    ],
    textOrigin: textPool,
    textOriginArn: stack.formatArn({
      service: 'sms-voice',
      resource: 'pool',
      resourceName: textPool,
    }),
    incomingTexts: incomingTexts(scope, encryptionKey),
  };
};

export type Messaging = ReturnType<typeof messaging>;

/** Where the phone numbers deliver what patients text back: STOP, START, HELP, their own words. */
const incomingTexts = (scope: Construct, masterKey: IKey) => {
  const topic = new Topic(scope, 'IncomingTexts', { masterKey, enforceSSL: true });
  topic.applyRemovalPolicy(RemovalPolicy.RETAIN);
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('sms-voice.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return topic;
};

export const receiveTexts = (topic: Topic, { lambda, deadLetters }: ServiceFunction): void => {
  topic.addSubscription(
    new LambdaSubscription(lambda, { ...(deadLetters && { deadLetterQueue: deadLetters }) }),
  );
};
