import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { PermanentFault } from './errors.ts';
import { patience, waiting } from './patience.ts';

/** A setting of the deployed function; a missing one is a fault of the deployment. */
export const setting = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new PermanentFault(`setting-missing:${name}`);
  return value;
};

let client: DynamoDBDocumentClient | undefined;

/** The one document client of this process. */
const documentClient = (): DynamoDBDocumentClient => {
  client ??= DynamoDBDocumentClient.from(new DynamoDBClient(waiting(patience.table)), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return client;
};

export type Table = {
  client: DynamoDBDocumentClient;
  name: string;
  /** Behind a client that is one event's own: that of the process. */
  shared?: DynamoDBDocumentClient;
};

export const table = (): Table => ({ client: documentClient(), name: setting('TABLE_NAME') });
