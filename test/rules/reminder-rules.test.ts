import { expect, it } from 'vitest';
import { reminderFault } from '../../functions/worklist/reminder-rules.ts';

const now = new Date('2026-11-30T15:00:00Z');

it.each([
  ['before it is due', '2026-12-02T15:00:00Z', '2026-12-03T15:00:00Z', undefined],
  ['when it is due', '2026-12-03T15:00:00Z', '2026-12-03T15:00:00Z', undefined],
  ['after it is due', '2026-12-03T15:00:01Z', '2026-12-03T15:00:00Z', 'is after the hold is due'],
  ['in the past', '2026-11-30T14:59:59Z', '2026-12-03T15:00:00Z', 'has passed'],
  ['now', '2026-11-30T15:00:00Z', '2026-12-03T15:00:00Z', 'has passed'],
  ['a day on, of one that is overdue', '2026-12-01T15:00:00Z', '2026-11-29T15:00:00Z', undefined],
  [
    'later still, of one that is overdue',
    '2026-12-01T15:00:01Z',
    '2026-11-29T15:00:00Z',
    'is after the hold is due',
  ],
])('a reminder %s', (_, at, dueAt, fault) => {
  expect(reminderFault(at, { dueAt }, now)).toBe(fault);
});
