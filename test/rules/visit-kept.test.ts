import { describe, expect, it } from 'vitest';
import { AccessAssessment } from '../../functions/referral/checks/vascular-access.ts';
import { Series } from '../../functions/series/series.ts';
import {
  isAhead,
  MoveWish,
  totalMinutes,
  Visit,
  wishAnswered,
} from '../../functions/series/visit.ts';
import { visitView } from '../../functions/series/visit-view.ts';
import { aSeries } from '../support/series-files.ts';

const access = {
  difficultBefore: false,
  difficultyExpected: true,
  veinNotPalpable: false,
  veinNotVisible: true,
  veinUnderThreeMillimeters: false,
  device: 'peripheral',
  attempts: 1,
} as const;

/** A home visit with everything that can be known of one. */
const whole: Visit = {
  visitId: 'vis_01jd0000000000000000_1',
  referralId: 'ref_01jd0000000000000000',
  patientId: 'pat_01jd0000000000000000',
  therapyId: 'infliximab',
  dose: 1,
  status: 'completed',
  revision: 2,
  startsAt: '2026-12-01T15:00:00Z',
  endsAt: '2026-12-01T18:45:00Z',
  zone: 'America/Chicago',
  on: '2026-12-01',
  idealOn: '2026-11-30',
  setting: 'home',
  siteId: 'site_harbor-home',
  nurseId: 'nur_junia',
  minutes: { prep: 30, infusion: 120, observation: 60, closeout: 15 },
  travelMinutes: 24,
  authorizationId: 'auth_01jd0000000000000000_1',
  confirmedAt: '2026-11-24T15:00:00Z',
  moveRequestedAt: '2026-11-25T15:00:00Z',
  moveWish: 'later',
  startedAt: '2026-12-01T15:05:00Z',
  endedAt: '2026-12-01T18:40:00Z',
  suspendedAt: '2026-11-26T15:00:00Z',
  access,
  actual: {
    infusionMinutes: 120,
    doseComplete: true,
    teachBack: [{ topic: 'reaction_when_to_call', understood: true }],
  },
};

describe('a visit as it is kept', () => {
  it('is read back whole', () => {
    expect(Visit.parse(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  });

  it('takes the time of all its parts', () => {
    expect(totalMinutes(whole.minutes)).toBe(225);
  });

  it.each([
    ['planned', true],
    ['confirmed', true],
    ['in-progress', false],
    ['completed', false],
    ['missed', false],
    ['cancelled', false],
  ] as const)('that is %s is still ahead: %s', (status, ahead) => {
    expect(isAhead({ ...whole, status })).toBe(ahead);
  });

  it('has no wish for another time once that is answered, and is otherwise as it was', () => {
    const { moveRequestedAt: _at, moveWish: _wish, ...rest } = whole;
    expect(JSON.parse(JSON.stringify(wishAnswered(whole)))).toEqual(rest);
  });

  it.each(['earlier', 'later', 'other-time-of-day'])('a patient may wish for %s', (wish) => {
    expect(MoveWish.safeParse(wish).success).toBe(true);
  });
});

describe('what a scheduler sees of a visit', () => {
  it('is when, where and who, and nothing of the therapy, the veins or what was given', () => {
    const { patientId, therapyId, minutes, authorizationId, ...rest } = whole;
    const { access: _access, actual: _actual, ...seen } = rest;
    expect(visitView(whole)).toEqual({
      ...seen,
      localStart: '2026-12-01T09:00',
      localEnd: '2026-12-01T12:45',
    });
  });
});

describe('a series as it is kept', () => {
  it.each<[string, Partial<Record<keyof Series, unknown>>, boolean]>([
    ['is booked', {}, true],
    ['is stopped', { status: 'stopped' }, true],
    ['has a nurse of its own', { primaryNurse: 'nur_junia' }, true],
    ['has nothing booked yet', { bookedThrough: 0 }, true],
    ['has no fewer than nothing booked', { bookedThrough: -1 }, false],
    ['has no half a dose booked', { bookedThrough: 1.5 }, false],
    ['has a dose', { doses: 0 }, false],
    ['counts its visits from one', { nextVisit: 0 }, false],
    ['counts its versions from one', { rev: 0 }, false],
    ['begins on a day', { firstOn: '2026-02-30' }, false],
    ['is at a site', { siteId: 'riverbend' }, false],
    ['is booked or stopped', { status: 'paused' }, false],
  ])('%s', (_says, different, is) => {
    const series = { ...aSeries(), ...different };
    expect(Series.safeParse(series)).toMatchObject(
      is ? { success: true, data: series } : { success: false },
    );
  });
});

describe('an assessment of veins', () => {
  it.each(['peripheral', 'midline', 'picc', 'port', 'tunneled', 'subcutaneous'])(
    'knows the device %s',
    (device) => {
      expect(AccessAssessment.safeParse({ ...access, device }).success).toBe(true);
    },
  );

  it.each([
    [-1, false],
    [0, true],
    [10, true],
    [11, false],
    [1.5, false],
  ])('may count %d sticks: %s', (attempts, may) => {
    expect(AccessAssessment.safeParse({ ...access, attempts }).success).toBe(may);
  });

  it('has an answer to each of the five questions', () => {
    for (const question of Object.keys(access)) {
      const { [question as keyof typeof access]: _left, ...unanswered } = access;
      expect(AccessAssessment.safeParse(unanswered).success, question).toBe(false);
    }
  });
});
