import { describe, expect, it } from 'vitest';
import { micro } from '../../functions/platform/quantity.ts';
import {
  contradicts,
  findProduct,
  findTherapy,
  namedIn,
  namesUnknownProduct,
} from '../../functions/referral/order/drug.ts';
import type { Order } from '../../functions/referral/referral.ts';
import { productsOf } from '../../functions/therapy/product.ts';
import { settings } from '../../functions/therapy/setting.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { billingCodesOn, competencies } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { anOrder } from '../support/referrals.ts';

describe('the therapy catalogue', () => {
  it.each(therapies.map((therapy) => [therapy.id, therapy] as const))(
    '%s says where every number comes from',
    (_, therapy) => {
      const sourced = [
        therapy.doseBounds,
        therapy.infusionMinutes,
        therapy.observationMinutes,
        therapy.toleranceDays,
        therapy.firstDoseHome,
        ...Object.values(therapy.settings),
        ...Object.values(therapy.evidence),
      ];
      for (const { source, confidence } of sourced) {
        expect(source).not.toBe('');
        expect(['high', 'medium', 'low']).toContain(confidence);
        if (/general knowledge/.test(source)) expect(confidence).not.toBe('high');
      }
    },
  );

  it.each(therapies.map((therapy) => [therapy.id, therapy] as const))(
    '%s has bounds in order, all five settings and known competencies',
    (_, { doseBounds, settings: places, competencies: needs }) => {
      const { softMin, softMax, hardMax } = doseBounds;
      if (softMin && softMax) expect(micro(softMin) <= micro(softMax)).toBe(true);
      if (softMax && hardMax) expect(micro(softMax) <= micro(hardMax)).toBe(true);
      expect(Object.keys(places).sort()).toEqual([...settings].sort());
      for (const need of needs) expect(competencies).toContain(need);
    },
  );

  it('gives no two therapies the same id, billing code or name', () => {
    for (const all of [
      therapies.map(({ id }) => id),
      therapies
        .flatMap(({ hcpcs }) => [...new Set(hcpcs.map(({ code }) => code))])
        // Brands of immune globulin that are given both ways have one code for both.
        .filter(
          (code, index, codes) =>
            !['J1561', 'J1569'].includes(code) || codes.indexOf(code) === index,
        ),
      therapies.flatMap(({ names }) => names),
    ])
      expect(new Set(all).size).toBe(all.length);
  });

  it('bills vancomycin by 500 mg before the change of its code and by 10 mg after it', () => {
    const vancomycin = lookUpTherapy('vancomycin');
    if (!vancomycin) throw new Error('no vancomycin');
    expect(billingCodesOn(vancomycin, '2025-06-30').map(({ code }) => code)).toEqual([
      'J3370',
      'J3372',
    ]);
    expect(billingCodesOn(vancomycin, '2025-07-01')[0]).toMatchObject({
      code: 'J3373',
      unit: { value: '10', unit: 'mg' },
    });
  });
});

describe('finding the therapy of a drug', () => {
  it.each([
    ['a billing code', { hcpcs: ['J1745'] }, 'infliximab'],
    [
      'the code of a biosimilar, though RxNorm says the ingredient',
      { hcpcs: ['Q5103'], rxnorm: ['191831'] },
      'infliximab_dyyb',
    ],
    [
      'the name of a biosimilar',
      { words: ['infliximab-dyyb 100 MG Injection'] },
      'infliximab_dyyb',
    ],
    ['a brand in other case', { words: ['ENTYVIO 300 mg'] }, 'vedolizumab'],
    ['RxNorm alone', { rxnorm: ['2193'] }, 'ceftriaxone'],
    ['immune globulin under the skin', { words: ['immune globulin 20 % subcutaneous'] }, 'scig'],
    ...[
      'lactated Ringers 1 L',
      "lactated Ringer's",
      "Ringer's lactate",
      'Ringers lactate',
      '0.9% NaCl',
      '0.9 % sodium chloride',
      'NaCl 0.9%',
      'Normal Saline 1000 mL',
    ].map((words): [string, { words: string[] }, string] => [
      words,
      { words: [words] },
      'hydration',
    ]),
    ['immune globulin by vein', { words: ['immune globulin intravenous'] }, 'ivig'],
  ])('reads %s', (_, drug, id) => {
    expect(findTherapy(drug)?.id).toBe(id);
  });

  it.each<[string, string | undefined]>([
    ...[
      ...['in sodium chloride 0.9 %', 'in 0.9 % sodium chloride', 'in 100 mL sodium chloride'],
      ...['in 1,000ml of 0.9% normal saline', 'in 0.5 L lactated ringer', 'with normal saline'],
      ...['/ sodium chloride', '/sodium chloride', 'in  5 % dextrose', 'in 250 mL of NS'],
      'in normal saline (sodium chloride 0.9 %)',
      'in normal saline\n100 mL',
    ].map((fluid) => [`ceftriaxone 2 g ${fluid}`, 'ceftriaxone'] as [string, string]),
    ['sodium chloride 0.9 % 500 mL', 'hydration'],
    ['1 L in lactated ringer', 'hydration'],
    ['1 L of aspirin in water for injection', undefined],
  ])('reads “%s” without what it is dissolved in', (text, id) => {
    expect(findTherapy({ words: [text] })?.id).toBe(id);
    expect(contradicts({ words: [text] })).toBe(false);
  });

  it.each<['IV' | 'SC' | undefined, string]>([
    ['IV', 'ivig'],
    ['SC', 'scig'],
    [undefined, 'ivig'],
  ])('by the route %s, of two that bear one name: %s', (route, id) => {
    expect(findTherapy({ words: ['immune globulin'], route })?.id).toBe(id);
  });

  it.each<[string, string | undefined, boolean]>([
    ['infliximab 100 mg single-dose vial', 'infliximab', false],
    ['infliximab-based regimen', 'infliximab', false],
    ['infliximab-qbtx 100 mg', undefined, true],
    ['Entyvio subcutaneous', 'vedolizumab', false],
    ['xinfliximab', undefined, false],
    ['infliximabs', undefined, false],
  ])('reads “%s” as %s, of a suffix that is unknown: %s', (text, id, isUnknown) => {
    expect(findTherapy({ words: [text] })?.id).toBe(id);
    expect(namesUnknownProduct({ words: [text, 'aspirin'] })).toBe(isUnknown);
  });

  it('is by all that an order says of it', () => {
    const codes = [
      { system: 'hcpcs' as const, code: 'Q5103' },
      { system: 'hcpcs' as const, code: 'J1745' },
      { system: 'ndc' as const, code: '55513-0670-01' },
      { system: 'rxnorm' as const, code: '191831' },
    ];
    const { therapyId: _, hcpcs: __, ...order } = anOrder({ drug: 'Remicade', route: 'SC' });
    expect(namedIn({ ...order, hcpcs: 'J1745', codes, alsoNamed: ['infliximab'] })).toEqual({
      hcpcs: ['J1745', 'Q5103'],
      ndc: ['55513-0670-01'],
      rxnorm: ['191831'],
      words: ['Remicade', 'infliximab'],
      route: 'SC',
    });
    expect(namedIn({ drug: 'Remicade' } as Order)).toEqual({
      ...{ hcpcs: [], ndc: [], rxnorm: [], words: ['Remicade'], route: undefined },
    });
  });

  it('does not find a drug inside another word, or one it does not know', () => {
    expect(findTherapy({ words: ['pseudoinfliximabine'] })).toBeUndefined();
    expect(findTherapy({ words: ['aspirin'], hcpcs: ['J9999'] })).toBeUndefined();
  });
});

describe('what an order says of its drug', () => {
  it.each([
    [
      'a name beside the code of another drug',
      { words: ['vedolizumab (Entyvio)'], hcpcs: ['J1745'] },
    ],
    ['a name beside the ingredient of another', { words: ['Entyvio'], rxnorm: ['191831'] }],
    ['the codes of two drugs', { rxnorm: ['191831'], hcpcs: ['J3380'] }],
    ['two names in one text', { words: ['infliximab (Entyvio)'] }],
    [
      'a therapy beside another name',
      { words: ['infliximab (Remicade)'], therapyId: 'vedolizumab' },
    ],
    ['a biosimilar beside its originator', { words: ['Remicade'], therapyId: 'infliximab_dyyb' }],
    ['the code of a biosimilar beside its originator', { words: ['Remicade'], hcpcs: ['Q5103'] }],
    [
      'a drug under the skin beside one by vein, whatever may be substituted',
      { words: ['Hizentra'], therapyId: 'ivig', substitutionAllowed: true },
    ],
  ])('contradicts itself with %s', (_, said) => {
    expect(contradicts(said, said as Partial<Order>)).toBe(true);
  });

  it.each([
    ['an ingredient and the code of a biosimilar', { words: ['infliximab'], hcpcs: ['Q5104'] }],
    [
      'a biosimilar by its whole name',
      { words: ['infliximab-dyyb (Inflectra)'], rxnorm: ['191831'] },
    ],
    [
      'a biosimilar for an originator that may be substituted',
      { words: ['Remicade'], therapyId: 'infliximab_dyyb', substitutionAllowed: true },
    ],
    ['a code that nobody knows', { words: ['Remicade'], hcpcs: ['J9999'] }],
    ['a product given both ways', { words: ['Gammagard Liquid subcutaneous'], therapyId: 'scig' }],
    ['one word alone', { words: ['Entyvio'] }],
    ['nothing', {}],
    ['a therapy that is not of the catalogue', { words: ['Entyvio'], therapyId: 'other' }],
    [
      'a name and its own code, whatever may be substituted',
      { words: ['Entyvio'], hcpcs: ['J3380'], substitutionAllowed: true },
    ],
  ])('may be %s', (_, said) => {
    expect(contradicts(said, said as Partial<Order>)).toBe(false);
  });

  it('never contradicts itself with the names and codes of one product', () => {
    for (const { id, name, rxnorm, ...therapy } of therapies)
      for (const product of productsOf({ id, name, rxnorm, ...therapy }))
        for (const { code } of product.hcpcs)
          for (const word of therapy.products ? [name, product.name, ...product.names] : [name])
            expect(
              contradicts(
                { words: [word], hcpcs: [code], rxnorm, ndc: product.ndc },
                { therapyId: id },
              ),
            ).toBe(false);
  });
});

describe('the product of an order', () => {
  const ndc = (code: string) => [{ system: 'ndc' as const, code }];
  const rxnorm = (code: string) => [{ system: 'rxnorm' as const, code }];
  const order = (said: Partial<Order>): Order => anOrder({ drug: 'infliximab', ...said });
  const productOf = (said: Partial<Order>) => {
    const therapy = findTherapy(namedIn(order(said)));
    return therapy && findProduct(therapy, order(said))?.name;
  };

  it.each<[string, Partial<Order>, string | undefined]>([
    ['the bare name is the originator', { drug: 'infliximab' }, 'Remicade'],
    ['a biosimilar by its suffix', { drug: 'infliximab-axxq 100 mg' }, 'Avsola'],
    ['a biosimilar by its brand', { drug: 'Renflexis' }, 'Renflexis'],
    ['a biosimilar by its billing code', { hcpcs: 'Q5104' }, 'Renflexis'],
    [
      'a biosimilar by its NDC in any form',
      { codes: [{ system: 'ndc', code: '55513067001' }] },
      'Avsola',
    ],
    [
      'a biosimilar by ten digits of which only one reading is known',
      { codes: [{ system: 'ndc', code: '0006430502' }] },
      'Renflexis',
    ],
    [
      'a biosimilar by its RxNorm product',
      { codes: [{ system: 'rxnorm', code: '1790541' }] },
      'Inflectra',
    ],
    [
      'the billing code where a substitute is allowed',
      { drug: 'Remicade', hcpcs: 'Q5121', substitutionAllowed: true },
      'Avsola',
    ],
    ['a suffix that nobody knows is no originator', { drug: 'infliximab-qbtx' }, undefined],
    ['the suffixes of every antibody', { drug: 'riTUXimab-abbs 500 mg/50 mL' }, 'Truxima'],
    ['of the one for the brain', { drug: 'natalizumab-sztn' }, 'Tyruko'],
    ['of the one for joints', { drug: 'tocilizumab-aazg 20 mg/mL' }, 'Tyenne'],
    ['of the one for blood', { drug: 'eculizumab-aeeb' }, 'Bkemv'],
    ['its NDC beside a bare name', { drug: 'rituximab', codes: ndc('00069-0238-01') }, 'Ruxience'],
    ['an NDC and no name', { drug: 'X', codes: ndc('64764-300-20') }, 'Entyvio'],
    ['ten digits and no name', { drug: 'X', codes: ndc('4420643710') }, 'Privigen'],
    ['an RxNorm pack and no name', { drug: 'X', codes: rxnorm('2105835') }, 'Truxima'],
    ['an RxNorm vial and no name', { drug: 'X', codes: rxnorm('1665021') }, 'Ceftriaxone'],
    [
      'a pen of the drug is not what is given here',
      { drug: 'X', codes: rxnorm('2667342') },
      undefined,
    ],
    ['a maker is no name of a drug', { drug: 'cefazolin 2 g (Baxter)' }, undefined],
    ['nor is a bound form', { drug: 'X', codes: rxnorm('583218') }, undefined],
  ])('%s', (_, said, product) => {
    expect(productOf(said)).toBe(product);
  });

  it.each<[string, Partial<Order>]>([
    ['a brand with the code of another', { drug: 'Renflexis', hcpcs: 'Q5103' }],
    ['a suffix with the code of another', { drug: 'infliximab-axxq', hcpcs: 'Q5104' }],
    [
      'an NDC of another product',
      { drug: 'Inflectra', codes: [{ system: 'ndc', code: '55513-0670-01' }] },
    ],
    [
      'two billing codes',
      {
        codes: [
          { system: 'hcpcs', code: 'Q5103' },
          { system: 'hcpcs', code: 'Q5104' },
        ],
      },
    ],
    ['another name beside it', { drug: 'infliximab-dyyb', alsoNamed: ['Avsola'] }],
    [
      'an RxNorm product of another',
      { drug: 'Avsola', codes: [{ system: 'rxnorm', code: '1927285' }] },
    ],
  ])('contradicts itself: %s', (_, said) => {
    expect(contradicts(namedIn(order(said)))).toBe(true);
  });

  it('is asked about where a suffix is not known, though a billing code is', () => {
    expect(namesUnknownProduct({ words: ['infliximab-qbtx'], hcpcs: ['J1745'] })).toBe(true);
    expect(namesUnknownProduct({ words: ['infliximab-dyyb (Inflectra)'] })).toBe(false);
    expect(namesUnknownProduct({ words: ['riTUXimab-abbs (Truxima)'] })).toBe(false);
  });
});
