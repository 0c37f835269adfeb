import { describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import { holdSays } from '../../functions/hold/hold-words.ts';
import { type AuditRecord, seal } from '../../functions/platform/audit.ts';
import type { Determination } from '../../functions/platform/determination.ts';
import type { Principal } from '../../functions/platform/principal.ts';
import { describeHold } from '../../functions/worklist/hold-detail.ts';
import type { HoldSource } from '../../functions/worklist/hold-lists.ts';
import { listHolds } from '../../functions/worklist/list-holds.ts';
import { aCaller, aPerson } from '../support/callers.ts';
import { aHold } from '../support/holds.ts';

const caller = (groups: string) => aPerson('one', ...groups.split(' '));
const ownPractice = caller('referrer practice:1234567893');

const decided = (
  question: Determination['question'],
  text: string,
  code = 'reported',
): AuditRecord =>
  seal({
    referralId: 'ref_00000000000000000000',
    sequence: 1,
    at: '2026-11-20T14:00:00Z',
    event: 'visit.reaction-reported',
    actor: { kind: 'person', id: 'junia' },
    operation: 'op',
    detail: {},
    determination: {
      question,
      facts: {},
      rule: { id: 'r', version: '1', source: 's' },
      answer: 'a',
      reasons: [{ bearing: 'note', code, text }],
    },
    previous: '',
  });

const cleared = aHold(undefined, {
  reason: 'visit-suspended',
  team: 'clinician',
  owner: 'clinician',
  status: 'resolved',
  resolution: {
    action: 'clear',
    note: 'Hives on both arms; slower next time.',
    facts: {},
    by: { kind: 'person', id: 'cleo' },
    at: '2026-11-20T16:00:00Z',
  },
});

describe('a hold as its reader may see it', () => {
  const reported = [decided('reaction', 'Hives after an hour.')];
  it.each([
    ['clinician', true, true],
    ['coordinator', true, true],
    ['scheduler', false, false],
  ] as const)('%s: the note %s, the reasons %s', (role, note, why) => {
    const detail = describeHold(cleared, { records: reported }, caller(role));
    expect(detail.resolution?.note !== undefined).toBe(note);
    expect(detail.why.length > 0).toBe(why);
    expect(detail.resolution?.action).toBe('clear');
  });

  it.each([
    ['clinician', ['clearance-ended', 'allergy-match']],
    ['coordinator', ['clearance-ended', 'allergy-match']],
    ['scheduler', ['clearance-ended']],
  ] as const)('%s: what a clearance was of, only where findings are shown', (role, codes) => {
    const hold = aHold(undefined, {
      reason: 'clearance-ended',
      team: 'clinician',
      owner: 'clinician',
      scope: 'v1.',
    });
    const found = {
      code: 'allergy-match',
      severity: 'block' as const,
      pointer: '/allergies/0',
      text: 'The patient is allergic to the drug.',
      fix: 'Clear it with a reason.',
      source: 'labels',
    };
    const records = [decided('ready', 'It does not cover this visit.', 'clearance-ended')];
    const { why } = describeHold(hold, { records, cleared: [found] }, caller(role));
    expect(why.map(({ code }) => code)).toEqual(codes);
  });

  it.each([
    ['coordinator', ['payer-changed', 'of-another']],
    ['scheduler', ['payer-changed']],
  ] as const)('%s: what payers say of a coverage, only where that is shown', (role, codes) => {
    const hold = aHold(undefined, {
      reason: 'visit-not-ready',
      team: 'coordinator',
      scope: 'v1.',
    });
    const records = [
      decided('covered', 'Another payer covers the patient.', 'of-another'),
      decided('ready', 'Another payer than the one that authorized it.', 'payer-changed'),
    ];
    const { why } = describeHold(hold, { records }, caller(role));
    expect(why.map(({ code }) => code)).toEqual(codes);
  });

  it('tells how a limit is now, and how it was', () => {
    const limits = [{ limit: 'premedication', was: 'not needed', is: 'needed' }];
    const evidence = { orderVersion: 1, changes: ['policy'], found: [], limits };
    const hold = aHold(undefined, { reason: 'order-changed', team: 'clinician', evidence });
    expect(describeHold(hold, {}, caller('clinician')).why.at(-1)?.text).toBe(
      'Local policy, premedication: needed now; it was not needed when the order was judged.',
    );
  });

  it('tells the words that a finding rests on, as the practice sent them', () => {
    const hold = aHold(undefined, { reason: 'order-unsafe', team: 'clinician' });
    const finding = {
      code: 'timing-not-understood',
      severity: 'block' as const,
      pointer: '/order/sig',
      text: 'Words of the order are not understood.',
      fix: 'Say it in days.',
      source: 'own rule',
      said: 'every so often',
    };
    const [why] = describeHold(hold, { findings: [finding] }, caller('clinician')).why;
    expect(why).toMatchObject({ code: 'timing-not-understood', said: 'every so often' });
  });

  it('keeps what staff noted from the practice, and tells it why its referral waits', () => {
    const hold = { ...cleared, reason: 'denied' as const };
    const detail = describeHold(
      hold,
      { records: [decided('authorized', 'Step therapy.')] },
      ownPractice,
    );
    expect(detail.resolution).not.toHaveProperty('note');
    expect(detail.why).toEqual([{ code: 'reported', text: 'Step therapy.' }]);
  });

  it('tells nobody of a reaction whose hold is about something else', () => {
    const hold = aHold(undefined, { reason: 'visit-unrecorded' });
    const { why } = describeHold(hold, { records: reported }, caller('scheduler'));
    expect(JSON.stringify(why)).not.toContain('Hives');
  });

  const failed = (evidence: Hold['evidence']) =>
    describeHold(
      aHold(undefined, {
        reason: 'needs-attention',
        stage: 'Determine authorization need',
        evidence,
      }),
      { records: [decided('education', 'Chosen: 6 for every patient.')] },
      caller('coordinator'),
    ).why;

  it.each([
    [{ fault: 'PermanentFault:payer-unknown' }, 'payer-unknown', 'no entry for the payer'],
    [{ fault: 'PermanentFault:payer-refused:403' }, 'payer-refused:403', 'does not let us in'],
    [{ fault: 'TransientFault:http-503' }, 'http-503', 'did not answer'],
    [{ fault: 'States.Timeout:' }, 'States.Timeout', 'did not answer'],
    [{ fault: 'PermanentFault:TypeError' }, 'TypeError', 'nobody foresaw'],
    [{ status: 'TIMED_OUT', execution: 'x' }, 'TIMED_OUT', 'nobody foresaw'],
    [{}, 'unknown', 'nobody foresaw'],
  ])('says what failed, where, and what cures it: %j', (evidence, code, words) => {
    expect(failed(evidence)).toEqual([
      {
        code,
        text: expect.stringMatching(
          new RegExp(`${words}.*It was at: Determine authorization need\\.$`),
        ),
        fix: expect.stringMatching(/\.$/),
      },
    ]);
  });

  it('tells nothing of another question than the one that the wait follows from', () => {
    const records = [
      decided('authorized', 'Line 1 (J1745): denied.'),
      decided('education', 'Chosen: 6 for every patient.'),
    ];
    const evidence = { authorizationId: 'auth_00000000000000000000_1' };
    const why = (reason: Hold['reason']) =>
      describeHold(aHold(undefined, { reason, evidence }), { records }, caller('coordinator')).why;
    expect(why('approval-taken-back').map(({ text }) => text)).toEqual(['Line 1 (J1745): denied.']);
    expect(why('site-needs-clinician')).toEqual([]);
  });

  it('says which message did not arrive, without its words', () => {
    const hold = aHold(undefined, {
      reason: 'message-undelivered',
      evidence: {
        messageId: 'msg_1',
        kind: 'visit-moved',
        channel: 'text',
        recipient: 'patient',
        status: 'unknown',
        code: 'sender-lost',
      },
    });
    expect(describeHold(hold, {}, caller('coordinator')).why).toEqual([
      {
        code: 'sender-lost',
        text: 'The text about "visit moved" to the patient: nobody can say whether it went out.',
      },
    ]);
  });
});

describe('the lists of holds', () => {
  const npi = '1234567893';
  const asked = async (principal: Principal, query: Record<string, unknown> = {}) => {
    const sources: HoldSource[][] = [];
    const { body } = await listHolds({
      store: {
        list: async (of) => {
          sources.push([...of]);
          const row = { reason: 'denied', therapyId: 'ivig', payerId: 'acme-health' };
          return { items: [row], next: 'p', scanned: 1 };
        },
      },
    })({ principal, query: { limit: 25, ...query } } as never);
    return { sources: sources[0], body: body as { items: object[]; next: string } };
  };
  const keysOf = async (principal: Principal, query: Record<string, unknown> = {}) =>
    ((await asked(principal, query)).sources ?? []).map(({ index, key }) => `${index} ${key}`);

  it.each([
    ['clinician', {}, ['worklist W#clinician', 'escalated W#clinician']],
    ['admin', {}, ['worklist W#coordinator', 'escalated W#coordinator']],
    ['scheduler', { team: 'coordinator' }, ['worklist W#coordinator', 'escalated W#coordinator']],
    ['scheduler', { reason: 'denied' }, ['reasons W#scheduler#denied', 'escalated W#scheduler']],
    ['scheduler', { assignee: 'none' }, ['worklist W#scheduler', 'escalated W#scheduler']],
    ['scheduler', { assignee: 'me' }, ['assigned WHO#scheduler-1']],
    ['scheduler', { assignee: 'ann', team: 'clinician' }, ['assigned WHO#ann']],
    ['scheduler', { practice: npi, assignee: 'me' }, [`practice PRACTICE#${npi}#HOLD`]],
  ] as const)('%s asking for %j reads by the narrowest index', async (role, query, keys) => {
    expect(await keysOf(aCaller(role), query)).toEqual(keys);
  });

  it('are narrowed beyond what an index tells apart', async () => {
    const query = { team: 'clinician', assignee: 'ann', reason: 'denied', payer: 'acme-health' };
    const { sources } = await asked(aCaller('clinician'), query);
    expect(sources?.[0]?.filters).toMatchObject({
      team: 'clinician',
      reason: 'denied',
      payer: 'acme-health',
    });
    const escalated = (await asked(aCaller('clinician'), { reason: 'denied' })).sources?.[1];
    expect(escalated?.filters).toMatchObject({ reason: 'denied' });
  });

  it('go on where the page before ended, and in no other list', async () => {
    const { next: cursor } = (await asked(aCaller('clinician'))).body;
    await expect(keysOf(aCaller('clinician'), { cursor })).resolves.toHaveLength(2);
    await expect(keysOf(aCaller('scheduler'), { cursor })).rejects.toMatchObject({
      code: 'invalid-cursor',
    });
  });

  it('are not of a team and a practice at once', async () => {
    await expect(
      asked(aCaller('coordinator'), { practice: npi, team: 'coordinator' }),
    ).rejects.toMatchObject({ status: 400, code: 'one-list-at-a-time' });
  });

  it('name the therapy to whoever plans or treats, and to no administrator', async () => {
    const rowFor = async (principal: Principal) => (await asked(principal)).body.items[0];
    expect(await rowFor(aCaller('scheduler'))).toEqual({
      reason: 'denied',
      says: holdSays('denied'),
      therapyId: 'ivig',
      payerId: 'acme-health',
    });
    expect(await rowFor(aCaller('admin'))).not.toHaveProperty('therapyId');
    expect(await rowFor(aCaller('referrer', { practice: npi }))).toHaveProperty('therapyId');
  });

  it('show a practice only what is its own, by the practice it names', async () => {
    const principal = aPerson('x', 'referrer', `practice:${npi}`, 'practice:1000000020');
    expect(await keysOf(principal)).toEqual([`practice PRACTICE#${npi}#HOLD`]);
    expect(await keysOf(principal, { practice: '1000000020' })).toEqual([
      'practice PRACTICE#1000000020#HOLD',
    ]);
    await expect(asked(principal, { practice: '1000000038' })).rejects.toMatchObject({
      status: 404,
    });
  });
});
