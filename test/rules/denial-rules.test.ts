import { describe, expect, it } from 'vitest';
import type { Authorization, Line } from '../../functions/authorization/authorization.ts';
import { broughtForward } from '../../functions/authorization/decision-wait.ts';
import type { Denial, RungTaken } from '../../functions/authorization/denial.ts';
import { alertsAhead, ladderOf, mayTakeRung } from '../../functions/authorization/denial-ladder.ts';
import { withNotice } from '../../functions/authorization/denial-notice.ts';
import {
  denialOf,
  givenUpAt,
  isAwaitedByPerson,
  nextAlert,
  reasonIn,
  rungEnded,
  withAlerts,
  withDenial,
} from '../../functions/authorization/denial-rules.ts';
import { takeRungs } from '../../functions/authorization/take-rung.ts';
import type { DenialRung } from '../../functions/payer/denial-rung.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { refused } from '../support/refused.ts';
import { aRungRow } from '../support/rung-rows.ts';

const payer = {
  lineOfBusiness: 'commercial' as const,
  zone: 'America/Chicago',
  denialRungs: [
    aRungRow('second-appeal', { window: { calendarDays: 60 }, after: ['appeal', 'peer-to-peer'] }),
  ],
};
const deniedAt = '2026-11-23T16:00:00.000Z';
const pended = anAuthorization({ status: 'pended' });
const [line] = pended.lines;
if (!line) throw new Error('the request of the tests has no line');

const lineOf = (state: Line['state'], decision?: Partial<NonNullable<Line['decision']>>): Line => ({
  ...line,
  state,
  ...(decision ? { decision: { reasons: [], at: deniedAt, ...decision } } : {}),
});
const moved = (
  before: Authorization,
  status: Authorization['status'],
  different: Partial<Authorization> = {},
  told: Partial<Parameters<typeof withDenial>[2]> = {},
): Authorization =>
  withDenial(
    before,
    { ...before, status, rev: before.rev + 1, ...different },
    { at: '2026-11-27T15:00:00Z', ...told },
    payer,
  );
const denied = (...reasons: string[]): Authorization =>
  moved(pended, 'denied', { lines: [lineOf('denied', { reasons })] }, { at: deniedAt });
const take = (before: Authorization, rung: DenialRung, at = '2026-11-24T15:00:00Z') =>
  takeRungs(before, { action: rung, facts: {}, at }, payer);
const rung = (different: Partial<RungTaken> = {}): RungTaken => ({
  rung: 'peer-to-peer',
  request: 1,
  rule: 'x',
  at: deniedAt,
  ...different,
});
const withRungs = (...rungs: RungTaken[]): Authorization => {
  const before = denied('0F');
  return { ...before, denial: { ...(before.denial as Denial), rungs } };
};

describe('the reason of a denial', () => {
  it('is that of the lines that are short, and not what is said of those that are granted', () => {
    const lines = [
      lineOf('approved', { reasons: ['0R'], said: ['Granted.'] }),
      lineOf('denied', { reasons: ['0F', '0F'], said: ['Denied.'] }),
      lineOf('denied'),
    ];
    expect(reasonIn({ lines })).toEqual({
      codes: ['0F'],
      said: ['Denied.'],
      readings: ['medical-necessity'],
    });
  });

  it('is none where a line is denied without a word', () => {
    expect(reasonIn({ lines: [lineOf('denied')] })).toEqual({ codes: [], said: [], readings: [] });
  });

  it('of a new request that is denied by a code nobody knows is that of the one before', () => {
    const again = take(denied('0G'), 'resubmit');
    const after = moved(again, 'denied', { lines: [lineOf('denied', { reasons: ['ZZ'] })] });
    expect(after.denial).toMatchObject({ request: 2, readings: ['site-of-care'], codes: ['ZZ'] });
  });

  it('of a new request that is denied for something else is the new one', () => {
    const again = take(denied('0G'), 'resubmit');
    const after = moved(again, 'denied', { lines: [lineOf('denied', { reasons: ['0F'] })] });
    expect(after.denial?.readings).toEqual(['medical-necessity']);
  });

  it('that nobody can read stays one that nobody can read', () => {
    const before = denied('ZZ');
    expect(before.denial?.readings).toEqual(['not-understood']);
    expect(moved(before, 'denied').denial?.readings).toEqual(['not-understood']);
  });

  it('is told by a person beside what the payer sent, in the order in which they are worked', () => {
    const told = moved(
      pended,
      'denied',
      { lines: [lineOf('denied', { reasons: ['0F'] })] },
      {
        reading: 'site-of-care',
      },
    );
    expect(told.denial?.readings).toEqual(['site-of-care', 'medical-necessity']);
  });
});

describe('a denial from before any was kept', () => {
  const lines = [
    lineOf('denied', { at: '2026-11-20T15:00:00.000Z' }),
    lineOf('denied', { at: '2026-11-22T15:00:00.000Z' }),
    lineOf('denied', { at: '2026-11-21T15:00:00.000Z' }),
    lineOf('approved', { at: '2026-11-24T15:00:00.000Z' }),
  ];

  it.each<[Authorization['status'], string | undefined]>([
    ['denied', '2026-11-22T15:00:00.000Z'],
    ['changed', '2026-11-22T15:00:00.000Z'],
    ['pended', undefined],
    ['approved', undefined],
  ])('of a request that is %s is of the newest day of its denied lines: %s', (status, at) => {
    expect(denialOf({ status, lines })?.at).toBe(at);
  });
});

describe('what came of a rung', () => {
  it.each<[string, Authorization['status'], Partial<Authorization>, RungTaken['outcome']]>([
    ['the approval', 'approved', {}, 'overturned'],
    ['an approval of something else', 'changed', {}, 'partly'],
    ['the denial again', 'denied', {}, 'upheld'],
    ['a request given up', 'withdrawn', {}, 'given-up'],
    ['a part that a person takes', 'approved', { acceptedAt: '2026-11-27T15:00:00Z' }, 'partly'],
    ['no answer yet', 'pended', {}, undefined],
    ['a draft', 'drafted', {}, undefined],
  ])('%s', (_says, status, different, outcome) => {
    const after = moved(take(denied('0F'), 'peer-to-peer'), status, different);
    expect(after.denial?.rungs[0]?.outcome).toBe(outcome);
  });

  it('is not the part that was taken long before', () => {
    const before = { ...take(denied('0F'), 'peer-to-peer'), acceptedAt: '2026-11-01T15:00:00Z' };
    expect(moved(before, 'approved').denial?.rungs[0]?.outcome).toBe('overturned');
  });

  it.each<[string, RungTaken[], RungTaken[] | undefined, object]>([
    ['none was taken', [], [], {}],
    ['it is under way still', [rung()], [rung()], {}],
    [
      'it ended',
      [rung()],
      [rung({ outcome: 'upheld' })],
      { rung: 'peer-to-peer', rungOutcome: 'upheld' },
    ],
    [
      'it ended, and one before it had too',
      [rung({ at: '2026-11-01T15:00:00Z', outcome: 'upheld' }), rung()],
      [rung({ at: '2026-11-01T15:00:00Z', outcome: 'upheld' }), rung({ outcome: 'overturned' })],
      { rung: 'peer-to-peer', rungOutcome: 'overturned' },
    ],
    [
      'it ended, and another of the same moment had too',
      [rung({ rung: 'appeal', outcome: 'upheld' }), rung()],
      [rung({ rung: 'appeal', outcome: 'upheld' }), rung({ outcome: 'partly' })],
      { rung: 'peer-to-peer', rungOutcome: 'partly' },
    ],
    [
      'one that had ended before is no news',
      [rung({ outcome: 'upheld' })],
      [rung({ outcome: 'upheld' })],
      {},
    ],
    [
      'one that is under way stays beside one that had ended',
      [rung({ rung: 'appeal', outcome: 'upheld' }), rung()],
      [rung({ rung: 'appeal', outcome: 'upheld' }), rung()],
      {},
    ],
    ['its denial is gone', [rung()], undefined, {}],
  ])('is told once: %s', (_says, before, after, expected) => {
    const now = after ? withRungs(...after) : {};
    expect(rungEnded(withRungs(...before), now)).toEqual(expected);
  });

  it('is told of nothing where nothing was denied', () => {
    expect(rungEnded(pended, pended)).toEqual({});
    expect(rungEnded(pended, withRungs(rung({ outcome: 'upheld' })))).toEqual({});
  });
});

describe('a request that is given up', () => {
  const at = '2026-11-30T15:00:00Z';

  it('takes its denial with it, and asks nobody about a window any more', () => {
    const before = take(denied('0F'), 'peer-to-peer');
    const after = givenUpAt(before, at);
    expect(after).toMatchObject({ status: 'withdrawn', rev: before.rev + 1 });
    expect(after.denial).toEqual({
      ...(before.denial as Denial),
      alerts: [],
      ended: { at, outcome: 'given-up' },
      rungs: [{ ...before.denial?.rungs[0], outcome: 'given-up', endedAt: at }],
    });
  });

  it('has no denial where nothing was denied', () => {
    expect(givenUpAt(pended, at)).toEqual({ ...pended, status: 'withdrawn', rev: pended.rev + 1 });
  });
});

describe('when people are asked about windows', () => {
  const alerts = ['2026-12-01T15:00:00Z', '2026-12-08T15:00:00Z'];

  it.each([
    ['2026-12-01T14:59:59Z', alerts[0]],
    ['2026-12-01T15:00:00Z', alerts[1]],
    ['2026-12-08T14:59:59.999Z', alerts[1]],
    ['2026-12-08T15:00:00Z', undefined],
  ])('at %s it is next at %s', (now, expected) => {
    expect(nextAlert({ alerts }, new Date(now))).toBe(expected);
  });

  it('is in the order of days, whichever right they are of, and once for two of one day', () => {
    const open = (of: DenialRung, from: string, lastDay: string) => ({
      rung: of,
      row: aRungRow(of),
      state: 'open' as const,
      window: { from, lastDay, closesAt: `${lastDay}T23:59:59Z`, stated: false },
    });
    const ladder = [
      open('appeal', '2026-11-23', '2027-05-22'),
      open('peer-to-peer', '2026-11-23', '2026-12-08'),
      open('external-review', '2026-11-23', '2026-12-08'),
    ];
    const ahead = alertsAhead(ladder, payer.zone, new Date(deniedAt));
    expect(ahead).toEqual([...new Set(ahead)].sort());
    expect(ahead.map((at) => at.slice(0, 10))).toEqual([
      ...['2026-12-01', '2026-12-05', '2026-12-07', '2026-12-09'],
      ...['2027-02-21', '2027-04-07', '2027-05-17', '2027-05-21', '2027-05-23'],
    ]);
  });

  it('is never where nothing was denied', () => {
    expect(nextAlert(undefined, new Date(deniedAt))).toBeUndefined();
    expect(withAlerts(pended, payer, new Date(deniedAt))).toBe(pended);
  });

  it.each([
    ['denied', true],
    ['denied-site-of-care', true],
    ['approval-changed', true],
    ['payer-decision', false],
    ['', false],
  ])('a hold of "%s" waits for a decision about a denial: %s', (reason, awaited) => {
    expect(isAwaitedByPerson(reason)).toBe(awaited);
  });
});

describe('a rung that waits for another', () => {
  const second = (authorization: Authorization) =>
    ladderOf(
      { ...authorization, denial: authorization.denial as Denial },
      payer,
      new Date('2026-12-01T15:00:00Z'),
    ).find((one) => one.rung === 'second-appeal');
  const appealed = (outcome: RungTaken['outcome']) =>
    withRungs(rung({ rung: 'appeal', outcome, endedAt: '2026-11-30T15:00:00Z' }));

  it.each<[RungTaken['outcome'], string]>([
    ['upheld', 'open'],
    ['partly', 'open'],
    ['overturned', 'not-yet'],
    ['given-up', 'not-yet'],
    [undefined, 'not-yet'],
  ])('after one that came to %s it is %s', (outcome, state) => {
    expect(second(appealed(outcome))?.state).toBe(state);
  });

  it('has its window from the answer to that one, and none before, whatever the notice names', () => {
    expect(second(appealed('upheld'))?.window).toMatchObject({
      from: '2026-11-30',
      lastDay: '2027-01-29',
      stated: false,
    });
    const named = withNotice(
      denied('0F'),
      { deadlines: [{ rung: 'second-appeal', on: '2027-01-15' }] },
      '2026-11-24T15:00:00Z',
      payer,
    );
    expect(second(named)).not.toHaveProperty('window');
    const both = { ...appealed('upheld'), rev: 9 };
    const dated = withNotice(
      both,
      { deadlines: [{ rung: 'second-appeal', on: '2027-01-15' }] },
      '2026-12-01T15:00:00Z',
      payer,
    );
    expect(second(dated)?.window).toMatchObject({ lastDay: '2027-01-15', stated: true });
  });

  it.each<[string, object, boolean, boolean]>([
    ['open', { state: 'open' }, false, true],
    ['open, in its fast form', { state: 'open' }, true, true],
    ['not yet open', { state: 'not-yet' }, true, false],
    ['not yet open but in its fast form', { state: 'not-yet', onlyExpedited: true }, true, true],
    ['not yet open, in its usual form', { state: 'not-yet', onlyExpedited: true }, false, false],
  ])('may be taken when %s', (_says, standing, expedited, may) => {
    const row = { rung: 'appeal' as const, row: aRungRow('appeal') };
    expect(mayTakeRung({ ...row, ...standing } as never, expedited)).toBe(may);
  });

  it('is a change of the request, whichever it is', () => {
    for (const one of ['resubmit', 'peer-to-peer', 'appeal'] as const) {
      const before = denied('0F');
      const after = takeRungs(
        before,
        { action: one, facts: { forfeits: ['peer-to-peer'] }, at: '2026-11-24T15:00:00Z' },
        payer,
      );
      expect(after.rev, one).toBe(before.rev + 1);
    }
  });
});

describe('a letter of a denial', () => {
  const at = '2026-12-01T15:00:00Z';
  const dates = (authorization: Authorization) => [
    authorization.denial?.noticeOn,
    ...(authorization.denial?.rungs ?? []).map(({ noticeOn }) => noticeOn),
  ];
  const upheld = (of: DenialRung, day: string) =>
    rung({ rung: of, outcome: 'upheld', endedAt: `2026-11-${day}T15:00:00Z` });

  it('is of the newest answer alone, and leaves the days of the others', () => {
    const before = withRungs(
      { ...upheld('peer-to-peer', '25'), noticeOn: '2026-11-25' },
      upheld('appeal', '28'),
      rung({ rung: 'second-appeal' }),
    );
    expect(dates(withNotice(before, { noticeOn: '2026-11-28' }, at, payer))).toEqual([
      undefined,
      '2026-11-25',
      '2026-11-28',
      undefined,
    ]);
    expect(dates(withNotice(before, { said: 'Upheld.' }, at, payer))).toEqual([
      undefined,
      '2026-11-25',
      undefined,
      undefined,
    ]);
  });

  it('without words leaves them as they were, and without last days those', () => {
    const before = denied('0F');
    const after = withNotice(before, { noticeOn: '2026-11-23' }, at, payer);
    expect(after.denial?.said).toEqual(before.denial?.said);
    expect(after.denial?.deadlines).toEqual([]);
  });

  it('is refused with each day that cannot be, and how to mend it', () => {
    const fix = 'Read it again from the notice.';
    const noticed = withNotice(denied('0F'), { noticeOn: '2026-11-28' }, at, payer);
    const told = {
      deadlines: [
        { rung: 'appeal' as const, on: '2026-11-28' },
        { rung: 'peer-to-peer' as const, on: '2026-11-27' },
      ],
    };
    const error = refused(() => withNotice(noticed, told, at, payer));
    expect(error).toMatchObject({ status: 422, message: 'A day cannot be as it is told.' });
    expect(error.errors).toEqual([
      { pointer: '/deadlines/1/on', detail: 'lies before the notice', fix },
    ]);
    // A day that the letter has itself goes before the one that was told until now.
    const newer = { ...told, noticeOn: '2026-12-02' };
    expect(refused(() => withNotice(noticed, newer, at, payer)).errors).toEqual([
      { pointer: '/noticeOn', detail: 'lies in the future', fix },
      { pointer: '/deadlines/0/on', detail: 'lies before the notice', fix },
      { pointer: '/deadlines/1/on', detail: 'lies before the notice', fix },
    ]);
    const older = { ...told, noticeOn: '2026-11-27' };
    expect(withNotice(noticed, older, at, payer).denial?.deadlines).toEqual(told.deadlines);
  });

  it('is refused where nothing was denied', () => {
    expect(refused(() => withNotice(pended, { said: 'No.' }, at, payer))).toMatchObject({
      status: 409,
      message: 'No denial is on record that a notice could be of.',
    });
  });
});

describe('a wait for what became of a denial', () => {
  const dueAt = '2026-12-10T15:00:00Z';
  const wait = { reason: 'denied', status: 'open', dueAt } as const;
  const now = new Date('2026-11-24T15:00:00Z');
  const soon = {
    ...(denied('0F').denial as Denial),
    alerts: ['2026-11-24T14:00:00Z', '2026-12-01T15:00:00Z'],
  };

  it.each([
    ['a window closes before it is due', soon, wait, '2026-12-01T15:00:00Z'],
    ['it is due before', soon, { ...wait, dueAt: '2026-12-01T15:00:00Z' }, undefined],
    ['it is before a person already', soon, { ...wait, status: 'overdue' as const }, undefined],
    ['every window has closed', { ...soon, alerts: ['2026-11-24T14:00:00Z'] }, wait, undefined],
    ['nothing was denied', undefined, wait, undefined],
  ])('is brought forward or not: %s', (_, denial, hold, expected) => {
    const settlement = broughtForward({ denial }, hold, now);
    expect(settlement).toEqual(
      expected && { resume: 'Await resolution', reason: 'denied', dueAt: expected },
    );
  });
});
