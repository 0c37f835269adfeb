import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { Payer } from './payer.ts';

/** Reads a payer; every area may. The directory changes rarely: it may be a second old. */
export const readPayer = async (
  { client, name }: Table,
  payerId: string,
): Promise<Payer | undefined> => {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: keys.payer(payerId) }));
  return Item && Payer.parse(Item);
};
