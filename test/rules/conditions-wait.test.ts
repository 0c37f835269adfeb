import { describe, expect, it } from 'vitest';
import { conditionsAskedAt } from '../../functions/authorization/criteria/conditions-wait.ts';
import type { AuditRecord } from '../../functions/platform/audit.ts';

const now = new Date('2026-11-24T16:00:00.000Z');
const first = '2026-11-20T16:00:00.000Z';

/** What was found before: one need and the conditions with it, as the chain tells them. */
const found = (criteria: unknown, askedAt: unknown = first): AuditRecord[] =>
  [
    { event: 'authorization.need-determined', detail: { answer: 'not-needed', askedAt } },
    { event: 'authorization.conditions-judged', determination: { facts: { criteria } } },
  ] as unknown as AuditRecord[];
const both = [
  { id: 'national/notes', standing: 'unknown' },
  { id: 'national/tried', standing: 'not-met' },
  { id: 'national/age', standing: 'met' },
];

describe('since when what lacks of the conditions of claims is asked for', () => {
  it.each<[string, string[], AuditRecord[], string | undefined]>([
    ['is no time where nothing lacks', [], found(both), undefined],
    ['is now at first', ['national/notes: unknown'], [], now.toISOString()],
    [
      'is the first time while the same lacks',
      ['national/notes: unknown', 'national/tried: not-met'],
      found(both),
      first,
    ],
    ['is the first time while a part of it lacks', ['national/tried: not-met'], found(both), first],
    [
      'is now where something new lacks',
      ['national/notes: unknown', 'national/age: not-met'],
      found(both),
      now.toISOString(),
    ],
    [
      'is now where it is known, and fails',
      ['national/notes: not-met'],
      found(both),
      now.toISOString(),
    ],
    [
      'is now where nobody was asked',
      ['national/tried: not-met'],
      found(both, null),
      now.toISOString(),
    ],
    [
      'is now where what was found cannot be read',
      ['national/notes: unknown'],
      found([{ id: 'national/notes', standing: 'perhaps' }]),
      now.toISOString(),
    ],
    [
      'goes by what was found last',
      ['national/notes: unknown'],
      [...found(both), ...found([{ id: 'national/notes', standing: 'met' }])],
      now.toISOString(),
    ],
  ])('%s', (_, gaps, records, askedAt) => {
    expect(conditionsAskedAt(gaps, records, now)).toBe(askedAt);
  });
});
