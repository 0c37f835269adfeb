import { describe, expect, it } from 'vitest';
import type { CriteriaFile } from '../../functions/authorization/criteria/judge-criterion.ts';
import { aCriterion, judgedSays } from '../support/criteria.ts';
import { anOrder, type aSubmission } from '../support/referrals.ts';

type Facts = Parameters<typeof aSubmission>[0];

describe('a diagnosis', () => {
  const crohn = aCriterion('diagnosis', { prefixes: ['K50', 'M05.7'] });
  const diagnosed = (...codes: string[]) => ({ diagnoses: codes.map((code) => ({ code })) });
  const doubted = (...conditions: object[]) => ({
    ...diagnosed('K50.90'),
    conditions: conditions as [],
  });

  it.each<[string, Facts, string]>([
    ['of the list', diagnosed('K50.90'), 'met: K50.90 [/diagnoses/0]'],
    ['that is the beginning itself', diagnosed('K50'), 'met: K50 [/diagnoses/0]'],
    ['that only begins alike', diagnosed('M05.60'), 'not-met: M05.60 [/diagnoses/0]'],
    [
      'with its words',
      { diagnoses: [{ code: 'K50.90', text: 'Crohn' }] },
      'met: K50.90 Crohn [/diagnoses/0]',
    ],
    [
      'among others, which are not shown',
      diagnosed('Z79.899', 'K50.10', 'L40.0', 'M05.79'),
      'met: K50.10 [/diagnoses/1]; M05.79 [/diagnoses/3]',
    ],
    [
      'that is another, each shown',
      { diagnoses: [{ code: 'K51.90', text: 'Colitis' }, { code: 'L40.0' }] },
      'not-met: K51.90 Colitis [/diagnoses/0]; L40.0 [/diagnoses/1]',
    ],
    ['that nobody told', diagnosed(), 'unknown - Send the diagnosis and its code.'],
    [
      'that a condition alone tells',
      { ...diagnosed(), conditions: [{ icd10: ['K50.90'], state: 'active' }] },
      'unknown - Send the diagnosis and its code.',
    ],
    [
      'that was ruled out',
      doubted({ icd10: ['K50.90'], name: "Crohn's", state: 'refuted' }),
      "contradictory: K50.90 [/diagnoses/0]; Crohn's: refuted [/conditions/0]",
    ],
    [
      'that is only possible, of a condition by its codes',
      doubted({ name: 'Asthma', state: 'refuted' }, { icd10: ['Z9', 'K50.0'], state: 'possible' }),
      'contradictory: K50.90 [/diagnoses/0]; Z9, K50.0: possible [/conditions/1]',
    ],
    [
      'that was ruled out, by a code written without its point and in small letters',
      doubted({ icd10: ['m0579'], state: 'refuted' }),
      'contradictory: K50.90 [/diagnoses/0]; m0579: refuted [/conditions/0]',
    ],
    [
      'beside a code that has it further on',
      doubted({ icd10: ['XK50', 'M05.6'], name: 'Other', state: 'refuted' }),
      'met: K50.90 [/diagnoses/0]',
    ],
    [
      'beside a condition without codes that was ruled out',
      doubted({ name: 'Crohn', state: 'refuted' }),
      'met: K50.90 [/diagnoses/0]',
    ],
    [
      'that is had, or was, beside it',
      doubted({ icd10: ['K50.90'], state: 'active' }, { icd10: ['K50.90'], state: 'past' }),
      'met: K50.90 [/diagnoses/0]',
    ],
    [
      'beside another that was ruled out',
      doubted({ icd10: ['K51.90'], state: 'refuted' }),
      'met: K50.90 [/diagnoses/0]',
    ],
    [
      'that is another, and was ruled out besides',
      { ...doubted({ icd10: ['K50.90'], state: 'refuted' }), ...diagnosed('K51.90') },
      'not-met: K51.90 [/diagnoses/0]',
    ],
  ])('%s', (_says, facts, expected) => {
    expect(judgedSays(crohn, facts)).toBe(expected);
  });
});

describe('an age, of one born on 9 March 1984', () => {
  it.each<[string, object, string, string]>([
    ['on the day of the least', { least: 18 }, '2002-03-09', 'met: 18 years old'],
    ['a day before it', { least: 18 }, '2002-03-08', 'not-met: 17 years old'],
    ['on the last day of the most', { most: 42 }, '2027-03-08', 'met: 42 years old'],
    ['a day after it', { most: 42 }, '2027-03-09', 'not-met: 43 years old'],
    ['between both', { least: 42, most: 42 }, '2026-11-20', 'met: 42 years old'],
    ['above both', { least: 18, most: 41 }, '2026-11-20', 'not-met: 42 years old'],
    ['below both', { least: 43, most: 50 }, '2026-11-20', 'not-met: 42 years old'],
    ['on the day of birth', { least: 0 }, '1984-03-09', 'met: 0 years old'],
  ])('%s', (_says, asked, on, expected) => {
    expect(judgedSays(aCriterion('age', asked), {}, { on })).toBe(
      `${expected} [/patient/birthDate]`,
    );
  });

  it('before the birth is a wrong date, and no age', () => {
    expect(judgedSays(aCriterion('age', { least: 0 }), {}, { on: '1984-03-08' })).toBe(
      'unknown - Look at the birth date: it lies after the request.',
    );
  });
});

describe('a place', () => {
  const severe = (grade: number) => ({
    order: anOrder({ priorReaction: { grade, on: '2026-01-05' } }),
  });
  const all = [
    'prior-severe-reaction',
    'unstable',
    'difficult-access',
    'pediatric',
    'home-unsuitable',
    'no-alternative',
  ];
  const child = {
    patient: {
      name: { given: 'Odalys', family: 'Exampleton' },
      birthDate: '2010-03-09',
      sex: 'female' as const,
    },
  };

  it.each<[string, string[], Facts, CriteriaFile['setting'], string]>([
    ['of the list', [], {}, 'home', 'met: given at: home [/setting]'],
    ['of the list too', [], {}, 'infusion-center', 'met: given at: infusion center [/setting]'],
    [
      'of the list, whatever speaks for another',
      all,
      { placement: { unstable: true } },
      'home',
      'met: given at: home [/setting]',
    ],
    ['elsewhere', [], {}, 'long-term-care', 'not-met: given at: long term care [/setting]'],
    [
      'elsewhere, with no reason on record',
      all,
      {},
      'hospital-outpatient',
      'not-met: given at: hospital outpatient [/setting]',
    ],
    [
      'elsewhere, for a state that is not stable',
      ['unstable'],
      { placement: { unstable: true } },
      'hospital-outpatient',
      'met: the practice says that the patient is not stable [/placement]; given at: hospital outpatient [/setting]',
    ],
    [
      'elsewhere, for a reason that the payer does not name',
      ['pediatric'],
      { placement: { unstable: true } },
      'hospital-outpatient',
      'not-met: given at: hospital outpatient [/setting]',
    ],
    [
      'elsewhere, after a severe reaction',
      ['prior-severe-reaction'],
      severe(3),
      'hospital-outpatient',
      'met: grade 3 on 2026-01-05 [/order/priorReaction]; given at: hospital outpatient [/setting]',
    ],
    [
      'elsewhere, after one that was not severe',
      ['prior-severe-reaction'],
      severe(2),
      'hospital-outpatient',
      'not-met: given at: hospital outpatient [/setting]',
    ],
    [
      'elsewhere, of a child',
      ['pediatric'],
      child,
      'hospital-outpatient',
      'met: 16 years old [/patient/birthDate]; given at: hospital outpatient [/setting]',
    ],
    [
      'elsewhere, for several reasons',
      all,
      { placement: { difficultAccess: true, homeSuitable: false } },
      'hospital-outpatient',
      'met: the practice says that access is hard [/placement]; the home was looked at and is not suitable [/placement]; given at: hospital outpatient [/setting]',
    ],
  ])('%s', (...[, exceptions, facts, setting, expected]) => {
    const site = aCriterion('site', { settings: ['infusion-center', 'home'], exceptions });
    expect(judgedSays(site, facts, { setting })).toBe(expected);
  });
});

describe('a program in which the patient is enrolled', () => {
  const lacks = " - Send the patient's enrollment number of TOUCH.";

  it.each<[string, object[] | undefined, string]>([
    [
      'by its number',
      [{ program: 'TOUCH', number: '12' }],
      'met: TOUCH, number 12 [/enrollments/0]',
    ],
    [
      'by a longer name, since a day',
      [{ program: 'TOUCH Prescribing Program', number: '12', on: '2026-01-02' }],
      'met: TOUCH Prescribing Program, number 12, 2026-01-02 [/enrollments/0]',
    ],
    [
      'by the one of several that has a number',
      [
        { program: 'Tyruko REMS', number: '1' },
        { program: 'touch' },
        { program: 'touch', number: '12' },
      ],
      'met: touch, number 12 [/enrollments/2]',
    ],
    [
      'without a number',
      [
        { program: 'Tyruko REMS', number: '1' },
        { program: 'TOUCH', on: '2026-01-02' },
      ],
      `unknown: TOUCH, without a number, 2026-01-02 [/enrollments/1]${lacks}`,
    ],
    [
      'of the prescriber, which is not that of the patient',
      [{ program: 'TOUCH', number: '12', who: 'prescriber' }],
      `unknown: TOUCH, number 12, of the prescriber [/enrollments/0]${lacks}`,
    ],
    [
      'of the patient, beside that of the prescriber',
      [
        { program: 'TOUCH', number: '12', who: 'prescriber' },
        { program: 'TOUCH', number: '13', who: 'patient' },
      ],
      'met: TOUCH, number 13 [/enrollments/1]',
    ],
    [
      'that has ended',
      [{ program: 'TOUCH', number: '12', state: 'ended' }],
      `unknown: TOUCH, number 12, ended [/enrollments/0]${lacks}`,
    ],
    [
      'that is not confirmed yet',
      [{ program: 'TOUCH', number: '12', state: 'pending' }],
      `unknown: TOUCH, number 12, pending [/enrollments/0]${lacks}`,
    ],
    [
      'on its last day',
      [{ program: 'TOUCH', number: '12', until: '2026-11-20' }],
      'met: TOUCH, number 12 [/enrollments/0]',
    ],
    [
      'a day after it',
      [{ program: 'TOUCH', number: '12', until: '2026-11-19' }],
      `unknown: TOUCH, number 12, through 2026-11-19 [/enrollments/0]${lacks}`,
    ],
    ['of another drug', [{ program: 'Tyruko REMS', number: '12' }], `unknown${lacks}`],
    ['of none', [], `unknown${lacks}`],
    ['of which nothing is said', undefined, `unknown${lacks}`],
  ])('%s', (_says, enrollments, expected) => {
    const rems = aCriterion('rems', { program: 'TOUCH' });
    expect(judgedSays(rems, { enrollments: enrollments as [] | undefined })).toBe(expected);
  });

  it('that no list has is known by its words', () => {
    const rems = aCriterion('rems', { program: 'Example  REMS' });
    const enrolled = (program: string) =>
      judgedSays(rems, { enrollments: [{ program, number: '7' }] });
    expect(enrolled('example rems')).toBe('met: example rems, number 7 [/enrollments/0]');
    expect(enrolled('Other REMS')).toBe(
      "unknown - Send the patient's enrollment number of Example  REMS.",
    );
  });
});

describe('a specialist', () => {
  const asked = aCriterion('specialty', { taxonomies: ['207RG', '208600000X'] });
  const by = (...specialties: string[]) => ({
    prescriber: { npi: '1000000012', name: 'Imogen Testwell', specialties },
  });
  const lacks = 'unknown - Say what the prescriber is a specialist of, by taxonomy code.';

  it.each<[string, Facts, string]>([
    ['of the list', by('207RG0100X'), 'met: specialty 207RG0100X [/prescriber/specialties]'],
    [
      'of the list by the whole code',
      by('208600000X'),
      'met: specialty 208600000X [/prescriber/specialties]',
    ],
    [
      'of the list among others',
      by('207R00000X', '207RG0100X'),
      'met: specialty 207R00000X [/prescriber/specialties]; specialty 207RG0100X [/prescriber/specialties]',
    ],
    [
      'of something else',
      by('207RR0500X'),
      'not-met: specialty 207RR0500X [/prescriber/specialties]',
    ],
    [
      'by a code that has it further on',
      by('1207RG'),
      'not-met: specialty 1207RG [/prescriber/specialties]',
    ],
    ['of nothing', by(), lacks],
    ['of which nothing is said', {}, lacks],
    ['without a prescriber', { prescriber: undefined }, lacks],
  ])('%s', (_says, facts, expected) => {
    expect(judgedSays(asked, facts)).toBe(expected);
  });
});

describe('a document', () => {
  const asked = aCriterion('document', { types: ['11506-3', '34117-2'], says: 'A progress note.' });
  const one = (different: object = {}) => ({
    title: 'Note',
    contentType: 'application/pdf',
    type: '11506-3',
    data: 'AA==',
    ...different,
  });
  const lacks = 'unknown - Send it as a document: A progress note.';

  it.each<[string, object[], string]>([
    ['of its kind', [one()], 'met: Note (11506-3) [/documents/0]'],
    ['of the other kind', [one({ type: '34117-2' })], 'met: Note (34117-2) [/documents/0]'],
    [
      'of its kind that lies in the store',
      [one({ data: undefined, storedAs: 'documents/1' })],
      'met: Note (11506-3) [/documents/0]',
    ],
    [
      'of its kind, each of them',
      [one({ title: 'Letter', type: '57133-1' }), one(), one({ title: 'History' })],
      'met: Note (11506-3) [/documents/1]; History (11506-3) [/documents/2]',
    ],
    ['of another kind', [one({ type: '57133-1' })], lacks],
    ['of no kind', [one({ type: undefined })], lacks],
    ['without content', [one({ data: undefined })], lacks],
    ['that is not there', [], lacks],
  ])('%s', (_says, documents, expected) => {
    expect(judgedSays(asked, { documents: documents as [] })).toBe(expected);
  });
});
