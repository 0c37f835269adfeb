import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { courseFrom } from '../../functions/referral/fhir/course.ts';
import { countDoses, dosesOf } from '../../functions/referral/order/course.ts';
import type { Order } from '../../functions/referral/referral.ts';
import { careIn, withoutCare } from '../../functions/referral/sig/care.ts';
import { readSig } from '../../functions/referral/sig/sig.ts';
import { readNative } from '../../functions/referral/submission-body.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

/** Orders in the words of health records: what each means was decided before it was read. */

const today = '2026-11-20';
const goesOn = { firstDose: false, lastDoseOn: '2026-10-01' } as const;
const amount = (value: string, unit: string) => ({ value, unit });

/** The first six days and the number of doses, and what is found beyond a clean order; or what is asked. */
const read = (therapyId: string, sig: string, order: object) => {
  const { account: _, ...clean } = cleanReferral(therapyId);
  const { frequency: __, phases: ___, doses: ____, ...rest } = clean.order;
  const sent = JSON.parse(JSON.stringify({ ...clean, order: { ...rest, sig, ...order } }));
  const submission = readNative(sent);
  const usual = new Set(checkSubmission(clean, today).map(({ code }) => code));
  const found = checkSubmission(submission, today)
    .map(({ code }) => code)
    // How long a line lasts is no matter of the words.
    .filter((code) => !usual.has(code) && code !== 'access-outlasted');
  const facts = { therapy: lookUpTherapy(therapyId), firstOn: '2026-12-01' };
  const days: number[] = [];
  if (!(submission.order.notUnderstood ?? []).some(({ about }) => about === 'timing'))
    for (const { day } of dosesOf(submission.order, facts)) if (days.push(day) === 6) break;
  const count = days.length > 0 ? countDoses(submission.order, facts) : 0;
  return [days.join(' '), count, found.join(' ')];
};

describe('an order that is plain', () => {
  it.each<[string, string, object, string, number, string]>([
    [
      'infliximab',
      'inFLIXimab 5 mg/kg in NS 250 mL IVPB over 120 minutes at weeks 0, 2, 6 then q8wk',
      { doses: 6 },
      '0 14 42 98 154 210',
      6,
      '',
    ],
    [
      'infliximab',
      'Infuse 5 mg/kg IV once every 8 weeks (maintenance)',
      { ...goesOn, doses: 3 },
      '0 56 112',
      3,
      '',
    ],
    [
      'vedolizumab',
      '300 mg, Intravenous, Administer over 30 Minutes, Once, on Weeks 0, 2, 6 and every 8 weeks thereafter',
      { doses: 5 },
      '0 14 42 98 154',
      5,
      '',
    ],
    ['natalizumab', '300 mg IV Q28D x 12 doses', {}, '0 28 56 84 112 140', 12, ''],
    [
      'natalizumab',
      '300 mg IV every 6 weeks (EID)',
      { doses: 6 },
      '0 42 84 126 168 210',
      6,
      'interval-longer',
    ],
    [
      'natalizumab',
      '300 mg every 6 weeks, extended interval dosing',
      { doses: 6 },
      '0 42 84 126 168 210',
      6,
      'interval-longer',
    ],
    ['tocilizumab', '4 mg/kg IV monthly', { doses: 3 }, '0 31 62', 3, ''],
    ['rituximab', '1000 mg IVPB on days 1 & 15', {}, '0 14', 2, ''],
    [
      'ivig',
      '0.4 g/kg IV daily x 5 days every 28 days',
      { dose: amount('0.4', 'g/kg'), doses: 10 },
      '0 1 2 3 4 28',
      10,
      '',
    ],
    [
      'scig',
      'Hizentra 0.1 g/kg subcut once weekly via pump over 1-2 hours, 2-4 sites',
      { doses: 26 },
      '0 7 14 21 28 35',
      26,
      '',
    ],
    // The first of December 2026 is a Tuesday.
    [
      'scig',
      'infuse 0.1 g/kg SC every Monday and Thursday',
      { doses: 26 },
      '2 6 9 13 16 20',
      26,
      '',
    ],
    ['ferric_carboxymaltose', '750 mg IV x 2 doses, 7 days apart', {}, '0 7', 2, ''],
    [
      'iron_sucrose',
      '200 mg IV push over 5 minutes every other day x 5 doses',
      {},
      '0 2 4 6 8',
      5,
      'duration-short',
    ],
    [
      'iron_sucrose',
      '200 mg IV over 15 minutes three times weekly (MWF) for 5 doses, starting 12/01/2026',
      { startOn: undefined },
      '1 3 6 8 10',
      5,
      '',
    ],
    ['zoledronic_acid', '5 mg IV once yearly', { doses: 1 }, '0', 1, ''],
    [
      'ceftriaxone',
      '2 g IV Q24H x 6 weeks, end date 1/11/2027',
      { dose: amount('2', 'g') },
      '0 1 2 3 4 5',
      42,
      '',
    ],
    [
      'ceftriaxone',
      '2 g IV push daily thru 12/28/26. Weekly CBC, CMP. Pull PICC at end of therapy.',
      { dose: amount('2', 'g') },
      '0 1 2 3 4 5',
      28,
      'remark-not-understood',
    ],
    [
      'vancomycin',
      '15 mg/kg IV q12h x 28 days. Goal trough 15-20.',
      { dose: amount('15', 'mg/kg') },
      '0 1 2 3 4 5',
      28,
      '',
    ],
    ['ertapenem', '1 gm IVPB q24 hrs x14d', { dose: amount('1', 'g') }, '0 1 2 3 4 5', 14, ''],
    [
      'daptomycin',
      '8 mg/kg IV q24h until 01/05/2027. Check CK weekly; call MD for muscle pain.',
      { dose: amount('8', 'mg/kg') },
      '0 1 2 3 4 5',
      36,
      'remark-not-understood',
    ],
    [
      'hydration',
      '1 L NS IV over 2 hours 3x/week (Mon, Wed, Fri) x 4 weeks',
      {},
      '1 3 6 8 10 13',
      12,
      '',
    ],
    [
      'parenteral_nutrition',
      'Cycled TPN over 12 hours nightly (8 pm to 8 am), 7 nights/week',
      { doses: 30 },
      '0 1 2 3 4 5',
      30,
      '',
    ],
    [
      'paclitaxel',
      '80 mg/m2 IV days 1, 8, 15 of 28-day cycle x 4 cycles',
      { dose: amount('80', 'mg/m2') },
      '0 7 14 28 35 42',
      12,
      '',
    ],
    ['carboplatin', 'AUC 5 IV D1 q21d x 6 cycles', {}, '0 21 42 63 84 105', 6, ''],
    [
      'fluorouracil_pump',
      '2,400 mg/m2 CIV over 46 hours q14 days x 12 cycles; pump disconnect on day 3',
      {},
      '0 14 28 42 56 70',
      12,
      '',
    ],
    ['ketamine_infusion', '0.35 mg/kg/hr IV over 4 hrs daily x 5 days', {}, '0 1 2 3 4', 5, ''],
    ['imiglucerase', '60 units/kg IV Q2W', { doses: 13 }, '0 14 28 42 56 70', 13, ''],
    ['agalsidase_beta', '1 mg/kg IV every other week', { doses: 13 }, '0 14 28 42 56 70', 13, ''],
    ['alpha1_pi', '60 mg/kg IV qwk', { doses: 26 }, '0 7 14 21 28 35', 26, ''],
    [
      'lecanemab',
      '10 mg/kg IV every 2 weeks; MRI before 3rd, 5th, 7th and 14th infusions',
      { doses: 26 },
      '0 14 28 42 56 70',
      26,
      'remark-not-understood',
    ],
    [
      'milrinone_home',
      '0.5 mcg/kg/min continuous IV infusion via PICC, change bag every 24 hours',
      { doses: 30 },
      '0 1 2 3 4 5',
      30,
      '',
    ],
    ['rbc_transfusion', 'Transfuse 2 units PRBC x1, each over 2-3 hours', {}, '0', 1, ''],
  ])('%s: "%s"', (therapyId, sig, order, ...expected) => {
    const asked: Partial<Order> = { startOn: '2026-12-01', ...order };
    expect(read(therapyId, sig, asked)).toEqual(expected);
  });
});

describe('an order that leaves something open is asked back', () => {
  it.each<[string, string]>([
    ['ivig', '0.5 g/kg IV q3-4 weeks'],
    ['ferric_carboxymaltose', '750 mg IV over 15 min x1; may repeat in 7 days if needed'],
    ['daptomycin', 'IV after each HD session'],
    ['hydration', '1 L LR bolus PRN dehydration up to 3 times a week'],
    ['rbc_transfusion', 'Transfuse for Hgb < 7, up to weekly'],
    ['hydromorphone_pca', 'Continuous basal 0.5 mg/hr, demand 0.2 mg, lockout 10 min'],
    ['rituximab', '1,000 mg IV day 1 and day 15; repeat course in 24 weeks'],
    ['tocilizumab', '4 mg/kg IV q 4 wks, refills: 5'],
    ['ceftriaxone', 'IV daily. Continue until CRP normal.'],
    ['ceftriaxone', 'IV daily. Hold if WBC low.'],
    ['milrinone_home', 'continuous IV infusion'],
  ])('%s: "%s"', (therapyId, sig) => {
    const [days, , found] = read(therapyId, sig, {});
    expect(days).toBe('');
    expect(found).toContain('timing-not-understood');
  });
});

describe('sentences of care beside the drug', () => {
  const daily = { outcome: 'read', phases: [{ days: [0], every: { value: 1, unit: 'd' } }] };

  it.each([
    'Daily. Weekly CBC, CMP',
    'Daily. Check weekly labs and call MD.',
    'Daily; labs q week; pull PICC at end of therapy',
    'CBC weekly. 2 g daily',
    'Daily. Notify provider for fever.',
    'Daily. Every 2 weeks CBC.',
  ])('"%s" tells of the drug alone', (text) => {
    expect(readSig(withoutCare(text))).toEqual(daily);
    expect(careIn(text)).not.toEqual([]);
  });

  it('are told with their words, as no rule plans them', () => {
    const { account: _, ...clean } = cleanReferral('ceftriaxone');
    const { frequency: __, phases: ___, doses: ____, ...rest } = clean.order;
    const sig = 'IV daily x 14 days. Weekly CBC, CMP; pull PICC at end of therapy.';
    const { order } = readNative({ ...clean, order: { ...rest, sig } });
    expect(order.notUnderstood).toMatchObject([
      { about: 'remark', words: 'Weekly CBC, CMP; pull PICC at end of therapy.' },
    ]);
    const found = checkSubmission({ ...clean, order }, today);
    expect(found.filter(({ code }) => code === 'remark-not-understood')).toMatchObject([
      { severity: 'warn', said: expect.stringContaining('Weekly CBC') },
    ]);
  });

  it.each([
    ['with the drug in the same sentence', 'every 8 weeks, check CBC before each'],
    ['with a condition', 'Daily. CBC weekly, hold for ANC < 500.'],
    ['with an end', 'Daily. Labs weekly until cultures are negative.'],
    ['with an amount', 'Daily. After labs 2 g weekly.'],
    ['with a change', 'Daily. Trough weekly and adjust.'],
  ])('%s are asked about', (_, text) => {
    expect(readSig(withoutCare(text)).outcome).toBe('unclear');
    expect(careIn(text)).toEqual([]);
  });
});

describe('an order in coded timing beside words', () => {
  const quantity = (value: number, unit: string) => ({
    doseAndRate: [{ doseQuantity: { value, unit, code: unit } }],
  });
  const course = (...dosages: object[]) =>
    courseFrom(
      dosages.map((dosage, index) => ({
        at: `order.dosageInstruction[${index}]`,
        dosage: dosage as Parameters<typeof courseFrom>[0][number]['dosage'],
      })),
    );
  const every28 = { frequency: 1, period: 28, periodUnit: 'd' };

  it('begins on the day of its words, where its coded timing names none', () => {
    expect(
      course({
        text: '300 mg every 28 days starting 12/08/2026',
        timing: { repeat: { ...every28, count: 6 } },
        ...quantity(300, 'mg'),
      }),
    ).toMatchObject({
      frequency: { intervalDays: 28 },
      doses: 6,
      startOn: '2026-12-08',
      notUnderstood: [],
    });
  });

  it('tells of care beside the drug, and is read', () => {
    expect(
      course({ text: '2 g q24h x 28 days. Weekly CBC, CMP.', ...quantity(2, 'g') }),
    ).toMatchObject({
      phases: [{ every: { value: 1, unit: 'd' }, lasts: { value: 28, unit: 'd' } }],
      notUnderstood: [{ about: 'remark', words: '2 g q24h x 28 days. Weekly CBC, CMP.' }],
    });
  });

  it('is asked back where they name two', () => {
    expect(
      course({
        text: '300 mg every 28 days starting 12/08/2026',
        timing: { repeat: { ...every28, boundsPeriod: { start: '2026-12-09' } } },
        ...quantity(300, 'mg'),
      }).notUnderstood,
    ).toMatchObject([
      { about: 'timing', why: 'names another first day in words than in its coded timing' },
    ]);
  });

  it('has a later part from the day on that its words name', () => {
    expect(
      course(
        { sequence: 1, text: '300 mg days 1 and 15 starting 12/01/2026', ...quantity(300, 'mg') },
        {
          sequence: 2,
          text: '600 mg every 6 months starting 06/01/2027',
          ...quantity(600, 'mg'),
        },
      ),
    ).toMatchObject({
      startOn: '2026-12-01',
      phases: [{ days: [0, 14] }, { every: { value: 6, unit: 'mo' }, startsOnDay: 182 }],
    });
    expect(
      course(
        { sequence: 1, timing: { repeat: { ...every28, count: 2 } }, ...quantity(300, 'mg') },
        {
          sequence: 2,
          text: 'starting 03/01/2027',
          timing: { repeat: { frequency: 1, period: 56, periodUnit: 'd', count: 2 } },
          ...quantity(600, 'mg'),
        },
      ).phases,
    ).toHaveLength(2);
  });
});
