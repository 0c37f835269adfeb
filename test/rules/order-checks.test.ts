import { describe, expect, it } from 'vitest';
import { block, holdsUp, missing, warn } from '../../functions/referral/checks/findings.ts';
import {
  billingCodeFindings,
  diagnosisFindings,
  drugFindings,
  duplicateFindings,
  indicationFindings,
  routeFindings,
  shortCodeFindings,
  signatureFindings,
  startFindings,
} from '../../functions/referral/checks/order-checks.ts';
import { daysGiven, mostInRun, mostWithin } from '../../functions/referral/order/course-amounts.ts';
import { amountsOf, dosedByWeight, orderedAmount } from '../../functions/referral/order/dose.ts';
import {
  hasUnreadableWeight,
  readCreatinines,
  readHeights,
  readWeights,
  weightUnits,
} from '../../functions/referral/order/measurements.ts';
import type { Finding, Observation, Order, Submission } from '../../functions/referral/referral.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { expectWellTold } from '../support/findings.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const asOf = '2026-11-20';
type Check = (checked: Parameters<typeof routeFindings>[0]) => Finding[];
const told = (
  check: Check,
  order: Partial<Order>,
  { therapyId = 'infliximab', ...different }: Partial<Submission> & { therapyId?: string } = {},
): string[] => {
  const clean = cleanReferral(therapyId);
  const submission = { ...clean, ...different, order: { ...clean.order, ...order } };
  const found = check({ submission, therapy: lookUpTherapy(therapyId), asOf });
  expectWellTold(found);
  return found.map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`);
};
const unknown = (check: Check) =>
  check({ submission: cleanReferral('infliximab'), therapy: undefined, asOf });

describe('a drug of the same family', () => {
  const taking = (drug: string, outcome: string, therapyId = 'infliximab') =>
    told(duplicateFindings, {}, { therapyId, priorTherapies: [{ drug, outcome }] });
  const duplicate = ['block duplicate-class /priorTherapies'];
  it.each([
    ['infliximab', 'Infliximab-DYYB', 'ongoing', duplicate],
    ['infliximab', 'Inflectra', 'patient still taking', duplicate],
    ['infliximab', 'Inflectra', 'current', duplicate],
    ['infliximab', 'Inflectra', 'lost response', []],
    ['infliximab', 'azathioprine', 'ongoing', []],
    ['infliximab', 'Remicade', 'ongoing', []],
    ['vancomycin', 'ceftriaxone', 'ongoing', []],
    ['eculizumab', 'Ultomiris', 'ongoing', duplicate],
    ['ravulizumab', 'Soliris', 'ongoing', duplicate],
    ['ocrelizumab', 'Rituxan', 'ongoing', duplicate],
  ])('before %s, %s %s: %j', (therapyId, drug, outcome, expected) => {
    expect(taking(drug, outcome, therapyId)).toEqual(expected);
  });
});

const contradictory = ['block drug-contradictory /order/drug'];
const unheardOf = ['missing drug-name-unknown /order/drug'];

describe('the drug and its route', () => {
  it.each<[string, Partial<Order>, string[]]>([
    ['as it is', {}, []],
    ['a code of another', { hcpcs: 'J0129' }, []],
    [
      'a code of another that is known',
      { hcpcs: 'J0696' },
      ['block drug-contradictory /order/drug'],
    ],
    ['the name of a drug that others take', { drug: 'Humira' }, contradictory],
    ['a further name of such a drug', { alsoNamed: ['Stelara 90 mg'] }, contradictory],
    ['the RxNorm of such a drug', { codes: [{ system: 'rxnorm', code: '327361' }] }, contradictory],
    ['an RxNorm that nobody knows', { codes: [{ system: 'rxnorm', code: '1' }] }, []],
    ['a name that nobody knows', { drug: 'pembrolizumab' }, unheardOf],
    ['a name that is misspelled', { drug: 'Remicaid 100 mg' }, unheardOf],
    ['a further name that nobody knows', { alsoNamed: ['vial of 100 mg'] }, []],
    ['no name but its code', { drug: 'J1745', hcpcs: 'J1745' }, []],
    ['words that name none', { drug: 'IV infusion therapy' }, []],
    ['an unknown suffix', { drug: 'infliximab-qqqq' }, ['block product-unknown /order/drug']],
    [
      'one brand that is not meant, and none that is',
      { drug: 'infliximab (not Remicade)', hcpcs: undefined, codes: undefined },
      ['missing product-open /order/drug'],
    ],
  ])('%s', (_, order, expected) => {
    expect(told(drugFindings, order)).toEqual(expected);
  });

  it('a mixture may name what is in it', () => {
    const nutrition = { alsoNamed: ['potassium chloride 40 mEq', 'famotidine 20 mg'] };
    expect(told(drugFindings, nutrition, { therapyId: 'parenteral_nutrition' })).toEqual([]);
  });

  it('under the skin where it goes into a vein', () => {
    expect(told(routeFindings, { route: 'SC' })).toEqual(['block route-mismatch /order/route']);
    expect(told(routeFindings, { route: 'IV' })).toEqual([]);
    expect(told(routeFindings, { route: undefined })).toEqual([]);
    expect(told(routeFindings, { route: 'IV' }, { therapyId: 'scig' })).toHaveLength(1);
  });
});

describe('what the therapy is given for', () => {
  const given = (...codes: string[]) =>
    told(indicationFindings, {}, { diagnoses: codes.map((code) => ({ code })) });
  it.each([
    [['K50.90'], []],
    [['I10', 'K50.90'], []],
    [['I10'], ['warn indication-unlisted /diagnoses']],
    [[], []],
  ])('%j: %j', (codes, expected) => {
    expect(given(...codes)).toEqual(expected);
  });

  it.each<[string, string, boolean]>([
    ['infliximab', 'K50', true],
    ['infliximab', 'K50.90', false],
    ['infliximab', 'L40.5', true],
    ['infliximab', 'L40.51', false],
    ['eculizumab', 'D59.3', true],
    ['eculizumab', 'D59.5', false],
    ['ocrelizumab', 'G35', true],
    ['ocrelizumab', 'G35.A', false],
    ['fluorouracil_pump', 'C18', true],
    ['fluorouracil_pump', 'C20', false],
    ['ertapenem', 'N10', false],
    ['parenteral_nutrition', 'E43', false],
    // Of something else than the drug is given for: what it is whole of, nobody knows here.
    ['infliximab', 'I10', false],
  ])('%s: %s is a heading of codes: %s', (therapyId, code, isTold) => {
    expect(
      told(shortCodeFindings, {}, { therapyId, diagnoses: [{ code: 'Z79.899' }, { code }] }),
    ).toEqual(isTold ? ['warn diagnosis-code-short /diagnoses/1'] : []);
  });

  it('is not what another product of the drug is for', () => {
    const zoledronic = (code: string) =>
      told(indicationFindings, {}, { therapyId: 'zoledronic_acid', diagnoses: [{ code }] });
    expect(zoledronic('M81.0')).toEqual([]);
    expect(zoledronic('C79.51')).toEqual(['missing product-doubtful /order/drug']);
    expect(zoledronic('I10')).toEqual(['warn indication-unlisted /diagnoses']);
  });

  it('is one disease, by its code and by its words', () => {
    const named = (...diagnoses: Submission['diagnoses']) =>
      told(diagnosisFindings, {}, { diagnoses });
    const text = 'Crohn’s disease';
    expect(named({ code: 'K50.90', text }, { code: 'K51.90' })).toEqual([]);
    expect(named({ code: 'K50.90', text }, { code: 'K51.90', text })).toEqual([
      'missing diagnosis-contradictory /diagnoses/1',
    ]);
  });

  const listed = { state: 'planned' as const };
  it.each<[string, string, Submission['medicines'], boolean]>([
    [
      'the drug it goes with is given for it',
      'C34.90',
      [{ name: 'Carboplatin AUC 5', ...listed }],
      true,
    ],
    ['by another name', 'K50.90', [{ name: 'J1745', alsoNamed: ['Remicade'], ...listed }], true],
    [
      'a drug that the catalogue does not have',
      'C67.9',
      [{ name: 'cisplatin 70 mg/m2', ...listed }],
      true,
    ],
    [
      'such a drug by another name',
      'C67.9',
      [{ name: 'J9060', alsoNamed: ['cisplatin'], ...listed }],
      true,
    ],
    ['such a drug, and no tumor', 'M05.79', [{ name: 'cisplatin', ...listed }], false],
    ['another drug', 'C34.90', [{ name: 'lisinopril', ...listed }], false],
    ['one for another disease', 'C34.90', [{ name: 'infliximab', ...listed }], false],
    ['one that has ended', 'C34.90', [{ name: 'carboplatin', state: 'ended' }], false],
    [
      'one of nobody knows whom',
      'C34.90',
      [{ name: 'carboplatin', ...listed, untied: true }],
      false,
    ],
    ['another fluid', 'C34.90', [{ name: 'lactated ringer', ...listed }], false],
    ['none', 'C34.90', undefined, false],
  ])('a fluid beside another drug: %s', (_, code, medicines, isListed) => {
    const found = told(
      indicationFindings,
      {},
      {
        therapyId: 'hydration',
        diagnoses: [{ code }],
        medicines,
      },
    );
    expect(found).toEqual(isListed ? [] : ['warn indication-unlisted /diagnoses']);
  });

  it('no other drug is given for what the drug beside it is given for', () => {
    const found = told(
      indicationFindings,
      {},
      {
        therapyId: 'iron_sucrose',
        diagnoses: [{ code: 'C34.90' }],
        medicines: [{ name: 'carboplatin', ...listed }],
      },
    );
    expect(found).toEqual(['warn indication-unlisted /diagnoses']);
  });
});

describe('the code that is billed', () => {
  const invalid = ['warn billing-code-invalid /order/hcpcs'];
  it.each<[string, Partial<Order>, string[]]>([
    ['the drug’s', { hcpcs: 'J1745' }, []],
    ['none, where the drug has one', { hcpcs: undefined }, []],
    ['another’s', { hcpcs: 'J0696' }, invalid],
    ['the drug’s before it had one', { hcpcs: 'J1745', startOn: '2019-12-31' }, []],
  ])('is %s', (_, order, expected) => {
    expect(told(billingCodeFindings, order)).toEqual(expected);
  });

  const nobodys = ['missing billing-code-unknown /order/hcpcs'];
  const coded = (code: string, system: 'hcpcs' | 'ndc' = 'hcpcs') => ({
    hcpcs: undefined,
    codes: [{ system, code }],
  });
  it.each<[string, Partial<Order>, string[]]>([
    ...['J0129', 'Q5199', 'C9199', 'P9199'].map((hcpcs): [string, Partial<Order>, string[]] => [
      hcpcs,
      { hcpcs },
      nobodys,
    ]),
    // Codes for drugs that have none, and codes that are not of drugs.
    ...'J3490 J3590 J7599 J7699 J7799 J7999 J8999 J9999 C9399 A4222 S9338 E0781'
      .split(' ')
      .map((hcpcs): [string, Partial<Order>, string[]] => [hcpcs, { hcpcs }, invalid]),
    ['J0129 among its codes', coded('J0129'), nobodys],
    ['J0129, said to be a product code', coded('J0129', 'ndc'), []],
    ['more than a code', coded('J01299'), []],
    ['less than a code', coded('AJ0129'), []],
    ['another form’s, told as that', { hcpcs: 'J1748' }, invalid],
  ])('of no drug that is known: %s', (_, order, expected) => {
    expect(told(billingCodeFindings, order)).toEqual(expected);
  });

  it('is told with those that may stand instead, if there are any', () => {
    const infliximab = lookUpTherapy('infliximab') as Therapy;
    const fixes = (
      order: Partial<Order>,
      therapyId = 'infliximab',
      therapy = lookUpTherapy(therapyId),
    ) => {
      const clean = cleanReferral(therapyId);
      const submission = { ...clean, order: { ...clean.order, ...order } };
      return billingCodeFindings({ submission, therapy, asOf }).map(({ fix }) => fix);
    };
    const unknown = (instead: string) => [`Say what is billed: ${instead}; or correct the drug.`];
    const invalid = (instead: string) => [`Correct it: ${instead}.`];
    const one = 'use one of J1745, or leave the code out';
    const none = 'leave the code out';
    expect(fixes({ hcpcs: 'J0129' })).toEqual(unknown(one));
    expect(fixes({ hcpcs: 'J0696' })).toEqual(invalid(one));
    const ended = {
      ...infliximab,
      hcpcs: infliximab.hcpcs.map((it) => ({ ...it, through: '2026-11-19' })),
    };
    const without = { ...ended, products: [] };
    expect(fixes({ hcpcs: 'J0129' }, 'infliximab', without)).toEqual(unknown(none));
    expect(fixes({ hcpcs: 'J0696' }, 'infliximab', without)).toEqual(invalid(none));
    const two = {
      ...infliximab,
      hcpcs: infliximab.hcpcs.flatMap((it) => [it, { ...it, code: 'Q5103' }]),
      products: [],
    };
    const either = 'use one of J1745, Q5103, or leave the code out';
    expect(fixes({ hcpcs: 'J0696' }, 'infliximab', two)).toEqual(invalid(either));
  });

  it('is one of the day of service, which is never over', () => {
    const ends = (through: string, startOn?: string) => {
      const therapy = lookUpTherapy('infliximab');
      if (!therapy) throw new Error('no infliximab');
      const hcpcs = therapy.hcpcs.map((one) => ({ ...one, through }));
      const submission = cleanReferral('infliximab');
      const products = therapy.products?.map((one) => ({ ...one, hcpcs }));
      return billingCodeFindings({
        submission: { ...submission, order: { ...submission.order, hcpcs: 'J1745', startOn } },
        therapy: { ...therapy, hcpcs, ...(products ? { products } : {}) },
        asOf,
      }).map(({ code }) => code);
    };
    expect(ends('2026-11-20')).toEqual([]);
    expect(ends('2026-11-19')).toEqual(['billing-code-invalid']);
    expect(ends('2026-11-20', '2026-11-21')).toEqual(['billing-code-invalid']);
    expect(ends('2026-11-19', '2026-11-01')).toEqual(['billing-code-invalid']);
  });
});

describe('the days of an order', () => {
  it.each<[string | undefined, string[]]>([
    ['2025-11-20T12:00:00Z', []],
    ['2025-11-19T12:00:00Z', ['warn signature-old /order/signedAt']],
    ['2026-11-20T12:00:00Z', []],
    ['2026-11-21T12:00:00Z', []],
    ['2026-11-22T12:00:00Z', ['warn signature-ahead /order/signedAt']],
    ['2026-11-27T12:00:00Z', ['warn signature-ahead /order/signedAt']],
    ['2026-11-28T12:00:00Z', ['block signature-in-future /order/signedAt']],
    [undefined, []],
  ])('signed at %s: %j', (signedAt, expected) => {
    expect(told(signatureFindings, { signedAt })).toEqual(expected);
  });

  it.each<[string | undefined, string[]]>([
    ['2026-11-19', ['warn start-past /order/startOn']],
    ['2026-11-20', []],
    ['2027-11-21', []],
    ['2027-11-22', ['missing start-far-ahead /order/startOn']],
    [undefined, []],
  ])('to start on %s: %j', (startOn, expected) => {
    expect(told(startFindings, { startOn })).toEqual(expected);
  });
});

it('a drug that nobody knows is held against no rule of a therapy', () => {
  const checks = [duplicateFindings, routeFindings, indicationFindings, billingCodeFindings];
  for (const check of checks) expect(unknown(check)).toEqual([]);
});

describe('a finding', () => {
  const found = { code: 'x', pointer: '/x', text: 'X.', fix: 'X.', source: 'x' };
  it('holds a referral up unless it only warns', () => {
    expect([missing(found), block(found), warn(found)].map(holdsUp)).toEqual([true, true, false]);
    expect(missing(found)).toEqual({ severity: 'missing', ...found });
    expect(block(found)).toEqual({ severity: 'block', ...found });
    expect(warn(found)).toEqual({ severity: 'warn', ...found });
  });
});

describe('what is measured', () => {
  const measured = (
    code: string,
    value: string,
    unit: string,
    more: Partial<Observation> = {},
  ) => ({
    ...{ code, on: '2026-11-18', value: { value, unit } },
    ...more,
  });
  const read = (
    of: typeof readWeights,
    ...observations: Observation[]
  ): [string, string, boolean][] =>
    of(aSubmission({ observations })).map(({ on, text, stated }) => [on, text, stated]);
  const on = '2026-11-18';

  it.each([
    ['29463-7', '80', 'kg', '80', false],
    ['3141-9', '80.5', 'kg', '80.5', false],
    ['8341-0', '80', 'kg', '80', false],
    ['3142-7', '80', 'kg', '80', true],
    ['8335-2', '80', 'kg', '80', true],
    ['29463-7', '3500', 'g', '3.5', false],
    ['29463-7', '1', '[lb_av]', '0.453592', false],
    ['29463-7', '10', 'lb', '4.535924', false],
    ['29463-7', '10', 'lbs', '4.535924', false],
    ['29463-7', '100', '[oz_av]', '2.834952', false],
  ])('the weight under %s of %s %s is %s kg', (...[code, value, unit, ...expected]) => {
    expect(read(readWeights, measured(code, value, unit))).toEqual([[on, ...expected]]);
    expect(weightUnits).toContain(unit);
  });

  it.each([
    ['8302-2', '180', 'cm', '180'],
    ['3137-7', '1.8', 'm', '180'],
    ['8306-3', '70', '[in_i]', '177.8'],
    ['8308-9', '70', 'in', '177.8'],
  ])('the height under %s of %s %s is %s cm', (code, value, unit, centimeters) => {
    expect(read(readHeights, measured(code, value, unit))).toEqual([[on, centimeters, false]]);
  });

  it.each([
    ['2160-0', '1', 'mg/dL', '1'],
    ['38483-4', '1', 'mg/dL', '1'],
    ['14682-9', '88.4', 'umol/L', '1'],
    ['59826-8', '1', 'mg/dL', '1'],
    ['77140-2', '1', 'mg/dL', '1'],
    ['21232-4', '1', 'mg/dL', '1'],
  ])('the creatinine under %s of %s %s is %s mg/dL', (code, value, unit, milligrams) => {
    expect(read(readCreatinines, measured(code, value, unit))).toEqual([[on, milligrams, false]]);
  });

  it.each<[string, Partial<Observation>]>([
    ['entered in error', { status: 'entered-in-error' }],
    ['cancelled', { status: 'cancelled' }],
    ['of nobody knows whom', { untied: true }],
    ['without a day', { on: undefined }],
    ['in words', { value: { coded: '80 kg' } }],
    ['a bound', { value: { value: '80', unit: 'kg', comparator: '>' } }],
    ['in stones', { value: { value: '12', unit: 'stone' } }],
    ['without a value', { value: undefined }],
    ['of another code', { code: '8302-2' }],
  ])('a weight is none that is %s', (_, more) => {
    expect(read(readWeights, measured('29463-7', '80', 'kg', more))).toEqual([]);
  });

  it.each(['final', 'amended', 'corrected', 'preliminary'] as const)(
    'one that is %s counts',
    (status) => {
      expect(read(readWeights, measured('29463-7', '80', 'kg', { status }))).toHaveLength(1);
    },
  );

  it('the newest comes first', () => {
    const days = ['2026-11-16', '2026-11-18', '2026-11-17'];
    const all = days.map((day, index) => measured('29463-7', `8${index}`, 'kg', { on: day }));
    expect(read(readWeights, ...all).map(([day]) => day)).toEqual([
      ...['2026-11-18', '2026-11-17', '2026-11-16'],
    ]);
  });

  it('a weight in a unit that nobody reads is known to be there', () => {
    const unreadable = (...observations: Observation[]) =>
      hasUnreadableWeight(aSubmission({ observations }));
    expect(unreadable(measured('29463-7', '12', 'stone'))).toBe(true);
    expect(unreadable(measured('29463-7', '80', 'kg'), measured('3141-9', '1', 'x'))).toBe(true);
    expect(unreadable(measured('29463-7', '80', 'kg'), measured('8302-2', '1', 'x'))).toBe(false);
  });
});

describe('the amounts of an order', () => {
  const infliximab = lookUpTherapy('infliximab');
  if (!infliximab) throw new Error('no infliximab');
  const mg = (value: string) => ({ value, unit: 'mg' });

  it('are those of its dose, its loading dose and its parts', () => {
    const phases = [{ days: [0], dose: mg('3') }, { days: [0] }];
    expect(amountsOf(anOrder({ dose: mg('1'), loadingDose: mg('2'), phases }))).toEqual([
      ...[mg('1'), mg('2'), mg('3')],
    ]);
    expect(amountsOf({ ...anOrder(), dose: undefined })).toEqual([]);
  });

  it('are computed with the newest weight, in the measure of the therapy', () => {
    const submission = aSubmission();
    expect(orderedAmount(submission, infliximab)).toBe(410_000_000n);
    expect(orderedAmount(submission, infliximab, mg('7'))).toBe(7_000_000n);
    expect(orderedAmount(submission, infliximab, { value: '7', unit: 'mL' })).toBeUndefined();
    const without = { ...submission, order: { ...submission.order, dose: undefined } };
    expect(orderedAmount(without, infliximab)).toBeUndefined();
  });

  it('go by the weight where the unit or the drug does', () => {
    const plain = anOrder({ dose: mg('400') });
    expect(dosedByWeight({ ...infliximab, weightNeeded: false }, plain)).toBe(false);
    expect(dosedByWeight({ ...infliximab, weightNeeded: true }, plain)).toBe(true);
    expect(dosedByWeight({ ...infliximab, weightNeeded: false }, anOrder())).toBe(true);
    expect(dosedByWeight(undefined, plain)).toBe(false);
    expect(dosedByWeight(undefined, anOrder())).toBe(true);
    expect(dosedByWeight(undefined, anOrder({ loadingDose: mg('400') }))).toBe(true);
  });

  const givenOn = (order: Partial<Order>, factors = {}) => {
    const submission = aSubmission({
      order: anOrder({
        dose: mg('5'),
        doses: 2,
        frequency: { loadingDays: [], intervalDays: 7 },
        ...order,
      }),
    });
    return daysGiven({ submission, therapy: infliximab, asOf }, factors).map(
      ({ day, given }) => `${day}: ${given / 1_000_000n}`,
    );
  };
  const [last, next] = ['2026-11-13', '2026-11-25'];
  it.each<[string, Partial<Order>, string[]]>([
    ['its days', {}, ['0: 5', '7: 5']],
    ['the last one before', { startOn: next, lastDoseOn: last }, ['-12: 5', '0: 5', '7: 5']],
    [
      'the last one before today, where it should have begun',
      { startOn: '2026-11-01', lastDoseOn: last },
      ['-7: 5', '0: 5', '7: 5'],
    ],
    ['none before on the first day', { startOn: next, lastDoseOn: next }, ['0: 5', '7: 5']],
    ['none before of later', { startOn: next, lastDoseOn: '2026-11-26' }, ['0: 5', '7: 5']],
    [
      'two doses a day, and before',
      {
        ...{ startOn: next, lastDoseOn: last, doses: 1 },
        frequency: { loadingDays: [], intervalDays: 1, timesPerDay: 2 },
      },
      ['-12: 10', '0: 10'],
    ],
    [
      'the amount that goes on, of the last part',
      {
        ...{ startOn: next, lastDoseOn: last, frequency: undefined, doses: 2 },
        phases: [
          { days: [0], dose: mg('9') },
          { days: [0], every: { value: 1, unit: 'wk' }, dose: mg('7') },
        ],
      },
      ['-12: 7', '0: 9', '7: 7'],
    ],
    [
      'nothing that cannot be computed',
      { dose: { value: '5', unit: 'mg/kg' }, startOn: next, lastDoseOn: last },
      ['0: 0', '7: 0'],
    ],
    ['nothing where no dose is named', { dose: undefined, lastDoseOn: last }, ['0: 0', '7: 0']],
  ])('are given on %s', (_, order, expected) => {
    expect(givenOn(order)).toEqual(expected);
  });

  it('are given on sixty days that are looked at', () => {
    expect(givenOn({ doses: 61 })).toHaveLength(60);
    expect(
      givenOn({ dose: { value: '5', unit: 'mg/kg' }, doses: 1 }, { kilograms: 80_000_000n }),
    ).toEqual(['0: 400']);
  });

  const days = (...all: [day: number, given: number][]) =>
    all.map(([day, given]) => ({ day, given: BigInt(given) }));
  it.each<[number, [number, number][], number]>([
    [7, [], 0],
    [7, [[0, 5]], 5],
    [
      7,
      [
        [0, 5],
        [6, 4],
      ],
      9,
    ],
    [
      7,
      [
        [0, 5],
        [7, 4],
      ],
      5,
    ],
    [
      7,
      [
        [0, 1],
        [3, 2],
        [7, 4],
        [9, 8],
      ],
      14,
    ],
    [
      14,
      [
        [-3, 2],
        [0, 5],
        [10, 4],
        [11, 1],
      ],
      11,
    ],
    [
      1,
      [
        [0, 5],
        [1, 6],
      ],
      6,
    ],
  ])('within %i days of %j are at most %s', (within, given, most) => {
    expect(mostWithin(days(...given), within)).toBe(BigInt(most));
  });

  it.each<[[number, number][], number]>([
    [[], 0],
    [[[0, 5]], 5],
    [
      [
        [0, 5],
        [1, 4],
      ],
      9,
    ],
    [
      [
        [0, 5],
        [2, 4],
      ],
      5,
    ],
    [
      [
        [0, 1],
        [1, 1],
        [5, 2],
        [6, 2],
        [7, 2],
      ],
      6,
    ],
    [
      [
        [0, 9],
        [1, 1],
        [5, 2],
      ],
      10,
    ],
  ])('on days one after the other, of %j, are at most %s', (given, most) => {
    expect(mostInRun(days(...given))).toBe(BigInt(most));
  });
});
