import { describe, expect, it } from 'vitest';
import { micro } from '../../functions/platform/quantity.ts';
import { contradicts, findTherapy } from '../../functions/referral/drug.ts';
import { settings } from '../../functions/therapy/setting.ts';
import { billingCodesOn, competencies } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy, therapies } from '../../functions/therapy/therapy-catalogue.ts';

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
      therapies.flatMap(({ hcpcs }) => hcpcs.map(({ code }) => code)),
      therapies.flatMap(({ names }) => names),
    ])
      expect(new Set(all).size).toBe(all.length);
  });

  it('bills vancomycin by 500 mg before the change of its code and by 10 mg after it', () => {
    const vancomycin = lookUpTherapy('vancomycin');
    if (!vancomycin) throw new Error('no vancomycin');
    expect(billingCodesOn(vancomycin, '2025-06-30').map(({ code }) => code)).toEqual(['J3370']);
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
    ['immune globulin by vein', { words: ['immune globulin intravenous'] }, 'ivig'],
  ])('reads %s', (_, drug, id) => {
    expect(findTherapy(drug)?.id).toBe(id);
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
    expect(contradicts(said)).toBe(true);
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
  ])('may be %s', (_, said) => {
    expect(contradicts(said)).toBe(false);
  });

  it('never contradicts itself with the names and codes of one therapy', () => {
    for (const { id, name, names, rxnorm, hcpcs } of therapies)
      for (const { code } of hcpcs)
        for (const word of [name, ...names])
          expect(contradicts({ words: [word], hcpcs: [code], rxnorm, therapyId: id })).toBe(false);
  });
});
