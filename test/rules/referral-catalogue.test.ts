import { describe, expect, it } from 'vitest';
import { micro } from '../../functions/platform/quantity.ts';
import { findTherapy } from '../../functions/referral/drug.ts';
import { billingCodesOn, competencies, settings } from '../../functions/referral/therapy.ts';
import { therapies, therapyOf } from '../../functions/referral/therapy-catalogue.ts';

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
    const vancomycin = therapyOf('vancomycin');
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
