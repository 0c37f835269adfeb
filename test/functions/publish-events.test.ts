import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { byStep, chainStart, seal, storedRecord } from '../../functions/platform/audit.ts';
import type { Determination } from '../../functions/platform/determination.ts';
import { publishEvents } from '../../functions/relay/publish-events.ts';

const client = new EventBridgeClient({ region: 'us-east-1' });
const bus = mockClient(client);
const publish = publishEvents({ client, bus: 'events' });
beforeEach(() => bus.reset());

const audit = (sequence: number) =>
  seal({
    referralId: 'ref_0123456789abcdefghjk',
    sequence,
    at: '2026-11-20T10:00:00Z',
    event: 'referral.checked',
    actor: byStep('check-completeness'),
    operation: `op-${sequence}`,
    detail: { verdict: 'complete' },
    determination: {
      question: 'complete',
      facts: { weight: 'CANARY' },
      rule: { id: 'r', version: '1', source: 's' },
      answer: 'complete',
      reasons: [],
    },
    previous: chainStart,
  });

const streamed = (image: Record<string, unknown>, position: string): DynamoDBRecord => ({
  eventName: 'INSERT',
  dynamodb: {
    SequenceNumber: position,
    NewImage: marshall(image) as NonNullable<DynamoDBRecord['dynamodb']>['NewImage'] & object,
  },
});

const batch = (count: number) => ({
  Records: Array.from({ length: count }, (_, n) => streamed(audit(n + 1), `s${n + 1}`)),
});

const takeAll = () =>
  bus.on(PutEventsCommand).callsFake(({ Entries }) => ({
    FailedEntryCount: 0,
    Entries: Entries.map((_: unknown, n: number) => ({ EventId: `e${n}` })),
  }));

const sequences = () =>
  bus
    .commandCalls(PutEventsCommand)
    .flatMap(({ args }) => args[0].input.Entries ?? [])
    .map(({ Detail }) => JSON.parse(Detail ?? '{}').sequence);

describe('publishing what was recorded', () => {
  it('publishes a record whose determination is packed, as the stream hands it over', async () => {
    takeAll();
    const record = audit(1);
    const facts = { candidates: Array.from({ length: 90 }, (_, n) => `site_${n}`) };
    const determination = { ...(record.determination as Determination), facts };
    const { NewImage } = streamed(storedRecord({ ...record, determination }), 's1').dynamodb ?? {};
    // Lambda gets bytes as base64 text.
    const image = JSON.parse(
      JSON.stringify(NewImage, (_key, value) =>
        value?.type === 'Buffer' ? Buffer.from(value.data).toString('base64') : value,
      ),
    );
    expect(typeof image.determination.B).toBe('string');
    const handed = { eventName: 'INSERT', dynamodb: { SequenceNumber: 's1', NewImage: image } };
    expect(await publish({ Records: [handed as DynamoDBRecord] })).toEqual({
      batchItemFailures: [],
    });
    expect(sequences()).toEqual([1]);
  });

  it('puts every record on the bus in order, ten at a time', async () => {
    takeAll();
    expect(await publish(batch(23))).toEqual({ batchItemFailures: [] });
    expect(sequences()).toEqual(Array.from({ length: 23 }, (_, n) => n + 1));
    expect(bus.commandCalls(PutEventsCommand)).toHaveLength(3);
  });

  it('says what happened to which referral, and keeps facts, actor and hashes inside', async () => {
    takeAll();
    await publish(batch(1));
    const [entry] = bus.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries ?? [];
    expect(entry).toMatchObject({
      EventBusName: 'events',
      Source: 'dripline',
      DetailType: 'referral.checked',
    });
    expect(JSON.parse(entry?.Detail ?? '')).toEqual({
      referralId: 'ref_0123456789abcdefghjk',
      sequence: 1,
      at: '2026-11-20T10:00:00Z',
      detail: { verdict: 'complete' },
    });
    expect(JSON.stringify(entry)).not.toContain('CANARY');
  });

  it('goes on from the first record that the bus did not take', async () => {
    bus.on(PutEventsCommand).resolves({
      FailedEntryCount: 1,
      Entries: [{ EventId: 'e1' }, { ErrorCode: 'InternalFailure' }, { EventId: 'e3' }],
    });
    expect(await publish(batch(3))).toEqual({ batchItemFailures: [{ itemIdentifier: 's2' }] });
  });

  it('sends nothing of later calls once one has failed, so that no event overtakes another', async () => {
    bus
      .on(PutEventsCommand)
      .rejectsOnce(new Error('down'))
      .resolves({ Entries: [{ EventId: 'e' }] });
    expect(await publish(batch(12))).toEqual({ batchItemFailures: [{ itemIdentifier: 's1' }] });
    expect(bus.commandCalls(PutEventsCommand)).toHaveLength(1);
  });

  it('passes by a record that can never be published', async () => {
    takeAll();
    const { Records } = batch(2);
    Records.splice(1, 0, streamed({ pk: 'AUDIT#x', broken: true }, 'poison'));
    expect(await publish({ Records })).toEqual({ batchItemFailures: [] });
    expect(sequences()).toEqual([1, 2]);
  });
});
