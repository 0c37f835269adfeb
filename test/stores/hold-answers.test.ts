import { afterAll, describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { type HoldReason, holdReasonNames, reasonRow } from '../../functions/hold/hold-reasons.ts';
import { byStep } from '../../functions/platform/audit.ts';
import type { Determination } from '../../functions/platform/determination.ts';
import type { HoldScope } from '../../functions/platform/ids.ts';
import { commit } from '../../functions/platform/record.ts';
import { showHold } from '../../functions/worklist/list-holds.ts';
import { HoldDetail } from '../../functions/worklist/routes.ts';
import { shownHold } from '../../functions/worklist/shown-hold.ts';
import { storeReferral, submissionFor } from '../support/authorizations.ts';
import { aPerson } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aHold, holdDesk } from '../support/holds.ts';
import { given } from '../support/network.ts';
import { examplePayer } from '../support/payer-simulator.ts';

const { table, close } = await openDatabase();
afterAll(close);

/** The answer from which a wait follows, where it follows from one. */
const questions: Readonly<Partial<Record<HoldReason, Determination['question']>>> = {
  'coverage-not-active': 'covered',
  'coverage-identity': 'covered',
  'coverage-other-payer': 'covered',
  'coverage-in-doubt': 'covered',
  'site-needs-clinician': 'site-of-care',
  'authorization-need-unknown': 'authorization-needed',
  'conditions-undocumented': 'criteria',
  'evidence-missing': 'criteria',
  'evidence-contradictory': 'criteria',
  'criteria-not-met': 'criteria',
  'payer-decision': 'authorized',
  'information-requested': 'authorized',
  denied: 'authorized',
  'denied-site-of-care': 'authorized',
  'approval-changed': 'authorized',
  'submission-rejected': 'authorized',
  'payer-contact': 'authorized',
  'approval-taken-back': 'authorized',
  'approval-lost': 'authorized',
  'answer-unexpected': 'authorized',
  'no-capacity': 'series',
  'visit-not-ready': 'ready',
  'clearance-ended': 'ready',
  'visit-suspended': 'reaction',
};

const scopes: Readonly<Partial<Record<HoldReason, HoldScope>>> = {
  'visit-not-ready': 'v1.',
  'clearance-ended': 'v1.',
  'visit-unrecorded': 'v1.',
  'visit-suspended': 'v1.',
  denied: 'a1.',
  'payer-decision': 'a1.',
};

/** Everything that any hold may say of what it is about. */
const evidenceOf = (reason: HoldReason, referralId: string): Hold['evidence'] => ({
  authorizationId: `auth_${referralId.slice(4)}_1`,
  visitId: `vis_${referralId.slice(4)}_1`,
  changes: reason === 'place-changed' ? ['place'] : ['dose'],
  patientId: 'pat_1',
  others: ['pat_2'],
  channels: ['text'],
  doses: [2],
  from: 2,
  doseBy: '2026-12-01',
  on: '2026-12-05',
  wish: 'later',
  lacks: ['nurse'],
  siteId: 'site_lakeside',
  because: ['payer-not-free'],
  found: ['no-access'],
  messageId: 'msg_1',
  kind: 'visit-moved',
  channel: reason === 'payer-unavailable' ? 'pas' : 'text',
  recipient: 'patient',
  status: 'unknown',
  code: reason === 'payer-unavailable' ? 'payer-silent' : 'sender-lost',
  payerId: 'acme-health',
  lacking: [{ visitId: 'v', dose: 2, on: '2026-12-05', code: 'J1745', lacks: 'units' }],
  lines: [{ code: 'J1745', of: 'units', authorized: 30, used: 31 }],
  fault: 'PermanentFault:payer-unknown',
  correspondenceId: 'cor_1',
  texts: [
    {
      textId: 't1',
      at: '2026-11-20T14:00:00Z',
      words: 'I feel dizzy',
      topic: 'unwell',
      visits: [],
    },
  ],
  patients: ['pat_1'],
  number: 'n1',
  asked: [
    {
      itemId: 'line-care',
      title: 'Care of your line',
      at: '2026-11-20T14:00:00Z',
      by: 'Odalys Testa, the patient',
    },
  ],
  since: '2026-11-20T15:00:00.000Z',
});

const finding = {
  code: 'dose-above-range',
  severity: 'block' as const,
  pointer: '/order/dose',
  text: 'The dose is above what is usual.',
  fix: 'Correct it, or say why.',
  source: 'test',
};

/** An open hold of a reason as its worker reads it over GET /holds/{id}. */
const shown = async (reason: HoldReason, different: Partial<Hold> = {}) => {
  const { referralId } = await storeReferral(
    table,
    { submission: submissionFor('APPROVE'), payer: examplePayer() },
    { findings: [finding] },
  );
  const { owner, team } = reasonRow(reason);
  const hold = aHold(referralId, {
    reason,
    owner,
    team,
    scope: scopes[reason] ?? 'r',
    evidence: evidenceOf(reason, referralId),
    dueAt: '2026-11-23T15:00:00Z',
    ...different,
  });
  const question = questions[reason];
  await commit(table, {
    referralId,
    operation: 'before',
    event: 'hold.placed',
    actor: byStep('place-hold'),
    at: hold.openedAt,
    detail: { holdId: hold.holdId, ending: 'units-run-out' },
    ...(question
      ? {
          determination: {
            question,
            facts: {},
            rule: { id: 'r', version: '1', source: 's' },
            answer: 'a',
            reasons: [{ bearing: 'against', code: 'c', text: 'The payer says: step therapy.' }],
          },
        }
      : {}),
    items: [],
  });
  await given(table, { items: [holdItem(hold)] });
  const answer = await showHold({
    store: holdDesk(table),
    show: shownHold(table),
    now: () => new Date('2026-11-20T16:00:00Z'),
  })({
    principal: aPerson('somebody', 'coordinator', 'clinician', 'scheduler'),
    path: { holdId: hold.holdId },
  } as never);
  return HoldDetail.parse(answer.body);
};

const sentence = /^.{2,}\.$/;

describe('every open hold answers', () => {
  it.each(holdReasonNames)(
    '%s: what, in whose words, until when and why, and what each way costs',
    async (reason) => {
      const hold = await shown(reason);
      expect(hold.asks).toMatch(sentence);
      expect(hold.asks).not.toBe(hold.says);
      expect(hold.words).toMatch(/^(payer|practice|patient|nurse|desk|rules)$/);
      expect(hold.why.length).toBeGreaterThan(0);
      for (const { text } of hold.why) expect(text).toMatch(/\S/);
      expect(hold.why.map(({ code }) => code)).not.toContain('evidence-not-understood');
      expect(hold.dueAt).toBe('2026-11-23T15:00:00Z');
      expect(hold.dueBecause).toMatch(sentence);
      expect(hold.actions.length).toBeGreaterThan(0);
      for (const { says, costs } of hold.actions) {
        expect(says).toMatch(/\S/);
        expect(costs).toMatch(sentence);
      }
    },
  );
});
