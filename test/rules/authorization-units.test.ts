import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planCourse } from '../../functions/authorization/course.ts';
import { balanceOf } from '../../functions/authorization/ledger.ts';
import { requestLines } from '../../functions/authorization/request-lines.ts';
import {
  isBilledFor,
  unitsAuthorized,
  unitsOfDose,
  vialsFor,
} from '../../functions/authorization/units.ts';
import { micro } from '../../functions/platform/quantity.ts';
import type { Order } from '../../functions/referral/referral.ts';
import { orderedVisits } from '../../functions/series/dose-plan.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { requestFacts, submissionFor } from '../support/authorizations.ts';
import { examplePayer } from '../support/payer-simulator.ts';
import { anOrder } from '../support/referrals.ts';

const therapy = (id: string) => lookUpTherapy(id) as Therapy;
const ofTenMg = { ...(therapy('infliximab').hcpcs[0] as Therapy['hcpcs'][number]) };

describe('units of a dose', () => {
  it('of 410 mg from 100 mg vials are 41 given, 50 opened and 9 discarded', () => {
    const units = unitsOfDose(micro('410'), { vials: [{ value: '100', unit: 'mg' }] }, ofTenMg);
    expect(units).toEqual({
      code: 'J1745',
      administered: 41,
      vials: ['100', '100', '100', '100', '100'],
      billable: 50,
      discarded: 9,
    });
    expect(unitsAuthorized(units, 'authorize-waste')).toBe(50);
    expect(unitsAuthorized(units, 'administered-only')).toBe(41);
  });

  it.each([
    ['405', ['100'], '41'],
    ['400', ['100'], '40'],
    ['400.000001', ['100'], '41'],
    ['0.1', ['100'], '1'],
  ])('of %s mg round up to %s', (dose, sizes, units) => {
    const vials = sizes.map((value) => ({ value, unit: 'mg' }));
    expect(unitsOfDose(micro(dose), { vials }, ofTenMg).administered).toBe(Number(units));
  });

  it.each([
    [
      '32800',
      ['1000', '2500', '5000', '10000', '20000', '30000'],
      ['30000', '1000', '1000', '1000'],
    ],
    ['750', ['500', '1000'], ['1000']],
    ['1250', ['500', '750', '1000', '1250'], ['1250']],
    ['600', ['80', '200', '400'], ['400', '200']],
    ['560', ['80', '200', '400'], ['400', '80', '80']],
    ['30', ['20', '50'], ['20', '20']],
    // As few containers as there can be, in whatever order the sizes stand.
    ['200', ['200', '100'], ['200']],
    ['200', ['100', '200'], ['200']],
    ['500', ['400', '100', '200'], ['400', '100']],
    ['300', ['300', '100'], ['300']],
    // Less left over goes before fewer.
    ['110', ['200', '60'], ['60', '60']],
    ['130', ['60', '200'], ['60', '60', '60']],
    ['0', ['100'], []],
    ['100', [], []],
  ])('of %s mg from %j are opened as %j', (dose, sizes, wanted) => {
    const opened = vialsFor(micro(dose), sizes.map(micro));
    expect(opened).toEqual(wanted.map(micro));
  });

  it.each([
    ['9.999999', false],
    ['10', true],
    ['51.999999', true],
    ['52', false],
  ])('of a code for doses from 10 and below 52 are for one of %s: %s', (dose, billed) => {
    expect(isBilledFor({ perDose: { from: '10', below: '52' } }, micro(dose))).toBe(billed);
  });

  it('of a code for doses from 10 on are for any from there, and of most for any at all', () => {
    const open = { perDose: { from: '10' } };
    expect(['9.999999', '10', '1000'].map((dose) => isBilledFor(open, micro(dose)))).toEqual([
      false,
      true,
      true,
    ]);
    expect(isBilledFor({}, 0n)).toBe(true);
  });

  it('of a code for the whole dose is one, whatever is opened for it', () => {
    const perDose = { from: '10', below: '52' };
    const vials = [{ value: '100', unit: 'mg' }];
    expect(unitsOfDose(micro('40'), { vials }, { ...ofTenMg, perDose })).toEqual({
      code: 'J1745',
      administered: 1,
      vials: [],
      billable: 1,
      discarded: 0,
    });
  });

  it('never leave more over than the smallest container, and always cover the dose', () => {
    const sizes = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 400 }), (list, dose) => {
        const vials = vialsFor(BigInt(dose), list.map(BigInt));
        const total = Number(vials.reduce((sum, vial) => sum + vial, 0n));
        expect(total).toBeGreaterThanOrEqual(dose);
        expect(total - dose).toBeLessThan(Math.min(...list));
      }),
    );
  });
});

describe('the course of an order', () => {
  const firstOn = '2026-12-01';

  it.each([
    ['three loading doses, then every eight weeks', {}, { doses: 6, days: 210, everyDays: 56 }],
    ['a continuing patient', { firstDose: false }, { doses: 6, days: 280, everyDays: 56 }],
    ['a single dose', { doses: 1 }, { doses: 1, days: 0, everyDays: 0 }],
    ['an order for years', { doses: 40 }, { doses: 8, days: 322, everyDays: 56 }],
    ['an order without an end', { doses: undefined }, { doses: 8, days: 322, everyDays: 56 }],
  ])('for %s', (_, different, course) => {
    expect(
      planCourse(anOrder(different), therapy('infliximab'), 'infusion-center', { firstOn }),
    ).toMatchObject({
      ...course,
      visits: course.doses,
      givenAtVisits: true,
    });
  });

  it.each([
    ['the rest of a long order', { doses: 10 }, { doses: 2, days: 56, startsAfter: 378 }],
    [
      'a year more of one without an end',
      { doses: undefined },
      { doses: 7, days: 336, goesOn: true },
    ],
    ['nothing when all is booked', { doses: 8 }, { doses: 0, goesOn: false }],
  ])('after eight booked visits is %s', (_, different, course) => {
    expect(
      planCourse(anOrder(different), therapy('infliximab'), 'infusion-center', {
        booked: 8,
        firstOn,
      }),
    ).toMatchObject(course);
  });

  it('at home has fewer visits than doses when the patient gives them', () => {
    const order = anOrder({ therapyId: 'ceftriaxone', doses: 28, frequency: undefined });
    expect(planCourse(order, therapy('ceftriaxone'), 'home', { firstOn })).toMatchObject({
      doses: 28,
      visits: 5,
      days: 27,
      givenAtVisits: false,
    });
    expect(planCourse(order, therapy('ceftriaxone'), 'infusion-center', { firstOn })).toMatchObject(
      {
        visits: 28,
        givenAtVisits: true,
      },
    );
  });

  it('asks for as many of the nurse as are planned, whatever is given at home and how often', () => {
    const ids = fc.constantFrom('ceftriaxone', 'vancomycin', 'scig', 'parenteral_nutrition');
    const course = fc.record({
      days: fc.constantFrom(1, 2, 7, 14),
      doses: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(ids, course, (id, { days, doses }) => {
        const order = anOrder({
          therapyId: id,
          doses,
          frequency: { loadingDays: [], intervalDays: days },
        });
        expect(planCourse(order, therapy(id), 'home', { firstOn }).visits).toBe(
          orderedVisits(order, therapy(id), { setting: 'home', firstOn }),
        );
      }),
    );
  });
});

describe('what a payer is asked for', () => {
  const linesOf = (different: Parameters<typeof requestFacts>[0] = {}) =>
    requestLines(requestFacts(different))?.lines.map(({ kind, code, units, perVisit, visits }) => [
      kind,
      code,
      units,
      perVisit,
      visits,
    ]);

  it('is drug and administration at a center, with leftovers where the payer takes them', () => {
    expect(linesOf()).toEqual([
      ['drug', 'J1745', 300, 50, 6],
      ['administration', '96413', 6, 1, 6],
      ['administration', '96415', 6, 1, 6],
    ]);
    expect(linesOf({ payer: examplePayer('summit-trust') })?.[0]).toEqual([
      'drug',
      'J1745',
      246,
      41,
      6,
    ]);
  });

  it('is of a drug what each dose gives, and how that becomes units', () => {
    const doseOf = (facts: Parameters<typeof requestFacts>[0], order: Partial<Order> = {}) => {
      const submission = submissionFor('APPROVE', 'acme-health', { order: anOrder(order) });
      return requestLines(requestFacts({ submission, ...facts }))?.lines[0]?.dose;
    };
    const steady = { unit: 'mg', perVisit: '410', perUnit: '10' };
    expect(doseOf({})).toEqual({ ...steady, withWaste: true });
    expect(doseOf({ payer: examplePayer('summit-trust') })).toEqual(steady);
    const loaded = submissionFor('APPROVE', 'acme-health', {
      order: anOrder({ loadingDose: { value: '10', unit: 'mg/kg' } }),
    });
    // A visit whose dose is not known takes what goes on, not what it began with.
    expect(requestLines(requestFacts({ submission: loaded }))?.lines[0]).toMatchObject({
      units: 420,
      perVisit: 50,
      perDose: [
        { from: 1, units: 90 },
        { from: 4, units: 50 },
      ],
    });
    expect(doseOf({}, { loadingDose: { value: '10', unit: 'mg/kg' } })).toEqual({
      ...steady,
      withWaste: true,
      perDose: [
        { from: 1, amount: '820' },
        { from: 4, amount: '410' },
      ],
    });
    const twice = {
      therapyId: 'vancomycin',
      drug: 'vancomycin',
      dose: { value: '1000', unit: 'mg' },
      frequency: { loadingDays: [], intervalDays: 1, timesPerDay: 2 },
      doses: 14,
    };
    expect(doseOf({ therapy: therapy('vancomycin') }, twice)?.perVisit).toBe('2000');
    const nutrition = {
      therapyId: 'parenteral_nutrition',
      drug: 'parenteral nutrition',
      dose: { value: '60000', unit: 'mg' },
      doses: 3,
      frequency: { loadingDays: [], intervalDays: 1 },
    };
    // Billed by the day, whatever is in it, and nothing is opened that could be left over.
    expect(doseOf({ therapy: therapy('parenteral_nutrition') }, nutrition)).toEqual({
      unit: 'day',
      perVisit: '60000',
    });
  });

  it.each([
    ['commercial', 'standard', 'preservice-standard', 'preservice-standard'],
    ['commercial', 'expedited', 'preservice-urgent', 'preservice-urgent'],
    ['medicare-advantage', 'standard', 'ma-drug-standard', 'cms-0057-service-standard'],
    ['medicare-advantage', 'expedited', 'ma-drug-expedited', 'cms-0057-service-expedited'],
    ['medicaid', 'standard', 'medicaid-drug-standard', 'cms-0057-service-standard'],
  ] as const)(
    'runs by the clocks of %s, %s: %s and %s',
    (lineOfBusiness, urgency, drug, service) => {
      const payer = { ...examplePayer(), lineOfBusiness, clocks: [] };
      const { lines = [] } = requestLines(requestFacts({ payer, urgency })) ?? {};
      expect(lines.map(({ clock }) => clock)).toEqual(
        [drug, service, service].map((rule) => ({ rule, urgency })),
      );
    },
  );

  it('is drug and nursing at home', () => {
    expect(linesOf({ setting: 'home' })).toEqual([
      ['drug', 'J1745', 300, 50, 6],
      ['nursing', '99601', 6, 1, 6],
      ['nursing', '99602', 12, 2, 6],
    ]);
  });

  it('counts dispensed drug by doses and nursing by visits', () => {
    const submission = submissionFor('APPROVE', 'acme-health', {
      order: anOrder({
        therapyId: 'ceftriaxone',
        drug: 'ceftriaxone',
        dose: { value: '2', unit: 'g' },
        doses: 28,
        frequency: undefined,
        durationMinutes: 30,
      }),
    });
    expect(linesOf({ submission, therapy: therapy('ceftriaxone'), setting: 'home' })).toEqual([
      ['drug', 'J0696', 224, 0, 5],
      ['nursing', '99601', 5, 1, 5],
      ['supplies', 'S9500', 28, 0, 5],
    ]);
    // What is dispensed has no dose of a visit.
    const facts = requestFacts({ submission, therapy: therapy('ceftriaxone'), setting: 'home' });
    expect(requestLines(facts)?.lines[0]).not.toHaveProperty('dose');
  });

  it('names the product that was ordered, in the containers that it comes in', () => {
    const submission = submissionFor('APPROVE', 'acme-health', {
      order: anOrder({ drug: 'Privigen', dose: { value: '0.4', unit: 'g/kg' }, doses: 2 }),
    });
    const facts = requestFacts({ submission, therapy: therapy('ivig') });
    expect(requestLines(facts)?.lines[0]).toMatchObject({ code: 'J1459', units: 140 });
  });

  describe('of a course whose doses differ', () => {
    const weighing70 = {
      observations: [{ code: '29463-7', on: '2026-11-15', value: { value: '70', unit: 'kg' } }],
    };
    const asked = (order: Partial<Order>, id: string) => {
      const submission = submissionFor('APPROVE', 'acme-health', {
        ...weighing70,
        order: anOrder({ therapyId: id, durationMinutes: undefined, ...order }),
      });
      return requestLines(requestFacts({ submission, therapy: therapy(id) }))?.lines[0];
    };
    const grams = (value: string) => ({ value, unit: 'g/kg' });
    const mg = (value: string) => ({ value, unit: 'mg' });

    it.each<[string, string, Partial<Order>, object]>([
      [
        'immune globulin, 2 g/kg once, then 1 g/kg three times',
        'ivig',
        {
          drug: 'Gammagard Liquid',
          loadingDose: grams('2'),
          dose: grams('1'),
          frequency: { loadingDays: [0], intervalDays: 21 },
          doses: 4,
        },
        {
          code: 'J1569',
          units: 700,
          visits: 4,
          perDose: [
            { from: 1, units: 280 },
            { from: 2, units: 140 },
          ],
        },
      ],
      [
        'ocrelizumab, 300 mg twice, then 600 mg',
        'ocrelizumab',
        {
          drug: 'Ocrevus',
          loadingDose: mg('300'),
          dose: mg('600'),
          frequency: { loadingDays: [0, 14], intervalDays: 168 },
          doses: 4,
        },
        {
          code: 'J2350',
          units: 1800,
          perDose: [
            { from: 1, units: 300 },
            { from: 3, units: 600 },
          ],
        },
      ],
      [
        'three amounts, each in a part of its own',
        'ocrelizumab',
        {
          drug: 'Ocrevus',
          dose: undefined,
          frequency: undefined,
          doses: undefined,
          phases: [
            { days: [0, 14], dose: mg('300') },
            { days: [0], every: { value: 24, unit: 'wk' }, doses: 1, dose: mg('600') },
            { days: [0], every: { value: 24, unit: 'wk' }, doses: 1, dose: mg('900') },
          ],
        },
        { units: 300 + 300 + 600 + 900, visits: 4 },
      ],
      [
        'one amount in every part',
        'ocrelizumab',
        {
          drug: 'Ocrevus',
          dose: mg('600'),
          loadingDose: mg('600'),
          frequency: { loadingDays: [0, 14], intervalDays: 168 },
          doses: 3,
        },
        { units: 1800, perVisit: 600 },
      ],
      [
        'a continuing patient, who has no loading dose any more',
        'ocrelizumab',
        {
          drug: 'Ocrevus',
          firstDose: false,
          dose: mg('600'),
          loadingDose: mg('300'),
          frequency: { loadingDays: [0, 14], intervalDays: 168 },
          doses: 2,
        },
        { units: 1200, visits: 2 },
      ],
      [
        'a drug given twice a day',
        'vancomycin',
        {
          drug: 'vancomycin',
          dose: mg('1000'),
          frequency: { loadingDays: [], intervalDays: 1, timesPerDay: 2 },
          doses: 14,
        },
        { code: 'J3373', units: 14 * 2 * 100 },
      ],
    ])('%s', (_, id, order, line) => {
      expect(asked(order, id)).toMatchObject(line);
    });
  });

  it.each([
    ['the suffix', { drug: 'infliximab-axxq' }, 'Q5121'],
    ['the brand', { drug: 'Renflexis 100 mg' }, 'Q5104'],
    ['the code alone', { drug: 'infliximab', hcpcs: 'Q5121' }, 'Q5121'],
    ['nothing but the ingredient', { drug: 'infliximab' }, 'Q5103'],
  ])('is the code of the product that %s tells', (_, said, code) => {
    const submission = submissionFor('APPROVE', 'acme-health', { order: anOrder(said) });
    const facts = requestFacts({ submission, therapy: therapy('infliximab_dyyb') });
    expect(requestLines(facts)?.lines[0]).toMatchObject({ code, units: 300 });
  });

  it('begins at the ordered start and reaches a month past the last dose', () => {
    expect(requestLines(requestFacts())?.lines[0]).toMatchObject({
      from: '2026-12-01',
      through: '2027-07-29',
    });
    expect(requestLines(requestFacts({ on: '2027-01-10' }))?.lines[0]?.from).toBe('2027-01-10');
  });

  it('of a renewal is the rest of the order, around the days on which it is due', () => {
    const { submission } = requestFacts();
    const order = anOrder({ doses: 10 });
    const renews = { firstOn: '2026-12-01', bookedThrough: 8 };
    const long = { submission: { ...submission, order }, renews };
    // Dose 9 is due on 14 December 2027, dose 10 eight weeks later.
    const dates = { from: '2027-11-14', through: '2028-03-09' };
    expect(requestLines(requestFacts({ ...long, on: '2027-09-01' }))?.lines[0]).toMatchObject({
      visits: 2,
      ...dates,
    });
    expect(requestLines(requestFacts({ ...long, on: '2028-01-10' }))?.lines[0]).toMatchObject({
      from: '2028-01-10',
      through: '2028-04-05',
    });
    const booked = { ...renews, bookedThrough: 10 };
    expect(requestLines(requestFacts({ ...long, renews: booked }))).toBeUndefined();
  });

  describe('of an order of two drugs', () => {
    const vedolizumab = {
      drug: 'vedolizumab',
      therapyId: 'vedolizumab',
      dose: { value: '300', unit: 'mg' },
      route: 'IV' as const,
    };
    const every = (intervalDays: number) => ({ loadingDays: [], intervalDays });
    const asked = (
      also: Record<string, unknown>,
      facts: Parameters<typeof requestFacts>[0] = {},
      order: Partial<Order> = {},
    ) => {
      const alsoInfused = [{ ...vedolizumab, ...also }] as unknown as Order['alsoInfused'];
      const submission = submissionFor('APPROVE', 'acme-health', {
        order: anOrder({ alsoInfused, ...order }),
      });
      return requestLines(requestFacts({ submission, ...facts }))
        ?.lines.filter(({ kind }) => kind === 'drug')
        .map(({ code, drug, units, visits, perVisit, perDose }) => ({
          ...{ code, units, visits, perVisit },
          ...(drug === undefined ? {} : { drug }),
          ...(perDose ? { perDose } : {}),
        }));
    };
    // Infliximab falls on days 0, 14, 42, 98, 154 and 210.
    const own = { code: 'J1745', units: 300, visits: 6, perVisit: 50 };
    const second = { code: 'J3380', drug: 1 };

    it.each<[string, Record<string, unknown>, object]>([
      ['at each visit', { eachVisit: true }, { units: 1800, visits: 6, perVisit: 300 }],
      [
        'at the visits on whose days it falls, and on no other day',
        { frequency: every(14), doses: 4 },
        {
          units: 900,
          visits: 3,
          perVisit: 300,
          perDose: [
            { from: 1, units: 300 },
            { from: 4, units: 0 },
          ],
        },
      ],
      [
        'at visits further on',
        { frequency: { loadingDays: [98], intervalDays: 112 }, doses: 2 },
        { units: 600, visits: 2 },
      ],
      [
        'as long as the visits go on, and at the last of them',
        { frequency: every(14), doses: 40 },
        { units: 1800, visits: 6, perVisit: 300 },
      ],
    ])('has a line of its own for the other: %s', (_says, also, expected) => {
      const lines = asked(also);
      expect(lines).toHaveLength(2);
      expect(lines?.[0]).toEqual(own);
      expect(lines?.[1]).toMatchObject({ ...second, ...expected });
    });

    it('asks in a renewal for what has doses left alone', () => {
      const renewal = { renews: { firstOn: '2026-12-01', bookedThrough: 3 }, on: '2027-02-01' };
      expect(asked({ frequency: every(14), doses: 2 }, renewal)).toEqual([
        { ...own, units: 150, visits: 3 },
      ]);
      expect(asked({ eachVisit: true }, renewal)).toMatchObject([
        { ...own, units: 150, visits: 3 },
        { ...second, units: 900, visits: 3 },
      ]);
    });

    it.each<[string, Record<string, unknown>, Partial<Order>]>([
      [
        'of which the other is none that is known',
        { drug: 'something', therapyId: undefined, eachVisit: true },
        {},
      ],
      ['of which the other has no dose', { dose: undefined, eachVisit: true }, {}],
      ['of which the own has no dose', { eachVisit: true }, { dose: undefined }],
    ])('cannot be said of one %s', (_says, also, order) => {
      expect(asked(also, {}, order)).toBeUndefined();
    });
  });

  it.each([
    ['9999.999999', undefined],
    ['10000', 'B4189'],
    ['51999.999999', 'B4189'],
    ['52000', 'B4193'],
    ['100000', 'B4197'],
    ['100001', 'B4199'],
  ])('of a day of nutrition goes by its protein: %s mg is %s', (value, code) => {
    const order = anOrder({
      therapyId: 'parenteral_nutrition',
      drug: 'parenteral nutrition',
      dose: { value, unit: 'mg' },
      doses: 3,
      frequency: { loadingDays: [], intervalDays: 1 },
    });
    const submission = submissionFor('APPROVE', 'acme-health', { order });
    const facts = requestFacts({ submission, therapy: therapy('parenteral_nutrition') });
    const [line] = requestLines(facts)?.lines ?? [];
    expect(line?.code).toBe(code);
    if (code) expect(line).toMatchObject({ units: 3, visits: 3, perVisit: 1 });
  });

  it('of a code for ranges of doses goes by the amount that goes on', () => {
    const order = anOrder({
      therapyId: 'parenteral_nutrition',
      drug: 'parenteral nutrition',
      dose: { value: '60000', unit: 'mg' },
      loadingDose: { value: '40000', unit: 'mg' },
      doses: 4,
      frequency: { loadingDays: [0, 1], intervalDays: 1 },
    });
    const submission = submissionFor('APPROVE', 'acme-health', { order });
    const facts = requestFacts({ submission, therapy: therapy('parenteral_nutrition') });
    expect(requestLines(facts)?.lines[0]?.code).toBe('B4193');
  });

  it('cannot be said where one of its doses is not known', () => {
    const submission = submissionFor('APPROVE', 'acme-health', {
      order: anOrder({ loadingDose: { value: '5', unit: '[iU]' } }),
    });
    expect(requestLines(requestFacts({ submission }))).toBeUndefined();
  });

  it('cannot be said without a weight that the dose needs', () => {
    const submission = submissionFor('APPROVE', 'acme-health', { observations: [] });
    expect(requestLines(requestFacts({ submission }))).toBeUndefined();
  });

  it('asks for a line of each code where the code of a drug changes within the course', () => {
    const base = requestFacts();
    const [product] = base.therapy.products ?? [];
    const [code] = product?.hcpcs ?? [];
    const hcpcs = [
      { ...code, code: 'J1745', through: '2027-03-31' },
      { ...code, code: 'J9991', from: '2027-04-01', unit: { value: '5', unit: 'mg' } },
    ];
    const therapy = { ...base.therapy, products: [{ ...product, hcpcs }] } as typeof base.therapy;
    const lines = requestLines({ ...base, therapy })?.lines.filter(({ kind }) => kind === 'drug');
    // Doses on 1 and 15 December, 12 January and 9 March; then on 4 May and 29 June.
    expect(lines).toMatchObject([
      { code: 'J1745', units: 200, visits: 4, from: '2026-12-01', through: '2027-03-31' },
      { code: 'J9991', units: 200, visits: 2, from: '2027-04-01', through: '2027-07-29' },
    ]);
    expect(lines?.map(({ perDose }) => perDose)).toEqual([
      [
        { from: 1, units: 50 },
        { from: 5, units: 0 },
      ],
      [
        { from: 1, units: 0 },
        { from: 5, units: 100 },
      ],
    ]);
    const ledger = {
      v1: { on: '2027-03-09', dose: 4, state: 'reserved' as const },
      v2: { on: '2027-05-04', dose: 5, state: 'reserved' as const },
    };
    expect(
      lines?.map((line) => balanceOf({ ...line, state: 'approved' }, ledger).reserved),
    ).toEqual([50, 100]);
  });

  it('keeps a code that ends without another, for nobody knows the next', () => {
    const base = requestFacts();
    const [product] = base.therapy.products ?? [];
    const hcpcs = product?.hcpcs.map((code) => ({ ...code, through: '2027-03-31' }));
    const therapy = { ...base.therapy, products: [{ ...product, hcpcs }] } as typeof base.therapy;
    const lines = requestLines({ ...base, therapy })?.lines.filter(({ kind }) => kind === 'drug');
    expect(lines).toMatchObject([{ code: 'J1745', visits: 6, through: '2027-07-29' }]);
  });
});
