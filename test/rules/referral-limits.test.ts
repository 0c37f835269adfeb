import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import type { Observation } from '../../functions/referral/referral.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { cleanReferral, cleanTherapies } from '../support/clean-referrals.ts';

const today = '2026-11-20';
type Comparator = '<' | '>';
const number = (
  code: string,
  value: string,
  unit: string,
  comparator?: Comparator,
): Observation => ({
  code,
  on: '2026-11-18',
  value: { value, unit, ...(comparator ? { comparator } : {}) },
});

/** What is found of a clean order once these results stand in place of those of the same test. */
const foundWith = (id: string, results: readonly Observation[], instead: readonly string[]) => {
  const clean = cleanReferral(id);
  const others = clean.observations.filter(({ code }) => !instead.includes(code));
  return checkSubmission({ ...clean, observations: [...others, ...results] }, today);
};
const told = (item: string, ...args: Parameters<typeof foundWith>) =>
  foundWith(...args)
    .filter(({ code }) => code.startsWith(`${item}-`))
    .map(({ severity, code }) => `${severity} ${code.slice(item.length + 1)}`);

describe('serum IgA', () => {
  it.each<[string, string, Comparator | undefined, string[]]>([
    ['6.9', 'mg/dL', undefined, ['block outside-limits']],
    ['7', 'mg/dL', undefined, []],
    ['2', 'mg/dL', '<', ['block outside-limits']],
    ['7', 'mg/dL', '<', ['block outside-limits']],
    ['0.06', 'g/L', undefined, ['block outside-limits']],
    ['0.07', 'g/L', undefined, []],
    ['9', 'stone', undefined, ['missing unit-unknown']],
  ])('of %s %s (%s) before plasma products gives %j', (value, unit, comparator, expected) => {
    for (const id of ['ivig', 'scig', 'alpha1_pi'])
      expect(told('iga', id, [number('2458-8', value, unit, comparator)], ['2458-8'])).toEqual(
        expected,
      );
  });
});

describe('serum calcium before zoledronic acid', () => {
  const low = ['block outside-limits'];
  it.each<[string, Observation[], string[]]>([
    ['6.0', [number('17861-6', '6.0', 'mg/dL')], low],
    ['8.49', [number('17861-6', '8.49', 'mg/dL')], low],
    ['8.5', [number('17861-6', '8.5', 'mg/dL')], []],
    ['2.11 mmol/L', [number('2000-8', '2.11', 'mmol/L')], low],
    ['2.12 mmol/L', [number('2000-8', '2.12', 'mmol/L')], []],
    [
      '8.0 with an albumin of 3.0',
      [number('17861-6', '8.0', 'mg/dL'), number('1751-7', '3.0', 'g/dL')],
      [],
    ],
    [
      '8.0 with an albumin of 30 g/L',
      [number('17861-6', '8.0', 'mg/dL'), number('1751-7', '30', 'g/L')],
      [],
    ],
    [
      '7.6 with an albumin of 3.0',
      [number('17861-6', '7.6', 'mg/dL'), number('1751-7', '3.0', 'g/dL')],
      low,
    ],
    [
      '8.8 with an albumin of 5.0',
      [number('17861-6', '8.8', 'mg/dL'), number('1751-7', '5.0', 'g/dL')],
      low,
    ],
    [
      '8.0 with an albumin below 3',
      [number('17861-6', '8.0', 'mg/dL'), number('1751-7', '3.0', 'g/dL', '<')],
      low,
    ],
    [
      '8.0, corrected by the laboratory, with an albumin of 3.0',
      [number('29265-6', '8.0', 'mg/dL'), number('1751-7', '3.0', 'g/dL')],
      low,
    ],
    [
      '8.0 with an albumin of a month before',
      [number('17861-6', '8.0', 'mg/dL'), { ...number('1751-7', '3.0', 'g/dL'), on: '2026-10-18' }],
      low,
    ],
    ['4.2 meq/L', [number('17861-6', '4.2', 'meq/L')], ['missing unit-unknown']],
  ])('of %s gives the right answer', (_, results, expected) => {
    expect(told('calcium', 'zoledronic_acid', results, ['17861-6'])).toEqual(expected);
  });
});

describe('a number that nobody could have', () => {
  const units = (id: string, item: string): string[] => {
    const screening = therapies.find((one) => one.id === id)?.screening ?? [];
    const limits = screening.find((one) => one.item === item)?.limits ?? [];
    return limits.length > 0 ? limits.map(({ unit }) => unit) : ['mg/dL'];
  };
  const rows = cleanTherapies.flatMap((id) =>
    (therapies.find((one) => one.id === id)?.screening ?? []).map(
      ({ item, codes }) => [id, item, codes[0] as readonly string[]] as const,
    ),
  );

  it.each(rows)('before %s, as the %s, is never passed in silence', (id, item, codes) => {
    const before = checkSubmission(cleanReferral(id), today).map(({ code }) => code);
    for (const unit of units(id, item)) {
      const found = ['0.000001', '99999'].flatMap((value) =>
        foundWith(id, [number(codes[0] as string, value, unit)], codes).map(({ code }) => code),
      );
      const isTold = found.some((code) => !before.includes(code) || code === `${item}-to-read`);
      expect(isTold, `${item} in ${unit}`).toBe(true);
    }
  });
});

describe('a result that a person reads', () => {
  it('is told to the one who reads it, and holds nothing up', () => {
    const found = checkSubmission(cleanReferral('lecanemab'), today);
    expect(found.find(({ code }) => code === 'apoe-to-read')).toMatchObject({
      severity: 'warn',
      text: expect.stringContaining('the prescriber reads it'),
    });
  });
});

describe('the image of a brain', () => {
  const mri = (coded: string): Observation => ({
    code: '24590-2',
    on: '2026-11-18',
    value: { coded },
  });
  it.each<[string, string, string[]]>([
    ['natalizumab', 'Stable MS lesions, no new or enhancing lesions.', ['warn to-read']],
    ['natalizumab', 'New enhancing lesions in both hemispheres', ['warn to-read']],
    ['natalizumab', 'White matter lesion suspicious for PML', ['block positive']],
    ['natalizumab', 'Not performed', ['block not-performed']],
    ['lecanemab', 'No microhemorrhages, superficial siderosis or ARIA', []],
    ['lecanemab', 'Six microhemorrhages', ['block positive']],
    ['lecanemab', 'Superficial siderosis', ['block positive']],
    ['lecanemab', 'Done, see report', ['block not-understood']],
    ['lecanemab', 'No acute abnormality', ['block not-understood']],
  ])('before %s: "%s" gives %j', (id, text, expected) => {
    expect(told('brain-mri', id, [mri(text)], ['24590-2'])).toEqual(expected);
  });
});

describe('a result far from the usual', () => {
  const asked = {
    potassium: ['hydration', '2823-3'],
    bilirubin: ['paclitaxel', '1975-2'],
  } as const;
  it.each<[keyof typeof asked, string, string, string[]]>([
    ['potassium', '5.1', 'mmol/L', []],
    ['potassium', '6', 'mmol/L', ['warn outside-limits']],
    ['potassium', '6.01', 'mEq/L', ['block outside-limits']],
    ['potassium', '2.8', 'mmol/L', ['warn outside-limits']],
    ['potassium', '2.79', 'mmol/L', ['block outside-limits']],
    ['bilirubin', '1.5', 'mg/dL', ['warn outside-limits']],
    ['bilirubin', '1.51', 'mg/dL', ['block outside-limits']],
    ['bilirubin', '26', 'umol/L', ['block outside-limits']],
  ])('%s %s %s gives %j', (item, value, unit, expected) => {
    const [id, code] = asked[item];
    expect(told(item, id, [number(code, value, unit)], [code])).toEqual(expected);
  });
});

describe('milrinone by the clearance of creatinine', () => {
  const low = ['kidney-function-low'];
  it.each<[string, string, string[]]>([
    ['51', '0.75', []],
    ['50', '0.431', low],
    ['50', '0.43', []],
    ['40', '0.39', low],
    ['40', '0.38', []],
    ['20', '0.29', low],
    ['5', '0.2', []],
    ['5', '0.21', low],
  ])('of %s mL/min at %s mcg/kg/min gives %j', (clearance, value, expected) => {
    const clean = cleanReferral('milrinone_home');
    const observations = [...clean.observations, number('2164-2', clearance, 'mL/min')];
    const order = { ...clean.order, dose: { value, unit: 'mcg/kg/min' } };
    const found = checkSubmission({ ...clean, observations, order }, today)
      .filter(({ code }) => code.startsWith('kidney'))
      .map(({ code }) => code);
    expect(found).toEqual(expected);
  });
});
