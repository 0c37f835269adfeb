import { describe, expect, it } from 'vitest';
import {
  type CriteriaFile,
  judgeCriterion,
} from '../../functions/authorization/criteria/judge-criterion.ts';
import {
  answerOf,
  criteriaDetermination,
  gapsOf,
  judgeCriteria,
} from '../../functions/authorization/criteria/judge-packs.ts';
import { readTherapyOutcome } from '../../functions/authorization/criteria/outcome-words.ts';
import { shownTo } from '../../functions/authorization/criteria/shown-to-payer.ts';
import { Criterion, PolicyPack } from '../../functions/payer/pack.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const on = '2026-11-20';
const therapy = lookUpTherapy('infliximab');
if (!therapy) throw new Error('infliximab is not of the catalogue');

const file = (
  different: Parameters<typeof aSubmission>[0] = {},
  beside: Partial<CriteriaFile> = {},
): CriteriaFile => ({
  submission: aSubmission(different),
  therapy,
  lines: anAuthorization({}).lines.filter(({ kind }) => kind === 'drug'),
  setting: 'infusion-center',
  on,
  ...beside,
});

const criterion = (kind: string, asked: object): Criterion =>
  Criterion.parse({ id: 'one', says: 'What the payer asks.', without: 'denies', kind, ...asked });
const standing = (one: Criterion, facts: CriteriaFile): string =>
  judgeCriterion(one, facts).standing;

describe('what became of a treatment', () => {
  it.each([
    ['No adequate response after 5 months', 'failed'],
    ['no response after 4 months', 'failed'],
    ['Inadequate response', 'failed'],
    ['Loss of response', 'failed'],
    ['Not tolerated: nausea', 'not-tolerated'],
    ['did not tolerate, elevated liver enzymes', 'not-tolerated'],
    ['failed, intolerant', 'failed'],
    ['Well tolerated', 'worked'],
    ['good response', 'worked'],
    ['in remission', 'worked'],
    ['never tried', 'not-tried'],
    ['contraindicated', 'not-tried'],
    ['ongoing', 'going-on'],
    ['good response, then failed', 'not-understood'],
    ['good response; failed', 'contradictory'],
    ['good response, ongoing', 'contradictory'],
    ['not a failure', 'not-understood'],
    ['no side effects', 'not-understood'],
    ['did not fail', 'not-understood'],
    ['partial response', 'not-understood'],
    ['ran out', 'not-understood'],
    ['', 'not-understood'],
    ['5 months', 'not-understood'],
  ])('"%s" is %s', (words, reading) => {
    expect(readTherapyOutcome(words)).toBe(reading);
  });
});

const tried = (asked: object = {}) =>
  criterion('tried', {
    drugs: [['methotrexate', 'trexall'], ['azathioprine']],
    atLeast: 1,
    ...asked,
  });
const prior = (...all: [string, string?][]) => ({
  priorTherapies: all.map(([drug, outcome]) => ({ drug, ...(outcome ? { outcome } : {}) })),
});
const ended = { state: 'ended' as const, reason: 'failed' };

describe('step therapy', () => {
  it.each<[string, object, Parameters<typeof aSubmission>[0], string]>([
    ['one failed', {}, prior(['methotrexate', 'failed']), 'met'],
    ['by its brand', {}, prior(['Trexall 15 mg', 'failed']), 'met'],
    ['not tolerated', {}, prior(['azathioprine', 'not tolerated']), 'met'],
    ['another drug', {}, prior(['naproxen', 'failed']), 'unknown'],
    ['part of a name', {}, prior(['methotrexates', 'failed']), 'unknown'],
    ['none told', {}, prior(), 'unknown'],
    ['no outcome', {}, prior(['methotrexate']), 'unknown'],
    ['an outcome not understood', {}, prior(['methotrexate', 'see note']), 'unknown'],
    ['a denied name', {}, prior(['no methotrexate', 'failed']), 'unknown'],
    ['one worked, the other is open', {}, prior(['methotrexate', 'good response']), 'unknown'],
    [
      'both worked',
      {},
      prior(['methotrexate', 'good response'], ['azathioprine', 'never tried']),
      'not-met',
    ],
    ['one of two', { atLeast: 2 }, prior(['methotrexate', 'failed']), 'unknown'],
    [
      'two of two',
      { atLeast: 2 },
      prior(['methotrexate', 'failed'], ['azathioprine', 'failed']),
      'met',
    ],
    [
      'two names of one drug of two',
      { atLeast: 2 },
      prior(['methotrexate', 'failed'], ['trexall', 'failed']),
      'unknown',
    ],
    [
      'one failed and one worked of two',
      { atLeast: 2 },
      prior(['methotrexate', 'failed'], ['azathioprine', 'well tolerated']),
      'not-met',
    ],
    [
      'two words on one drug',
      {},
      prior(['methotrexate', 'failed'], ['methotrexate', 'good response']),
      'contradictory',
    ],
    ['a class', { drugs: [], classes: ['tnf'] }, prior(['Humira', 'loss of response']), 'met'],
    [
      'a class, another drug',
      { drugs: [], classes: ['tnf'] },
      prior(['naproxen', 'failed']),
      'unknown',
    ],
    [
      'a class nobody knows',
      { drugs: [], classes: ['none-such'] },
      prior(['Humira', 'failed']),
      'unknown',
    ],
    [
      'a medicine that ended',
      {},
      { ...prior(), medicines: [{ name: 'methotrexate', ...ended }] },
      'met',
    ],
    [
      'a medicine of nobody',
      {},
      { ...prior(), medicines: [{ name: 'methotrexate', ...ended, untied: true }] },
      'unknown',
    ],
    [
      'failed, and taken still',
      {},
      {
        ...prior(['methotrexate', 'failed']),
        medicines: [{ name: 'methotrexate', state: 'taken' }],
      },
      'contradictory',
    ],
    [
      'no dates where they are asked',
      { dated: true },
      prior(['methotrexate', 'failed']),
      'unknown',
    ],
    [
      'dates where they are asked',
      { dated: true },
      {
        ...prior(['methotrexate', 'failed']),
        medicines: [
          { name: 'methotrexate', state: 'ended', since: '2025-01-01', until: '2025-06-01' },
        ],
      },
      'met',
    ],
    [
      'failed, and ended for what nobody understands, whatever words that has',
      {},
      {
        ...prior(['methotrexate', 'failed']),
        medicines: [
          { name: 'methotrexate', state: 'ended', reason: 'helped for a year, ended by a move' },
        ],
      },
      'contradictory',
    ],
    [
      'failed, and a list that says of it that there was none',
      {},
      prior(['methotrexate', 'failed'], ['never methotrexate']),
      'contradictory',
    ],
    [
      'dates of somebody else',
      { dated: true },
      {
        ...prior(['methotrexate', 'failed']),
        medicines: [
          {
            name: 'methotrexate',
            state: 'ended',
            since: '2025-01-01',
            until: '2025-06-01',
            untied: true,
          },
        ],
      },
      'unknown',
    ],
    [
      'half of the dates',
      { dated: true },
      {
        ...prior(['methotrexate', 'failed']),
        medicines: [{ name: 'methotrexate', state: 'ended', until: '2025-06-01' }],
      },
      'unknown',
    ],
  ])('%s', (_says, asked, submission, expected) => {
    expect(standing(tried(asked), file(submission))).toBe(expected);
  });
});

const hemoglobin = (value: string, day?: string, more: object = {}) => ({
  code: '718-7',
  value: { value, unit: 'g/dL' },
  ...(day ? { on: day } : {}),
  ...more,
});
const low = (asked: object = {}) =>
  criterion('result', {
    codes: ['718-7'],
    withinDays: 30,
    needs: { of: 'number', unit: 'g/dL', most: '10' },
    ...asked,
  });
const tb = (word: string) =>
  criterion('result', { codes: ['71774-4'], withinDays: 90, needs: { of: 'word', word } });

describe('a result', () => {
  it.each<[string, object[], string]>([
    ['at the bound', [hemoglobin('10', on)], 'met'],
    ['above it', [hemoglobin('10.000001', on)], 'not-met'],
    ['on the last day', [hemoglobin('9', '2026-10-21')], 'met'],
    ['a day older', [hemoglobin('9', '2026-10-20')], 'unknown'],
    ['of tomorrow', [hemoglobin('9', '2026-11-21')], 'unknown'],
    ['none', [], 'unknown'],
    ['without a day', [hemoglobin('9')], 'unknown'],
    [
      'in another unit',
      [{ ...hemoglobin('90', on), value: { value: '90', unit: 'g/L' } }],
      'unknown',
    ],
    ['in words', [{ code: '718-7', on, value: { coded: 'low' } }], 'unknown'],
    ['entered in error', [hemoglobin('9', on, { status: 'entered-in-error' })], 'unknown'],
    ['of nobody', [hemoglobin('9', on, { untied: true })], 'unknown'],
    ['two that differ', [hemoglobin('9', on), hemoglobin('11', '2026-11-01')], 'contradictory'],
    ['two that agree', [hemoglobin('9', on), hemoglobin('9.5', '2026-11-01')], 'met'],
    ['an old one that differs', [hemoglobin('9', on), hemoglobin('11', '2026-01-01')], 'met'],
    [
      'surely below',
      [hemoglobin('8', on, { value: { value: '8', unit: 'g/dL', comparator: '<' } })],
      'met',
    ],
    [
      'perhaps below',
      [hemoglobin('12', on, { value: { value: '12', unit: 'g/dL', comparator: '<' } })],
      'unknown',
    ],
    [
      'surely above',
      [hemoglobin('10', on, { value: { value: '10', unit: 'g/dL', comparator: '>' } })],
      'not-met',
    ],
  ])('%s', (_says, observations, expected) => {
    expect(standing(low(), file({ observations } as object))).toBe(expected);
  });

  it('has to be at least so much where that is asked', () => {
    const high = low({ needs: { of: 'number', unit: 'g/dL', least: '10', most: '12' } });
    const of = (value: string) =>
      standing(high, file({ observations: [hemoglobin(value, on)] } as object));
    expect(['9.9', '10', '12', '12.1'].map(of)).toEqual(['not-met', 'met', 'met', 'not-met']);
  });

  it('may be any where none is named, if it is understood', () => {
    const any = low({ needs: undefined });
    expect(standing(any, file({ observations: [hemoglobin('14', on)] } as object))).toBe('met');
    expect(
      standing(
        any,
        file({ observations: [{ code: '718-7', on, value: { coded: 'zzz' } }] } as object),
      ),
    ).toBe('unknown');
  });

  it.each([
    ['negative', 'negative', 'met'],
    ['positive', 'negative', 'not-met'],
    ['positive', 'positive', 'met'],
    ['indeterminate', 'negative', 'unknown'],
    ['see report', 'negative', 'unknown'],
  ])('that says %s, where %s is asked, is %s', (coded, word, expected) => {
    const observations = [{ code: '71774-4', on, value: { coded } }];
    expect(standing(tb(word), file({ observations } as object))).toBe(expected);
  });

  it('that was positive once and is negative now is for a person', () => {
    const observations = [
      { code: '71774-4', on, value: { coded: 'negative' } },
      { code: '71774-4', on: '2020-01-01', value: { coded: 'positive' } },
    ];
    expect(standing(tb('negative'), file({ observations } as object))).toBe('contradictory');
  });
});

describe('the other criteria', () => {
  const crohn = criterion('diagnosis', { prefixes: ['K50'] });
  const diagnosed = (...codes: string[]) => ({ diagnoses: codes.map((code) => ({ code })) });
  const condition = (state: 'refuted' | 'possible' | 'active', code = 'K50.90') => ({
    conditions: [{ icd10: [code], state }],
  });
  const drug = (value: string, unit = 'mg/kg', more: object = {}) => ({
    order: anOrder({ dose: { value, unit }, ...more }),
  });
  const perKg = criterion('quantity', { mostPerKg: { value: '5', unit: 'mg' } });
  const whole = criterion('quantity', { mostPerDose: { value: '0.41', unit: 'g' } });
  const apart = criterion('quantity', { leastDaysBetween: 56 });
  const site = (asked: object = {}) =>
    criterion('site', { settings: ['infusion-center', 'home'], ...asked });
  const rems = criterion('rems', { program: 'TOUCH' });
  const enrolled = (program: string, number?: string) => ({
    enrollments: [{ program, ...(number ? { number } : {}) }],
  });
  const specialist = criterion('specialty', { taxonomies: ['207RG'] });
  const by = (...specialties: string[]) => ({
    prescriber: { npi: '1000000012', name: 'Imogen Testwell', specialties },
  });
  const note = criterion('document', { types: ['11506-3'] });
  const document = (type: string | undefined, data: string | undefined = 'AA==') => ({
    documents: [{ title: 'Note', contentType: 'application/pdf', type, data }],
  });

  it.each<[string, Criterion, object, Partial<CriteriaFile>, string]>([
    ['a diagnosis of the list', crohn, diagnosed('K50.90'), {}, 'met'],
    ['one among several', crohn, diagnosed('M05.79', 'K50.10'), {}, 'met'],
    ['another diagnosis', crohn, diagnosed('K51.90'), {}, 'not-met'],
    ['no diagnosis', crohn, diagnosed(), {}, 'unknown'],
    [
      'a refuted one',
      crohn,
      { ...diagnosed('K50.90'), ...condition('refuted') },
      {},
      'contradictory',
    ],
    [
      'one that is only possible',
      crohn,
      { ...diagnosed('K50.90'), ...condition('possible') },
      {},
      'contradictory',
    ],
    [
      'a refuted one of others',
      crohn,
      { ...diagnosed('K50.90'), ...condition('refuted', 'K51.90') },
      {},
      'met',
    ],
    ['a condition alone', crohn, { ...diagnosed(), ...condition('active') }, {}, 'unknown'],
    ['old enough to the day', criterion('age', { least: 18 }), {}, { on: '2002-03-09' }, 'met'],
    ['a day too young', criterion('age', { least: 18 }), {}, { on: '2002-03-08' }, 'not-met'],
    ['of the last year', criterion('age', { most: 42 }), {}, {}, 'met'],
    ['a year too old', criterion('age', { most: 41 }), {}, {}, 'not-met'],
    ['not born yet', criterion('age', { least: 0 }), {}, { on: '1980-01-01' }, 'unknown'],
    ['a place of the list', site(), {}, {}, 'met'],
    ['another place', site(), {}, { setting: 'hospital-outpatient' }, 'not-met'],
    [
      'another place, with a reason',
      site({ exceptions: ['unstable'] }),
      { placement: { unstable: true } },
      { setting: 'hospital-outpatient' },
      'met',
    ],
    [
      'another place, with a reason that the payer does not name',
      site({ exceptions: ['pediatric'] }),
      { placement: { unstable: true } },
      { setting: 'hospital-outpatient' },
      'not-met',
    ],
    ['a dose at the bound', perKg, drug('5'), {}, 'met'],
    ['a dose of a day, not of a visit', perKg, drug('5', 'mg/kg/d'), {}, 'unknown'],
    ['a dose above it', perKg, drug('5.000001'), {}, 'not-met'],
    ['a whole dose, by weight at the bound', perKg, drug('410', 'mg'), {}, 'met'],
    ['a whole dose, by weight above it', perKg, drug('410.1', 'mg'), {}, 'not-met'],
    ['a dose in grams', perKg, drug('0.41', 'g'), {}, 'met'],
    [
      'a whole dose without a weight',
      perKg,
      { ...drug('410', 'mg'), observations: [] },
      {},
      'unknown',
    ],
    ['no dose', perKg, drug('5', 'mg/kg', { dose: undefined }), {}, 'unknown'],
    ['a dose by surface', perKg, drug('5', 'mg/m2'), {}, 'unknown'],
    ['a dose in units', perKg, drug('5', 'units'), {}, 'unknown'],
    [
      'a loading dose above it',
      perKg,
      drug('5', 'mg/kg', { loadingDose: { value: '6', unit: 'mg/kg' } }),
      {},
      'not-met',
    ],
    ['by weight against a whole bound', whole, drug('5'), {}, 'met'],
    ['by weight above a whole bound', whole, drug('5.1'), {}, 'not-met'],
    ['far enough apart', apart, {}, {}, 'met'],
    [
      'too close',
      apart,
      { order: anOrder({ frequency: { loadingDays: [0], intervalDays: 55 } }) },
      {},
      'not-met',
    ],
    ['one dose', apart, { order: anOrder({ doses: 1, frequency: undefined }) }, {}, 'met'],
    ['units at the bound', criterion('quantity', { mostUnits: 300 }), {}, {}, 'met'],
    ['units above it', criterion('quantity', { mostUnits: 299 }), {}, {}, 'not-met'],
    ['no lines', criterion('quantity', { mostUnits: 299 }), {}, { lines: [] }, 'unknown'],
    [
      'no lines to count months of',
      criterion('period', { mostMonths: 6 }),
      {},
      { lines: [] },
      'unknown',
    ],
    ['enrolled', rems, enrolled('TOUCH', '12'), {}, 'met'],
    ['enrolled by a longer name', rems, enrolled('TOUCH Prescribing Program', '12'), {}, 'met'],
    ['no number', rems, enrolled('TOUCH'), {}, 'unknown'],
    ['another program', rems, enrolled('Tyruko REMS', '12'), {}, 'unknown'],
    ['not enrolled', rems, {}, {}, 'unknown'],
    ['a specialist', specialist, by('207RG0100X'), {}, 'met'],
    ['one of two', specialist, by('207R00000X', '207RG0100X'), {}, 'met'],
    ['another specialist', specialist, by('207RR0500X'), {}, 'not-met'],
    ['nobody says which', specialist, {}, {}, 'unknown'],
    ['a note', note, document('11506-3'), {}, 'met'],
    ['another document', note, document('57133-1'), {}, 'unknown'],
    ['a document of no kind', note, document(undefined), {}, 'unknown'],
    [
      'a note without content',
      note,
      { documents: [{ title: 'Note', contentType: 'application/pdf', type: '11506-3' }] },
      {},
      'unknown',
    ],
  ])('%s', (...[, asked, submission, beside, expected]) => {
    expect(standing(asked, file(submission, beside))).toBe(expected);
  });

  it.each([
    ['2027-02-27', 1, 'met'],
    ['2027-02-28', 1, 'met'],
    ['2027-03-01', 1, 'not-met'],
    ['2027-07-30', 6, 'met'],
    ['2027-07-31', 6, 'not-met'],
    ['2028-01-30', 12, 'met'],
    ['2028-01-31', 12, 'not-met'],
  ])('asked for through %s, %i months at most: %s', (through, mostMonths, expected) => {
    const lines = file().lines.map((line) => ({ ...line, from: '2027-01-31', through }));
    expect(standing(criterion('period', { mostMonths }), file({}, { lines }))).toBe(expected);
  });
});

describe('a policy', () => {
  const pack = (different: object = {}): PolicyPack =>
    PolicyPack.parse({
      id: 'crohn',
      source: 'a policy of the tests',
      mark: 'own-target',
      from: '2026-01-01',
      therapies: ['infliximab'],
      diagnoses: ['K50'],
      criteria: [
        {
          id: 'step',
          says: 'Tried before.',
          without: 'denies',
          kind: 'tried',
          drugs: [['azathioprine']],
          atLeast: 1,
        },
        {
          id: 'tb',
          says: 'A screen.',
          without: 'asks',
          kind: 'result',
          codes: ['71774-4'],
          withinDays: 90,
        },
      ],
      ...different,
    });
  const judged = (
    packs: PolicyPack[],
    different: Parameters<typeof aSubmission>[0] = {},
    day = on,
  ) =>
    judgeCriteria({
      payer: { packs },
      submission: aSubmission(different),
      therapy,
      setting: 'infusion-center',
      lines: anAuthorization({}).lines,
      on: day,
    });
  const about = {
    authorizationId: 'ref_01jd0000000000000000_a1',
    therapyId: 'infliximab',
    setting: 'infusion-center' as const,
    on,
  };

  it.each<[string, object, string, number]>([
    ['on its first day', { from: on }, on, 2],
    ['before it', { from: '2026-11-21' }, on, 0],
    ['on its last day', { through: on }, on, 2],
    ['after it', { through: '2026-11-19' }, on, 0],
    ['for another therapy', { therapies: ['vedolizumab'] }, on, 0],
    ['for any diagnosis', { diagnoses: undefined }, on, 2],
  ])('is looked at %s', (_says, different, day, count) => {
    expect(judged([pack(different)], {}, day)).toHaveLength(count);
  });

  it('of two drugs of the order is asked of each, by names of their own', () => {
    const second = { drug: 'vedolizumab', therapyId: 'vedolizumab', eachVisit: true as const };
    const order = anOrder({ alsoInfused: [second] });
    const both = judged([pack({ therapies: ['infliximab', 'vedolizumab'] })], {
      order,
      observations: [],
    });
    expect(gapsOf(both)).toEqual(['crohn/tb: unknown', 'crohn/tb/2: unknown']);
  });

  it('that is for other diagnoses alone is not met, and a person looks', () => {
    const all = judged([pack({ diagnoses: ['M05'] })]);
    expect(gapsOf(all)).toEqual(['crohn/diagnosis-of-policy: not-met']);
    expect(answerOf(all)).toBe('not-met');
    expect(gapsOf(judged([pack({ diagnoses: ['M05'] })], { diagnoses: [] }))).toEqual([
      'crohn/diagnosis-of-policy: unknown',
    ]);
  });

  it.each([
    [['met', 'met'], 'met'],
    [['met', 'not-met'], 'not-met'],
    [['not-met', 'unknown'], 'unknown'],
    [['contradictory', 'met'], 'unknown'],
    [[], 'met'],
  ] as const)('%j comes to %s', (standings, answer) => {
    expect(answerOf(standings.map((one) => ({ standing: one })))).toBe(answer);
  });

  it('is on record with every criterion, the met ones too, and what decided each', () => {
    const told = criteriaDetermination(judged([pack()], { observations: [] }), about);
    expect(told).toMatchObject({
      question: 'criteria',
      answer: 'unknown',
      rule: { id: 'crohn', version: '2026-01-01', source: 'a policy of the tests' },
      facts: {
        criteria: [
          { id: 'crohn/step', standing: 'met', facts: [{ pointer: '/priorTherapies/0' }] },
          { id: 'crohn/tb', standing: 'unknown', facts: [] },
        ],
      },
      reasons: [
        {
          bearing: 'for',
          text: 'Tried before. Met: azathioprine: no response after 4 months [/priorTherapies/0].',
          source: expect.stringMatching(/our own example.*a policy of the tests/),
        },
        {
          bearing: 'note',
          code: 'criterion-unknown',
          text: 'A screen. Not known. Send a result of the last 90 days (LOINC 71774-4). Without it the payer asks.',
        },
      ],
    });
    expect(criteriaDetermination(judged([]), about)).toBeUndefined();
  });

  it.each([
    ['without criteria', { criteria: [] }],
    [
      'with a criterion of no known kind',
      { criteria: [{ id: 'x', says: 'x', without: 'asks', kind: 'luck' }] },
    ],
    ['with two criteria of one name', { criteria: [...pack().criteria, ...pack().criteria] }],
    ['with a field that nobody reads', { also: true }],
    ['without a mark', { mark: undefined }],
  ])('%s is refused', (_says, different) => {
    expect(PolicyPack.safeParse({ ...pack(), ...different }).success).toBe(false);
  });

  it.each([
    ['asks for more than it names', 'tried', { drugs: [['x']], atLeast: 2 }],
    ['bounds nothing', 'quantity', {}],
    ['bounds no age', 'age', {}],
    [
      'bounds no number',
      'result',
      { codes: ['718-7'], withinDays: 1, needs: { of: 'number', unit: 'g' } },
    ],
  ])('a criterion that %s is refused', (_says, kind, asked) => {
    expect(
      Criterion.safeParse({ id: 'a', says: 'b', without: 'asks', kind, ...asked }).success,
    ).toBe(false);
  });
});

describe('what a person writes in spite of what is open', () => {
  const taken = { note: 'It is so.', at: '2026-11-20T15:00:00Z' };
  const told = (gaps: string[], more: object = { taken }) =>
    shownTo({ criteria: { answer: 'unknown', digest: 'd', gaps, shown: ['A met one.'], ...more } });

  it.each([
    [['p/a: unknown'], ['Of what is not shown: It is so.']],
    [['p/a: contradictory'], ['Of what is not shown: It is so.']],
    [['p/a: unknown', 'p/b: not-met'], ['An exception is asked for: It is so.']],
    [[], []],
  ])('of %j is told as %j after what is met', (gaps, expected) => {
    expect(told(gaps)).toEqual(['A met one.', ...expected]);
  });

  it('is not there where nobody wrote anything', () => {
    expect(told(['p/a: unknown'], {})).toEqual(['A met one.']);
  });
});
