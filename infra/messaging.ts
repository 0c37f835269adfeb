import { CfnParameter, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Mail, outgoing texts and incoming texts. */
export const messaging = (scope: Construct) => {
  const stack = Stack.of(scope);
  const mailDomain = new CfnParameter(scope, 'MailDomain', {
    description: 'The domain that patients and practices get mail from, verified in SES',
    default: 'dripline.example',
    allowedPattern: '[a-z0-9-]+(\\.[a-z0-9-]+)+',
  }).valueAsString;
  const textPool = new CfnParameter(scope, 'TextPool', {
    description: 'The id of the pool of registered phone numbers that texts are sent from',
    default: 'pool-dripline',
    allowedPattern: '[A-Za-z0-9_-]+',
  }).valueAsString;
  return {
    mailFrom: `Infusion care <care@${mailDomain}>`,
    mailArns: [stack.formatArn({ service: 'ses', resource: 'identity', resourceName: mailDomain })],
    textOriginArn: stack.formatArn({
      service: 'sms-voice',
      resource: 'pool',
      resourceName: textPool,
    }),
  };
};

export type Messaging = ReturnType<typeof messaging>;
