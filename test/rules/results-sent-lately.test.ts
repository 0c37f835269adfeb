import { expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import type { Observation, Order } from '../../functions/referral/referral.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

const today = '2026-11-20';
const found = (therapyId: string, item: RegExp, ...sent: Observation[]) => {
  const clean = cleanReferral(therapyId);
  const codes = new Set(sent.map(({ code }) => code));
  const observations = [...clean.observations.filter(({ code }) => !codes.has(code)), ...sent];
  return checkSubmission({ ...clean, observations }, today)
    .filter(({ code }) => item.test(code))
    .map(({ severity, code }) => `${severity} ${code}`);
};
const measured = (code: string, value: string, unit: string, on = '2026-11-18'): Observation => ({
  code,
  on,
  value: { value, unit },
});

/** What was sent of a patient and speaks against the dose, though nobody is asked for it. */
it.each<[string, RegExp, Observation[], string[]]>([
  [
    'daptomycin',
    /^creatine-kinase/,
    [measured('2157-6', '1800', 'U/L')],
    ['block creatine-kinase-outside-limits'],
  ],
  ['daptomycin', /^creatine-kinase/, [measured('2157-6', '1000', 'U/L')], []],
  ['daptomycin', /^creatine-kinase/, [], ['warn creatine-kinase-missing']],
  ['tocilizumab', /^ast/, [measured('1920-8', '61', 'U/L')], ['block ast-outside-limits']],
  ['tocilizumab', /^ast/, [measured('1920-8', '60', 'U/L')], []],
  ['tocilizumab', /^ast/, [measured('1920-8', '95', 'U/L', '2026-06-01')], []],
  ['ocrelizumab', /^ast/, [measured('1920-8', '95', 'U/L')], ['warn ast-outside-limits']],
  ['vancomycin', /^trough/, [measured('4092-3', '31', 'ug/mL')], ['block trough-outside-limits']],
  ['vancomycin', /^trough/, [measured('4092-3', '20', 'mg/L')], []],
  ['vancomycin', /^trough/, [measured('4092-3', '31', 'ug/mL', '2026-09-01')], []],
  ['vancomycin', /^trough/, [], []],
  [
    'ketamine_infusion',
    /stolic/,
    [measured('8480-6', '190', 'mm[Hg]')],
    ['block systolic-outside-limits'],
  ],
  [
    'ketamine_infusion',
    /stolic/,
    [measured('8462-4', '115', 'mm[Hg]')],
    ['block diastolic-outside-limits'],
  ],
  [
    'ketamine_infusion',
    /stolic/,
    [measured('8480-6', '180', 'mm[Hg]'), measured('8462-4', '110', 'mm[Hg]')],
    [],
  ],
  [
    'ferric_carboxymaltose',
    /^phosphate/,
    [measured('2777-1', '2.4', 'mg/dL')],
    ['warn phosphate-outside-limits'],
  ],
  [
    'ferric_carboxymaltose',
    /^phosphate/,
    [measured('2777-1', '1.4', 'mg/dL')],
    ['block phosphate-outside-limits'],
  ],
  [
    'ferric_carboxymaltose',
    /^phosphate/,
    [measured('14879-1', '0.4', 'mmol/L')],
    ['block phosphate-outside-limits'],
  ],
  ['ferric_carboxymaltose', /^phosphate/, [measured('2777-1', '2.5', 'mg/dL')], []],
  [
    'zoledronic_acid',
    /^vitamin-d/,
    [measured('62292-8', '14', 'ng/mL')],
    ['warn vitamin-d-outside-limits'],
  ],
  ['zoledronic_acid', /^vitamin-d/, [], ['warn vitamin-d-missing']],
  ['tocilizumab', /^lipids/, [], ['warn lipids-missing']],
  [
    'parenteral_nutrition',
    /^phosphate/,
    [measured('2777-1', '9', 'x'), measured('14879-1', '1.1', 'mmol/L')],
    ['missing phosphate-unit-unknown'],
  ],
])('%s, %s, with %j: %j', (therapyId, item, sent, expected) => {
  expect(found(therapyId, item, ...sent)).toEqual(expected);
});

it.each<[string, Partial<Order>, string, string[]]>([
  ['dose 3 with the MRI of the start', { nextDose: 3 }, '2026-09-20', ['missing brain-mri-again']],
  ['dose 3 with one since dose 2', { nextDose: 3 }, '2026-11-12', []],
  ['dose 4', { nextDose: 4 }, '2026-09-20', []],
  ['a dose of which nobody says the number', {}, '2026-09-20', ['missing brain-mri-again']],
  ['the same with an MRI since the last dose', {}, '2026-11-12', []],
])('lecanemab that goes on with %s', (_, goesOn, on, expected) => {
  const clean = cleanReferral('lecanemab');
  const order = { ...clean.order, firstDose: false, lastDoseOn: '2026-11-10', ...goesOn };
  const observations = clean.observations.map((one) =>
    one.code === '24590-2' ? { ...one, on } : one,
  );
  expect(
    checkSubmission({ ...clean, order, observations }, today)
      .filter(({ code }) => code.startsWith('brain-mri'))
      .map(({ severity, code }) => `${severity} ${code}`),
  ).toEqual(expected);
});

it('a phosphate in millimoles answers for the one in milligrams', () => {
  const clean = cleanReferral('parenteral_nutrition');
  const observations = [
    ...clean.observations.filter(({ code }) => code !== '2777-1'),
    measured('14879-1', '1.1', 'mmol/L'),
  ];
  const codes = checkSubmission({ ...clean, observations }, today).map(({ code }) => code);
  expect(codes.filter((code) => code.startsWith('phosphate'))).toEqual([]);
});
