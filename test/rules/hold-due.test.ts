import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextAsked } from '../../functions/hold/escalation.ts';
import { worklistSort } from '../../functions/hold/hold.ts';
import {
  deskZone,
  dueAfter,
  escalatedDueAt,
  hold,
  holdDueAt,
} from '../../functions/hold/hold-clock.ts';
import { type HoldReason, holdReasons, reasonRow } from '../../functions/hold/hold-reasons.ts';
import { holdSays } from '../../functions/hold/hold-words.ts';
import { holidayObservedOn } from '../../functions/platform/federal-holidays.ts';
import { localDate } from '../../functions/platform/zoned-time.ts';
import { aHold } from '../support/holds.ts';

const at = (instant: string) => new Date(instant);

describe('a hold is due', () => {
  it.each([
    [
      'on the next business day at the same time',
      'order-incomplete',
      '2026-11-19T15:00:00Z',
      '2026-11-20T15:00:00Z',
    ],
    [
      'on Monday when it opens on a Friday',
      'order-incomplete',
      '2026-11-20T15:00:00Z',
      '2026-11-23T15:00:00Z',
    ],
    [
      'on Monday when it opens on a Sunday',
      'order-incomplete',
      '2026-11-22T15:00:00Z',
      '2026-11-23T15:00:00Z',
    ],
    [
      'on Friday when it opens on the eve of Thanksgiving',
      'order-incomplete',
      '2026-11-25T15:00:00Z',
      '2026-11-27T15:00:00Z',
    ],
    [
      'two hours later, across midnight',
      'submission-rejected',
      '2026-11-20T23:30:00Z',
      '2026-11-21T01:30:00Z',
    ],
    [
      'at the same wall time across the end of summer time',
      'order-incomplete',
      '2026-10-30T14:00:00Z',
      '2026-11-02T15:00:00Z',
    ],
    [
      'within the hour when something failed',
      'needs-attention',
      '2026-11-20T15:00:00Z',
      '2026-11-20T16:00:00Z',
    ],
  ] as const)('%s', (_, reason, now, due) => {
    expect(holdDueAt(reason, at(now))).toBe(due);
  });

  it('only when the step says so, for a reason whose clock is the payer’s', () => {
    expect(() => holdDueAt('payer-decision', at('2026-11-20T15:00:00Z'))).toThrow(
      'hold-clock-not-given:payer-decision',
    );
    expect(hold('no-capacity', at('2026-11-20T15:00:00Z'))).toEqual({
      outcome: 'hold',
      reason: 'no-capacity',
      dueAt: '2026-11-20T23:00:00Z',
    });
    expect(hold('payer-decision', at('2026-11-20T15:00:00Z'), '2026-11-23T15:00:00Z')).toEqual({
      outcome: 'hold',
      reason: 'payer-decision',
      dueAt: '2026-11-23T15:00:00Z',
    });
  });

  it('never on a weekend or a holiday when it counts business days', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: at('2026-01-01T00:00:00Z'),
          max: at('2027-12-31T00:00:00Z'),
          noInvalidDate: true,
        }),
        fc.integer({ min: 1, max: 20 }),
        (now, businessDays) => {
          const due = new Date(dueAfter({ businessDays }, now));
          const day = due.toLocaleDateString('en-US', {
            timeZone: 'America/New_York',
            weekday: 'short',
          });
          expect(['Sat', 'Sun']).not.toContain(day);
          expect(holidayObservedOn(localDate(due, deskZone))).toBeUndefined();
          expect(due.getTime()).toBeGreaterThan(now.getTime());
        },
      ),
    );
  });
});

describe('hours and calendar days', () => {
  it('run on over weekends and holidays, by the clock on the wall', () => {
    expect(dueAfter({ hours: 24 }, at('2026-10-31T15:00:00.900Z'))).toBe('2026-11-01T15:00:00Z');
    expect(dueAfter({ calendarDays: 1 }, at('2026-10-31T15:00:00Z'))).toBe('2026-11-01T16:00:00Z');
    expect(dueAfter({ calendarDays: 30 }, at('2026-11-20T15:00:00Z'))).toBe('2026-12-20T15:00:00Z');
  });
});

describe('a hold that ran out', () => {
  const opened = '2026-11-05T15:00:00Z';
  it.each<[string, { reason: HoldReason; level: number; assignee?: string }, string, string]>([
    [
      'is due by its own clock again while there is a team to ask',
      { reason: 'no-capacity', level: 1 },
      '2026-11-20T15:00:00Z',
      '2026-11-20T23:00:00Z',
    ],
    [
      'is due the next business day once all were asked',
      { reason: 'no-capacity', level: 2 },
      '2026-11-19T15:00:00Z',
      '2026-11-20T15:00:00Z',
    ],
    [
      'of a given clock is due the next business day at once',
      { reason: 'payer-decision', level: 0 },
      '2026-11-19T15:00:00Z',
      '2026-11-20T15:00:00Z',
    ],
    [
      'is asked for daily on its fourteenth day',
      { reason: 'no-capacity', level: 2 },
      '2026-11-19T15:00:00Z',
      '2026-11-20T15:00:00Z',
    ],
    [
      'is asked for weekly after that',
      { reason: 'no-capacity', level: 2 },
      '2026-11-19T15:00:01Z',
      '2026-11-27T15:00:01Z',
    ],
    [
      'after a severe reaction asks by its clock again while nobody takes it',
      { reason: 'visit-suspended', level: 2 },
      '2026-11-19T15:00:01Z',
      '2026-11-19T16:00:01Z',
    ],
    [
      'of a patient who may be unwell asks by its clock again while nobody takes it',
      { reason: 'patient-unwell', level: 2 },
      '2026-11-19T15:00:01Z',
      '2026-11-19T15:30:01Z',
    ],
    [
      'of a patient who may be unwell asks day by day once somebody has taken it',
      { reason: 'patient-unwell', level: 2, assignee: 'sam' },
      '2026-11-18T15:00:00Z',
      '2026-11-19T15:00:00Z',
    ],
    [
      'of what a patient wrote otherwise asks day by day once all were asked',
      { reason: 'patient-wrote', level: 2 },
      '2026-11-18T15:00:00Z',
      '2026-11-19T15:00:00Z',
    ],
    [
      'after a severe reaction asks day by day once somebody has taken it',
      { reason: 'visit-suspended', level: 2, assignee: 'sam' },
      '2026-11-18T15:00:00Z',
      '2026-11-19T15:00:00Z',
    ],
  ])('%s', (_, escalated, now, due) => {
    expect(escalatedDueAt({ ...escalated, openedAt: opened }, at(now))).toBe(due);
  });

  it.each([
    [0, { team: 'clinician', level: 1, reminds: false }],
    [1, { team: 'coordinator', level: 2, reminds: false }],
    [2, { team: 'coordinator', level: 2, reminds: true }],
  ])('that was escalated %i times is asked of the next', (level, asked) => {
    const now = at('2026-11-20T15:00:00Z');
    const standing = aHold(undefined, { level });
    expect(nextAsked(standing, now)).toEqual({ ...asked, dueAt: escalatedDueAt(standing, now) });
  });
});

describe('a reason', () => {
  it.each(holdReasons.map(({ reason }) => reason))('%s is told in one sentence', (reason) => {
    expect(holdSays(reason)).toMatch(/^[A-Z][^.]{20,110}\.$/);
    expect(reasonRow(reason).reason).toBe(reason);
  });

  it('that no code knows any more is worked as something that failed', () => {
    for (const name of ['retired-reason', 'constructor', '__proto__']) {
      const unknown = name as HoldReason;
      expect(reasonRow(unknown)).toBe(reasonRow('needs-attention'));
      expect(holdSays(unknown)).toBe('Something failed that trying again did not cure.');
    }
  });

  it('is told in words of its own', () => {
    const told = new Set(holdReasons.map(({ reason }) => holdSays(reason)));
    expect(told.size).toBe(holdReasons.length);
  });
});

describe('the worklist', () => {
  it('puts the dose window that closes first on top, then the clock that runs out first', () => {
    const sorted = [
      aHold(undefined, { holdId: 'hold_00000000000000000000_r1', dueAt: '2026-11-20T10:00:00Z' }),
      aHold(undefined, {
        holdId: 'hold_00000000000000000000_r2',
        doseBy: '2026-12-01',
        dueAt: '2026-11-22T10:00:00Z',
      }),
      aHold(undefined, {
        holdId: 'hold_00000000000000000000_r3',
        doseBy: '2026-11-25',
        dueAt: '2026-11-29T10:00:00Z',
      }),
      aHold(undefined, {
        holdId: 'hold_00000000000000000000_r4',
        doseBy: '2026-12-01',
        dueAt: '2026-11-21T10:00:00Z',
      }),
    ]
      .map((item) => [worklistSort(item), item.holdId.at(-1)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, id]) => id);
    expect(sorted).toEqual(['3', '4', '2', '1']);
  });
});
