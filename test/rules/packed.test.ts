import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packed, unpacked } from '../../functions/platform/packed.ts';
import { aSubmission } from '../support/referrals.ts';

describe('a packed part of an item', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const sent = JSON.parse(JSON.stringify(value));
        expect(unpacked(packed(sent))).toEqual(sent);
      }),
    );
  });

  it('that was stored as it is, is read as it is', () => {
    expect(unpacked({ doses: 6 })).toEqual({ doses: 6 });
  });

  it('is read however long ago it was packed: the words it was packed with never change', () => {
    const stored = Buffer.from('eLvA5xNRwyqIyJDQNG9WWwsAMI8OTg==', 'base64');
    expect(unpacked(stored)).toEqual({ urgency: 'routine', order: { doses: 6 } });
  });

  it('takes a usual order half a kilobyte', () => {
    expect(packed(aSubmission()).byteLength).toBeLessThan(512);
  });
});
