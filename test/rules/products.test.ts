import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import {
  contradicts,
  findProduct,
  findTherapy,
  namedIn,
} from '../../functions/referral/order/drug.ts';
import type { Order } from '../../functions/referral/referral.ts';
import { type Product, productsOf } from '../../functions/therapy/product.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { billingCodesOn, type Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

const today = '2026-11-20';

type Code = NonNullable<Order['codes']>[number];

const codesOf = ({ hcpcs, ndc, rxnorm }: Product): Code[] => [
  ...hcpcs.map(({ code }) => ({ system: 'hcpcs' as const, code })),
  ...ndc.map((code) => ({ system: 'ndc' as const, code: `${code}-01` })),
  ...rxnorm.map((code) => ({ system: 'rxnorm' as const, code })),
];

const branded = therapies.filter(({ products }) => products !== undefined);
const products = branded.flatMap((therapy) =>
  productsOf(therapy).map((product) => [therapy.id, product.name, therapy, product] as const),
);

const order = (therapy: Therapy, named: Partial<Order>): Order => ({
  ...cleanReferral(therapy.id).order,
  hcpcs: undefined,
  codes: [],
  ...named,
});

describe('a product of the catalogue', () => {
  it('is one of many: what is left without a name or a code would be taken for another', () => {
    expect(products.length).toBeGreaterThan(50);
  });

  it.each(products)(
    '%s %s is found by its name and by each of its codes',
    (_, name, therapy, product) => {
      for (const codes of [[], ...codesOf(product).map((code) => [code])]) {
        const asked = order(therapy, { drug: name, codes });
        expect([codes, contradicts(namedIn(asked), asked)]).toEqual([codes, false]);
        expect([codes, findProduct(therapy, asked)?.name]).toEqual([codes, name]);
        expect([codes, findTherapy({ ...namedIn(asked), route: therapy.route })?.id]).toEqual([
          codes,
          therapy.id,
        ]);
      }
    },
  );

  it.each(products)(
    '%s %s beside a code of another one is asked back',
    (_, name, therapy, product) => {
      const own = new Set(codesOf(product).map(({ code }) => code));
      const others = productsOf(therapy)
        .flatMap(codesOf)
        .filter(({ code }) => !own.has(code));
      for (const code of others) {
        const asked = order(therapy, { drug: name, codes: [code] });
        expect([code, contradicts(namedIn(asked), asked)]).toEqual([code, true]);
      }
    },
  );

  it.each(products)('%s %s says where it is from', (_, __, ___, product) => {
    expect(product.source).not.toBe('');
    for (const { code, from, through, unit } of product.hcpcs) {
      expect(code).toMatch(/^[A-Z]\d{4}$/);
      expect(through === undefined || from <= through).toBe(true);
      expect(Number(unit.value)).toBeGreaterThan(0);
    }
    for (const ndc of product.ndc) expect(ndc).toMatch(/^\d{5}-\d{4}$/);
  });

  it.each(branded.map(({ id }) => id))('of %s is billed by one code on any day of now', (id) => {
    for (const product of productsOf(lookUpTherapy(id) as Therapy)) {
      const valid = billingCodesOn(product, today);
      expect([product.name, valid.length]).toEqual([product.name, 1]);
    }
  });
});

describe('immune globulin', () => {
  it.each<[string, Partial<Order>, string]>([
    ['Gammagard Liquid 10 %', { route: 'IV' }, 'ivig'],
    ['Gammagard Liquid 10 %', { route: 'SC' }, 'scig'],
    ['Gamunex-C subcutaneous', {}, 'scig'],
    ['Gamunex-C', { hcpcs: 'J1561' }, 'ivig'],
    ['Gammagard S/D', {}, 'ivig'],
    ['Hizentra 20 %', {}, 'scig'],
    ['immune globulin', { route: 'SC' }, 'scig'],
    ['immune globulin intravenous (human) 10 % [Asceniv]', {}, 'ivig'],
    ['Cutaquig', {}, 'scig'],
  ])('%s with %j is %s', (drug, more, id) => {
    const asked = order(lookUpTherapy('ivig') as Therapy, { route: undefined, ...more, drug });
    expect(findTherapy(namedIn(asked))?.id).toBe(id);
  });

  const found = (therapyId: string, named: Partial<Order>) => {
    const submission = cleanReferral(therapyId);
    const asked = { ...submission.order, hcpcs: undefined, ...named };
    return checkSubmission({ ...submission, order: asked }, today).map(({ code }) => code);
  };

  it.each<[string, Partial<Order>, string[]]>([
    ['Panzyga', { hcpcs: 'J1576' }, []],
    ['Panzyga', { hcpcs: 'J1599' }, ['billing-code-invalid']],
    ['Yimmugo', { hcpcs: 'J1553' }, []],
    ['Privigen', { hcpcs: 'J1569' }, ['drug-contradictory']],
    ['Octagam', { codes: [{ system: 'ndc', code: '44206-0436-05' }] }, ['drug-contradictory']],
  ])('ordered as %s with %j finds %j', (drug, named, expected) => {
    const codes = found('ivig', { drug, ...named });
    expect(codes.filter((code) => /^(drug|billing)/.test(code))).toEqual(expected);
  });
});

describe('a code of another form of the drug', () => {
  it.each([
    ['ocrelizumab', 'ocrelizumab', '50242-0554-01', 'ndc'],
    ['rituximab', 'rituximab', '1927884', 'rxnorm'],
    ['tocilizumab', 'tocilizumab', '50242-138-01', 'ndc'],
    ['infliximab_dyyb', 'infliximab-dyyb', '2675754', 'rxnorm'],
    ['paclitaxel', 'paclitaxel', '583218', 'rxnorm'],
    ['iron_sucrose', 'iron sucrose', 'J1437', 'hcpcs'],
    ['ferric_carboxymaltose', 'ferric carboxymaltose', '59338-775-01', 'ndc'],
  ] as const)('beside %s stops, though the name is right: %s, %s', (id, drug, code, system) => {
    const submission = cleanReferral(id);
    const asked = { ...submission.order, drug, hcpcs: undefined, codes: [{ system, code }] };
    const stops = checkSubmission({ ...submission, order: asked }, today)
      .filter(({ severity }) => severity === 'block')
      .map((one) => one.code);
    expect(stops).toEqual(['formulation-other']);
  });
});
