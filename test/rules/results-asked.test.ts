import { describe, expect, it } from 'vitest';
import {
  atHome,
  billed,
  byPrescriber,
  creatinine,
  evidence,
  hepatitisB,
  infused,
  infusedAsComplexBiologic,
  inMg,
  inMilliliters,
  inUnits,
  lab,
  nursedAtHome,
  oneFormsTolerance,
  placed,
  pregnancy,
  sentLately,
  tuberculosis,
} from '../../functions/therapy/shared.ts';
import type { Screening } from '../../functions/therapy/therapy.ts';
import { creatinineWithin, iga, igg, usual } from '../../functions/therapy/usual-ranges.ts';

describe('a result that several therapies ask for', () => {
  // What it is called, the LOINC codes of which each group must be there, how old it may be, and
  // what a laboratory's word or number does.
  it.each<[string, Screening, Omit<Partial<Screening>, 'title'> & { title: RegExp }]>([
    [
      'tuberculosis: blood or skin, no older than a year',
      tuberculosis('missing'),
      {
        ...{ item: 'tuberculosis', level: 'missing', withinDays: 365, positive: 'block' },
        title: /IGRA or skin test/,
        codes: [['71774-4', '45323-3', '1648-5', '39263-3']],
      },
    ],
    [
      'hepatitis B: antigen and antibody, both, which never age',
      hepatitisB('warn'),
      {
        ...{ item: 'hepatitis-b', level: 'warn', positive: 'block' },
        title: /surface antigen and core antibody/,
        codes: [
          ['5196-1', '5195-3'],
          ['13952-7', '16933-4'],
        ],
      },
    ],
    [
      'pregnancy: of whoever may be pregnant, within a month',
      pregnancy,
      {
        ...{ item: 'pregnancy', level: 'warn', withinDays: 30, only: 'may-be-pregnant' },
        ...{ positive: 'block' as const, codes: [['2106-3', '2118-8', '80384-1']] },
        title: /^pregnancy test$/,
      },
    ],
    [
      'creatinine: where the clearance decides, by the rule of the kidney',
      creatinine,
      {
        ...{ item: 'creatinine', level: 'missing', withinDays: 30, judgedBy: 'kidney' },
        title: /^serum creatinine$/,
      },
    ],
    [
      'creatinine: elsewhere by its number',
      creatinineWithin(14),
      {
        ...{ item: 'creatinine', level: 'missing', withinDays: 14, codes: [['2160-0']] },
        ...{ limits: [{ unit: 'mg/dL', max: '1.3' }], outside: 'warn' as const },
        ...{ critical: [{ unit: 'mg/dL', max: '4' }], title: /^serum creatinine$/ },
      },
    ],
    [
      'IgA: deficient below 7 mg/dL, which stops plasma products',
      iga('missing'),
      {
        ...{ item: 'iga', level: 'missing', withinDays: 365, codes: [['2458-8']] },
        ...{ limits: [{ unit: 'mg/dL', min: '7' }], outside: 'block' as const },
        title: /^serum IgA$/,
      },
    ],
    [
      'IgG: too much makes the blood thick, which is told',
      igg,
      {
        ...{ item: 'igg', level: 'warn', withinDays: 180, codes: [['2465-3']] },
        ...{ limits: [{ unit: 'mg/dL', max: '1600' }], outside: 'warn' as const },
        title: /^IgG level$/,
      },
    ],
  ])('%s', (_, asked, { title, ...expected }) => {
    expect(asked).toMatchObject(expected);
    expect(asked.withinDays).toBe(expected.withinDays);
    expect(asked.title).toMatch(title);
  });

  it('is ninety days old at most where nothing else is said', () => {
    expect(lab('x', 'an x', ['1-2'], { level: 'warn', ...byPrescriber })).toEqual({
      ...{ item: 'x', title: 'an x', codes: [['1-2']], withinDays: 90, level: 'warn' },
      readBy: 'the prescriber',
    });
    expect(sentLately(30)).toEqual({ level: 'warn', withinDays: 30, ifSent: true });
  });
});

describe('the usual range of a result', () => {
  type Range = [min: string | undefined, max: string | undefined];
  // In each row: what is told when it is outside, and what a laboratory calls at once.
  it.each<[keyof typeof usual, string, Range, Range]>([
    ['creatinine', 'mg/dL', [undefined, '1.3'], [undefined, '4']],
    ['potassium', 'mmol/L', ['3.5', '5.1'], ['2.8', '6']],
    ['sodium', 'mmol/L', ['135', '145'], ['120', '155']],
    ['magnesium', 'mg/dL', ['1.6', '2.6'], ['1', '4.7']],
    ['phosphate', 'mg/dL', ['2.5', '4.5'], ['1', '9']],
    ['glucose', 'mg/dL', ['70', '160'], ['50', '400']],
    ['triglycerides', 'mg/dL', [undefined, '400'], [undefined, '1000']],
    ['bilirubin', 'mg/dL', [undefined, '1.2'], [undefined, '1.5']],
    ['liver', 'U/L', [undefined, '50'], [undefined, '200']],
    ['globulin', 'mg/dL', ['700', undefined], ['200', undefined]],
    ['platelets', '10*3/uL', ['150', undefined], ['50', undefined]],
  ])('of %s, in %s, is told outside of %j and stops outside of %j', (name, unit, told, called) => {
    const range = ([min, max]: Range) => [
      { unit, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) },
    ];
    expect(usual[name]).toStrictEqual({
      ...{ limits: range(told), outside: 'warn', critical: range(called) },
      from: {
        source: expect.stringMatching(
          /starting values of low confidence; general knowledge - verify$/,
        ),
        confidence: 'low',
      },
    });
    for (const at of [0, 1] as const) {
      const [near, far] = [Number(told[at] ?? 0), Number(called[at] ?? 0)];
      if (told[at] && called[at]) expect(at === 0 ? far < near : far > near).toBe(true);
    }
  });

  it('is there for nothing else', () => {
    expect(Object.keys(usual)).toHaveLength(11);
  });
});

describe('what the therapies have in common', () => {
  it('a billing code is of milligrams, and in use, where nothing else is said', () => {
    expect(billed('J0001', '10')).toStrictEqual({
      ...{ code: 'J0001', unit: { value: '10', unit: 'mg' }, from: '2020-01-01' },
      source: expect.stringMatching(/^https:/),
    });
    const more = {
      ...{ perDose: { from: '0', below: '5' }, from: '2026-01-01', through: '2026-12-31' },
      ...{ product: 'Alpha', source: 'CMS' },
    };
    expect(billed('J0001', '10', { ...more, unit: 'mL' })).toStrictEqual({
      ...{ code: 'J0001', unit: { value: '10', unit: 'mL' } },
      ...more,
    });
  });

  it('a container is counted in what the drug is', () => {
    expect(inMg('100', '500')).toEqual([
      { value: '100', unit: 'mg' },
      { value: '500', unit: 'mg' },
    ]);
    expect(inMilliliters('20')).toEqual([{ value: '20', unit: 'mL' }]);
    expect(inUnits('400')).toEqual([{ value: '400', unit: 'unit' }]);
  });

  it("a physician's clinic is like an infusion center, which nobody has looked up", () => {
    const label = { source: 'the label', confidence: 'high' } as const;
    const places = placed(
      {
        'hospital-outpatient': ['allowed', 'usual'],
        'infusion-center': ['conditional', 'watched'],
        home: ['not-usual', 'reactions'],
        'long-term-care': ['conditional', 'no nurse'],
      },
      label,
    );
    expect(places).toEqual({
      'hospital-outpatient': { status: 'allowed', reason: 'usual', ...label },
      'infusion-center': { status: 'conditional', reason: 'watched', ...label },
      clinic: {
        ...{ status: 'conditional', reason: 'watched', confidence: 'medium' },
        source: 'general knowledge - verify',
      },
      home: { status: 'not-usual', reason: 'reactions', ...label },
      'long-term-care': { status: 'conditional', reason: 'no nurse', ...label },
    });
  });

  it('what nobody has looked up says so, and the codes are those of the price files', () => {
    const { hcpcs, rxnorm, ...others } = evidence({ rxnorm: { source: 's', confidence: 'low' } });
    expect(hcpcs).toMatchObject({ confidence: 'high', source: expect.stringMatching(/price/) });
    expect(rxnorm).toEqual({ source: 's', confidence: 'low' });
    expect(Object.keys(others)).toHaveLength(9);
    for (const one of Object.values(others))
      expect(one).toEqual({ source: 'general knowledge - verify', confidence: 'medium' });
    expect(oneFormsTolerance).toMatchObject({
      ...{ confidence: 'medium', source: expect.stringMatching(/4 days either way/) },
    });
  });

  it('an infusion is billed by its hours, and a nurse at home alone', () => {
    const codes = (rows: readonly { code: string; text: string }[]) =>
      rows.map(({ code, text }) => `${code} ${text}`);
    expect(codes(infused)).toEqual([
      '96365 infusion for therapy, first hour',
      '96366 infusion for therapy, each further hour',
    ]);
    expect(codes(infusedAsComplexBiologic)).toEqual([
      '96413 complex drug infusion, first hour',
      '96415 complex drug infusion, each further hour',
    ]);
    expect(codes(nursedAtHome)).toEqual([
      '99601 home infusion nursing, first two hours',
      '99602 home infusion nursing, each further hour',
    ]);
    for (const row of [...nursedAtHome, atHome('S9500', 'a day')])
      expect(row.settings).toEqual(['home']);
    expect(atHome('S9500', 'a day')).toMatchObject({ code: 'S9500', text: 'a day' });
  });
});
