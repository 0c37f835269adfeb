import { expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { pumpWhy, setsPump } from '../../functions/referral/checks/pump-words.ts';
import { readNative } from '../../functions/referral/submission-body.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

it.each<[string, boolean]>([
  ['0.5 mg/h basal, 0.2 mg demand dose, lockout 10 min, 4 h limit 6 mg', true],
  ['bolus 0.2 mg every 10 min', true],
  ['hourly limit 3 mg', true],
  ['1 hour max 3 mg', true],
  ['0.5 mg/h by pump, daily', false],
  ['flush with a bolus of saline', false],
])('words that set what a patient may give of a pump: %s', (words, sets) => {
  expect(setsPump(words)).toBe(sets);
});

it.each([
  ...['lock-out', 'block out', 'blockout 8 min', 'demand bolus', 'demand 0.2 mg', 'dose on demand'],
  ...[
    'bolus by demand',
    'boluses on demand',
    '4h limit',
    '12 h limit',
    '4-hour max',
    'one hour limit',
  ],
  ...['four hours maximum', '4 hr max', '1 hours limit', 'per hour limit', 'per-hour maximum'],
  ...['hourly max', 'boluses of 0.2 mg q10min', 'bolus 0.2 mg q 10 min', 'bolus 1 mg every 10min'],
])('“%s” sets what a patient may give', (words) => {
  expect(setsPump(words)).toBe(true);
});

it.each([
  ...['demands', 'ondemand 2', 'an hour max', 'hour limit', 'bolus today. Flush every 10 min'],
  ...['bolus; flush q 10 min', 'bolusing', 'unlocked out', 'dose in demand', 'perhour limit'],
])('“%s” does not', (words) => {
  expect(setsPump(words)).toBe(false);
});

it('a clinician reads why', () => {
  expect(pumpWhy).toMatch(/lockout/);
});

it('a lockout and a limit stop an order for a pharmacist, whatever its fields say', () => {
  const { account: _, ...rest } = cleanReferral('hydromorphone_pca');
  const sent = (sig: string) =>
    readNative(JSON.parse(JSON.stringify({ ...rest, order: { ...rest.order, sig } })));
  const stopped = checkSubmission(
    sent('daily, 0.2 mg demand dose, lockout 10 min, 4 h limit 6 mg'),
    '2026-11-20',
  );
  expect(stopped).toContainEqual(
    expect.objectContaining({
      code: 'instruction-not-understood',
      severity: 'block',
      owner: 'clinician',
      said: expect.stringContaining('lockout 10 min'),
    }),
  );
  const plain = checkSubmission(sent('daily by pump'), '2026-11-20');
  expect(plain.map(({ code }) => code)).not.toContain('instruction-not-understood');
});

it('an amount in kilocalories is asked for in the measure of the drug, never passed', () => {
  const clean = cleanReferral('parenteral_nutrition');
  const order = { ...clean.order, dose: { value: '1800', unit: 'kcal' } } as typeof clean.order;
  const codes = checkSubmission({ ...clean, order }, '2026-11-20').map(({ code }) => code);
  expect(codes).toContain('dose-unit-unknown');
});
