import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { asFault, TransientFault } from './errors.ts';
import { log } from './log.ts';

/**
 * Does something about the changes that a stream hands over: about all of them together, and where that
 * fails about each by itself, so that one that never can be done takes no other with it. What was not
 * done is handed over again.
 *
 * @param keep may be done again with the same changes, without harm
 */
export const inBatch =
  (name: string, keep: (records: readonly DynamoDBRecord[]) => Promise<void>) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const batchItemFailures: DynamoDBBatchResponse['batchItemFailures'] = [];
    const failed = ({ dynamodb }: DynamoDBRecord, error: unknown) => {
      log({ event: 'record.failed', name, code: asFault(error).message });
      batchItemFailures.push({ itemIdentifier: dynamodb?.SequenceNumber ?? '' });
    };
    try {
      await keep(Records);
    } catch (error) {
      const [first] = Records;
      // What is only busy is busy for each of them.
      if (first && (Records.length === 1 || asFault(error) instanceof TransientFault))
        failed(first, error);
      else
        for (const record of Records)
          await keep([record]).catch((its: unknown) => failed(record, its));
    }
    return { batchItemFailures };
  };
