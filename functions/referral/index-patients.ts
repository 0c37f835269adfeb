import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { background } from '../platform/background.ts';
import { type BlindIndex, blindIndex } from '../platform/blind-index.ts';
import { asFault } from '../platform/errors.ts';
import { kms } from '../platform/kms.ts';
import { log } from '../platform/log.ts';
import { streamedRecord } from '../platform/streamed.ts';
import { setting, table } from '../platform/table.ts';
import { type FindStore, findStore } from './find-store.ts';
import { findTokens, tokensToKeep } from './person/search.ts';

type Deps = { store: FindStore; index: BlindIndex };

/**
 * Has a patient found by name, birth date, member id and telephone, behind the receipt of a referral
 * and not on its way: nobody waits for it. The keys are blind, and what is found by them is compared
 * with the order before it is shown, so that a name that was corrected leads nobody astray.
 */
export const indexPatients =
  ({ store, index }: Deps) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const record of Records) {
      try {
        const referral = await store.sought(streamedRecord(record)?.referralId ?? '');
        if (!referral) continue;
        await store.keep(referral, await findTokens(index, tokensToKeep(referral.sought)));
      } catch (error) {
        log({ event: 'record.failed', name: 'index-patients', code: asFault(error).message });
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
      }
    }
    return { batchItemFailures: [] };
  };

export const handler = background('index-patients', async (event: DynamoDBStreamEvent) =>
  indexPatients({
    store: findStore(table()),
    index: blindIndex(kms(), setting('INDEX_KEY_ID')),
  })(event),
);
