import { KMSClient } from '@aws-sdk/client-kms';

let client: KMSClient | undefined;

/** The one KMS client of this process. */
export const kms = (): KMSClient => {
  client ??= new KMSClient({});
  return client;
};
