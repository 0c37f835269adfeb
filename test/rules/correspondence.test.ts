import { describe, expect, it } from 'vitest';
import {
  Correspondence,
  CorrespondenceView,
  correspondenceOf,
  correspondenceView,
  NextStep,
  tellWords,
} from '../../functions/hold/correspondence.ts';
import { Hold, holdListView } from '../../functions/hold/hold.ts';
import {
  asLastSeen,
  countCorrespondence,
  putOpen,
  renewHold,
} from '../../functions/hold/hold-item.ts';
import { rewriteStanding } from '../../functions/hold/standing-hold.ts';
import { readerOf } from '../../functions/platform/disclosure.ts';
import { reminderOf, unsoundIn } from '../../functions/worklist/correspondence-parts.ts';
import { holdTag } from '../../functions/worklist/hold-detail.ts';
import { aPerson } from '../support/callers.ts';
import { aHold } from '../support/holds.ts';

const referralId = 'ref_00000000000000000000';
const anEntry = (different: Partial<Correspondence> = {}): Correspondence =>
  Correspondence.parse({
    correspondenceId: 'cor_1',
    referralId,
    scope: 'a1.',
    holdId: aHold(referralId, { scope: 'a1.' }).holdId,
    authorizationId: 'auth_00000000000000000000_1',
    way: 'telephone',
    party: 'payer',
    person: 'Ms. Field, intake',
    at: '2026-11-20T15:00:00Z',
    reference: 'C-100',
    said: 'In review since Tuesday; an answer by Friday.',
    next: { step: 'Call again', on: '2026-11-27' },
    by: { kind: 'person', id: 'dana' },
    loggedAt: '2026-11-20T15:05:00Z',
    ...different,
  });

const shownTo = (groups: string, entry: Correspondence) => {
  const principal = aPerson('somebody', ...groups.split(' '));
  return correspondenceView(entry, readerOf(principal, { practice: '1234567893' }), 'somebody');
};

describe('a call, a letter or a look', () => {
  const words = ['said', 'person', 'nextStep', 'reference'];
  it.each([
    ['coordinator', 'payer', words],
    ['clinician', 'pharmacy', words],
    ['referrer practice:1234567893', 'payer', words],
    ['referrer practice:1234567893', 'pharmacy', words],
    ['referrer practice:1234567893', 'patient', []],
    ['referrer practice:1234567893', 'practice', []],
    ['referrer practice:1000000020', 'payer', []],
    ['coordinator', 'patient', words],
    ['scheduler', 'payer', []],
    ['scheduler', 'patient', []],
    ['admin', 'other', []],
  ] as const)('tells %s of what passed with the %s: %j', (groups, party, told) => {
    const view = shownTo(groups, anEntry({ party }));
    expect(words.filter((word) => word in view)).toEqual(told);
    expect(view).toMatchObject({
      party,
      way: 'telephone',
      at: '2026-11-20T15:00:00Z',
      by: { id: 'dana' },
      nextOn: '2026-11-27',
      authorizationId: 'auth_00000000000000000000_1',
    });
  });

  it.each([
    ['payer', 'payer'],
    ['pharmacy', 'payer'],
    ['practice', 'notes'],
    ['patient', 'notes'],
    ['other', 'notes'],
  ] as const)('with the %s is of the kind %s, and its number of another', (party, kind) => {
    const shown = (...kinds: string[]) =>
      correspondenceView(anEntry({ party }), (one) => kinds.includes(one), 'somebody');
    expect(shown(kind)).toMatchObject({ said: anEntry().said, nextStep: 'Call again' });
    expect(shown(kind)).not.toHaveProperty('reference');
    expect(shown(kind, 'numbers').reference).toBe('C-100');
    expect(shown('numbers')).not.toHaveProperty('said');
    expect(shown('numbers')).not.toHaveProperty('reference');
  });

  it('is shown as the interface says, whole', () => {
    const view = shownTo('coordinator', anEntry());
    expect(view.holdId).toBe(anEntry().holdId);
    expect(CorrespondenceView.parse(view)).toEqual(view);
  });

  it.each([
    ...['telephone', 'portal', 'letter', 'fax', 'mail', 'in-person'].map((way) => ({ way })),
    ...['payer', 'practice', 'patient', 'pharmacy', 'other'].map((party) => ({ party })),
    { person: 'x'.repeat(100), reference: 'x'.repeat(60), said: 'x'.repeat(2000) },
  ])('may be %j', (different) => {
    const entry = { ...anEntry(), ...different };
    expect(Correspondence.parse(entry)).toEqual(entry);
  });

  it.each([
    { way: 'pigeon' },
    { party: 'neighbor' },
    { person: 'x'.repeat(101) },
    { reference: 'x'.repeat(61) },
    { said: 'x'.repeat(2001) },
    { at: 'soon' },
    { loggedAt: 'soon' },
  ])('is none with %j', (odd) => {
    expect(Correspondence.safeParse({ ...anEntry(), ...odd }).success).toBe(false);
  });

  it.each([
    ['Call', '2026-11-27', 'Call'],
    [' Call ', '2026-11-27', 'Call'],
    ['x'.repeat(200), '2026-11-27', 'x'.repeat(200)],
    ['x'.repeat(201), '2026-11-27', undefined],
    [' ', '2026-11-27', undefined],
    ['Call', 'Friday', undefined],
  ])('names a next step in words and its day: %s', (step, on, kept) => {
    const parsed = NextStep.safeParse({ step, on });
    expect(parsed.data).toEqual(kept === undefined ? undefined : { step: kept, on });
    expect(NextStep.safeParse({ step, on, by: 'me' }).success).toBe(false);
  });

  it('is read again by whoever wrote it down', () => {
    const own = anEntry({ party: 'patient', by: { kind: 'person', id: 'somebody' } });
    expect(shownTo('scheduler', own)).toMatchObject({ said: own.said, reference: 'C-100' });
  });

  it('has no next day and no number where none was named', () => {
    const { next, reference, person, holdId, authorizationId, ...bare } = anEntry();
    const view = shownTo('coordinator', Correspondence.parse(bare));
    for (const left of ['nextOn', 'nextStep', 'reference', 'person', 'holdId', 'authorizationId'])
      expect(view).not.toHaveProperty(left);
  });

  it.each([
    [{}, ['Ms. Field, intake, reference C-100: In review.', 'Next, on 2026-11-27: Call again']],
    [{ person: undefined, next: undefined }, ['reference C-100: In review.']],
    [{ person: undefined, reference: undefined, next: undefined }, ['In review.']],
  ])('is told in the story with who said it and what comes next: %j', (without, told) => {
    const entry = anEntry({ said: 'In review.', ...without });
    expect(tellWords(shownTo('coordinator', entry))).toEqual(told);
    expect(tellWords(shownTo('scheduler', entry))).toEqual([]);
  });

  it('stands where it belongs, the newest first, and no more of them than one reads', () => {
    const many = Array.from({ length: 60 }, (_, n) =>
      anEntry({ correspondenceId: `cor_${n}`, at: `2026-11-20T15:${10 + (n % 50)}:00Z` }),
    );
    const shown = correspondenceOf([...many, anEntry({ scope: 'r' })], 'a1.');
    expect(shown).toHaveLength(50);
    expect(shown[0]?.at).toBe('2026-11-20T15:59:00Z');
    expect(correspondenceOf([anEntry({ scope: 'r' })], 'a1.')).toEqual([]);
    const same = [anEntry({ correspondenceId: 'cor_a' }), anEntry({ correspondenceId: 'cor_b' })];
    expect(correspondenceOf(same, 'a1.').map((one) => one.correspondenceId)).toEqual([
      'cor_a',
      'cor_b',
    ]);
  });
});

describe('a call that nobody took', () => {
  it.each([true, undefined] as const)('is shown as one to whoever reads of it: %s', (missed) => {
    const shown = correspondenceView(anEntry({ missed }), () => false, 'somebody');
    expect(shown.missed).toBe(missed);
  });
});

describe('what is written down', () => {
  // 21:30 of the desk on the twentieth; UTC has the twenty-first already.
  const now = new Date('2026-11-21T02:30:00Z');
  const said = 'The file is in review.';
  it.each([
    ['of now', { said }, []],
    ['of what took place before', { said, at: '2026-11-20T15:00:00Z' }, []],
    ['by a clock that is a little ahead', { said, at: '2026-11-21T02:34:00Z' }, []],
    ['of what is to come', { said, at: '2026-11-21T02:36:00Z' }, ['/at']],
    ['with nothing said', { said: 'xxxxxxxx' }, ['/said']],
    ['with a step for today', { said, next: { step: 'Call', on: '2026-11-20' } }, []],
    ['with a step for yesterday', { said, next: { step: 'Call', on: '2026-11-19' } }, ['/next/on']],
    ['of a year ago', { said, at: '2025-11-21T02:30:00Z' }, []],
    ['of longer ago', { said, at: '2025-11-21T02:29:59Z' }, ['/at']],
    ['of another age', { said, at: '0001-01-01T00:00:00Z' }, ['/at']],
    ['with a step within a year', { said, next: { step: 'Call', on: '2027-11-20' } }, []],
    ['of a call that nobody took', { said, missed: true as const }, []],
    ['of a letter that nobody took', { said, way: 'letter', missed: true as const }, ['/missed']],
    ['with a step after a year', { said, next: { step: 'Call', on: '2027-11-21' } }, ['/next/on']],
  ] as const)('%s', (_, body, pointers) => {
    const unsound = unsoundIn({ way: 'telephone', party: 'payer', ...body }, now);
    expect(unsound.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it.each([
    ['2026-11-27', '2026-11-27T22:00:00Z'],
    ['2027-03-15', '2027-03-15T21:00:00Z'],
    // The desk has closed already: the day itself is left.
    ['2026-11-20', '2026-11-21T05:00:00Z'],
  ])('reminds of its next step on %s at the end of the day of the desk', (on, dueAt) => {
    const entry = anEntry({ next: { step: 'Call again', on } });
    const about = { referral: { referralId, practiceNpi: '1234567893' }, holds: [] };
    expect(reminderOf(entry, about, now)).toMatchObject({
      reason: 'step-promised',
      standing: 'authorization',
      scope: 'a1.',
      team: 'coordinator',
      status: 'open',
      dueAt,
      evidence: { correspondenceId: 'cor_1', on },
    });
    const ofReferral = { ...entry, scope: 'r' as const, authorizationId: undefined };
    expect(reminderOf(ofReferral, about, now)).toMatchObject({ standing: 'request', scope: 'r' });
    expect(reminderOf(anEntry({ next: undefined }), about, now)).toBeUndefined();
  });
});

describe('a hold at which something was written down', () => {
  const logged = aHold(undefined, { correspondence: 2, nextOn: '2026-11-27' });

  it('shows the next day on the lists, and is another state for whoever decides', () => {
    expect(holdListView(logged)).toMatchObject({ nextOn: '2026-11-27' });
    expect(holdListView(aHold())).not.toHaveProperty('nextOn');
    expect(holdTag(logged)).not.toBe(holdTag({ ...logged, correspondence: 3 }));
    expect(holdTag(logged)).toBe(holdTag({ ...logged, nextOn: '2026-12-01' }));
  });

  it('is worked without what of it cannot be read', () => {
    const damaged = { ...logged, correspondence: 'two', nextOn: 'soon' };
    expect(Hold.parse(damaged)).toMatchObject({ holdId: logged.holdId });
    expect(Hold.parse(damaged).correspondence).toBeUndefined();
    expect(Hold.parse(damaged).nextOn).toBeUndefined();
  });

  it.each([
    ['put', (hold: Hold) => putOpen('t', hold, hold)],
    [
      'renewed',
      (hold: Hold) =>
        renewHold('t', hold, { taskToken: 'x', dueAt: '2026-11-20T23:00:00Z' }, hold.openedAt),
    ],
    ['rewritten', (hold: Hold) => rewriteStanding('t', hold)],
  ])('is %s anew only as it was read', (_, write) => {
    const conditions = (hold: Hold) => write(hold).Put;
    expect(conditions(logged)).toMatchObject({
      ConditionExpression: expect.stringMatching(
        / AND correspondence = :correspondence AND attribute_not_exists\(assignee\)$/,
      ),
      ExpressionAttributeValues: { ':correspondence': 2 },
    });
    expect(conditions(aHold())?.ConditionExpression).toMatch(
      / AND attribute_not_exists\(correspondence\) AND attribute_not_exists\(assignee\)$/,
    );
    expect(conditions(aHold())?.ExpressionAttributeValues).not.toHaveProperty(':logged');
    expect(asLastSeen(aHold())[1]).toEqual({});
  });

  it('is counted on only while it is open, and keeps the day that is named last', () => {
    expect(countCorrespondence('t', aHold(), '2026-11-27').Update).toMatchObject({
      UpdateExpression:
        'SET correspondence = if_not_exists(correspondence, :none) + :one, nextOn = :nextOn, #view.nextOn = :nextOn',
      ConditionExpression: '#status IN (:open, :overdue)',
      ExpressionAttributeNames: { '#status': 'status', '#view': 'view' },
      ExpressionAttributeValues: {
        ...{ ':none': 0, ':one': 1, ':open': 'open', ':overdue': 'overdue' },
        ':nextOn': '2026-11-27',
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    expect(countCorrespondence('t', aHold()).Update).toMatchObject({
      TableName: 't',
      Key: { pk: `REF#${referralId}`, sk: 'HOLD#r1' },
      ExpressionAttributeNames: { '#status': 'status' },
    });
    expect(countCorrespondence('t', aHold()).Update?.ExpressionAttributeNames).not.toHaveProperty(
      '#view',
    );
    expect(countCorrespondence('t', aHold()).Update?.ExpressionAttributeValues).toEqual({
      ...{ ':none': 0, ':one': 1, ':open': 'open', ':overdue': 'overdue' },
    });
    expect(countCorrespondence('t', aHold()).Update?.UpdateExpression).toBe(
      'SET correspondence = if_not_exists(correspondence, :none) + :one',
    );
  });
});
