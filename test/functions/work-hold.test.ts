import { describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import { holdReasons } from '../../functions/hold/hold-reasons.ts';
import type { Committed } from '../../functions/platform/record.ts';
import { holdActions } from '../../functions/worklist/all-actions.ts';
import { describeHold, holdTag } from '../../functions/worklist/hold-detail.ts';
import type { ResolutionBody } from '../../functions/worklist/routes.ts';
import { type HoldWorkDeps, resolveHold } from '../../functions/worklist/work-hold.ts';
import { aPerson } from '../support/callers.ts';
import { anEnteredDrug } from '../support/entered-drug.ts';
import { aHold } from '../support/holds.ts';

const asked = (groups: string, body: ResolutionBody, key?: string) =>
  ({
    principal: aPerson('dana', ...groups.split(' ')),
    path: { holdId: aHold().holdId },
    query: undefined,
    body,
    rawBody: JSON.stringify(body),
    headers: {},
    contentType: 'application/json',
    idempotencyKey: key,
  }) as Parameters<ReturnType<typeof resolveHold>>[0];

const given = (hold: Hold | undefined, outcome: 'applied' | 'refused' = 'applied') => {
  const calls: { method: string; with: unknown[] }[] = [];
  const answer =
    (method: string, result: unknown) =>
    (...args: unknown[]) => {
      calls.push({ method, with: args });
      return Promise.resolve(result as Committed);
    };
  const store = {
    get: async () => hold,
    assign: answer('assign', { outcome }),
    resolve: answer('resolve', { outcome, at: 0 }),
    recordLate: answer('recordLate', { outcome: 'applied' }),
  } as unknown as HoldWorkDeps['store'];
  const run = resolveHold({
    store,
    partsOf: async () => [],
    show: async (shown, principal) => describeHold(shown, {}, principal),
    now: () => new Date('2026-11-20T16:00:00Z'),
  });
  return { run, calls };
};

describe('resolve a hold', () => {
  it('ends it with the settlement of the action, under the caller’s own key', async () => {
    const { run, calls } = given(aHold());
    await run(asked('scheduler', { action: 'search-again', note: 'Two chairs were added.' }, 'k1'));
    expect(calls[0]).toMatchObject({
      method: 'resolve',
      with: [
        {},
        {
          settlement: { resume: 'Book series' },
          resolution: {
            action: 'search-again',
            note: 'Two chairs were added.',
            by: { kind: 'person', id: 'dana' },
          },
        },
        expect.stringMatching(`^once:dana:resolve:${aHold().holdId}:k1#[0-9a-f]{32}$`),
        [],
      ],
    });
  });

  it('is refused to who decides on another state than the one that stands, and shows it', async () => {
    const { run, calls } = given(aHold());
    const decision = asked('scheduler', { action: 'search-again', note: 'Two chairs were added.' });
    const seen = holdTag(aHold(undefined, { assignee: 'somebody else' }));
    await expect(run({ ...decision, ifMatch: seen })).rejects.toMatchObject({
      status: 409,
      code: 'hold-changed',
      facts: { current: { holdId: aHold().holdId, status: 'open' } },
    });
    expect(calls).toEqual([]);
    await run({ ...decision, ifMatch: holdTag(aHold()) });
    expect(calls[0]?.method).toBe('resolve');
  });

  it('follows an appeal with a wait of thirty days', async () => {
    const { run, calls } = given(aHold(undefined, { reason: 'denied', team: 'coordinator' }));
    await run(asked('coordinator', { action: 'appeal', note: 'Filed by fax.' }));
    expect(calls[0]?.with[1]).toMatchObject({
      settlement: {
        resume: 'Await resolution',
        reason: 'payer-decision',
        dueAt: '2026-12-20T16:00:00Z',
      },
    });
  });

  it.each([
    ['an action that is not allowed', { action: 'appeal' }, 422, 'action-not-allowed'],
    [
      'an action without what it needs',
      { action: 'correct-approval', note: 'The number was wrong.' },
      422,
      'action-incomplete',
    ],
  ])('refuses %s and names the fix', async (_, body, status, code) => {
    const { run, calls } = given(aHold());
    await expect(run(asked('scheduler', body))).rejects.toMatchObject({ status, code });
    expect(calls).toEqual([]);
  });

  it('answers 409 for a hold that has ended and keeps the late answer on record', async () => {
    const { run, calls } = given(aHold(undefined, { status: 'resolved' }), 'refused');
    await expect(run(asked('scheduler', { action: 'search-again' }))).rejects.toMatchObject({
      status: 409,
      code: 'hold-already-ended',
    });
    expect(calls.map(({ method }) => method)).toEqual(['resolve', 'recordLate']);
  });

  it.each([
    ['a nurse for a scheduler’s hold', 'nurse', 404],
    ['a practice for another practice’s hold', 'referrer practice:1999999984', 404],
  ])('refuses %s', async (_, groups, status) => {
    const { run } = given(aHold());
    await expect(run(asked(groups, { action: 'search-again' }))).rejects.toMatchObject({ status });
  });

  const clearances = holdReasons.flatMap(({ reason, team }) =>
    holdActions[reason]
      .filter(({ clinical }) => clinical)
      .map(({ action }) => ({ reason, team, action })),
  );
  const note = 'Discussed with the prescriber.';
  const course = { covers: 'course' } as const;
  const facts = { note, siteId: 'site_lakeshore', toleranceDays: 3, lineType: 'port' } as const;
  /** What only the entry of a drug needs. */
  const factsFor = (action: string) =>
    action.startsWith('explain')
      ? { note, said: 'At any hour.', person: 'Nurse Exampleton', nextOn: '2027-01-04' }
      : action === 'enter-drug'
        ? { ...facts, drug: anEnteredDrug() }
        : { ...facts, clearance: course };

  it('knows which decisions are clinical', () => {
    expect(clearances.map(({ reason, action }) => `${reason}: ${action}`)).toEqual([
      'order-unsafe: clear',
      'order-drug-unknown: enter-drug',
      'site-needs-clinician: choose-site',
      'evidence-contradictory: submit-without',
      'no-capacity: widen-window',
      'order-changed: accept',
      'order-changed: replanned',
      'visit-to-rebook: not-needed',
      'series-unlike-order: not-needed',
      'first-dose-late: accept',
      'visit-not-ready: override',
      'clearance-ended: clear',
      'visit-suspended: clear',
      'site-review: kept',
      'access-review: line-arranged',
      'access-review: go-on',
      'teaching-asked: explained',
      'teaching-asked: explain-again',
      'patient-unwell: answered',
    ]);
  });

  it.each(clearances.flatMap((one) => [0, 1, 9].map((level) => ({ ...one, level }))))(
    '$reason: $action is a clinician’s, escalated $level times',
    async (one) => {
      const { reason, action, level } = one;
      const team = level > 0 ? 'coordinator' : one.team;
      const { run, calls } = given(aHold(undefined, { reason, team, level }));
      for (const other of ['coordinator', 'scheduler', 'admin', 'referrer practice:1234567893'])
        await expect(
          run(asked(other, { action, ...factsFor(action) })),
          other,
        ).rejects.toMatchObject({
          status: 403,
        });
      expect(calls).toEqual([]);
      await run(asked('clinician', { action, ...factsFor(action) }));
      expect(calls).toHaveLength(1);
    },
  );

  it.each(['x', '.', 'ok', 'aaaa aaaa', '1234 5678', 'n/a'])(
    'refuses the note %j, which tells the next reader nothing',
    async (words) => {
      const { run, calls } = given(aHold(undefined, { reason: 'order-unsafe', team: 'clinician' }));
      const body = { action: 'clear', clearance: course, note: words };
      await expect(run(asked('clinician', body))).rejects.toMatchObject({
        code: 'action-incomplete',
        errors: [{ pointer: '/note' }],
      });
      expect(calls).toEqual([]);
    },
  );

  it.each([
    ['yesterday', '2026-11-19', 'is in the past'],
    ['today', '2026-11-20', undefined],
    ['a year from today', '2027-11-20', undefined],
    ['a year and a day from today', '2027-11-21', 'is more than a year ahead'],
  ])('clears an order through %s: %s, %s', async (_says, through, detail) => {
    const { run, calls } = given(aHold(undefined, { reason: 'order-unsafe', team: 'clinician' }));
    const clearance = { covers: 'until', through } as const;
    const answer = run(asked('clinician', { action: 'clear', clearance, note }));
    if (detail)
      await expect(answer).rejects.toMatchObject({
        code: 'action-incomplete',
        errors: [{ pointer: '/clearance/through', detail }],
      });
    else await answer;
    expect(calls.map(({ method }) => method)).toEqual(detail ? [] : ['resolve']);
  });

  it('asks for which doses an order is taken on in which something was found', async () => {
    const found = (codes: string[]) =>
      aHold(undefined, {
        reason: 'order-changed',
        team: 'clinician',
        evidence: { changes: ['dose'], found: codes },
      });
    const accept = asked('clinician', { action: 'accept', note });
    await expect(given(found(['dose-above-range'])).run(accept)).rejects.toMatchObject({
      code: 'action-incomplete',
      errors: [{ pointer: '/clearance' }],
    });
    const { run, calls } = given(found([]));
    await run(accept);
    expect(calls).toHaveLength(1);
  });

  it('refuses an approval that has ended already', async () => {
    const { run, calls } = given(aHold(undefined, { reason: 'payer-decision' }));
    const body = { action: 'record-approval', authorizationNumber: 'A1', expiresOn: '2026-11-19' };
    await expect(run(asked('coordinator', body))).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: '/expiresOn', detail: 'is in the past' }],
    });
    await run(asked('coordinator', { ...body, expiresOn: '2026-11-20' }));
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['an approval begins after its end', { startsOn: '2027-01-02' }, '/startsOn'],
    ['an approval of one day', { startsOn: '2027-01-01' }, undefined],
    ['a notice of tomorrow', { noticeOn: '2026-11-21' }, '/noticeOn'],
    ['a notice of today', { noticeOn: '2026-11-20' }, undefined],
  ])('looks at the days of a decision: %s', async (_, days, pointer) => {
    const { run, calls } = given(aHold(undefined, { reason: 'payer-decision' }));
    const approval = { action: 'record-approval', authorizationNumber: 'A1' };
    const answer = run(asked('coordinator', { ...approval, expiresOn: '2027-01-01', ...days }));
    if (pointer)
      await expect(answer).rejects.toMatchObject({
        code: 'action-incomplete',
        errors: [{ pointer }],
      });
    else await answer;
    expect(calls).toHaveLength(pointer ? 0 : 1);
  });

  it('lets a coordinator check again and close what a clinician has to clear', async () => {
    const { run, calls } = given(aHold(undefined, { reason: 'order-unsafe', team: 'clinician' }));
    await run(asked('coordinator', { action: 'recheck' }));
    await run(asked('coordinator', { action: 'close' }));
    expect(calls).toHaveLength(2);
  });

  it('lets a practice answer what its own order lacks', async () => {
    const hold = aHold(undefined, {
      reason: 'order-incomplete',
      owner: 'referrer',
      team: 'coordinator',
    });
    const { run, calls } = given(hold);
    await run(asked('referrer practice:1234567893', { action: 'recheck' }));
    expect(calls[0]?.with[1]).toMatchObject({ settlement: { resume: 'Check completeness' } });
  });
});
