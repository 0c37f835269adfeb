import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { StreamedRecord } from './audit.ts';

type Image = Parameters<typeof unmarshall>[0];

/** The audit record that the stream hands over; undefined for an item of another kind. */
export const streamedRecord = ({ dynamodb }: DynamoDBRecord): StreamedRecord | undefined =>
  StreamedRecord.safeParse(unmarshall((dynamodb?.NewImage ?? {}) as Image)).data;
