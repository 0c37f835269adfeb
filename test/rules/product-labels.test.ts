import { describe, expect, it } from 'vitest';
import { planCourse } from '../../functions/authorization/course.ts';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { visitsToTeach } from '../../functions/referral/order/course.ts';
import { findProduct } from '../../functions/referral/order/drug.ts';
import { visitTherapy } from '../../functions/referral/order/regimen.ts';
import { therapyOfOrder } from '../../functions/referral/order/therapy-of-order.ts';
import type { Observation, Order, Submission } from '../../functions/referral/referral.ts';
import { asProduct, productsOf } from '../../functions/therapy/product.ts';
import { zoledronicAcid as zoledronic } from '../../functions/therapy/therapies/zoledronic_acid.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

const ordered = (
  therapyId: string,
  order: Partial<Order>,
  different: Partial<Submission> = {},
): Submission => {
  const clean = cleanReferral(therapyId);
  return {
    ...clean,
    ...different,
    order: { ...clean.order, hcpcs: undefined, codes: undefined, ...order },
  };
};
/** What clean orders of these drugs are told anyway. */
const told = ['warn vitamin-d-missing', 'warn dental-not-shown'];
const found = (...asked: Parameters<typeof ordered>): string[] =>
  checkSubmission(ordered(...asked), '2026-11-20')
    .map(({ severity, code }) => `${severity} ${code}`)
    .filter((one) => !told.includes(one));
const every = (intervalDays: number, loadingDays: number[] = []): Partial<Order> => ({
  frequency: { loadingDays, intervalDays },
  doses: 12,
});
const perKg = (value: string): Partial<Order> => ({ dose: { value, unit: 'g/kg' } });

describe('immune globulin with hyaluronidase, given like one into a vein', () => {
  const hyqvia = (order: Partial<Order>) =>
    found('scig', { drug: 'immune globulin with hyaluronidase (HyQvia)', ...order });

  it.each<[string, Partial<Order>, string[]]>([
    ['a month at once', { ...perKg('0.5'), ...every(28) }, []],
    ['three weeks at once', { ...perKg('0.6'), ...every(21) }, []],
    [
      'named by its billing code alone',
      { drug: 'J1575', hcpcs: 'J1575', ...perKg('0.6'), ...every(28) },
      [],
    ],
    [
      'beginning with smaller doses',
      { ...perKg('0.5'), loadingDose: { value: '0.2', unit: 'g/kg' }, ...every(28, [0, 7, 21]) },
      [],
    ],
    ['far more than usual', { ...perKg('1.2'), ...every(28) }, ['warn dose-high']],
    ['more than its label has', { ...perKg('2.5'), ...every(28) }, ['block dose-above-maximum']],
    [
      'more in three weeks than its label has',
      { ...perKg('1.3'), ...every(14) },
      ['block dose-above-maximum'],
    ],
    ['six weeks at once', { ...perKg('0.6'), ...every(42) }, ['warn interval-longer']],
    ['months for weeks', { ...perKg('0.6'), ...every(84) }, ['block interval-too-long']],
  ])('%s', (_, order, expected) => {
    expect(hyqvia(order)).toEqual(expected);
  });

  it.each<[string, Partial<Order>, string[]]>([
    ['a week at once', { ...perKg('0.15'), ...every(7) }, []],
    ['two weeks at once', { ...perKg('0.3'), ...every(14) }, []],
    ['a month at once', { ...perKg('0.5'), ...every(28) }, ['block interval-too-long']],
    ['more than a week may have', { ...perKg('0.5'), ...every(7) }, ['block dose-above-maximum']],
  ])('without it: %s', (_, order, expected) => {
    expect(found('scig', order)).toEqual(expected);
  });
});

describe('zoledronic acid for bones that a tumor destroys', () => {
  const zometa = (order: Partial<Order>, code = 'C79.51') =>
    found(
      'zoledronic_acid',
      {
        drug: 'zoledronic acid (Zometa)',
        dose: { value: '4', unit: 'mg' },
        ...every(28),
        ...order,
      },
      { diagnoses: [{ code }] },
    );

  it.each<[string, string[], string[]]>([
    ['every four weeks', zometa({}), []],
    ['every three weeks', zometa(every(21)), []],
    ['in myeloma', zometa({}, 'C90.00'), []],
    ['less, for the kidney', zometa({ dose: { value: '3.3', unit: 'mg' } }), []],
    ['every two weeks', zometa(every(14)), ['block interval-too-short']],
    [
      'the amount of the other brand',
      zometa({ dose: { value: '5', unit: 'mg' } }),
      ['block dose-above-maximum'],
    ],
    ['for osteoporosis', zometa({}, 'M81.0'), ['missing product-doubtful']],
    ['for another tumor', zometa({}, 'C50.911'), ['warn indication-unlisted']],
    ['every twelve weeks from the first', zometa(every(84)), ['warn interval-longer']],
  ])('%s', (_, zometaFound, expected) => {
    expect(zometaFound).toEqual(expected);
  });

  const bare = (dose: string, code: string, order: Partial<Order> = every(28)) =>
    found(
      'zoledronic_acid',
      { drug: 'zoledronic acid', dose: { value: dose, unit: 'mg' }, ...order },
      { diagnoses: [{ code }] },
    );
  const yearly = { frequency: undefined, doses: 1 };

  it.each<[string, string[], string[]]>([
    ['its dose tells of it', bare('4', 'C79.51'), []],
    ['so does a lower one', bare('3.3', 'C90.00'), []],
    ['in another unit', bare('4', 'C79.51', { dose: { value: '0.004', unit: 'g' } }), []],
    ['its dose for the bones of the other', bare('4', 'M81.0'), ['missing product-doubtful']],
    ['the other dose for a tumor', bare('5', 'C79.51', yearly), ['missing product-doubtful']],
    ['the other dose for osteoporosis', bare('5', 'M81.0', yearly), []],
    [
      'the name of the other',
      bare('4', 'M81.0', { ...yearly, drug: 'Reclast' }),
      ['missing product-doubtful'],
    ],
    [
      'twice its dose',
      bare('8', 'C79.51', yearly),
      ['block dose-above-maximum', 'missing product-doubtful'],
    ],
  ])('without a brand: %s', (_, bareFound, expected) => {
    expect(bareFound).toEqual(expected);
  });

  it('its vials are its own, also where its dose tells of it', () => {
    const { order } = ordered('zoledronic_acid', { drug: 'zoledronic acid' });
    const product = (value: string) =>
      findProduct(zoledronic, { ...order, dose: { value, unit: 'mg' } })?.name;
    expect([product('4'), product('5'), product('2')]).toEqual(['Zometa', 'Reclast', 'Reclast']);
  });

  it.each<[clearance: string, dose: string, expected: string[]]>([
    ['61', '4', []],
    ['60', '4', ['block kidney-function-low']],
    ['60', '3.5', []],
    ['50', '3.5', []],
    ['49', '3.5', ['block kidney-function-low']],
    ['49', '3.3', []],
    ['40', '3.3', []],
    ['39', '3.3', ['block kidney-function-low']],
    ['39', '3', []],
    ['30', '3', []],
    ['29', '3', ['block kidney-function-low']],
  ])('a clearance of %s with %s mg', (clearance, value, expected) => {
    const observations = cleanReferral('zoledronic_acid').observations.map((one) =>
      one.code === '2164-2' ? { ...one, value: { value: clearance, unit: 'mL/min' } } : one,
    );
    const order = { drug: 'zoledronic acid', dose: { value, unit: 'mg' }, ...every(28) };
    const of = (code: string) =>
      found('zoledronic_acid', order, { diagnoses: [{ code }], observations });
    expect(of('C79.51')).toEqual(expected);
    // For calcium that a tumor raises the dose is not lowered.
    expect(of('E83.52')).toEqual(expected.map(() => 'warn kidney-function-low'));
  });

  it('a creatinine with which the clearance can be computed is enough', () => {
    const without = cleanReferral('zoledronic_acid').observations.filter(
      ({ code }) => code !== '2164-2',
    );
    const creatinine: Observation = {
      code: '2160-0',
      on: '2026-11-18',
      value: { value: '0.8', unit: 'mg/dL' },
    };
    const of = (observations: Observation[]) =>
      found(
        'zoledronic_acid',
        { drug: 'Zometa', dose: { value: '4', unit: 'mg' }, ...every(28) },
        { diagnoses: [{ code: 'C79.51' }], observations },
      );
    expect(of(without)).toEqual(['missing creatinine-clearance-missing']);
    expect(of([...without, creatinine])).toEqual([]);
  });

  it('every twelve weeks later on', () => {
    expect(zometa({ ...every(84), firstDose: false, lastDoseOn: '2026-09-01' })).toEqual([]);
  });

  it('the other brand keeps to its year', () => {
    expect(found('zoledronic_acid', { drug: 'zoledronic acid (Reclast)', ...every(28) })).toContain(
      'block interval-too-short',
    );
  });

  it('its visits are planned with its own room, not with that of a yearly drug', () => {
    const { order } = ordered('zoledronic_acid', { drug: 'Zometa' });
    expect(visitTherapy('zoledronic_acid', order)?.toleranceDays.after).toBe(4);
    expect(
      visitTherapy('zoledronic_acid', { ...order, drug: 'Reclast' })?.toleranceDays.after,
    ).toBe(28);
  });
});

it('a local policy holds for a product, too', () => {
  const { order } = ordered('zoledronic_acid', { drug: 'Zometa' });
  const policy = {
    therapyId: 'zoledronic_acid',
    version: 3,
    rules: { minGapDays: 27 },
  } as Parameters<typeof therapyOfOrder>[1];
  expect(therapyOfOrder(order, policy)).toMatchObject({ minGapDays: 27, policyVersion: 3 });
  expect(therapyOfOrder(order)).toMatchObject({ minGapDays: 21 });
});

it('a product whose label says nothing of its own is as its therapy', () => {
  for (const therapy of therapies)
    for (const product of productsOf(therapy))
      expect(asProduct(therapy, { drug: product.name }) === therapy, product.name).toBe(
        !product.otherwise,
      );
});

describe('the visits at which a drug under the skin is taught', () => {
  const scig = lookUpTherapy('scig');
  const days = (order: Partial<Order>) => {
    const facts = { therapy: scig, firstOn: '2026-12-01' };
    const visits = scig?.nurseVisits;
    if (!visits) throw new Error('no visits');
    return visitsToTeach(ordered('scig', order).order, facts, visits).firstDays;
  };

  it.each<[string, Partial<Order>, number[]]>([
    ['a weekly drug', every(7), [0, 7, 14]],
    ['a daily drug', { ...every(1), doses: 30 }, [0, 7, 14]],
    ['a drug of two weeks', every(14), [0, 14, 28]],
    ['a drug of four weeks', every(28), [0, 28, 56]],
    ['closer doses to begin with', every(28, [0, 7, 21]), [0, 7, 21]],
    ['only two doses', { ...every(28), doses: 2 }, [0, 28]],
  ])('%s', (_, order, expected) => {
    expect(days(order)).toEqual(expected);
  });

  it('visits that do not end go by their own rhythm', () => {
    const visits = { everyDays: 7 };
    const facts = { therapy: undefined, firstOn: '2026-12-01' };
    expect(visitsToTeach(ordered('scig', every(14)).order, facts, visits)).toBe(visits);
  });

  it('as many as there are doses are asked for', () => {
    if (!scig) throw new Error('no therapy');
    const course = (order: Partial<Order>) =>
      planCourse(ordered('scig', order).order, scig, 'home', { firstOn: '2026-12-01' });
    expect(course({ ...every(28), doses: 2 })).toMatchObject({
      doses: 2,
      visits: 2,
      everyDays: 28,
    });
    expect(course({ ...every(28), doses: 6 })).toMatchObject({
      doses: 6,
      visits: 3,
      everyDays: 28,
    });
    expect(course({ ...every(7), doses: 6 })).toMatchObject({ doses: 6, visits: 3, everyDays: 7 });
  });
});
