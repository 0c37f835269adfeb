import { KMSClient } from '@aws-sdk/client-kms';
import { patience, waiting } from './patience.ts';

let client: KMSClient | undefined;

/** The one KMS client of this process. */
export const kms = (): KMSClient => {
  client ??= new KMSClient(waiting(patience.keys));
  return client;
};
