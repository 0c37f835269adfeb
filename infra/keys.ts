import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * The customer-managed keys. `data` seals what may hold PHI, `operations` what must not but could
 * after a mistake: logs, queues, topics, events, workflow history. `link` signs patient links and
 * `index` blinds identifiers, so that neither secret ever leaves KMS.
 */
export const serviceKeys = (scope: Construct) => ({
  data: encryptionKey(scope, 'DataKey', 'Referral table, documents and backups'),
  operations: operationsKey(scope),
  link: macKey(scope, 'LinkKey', 'Signs the links that patients receive'),
  index: macKey(scope, 'IndexKey', 'Blinds identifiers, so that they can be compared and not read'),
});

export type ServiceKeys = ReturnType<typeof serviceKeys>;

const encryptionKey = (scope: Construct, id: string, description: string) =>
  new Key(scope, id, { description, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });

const operationsKey = (scope: Construct) => {
  const key = encryptionKey(
    scope,
    'OperationsKey',
    'Logs, queues, topics, events and workflow history',
  );
  const { region } = Stack.of(scope);
  const services = [
    `logs.${region}.amazonaws.com`,
    'cloudwatch.amazonaws.com',
    'events.amazonaws.com',
    'sns.amazonaws.com',
  ];
  for (const service of services) {
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(service)],
        actions: [
          'kms:Decrypt',
          'kms:DescribeKey',
          'kms:Encrypt',
          'kms:GenerateDataKey*',
          'kms:ReEncrypt*',
        ],
        resources: ['*'],
      }),
    );
  }
  return key;
};

const macKey = (scope: Construct, id: string, description: string) => {
  const key = new Key(scope, id, {
    description,
    keySpec: KeySpec.HMAC_256,
    keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(key).acknowledge({
    id: 'AwsSolutions-KMS5',
    reason:
      'KMS does not rotate HMAC keys. A new key is introduced by deploying it beside the old one.',
  });
  return key;
};
