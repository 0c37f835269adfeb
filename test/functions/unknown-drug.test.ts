import { afterAll, describe, expect, it } from 'vitest';
import { writeMedicationRequest } from '../../functions/authorization/pas/resources.ts';
import { requestLines } from '../../functions/authorization/request-lines.ts';
import { chain } from '../../functions/platform/record.ts';
import { checkCompleteness } from '../../functions/referral/check-completeness.ts';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { correctedSubmission } from '../../functions/referral/corrected-submission.ts';
import { readItems } from '../../functions/referral/reading.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { referralFile } from '../../functions/referral/referral-file.ts';
import { referralStore } from '../../functions/referral/store.ts';
import { readNative } from '../../functions/referral/submission-body.ts';
import { EnteredDrug } from '../../functions/therapy/entered-drug.ts';
import { enteredTherapyId } from '../../functions/therapy/entered-therapy.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { aReferralId } from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { anEnteredDrug } from '../support/entered-drug.ts';
import { given } from '../support/network.ts';
import { examplePayer } from '../support/payer-simulator.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';
import { clockFrom, endHold } from '../support/steps.ts';

const { table, close } = await openDatabase();
afterAll(close);
const today = '2026-11-20';

const ferumoxytol = (
  different: Partial<Submission['order']> = {},
  urgency?: 'urgent',
): Submission =>
  aSubmission({
    ...(urgency ? { urgency } : {}),
    order: anOrder({
      therapyId: undefined,
      drug: 'ferumoxytol 510 mg',
      dose: { value: '510', unit: 'mg' },
      frequency: { loadingDays: [0, 7] },
      doses: 2,
      durationMinutes: undefined,
      ...different,
    }),
  });

const entered = (different: Partial<Submission['order']> = {}): Submission =>
  ferumoxytol({ therapyId: enteredTherapyId, entered: anEnteredDrug(), ...different });

const received = async (submission: Submission) => {
  const referralId = aReferralId();
  const { therapyId: _, ...referral } = aReferral({ referralId, urgency: submission.urgency });
  await given(table, { referrals: [{ referral, submission }] });
  const now = clockFrom('2026-11-20T16:00:00Z');
  return {
    referralId,
    check: (turn = 0) =>
      checkCompleteness({ store: referralStore(table), now })({
        referralId,
        operation: `check:${turn}`,
      }),
    file: async () => referralFile(await readItems(table, referralId)),
  };
};

describe('a drug that the catalogue does not know', () => {
  it.each([
    ['waits for a pharmacist the same day', ferumoxytol(), '2026-11-21T00:01:00Z'],
    ['waits two hours where it is urgent', ferumoxytol({}, 'urgent'), '2026-11-20T18:01:00Z'],
    [
      'waits for a pharmacist also where the practice forgot something',
      { ...ferumoxytol(), allergies: undefined },
      '2026-11-21T00:01:00Z',
    ],
  ])('%s', async (_, submission, dueAt) => {
    const { check } = await received(submission);
    expect(await check()).toEqual({ outcome: 'hold', reason: 'order-drug-unknown', dueAt });
  });

  it('is not blamed on the practice', () => {
    const found = checkSubmission(ferumoxytol(), today).find(
      ({ code }) => code === 'therapy-unknown',
    );
    expect(found?.severity).toBe('block');
    expect(found?.fix).toContain('Nothing to do for the practice');
  });

  it('goes on once a pharmacist has entered it, under a mark', async () => {
    const { referralId, check, file } = await received(ferumoxytol());
    await check(0);
    const resume = await endHold(table, referralId, {
      reason: 'order-drug-unknown',
      action: 'enter-drug',
      note: 'Read from the label.',
      drug: anEnteredDrug(),
    });
    expect(resume).toBe('Check completeness');
    expect(await check(1)).toEqual({ outcome: 'complete' });
    const { referral, submission } = (await file()) ?? {};
    expect(referral).toMatchObject({
      status: 'accepted',
      therapyId: enteredTherapyId,
      orderVersion: 2,
    });
    expect(submission?.order.entered?.name).toBe('Ferumoxytol');
    const { determination } = (await chain(table, referralId)).at(-1) ?? {};
    expect(determination?.reasons).toContainEqual(
      expect.objectContaining({ code: 'drug-entered', bearing: 'note' }),
    );
  });

  it('is asked for under the code that was entered, by its containers', () => {
    const submission = entered();
    const { lines } =
      requestLines({
        submission,
        therapy: lookUpTherapy(enteredTherapyId, submission.order.entered) as never,
        payer: examplePayer('acme-health'),
        setting: 'infusion-center',
        urgency: 'standard',
        on: today,
      }) ?? {};
    expect(lines?.[0]).toMatchObject({ kind: 'drug', code: 'Q0138', units: 1020, perVisit: 510 });
  });

  it('is blocked above the dose that was entered as the most', () => {
    const most = entered();
    const more = entered({ dose: { value: '510.1', unit: 'mg' } });
    expect(checkSubmission(most, today).map(({ code }) => code)).toEqual(['drug-entered']);
    expect(checkSubmission(more, today).map(({ code }) => code)).toContain('dose-above-maximum');
  });
});

describe('what a pharmacist entered', () => {
  const correct = (patch: unknown) =>
    correctedSubmission(entered(), patch, 'application/merge-patch+json', today).order;

  it('stays when the practice corrects something else', () => {
    expect(correct({ order: { doses: 1 } })).toMatchObject({
      therapyId: enteredTherapyId,
      entered: { hcpcs: 'Q0138' },
      doses: 1,
    });
  });

  it('ends with the drug it was entered for', () => {
    expect(correct({ order: { drug: 'iron sucrose' } })).toMatchObject({
      therapyId: 'iron_sucrose',
    });
    expect(correct({ order: { drug: 'iron sucrose' } }).entered).toBeUndefined();
    expect(correct({ order: { therapyId: 'iron_sucrose' } }).entered).toBeUndefined();
  });

  it('cannot be sent by a practice, nor stood in for by its name', () => {
    expect(() => readNative(entered())).toThrow();
    const named = ferumoxytol({ therapyId: enteredTherapyId });
    expect(checkSubmission(named, today).map(({ code }) => code)).toContain('therapy-unknown');
  });

  it('bears the NDC to the payer, beside what the practice sent', () => {
    const ndc = '59338-0775-01';
    const links = { patient: { fullUrl: 'urn:p' }, requester: { fullUrl: 'urn:r' } } as never;
    const coding = (codes: Submission['order']['codes'], drug = anEnteredDrug({ ndc })) => {
      const submission = entered({ codes, entered: drug });
      const { medicationCodeableConcept } = writeMedicationRequest(
        submission,
        lookUpTherapy(enteredTherapyId, drug) as Therapy,
        links,
      );
      return medicationCodeableConcept?.coding?.map(({ code }) => code);
    };
    expect(coding([])).toEqual([ndc]);
    expect(coding([{ system: 'rxnorm', code: '473387' }])).toEqual(['473387', ndc]);
    expect(coding([{ system: 'ndc', code: '59338-0775-10' }])).toEqual(['59338-0775-10']);
    expect(coding([], anEnteredDrug())).toBeUndefined();
  });

  it.each(['J3490', 'J3590', 'J9999', 'C9399'])('needs the NDC under %s', (hcpcs) => {
    const without = { ...anEnteredDrug(), hcpcs };
    expect(EnteredDrug.safeParse(without).error?.issues[0]?.path).toEqual(['ndc']);
    expect(EnteredDrug.safeParse({ ...without, ndc: '59338-0775-01' }).success).toBe(true);
  });

  it.each([
    ['an NDC whose parts nobody can tell', { ndc: '5933807751' }],
    ['an NDC of ten digits', { ndc: '5933-0775-01' }],
    ['a bound that counts something else', { maxDose: { value: '5', unit: 'mL/kg' } }],
    ['a competency that nobody has', { competencies: ['magic'] }],
    ['no place', { settings: [] }],
    ['no code', { hcpcs: '' }],
    ['no words on what is watched', { monitoring: ' ' }],
    ['a field nobody knows', { cure: true }],
  ])('is refused with %s', (_, different) => {
    expect(EnteredDrug.safeParse({ ...anEnteredDrug(), ...different }).success).toBe(false);
  });
});
