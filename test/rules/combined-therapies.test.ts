import { describe, expect, it } from 'vitest';
import { combined } from '../../functions/therapy/combined.ts';
import type { SettingRule, Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';

const label = { source: 'the label', confidence: 'high' } as const;
const rule = (status: SettingRule['status']): SettingRule => ({ status, reason: status, ...label });
const everywhere = (status: SettingRule['status']): Therapy['settings'] => ({
  'hospital-outpatient': rule(status),
  'infusion-center': rule(status),
  clinic: rule(status),
  home: rule(status),
  'long-term-care': rule(status),
});
const {
  nurseVisits: _,
  siteCertification: __,
  minGapDays: ___,
  keeps: ____,
  ...infliximab
} = lookUpTherapy('infliximab') as Therapy;
/** One drug of an order, that asks for little. */
const drug = (different: Partial<Therapy> = {}): Therapy => ({
  ...infliximab,
  ...{ route: 'SC', prepMinutes: 10, closeoutMinutes: 10 },
  observationMinutes: { first: 30, subsequent: 10, ...label },
  toleranceDays: { before: 3, after: 3, ...label },
  ...{ reactionOrdersNeeded: false, premedicationNeeded: false, hazardous: false },
  firstDoseHome: { value: 'yes', reason: 'yes', ...label },
  settings: everywhere('allowed'),
  access: { tissue: 'none', central: 'no', ...label },
  ...{ competencies: ['peripheral-access'], educationTopics: ['one'] },
  ...different,
});
/** The same of two drugs, whichever is the first. */
const bothWays = (different: Partial<Therapy>, of: (therapy: Therapy) => unknown) => [
  of(combined(drug(), [drug(different)])),
  of(combined(drug(different), [drug()])),
];
const twice = <T>(one: T): [T, T] => [one, one];

describe('several drugs at one visit', () => {
  it('are one where there is one', () => {
    const one = drug();
    expect(combined(one, [])).toBe(one);
    expect(combined(one, [drug()])).toEqual(one);
  });

  it.each<[string, Partial<Therapy>, (therapy: Therapy) => unknown, unknown]>([
    ['run into a vein where one of them does', { route: 'IV' }, (one) => one.route, 'IV'],
    ['are made ready as long as the longest', { prepMinutes: 11 }, (one) => one.prepMinutes, 11],
    [
      'are closed out as long as the longest',
      { closeoutMinutes: 11 },
      (one) => one.closeoutMinutes,
      11,
    ],
    [
      'are watched as long as the first dose that is longest',
      { observationMinutes: { first: 31, subsequent: 9, ...label } },
      (one) => one.observationMinutes,
      { first: 31, subsequent: 10, ...label },
    ],
    [
      'are watched as long as the later dose that is longest',
      { observationMinutes: { first: 29, subsequent: 11, ...label } },
      (one) => one.observationMinutes,
      { first: 30, subsequent: 11, ...label },
    ],
    [
      'may come as early as each of them may',
      { toleranceDays: { before: 2, after: 4, ...label } },
      (one) => one.toleranceDays,
      { before: 2, after: 3, ...label },
    ],
    [
      'may come as late as each of them may',
      { toleranceDays: { before: 4, after: 2, ...label } },
      (one) => one.toleranceDays,
      { before: 3, after: 2, ...label },
    ],
    ['lie as far apart as the one that does', { minGapDays: 28 }, (one) => one.minGapDays, 28],
    [
      'need reaction orders where one does',
      { reactionOrdersNeeded: true },
      (one) => one.reactionOrdersNeeded,
      true,
    ],
    [
      'need premedication where one does',
      { premedicationNeeded: true },
      (one) => one.premedicationNeeded,
      true,
    ],
    ['are handled as a hazard where one is', { hazardous: true }, (one) => one.hazardous, true],
    [
      'need the certificate of the one that does',
      { siteCertification: { tag: 'touch' } },
      (one) => one.siteCertification,
      { tag: 'touch' },
    ],
    [
      'begin at home only as the strictest allows',
      { firstDoseHome: { value: 'conditional', reason: 'r', ...label } },
      (one) => one.firstDoseHome.value,
      'conditional',
    ],
    [
      'begin at home never, where one does not',
      { firstDoseHome: { value: 'no', reason: 'r', ...label } },
      (one) => one.firstDoseHome.value,
      'no',
    ],
    [
      'are given where the strictest is',
      { settings: { ...everywhere('allowed'), clinic: rule('conditional') } },
      (one) => one.settings.clinic.status,
      'conditional',
    ],
    [
      'are not given where one is not',
      { settings: { ...everywhere('allowed'), home: rule('not-usual') } },
      (one) => one.settings.home.status,
      'not-usual',
    ],
    [
      'need the line of what needs a central one',
      { access: { tissue: 'irritant', central: 'yes', ...label } },
      (one) => one.access.central,
      'yes',
    ],
    [
      'need the line of what harms veins most',
      { access: { tissue: 'vesicant', central: 'no', ...label } },
      (one) => one.access.tissue,
      'vesicant',
    ],
    [
      'keep as long as the one that keeps at all',
      { keeps: { minutes: 240, ...label } as never },
      (one) => one.keeps?.minutes,
      240,
    ],
  ])('%s', (_, different, of, expected) => {
    expect(bothWays(different, of)).toEqual(twice(expected));
  });

  it('are as strict about two that differ', () => {
    const of = (one: Partial<Therapy>, other: Partial<Therapy>) =>
      combined(drug(one), [drug(other)]);
    expect(of({ minGapDays: 14 }, { minGapDays: 28 }).minGapDays).toBe(28);
    const home = (value: 'no' | 'conditional') => ({
      firstDoseHome: { value, reason: 'r', ...label },
    });
    expect(of(home('no'), home('conditional')).firstDoseHome.value).toBe('no');
    const central = (value: 'yes' | 'serial' | 'no', tissue: Therapy['access']['tissue']) => ({
      access: { tissue, central: value, ...label },
    });
    expect(of(central('serial', 'irritant'), central('no', 'vesicant')).access.central).toBe(
      'serial',
    );
    expect(of(central('serial', 'none'), central('yes', 'none')).access.central).toBe('yes');
    const order = [
      'vesicant',
      'blood',
      'hyperosmolar',
      'irritant',
      'isotonic',
      'non-vesicant',
      'none',
    ] as const;
    for (const [at, tissue] of order.entries())
      for (const milder of order.slice(at))
        expect(of(central('no', milder), central('no', tissue)).access.tissue).toBe(tissue);
    expect(
      of({ settings: everywhere('not-usual') }, { settings: everywhere('conditional') }).settings
        .clinic.status,
    ).toBe('not-usual');
  });

  it('are ready to use only as long as the one that keeps the shortest', () => {
    const keeps = (minutes: number) => drug({ keeps: { minutes, ...label } as never });
    expect(combined(keeps(240), [keeps(60), keeps(480)]).keeps?.minutes).toBe(60);
    expect(combined(keeps(60), [keeps(240)]).keeps?.minutes).toBe(60);
  });

  it('have the words of the first drug where two are as strict', () => {
    const told = (reason: string) => ({ reason, ...label });
    const of = (reason: string) =>
      drug({
        firstDoseHome: { value: 'conditional', ...told(reason) },
        settings: { ...everywhere('allowed'), home: { status: 'conditional', ...told(reason) } },
        access: { tissue: 'irritant', central: 'no', ...label, source: reason },
      });
    const both = combined(of('of the first'), [of('of the second')]);
    expect([both.firstDoseHome.reason, both.settings.home.reason, both.access.source]).toEqual(
      Array.from({ length: 3 }, () => 'of the first'),
    );
  });

  it('ask for all skills and lessons, each once', () => {
    const other = drug({
      competencies: ['peripheral-access', 'infusion-pump'],
      educationTopics: ['two', 'one'],
    });
    expect(combined(drug(), [other])).toMatchObject({
      competencies: ['peripheral-access', 'infusion-pump'],
      educationTopics: ['one', 'two'],
    });
  });

  const visits = (everyDays: number) => ({
    nurseVisits: { everyDays, firstMinutes: 60, subsequentMinutes: 30, ...label },
  });
  it('are visited as often as the one that is visited oftenest, where the patient gives them all', () => {
    const both = combined(drug(visits(7)), [drug(visits(3.5))]);
    expect(both.nurseVisits?.everyDays).toBe(3.5);
    expect(combined(drug(visits(3.5)), [drug(visits(7))]).nurseVisits?.everyDays).toBe(3.5);
    expect(both.settings.home.status).toBe('allowed');
  });

  it('are given at no home where one is given by a nurse and another between her visits', () => {
    for (const mixed of [
      combined(drug(visits(7)), [drug()]),
      combined(drug(), [drug(visits(7))]),
    ]) {
      expect(mixed.nurseVisits).toBeUndefined();
      expect(mixed.settings).toMatchObject({
        home: {
          status: 'not-usual',
          reason: 'some of the drugs are given at each visit and others between the visits',
          source: 'own rule',
          confidence: 'medium',
        },
        'long-term-care': { status: 'not-usual' },
        'infusion-center': { status: 'allowed' },
        clinic: { status: 'allowed' },
        'hospital-outpatient': { status: 'allowed' },
      });
    }
  });
});
