import { describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import { lineInPlace } from '../../functions/referral/checks/vascular-access.ts';
import { withAccess } from '../../functions/series/access-found.ts';
import type { Visit } from '../../functions/series/visit.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { accessHold, keepsVisits, reviewAccess } from '../../functions/visit/access-review.ts';
import { findLacks } from '../../functions/visit/readiness.ts';
import { aHold } from '../support/holds.ts';
import { aNurse, aSite } from '../support/network.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';
import { aVisitOf } from '../support/series-files.ts';

type Access = NonNullable<Visit['access']>;
const easy: Access = {
  difficultBefore: false,
  difficultyExpected: false,
  veinNotPalpable: false,
  veinNotVisible: false,
  veinUnderThreeMillimeters: false,
  device: 'peripheral',
  attempts: 1,
};
const hard: Access = { ...easy, attempts: 3 };
const veryHard: Access = {
  ...easy,
  difficultBefore: true,
  difficultyExpected: true,
  veinNotPalpable: true,
  veinNotVisible: true,
};

const given = (dose: number, access: Access | undefined): Visit =>
  aVisitOf(dose, {
    status: 'completed',
    on: `2026-12-0${dose}`,
    startedAt: `2026-12-0${dose}T15:00:00Z`,
    ...(access ? { access } : {}),
  });
const found = (accesses: (Access | undefined)[], ahead = 3, therapyId = 'infliximab') => {
  const visits = accesses.map((access, index) => given(index + 1, access));
  return reviewAccess(
    {
      submission: aSubmission({ order: anOrder({ therapyId, doses: 6 }) }),
      therapy: lookUpTherapy(therapyId) as Therapy,
      visits,
      ahead,
    },
    visits.at(-1)?.visitId ?? '',
    '2026-12-03',
  );
};

describe('what a visit asks a clinician about the veins', () => {
  it.each<[string, (Access | undefined)[], { ahead: number; therapyId: string }, string[]]>([
    ['nothing, where the veins were good', [easy, easy], { ahead: 3, therapyId: 'infliximab' }, []],
    ['nothing, where nobody wrote of them', [undefined], { ahead: 3, therapyId: 'infliximab' }, []],
    [
      'that no access was had',
      [{ ...easy, worked: false }],
      { ahead: 1, therapyId: 'infliximab' },
      ['no-access'],
    ],
    [
      'nothing, where no visit follows',
      [{ ...easy, worked: false }],
      { ahead: 0, therapyId: 'infliximab' },
      [],
    ],
    ['nothing after one hard visit', [hard], { ahead: 3, therapyId: 'infliximab' }, []],
    [
      'about a port after two hard ones',
      [hard, veryHard],
      { ahead: 3, therapyId: 'infliximab' },
      ['hard-again'],
    ],
    [
      'nothing of a port where two visits follow',
      [hard, hard],
      { ahead: 2, therapyId: 'infliximab' },
      [],
    ],
    ['nothing where the last was easy', [hard, easy], { ahead: 3, therapyId: 'infliximab' }, []],
    [
      'that a vesicant ran through the arm',
      [easy],
      { ahead: 1, therapyId: 'paclitaxel' },
      ['not-central'],
    ],
    [
      'nothing of a vesicant through a port',
      [{ ...easy, device: 'port' }],
      { ahead: 1, therapyId: 'paclitaxel' },
      [],
    ],
    [
      'nothing of what goes under the skin',
      [{ ...easy, worked: false }],
      { ahead: 3, therapyId: 'scig' },
      [],
    ],
  ])('%s', (_, accesses, { ahead, therapyId }, expected) => {
    expect(found(accesses, ahead, therapyId)).toEqual(expected);
  });
});

const now = new Date('2026-12-03T18:00:00Z');
const review = (codes: string[], different: Partial<Hold> = {}): Hold =>
  aHold(undefined, {
    reason: 'access-review',
    evidence: { visitId: 'v', found: codes },
    taskToken: undefined,
    ...different,
  });
const referral = aReferral({ status: 'active' });

describe('the wait for a clinician’s word on the line', () => {
  it('is the clinician’s, of the visit that found it', () => {
    const { visitId } = given(1, easy);
    expect(accessHold(['no-access'], visitId, { referral, holds: [] }, now)).toMatchObject({
      reason: 'access-review',
      owner: 'clinician',
      scope: 'v1.',
      evidence: { visitId, found: ['no-access'] },
    });
  });

  it.each<[string, ('no-access' | 'hard-again')[], Hold[], boolean]>([
    ['nothing was found', [], [], false],
    ['one is open', ['no-access'], [review(['hard-again'])], false],
    [
      'it was asked before and had no answer that lasts',
      ['no-access'],
      [review(['no-access'], { status: 'resolved' })],
      true,
    ],
    [
      'a port was talked about before',
      ['hard-again'],
      [review(['hard-again'], { status: 'resolved' })],
      false,
    ],
  ])('where %s is placed: %s', (_, codes, holds, placed) => {
    const { visitId } = given(1, easy);
    expect(accessHold(codes, visitId, { referral, holds }, now) !== undefined).toBe(placed);
  });

  it.each<[Hold[], boolean]>([
    [[], false],
    [[review(['hard-again'])], false],
    [[review(['no-access'])], true],
    [[review(['not-central', 'hard-again'])], true],
    [[review(['no-access'], { status: 'resolved' })], false],
    [[review([], { evidence: { what: 'else' } })], true],
  ])('keeps visits: %#', (holds, keeps) => {
    expect(keepsVisits(holds)).toBe(keeps);
    const lacks = findLacks({
      visit: aVisitOf(1),
      referral,
      submission: aSubmission(),
      holds,
      therapy: lookUpTherapy('infliximab'),
      authorization: undefined,
      eligibility: undefined,
      site: aSite(),
      nurses: [aNurse()],
      onCalendar: true,
      visits: [],
      now: new Date('2026-11-29T15:00:00Z'),
    }).map(({ code }) => code);
    expect(lacks).toEqual(keeps ? ['access-open'] : []);
  });
});

describe('the line of the next visit', () => {
  const arranged = (at: string, lineType = 'port'): Hold =>
    review(['no-access'], {
      status: 'resolved',
      resolution: {
        action: 'line-arranged',
        facts: { lineType },
        by: { kind: 'person', id: 'cleo', via: 'api' } as never,
        at,
      },
    });
  it.each<[string, Hold[], string | undefined]>([
    ['as the visit used it', [], 'peripheral'],
    ['as a clinician arranged it after the visit', [arranged('2026-12-01T16:00:00Z')], 'port'],
    ['as the visit used it after that', [arranged('2026-12-01T14:00:00Z')], 'peripheral'],
    [
      'as before, where the answer is not understood',
      [arranged('2026-12-01T16:00:00Z', 'tube')],
      'peripheral',
    ],
  ])('is %s', (_, holds, line) => {
    const order = aSubmission({ order: anOrder({ lineType: 'picc' }) });
    expect(lineInPlace(withAccess(order, [given(1, easy)], holds))).toBe(line);
  });

  it('is as ordered while no visit has said anything', () => {
    const order = aSubmission({ order: anOrder({ lineType: 'picc' }) });
    expect(withAccess(order, [given(1, undefined), aVisitOf(2, { access: easy })], [])).toBe(order);
  });
});
