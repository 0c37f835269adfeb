import { describe, expect, it } from 'vitest';
import { mayFollow } from '../../functions/platform/lifecycle.ts';
import { visitReplace } from '../../functions/scheduling/booking.ts';
import { isSuspended, suspends } from '../../functions/series/suspension.ts';
import { type Visit, VisitStatus, visitLife } from '../../functions/series/visit.ts';
import { visitView } from '../../functions/series/visit-view.ts';
import {
  firstLook,
  isDue,
  isOverdue,
  lackDueAt,
  nextMoment,
} from '../../functions/visit/moments.ts';
import { aHold } from '../support/holds.ts';
import { aVisitOf } from '../support/series-files.ts';

const aVisit = (different: Partial<Visit> = {}): Visit => aVisitOf(1, different);

describe('the life of a visit', () => {
  it('ends completed, missed or cancelled, and never leaves an end', () => {
    const priorTo = (to: Visit['status']) =>
      VisitStatus.options.filter((from) => from !== to && mayFollow(visitLife, from, to));
    for (const from of ['completed', 'missed', 'cancelled'] as const)
      expect(VisitStatus.options.filter((to) => mayFollow(visitLife, from, to))).toEqual([from]);
    expect(priorTo('completed')).toEqual(['in-progress']);
    expect(priorTo('cancelled')).toEqual(['planned', 'confirmed']);
  });

  it('is never written from an end into anything else', () => {
    const seen = aVisit({ status: 'cancelled' });
    expect(() => visitReplace('table', seen, { ...seen, status: 'planned' })).toThrow(
      'visit-status-illegal',
    );
  });

  it('shows local times and nothing clinical to a scheduler', () => {
    const view = visitView(aVisit({ suspendedAt: '2026-11-30T10:00:00Z' }));
    expect(view).toMatchObject({ localStart: '2026-12-01T09:00', localEnd: '2026-12-01T12:45' });
    expect(Object.keys(view)).not.toContain('access');
    expect(Object.keys(view)).not.toContain('patientId');
  });
});

describe('when a visit is looked at', () => {
  it.each([
    [
      'seven days before',
      {},
      '2026-11-20T12:00:00Z',
      { moment: 'prepare', until: '2026-11-24T15:00:00Z' },
    ],
    [
      'at once when booked late',
      {},
      '2026-11-28T12:00:00Z',
      { moment: 'prepare', until: '2026-11-24T15:00:00Z' },
    ],
    [
      'seven days before to the hour, be that in the patient’s night',
      { startsAt: '2026-12-01T11:30:00Z' },
      '2026-11-20T12:00:00Z',
      { moment: 'prepare', until: '2026-11-24T11:30:00Z' },
    ],
    [
      'still to be prepared in the minute before its start',
      {},
      '2026-12-01T14:59:00Z',
      { moment: 'prepare', until: '2026-11-24T15:00:00Z' },
    ],
    [
      'two days before, once prepared',
      { passed: 'prepare' },
      '2026-11-24T15:00:05Z',
      { moment: 'remind', until: '2026-11-29T15:00:00Z' },
    ],
    [
      'when it should be recorded, once reminded',
      { passed: 'remind' },
      '2026-11-29T15:00:00Z',
      { moment: 'end', until: '2026-12-01T20:45:00Z' },
    ],
    [
      'only at its end, once it has begun',
      { status: 'in-progress' },
      '2026-12-01T15:10:00Z',
      { moment: 'end', until: '2026-12-01T20:45:00Z' },
    ],
    [
      'only at its end, also when it has begun before its time',
      { status: 'in-progress' },
      '2026-12-01T13:30:00Z',
      { moment: 'end', until: '2026-12-01T20:45:00Z' },
    ],
    [
      'only at its end, in the minute of its start',
      {},
      '2026-12-01T15:00:00Z',
      { moment: 'end', until: '2026-12-01T20:45:00Z' },
    ],
    [
      'only at its end, when its start has passed',
      {},
      '2026-12-01T16:00:00Z',
      { moment: 'end', until: '2026-12-01T20:45:00Z' },
    ],
  ] as const)('%s', (_says, given, now, next) => {
    const { passed, ...different } = { passed: undefined, ...given };
    expect(nextMoment(aVisit(different), passed, new Date(now))).toEqual(next);
  });

  it.each([
    ['at its own time by day', '2026-12-01T15:00:00Z', '2026-11-29T15:00:00Z'],
    ['at nine where that is earlier', '2026-12-01T13:30:00Z', '2026-11-29T15:00:00Z'],
    ['the next morning where that is late', '2026-12-02T02:30:00Z', '2026-11-30T15:00:00Z'],
  ])('has its reminder when a text may come: %s', (_says, startsAt, until) => {
    const visit = aVisit({ startsAt });
    expect(nextMoment(visit, 'prepare', new Date('2026-11-25T15:00:00Z'))).toEqual({
      moment: 'remind',
      until,
    });
    expect(lackDueAt(visit, 'prepare', new Date('2026-11-25T15:00:00Z'))).toBe(until);
  });

  it('is a week before for the first time, and due from the minute that begins then', () => {
    const until = firstLook('2026-12-01T15:00:00Z');
    expect(until).toBe('2026-11-24T15:00:00Z');
    expect(isDue({ until }, new Date('2026-11-24T14:58:59Z'))).toBe(false);
    expect(isDue({ until }, new Date('2026-11-24T14:59:00Z'))).toBe(false);
    expect(isDue({ until }, new Date('2026-11-24T14:59:00.001Z'))).toBe(true);
    expect(isDue({ until }, new Date('2026-11-25T15:00:00Z'))).toBe(true);
  });

  it('is overdue two hours after its end', () => {
    expect(isOverdue(aVisit(), new Date('2026-12-01T20:44:59Z'))).toBe(false);
    expect(isOverdue(aVisit(), new Date('2026-12-01T20:45:00Z'))).toBe(true);
  });

  it('gives time to supply what lacks, an hour at least', () => {
    const visit = aVisit();
    expect(lackDueAt(visit, 'prepare', new Date('2026-11-24T15:00:00Z'))).toBe(
      '2026-11-29T15:00:00Z',
    );
    expect(lackDueAt(visit, 'remind', new Date('2026-11-29T15:00:00Z'))).toBe(
      '2026-12-01T15:00:00Z',
    );
    expect(lackDueAt(visit, 'remind', new Date('2026-12-01T14:30:00Z'))).toBe(
      '2026-12-01T15:30:00Z',
    );
  });
});

describe('reactions and veins', () => {
  it.each([
    [2, false, false],
    [3, false, true],
    [1, true, true],
  ])(
    'a reaction of grade %i, anaphylaxis %s, suspends what is to come: %s',
    (grade, anaphylaxis, is) => {
      expect(suspends({ grade, anaphylaxis })).toBe(is);
    },
  );

  it('a suspension ends with a clinician’s clearance that came after it', () => {
    const cleared = (at: string, different: Parameters<typeof aHold>[1] = {}) =>
      aHold(undefined, {
        ...{ reason: 'visit-suspended', status: 'resolved', taskToken: undefined },
        resolution: { action: 'clear', facts: {}, by: { kind: 'person', id: 'cleo' }, at },
        ...different,
      });
    const visit = aVisit({ suspendedAt: '2026-11-30T10:00:00Z' });
    const [before, after] = ['2026-11-29T10:00:00Z', '2026-11-30T11:00:00Z'] as const;
    const otherReport = aHold(undefined, { reason: 'visit-suspended', taskToken: undefined });
    const ownWait = `v${Number(visit.visitId.split('_')[2])}.` as const;
    const ofOther = { scope: 'v99.', taskToken: 'token-1' } as const;
    expect(isSuspended(visit, [cleared(before)])).toBe(true);
    expect(isSuspended(visit, [cleared(after)])).toBe(false);
    expect(isSuspended(visit, [cleared(after), otherReport])).toBe(true);
    expect(isSuspended(visit, [cleared(after, { ...ofOther })])).toBe(true);
    expect(isSuspended(visit, [cleared(after, { ...ofOther, scope: ownWait })])).toBe(false);
    expect(isSuspended(aVisit(), [])).toBe(false);
  });
});
