import { describe, expect, it } from 'vitest';
import { checkScreening } from '../../functions/referral/checks/screening-checks.ts';
import type { Observation, Submission } from '../../functions/referral/referral.ts';
import type { Judged, Screening } from '../../functions/therapy/therapy.ts';
import { foundBy, toldBy } from '../support/findings.ts';
import { aSubmission } from '../support/referrals.ts';

const fresh = '2026-11-10';
const old = '2026-10-20';
const antigen = '5196-1';
const potassium = '2823-3';
type More = Partial<Observation>;
const said = (coded: string, more: More = {}): Observation => ({
  ...{ code: antigen, on: fresh, value: { coded } },
  ...more,
});
const number = (value: string, more: More = {}): Observation => ({
  ...{ code: potassium, on: fresh, value: { value, unit: 'mmol/L' } },
  ...more,
});

/** A test that is to be there, and not older than thirty days. */
const asked = (judged: Judged, more: Partial<Screening> = {}): Screening =>
  ({
    ...{ item: 'test', title: 'test that is asked for', withinDays: 30, level: 'missing' },
    codes: [['limits' in judged ? potassium : antigen]],
    ...judged,
    ...more,
  }) as Screening;
const byVerdict = (more: Partial<Screening> = {}) => asked({ positive: 'block' }, more);
const byNumber = (more: Partial<Screening> = {}) =>
  asked({ limits: [{ unit: 'mmol/L', min: '3', max: '5' }], outside: 'warn' }, more);
const byPerson = (more: Partial<Screening> = {}) => asked({ readBy: 'a pharmacist' }, more);

const having = (observations: Observation[], more: Partial<Submission> = {}): Submission => ({
  ...aSubmission({ observations }),
  ...more,
});
const told = (observations: Observation[], ...screening: Screening[]) =>
  toldBy(checkScreening, having(observations), { screening });
const wordsFor = (observations: Observation[], ...screening: Screening[]) =>
  foundBy(checkScreening, having(observations), { screening }).map(({ text }) => text);
const first = (found: string) => [`${found} /observations/0`];

describe('a test that is judged by its verdict', () => {
  it.each<[string, Observation[], string[]]>([
    ['none', [], ['missing test-missing /observations']],
    ['a negative one', [said('Negative')], []],
    ['a negative one of the thirtieth day', [said('Negative', { on: '2026-10-21' })], []],
    [
      'a negative one of the day before',
      [said('Negative', { on: old })],
      first('missing test-old'),
    ],
    ['a positive one', [said('Positive')], first('block test-positive')],
    [
      'a positive one of long ago',
      [said('Positive', { on: '2020-01-01' })],
      first('block test-positive'),
    ],
    [
      'one without its day',
      [said('Negative', { on: undefined } as More)],
      first('missing test-undated'),
    ],
    ['one that was not done', [said('not done')], first('block test-not-performed')],
    ['one between the two', [said('Borderline')], first('block test-indeterminate')],
    [
      'two of one day that differ',
      [said('Negative'), said('Positive')],
      ['block test-contradictory /observations/1'],
    ],
    ['one that nobody understands', [said('qqq')], first('block test-not-understood')],
    [
      'a second one, after another test',
      [number('4'), said('Positive')],
      ['block test-positive /observations/1'],
    ],
  ])('%s', (_, observations, expected) => {
    expect(told(observations, byVerdict())).toEqual(expected);
  });

  it.each<[string, Judged, Partial<Screening>, string[]]>([
    [
      'stops, whoever has to send it',
      { positive: 'block' },
      {},
      ['block', 'block', 'block', 'block'],
    ],
    [
      'only warns where a positive one does',
      { positive: 'warn' },
      {},
      ['warn', 'block', 'warn', 'block'],
    ],
    [
      'only warns where even a missing one does',
      { positive: 'warn' },
      { level: 'warn' },
      ['warn', 'warn', 'warn', 'warn'],
    ],
    [
      'stops where a positive one does',
      { positive: 'block' },
      { level: 'warn' },
      ['block', 'block', 'block', 'warn'],
    ],
  ])('which is positive, not understood, unclear or not done %s', (_, judged, more, severities) => {
    const found = ['Positive', 'qqq', 'Borderline', 'not done'].map(
      (words) => told([said(words)], asked(judged, more))[0]?.split(' ')[0],
    );
    expect(found).toEqual(severities);
  });

  it('is not understood where it is a number', () => {
    const screening = byVerdict({ codes: [[potassium]] });
    expect(told([number('4')], screening)).toEqual(first('block test-not-understood'));
    const gentle = asked({ positive: 'warn' }, { codes: [[potassium]], level: 'warn' });
    expect(told([number('4')], gentle)).toEqual(first('warn test-not-understood'));
  });

  it('is read by somebody else where only its dangers are a check’s', () => {
    const image = asked({ positive: 'block', othersReadBy: 'a neurologist' });
    expect(told([said('qqq')], image)).toEqual(first('warn test-to-read'));
    expect(told([said('qqq', { on: old })], image)).toEqual([
      'missing test-old /observations/0',
      'warn test-to-read /observations/0',
    ]);
    expect(told([said('Positive')], image)).toEqual(first('block test-positive'));
  });

  it('of an older test is both old and what it says', () => {
    expect(told([said('qqq', { on: old })], byVerdict())).toEqual(
      first('block test-not-understood'),
    );
    expect(told([said('Borderline', { on: old })], byVerdict())).toEqual(
      first('block test-indeterminate'),
    );
  });
});

describe('a test for pregnancy', () => {
  const only = byVerdict({ only: 'may-be-pregnant' });
  const of = (sex: 'female' | 'male', observations: Observation[]) => {
    const one = having(observations);
    return toldBy(
      checkScreening,
      { ...one, patient: { ...one.patient, sex } },
      { screening: [only] },
    );
  };
  it('is asked of who may be pregnant alone', () => {
    expect(of('female', [])).toEqual(['missing test-missing /observations']);
    expect(of('male', [])).toEqual([]);
  });

  it('that says a pregnancy stops whoever it is of', () => {
    expect(of('male', [said('Positive')])).toEqual(first('block test-positive'));
    expect(of('male', [said('Borderline')])).toEqual(first('block test-indeterminate'));
    expect(of('male', [said('Positive', { on: '2024-01-01' })])).toEqual([]);
    expect(of('male', [said('Negative')])).toEqual([]);
    expect(of('male', [said('not performed')])).toEqual([]);
  });

  it('that was positive long ago is only old', () => {
    expect(of('female', [said('Positive')])).toEqual(first('block test-positive'));
    expect(of('female', [said('Positive', { on: '2024-01-01' })])).toEqual(
      first('missing test-old'),
    );
  });
});

describe('a test that is judged by its number', () => {
  it.each<[string, Observation[], string[]]>([
    ['none', [], ['missing test-missing /observations']],
    ['within its limits', [number('3'), number('5')], []],
    ['below', [number('2.999999')], first('warn test-outside-limits')],
    ['above', [number('5.000001')], first('warn test-outside-limits')],
    [
      'old, and below',
      [number('2', { on: old })],
      ['missing test-old /observations/0', 'warn test-outside-limits /observations/0'],
    ],
    ['"negative"', [said('Negative', { code: potassium })], first('block test-not-understood')],
    [
      '"negative", of old',
      [said('Negative', { code: potassium, on: old })],
      ['missing test-old /observations/0', 'block test-not-understood /observations/0'],
    ],
    ['"positive"', [said('Positive', { code: potassium })], first('block test-not-understood')],
    ['"borderline"', [said('Borderline', { code: potassium })], first('block test-indeterminate')],
    ['no number', [said('qqq', { code: potassium })], first('block test-not-understood')],
  ])('%s', (_, observations, expected) => {
    expect(told(observations, byNumber())).toEqual(expected);
  });

  it('warns of words for a number where a missing one is only warned of', () => {
    const words = [said('Negative', { code: potassium })];
    expect(told(words, byNumber({ level: 'warn' }))).toEqual(first('warn test-not-understood'));
  });
});

describe('a test that a person reads', () => {
  it.each<[string, Observation[], Partial<Screening>, string[]]>([
    ['a number', [number('4')], { codes: [[potassium]] }, first('warn test-to-read')],
    [
      'an old number',
      [number('4', { on: old })],
      { codes: [[potassium]] },
      ['missing test-old /observations/0', 'warn test-to-read /observations/0'],
    ],
    ['a verdict that it does not have', [said('Negative')], {}, first('block test-not-understood')],
    [
      'words, where it is told in words',
      [said('E3/E3')],
      { descriptive: true } as Partial<Screening>,
      first('warn test-to-read'),
    ],
    [
      'old words',
      [said('E3/E3', { on: old })],
      { descriptive: true } as Partial<Screening>,
      ['missing test-old /observations/0', 'warn test-to-read /observations/0'],
    ],
    [
      'nothing yet',
      [said('not done')],
      { descriptive: true } as Partial<Screening>,
      first('block test-not-performed'),
    ],
    [
      'words without a day',
      [said('E3/E3', { on: undefined } as More)],
      { descriptive: true } as Partial<Screening>,
      first('warn test-to-read'),
    ],
  ])('of which there is %s', (_, observations, more, expected) => {
    expect(told(observations, byPerson(more))).toEqual(expected);
  });
});

describe('the words of what is told', () => {
  it.each<[Observation[], Screening, string]>([
    [[], byVerdict(), 'The test that is asked for is not there, or not of the last 30 days.'],
    [
      [],
      byVerdict({ withinDays: undefined } as Partial<Screening>),
      'The test that is asked for is not there.',
    ],
    [
      [said('Negative', { on: old })],
      byVerdict(),
      'The test that is asked for is not of the last 30 days.',
    ],
    [[said('Positive')], byVerdict(), 'The test that is asked for is positive.'],
    [
      [said('Negative', { on: undefined } as More)],
      byVerdict(),
      'The test that is asked for has no day on which it was taken.',
    ],
    [
      [said('not done')],
      byVerdict(),
      'The test that is asked for has no result: it was not performed, is not there yet, or the specimen did not serve.',
    ],
    [
      [said('Borderline')],
      byVerdict(),
      'The test that is asked for is neither negative nor positive.',
    ],
    [
      [said('Negative'), said('Positive')],
      byVerdict(),
      'The test that is asked for is given in two ways that contradict each other.',
    ],
    [
      [said('qqq')],
      byVerdict(),
      'The test that is asked for is written in a way that is not understood here.',
    ],
    [
      [number('4')],
      byPerson({ codes: [[potassium]] }),
      'The test that is asked for is there, and no check judges it: a pharmacist reads it before the first dose.',
    ],
  ])('%#: %j', (observations, screening, text) => {
    expect(wordsFor(observations, screening)).toEqual([text]);
  });

  it('name the code that a result is sent with', () => {
    const fix = (observations: Observation[]) =>
      foundBy(checkScreening, having(observations), { screening: [byVerdict()] })[0]?.fix;
    expect(fix([])).toBe('Add the result with its date (LOINC 5196-1).');
    expect(fix([said('not done')])).toContain('(LOINC 5196-1)');
  });
});

describe('a test of several parts', () => {
  it('names the part, and tells of each kind of trouble once', () => {
    const hepatitisB = byVerdict({
      codes: [[antigen], ['13952-7']],
      parts: ['surface antigen', 'core antibody'],
    });
    expect(wordsFor([said('Negative')], hepatitisB)).toEqual([
      expect.stringMatching(/^The .*core.* is not there, or not of the last 30 days\.$/i),
    ]);
    expect(told([], hepatitisB)).toEqual(['missing test-missing /observations']);
  });

  it('tells of the part that stops rather than of one that is only weighed', () => {
    const [limits, critical] = ['100', '200'].map((max) => [{ unit: 'U/L', max }]);
    const liver = asked(
      { limits: limits ?? [], critical: critical ?? [], outside: 'warn' },
      { codes: [['1742-6'], ['1920-8']] },
    );
    const of = (alt: string, ast: string) => [
      number(alt, { code: '1742-6', value: { value: alt, unit: 'U/L' } }),
      number(ast, { code: '1920-8', value: { value: ast, unit: 'U/L' } }),
    ];
    expect(told(of('150', '20'), liver)).toEqual(first('warn test-outside-limits'));
    expect(told(of('150', '150'), liver)).toEqual(first('warn test-outside-limits'));
    expect(told(of('250', '150'), liver)).toEqual(first('block test-outside-limits'));
    expect(told(of('250', '250'), liver)).toEqual(first('block test-outside-limits'));
    expect(told(of('150', '250'), liver)).toEqual(['block test-outside-limits /observations/1']);
  });
});

describe('a test that one of several measures answers', () => {
  const either = asked(
    { limits: [{ unit: 'U/L', max: '100' }], outside: 'block' },
    { codes: [['1742-6', '1920-8']] },
  );
  const alt = (value: string, on = fresh) =>
    number(value, { code: '1742-6', on, value: { value, unit: 'U/L' } });
  const ast = (value: string, on = fresh) => ({ ...alt(value, on), code: '1920-8' });
  const above = (index: number) => [`block test-outside-limits /observations/${index}`];
  it.each<[string, Observation[], string[]]>([
    ['none', [], ['missing test-missing /observations']],
    ['one of them', [ast('20')], []],
    ['the other one, above', [ast('101')], above(0)],
    ['both, one above', [alt('20'), ast('101')], above(1)],
    ['a new one, and an old one above', [alt('20'), ast('101', old)], []],
    ['an old one alone', [ast('20', old)], first('missing test-old')],
    ['two old ones', [alt('20', old), ast('20', old)], first('missing test-old')],
    [
      'two old ones, one above',
      [alt('20', old), ast('101', old)],
      ['missing test-old /observations/0', ...above(1)],
    ],
  ])('%s', (_, observations, expected) => {
    expect(told(observations, either)).toEqual(expected);
  });
});

describe('the clearance of creatinine', () => {
  const clearance = asked(
    { judgedBy: 'kidney' },
    { item: 'creatinine-clearance', codes: [['2164-2']] },
  );
  const weight = number('80', { code: '29463-7', value: { value: '80', unit: 'kg' } });
  const creatinine = (on: string) =>
    number('1', { code: '2160-0', on, value: { value: '1', unit: 'mg/dL' } });
  const missing = ['missing creatinine-clearance-missing /observations'];
  it('is not asked for where it can be computed', () => {
    expect(told([weight, creatinine(fresh)], clearance)).toEqual([]);
    expect(told([weight], clearance)).toEqual(missing);
    expect(told([weight, creatinine(old)], clearance)).toEqual(missing);
    const lately: Partial<Screening> = { withinDays: undefined } as Partial<Screening>;
    expect(
      told([weight, creatinine('2026-10-21')], { ...clearance, ...lately } as Screening),
    ).toEqual([]);
    expect(told([weight, creatinine(old)], { ...clearance, ...lately } as Screening)).toEqual(
      missing,
    );
  });

  it('is asked for by that name alone', () => {
    expect(told([weight, creatinine(fresh)], { ...clearance, item: 'test' })).toEqual([
      'missing test-missing /observations',
    ]);
  });
});

describe('a blood group', () => {
  const group = asked({ judgedBy: 'blood-group' }, { codes: [['882-1']] });
  const of = (coded: string, more: More = {}) => said(coded, { code: '882-1', ...more });
  it.each<[string, Observation[], string[]]>([
    ['one of the eight', [of('O Pos')], []],
    ['one of the eight, of old', [of('O Pos', { on: old })], first('missing test-old')],
    ['none of them', [of('see report')], first('block test-not-understood')],
    ['two that differ', [of('O Pos'), of('O neg')], first('block test-contradictory')],
    [
      'another that was entered in error',
      [of('O Pos'), of('O neg', { status: 'entered-in-error' })],
      [],
    ],
    ['the group of another test', [of('O Pos'), said('O neg')], []],
    ['not done', [of('not done')], first('block test-not-performed')],
  ])('%s', (_, observations, expected) => {
    expect(told(observations, group)).toEqual(expected);
  });
});

describe('a blood group that names none, or two', () => {
  const group = asked({ judgedBy: 'blood-group' }, { codes: [['882-1']] });
  const words = (...coded: string[]) =>
    wordsFor(
      coded.map((one) => said(one, { code: '882-1' })),
      group,
    );
  it('is told so', () => {
    expect(words('see report')).toEqual([
      'The test that is asked for names none of the eight groups of ABO with the Rh factor.',
    ]);
    expect(words('O Pos', 'O neg')).toEqual([
      'The test that is asked for is given in two ways that contradict each other.',
    ]);
  });
});

describe('a drug that is not known', () => {
  it('asks for no test', () => {
    const one = having([]);
    const order = { ...one.order, therapyId: undefined };
    expect(toldBy(checkScreening, { ...one, order } as Submission)).toEqual([]);
  });
});
