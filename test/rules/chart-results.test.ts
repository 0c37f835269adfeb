import { describe, expect, it } from 'vitest';
import type { Resource } from '../support/bundles.ts';
import {
  adding,
  type Change,
  foundIn,
  loinc,
  submissionOf,
  withoutResult,
} from '../support/charts.ts';

const result = (code: string | object, said: object): Resource => ({
  resourceType: 'Observation',
  status: 'final',
  code: typeof code === 'string' ? loinc(code) : code,
  effectiveDateTime: '2026-10-20',
  ...said,
});
const quantity = (value: number, unit?: string) => ({
  valueQuantity: { value, ...(unit ? { unit, code: unit } : {}) },
});
const part = (text: string, said: object) => ({ code: { text }, ...said });

/** What a chart has whose screening is this instead. */
const tuberculosis = (...results: readonly Resource[]) =>
  foundIn(withoutResult('71774-4'), adding(...results));
const antigen = (...results: readonly Resource[]) =>
  foundIn(withoutResult('5196-1'), adding(...results));

describe('a spot test for tuberculosis', () => {
  const named = { text: 'T-SPOT.TB', coding: loinc('45323-3').coding };
  const panels = (a: number, b: number, nil = 1, positive = 250) =>
    result(named, {
      component: [
        part('Panel A spot count', quantity(a, '{spots}')),
        part('Panel B spot count', quantity(b, '{spots}')),
        part('Nil control', quantity(nil, '{spots}')),
        part('Positive control', quantity(positive, '{spots}')),
      ],
    });

  it.each<[string, Resource, string[]]>([
    ['0 to 4 spots are negative', result(named, quantity(4, '{spots}')), []],
    [
      '5 to 7 are borderline',
      result(named, quantity(5, '{spots}')),
      ['block tuberculosis-indeterminate'],
    ],
    ['7 too', result(named, quantity(7, '{spots}')), ['block tuberculosis-indeterminate']],
    ['8 are positive', result(named, quantity(8, '{spots}')), ['block tuberculosis-positive']],
    [
      'a count without a unit is one of spots',
      result(named, { valueInteger: 12 }),
      ['block tuberculosis-positive'],
    ],
    ['both panels low, with controls that worked', panels(2, 3), []],
    ['one panel of 9', panels(2, 9), ['block tuberculosis-positive']],
    ['one panel of 6', panels(6, 0), ['block tuberculosis-indeterminate']],
    [
      'a positive control that did not work',
      panels(2, 3, 1, 12),
      ['block tuberculosis-not-understood'],
    ],
    ['a nil control that is high', panels(2, 3, 14), ['block tuberculosis-not-understood']],
    [
      'panels without their controls',
      result(named, { component: [part('Panel A', quantity(1, '{spots}'))] }),
      ['block tuberculosis-not-understood'],
    ],
    [
      'a verdict with its counts',
      result(named, {
        valueString:
          'Negative (Panel A: 1 spot; Panel B: 0 spots; Nil: 0 spots; Positive control: >20 spots)',
      }),
      [],
    ],
    [
      'a negative with a panel of 9',
      result(named, { valueString: 'Negative (Panel A: 9 spots; Panel B: 0 spots)' }),
      ['block tuberculosis-contradictory'],
    ],
  ])('%s', (_, sent, found) => {
    expect(tuberculosis(sent)).toEqual(found);
  });
});

describe('an interferon release assay with its tubes', () => {
  const tubes = (tb2: number, mitogen = 8.9) => [
    result('71776-9', quantity(0.03, '[IU]/mL')),
    result('71774-4', quantity(mitogen, '[IU]/mL')),
    result('64084-7', quantity(0.01, '[IU]/mL')),
    result('88517-8', quantity(tb2, '[IU]/mL')),
  ];
  const verdict = result('71773-6', { valueString: 'NEGATIVE' });

  it('the number of the mitogen tube is no result of its own', () => {
    expect(tuberculosis(verdict, ...tubes(0))).toEqual([]);
    expect(tuberculosis(...tubes(0))).toEqual([]);
  });
  it('a tube above the cut-off contradicts the verdict', () => {
    expect(tuberculosis(verdict, ...tubes(0.9))).toEqual(['block tuberculosis-contradictory']);
  });
  it('a mitogen tube that did not react makes it indeterminate', () => {
    expect(tuberculosis(...tubes(0, 0.2))).toEqual(['block tuberculosis-indeterminate']);
  });
  it('a mitogen number alone is no screening', () => {
    expect(tuberculosis(result('71774-4', quantity(8.9, '[IU]/mL')))).toEqual([
      'block tuberculosis-not-understood',
    ]);
  });
  it.each<[number, string[]]>([
    [0.01, []],
    [0.9, ['block tuberculosis-contradictory']],
  ])('tubes that are only called by name are read: TB2 less nil %d', (tb2, found) => {
    const component = [
      part('NIL', quantity(0.03, 'IU/mL')),
      part('TB1-NIL', quantity(0.01, 'IU/mL')),
      part('TB2-NIL', quantity(tb2, 'IU/mL')),
      part('Mitogen-NIL', quantity(9.5, 'IU/mL')),
    ];
    expect(tuberculosis(result('71773-6', { valueString: 'Negative', component }))).toEqual(found);
    if (tb2 < 0.35) expect(tuberculosis(result('71773-6', { component }))).toEqual(found);
  });
});

describe('parts of a result that carry no code', () => {
  const whole = (said: object, name: string, word: string) =>
    result('71773-6', { ...said, component: [part(name, { valueString: word })] });
  it.each<[string, Resource, string[]]>([
    ['their verdict is the result', whole({}, 'Interpretation', 'Negative'), []],
    [
      'their verdict stops',
      whole({}, 'Interpretation', 'Indeterminate'),
      ['block tuberculosis-indeterminate'],
    ],
    [
      'their verdict contradicts',
      whole({ valueString: 'Negative' }, 'Final interpretation', 'Positive'),
      ['block tuberculosis-contradictory'],
    ],
    [
      'a remark that speaks against it is heard',
      whole({ valueString: 'Negative' }, 'Comment', 'Previously positive 2019'),
      ['block tuberculosis-contradictory'],
    ],
    [
      'what is no verdict is not',
      whole({ valueString: 'Negative' }, 'Collection site', 'Left arm'),
      [],
    ],
    ['a control is none', whole({ valueString: 'Negative' }, 'Positive control', 'Reactive'), []],
  ])('%s', (_, sent, found) => {
    expect(tuberculosis(sent)).toEqual(found);
  });
});

describe("a number by the laboratory's own limits", () => {
  const limits = (value: number, range: object, unit?: string, more: object = {}) =>
    result('5196-1', { ...quantity(value, unit), referenceRange: [range], ...more });
  const high = (value: number, unit?: string) => ({ high: { value, ...(unit ? { unit } : {}) } });
  it.each<[string, Resource, string[]]>([
    ['within them nothing was found', limits(0.12, high(0.99)), []],
    ['above them something was', limits(1.5, high(0.99)), ['block hepatitis-b-positive']],
    ['in a unit without a cut-off', limits(0.12, high(0.99, 'ratio'), 'ratio'), []],
    [
      'limits in another unit say nothing',
      limits(0.12, high(0.99, 'ng/mL'), 'ratio'),
      ['block hepatitis-b-not-understood'],
    ],
    [
      'the own cut-off goes before them',
      limits(0.95, high(5), 'S/CO'),
      ['block hepatitis-b-indeterminate'],
    ],
    [
      'marked as abnormal it is contradictory',
      limits(0.12, high(0.99), undefined, {
        interpretation: [
          {
            coding: [
              {
                system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
                code: 'A',
              },
            ],
          },
        ],
      }),
      ['block hepatitis-b-contradictory'],
    ],
    [
      'limits for treatment are none',
      limits(0.12, { ...high(0.99), type: { coding: [{ code: 'treatment' }] } }),
      ['block hepatitis-b-not-understood'],
    ],
    ['without limits it is not understood', limits(0.12, {}), ['block hepatitis-b-not-understood']],
    ['a unit in capitals is the same unit', limits(0.12, {}, 'S/CO'), []],
  ])('%s', (_, sent, found) => {
    expect(antigen(sent)).toEqual(found);
  });
  it('a lower bound that is above them is positive, one below them says nothing', () => {
    const above = (value: number) =>
      result('5196-1', { valueQuantity: { value, comparator: '>' }, referenceRange: [high(0.99)] });
    expect(antigen(above(1))).toEqual(['block hepatitis-b-positive']);
    expect(antigen(above(0.1))).toEqual(['block hepatitis-b-not-understood']);
  });
});

describe('a report', () => {
  const report = (code: string, said: object): Resource => ({
    ...result(code, said),
    resourceType: 'DiagnosticReport',
  });
  const long =
    'PA and lateral views of the chest were obtained and compared with the prior study of last year. Heart size is normal. Mediastinum is normal.';

  it('is read to its end', () => {
    expect(
      foundIn(
        adding(
          report('30745-4', {
            conclusion: `${long} There is a cavitary lesion of the right upper lobe.`,
          }),
        ),
      ),
    ).toEqual(['block chest-image-abnormal']);
    expect(
      foundIn(
        adding(report('30745-4', { conclusion: `${long} The lungs are clear. No acute disease.` })),
      ),
    ).toEqual([]);
  });
  it('is kept with every word', () => {
    const conclusion = `${long} ${'The lungs are clear. '.repeat(100)}`.trim();
    const { observations } = submissionOf(adding(report('30745-4', { conclusion })));
    expect(observations.at(-1)?.value).toEqual({ coded: conclusion });
  });
  it('that is longer than is kept is not taken for clear', () => {
    const conclusion = 'The lungs are clear. '.repeat(300);
    expect(foundIn(adding(report('30745-4', { conclusion })))).toEqual(['warn chest-image-unread']);
  });
  it('with two conclusions is read for both', () => {
    const code = (one: string) => ({ coding: [{ system: 'http://snomed.info/sct', code: one }] });
    expect(
      foundIn(adding(report('5196-1', { conclusionCode: [code('260385009'), code('10828004')] }))),
    ).toEqual(['block hepatitis-b-contradictory']);
  });

  const gathering =
    (type: string, member: string, status: string): Change =>
    (chart) => {
      const found = chart.entry.find(({ resource }) =>
        JSON.stringify(resource).includes('"5196-1"'),
      );
      const panel = {
        resourceType: type,
        status,
        code: loinc('77190-7'),
        [member]: [{ reference: found?.fullUrl }],
      };
      adding(panel as Resource)(chart);
    };
  it.each([
    ['DiagnosticReport', 'result', 'cancelled'],
    ['DiagnosticReport', 'result', 'entered-in-error'],
    ['Observation', 'hasMember', 'entered-in-error'],
    ['Observation', 'hasMember', 'preliminary'],
  ])('a %s whose %s it is, and that is %s, makes it no result', (type, member, status) => {
    expect(foundIn(gathering(type, member, status))).toEqual(['block hepatitis-b-not-performed']);
  });
  it('a final panel of it changes nothing', () => {
    expect(foundIn(gathering('Observation', 'hasMember', 'final'))).toEqual([]);
  });
});
