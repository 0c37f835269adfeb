import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { StreamedRecord } from '../platform/audit.ts';
import { background } from '../platform/background.ts';
import { publishable } from '../platform/domain-events.ts';
import { asFault } from '../platform/errors.ts';
import { log } from '../platform/log.ts';
import { patience, waiting } from '../platform/patience.ts';
import { setting } from '../platform/table.ts';

const eventSource = 'dripline';

/**
 * What leaves the table: of the detail, what the catalogue names; never the determination, the actor or
 * the chain's hashes. What it does not name is held back, and the log says so.
 */
const entryOf = (record: StreamedRecord, bus: string): PutEventsRequestEntry => {
  const { event, referralId, sequence, at } = record;
  const { told, kept } = publishable(event, record.detail);
  if (kept.length > 0)
    log({ event: 'record.trimmed', name: event, referralId, fields: kept.join(' ') });
  return {
    EventBusName: bus,
    Source: eventSource,
    DetailType: event,
    Time: new Date(at),
    Detail: JSON.stringify({ referralId, sequence, at, detail: told }),
  };
};

type Pending = { position: string; entry: PutEventsRequestEntry; record: StreamedRecord };

/** EventBridge takes ten entries in one call. */
const batchSize = 10;

/**
 * Reads what the stream hands over. A record that is no audit record can never be published;
 * it is logged and passed by, so that it does not stop the records behind it.
 */
const pendingOf = (record: DynamoDBRecord, bus: string): Pending[] => {
  const image = record.dynamodb?.NewImage as Record<string, AttributeValue> | undefined;
  const parsed = StreamedRecord.safeParse(image ? unmarshall(image) : undefined);
  if (parsed.success)
    return [
      {
        position: record.dynamodb?.SequenceNumber ?? '',
        entry: entryOf(parsed.data, bus),
        record: parsed.data,
      },
    ];
  log({ event: 'record.failed', name: 'publish-events', code: 'not-an-audit-record' });
  return [];
};

/** The entries of one call that were not taken, by their place; all of them when the call failed. */
const refused = async (client: EventBridgeClient, batch: Pending[]): Promise<Set<number>> => {
  try {
    const { Entries = [] } = await client.send(
      new PutEventsCommand({ Entries: batch.map(({ entry }) => entry) }),
    );
    return new Set([...batch.keys()].filter((index) => !Entries[index]?.EventId));
  } catch (error) {
    log({ event: 'record.failed', name: 'publish-events', code: asFault(error).message });
    return new Set(batch.keys());
  }
};

/**
 * Publishes the audit records of a stream batch to the event bus, in order. At the first one that
 * is not taken it stops and names that record: the stream hands over again from there, so the
 * events of a referral never overtake each other. One may arrive twice, never not at all.
 */
export const publishEvents =
  ({ client, bus }: { client: EventBridgeClient; bus: string }) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const pending = Records.flatMap((record) => pendingOf(record, bus));
    for (let from = 0; from < pending.length; from += batchSize) {
      const batch = pending.slice(from, from + batchSize);
      const missing = await refused(client, batch);
      for (const [index, { record }] of batch.entries())
        if (!missing.has(index))
          log({ event: 'record.published', name: record.event, referralId: record.referralId });
      const first = [...batch.keys()].find((index) => missing.has(index));
      if (first !== undefined)
        return { batchItemFailures: [{ itemIdentifier: batch[first]?.position ?? '' }] };
    }
    return { batchItemFailures: [] };
  };

let publish: ReturnType<typeof publishEvents> | undefined;

export const handler = background('publish-events', async (event: DynamoDBStreamEvent) => {
  publish ??= publishEvents({
    client: new EventBridgeClient(waiting(patience.events)),
    bus: setting('EVENT_BUS_NAME'),
  });
  return publish(event);
});
