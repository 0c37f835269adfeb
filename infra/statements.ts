import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';

export const allow = (actions: string[], resources: string[], conditions = {}): PolicyStatement =>
  new PolicyStatement({ actions, resources, conditions });

/** Reading what a key seals, through one service only, never by calling KMS. */
export const unseal = (key: IKey, service: string): PolicyStatement =>
  throughService(key, service, ['kms:Decrypt']);

/** Reading and writing what a key seals, through one service only. */
export const sealThrough = (key: IKey, service: string): PolicyStatement =>
  throughService(key, service, ['kms:Decrypt', 'kms:GenerateDataKey']);

const throughService = (key: IKey, service: string, actions: string[]) =>
  allow(actions, [key.keyArn], {
    StringEquals: { 'kms:ViaService': `${service}.${key.env.region}.amazonaws.com` },
  });
