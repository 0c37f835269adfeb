import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Authorization } from '../../functions/authorization/authorization.ts';
import { decisionDetermination } from '../../functions/authorization/decision-determination.ts';
import { submissionBundle } from '../../functions/authorization/pas/bundle.ts';
import { payerGateway } from '../../functions/authorization/payer-gateway.ts';
import { applyAnswer, markRejected } from '../../functions/authorization/record-decision.ts';
import { eligibilityGateway } from '../../functions/coverage/eligibility-gateway.ts';
import { decideCoverage } from '../../functions/coverage/eligibility-rules.ts';
import { postToPayer } from '../../functions/payer/wire-gateway.ts';
import { anAuthorization, submissionFacts, submissionFor } from '../support/authorizations.ts';
import { openPayers } from '../support/payer-simulator.ts';
import { asked } from '../support/x12-answers.ts';

let payers: Awaited<ReturnType<typeof openPayers>>;
beforeAll(async () => {
  payers = await openPayers();
});
afterAll(() => payers.close());

let requests = 0;

/** What becomes of a request over the wire, and what a person reads of the answer. */
const sendAs = async (scenario: string) => {
  requests += 1;
  const referralId = `ref_01jd${String(requests).padStart(16, '0')}`;
  const before = anAuthorization({ referralId });
  const payer = payers.payer();
  const submission = submissionFor(scenario);
  const facts = submissionFacts({ authorization: before, submission, payer });
  const reply = await payerGateway(postToPayer).submit(payer, submissionBundle(facts));
  if (reply.outcome === 'rejected') {
    const after = markRejected(before, reply.words);
    return { after, words: after.payerSays?.join(' ') ?? '' };
  }
  const applied = applyAnswer(
    before,
    { answer: reply.answer, receivedAt: new Date().toISOString() },
    payer,
  );
  if (applied.outcome !== 'applied') throw new Error(applied.outcome);
  const after = applied.authorization;
  const { reasons } = decisionDetermination(after, reply.answer);
  return { after, words: reasons.map(({ text }) => text).join(' ') };
};

describe('a payer that answers over the wire', () => {
  it.each<[string, Authorization['status'], string]>([
    ['APPROVE', 'approved', ''],
    ['BARE', 'approved', ''],
    ['NOAUTH', 'approved', ''],
    ['CHANGED', 'changed', 'fewer units'],
    ['PARTIAL', 'changed', 'A2'],
    ['PRODUCT', 'changed', 'Q5103'],
    ['SHORTER', 'changed', 'an earlier end'],
    ['DENY', 'denied', 'A3; 0F'],
    ['DENYNOTE', 'denied', 'Two conventional therapies'],
    ['CANCEL', 'contact-payer', 'The payer says: C'],
    ['CANCELDRUG', 'contact-payer', 'Line 1 (J1745): cancelled'],
    ['CONTACT', 'contact-payer', 'CT'],
    ['UNKNOWN', 'contact-payer', 'A5'],
    ['ADDLINE', 'contact-payer', 'for line 99; 99601; 1 UN; A1'],
    ['INERROR', 'contact-payer', 'status entered-in-error'],
    ['DENIEDELSEWHERE', 'contact-payer', 'A decision where none belongs'],
    ['CONDITION', 'contact-payer', 'Ship from RxCo'],
    ['ESTIMATE', 'contact-payer', 'use predetermination'],
    ['BUTERROR', 'contact-payer', '33, The group number was not found.'],
    ['HEADER', 'contact-payer', 'For the whole: A1; number PA'],
    ['NONUMBER', 'contact-payer', 'needs person'],
    ['TWONUMBERS', 'contact-payer', 'two numbers'],
    ['MISSINGLINE', 'contact-payer', 'Line 3'],
    ['PENDSILENT', 'pended', 'A4; 0V'],
    ['PENDINFO', 'information-required', '11506-3'],
    ['PENDTASK', 'information-required', '11506-3 Progress note'],
    ['PENDCONTAINED', 'information-required', '11506-3'],
    ['PENDNOTE', 'information-required', 'chart notes of the last 90 days'],
    ['WAIT', 'pended', '33 | Y'],
    ['STOP', 'rejected', '33 | N'],
    ['REJECT', 'rejected', '33 | C | Bundle.entry[0].resource.diagnosis'],
    ['REFUSE', 'rejected', 'this request cannot be processed'],
    ['REFUSEFINE', 'rejected', 'the group number is not valid for this member'],
  ])('%s leaves the request %s', async (scenario, status, words) => {
    const { after, words: read } = await sendAs(scenario);
    expect(after.status).toBe(status);
    expect(read).toContain(words);
  });

  it.each(['EMPTY', 'GARBAGE'])('%s is a fault, and no answer', async (scenario) => {
    await expect(sendAs(scenario)).rejects.toThrow('payer-answer-unreadable');
  });

  it.each([
    ['APPROVE', 'active', ''],
    ['OLDNEW', 'active', ''],
    ['INACTIVE', 'coverage-not-active', '6 (inactive)'],
    ['PARTA', 'coverage-not-active', 'Part A alone'],
    ['NOTFOUND', 'coverage-identity', '75 C, the member is not found'],
    ['CORRECTED', 'coverage-identity', 'a correction of what identifies the member'],
    ['ADVANTAGE', 'coverage-other-payer', 'OTHER HEALTH PLAN'],
    ['OTHERPAYER', 'coverage-other-payer', 'OTHER HEALTH PLAN'],
    ['LOCKIN', 'coverage-in-doubt', 'SHORE PHARMACY; RESTRICTED RECIPIENT'],
    ['TWOPLANS', 'coverage-in-doubt', 'ACME CHOICE PPO, ACME CHOICE PPO PLUS'],
  ])('%s makes the coverage %s', async (scenario, decided, words) => {
    const payer = payers.payer();
    const [coverage] = submissionFor(scenario).coverages;
    if (!coverage) throw new Error('The example has a coverage.');
    const now = new Date();
    const answer = await eligibilityGateway(postToPayer).ask(
      payer,
      {
        ...asked,
        payer: { name: payer.name, ediId: payer.ediId, receiverId: payer.clearinghouse.receiverId },
        provider: { name: 'Lakeside', npi: '1234567893' },
        member: { ...asked.member, memberId: coverage.memberId },
        on: now.toISOString().slice(0, 10),
      },
      now,
    );
    const { determination } = decideCoverage([{ coverage, answer }]);
    expect(determination.answer).toBe(decided);
    expect(determination.reasons.map(({ text }) => text).join(' ')).toContain(words);
  });

  it('that refuses a request leaves nothing of what it said and asked before', () => {
    const before = anAuthorization({
      status: 'information-required',
      information: [{ kind: 'words', code: 'Send the notes.' }],
      informationDueAt: '2026-12-04T23:59:59.000Z',
      payerSays: ['Send the notes.'],
    });
    const after = markRejected(before);
    expect(after).toMatchObject({ status: 'rejected' });
    for (const name of ['information', 'informationDueAt', 'payerSays'])
      expect(after).not.toHaveProperty(name);
  });
});
