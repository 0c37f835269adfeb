import { describe, expect, it } from 'vitest';
import { micro } from '../../functions/platform/quantity.ts';
import { amountOf, measureOf, neededBy, unitsOf } from '../../functions/therapy/dose-unit.ts';
import { EnteredDrug } from '../../functions/therapy/entered-drug.ts';
import { enteredTherapy } from '../../functions/therapy/entered-therapy.ts';
import {
  bodySurface,
  calvertFactor,
  correctedCalcium,
  creatinineClearance,
} from '../../functions/therapy/formulas.ts';
import { lineWords, veinLines } from '../../functions/therapy/line-choice.ts';
import {
  closingDays,
  givenByNurse,
  isSelfGiven,
  nurseVisitDay,
  nurseVisitsIn,
  nurseVisitsThrough,
} from '../../functions/therapy/nurse-visits.ts';
import {
  asProduct,
  branded,
  codesOf,
  labelerProducts,
  type ProductNamed,
  productsOf,
  productToldBy,
} from '../../functions/therapy/product.ts';
import { noKnownRisks, suppressesImmunity } from '../../functions/therapy/risks.ts';
import { runMinutes } from '../../functions/therapy/run-minutes.ts';
import { mayBillAs, settingNames, settings } from '../../functions/therapy/setting.ts';
import {
  billingCodesOn,
  policyOf,
  type Rate,
  type Therapy,
} from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { anEnteredDrug } from '../support/entered-drug.ts';

describe('a unit of dosing', () => {
  it.each([
    ['mg', 'mg', undefined],
    ['g', 'mg', undefined],
    ['mg/kg', 'mg', 'kilograms'],
    ['g/kg', 'mg', 'kilograms'],
    ['mg/m2', 'mg', 'surface'],
    ['AUC', 'mg', 'filtration'],
    ['mg/h', 'mg', undefined],
    ['mg/kg/h', 'mg', 'kilograms'],
    ['mcg/kg/min', 'mg', 'kilograms'],
    ['mL', 'mL', undefined],
    ['L', 'mL', undefined],
    ['mL/kg', 'mL', 'kilograms'],
    ['unit', 'unit', undefined],
    ['units', 'unit', undefined],
    ['unit/kg', 'unit', 'kilograms'],
    ['units/kg', 'unit', 'kilograms'],
    ['stone', undefined, undefined],
  ] as const)('%s counts %s and needs %s', (unit, measure, needed) => {
    expect([measureOf(unit), neededBy(unit)]).toEqual([measure, needed]);
    if (measure) expect(unitsOf(measure)).toContain(unit);
    if (measure === 'mL') expect(unitsOf('mg')).not.toContain(unit);
  });

  it('of thousands counts a thousand of the measure, and one that nobody knows none', () => {
    const kilograms = micro('70');
    expect(amountOf({ value: '2', unit: 'g' }, {})).toBe(micro('2000'));
    expect(amountOf({ value: '2', unit: 'L' }, {})).toBe(micro('2000'));
    expect(amountOf({ value: '2', unit: 'g/kg' }, { kilograms })).toBe(micro('140000'));
    expect(amountOf({ value: '2', unit: 'mcg/kg/min' }, { kilograms, minutes: 10 })).toBe(
      micro('1.4'),
    );
    expect(amountOf({ value: '2', unit: 'stone' }, { kilograms, minutes: 10 })).toBeUndefined();
  });

  it('by the hour rounds half a millionth up', () => {
    const dose = { value: '0.000001', unit: 'mg/h' };
    expect(amountOf(dose, { minutes: 30 })).toBe(1n);
    expect(amountOf(dose, { minutes: 29 })).toBe(0n);
    expect(amountOf(dose, { minutes: 89 })).toBe(1n);
    expect(amountOf(dose, { minutes: 90 })).toBe(2n);
  });

  it('by the hour and the weight needs both', () => {
    const dose = { value: '1', unit: 'mg/kg/h' };
    expect(amountOf(dose, { minutes: 60 })).toBeUndefined();
    expect(amountOf(dose, { kilograms: micro('70') })).toBeUndefined();
    expect(amountOf(dose, { minutes: 60, kilograms: micro('70') })).toBe(micro('70'));
  });
});

describe('the formulas at their edges', () => {
  it.each([
    [0n, 0n, 0n],
    [3600n, 1n, 1n],
    [3600n, 2n, 1n],
    [3600n, 3n, 1n],
    [3600n, 4n, 2n],
    [3600n, 8n, 2n],
    [3600n, 9n, 3n],
    [3600n, 15n, 3n],
    [3600n, 16n, 4n],
    [3600n, 99n, 9n],
    [3600n, 100n, 10n],
    [3600n, 1_000_000n, 1000n],
    [3600n, 999_999n, 999n],
  ])('the surface of %s by %s is cut to %s', (height, weight, surface) => {
    expect(bodySurface(height, weight)).toBe(surface);
  });

  it('the clearance is cut at the millionth, for women 0.85 of it', () => {
    const patient = { weight: micro('72'), creatinine: micro('1') };
    const cleared = (age: number, female: boolean) =>
      creatinineClearance({ ...patient, age, female });
    expect(cleared(40, false)).toBe(micro('100'));
    expect(cleared(40, true)).toBe(micro('85'));
    expect(cleared(139, false)).toBe(micro('1'));
    expect(cleared(140, false)).toBe(0n);
    expect(cleared(141, true)).toBe(0n);
  });

  it.each([
    ['8', 'mg/dL', '4', '8'],
    ['8', 'mg/dL', '2', '9.6'],
    ['8', 'mg/dL', '5', '7.2'],
    ['2', 'mmol/L', '2', '2.399201'],
  ])('calcium of %s %s with an albumin of %s is %s', (calcium, unit, albumin, expected) => {
    const read = { micro: micro(calcium), unit };
    expect(correctedCalcium(read, micro(albumin))).toBe(micro(expected));
    expect(correctedCalcium({ ...read, unit: 'g/L' }, micro(albumin))).toBeUndefined();
  });
});

describe('the filtration that carboplatin is dosed by', () => {
  it.each([
    ['0', '25'],
    ['90', '115'],
    ['124.999999', '149.999999'],
    ['125', '150'],
    ['125.000001', '150'],
    ['200', '150'],
  ])('of %s mL/min is capped at 125, plus 25: %s', (filtration, factor) => {
    expect(calvertFactor(micro(filtration))).toBe(micro(factor));
  });
});

describe('how long a dose runs by its rate', () => {
  const by = (of: Rate['of'], first: string, subsequent = first) =>
    ({
      infusionMinutes: { first: 10, subsequent: 5 },
      rate: { of, first, subsequent },
    }) as unknown as Therapy;
  const factors = { kilograms: micro('50') };
  it.each([
    ['a whole minute', by('amount-a-minute', '2'), '40', 20],
    ['a minute begun', by('amount-a-minute', '2'), '40.000001', 21],
    ['never less than the usual', by('amount-a-minute', '2'), '2', 10],
    ['so many minutes a unit', by('minutes-a-unit', '90'), '2', 180],
    ['part of a unit', by('minutes-a-unit', '90'), '1.5', 135],
  ] as const)('%s', (_, therapy, amount, minutes) => {
    expect(runMinutes(therapy, 'first', micro(amount), factors)).toBe(minutes);
  });

  it('by weight, and as usual where the weight is not known', () => {
    const therapy = by('amount-a-minute-per-kg', '0.1', '0.2');
    expect(runMinutes(therapy, 'first', micro('100'), factors)).toBe(20);
    expect(runMinutes(therapy, 'subsequent', micro('100'), factors)).toBe(10);
    expect(runMinutes(therapy, 'first', micro('100'), {})).toBe(10);
    expect(runMinutes(therapy, 'subsequent', undefined, factors)).toBe(5);
  });

  it('goes by the first row that the dose fits in, also where that is shorter', () => {
    const rows = {
      ...by('amount-a-minute', '1'),
      minutesUpTo: [
        { dose: { value: '2', unit: 'mg/kg' }, minutes: 4 },
        { dose: { value: '200', unit: 'mg' }, minutes: 60 },
      ],
    } as unknown as Therapy;
    expect(runMinutes(rows, 'first', micro('100'), factors)).toBe(4);
    expect(runMinutes(rows, 'first', micro('100.000001'), factors)).toBe(60);
    expect(runMinutes(rows, 'first', micro('100'), {})).toBe(60);
    expect(runMinutes(rows, 'first', micro('200.5'), factors)).toBe(201);
  });
});

describe('the visits of a nurse, where doses are given without', () => {
  it.each([
    [{ everyDays: 7 }, [0, 7, 14]],
    [{ firstDays: [0, 1, 3], everyDays: 7 }, [0, 1, 3, 10]],
    [{ firstDays: [0], everyDays: 3.5 }, [0, 3, 7, 10]],
  ])('%j are on days %j', (visits, days) => {
    expect(days.map((_, index) => nurseVisitDay(visits, index))).toEqual(days);
  });

  it.each([
    [{ everyDays: 7 }, 0, 1],
    [{ everyDays: 7 }, 6, 1],
    [{ everyDays: 7 }, 7, 2],
    [{ everyDays: 7 }, 13, 2],
    [{ everyDays: 7, atMost: 1 }, 13, 1],
    [{ firstDays: [0, 1, 3], everyDays: 7 }, 0, 1],
    [{ firstDays: [0, 1, 3], everyDays: 7 }, 2, 2],
    [{ firstDays: [0, 1, 3], everyDays: 7 }, 3, 3],
    [{ firstDays: [0, 1, 3], everyDays: 7 }, 9, 3],
    [{ firstDays: [0, 1, 3], everyDays: 7 }, 10, 4],
    [{ firstDays: [], everyDays: 7 }, 0, 0],
  ])('of %j there are, through day %i, %i', (visits, day, count) => {
    expect(nurseVisitsThrough(visits, day)).toBe(count);
  });

  it.each([
    ['home', undefined, true],
    ['home', true, false],
    // In a house its own nurses give them in any case.
    ['long-term-care', undefined, true],
    ['long-term-care', true, true],
    ['infusion-center', undefined, false],
    ['hospital-outpatient', undefined, false],
    ['clinic', undefined, false],
  ] as const)(
    'are in the setting %s, of a nurse who gives each dose %s: %s',
    (setting, nurseGives, are) => {
      const nurseVisits = { everyDays: 7, firstMinutes: 60, subsequentMinutes: 30 } as never;
      const therapy = { nurseVisits, ...(nurseGives ? { nurseGives } : {}) };
      expect(isSelfGiven(therapy, setting)).toBe(are);
      expect(nurseVisitsIn(therapy, setting)).toBe(are ? nurseVisits : undefined);
      expect(isSelfGiven({}, setting)).toBe(false);
    },
  );

  const topics = ['opat_self_admin', 'self_infusion_SC', 'pump_or_push_steps', 'line_care'];
  it.each([
    ['a working day', 480, 480, true],
    ['longer than a nurse stays, the first time', 481, 60, false],
    ['longer than a nurse stays, later', 60, 481, false],
  ])(
    'where each dose is given by one that runs for %s: %i, then %i minutes: %s',
    (_, first, subsequent, gives) => {
      const therapy = {
        ...(lookUpTherapy('ceftriaxone') as Therapy),
        infusionMinutes: { first, subsequent, source: 'the label', confidence: 'high' } as const,
        educationTopics: topics,
      };
      const given = givenByNurse(therapy);
      // Nobody is taught to give a drug that a nurse gives; how the line is kept is taught all the same.
      expect(given).toEqual(
        gives ? { ...therapy, nurseGives: true, educationTopics: ['line_care'] } : therapy,
      );
      expect(isSelfGiven(given, 'home')).toBe(!gives);
    },
  );

  it('go on for a day after the last dose into a vein', () => {
    expect([closingDays({ route: 'IV' }), closingDays({ route: 'SC' })]).toEqual([1, 0]);
  });
});

describe('the number of a package', () => {
  it.each<[string, string[]]>([
    ['57894-0030-01', ['57894-0030']],
    ['57894-030-01', ['57894-0030']],
    ['57894-030', ['57894-0030']],
    ['7894-0030-1', ['07894-0030']],
    ['57894003001', ['57894-0030']],
    ['5789403001', ['05789-4030', '57894-0030', '57894-0300']],
    ['157894003001', []],
    ['578940030', []],
    ['57894-0030-001', []],
    ['157894-0030-01', []],
    ['57894-00300-1', []],
    ['x57894-0030', []],
    ['57894-0030x', []],
    ['x5789403001', []],
    ['5789403001x', []],
    ['x57894003001', []],
    ['57894003001x', []],
    ['894-0030', []],
    ['57894-30', []],
    ['', []],
  ])('%s may be of %j', (ndc, products) => {
    expect(labelerProducts(ndc)).toEqual(products);
  });
});

describe('a billing code', () => {
  const codes = ['J0001', 'J0002'].map((code) => ({ code })) as unknown as Therapy['hcpcs'];
  const [old, now] = [
    { ...codes[0], from: '2020-01-01', through: '2026-06-30' },
    { ...codes[1], from: '2026-07-01' },
  ] as unknown as Therapy['hcpcs'];
  it.each([
    ['2019-12-31', []],
    ['2020-01-01', ['J0001']],
    ['2026-06-30', ['J0001']],
    ['2026-07-01', ['J0002']],
    ['2030-01-01', ['J0002']],
  ])('on %s is %j', (on, expected) => {
    const hcpcs = [old, now] as Therapy['hcpcs'];
    expect(billingCodesOn({ hcpcs }, on).map(({ code }) => code)).toEqual(expected);
  });
});

describe('a product whose label is another than that of the drug', () => {
  const codes = (...all: string[]) => all.map((code) => ({ code })) as unknown as Therapy['hcpcs'];
  const products = [
    branded('Gamma', codes('J0003')),
    branded('Alpha', codes('J0001', 'J0009'), {
      ...{ rxnorm: ['111'], ndc: ['57894-0030'], otherwise: { minGapDays: 3 } },
    }),
    branded('Beta', codes('J0002', 'J0009'), {
      ...{ rxnorm: ['222'], ndc: ['57894-0040'], otherwise: { minGapDays: 5 } },
    }),
  ];
  const therapy: Therapy = {
    ...(lookUpTherapy('infliximab') as Therapy),
    ...{ products, minGapDays: 28 },
  };
  const code = (one: string, system = 'ndc') => ({ drug: 'any', codes: [{ system, code: one }] });

  it.each<[ProductNamed, number]>([
    [{ drug: 'any' }, 28],
    [{ drug: 'Alpha 100 mg' }, 3],
    [{ drug: 'any [ALPHA]' }, 3],
    [{ drug: 'alphabet' }, 28],
    [{ drug: 'notalpha' }, 28],
    [{ drug: 'any', alsoNamed: ['any', 'Beta'] }, 5],
    [{ drug: 'any', hcpcs: 'J0001' }, 3],
    // A code of both says of neither that it is meant; one of the usual product means that.
    [{ drug: 'any', hcpcs: 'J0009' }, 28],
    [{ drug: 'any', hcpcs: 'J0003' }, 28],
    [{ drug: 'Gamma' }, 28],
    [code('J0002', 'hcpcs'), 5],
    [code('222', 'rxnorm'), 5],
    [code('333', 'rxnorm'), 28],
    [code('57894-0040-01'), 5],
    [code('57894-0050-01'), 28],
    // Ten digits that may stand for three labels, of which one is this.
    [code('5789403001'), 3],
    [{ ...code('333', 'rxnorm'), hcpcs: 'J0002' }, 5],
  ])('named as %j is given with a gap of %i days', (named, days) => {
    const labels: Record<number, string> = { 3: 'Alpha', 5: 'Beta' };
    const label = labels[days];
    expect(asProduct(therapy, named)).toEqual({
      ...{ ...therapy, minGapDays: days },
      ...(label ? { label } : {}),
    });
  });

  const byDose = {
    ...therapy,
    products: products.map((one) =>
      one.name === 'Beta' ? { ...one, toldBy: { from: '3', to: '4' } } : one,
    ),
  };
  it.each<[Partial<ProductNamed>, told: string | undefined, meant: string | undefined]>([
    [{}, undefined, undefined],
    [{ dose: { value: '2.999999', unit: 'mg' } }, undefined, undefined],
    [{ dose: { value: '3', unit: 'mg' } }, 'Beta', 'Beta'],
    [{ dose: { value: '0.004', unit: 'g' } }, 'Beta', 'Beta'],
    [{ dose: { value: '4.000001', unit: 'mg' } }, undefined, undefined],
    [{ dose: { value: '3', unit: 'mg/kg' } }, undefined, undefined],
    [{ dose: { value: '3', unit: 'stone' } }, undefined, undefined],
    // A name or a code of its own goes before the dose; the usual product has no label of its own.
    [{ drug: 'Alpha', dose: { value: '3', unit: 'mg' } }, 'Beta', 'Alpha'],
    [{ hcpcs: 'J0001', dose: { value: '3', unit: 'mg' } }, 'Beta', 'Alpha'],
    [{ drug: 'Gamma', dose: { value: '3', unit: 'mg' } }, 'Beta', undefined],
  ])('is told by the amount of a dose where nothing names it: %j: %s, %s', (named, told, meant) => {
    const whole = { drug: 'any', ...named };
    expect(productToldBy(byDose.products, whole)?.name).toBe(told);
    expect(asProduct(byDose, whole).label).toBe(meant);
  });

  it('is none of a drug that lists no products', () => {
    const { products: _, ...without } = therapy;
    expect(asProduct(without, { drug: 'Alpha' })).toBe(without);
  });

  it('has its name in each of its billing codes, and nothing else that is not told', () => {
    expect(branded('Gamma', codes('J0003'))).toMatchObject({
      ...{ name: 'Gamma', names: [], rxnorm: [], ndc: [] },
      hcpcs: [{ code: 'J0003', product: 'Gamma' }],
    });
  });

  it('is found by what the order says, where a therapy is looked up', () => {
    const isForCancer = (named?: ProductNamed) =>
      lookUpTherapy('zoledronic_acid', undefined, undefined, named)?.icd10.some(
        ({ prefix }) => prefix === 'C79.5',
      );
    // Zometa is for cancer in the bone, Reclast for bones that are thin.
    expect(isForCancer({ drug: 'zoledronic acid [Zometa]' })).toBe(true);
    expect(isForCancer({ drug: 'zoledronic acid [Reclast]' })).toBe(false);
    expect(isForCancer()).toBe(false);
  });
});

describe('a local policy, where a therapy is looked up', () => {
  const policy = (therapyId: string) => ({
    ...{ therapyId, version: 4, from: '2026-11-20', rules: { minGapDays: 99 } },
  });
  it('holds for its own therapy alone', () => {
    const under = (therapyId: string) =>
      lookUpTherapy('infliximab', undefined, policy(therapyId)) as Therapy;
    expect([under('infliximab').minGapDays, policyOf(under('infliximab'))]).toEqual([
      99,
      { policyVersion: 4 },
    ]);
    expect(under('ivig')).toEqual(lookUpTherapy('infliximab'));
    expect(policyOf(under('ivig'))).toEqual({});
    expect(lookUpTherapy('no such', undefined, policy('no such'))).toBeUndefined();
  });
});

describe('the products of a therapy', () => {
  it('are those of its billing codes where it lists none', () => {
    const bare = {
      name: 'salt water',
      evidence: { hcpcs: { source: 'a price file', confidence: 'high' } },
      hcpcs: [
        { code: 'J0001' },
        { code: 'J0002', product: 'Brand' },
        { code: 'J0003', product: 'Brand' },
      ],
    } as unknown as Therapy;
    const rest = { names: [], rxnorm: [], ndc: [], source: 'a price file', confidence: 'high' };
    const products = productsOf(bare);
    expect(products).toEqual([
      { name: 'salt water', hcpcs: [{ code: 'J0001' }], ...rest },
      {
        name: 'Brand',
        hcpcs: [
          { code: 'J0002', product: 'Brand' },
          { code: 'J0003', product: 'Brand' },
        ],
        ...rest,
      },
    ]);
    expect(codesOf(products).map(({ code }) => code)).toEqual(['J0001', 'J0002', 'J0003']);
    const listed = { ...bare, products: products.slice(1) };
    expect(productsOf(listed)).toEqual(products.slice(1));
  });
});

describe('what people read of places and lines', () => {
  it.each([
    ['11', ['infusion-center', 'clinic']],
    ['12', ['home']],
    ['13', ['long-term-care']],
    ['19', ['hospital-outpatient']],
    ['22', ['hospital-outpatient']],
    ['31', ['long-term-care']],
    ['32', ['long-term-care']],
    ['33', ['long-term-care']],
    ['49', ['infusion-center', 'clinic']],
    ['99', []],
  ])('place of service %s is billed for %j', (code, places) => {
    expect(settings.filter((setting) => mayBillAs(setting, code))).toEqual(places);
  });

  it('each setting and each line has a name of its own', () => {
    const names = [...Object.values(settingNames), ...Object.values(lineWords)];
    expect(Object.keys(settingNames)).toEqual([...settings]);
    expect(Object.keys(lineWords)).toEqual(expect.arrayContaining([...veinLines]));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]/);
    for (const name of Object.values(lineWords)) expect(name).toMatch(/^a /i);
  });
});

describe('what a therapy risks where nobody says more', () => {
  it('is none, and of one that suppresses immunity a live vaccine', () => {
    const none = { harmsUnborn: false, passesIntoMilk: false, opensToMeningococci: false };
    expect(noKnownRisks).toMatchObject({ liveVaccine: 'none', ...none });
    expect(suppressesImmunity).toEqual({ ...noKnownRisks, liveVaccine: 'block' });
    expect(noKnownRisks.source).toMatch(/\w/);
  });
});

describe('a drug that a pharmacist enters', () => {
  const entered = {
    source: 'entered by a pharmacist: label of ferumoxytol, section 2',
    confidence: 'medium',
  };

  it('is planned, asked for and taught by what was entered', () => {
    const therapy = enteredTherapy(anEnteredDrug());
    expect(therapy).toMatchObject({
      id: 'entered_drug',
      name: 'Ferumoxytol',
      drugClass: expect.stringMatching(/pharmacist/),
      class: 'entered',
      measure: 'mg',
      family: 'entered: ferumoxytol',
      route: 'IV',
      rxnorm: [],
      names: ['ferumoxytol'],
      icd10: [],
      regimens: [],
      screening: [],
      allergens: ['ferumoxytol'],
      doseBounds: { unit: 'mg', per: 'dose', hardMax: '510', ...entered },
      vials: [{ value: '510', unit: 'mg' }],
      infusionMinutes: { first: 15, subsequent: 15, ...entered },
      observationMinutes: { first: 30, subsequent: 30, ...entered },
      prepMinutes: 30,
      closeoutMinutes: 15,
      minGapDays: 3,
      toleranceDays: { before: 0, after: 1 },
      reactionOrdersNeeded: true,
      premedicationNeeded: false,
      weightNeeded: false,
      firstDoseHome: { value: 'no', ...entered },
      competencies: ['peripheral-access', 'infusion-reaction', 'iron-infusion'],
      access: { tissue: 'irritant', central: 'no', ...entered },
      hazardous: false,
      dosingPattern: 'intermittent',
      educationTopics: ['iron_infusion'],
    });
    expect(therapy.hcpcs).toEqual([
      {
        code: 'Q0138',
        unit: { value: '1', unit: 'mg' },
        from: '2020-01-01',
        source: entered.source,
      },
    ]);
    expect(therapy.firstDoseHome.reason).toMatch(/pharmacist/);
    expect(therapy.siteCertification).toBeUndefined();
    for (const told of ['hcpcs', 'rxnorm', 'vials', 'competencies', 'education', 'hazardous'])
      expect(therapy.evidence).toMatchObject({ [told]: entered });
  });

  it('is given where the pharmacist says, and nowhere else', () => {
    const { settings: places } = enteredTherapy(anEnteredDrug());
    expect(
      Object.fromEntries(Object.entries(places).map(([place, { status }]) => [place, status])),
    ).toEqual({
      'hospital-outpatient': 'allowed',
      'infusion-center': 'allowed',
      clinic: 'not-usual',
      home: 'not-usual',
      'long-term-care': 'not-usual',
    });
    for (const { reason, source } of Object.values(places)) {
      expect(reason).toMatch(/pharmacist/);
      expect(source).toBe(entered.source);
    }
  });

  it('that harms whoever touches it is made with care, and in a place for it', () => {
    const codes = (therapy: Therapy) => therapy.adminCodes.map(({ code }) => code);
    const hazardous = enteredTherapy(anEnteredDrug({ hazardous: true }));
    expect(hazardous).toMatchObject({
      prepMinutes: 60,
      hazardous: true,
      siteCertification: { tag: 'hazardous-drugs' },
    });
    expect(codes(hazardous)).toEqual(['96413', '96415', '99601', '99602']);
    expect(codes(enteredTherapy(anEnteredDrug()))).toEqual(['96365', '96366', '99601', '99602']);
  });

  it('may need a central line, a weight, a code, and be begun at home', () => {
    const therapy = enteredTherapy(
      anEnteredDrug({
        centralLine: true,
        firstDoseAtHome: true,
        rxnorm: '73044',
        minGapDays: undefined,
        maxDose: { value: '10', unit: 'mg/kg' },
      }),
    );
    expect(therapy).toMatchObject({
      access: { central: 'yes' },
      firstDoseHome: { value: 'yes' },
      rxnorm: ['73044'],
      weightNeeded: true,
    });
    expect(therapy).not.toHaveProperty('minGapDays');
  });

  const input = { ...anEnteredDrug() };
  it.each([
    ['a name with a line break', { name: 'a\nb' }],
    ['another route', { route: 'IM' }],
    ['a short code', { hcpcs: 'J123' }],
    ['a long code', { hcpcs: 'J12345' }],
    ['words before a code', { hcpcs: 'xJ1234' }],
    ['no RxNorm number', { rxnorm: 'x73044' }],
    ['words behind a number', { rxnorm: '73044x' }],
    ['too long a number', { rxnorm: '123456789' }],
    ['eleven containers', { vials: Array.from({ length: 11 }, () => '1') }],
    ['a dose of another measure', { maxDose: { value: '1', unit: 'mL' } }],
    ['a day and a minute', { infusionMinutes: { first: 1441, subsequent: 1 } }],
    ['time that runs back', { infusionMinutes: { first: 1, subsequent: -1 } }],
    ['half a minute', { observationMinutes: { first: 0.5, subsequent: 1 } }],
    ['no gap', { minGapDays: 0 }],
    ['more than a year', { minGapDays: 366 }],
    ['no competency', { competencies: [] }],
    ['no setting', { settings: [] }],
    ['no lesson', { educationTopics: [] }],
    ['a word too much', { more: true }],
  ])('is refused with %s', (_, different) => {
    expect(EnteredDrug.safeParse({ ...input, ...different }).success).toBe(false);
  });

  it.each([
    ['a whole day', { infusionMinutes: { first: 1440, subsequent: 0 } }],
    ['a year between', { minGapDays: 365 }],
    ['one day between', { minGapDays: 1 }],
    ['ten containers', { vials: Array.from({ length: 10 }, () => '1') }],
    ['eight digits', { rxnorm: '12345678' }],
    ['one setting', { settings: ['home'] }],
    ['the way under the skin', { route: 'SC' }],
    ...(['mL', 'unit'] as const).map((unit): [string, Record<string, unknown>] => [
      `doses counted in ${unit}`,
      { billingUnit: { value: '1', unit }, maxDose: { value: '1', unit } },
    ]),
  ])('is taken with %s', (_, different) => {
    expect(EnteredDrug.safeParse({ ...input, ...different }).success).toBe(true);
  });

  it('has no containers, and no first dose at home, where none are named', () => {
    const { vials: _, ...without } = input;
    expect(EnteredDrug.parse(without)).toMatchObject({ vials: [], firstDoseAtHome: false });
  });

  it('says what does not fit', () => {
    const wrong = { hcpcs: 'J1', rxnorm: 'x', maxDose: { value: '1', unit: 'mL' } };
    const told = EnteredDrug.safeParse({ ...input, ...wrong }).error?.issues ?? [];
    expect(told.map(({ message }) => message)).toEqual(
      expect.arrayContaining(['must be a HCPCS code', 'must be an RxNorm code']),
    );
    const measure = EnteredDrug.safeParse({ ...input, maxDose: wrong.maxDose }).error?.issues;
    expect(measure).toMatchObject([
      {
        path: ['maxDose', 'unit'],
        message: 'must count the same as the unit of the billing code',
      },
    ]);
  });

  it('stands behind its id for its own order only', () => {
    const drug = anEnteredDrug();
    expect(lookUpTherapy('entered_drug', drug)?.name).toBe('Ferumoxytol');
    expect(lookUpTherapy('entered_drug')).toBeUndefined();
    expect(lookUpTherapy('infliximab', drug)?.id).toBe('infliximab');
    expect(lookUpTherapy('no such', drug)).toBeUndefined();
    expect(lookUpTherapy(undefined, drug)).toBeUndefined();
  });
});

describe('a drug that a pharmacist enters', () => {
  const complaints = (hcpcs: string, ndc?: string) =>
    EnteredDrug.safeParse({ ...anEnteredDrug(), hcpcs, ndc }).error?.issues.map(
      ({ path, message }) => `${path.join('/')} ${message}`,
    ) ?? [];

  it.each(['C9399', 'J3490', 'J3590', 'J7999', 'J8999', 'J9999'])(
    'is known by its NDC under %s, which is of any drug',
    (hcpcs) => {
      expect(complaints(hcpcs)).toEqual([expect.stringMatching(/^ndc must be there/)]);
      expect(complaints(hcpcs, '12345-6789-01')).toEqual([]);
    },
  );

  it('needs none under a code of its own', () => {
    expect(complaints('Q0138')).toEqual([]);
  });

  it.each([
    ...['012345-6789-01', '1234-6789-01', '12345-678-01', '12345-6789-1', '12345-6789-012'],
    ...['A2345-6789-01', '12345-A789-01', '12345-6789-A1', '12345678901'],
  ])('has no NDC like %s', (ndc) => {
    expect(complaints('Q0138', ndc)).toEqual([expect.stringMatching(/^ndc must be an NDC/)]);
  });
});
