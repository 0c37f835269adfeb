import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { StreamedRecord } from './audit.ts';

type Image = Parameters<typeof unmarshall>[0];

/**
 * Lambda hands bytes over as base64. Only whole attributes of ours are bytes (./packed.ts), none within
 * others.
 */
const withBytes = (image: NonNullable<DynamoDBRecord['dynamodb']>['NewImage'] = {}): Image =>
  Object.fromEntries(
    Object.entries(image).map(([name, value]) => [
      name,
      value.B === undefined ? value : { B: Buffer.from(value.B, 'base64') },
    ]),
  ) as Image;

/** The item that the stream hands over, as it was after the change. */
export const streamedItem = ({ dynamodb }: DynamoDBRecord): Record<string, unknown> =>
  unmarshall(withBytes(dynamodb?.NewImage));

/** The audit record that the stream hands over; undefined for an item of another kind. */
export const streamedRecord = (record: DynamoDBRecord): StreamedRecord | undefined =>
  StreamedRecord.safeParse(streamedItem(record)).data;
