import { describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import type { HoldReason } from '../../functions/hold/hold-reasons.ts';
import type { TransactItem } from '../../functions/platform/transaction.ts';
import { isAnswered } from '../../functions/referral/asked-for.ts';
import { authorizedOtherwise } from '../../functions/referral/authorized-otherwise.ts';
import { closingParts, endedByCompletion } from '../../functions/referral/closing.ts';
import { endedByCorrection } from '../../functions/referral/ended-by-correction.ts';
import {
  settledByClosing,
  settledByCorrection,
  settledByDocument,
} from '../../functions/referral/hold-settlements.ts';
import { aHold } from '../support/holds.ts';
import { aReferral, aSubmission } from '../support/referrals.ts';

const by = { kind: 'person', id: 'cora' } as const;
const at = '2026-11-20T16:00:00Z';

const waits = (...reasons: HoldReason[]): Hold[] =>
  reasons.map((reason, index) => aHold(undefined, { reason, count: index + 1 }));

/** What each wait is told, by its reason. */
const told = (holds: readonly Hold[], items: readonly TransactItem[]) =>
  items.map(({ Update }) => {
    const hold = holds.find(({ holdId }) => Update?.Key?.sk === `HOLD#${holdId.split('_')[2]}`);
    return [hold?.reason, Update?.ExpressionAttributeValues?.[':settlement']];
  });

const elsewhere = aSubmission({ coverages: [] });

type Change = Partial<Parameters<typeof endedByCorrection>[1]>;
const corrected = (holds: readonly Hold[], change: Change = {}) =>
  settledByCorrection(
    't',
    endedByCorrection(holds, {
      before: aSubmission(),
      after: aSubmission(),
      verdict: 'complete',
      status: 'accepted',
      moved: false,
      ...change,
    }),
    { by, at },
  );

describe('a wait for what a payer wants to be shown before it is asked', () => {
  const waiting = waits(
    'evidence-missing',
    'evidence-contradictory',
    'criteria-not-met',
    'conditions-undocumented',
  );

  it.each([
    ['a correction', () => corrected(waiting)],
    ['a document', () => settledByDocument('t', waiting, { by, at }, true)],
  ])('ends with %s, and the criteria are looked at again', (_says, ending) => {
    const { holdIds, items } = ending();
    expect(holdIds).toHaveLength(4);
    expect(told(waiting, items)).toEqual([
      ['evidence-missing', { resume: 'Draft authorization' }],
      ['evidence-contradictory', { resume: 'Draft authorization' }],
      ['criteria-not-met', { resume: 'Draft authorization' }],
      ['conditions-undocumented', { resume: 'Determine authorization need' }],
    ]);
  });
});

describe('a wait for what a payer was asked', () => {
  const waiting = [...waits('payer-decision', 'denied', 'information-requested')].map((hold) => ({
    ...hold,
    taskToken: 'token',
  }));
  const paidBy = (payerId: string) =>
    aSubmission({
      coverages: [{ rank: 'primary', payerId, memberId: 'M1', relationship: 'self' }],
    });
  const ends = (holds: readonly Hold[], change: Change) =>
    corrected(holds, { before: paidBy('acme-health'), ...change }).holdIds.length;

  it.each<[string, readonly Hold[], Change, number]>([
    ['ends where another payer is named', waiting, { after: paidBy('summit-trust') }, 3],
    ['goes on for the same payer', waiting, { after: paidBy('acme-health') }, 0],
    ['goes on where no payer is named any more', waiting, { after: elsewhere }, 0],
    [
      'goes on once visits are booked: a coordinator is asked',
      waiting,
      { after: paidBy('summit-trust'), status: 'active' },
      0,
    ],
    [
      'is not one that no workflow waits in',
      waits('payer-decision').map((hold) => ({ ...hold, taskToken: undefined })),
      { after: paidBy('summit-trust') },
      0,
    ],
  ])('%s', (_, holds, change, count) => {
    expect(ends(holds, change)).toBe(count);
  });
});

describe('a wait of a round with a payer', () => {
  const round: readonly HoldReason[] = [
    ...(['payer-unavailable', 'packet-to-send', 'evidence-missing', 'criteria-not-met'] as const),
    ...(['payer-decision', 'information-requested', 'denied', 'denied-site-of-care'] as const),
    ...(['approval-changed', 'submission-rejected', 'payer-contact'] as const),
  ];
  const paidBy = (payerId: string, rank: 'primary' | 'secondary' = 'primary') =>
    aSubmission({ coverages: [{ rank, payerId, memberId: 'M1', relationship: 'self' }] });
  const ofAnother = { before: paidBy('acme-health'), after: paidBy('summit-trust') };

  it.each(round)(
    'ends once, and all is checked again, where another payer is named: %s',
    (reason) => {
      const holds = waits(reason);
      const { holdIds, items } = corrected(holds, ofAnother);
      expect(holdIds).toEqual([holds[0]?.holdId]);
      expect(told(holds, items)).toEqual([[reason, { resume: 'Check completeness' }]]);
    },
  );

  it('is no wait for anything else', () => {
    const holds = waits('visit-suspended', 'needs-attention', 'authorization-need-unknown');
    const { holdIds } = corrected(holds, ofAnother);
    expect(holdIds).toEqual([holds[2]?.holdId]);
  });

  it('goes on where only who pays second is another', () => {
    const holds = waits('payer-decision');
    const second = { before: paidBy('acme-health'), after: paidBy('summit-trust', 'secondary') };
    expect(corrected(holds, second).holdIds).toEqual([]);
  });
});

describe('a wait for a clearance that has ended', () => {
  it('ends with a correction, and the visit is checked again', () => {
    const holds = waits('clearance-ended');
    const { holdIds, items } = corrected(holds);
    expect(holdIds).toEqual([holds[0]?.holdId]);
    expect(told(holds, items)).toEqual([['clearance-ended', { resume: 'Check visit' }]]);
  });
});

describe('a correction ends', () => {
  const everything = waits(
    'order-incomplete',
    'order-unsafe',
    'order-drug-unknown',
    'coverage-not-active',
    'coverage-identity',
    'coverage-other-payer',
    'coverage-in-doubt',
    'site-needs-clinician',
    'authorization-need-unknown',
    'no-capacity',
    'payer-decision',
  );
  const ended = (change: Change) => {
    const { holdIds, items } = corrected(everything, change);
    expect(told(everything, items)).toHaveLength(holdIds.length);
    return told(everything, items).map(([reason, settlement]) => [
      reason,
      (settlement as { resume: string }).resume,
    ]);
  };
  const order = [
    ['order-incomplete', 'Check completeness'],
    ['order-unsafe', 'Check completeness'],
    ['order-drug-unknown', 'Check completeness'],
  ];
  const coverage = [
    ['coverage-not-active', 'Verify eligibility'],
    ['coverage-identity', 'Verify eligibility'],
    ['coverage-other-payer', 'Verify eligibility'],
    ['coverage-in-doubt', 'Verify eligibility'],
  ];

  it.each<[string, Change, string[][]]>([
    ['the waits for the order, of one that is complete now', {}, order],
    ['them too, of one that is unsafe', { verdict: 'unsafe' }, order],
    ['none for what is still missing', { verdict: 'missing' }, order.slice(1)],
    [
      'those for the coverage, of another one, and what follows from it before a payer is asked',
      { after: elsewhere },
      [
        ...order,
        ...coverage,
        ['site-needs-clinician', 'Verify eligibility'],
        ['authorization-need-unknown', 'Verify eligibility'],
        ['no-capacity', 'Verify eligibility'],
      ],
    ],
    [
      'only those for the coverage once visits are booked',
      { after: elsewhere, status: 'active' },
      [...order, ...coverage],
    ],
    [
      'those for the site, of another place',
      { moved: true },
      [
        ...order,
        ['site-needs-clinician', 'Choose site of care'],
        ['no-capacity', 'Choose site of care'],
      ],
    ],
    [
      'each once, of another coverage and another place',
      { after: elsewhere, moved: true },
      [
        ...order,
        ...coverage,
        ['site-needs-clinician', 'Verify eligibility'],
        ['authorization-need-unknown', 'Verify eligibility'],
        ['no-capacity', 'Verify eligibility'],
      ],
    ],
  ])('%s', (_, change, reasons) => {
    expect(ended(change)).toEqual(expect.arrayContaining(reasons));
    expect(ended(change)).toHaveLength(reasons.length);
  });

  it('what is open, and says who corrected it and when', () => {
    const holds = [
      aHold(undefined, { reason: 'order-unsafe', status: 'resolved' }),
      aHold(undefined, { reason: 'order-unsafe', status: 'overdue', count: 2 }),
    ];
    const { holdIds, items } = corrected(holds);
    expect(holdIds).toEqual([holds[1]?.holdId]);
    expect(items[0]?.Update?.TableName).toBe('t');
    expect(items[0]?.Update?.ExpressionAttributeValues?.[':resolution']).toEqual({
      action: 'corrected',
      facts: {},
      by,
      at,
    });
  });
});

describe('a document', () => {
  it('that is not all that was asked for ends no wait of a payer', () => {
    const holds = waits('information-requested', 'evidence-missing');
    const { holdIds } = settledByDocument('t', holds, { by, at }, false);
    expect(holdIds).toEqual([holds[1]?.holdId]);
  });

  it('answers a payer that waits for information, and nothing else', () => {
    const holds = waits('information-requested', 'order-incomplete');
    const { holdIds, items } = settledByDocument('t', holds, { by, at }, true);
    expect(holdIds).toEqual([holds[0]?.holdId]);
    expect(told(holds, items)).toEqual([
      ['information-requested', { resume: 'Submit authorization' }],
    ]);
    expect(items[0]?.Update?.ExpressionAttributeValues?.[':resolution']).toEqual({
      action: 'supply',
      facts: {},
      by,
      at,
    });
  });
});

describe('a document of several that a payer asked for', () => {
  const open = { information: [{ code: '11506-3' }, { code: '11502-2' }, { code: 'the notes' }] };
  const file = (information: object) => ({
    each: <T>(_: string, schema: { parse: (one: unknown) => T }) => [
      schema.parse({
        status: 'information-required',
        sent: { documents: 1 },
        ...information,
      }),
    ],
  });
  const note = { title: 'Note', type: '11506-3', contentType: 'application/pdf' };
  const results = { title: 'Results', type: '11502-2', contentType: 'application/pdf' };
  const other = { title: 'Letter', type: '57133-1', contentType: 'application/pdf' };
  const untyped = { title: 'Scan', contentType: 'application/pdf' };

  it.each<[string, object, object[], boolean]>([
    ['one of two', open, [note], false],
    ['both kinds', open, [note, results], true],
    ['one of a kind, and one that does not say what it is', open, [note, untyped], true],
    ['a bystander beside one', open, [note, other], false],
    ['the same twice', open, [note, note], false],
    ['one thing, with whatever comes', { information: [{ code: '11506-3' }] }, [other], true],
    [
      'one thing, asked for on each line',
      { information: [note, note].map(({ type }) => ({ code: type })) },
      [other],
      true,
    ],
    [
      'three things in words, two of them',
      { information: ['a', 'b', 'c'].map((code) => ({ code })) },
      [note, other],
      false,
    ],
    [
      'three things in words',
      { information: ['a', 'b', 'c'].map((code) => ({ code })) },
      [note, other, untyped],
      true,
    ],
    [
      'its report type and its code',
      { information: [{ code: '09' }, { code: '11506-3' }] },
      [note],
      true,
    ],
    [
      'one thing by its report type and its code, with a document of another kind',
      { information: [{ code: '09' }, { code: '11506-3' }] },
      [other],
      true,
    ],
    [
      'one thing by type, code and words, and where to send it',
      {
        information: ['09', '11506-3', 'Of the last visit.', 'Send it to: NM1*L5'].map((code) => ({
          code,
        })),
      },
      [other],
      true,
    ],
    [
      'two report types, one of them',
      { information: [{ code: '09' }, { code: 'LA' }] },
      [other],
      false,
    ],
    [
      'three by report type and code, two of them',
      {
        information: ['09', '11506-3', 'LA', '11502-2', '08', '18776-5'].map((code) => ({ code })),
      },
      [note, results],
      false,
    ],
    [
      'two of one report type, in words',
      { information: ['09', 'notes of May', 'notes of June'].map((code) => ({ code })) },
      [other],
      false,
    ],
    ['nothing that can be read', { information: [] }, [other], true],
  ])('%s: %#', (_, information, added, isAll) => {
    const before = { ...untyped, title: 'Sent with the request' };
    expect(isAnswered(file(information) as never, [before, ...added] as never)).toBe(isAll);
  });

  it('is the answer where another round than the one that ended asks for it', () => {
    const ended = file({ ...open, status: 'withdrawn' });
    expect(isAnswered(ended as never, [untyped] as never)).toBe(true);
  });
});

describe('a referral that is closed', () => {
  const ending = { action: 'close', by, at, note: 'gone abroad' };

  it('ends every wait, with its reason and the note', () => {
    const holds = [...waits('payer-decision'), aHold(undefined, { count: 2, status: 'cancelled' })];
    const items = settledByClosing('t', holds, 'withdrawn', ending);
    expect(told(holds, items)).toEqual([
      ['payer-decision', { resume: 'close', closeReason: 'withdrawn' }],
    ]);
    expect(items[0]?.Update?.ExpressionAttributeValues?.[':resolution']).toEqual({
      action: 'close',
      facts: {},
      by,
      at,
      note: 'gone abroad',
    });
  });

  it('leaves what a patient wrote to be read and answered', () => {
    const holds = waits('patient-wrote', 'patient-unwell', 'teaching-asked', 'message-undelivered');
    expect(told(holds, settledByClosing('t', holds, 'withdrawn', ending))).toEqual([
      ['message-undelivered', { resume: 'close', closeReason: 'withdrawn' }],
    ]);
  });

  it('changes its status from those it may be closed from, with the waits beside it', () => {
    const referral = aReferral();
    const holds = [aHold(referral.referralId)];
    const [main, ...endedByCorrection] = closingParts(
      't',
      { referral, holds },
      { from: ['accepted'], closeReason: 'withdrawn' },
      ending,
    );
    expect(main?.Update?.Key).toEqual({ pk: `REF#${referral.referralId}`, sk: 'REFERRAL' });
    const values = JSON.stringify(main?.Update?.ExpressionAttributeValues);
    expect(values).toContain('"closed"');
    expect(values).toContain('"withdrawn"');
    expect(values).toContain('"accepted"');
    expect(endedByCorrection).toHaveLength(1);
    // Nobody watches any more whether its workflow began.
    expect(main?.Update?.UpdateExpression).toMatch(/REMOVE due, dueSort/);
  });
});

describe('the last visit ends', () => {
  const standing = { taskToken: undefined, standing: 'message' } as const;
  it.each<[string, Partial<Hold>, boolean]>([
    ['the wait of a workflow', {}, true],
    ['what nobody has to do any more', { ...standing, reason: 'move-requested' }, true],
    ['no fault: it is looked into', { reason: 'needs-attention' }, false],
    ['nothing that has ended', { status: 'resolved' }, false],
    ['no reaction that a person reviews', { ...standing, reason: 'visit-suspended' }, false],
    ['no message that did not arrive', { ...standing, reason: 'message-undelivered' }, false],
    ['no text that a person answers', { ...standing, reason: 'patient-wrote' }, false],
    ['no text of somebody unwell', { ...standing, reason: 'patient-unwell' }, false],
    ['no word that the patient has died', { ...standing, reason: 'death-reported' }, false],
    ['no approval that was taken back', { ...standing, reason: 'approval-taken-back' }, false],
    ['no approval that was lost', { ...standing, reason: 'approval-lost' }, false],
    ['no answer that nobody expected', { ...standing, reason: 'answer-unexpected' }, false],
    ['the wait of a workflow for such a thing', { reason: 'visit-suspended' }, true],
  ])('%s', (_, hold, ends) => {
    const one = aHold(undefined, hold);
    expect(endedByCompletion([one])).toEqual(ends ? [one] : []);
  });
});

describe('an order that the payer authorized otherwise', () => {
  const referral = aReferral({ orderVersion: 2 });
  const now = new Date(at);
  const asked = (changes: unknown, holds: Hold[] = []) =>
    authorizedOtherwise('t', { referral, holds }, changes, now);

  it('is asked about, with what differs and the version that it is of', () => {
    const [{ Put } = {}, ...others] = asked(['dose', 'doses', 'drug']);
    expect(others).toEqual([]);
    expect(Put).toMatchObject({
      TableName: 't',
      Item: {
        referralId: referral.referralId,
        scope: 'r',
        standing: 'order',
        reason: 'coverage-changed',
        stage: 'Book series',
        evidence: { orderVersion: 2, changes: ['drug', 'dose'], found: [] },
      },
    });
  });

  it.each<[string, unknown, Hold[]]>([
    ['that the payer was not asked about', ['doses', 'tolerance'], []],
    ['that nobody can read', 'dose', []],
    ['while it is asked anyway', ['dose'], waits('coverage-changed')],
  ])('is left for a change %s', (_, changes, holds) => {
    expect(asked(changes, holds)).toEqual([]);
  });

  it('is asked about again once the last question has ended, or another is open', () => {
    const ended = aHold(undefined, { reason: 'coverage-changed', status: 'resolved' });
    expect(asked(['dose'], [ended])).toHaveLength(1);
    expect(asked(['dose'], waits('order-changed'))).toHaveLength(1);
  });
});
