import { describe, expect, it } from 'vitest';
import { tellTimeline } from '../../functions/chart/timeline.ts';
import type { AuditRecord } from '../../functions/platform/audit.ts';
import type { Determination } from '../../functions/platform/determination.ts';
import { explainHold } from '../../functions/worklist/hold-why.ts';
import { aHold } from '../support/holds.ts';

const denied = 'Line 1 (J1745): denied. The payer says: A3 Not Certified';
const words = 'The payer says: Two conventional therapies must have failed.';

const record = (at: string, ...texts: [Determination['reasons'][number]['bearing'], string][]) =>
  ({
    at,
    event: 'authorization.notified',
    actor: { kind: 'payer' },
    detail: { outcome: 'applied', status: 'denied' },
    determination: {
      question: 'authorized',
      facts: {},
      rule: { id: 'payer-answer', version: '1', source: 'PAS' },
      answer: 'denied',
      reasons: texts.map(([bearing, text]) => ({ bearing, code: 'x', text })),
    },
  }) as unknown as AuditRecord;

describe('the words of a payer', () => {
  it('stand on the timeline whole, beside what they deny', () => {
    const told = record('2026-11-20T16:00:00Z', ['against', denied], ['note', words]);
    const [line] = tellTimeline([told], () => true);
    expect(line?.why).toEqual([denied, words]);
  });

  it('stand on a hold that is open as the payer spoke last', () => {
    const hold = aHold(undefined, { reason: 'payer-contact', openedAt: '2026-11-20T16:00:00Z' });
    const records = [
      record('2026-11-20T16:00:00Z', ['note', 'first']),
      record('2026-11-21T16:00:00Z', ['note', 'second']),
    ];
    const say = (one: typeof hold) =>
      explainHold(one, { records, findings: [], names: new Map() }).map(({ text }) => text);
    expect(say(hold)).toEqual(['second']);
    expect(say({ ...hold, status: 'resolved' })).toEqual(['first']);
  });
});
