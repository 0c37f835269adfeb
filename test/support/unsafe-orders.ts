import { describe, expect, it } from 'vitest';
import { holdReasons } from '../../functions/hold/hold-reasons.ts';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { holdsUp } from '../../functions/referral/checks/findings.ts';
import type { Observation, Order, Submission } from '../../functions/referral/referral.ts';
import { judgeFindings } from '../../functions/referral/verdict.ts';
import { cleanReferral } from './clean-referrals.ts';
import { expectWellTold } from './findings.ts';

/** What is changed about a clean order, so that it must not pass. */
export type Change = (submission: Submission) => Submission;

/** An order that must not pass: in words, what is changed, and what is found, by whom it is answered. */
export type Unsafe = readonly [string, Change, `${'block' | 'missing'} ${string}`];

const on = '2026-11-18';
const instead =
  (code: string, results: readonly Observation[]): Change =>
  (submission) => ({
    ...submission,
    observations: [...submission.observations.filter((one) => one.code !== code), ...results],
  });

export const ordered =
  (different: Partial<Order>): Change =>
  (submission) => ({ ...submission, order: { ...submission.order, ...different } });
/** One amount for every dose. */
export const dose =
  (value: string, unit: string): Change =>
  ({ order, ...submission }) => ({
    ...submission,
    order: {
      ...order,
      dose: { value, unit },
      ...(order.phases ? { phases: order.phases.map(({ dose: _, ...phase }) => phase) } : {}),
    },
  });
export const every = (intervalDays: number, timesPerDay?: number): Change =>
  ordered({
    frequency: { loadingDays: [], intervalDays, ...(timesPerDay ? { timesPerDay } : {}) },
    phases: undefined,
    doses: 6,
  });
export const onDays = (...loadingDays: number[]): Change =>
  ordered({ frequency: { loadingDays }, phases: undefined, doses: loadingDays.length });
export const without = (code: string): Change => instead(code, []);
export const result = (code: string, value: string, unit: string): Change =>
  instead(code, [{ code, on, value: { value, unit } }]);
export const said = (code: string, coded: string): Change =>
  instead(code, [{ code, on, value: { coded } }]);
/** The same result, found long ago. */
export const longAgo =
  (code: string): Change =>
  (submission) => ({
    ...submission,
    observations: submission.observations.map((one) =>
      one.code === code ? { ...one, on: '2024-01-15' } : one,
    ),
  });
export const weighing = (kilograms: string): Change => result('29463-7', kilograms, 'kg');
export const has =
  (icd10: string): Change =>
  (submission) => ({
    ...submission,
    conditions: [...(submission.conditions ?? []), { icd10: [icd10], state: 'active' }],
  });
export const takes =
  (name: string): Change =>
  (submission) => ({
    ...submission,
    medicines: [
      ...(Array.isArray(submission.medicines) ? submission.medicines : []),
      { name, state: 'taken' },
    ],
  });
export const allergicTo =
  (substance: string): Change =>
  (submission) => ({ ...submission, allergies: [{ substance }] });
export const born =
  (birthDate: string): Change =>
  (submission) => ({ ...submission, patient: { ...submission.patient, birthDate } });
export const pregnant = said('2106-3', 'positive');
export const told =
  (different: Partial<Submission>): Change =>
  (submission) => ({ ...submission, ...different });

const today = '2026-11-20';
const reasonFor = { unsafe: 'order-unsafe', missing: 'order-incomplete' } as const;
const answeredBy = { block: 'clinician', missing: 'referrer' } as const;

/** Who must answer what was found, by the hold that it places. */
const ownerOf = (verdict: ReturnType<typeof judgeFindings>) =>
  verdict === 'unsafe' || verdict === 'missing'
    ? holdReasons.find(({ reason }) => reason === reasonFor[verdict])?.owner
    : undefined;

/** The clean order passes; the changed one is stopped by this finding, before whoever answers it. */
const expectStopped = (therapyId: string, [, change, expected]: Unsafe): void => {
  const clean = cleanReferral(therapyId);
  expect(checkSubmission(clean, today).filter(holdsUp)).toEqual([]);
  const all = checkSubmission(change(clean), today);
  expectWellTold(all);
  const found = all.filter(holdsUp);
  expect(found.map(({ severity, code }) => `${severity} ${code}`)).toContain(expected);
  const [severity, code] = expected.split(' ') as ['block' | 'missing', string];
  const finding = found.find((one) => one.code === code && one.severity === severity);
  if (!finding) throw new Error(`no ${code}`);
  expect(ownerOf(judgeFindings([finding]))).toBe(answeredBy[severity]);
};

/** One test for each order of each therapy; a therapy has at least five. */
export const expectAllStopped = (rows: Readonly<Record<string, readonly Unsafe[]>>): void => {
  describe.each(Object.entries(rows))('an order of %s does not pass', (therapyId, unsafe) => {
    it.each(unsafe)('with %s', (...row) => {
      expectStopped(therapyId, row);
    });

    it('in at least five ways', () => {
      expect(unsafe.length).toBeGreaterThanOrEqual(5);
    });
  });
};
