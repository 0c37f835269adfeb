import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { StreamedRecord } from './audit.ts';

type Image = Parameters<typeof unmarshall>[0];

/** The item that the stream hands over, as it was after the change. */
export const streamedItem = ({ dynamodb }: DynamoDBRecord): Record<string, unknown> =>
  unmarshall((dynamodb?.NewImage ?? {}) as Image);

/** The audit record that the stream hands over; undefined for an item of another kind. */
export const streamedRecord = (record: DynamoDBRecord): StreamedRecord | undefined =>
  StreamedRecord.safeParse(streamedItem(record)).data;
