import { describe, expect, it } from 'vitest';
import { readEvidence } from '../../functions/hold/evidence.ts';
import {
  isOfWorkflow,
  placeStanding,
  rewriteStanding,
  standingHold,
} from '../../functions/hold/standing-hold.ts';
import { aHold } from '../support/holds.ts';

const referral = { referralId: 'ref_00000000000000000000', practiceNpi: '1234567893' };
const evidence = { orderVersion: 2, changes: ['dose'], found: [] };
const now = new Date('2026-11-20T15:00:00Z');
const asked = {
  kind: 'order',
  scope: 'r',
  reason: 'order-changed',
  stage: 'Book series',
  evidence,
} as const;

const standing = (scope: 'r' | `v${number}.`, count: number) =>
  aHold(undefined, { scope, count, standing: 'order', taskToken: undefined });

describe('a hold that no workflow waits with', () => {
  it('is open, due by the clock of its reason, and on the list of whose turn it is', () => {
    expect(standingHold(asked, { ...referral, doseBy: '2026-12-05' }, [], now)).toEqual({
      holdId: 'hold_00000000000000000000_rs1',
      referralId: referral.referralId,
      scope: 'r',
      count: 1,
      standing: 'order',
      reason: 'order-changed',
      stage: 'Book series',
      status: 'open',
      owner: 'clinician',
      team: 'clinician',
      practiceNpi: '1234567893',
      openedAt: '2026-11-20T15:00:00.000Z',
      dueAt: '2026-11-20T23:00:00Z',
      level: 0,
      doseBy: '2026-12-05',
      evidence,
    });
  });

  it('has no day of the first dose where none is known', () => {
    expect(standingHold(asked, referral, [], now)).not.toHaveProperty('doseBy');
  });

  it.each([
    ['first where there is none', [], 1],
    ['next after the highest', [standing('r', 2), standing('r', 5), standing('r', 3)], 6],
    ['first beside the waits of workflows', [aHold(undefined, { count: 4 })], 1],
    ['first beside those of a visit', [standing('v1.', 7)], 1],
  ])('is the %s', (_, known, count) => {
    expect(standingHold(asked, referral, known, now)).toMatchObject({
      count,
      holdId: `hold_00000000000000000000_rs${count}`,
    });
  });

  it('is told from one that a workflow waits, or waited, with', () => {
    expect([isOfWorkflow(standing('r', 1)), isOfWorkflow(aHold())]).toEqual([false, true]);
  });

  it('is placed once: whoever comes second learns what stands there', () => {
    const { Put } = placeStanding('t', standing('r', 1));
    expect(Put).toMatchObject({
      TableName: 't',
      Item: { holdId: 'hold_00000000000000000000_rs1', worklist: 'W#scheduler' },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  });

  it('is told anew only as it was seen: neither ended nor escalated meanwhile', () => {
    const { Put } = rewriteStanding('t', { ...standing('r', 1), status: 'overdue', level: 1 });
    expect(Put).toMatchObject({
      TableName: 't',
      Item: { holdId: 'hold_00000000000000000000_rs1', level: 1 },
      ConditionExpression:
        '#status = :status AND #level = :level AND attribute_not_exists(correspondence) AND attribute_not_exists(assignee)',
      ExpressionAttributeNames: { '#status': 'status', '#level': 'level' },
      ExpressionAttributeValues: { ':status': 'overdue', ':level': 1 },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  });
});

describe('what a hold is about', () => {
  it('is read by its reason, and never as that of another', () => {
    const changed = aHold(undefined, { reason: 'coverage-changed', evidence });
    expect(readEvidence(changed, 'coverage-changed')).toEqual(evidence);
    expect(readEvidence(changed, 'order-changed')).toBeUndefined();
  });

  it('is nothing where it cannot be read, and nothing was found where none is named', () => {
    const about = (told: typeof evidence | object) =>
      readEvidence({ reason: 'order-changed', evidence: told as never }, 'order-changed');
    expect(about({})).toBeUndefined();
    expect(about({ changes: 'dose' })).toBeUndefined();
    expect(about({ changes: ['dose'] })).toEqual({ changes: ['dose'], found: [] });
  });

  it.each([
    ['a step', { fault: 'PermanentFault:payer-unknown' }],
    ['a workflow', { execution: 'visit-1', status: 'FAILED' }],
  ])('is either of what may fail: %s', (_, told) => {
    expect(readEvidence({ reason: 'needs-attention', evidence: told }, 'needs-attention')).toEqual(
      told,
    );
  });

  it('keeps a payer’s channel to those that we ask on', () => {
    const told = (channel: string) =>
      readEvidence(
        { reason: 'payer-unavailable', evidence: { payerId: 'acme', channel, code: 'x' } },
        'payer-unavailable',
      );
    expect([told('x12')?.channel, told('pas')?.channel, told('fax')]).toEqual([
      'x12',
      'pas',
      undefined,
    ]);
  });
});

describe('texts of a patient that a hold is about', () => {
  const text = {
    textId: 'txt_1',
    at: '2026-11-20T15:00:00Z',
    words: 'I feel hot.',
    topic: 'unwell',
    visits: [{ visitId: 'vis_1', startsAt: '2026-12-01T15:00:00Z', zone: 'America/Chicago' }],
  };
  const told = { texts: [text], patients: ['pat_1'], number: 'n1' };
  const about = (evidence: object, reason: 'patient-wrote' | 'patient-unwell' = 'patient-wrote') =>
    readEvidence({ reason, evidence: evidence as never }, reason);

  it.each<[string, object, boolean]>([
    ['as they came', {}, true],
    ['of a number that is nobody’s any more', { former: true }, true],
    ['of a number of which nothing else may be said', { former: false }, false],
    ['with one that asks to end', { texts: [{ ...text, asksToEnd: true }] }, true],
    ['with nothing but that said of an end', { texts: [{ ...text, asksToEnd: false }] }, false],
    ['about a visit', { texts: [{ ...text, topic: 'visit' }] }, true],
    ['about something else', { texts: [{ ...text, topic: 'other' }] }, true],
    ['about what no rule can tell', { texts: [{ ...text, topic: 'unclear' }] }, true],
    ['about what nobody knows', { texts: [{ ...text, topic: 'weather' }] }, false],
    ['at no time', { texts: [{ ...text, at: 'soon' }] }, false],
    ['of a visit without its zone', { texts: [{ ...text, visits: [{ visitId: 'v' }] }] }, false],
    ['of nobody', { patients: undefined }, false],
  ])('are read %s', (_, different, is) => {
    const evidence = { ...told, ...different };
    for (const reason of ['patient-wrote', 'patient-unwell'] as const)
      expect(about(evidence, reason)).toEqual(is ? evidence : undefined);
  });
});

describe('what a change of an order tells', () => {
  it.each<[string, object, boolean]>([
    ['its version', { orderVersion: 2 }, true],
    ['no version of none', { orderVersion: 0 }, false],
    ['the limits that changed', { limits: [{ limit: 'dose', was: '5 mg', is: '4 mg' }] }, true],
    ['no limit without what it was', { limits: [{ limit: 'dose', is: '4 mg' }] }, false],
    ['what was found', { found: ['dose-above-range'] }, true],
  ])('is %s', (_, different, is) => {
    const told = { changes: ['dose'], found: [], ...different };
    for (const reason of ['order-changed', 'coverage-changed', 'place-changed'] as const)
      expect(readEvidence({ reason, evidence: told as never }, reason)).toEqual(
        is ? told : undefined,
      );
  });

  it.each([
    'approval-taken-back',
    'approval-lost',
    'answer-unexpected',
    'authorization-ending',
  ] as const)('of %s is which authorization it is of', (reason) => {
    const told = { authorizationId: 'auth_1' };
    expect(readEvidence({ reason, evidence: told }, reason)).toEqual(told);
    expect(readEvidence({ reason, evidence: {} }, reason)).toBeUndefined();
  });
});
