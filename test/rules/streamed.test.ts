import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { packed, unpacked } from '../../functions/platform/packed.ts';
import { streamedItem } from '../../functions/platform/streamed.ts';

/** A change as Lambda hands it over: JSON, with bytes as base64. */
const handedOver = (NewImage: object): DynamoDBRecord =>
  JSON.parse(JSON.stringify({ dynamodb: { NewImage } }));

describe('an item that the stream hands over', () => {
  it('has its packed parts as the table keeps them', () => {
    const lines = [{ sequence: 1, code: 'J1745' }];
    const { pk, lines: kept } = streamedItem(
      handedOver({
        pk: { S: 'REF#ref_1' },
        lines: { B: Buffer.from(packed(lines)).toString('base64') },
      }),
    );
    expect(pk).toBe('REF#ref_1');
    expect(unpacked(kept)).toEqual(lines);
  });

  it('has numbers, text that looks like base64, and what is within as they are', () => {
    expect(
      streamedItem(
        handedOver({
          rev: { N: '3' },
          note: { S: 'QUJD' },
          hold: { M: { B: { S: 'QUJD' } } },
          none: { NULL: true },
        }),
      ),
    ).toEqual({ rev: 3, note: 'QUJD', hold: { B: 'QUJD' }, none: null });
  });

  it('is empty where the change left nothing', () => {
    expect(streamedItem({ dynamodb: {} } as DynamoDBRecord)).toEqual({});
  });
});
