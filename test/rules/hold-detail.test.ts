import { describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import { holdSays } from '../../functions/hold/hold-words.ts';
import { type AuditRecord, seal } from '../../functions/platform/audit.ts';
import type { Determination } from '../../functions/platform/determination.ts';
import type { Role } from '../../functions/platform/principal.ts';
import { describeHold } from '../../functions/worklist/hold-detail.ts';
import { listHolds } from '../../functions/worklist/list-holds.ts';
import { aPerson } from '../support/callers.ts';
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

describe('the holds of a practice', () => {
  const asked = (query: { team?: Role; practice?: string }) =>
    listHolds({
      store: {
        ofTeam: async (of) => ({ items: [{ owner: of, reason: 'denied' }] }),
        ofPractice: async (of) => ({ items: [{ owner: of, reason: 'denied' }] }),
      },
    })({ principal: caller('coordinator'), query: { limit: 25, ...query } } as never);

  it('are shown to staff who ask for them', async () => {
    expect((await asked({ practice: '1234567893' })).body).toEqual({
      items: [{ owner: '1234567893', reason: 'denied', says: holdSays('denied') }],
    });
  });

  it('are not mixed with those of a team', async () => {
    const both = asked({ practice: '1234567893', team: 'coordinator' });
    await expect(both).rejects.toMatchObject({ status: 400, code: 'one-list-at-a-time' });
  });
});

describe('the worklists', () => {
  const asked = (role: Role, team?: Role) =>
    listHolds({
      store: {
        ofTeam: async (of) => ({ items: [{ owner: of, reason: 'denied' }] }),
        ofPractice: async () => ({ items: [] }),
      },
    })({ principal: caller(role), query: { limit: 25, team } } as never);

  it.each([
    ['clinician', undefined, 'clinician'],
    ['admin', undefined, 'coordinator'],
    ['scheduler', undefined, 'scheduler'],
    ['scheduler', 'coordinator', 'coordinator'],
  ] as const)('%s asking for %s gets the list of %s', async (role, team, of) => {
    expect((await asked(role, team)).body).toEqual({
      items: [{ owner: of, reason: 'denied', says: holdSays('denied') }],
    });
  });

  it('show a practice only what is its own, by the practice it names', async () => {
    const pages: string[] = [];
    const ask = (practice?: string) =>
      listHolds({
        store: {
          ofTeam: async () => ({ items: [] }),
          ofPractice: async (npi) => {
            pages.push(npi);
            return { items: [] };
          },
        },
      })({
        principal: aPerson('x', 'referrer', 'practice:1234567893', 'practice:1000000020'),
        query: { limit: 25, practice },
      } as never);
    await ask();
    await ask('1000000020');
    await expect(ask('1000000038')).rejects.toMatchObject({ status: 404 });
    expect(pages).toEqual(['1234567893', '1000000020']);
  });
});
