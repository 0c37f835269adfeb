import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Authorization, Line } from '../../functions/authorization/authorization.ts';
import { holdReasonFor, waitDueAt } from '../../functions/authorization/decision-holds.ts';
import { Denial, rungsNow, underWay } from '../../functions/authorization/denial.ts';
import {
  alertsAhead,
  benefitDenied,
  forfeitsOf,
  ladderOf,
  mayTakeRung,
  type RungStanding,
  type RungState,
  takeRung,
} from '../../functions/authorization/denial-ladder.ts';
import { withNotice } from '../../functions/authorization/denial-notice.ts';
import {
  denialOf,
  denialStanding,
  isAboutSite,
  nextAlert,
  reasonIn,
  rungEnded,
  withDenial,
} from '../../functions/authorization/denial-rules.ts';
import { markSays, standingSays, windowSays } from '../../functions/authorization/denial-words.ts';
import { takeRungs } from '../../functions/authorization/take-rung.ts';
import type { LineOfBusiness } from '../../functions/payer/decision-clock.ts';
import type { DenialRung, DenialRungRow } from '../../functions/payer/denial-rung.ts';
import { Refusal } from '../../functions/platform/errors.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { refused } from '../support/refused.ts';
import { aRungRow } from '../support/rung-rows.ts';

const zone = 'America/Chicago';
const deniedAt = '2026-11-23T16:00:00.000Z';
const payer = (
  lineOfBusiness: LineOfBusiness = 'commercial',
  denialRungs: DenialRungRow[] = [],
) => ({
  lineOfBusiness,
  zone,
  denialRungs,
});
/** A call within 15 days of the letter and before an appeal; an appeal of two levels. */
const twoLevels = payer('commercial', [
  aRungRow('peer-to-peer', {
    window: { calendarDays: 15 },
    closedBy: ['appeal', 'second-appeal', 'external-review'],
    missedCalls: 2,
  }),
  aRungRow('second-appeal', {
    window: { calendarDays: 60 },
    after: ['appeal'],
    closedBy: ['external-review'],
  }),
]);

const lines = (state: Line['state'], reasons: string[] = ['0G'], said: string[] = []): Line[] =>
  anAuthorization().lines.map((line) => ({
    ...line,
    state,
    decision: { reasons, at: deniedAt, ...(said.length > 0 ? { said } : {}) },
  }));
const pended = anAuthorization({ status: 'pended' });
const denied = (reasons: string[] = ['0G'], of = payer()): Authorization =>
  withDenial(
    pended,
    { ...pended, status: 'denied', lines: lines('denied', reasons), rev: 2 },
    { at: deniedAt },
    of,
  );

type Taking = { rung: DenialRung; at: string; facts?: object; of?: ReturnType<typeof payer> };
const take = (before: Authorization, { rung, at, facts = {}, of = payer() }: Taking) =>
  takeRungs(before, { action: rung, facts, at }, of);
const answer = (
  before: Authorization,
  status: Authorization['status'],
  at: string,
  { of = payer(), ...told }: { of?: ReturnType<typeof payer>; [told: string]: unknown } = {},
): Authorization =>
  withDenial(before, { ...before, status, rev: before.rev + 1 }, { at, ...told }, of);
const statesOf = (
  authorization: Authorization,
  at: string,
  of = payer(),
): Partial<Record<DenialRung, RungState>> =>
  Object.fromEntries(
    ladderOf(
      { ...authorization, denial: denialStanding(authorization, new Date(at)) },
      of,
      new Date(at),
    ).map(({ rung, state }) => [rung, state]),
  );
const all = ['peer-to-peer', 'appeal', 'second-appeal', 'external-review'] as const;

describe('a request that is approved as asked', () => {
  it('has no denial, and is as it was', () => {
    const approved: Authorization = { ...pended, status: 'approved', rev: 2 };
    expect(withDenial(pended, approved, { at: deniedAt }, payer())).toBe(approved);
    expect(denialOf(approved)).toBeUndefined();
  });
});

describe('the reason of a denial', () => {
  it('is the codes and words of the lines, as sent, and what we read in them', () => {
    const round = {
      lines: lines('denied', ['0G', 'ZZ'], ['A3 Not certified', '0G Level of care']),
    };
    expect(reasonIn({ ...round, payerSays: ['See policy 12.'] })).toEqual({
      codes: ['0G', 'ZZ'],
      said: ['A3 Not certified', '0G Level of care', 'See policy 12.'],
      readings: ['site-of-care', 'not-understood'],
    });
  });

  it.each([
    ['units', 'amount'],
    ['more-units', 'amount'],
    ['visits', 'amount'],
    ['product', 'product'],
    ['place', 'site-of-care'],
    ['provider', 'provider'],
    ['from', 'timing'],
    ['through', 'timing'],
  ] as const)('of a grant with other %s is %s', (differs, reading) => {
    const [line, ...others] = lines('approved', []);
    const changed: Line = {
      ...(line as Line),
      state: 'approved-modified',
      decision: { reasons: [], at: deniedAt, differs: [differs] },
    };
    expect(reasonIn({ lines: [changed, ...others] }).readings).toEqual([reading]);
  });

  it('is kept through a call: upheld by telephone, without a code, it is about the site still', () => {
    const called = take(denied(), { rung: 'peer-to-peer', at: '2026-11-24T15:00:00Z' });
    expect(called.status).toBe('pended');
    // The payer wrote in between that it is in review: its lines have no reason any more.
    const reviewed = { ...called, lines: lines('pended-in-review', []) };
    const upheld = answer({ ...reviewed }, 'denied', '2026-11-25T15:00:00Z', {
      said: 'The clinician did not agree.',
    });
    expect(holdReasonFor(upheld)).toBe('denied-site-of-care');
    expect(upheld.denial).toMatchObject({
      readings: ['site-of-care'],
      codes: ['0G'],
      at: deniedAt,
      rungs: [
        {
          rung: 'peer-to-peer',
          outcome: 'upheld',
          endedAt: '2026-11-25T15:00:00Z',
          said: ['The clinician did not agree.'],
        },
      ],
    });
  });

  it('is not lost to another reason that is given later', () => {
    const before = denied(['0G']);
    const after = withDenial(
      before,
      { ...before, lines: lines('denied', ['0F']), rev: 3 },
      { at: '2026-12-01T15:00:00Z' },
      payer(),
    );
    expect(after.denial).toMatchObject({
      readings: ['site-of-care', 'medical-necessity'],
      codes: ['0G', '0F'],
      // The windows go on from the first notice.
      at: deniedAt,
    });
    expect(isAboutSite(after)).toBe(true);
  });

  it('that could not be read gives way to one that can', () => {
    const before = denied([]);
    expect(before.denial?.readings).toEqual(['not-understood']);
    const told = { reading: 'step-therapy' as const };
    expect(answer(before, 'denied', '2026-12-01T15:00:00Z', told).denial?.readings).toEqual([
      'step-therapy',
    ]);
  });

  it('of one that was denied before any was kept is read from its lines', () => {
    const old = { ...pended, status: 'denied' as const, lines: lines('denied') };
    expect(denialOf(old)).toMatchObject({ at: deniedAt, readings: ['site-of-care'], rungs: [] });
    expect(denialOf({ ...old, answeredAt: '2026-11-20T15:00:00Z' })?.at).toBe(
      '2026-11-20T15:00:00Z',
    );
    const bare = { ...old, lines: old.lines.map(({ decision: _, ...line }) => line) };
    expect(denialOf(bare)).toBeUndefined();
    expect(denialStanding(bare, new Date(deniedAt)).at).toBe(deniedAt);
  });
});

describe('a ladder', () => {
  it.each<[string, LineOfBusiness, Partial<Record<DenialRung, RungState>>]>([
    [
      'of a commercial plan',
      'commercial',
      { resubmit: 'open', 'peer-to-peer': 'open', appeal: 'open', 'external-review': 'not-yet' },
    ],
    [
      'of Medicare Advantage',
      'medicare-advantage',
      { resubmit: 'open', 'peer-to-peer': 'open', appeal: 'open', 'external-review': 'not-yet' },
    ],
    [
      'of Medicaid',
      'medicaid',
      { resubmit: 'open', 'peer-to-peer': 'open', appeal: 'open', 'external-review': 'not-yet' },
    ],
  ])('%s begins with what is open on the day of the denial', (_, line, expected) => {
    expect(statesOf(denied(['0F'], payer(line)), '2026-11-24T15:00:00Z', payer(line))).toEqual(
      expected,
    );
  });

  // The denial is of 23 November in Chicago: 15 days end with 8 December, at 06:00 UTC of the 9th.
  it.each<[string, string, RungState]>([
    ['in the last second of its last day', '2026-12-09T05:59:59Z', 'open'],
    ['in the first second after it', '2026-12-09T06:00:00Z', 'lapsed'],
    ['late on the last day, which in New York is the next', '2026-12-09T05:30:00Z', 'open'],
  ])('has a window by the payer’s clocks: %s', (_, at, state) => {
    expect(statesOf(denied(['0F'], twoLevels), at, twoLevels)['peer-to-peer']).toBe(state);
  });

  it.each<[string, string, string, string]>([
    // 15 days from 1 March 2027 go over the change to summer time on the 14th.
    ['to summer time', '2027-03-01T16:00:00.000Z', '2027-03-17T04:59:59Z', '2027-03-17T05:00:00Z'],
    // 15 days from 20 October 2026 go over the change to winter time on 1 November.
    ['to winter time', '2026-10-20T16:00:00.000Z', '2026-11-05T05:59:59Z', '2026-11-05T06:00:00Z'],
    ['of a month', '2027-01-31T16:00:00.000Z', '2027-02-16T05:59:59Z', '2027-02-16T06:00:00Z'],
    // 03:00 UTC is the evening before in Chicago.
    ['of a day in UTC', '2026-11-24T03:00:00.000Z', '2026-12-09T05:59:59Z', '2026-12-09T06:00:00Z'],
  ])('counts whole days over a change %s', (_, at, last, after) => {
    const round = withDenial(
      pended,
      { ...pended, status: 'denied', lines: lines('denied') },
      { at },
      twoLevels,
    );
    expect(statesOf(round, last, twoLevels)['peer-to-peer']).toBe('open');
    expect(statesOf(round, after, twoLevels)['peer-to-peer']).toBe('lapsed');
  });

  it('counts from the day on the notice where that is told, and believes a last day that it names', () => {
    const at = '2026-11-30T15:00:00Z';
    const dated = withNotice(denied(['0F'], twoLevels), { noticeOn: '2026-11-20' }, at, twoLevels);
    expect(statesOf(dated, '2026-12-06T05:59:59Z', twoLevels)['peer-to-peer']).toBe('open');
    expect(statesOf(dated, '2026-12-06T06:00:00Z', twoLevels)['peer-to-peer']).toBe('lapsed');
    const deadlines = [{ rung: 'peer-to-peer' as const, on: '2026-12-18' }];
    const named = withNotice(dated, { deadlines }, at, twoLevels);
    expect(statesOf(named, '2026-12-19T05:59:59Z', twoLevels)['peer-to-peer']).toBe('open');
    expect(statesOf(named, '2026-12-19T06:00:00Z', twoLevels)['peer-to-peer']).toBe('lapsed');
    const rung = ladderOf(
      { ...named, denial: named.denial as Denial },
      twoLevels,
      new Date(at),
    ).find((one) => one.rung === 'peer-to-peer');
    expect(rung && windowSays(rung, zone)).toBe(
      'open through 2026-12-18 (Chicago time), as the notice says',
    );
  });

  it.each([
    ['a drug that is denied', 'denied', 'drug'],
    ['a drug that is approved', 'approved', 'service'],
    ['a drug that needs none', 'not-required', 'service'],
  ] as const)('goes by the benefit of what is denied: beside %s', (_, state, benefit) => {
    const [drug, ...others] = lines('denied');
    if (drug?.kind !== 'drug') throw new Error('no drug');
    expect(benefitDenied({ lines: [{ ...drug, state }, ...others] })).toBe(benefit);
  });

  it('tells since when a rung is under way by the payer’s clocks', () => {
    const taken = take(denied(), { rung: 'peer-to-peer', at: '2026-11-25T03:00:00Z' });
    const ladder = ladderOf(
      { ...taken, denial: taken.denial as Denial },
      payer(),
      new Date('2026-11-25T15:00:00Z'),
    );
    const call = ladder.find(({ rung }) => rung === 'peer-to-peer');
    expect(call && standingSays(call, zone)).toBe(
      'The peer-to-peer review is under way since 2026-11-24.',
    );
  });

  it('leaves a rung open whose window nobody knows, and says so', () => {
    const ladder = ladderOf(
      { ...denied(), denial: denied().denial as Denial },
      payer(),
      new Date('2027-06-01T15:00:00Z'),
    );
    const call = ladder.find(({ rung }) => rung === 'peer-to-peer');
    expect(call?.state).toBe('open');
    expect(call && standingSays(call, zone)).toBe(
      'The peer-to-peer review: no last day is on file: ask the payer for it.',
    );
    expect(call && markSays(call.row)).toContain('General knowledge');
    expect(ladder.find(({ rung }) => rung === 'appeal')?.state).toBe('lapsed');
  });

  it('of a denied service alone goes by the rows of services', () => {
    const advantage = payer('medicare-advantage');
    const decides = (round: Authorization) =>
      ladderOf({ ...round, denial: round.denial as Denial }, advantage, new Date(deniedAt)).find(
        ({ rung }) => rung === 'appeal',
      )?.row.decides;
    const partly: Authorization = {
      ...pended,
      status: 'changed',
      lines: lines('denied').map((line) =>
        line.kind === 'drug' ? { ...line, state: 'approved', decision: undefined } : line,
      ),
    };
    expect(decides(denied(['0F'], advantage))).toEqual({ calendarDays: 7 });
    expect(decides(withDenial(pended, partly, { at: deniedAt }, advantage))).toEqual({
      calendarDays: 30,
    });
  });
});

describe('a step of the ladder', () => {
  it('is refused while it would end another right that is not named, which it is told by', () => {
    const at = '2026-11-24T15:00:00Z';
    const error = refused(() =>
      take(denied(['0F'], twoLevels), { rung: 'appeal', at, of: twoLevels }),
    );
    expect(error).toMatchObject({
      status: 409,
      code: 'forfeits-another',
      facts: { forfeits: ['peer-to-peer'] },
    });
    expect(error.message).toContain(
      'the peer-to-peer review, open through 2026-12-08 (Chicago time)',
    );
    const taken = take(denied(['0F'], twoLevels), {
      ...{ rung: 'appeal' as const, at, of: twoLevels },
      facts: { forfeits: ['peer-to-peer'] },
    });
    expect(statesOf(taken, at, twoLevels)).toMatchObject({
      appeal: 'under-way',
      'peer-to-peer': 'lost',
    });
  });

  it('that ends nothing needs no word: the other window has closed, or was used', () => {
    const late = { rung: 'appeal' as const, at: '2026-12-10T15:00:00Z', of: twoLevels };
    expect(take(denied(['0F'], twoLevels), late).status).toBe('pended');
    const called = take(denied(['0F'], twoLevels), {
      ...{ rung: 'peer-to-peer' as const, at: '2026-11-24T15:00:00Z', of: twoLevels },
    });
    const upheld = answer(called, 'denied', '2026-11-25T15:00:00Z', { of: twoLevels });
    expect(take(upheld, { ...late, at: '2026-11-25T16:00:00Z' }).status).toBe('pended');
  });

  it.each<[string, DenialRung, string, ReturnType<typeof payer>]>([
    ['whose window has closed', 'peer-to-peer', '2026-12-09T06:00:00Z', twoLevels],
    ['before the one that it follows', 'second-appeal', '2026-11-24T15:00:00Z', twoLevels],
    ['that waits for an appeal', 'external-review', '2026-11-24T15:00:00Z', payer()],
    ['that this payer does not offer', 'second-appeal', '2026-11-24T15:00:00Z', payer()],
  ])('%s is refused with what is open', (_, rung, at, of) => {
    const error = refused(() => take(denied(['0F'], of), { rung, at, of }));
    expect(error).toMatchObject({ status: 409, code: 'rung-not-open' });
    expect(error.facts?.open).toContain('appeal');
    expect(error.message).toContain('Open today: ');
  });

  it('is taken once', () => {
    const at = '2026-11-24T15:00:00Z';
    const called = take(denied(), { rung: 'peer-to-peer', at });
    const upheld = answer(called, 'denied', '2026-11-25T15:00:00Z');
    for (const round of [called, upheld])
      expect(refused(() => take(round, { rung: 'peer-to-peer', at })).code).toBe('rung-not-open');
  });

  it('is decided by the clock of its row, in the payer’s zone, or of its fast form', () => {
    const at = '2026-11-24T15:00:00Z';
    const facts = { forfeits: ['peer-to-peer'] };
    const slow = take(denied(), { rung: 'appeal', at, facts });
    expect(underWay(slow.denial)?.decidesBy).toBe('2026-12-24T15:00:00Z');
    const fast = take(denied(), { rung: 'appeal', at, facts: { ...facts, expedited: true } });
    expect(underWay(fast.denial)).toMatchObject({
      expedited: true,
      decidesBy: '2026-11-27T15:00:00Z',
    });
    // A rung that has no fast form says so.
    expect(
      refused(() => take(denied(), { rung: 'peer-to-peer', at, facts: { expedited: true } })),
    ).toMatchObject({ status: 422, code: 'action-incomplete' });
  });

  it('to the outside may be taken at once where it is urgent, and then ends the right to an appeal', () => {
    const at = '2026-11-24T15:00:00Z';
    const facts = { expedited: true };
    expect(refused(() => take(denied(), { rung: 'external-review', at })).code).toBe(
      'rung-not-open',
    );
    expect(refused(() => take(denied(), { rung: 'external-review', at, facts })).facts).toEqual({
      forfeits: ['peer-to-peer', 'appeal'],
    });
    const taken = take(denied(), {
      ...{ rung: 'external-review' as const, at },
      facts: { ...facts, forfeits: ['peer-to-peer', 'appeal'] },
    });
    expect(underWay(taken.denial)).toMatchObject({
      rung: 'external-review',
      decidesBy: '2026-11-27T15:00:00Z',
    });
    expect(statesOf(taken, at)).toMatchObject({ appeal: 'lost', 'peer-to-peer': 'lost' });
  });

  it('without a payer in the directory is not taken by a guess', () => {
    expect(
      refused(() =>
        takeRungs(denied(), { action: 'appeal', facts: {}, at: '2026-11-24T15:00:00Z' }, undefined),
      ).code,
    ).toBe('rung-not-open');
  });
});

describe('the answer to a rung', () => {
  const at = '2026-11-24T15:00:00Z';
  const later = '2026-11-26T15:00:00Z';
  const called = () => take(denied(), { rung: 'peer-to-peer', at });

  it.each([
    ['approved', 'overturned'],
    ['changed', 'partly'],
    ['denied', 'upheld'],
    ['withdrawn', 'given-up'],
  ] as const)('of "%s" is that it was %s', (status, outcome) => {
    const after = answer(called(), status, later);
    expect(after.denial?.rungs).toMatchObject([{ rung: 'peer-to-peer', outcome, endedAt: later }]);
    expect(rungEnded(called(), after)).toEqual({ rung: 'peer-to-peer', rungOutcome: outcome });
    expect(after.denial?.ended?.outcome).toBe(
      status === 'approved' || status === 'withdrawn' ? outcome : undefined,
    );
  });

  it.each(['pended', 'information-required', 'contact-payer', 'rejected'] as const)(
    'of "%s" is none: it is under way',
    (status) => {
      const after = answer(called(), status, later);
      expect(underWay(after.denial)?.rung).toBe('peer-to-peer');
      expect(rungEnded(called(), after)).toEqual({});
    },
  );

  it('taken by a person as it is won a part', () => {
    const changed = answer(called(), 'changed', later);
    const accepted = { ...changed, status: 'approved' as const, acceptedAt: later };
    expect(withDenial(changed, accepted, { at: later }, payer()).denial?.ended).toEqual({
      at: later,
      outcome: 'partly',
    });
  });

  it('opens the rung behind it, whose window counts from this answer', () => {
    const of = twoLevels;
    const appealed = take(denied(['0F'], of), {
      ...{ rung: 'appeal' as const, at, of, facts: { forfeits: ['peer-to-peer'] } },
    });
    expect(statesOf(appealed, later, of)['second-appeal']).toBe('not-yet');
    const upheld = answer(appealed, 'denied', '2026-12-10T15:00:00Z', { of });
    // 60 days from 10 December: through 8 February.
    expect(statesOf(upheld, '2027-02-09T05:59:59Z', of)['second-appeal']).toBe('open');
    expect(statesOf(upheld, '2027-02-09T06:00:00Z', of)['second-appeal']).toBe('lapsed');
    // Its letter is dated two days before.
    const noticed = answer(appealed, 'denied', '2026-12-10T15:00:00Z', {
      of,
      noticeOn: '2026-12-08',
    });
    expect(statesOf(noticed, '2027-02-07T06:00:00Z', of)['second-appeal']).toBe('lapsed');
  });

  it('to a new request begins a ladder of its own, and remembers the one before', () => {
    const first = denied();
    const again = take(first, { rung: 'resubmit', at });
    // The denied request stays as it is until it is drafted anew.
    expect([again.status, underWay(again.denial)?.rung]).toEqual(['denied', 'resubmit']);
    const sent = { ...again, status: 'pended' as const, lines: lines('pended-in-review', []) };
    const after = withDenial(
      sent,
      { ...sent, status: 'denied', lines: lines('denied', []) },
      { at: '2026-12-20T15:00:00Z' },
      payer(),
    );
    expect(after.denial).toMatchObject({
      request: 2,
      at: '2026-12-20T15:00:00Z',
      // Denied without a word why: it was asked for the reason that stood before.
      readings: ['site-of-care'],
      rungs: [{ rung: 'resubmit', outcome: 'upheld', request: 1 }],
      before: [{ at: deniedAt, readings: ['site-of-care'], codes: ['0G'] }],
    });
    expect(rungsNow(after.denial as Denial)).toEqual([]);
    expect(statesOf(after, '2026-12-21T15:00:00Z')).toMatchObject({
      resubmit: 'open',
      'peer-to-peer': 'open',
      appeal: 'open',
    });
  });

  it('that takes back what was won begins anew', () => {
    const won = answer(called(), 'approved', later);
    const lost = answer(won, 'denied', '2027-01-10T15:00:00Z');
    expect(lost.denial).toMatchObject({ request: 2, at: '2027-01-10T15:00:00Z' });
    expect(lost.denial?.ended).toBeUndefined();
  });
});

describe('what a rung may be and cost', () => {
  const standing = (rung: DenialRung, different: Partial<RungStanding> = {}): RungStanding => ({
    rung,
    row: aRungRow(rung),
    state: 'open',
    ...different,
  });

  it.each<[RungState, boolean, boolean, boolean]>([
    ['open', false, false, true],
    ['open', true, false, true],
    ['not-yet', true, true, true],
    ['not-yet', false, true, false],
    ['not-yet', true, false, false],
    ['lapsed', true, false, false],
    ['over', true, false, false],
  ])(
    '%s, asked for fast: %s, fast at once: %s; it may be taken: %s',
    (...[state, fast, atOnce, may]) => {
      const one = standing('appeal', { state, ...(atOnce ? { onlyExpedited: true } : {}) });
      expect(mayTakeRung(one, fast)).toBe(may);
    },
  );

  it('loses what is open and closed by it, and not itself', () => {
    const closedBy: DenialRung[] = ['appeal'];
    const ladder = [
      standing('peer-to-peer', { row: aRungRow('peer-to-peer', { closedBy }) }),
      standing('appeal', { row: aRungRow('appeal', { closedBy }) }),
      standing('second-appeal', { state: 'lapsed', row: aRungRow('second-appeal', { closedBy }) }),
      standing('external-review'),
    ];
    expect(forfeitsOf('appeal', ladder).map(({ rung }) => rung)).toEqual(['peer-to-peer']);
    expect(forfeitsOf('external-review', ladder)).toEqual([]);
  });

  const window = (from: string, lastDay: string) => ({
    ...{ from, lastDay, stated: false },
    closesAt: `${lastDay}T06:00:00Z`,
  });
  it('is asked about while its window is open, each time once, and of times to come alone', () => {
    const ladder = [
      standing('appeal', { window: window('2026-11-23', '2026-12-08') }),
      standing('peer-to-peer', { window: window('2026-11-23', '2026-12-08') }),
      standing('second-appeal', { state: 'lapsed', window: window('2026-11-23', '2026-12-20') }),
      standing('resubmit'),
    ];
    const all = alertsAhead(ladder, zone, new Date('2026-11-23T16:00:00Z'));
    expect(all).toEqual([...new Set(all)].sort());
    expect(all.at(-1)).toBe('2026-12-09T06:00:00Z');
    const [first = '', second] = all;
    expect(alertsAhead(ladder, zone, new Date(first))[0]).toBe(second);
    expect(alertsAhead(ladder, zone, new Date(Date.parse(first) - 1))[0]).toBe(first);
  });

  const taken = (told: Parameters<typeof takeRung>[3], row: DenialRungRow = aRungRow('appeal')) =>
    takeRung(denied().denial as Denial, { rung: 'appeal', row }, payer(), told).rungs.at(-1);
  it('is kept with its rule, its clock and what the payer calls it, as far as it is told', () => {
    const at = '2026-11-24T15:00:00Z';
    const plain = {
      ...{ rung: 'appeal', request: 1, rule: 'own-appeal', at },
      decidesBy: '2026-12-04T15:00:00Z',
    };
    expect(taken({ at })).toEqual(plain);
    expect(taken({ at, reference: 'A-1' })).toEqual({ ...plain, reference: 'A-1' });
    // Its row has no fast form: it is decided by the clock that there is.
    expect(taken({ at, expedited: true })).toEqual({ ...plain, expedited: true });
    const fast = aRungRow('appeal', {
      expedited: { criterion: 'urgent', decides: { calendarDays: 3 }, atOnce: false },
    });
    expect(taken({ at, expedited: true }, fast)?.decidesBy).toBe('2026-11-27T15:00:00Z');
    expect(taken({ at }, fast)?.decidesBy).toBe('2026-12-04T15:00:00Z');
  });

  it('is one of twenty that are kept, the newest', () => {
    const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T15:00:00Z`;
    let denial = denied().denial as Denial;
    for (let day = 1; day <= 21; day += 1)
      denial = takeRung(denial, { rung: 'appeal', row: aRungRow('appeal') }, payer(), {
        at: at(day),
      });
    expect(denial.rungs.map((one) => one.at)).toEqual(
      Array.from({ length: 20 }, (_, index) => at(index + 2)),
    );
  });

  it('says in a refusal what may be done instead, and how to go on', () => {
    const at = '2026-11-24T15:00:00Z';
    const unknown = refused(() =>
      takeRungs(denied(), { action: 'appeal', facts: {}, at }, undefined),
    );
    expect(unknown.message).toBe('This payer does not offer it. Nothing else is open today.');
    expect(unknown.facts).toEqual({ open: [] });
    const early = refused(() =>
      take(denied(['0F'], twoLevels), { rung: 'second-appeal', at, of: twoLevels }),
    );
    expect(early.message).toBe(
      'The second appeal comes after the appeal. Open today: a corrected new request, the peer-to-peer review, the appeal.',
    );
    const costly = refused(() =>
      take(denied(), { rung: 'external-review', at, facts: { expedited: true } }),
    );
    expect(costly.message).toMatch(
      /^This ends the right to what is open still: the peer-to-peer review, .*; the appeal, open through .*\. To go on, name it in "forfeits"\.$/,
    );
    const slow = refused(() =>
      take(denied(), { rung: 'peer-to-peer', at, facts: { expedited: true } }),
    );
    expect(slow).toMatchObject({
      message: 'This rung has no expedited form.',
      errors: [{ pointer: '/expedited', detail: 'is not offered', fix: 'Leave it out.' }],
    });
  });
});

describe('the words of a denial', () => {
  const many = Array.from({ length: 30 }, (_, index) => `Words ${index}.`);
  const at = '2026-11-24T15:00:00Z';

  it('are 24 at most as they are sent', () => {
    expect(reasonIn({ lines: lines('denied', ['0G'], many) }).said).toEqual(many.slice(0, 24));
  });

  it('are those that a person told before those that were sent, cut to what is kept', () => {
    const told = withDenial(
      pended,
      { ...pended, status: 'denied', lines: lines('denied', ['0G'], many) },
      { at, said: 'x'.repeat(401) },
      payer(),
    );
    expect(told.denial?.said).toEqual(['x'.repeat(400), ...many.slice(0, 23)]);
    const called = take(told, { rung: 'peer-to-peer', at });
    const upheld = answer(called, 'denied', '2026-11-26T15:00:00Z', { said: 'y'.repeat(401) });
    expect(upheld.denial?.rungs[0]?.said).toEqual(['y'.repeat(400)]);
  });

  it('of an answer are twelve at most with the rung', () => {
    const called = take(denied(), { rung: 'peer-to-peer', at });
    const sent = { ...called, lines: lines('denied', ['0G'], many) };
    const upheld = answer(sent, 'denied', '2026-11-26T15:00:00Z');
    expect(upheld.denial?.rungs[0]?.said).toEqual(many.slice(0, 12));
    const silent = answer(called, 'approved', '2026-11-26T15:00:00Z');
    expect(silent.denial?.rungs[0]).not.toHaveProperty('said');
    expect(silent.denial?.rungs[0]).not.toHaveProperty('noticeOn');
  });

  it('of the requests before are kept, ten of them', () => {
    let round = denied();
    for (let day = 1; day <= 12; day += 1) {
      const on = `2026-12-${String(day).padStart(2, '0')}`;
      const won = answer(round, 'approved', `${on}T15:00:00Z`);
      round = answer(won, 'denied', `${on}T16:00:00Z`, { noticeOn: on });
    }
    expect(round.denial).toMatchObject({ request: 13, noticeOn: '2026-12-12' });
    expect(round.denial?.before.map((one) => one.at.slice(0, 10))).toEqual(
      Array.from({ length: 10 }, (_, index) => `2026-12-${String(index + 2).padStart(2, '0')}`),
    );
    expect(round.denial?.before[0]).toEqual({
      ...{ at: '2026-12-02T16:00:00Z', readings: ['site-of-care'], codes: ['0G'], said: [] },
    });
  });
});

describe('the wait of a denial', () => {
  it('ends before a window that closes soon, and goes by its own clock else', () => {
    // Its call may be asked for through 8 December; five business days before is the first.
    const round = denied(['0F'], twoLevels);
    const due = (at: string) => waitDueAt(round, 'denied', new Date(at));
    expect(due('2026-11-23T16:00:00Z')).toBe('2026-11-25T16:00:00Z');
    expect(due('2026-11-30T16:00:00Z')).toBe('2026-12-01T15:00:00Z');
    expect(nextAlert(round.denial, new Date('2026-12-08T21:00:00Z'))).toBe('2026-12-09T06:00:00Z');
  });

  it('for an answer to a call ends before the window of the appeal does', () => {
    const named = withNotice(
      denied(['0F'], twoLevels),
      { deadlines: [{ rung: 'appeal', on: '2026-11-25' }] },
      '2026-11-23T17:00:00Z',
      twoLevels,
    );
    const called = take(named, {
      ...{ rung: 'peer-to-peer' as const, at: '2026-11-24T16:00:00Z', of: twoLevels },
    });
    const due = waitDueAt(called, 'payer-decision', new Date('2026-11-24T16:00:00Z'));
    expect(due < '2026-11-26T06:00:00Z').toBe(true);
    expect(called.denial?.alerts.at(-1)).toBe('2026-11-26T06:00:00Z');
  });

  it('is by the clock of the rung where nothing else runs out', () => {
    const called = take(denied(), { rung: 'peer-to-peer', at: '2026-11-24T16:00:00Z' });
    expect(waitDueAt(called, 'payer-decision', new Date('2026-11-24T16:00:00Z'))).toBe(
      underWay(called.denial)?.decidesBy,
    );
  });

  it('has no alert once it has ended', () => {
    expect(answer(denied(), 'approved', '2026-11-26T15:00:00Z').denial?.alerts).toEqual([]);
  });
});

describe('a notice that is written down', () => {
  const at = '2026-12-01T15:00:00Z';

  it('keeps its words beside those that were sent, each once', () => {
    const read = withNotice(denied(), { said: 'Not at a hospital.' }, at, payer());
    expect(read).toMatchObject({ rev: denied().rev + 1, denial: { said: ['Not at a hospital.'] } });
    expect(withNotice(read, { said: 'Not at a hospital.' }, at, payer()).denial?.said).toEqual([
      'Not at a hospital.',
    ]);
  });

  it('is of the answer to what was taken last, where one was given', () => {
    const called = take(denied(), { rung: 'peer-to-peer', at: '2026-11-24T15:00:00Z' });
    const upheld = answer(called, 'denied', '2026-11-27T15:00:00Z');
    const read = withNotice(upheld, { noticeOn: '2026-11-26' }, at, payer());
    expect(read.denial?.noticeOn).toBeUndefined();
    expect(read.denial?.rungs[0]).toMatchObject({ outcome: 'upheld', noticeOn: '2026-11-26' });
    // While it is under way a letter is still that of the denial.
    const early = withNotice(called, { noticeOn: '2026-11-20' }, at, payer());
    expect(early.denial?.noticeOn).toBe('2026-11-20');
  });

  it('names a last day anew, and leaves those of other rungs', () => {
    const first = withNotice(
      denied(),
      {
        deadlines: [
          { rung: 'appeal', on: '2027-01-20' },
          { rung: 'peer-to-peer', on: '2026-12-04' },
        ],
      },
      at,
      payer(),
    );
    const again = withNotice(
      first,
      { deadlines: [{ rung: 'appeal', on: '2027-01-25' }] },
      at,
      payer(),
    );
    expect(again.denial?.deadlines).toEqual([
      { rung: 'peer-to-peer', on: '2026-12-04' },
      { rung: 'appeal', on: '2027-01-25' },
    ]);
    expect(again.denial?.alerts).toContain('2026-12-05T06:00:00Z');
  });

  it.each<[string, object, string]>([
    ['a notice of tomorrow', { noticeOn: '2026-12-02' }, '/noticeOn'],
    [
      'a last day before the denial',
      { deadlines: [{ rung: 'appeal', on: '2026-11-22' }] },
      '/deadlines/0/on',
    ],
  ])('is refused with %s', (_, told, pointer) => {
    expect(refused(() => withNotice(denied(), told, at, payer()))).toMatchObject({
      code: 'action-incomplete',
      errors: [{ pointer }],
    });
  });

  it.each<[string, object]>([
    ['a notice of today', { noticeOn: '2026-12-01' }],
    ['a last day on that of the denial', { deadlines: [{ rung: 'appeal', on: '2026-11-23' }] }],
  ])('is taken with %s', (_, told) => {
    expect(withNotice(denied(), told, at, payer()).denial).toMatchObject(told);
  });

  it('may name the evening of the denial as a last day, by the payer’s clocks', () => {
    const evening = '2026-11-24T03:00:00.000Z';
    const told = withDenial(
      pended,
      { ...pended, status: 'denied', lines: lines('denied'), rev: 2 },
      { at: evening },
      payer(),
    );
    const deadlines = [{ rung: 'appeal' as const, on: '2026-11-23' }];
    expect(withNotice(told, { deadlines }, at, payer()).denial).toMatchObject({ deadlines });
  });

  it('loses the oldest words where there are too many, never the newest', () => {
    const full = Array.from({ length: 24 }, (_, index) => `Words ${index}.`);
    const before = { ...denied(), denial: { ...(denied().denial as Denial), said: full } };
    const read = withNotice(before, { said: 'Not at a hospital.' }, at, payer());
    expect(read.denial?.said).toEqual([...full.slice(1), 'Not at a hospital.']);
    const called = take(before, { rung: 'peer-to-peer', at: '2026-11-24T15:00:00Z' });
    const upheld = answer(called, 'denied', '2026-11-27T15:00:00Z', { said: 'Upheld.' });
    expect(upheld.denial?.said).toEqual([...full.slice(1), 'Upheld.']);
  });

  it('is refused where nothing was denied', () => {
    expect(refused(() => withNotice(pended, { said: 'No.' }, at, payer())).code).toBe(
      'nothing-denied',
    );
  });
});

describe('whatever is taken and answered, in any order', () => {
  const steps = fc.array(
    fc.record({
      rung: fc.constantFrom(...all, 'resubmit' as const),
      days: fc.integer({ min: 0, max: 90 }),
      outcome: fc.constantFrom('denied', 'pended', 'changed', 'approved'),
      expedited: fc.boolean(),
      names: fc.boolean(),
    }),
    { maxLength: 8 },
  );
  const lineOf = fc.constantFrom<LineOfBusiness>(
    'commercial',
    'medicaid',
    'medicare-advantage',
    'self-funded',
    'exchange',
  );

  it('keeps the reason, takes no rung that is closed, and loses none that was not named', () => {
    fc.assert(
      fc.property(lineOf, steps, (line, taken) => {
        const of = payer(line);
        let round = denied(['0G'], of);
        let now = Date.parse(deniedAt);
        for (const { rung, days, outcome, expedited, names } of taken) {
          now += days * 86_400_000 + 3_600_000;
          const at = new Date(now).toISOString();
          if (round.status !== 'denied' && round.status !== 'changed') break;
          const denial = round.denial as Denial;
          const ladder = ladderOf({ ...round, denial }, of, new Date(at));
          const standing = ladder.find((one) => one.rung === rung);
          const lost = forfeitsOf(rung, ladder).map((one) => one.rung);
          const facts = {
            ...(expedited ? { expedited: true as const } : {}),
            ...(names ? { forfeits: lost } : {}),
          };
          const may =
            standing !== undefined &&
            mayTakeRung(standing, expedited) &&
            !(expedited && !standing.row.expedited) &&
            (names || lost.length === 0);
          if (!may) {
            expect(() => take(round, { rung, at, facts, of })).toThrow(Refusal);
            continue;
          }
          const before = round;
          round = take(round, { rung, at, facts, of });
          expect(underWay(round.denial)?.rung).toBe(rung);
          const open = ladderOf({ ...round, denial: round.denial as Denial }, of, new Date(at));
          for (const one of ladder.filter(({ state }) => state === 'open'))
            if (one.rung !== rung && !lost.includes(one.rung))
              expect(open.find((after) => after.rung === one.rung)?.state).toBe('open');
          const answered = answer(round, outcome as Authorization['status'], at, { of });
          expect(answered.denial?.readings).toContain('site-of-care');
          expect(answered.denial?.codes).toEqual(before.denial?.codes);
          if (answered.status === 'denied')
            expect(holdReasonFor(answered)).toBe('denied-site-of-care');
          if (outcome !== 'pended') expect(underWay(answered.denial)).toBeUndefined();
          expect(Denial.parse(answered.denial)).toEqual(answered.denial);
          round = answered;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('alerts lie ahead, in order, and none is after the last day that runs', () => {
    fc.assert(
      fc.property(lineOf, fc.integer({ min: 0, max: 250 }), (line, days) => {
        const of = payer(line);
        const now = new Date(Date.parse(deniedAt) + days * 86_400_000);
        const round = denied(['0G'], of);
        const ladder = ladderOf({ ...round, denial: round.denial as Denial }, of, now);
        const alerts = alertsAhead(ladder, zone, now);
        expect(alerts).toEqual([...alerts].sort());
        for (const at of alerts) expect(Date.parse(at) > now.getTime()).toBe(true);
        const ends = ladder.flatMap(({ state, window }) =>
          state === 'open' && window ? [window.closesAt] : [],
        );
        expect(alerts.at(-1)).toBe(ends.sort().at(-1));
      }),
      { numRuns: 100 },
    );
  });
});
