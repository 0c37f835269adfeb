import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * The customer-managed keys. `data` seals what may hold PHI: the table, documents, backups, texts
 * from patients. `operations` seals what must not: logs, events, workflow history, alarms. `link`
 * signs patient links and `index` blinds identifiers, so that neither secret ever leaves KMS.
 */
export const serviceKeys = (scope: Construct) => {
  const data = encryptionKey(scope, 'DataKey', 'Seals what may hold PHI');
  letServicesUse(data, ['events', 'sms-voice', 'sns']);
  const operations = encryptionKey(scope, 'OperationsKey', 'Seals logs, events and workflows');
  letServicesUse(operations, ['cloudwatch', 'events']);
  letLogsUse(operations);
  return {
    data,
    operations,
    link: macKey(scope, 'LinkKey', 'Signs the links that patients receive'),
    index: macKey(scope, 'IndexKey', 'Blinds identifiers: compared, never read'),
  };
};

export type ServiceKeys = ReturnType<typeof serviceKeys>;

const encryptionKey = (scope: Construct, id: string, description: string) =>
  new Key(scope, id, { description, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });

const macKey = (scope: Construct, id: string, description: string) =>
  new Key(scope, id, {
    description,
    keySpec: KeySpec.HMAC_256,
    keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
    removalPolicy: RemovalPolicy.RETAIN,
  });

/** AWS services may use the key for resources of this account, and for nobody else's. */
const letServicesUse = (key: Key, services: string[]) =>
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: services.map((service) => new ServicePrincipal(`${service}.amazonaws.com`)),
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(key).account } },
    }),
  );

const letLogsUse = (key: Key) => {
  const stack = Stack.of(key);
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      actions: [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKey*',
        'kms:ReEncrypt*',
      ],
      resources: ['*'],
      conditions: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': `arn:${stack.partition}:logs:${stack.region}:${stack.account}:*`,
        },
      },
    }),
  );
};
