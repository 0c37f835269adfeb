import { describe, expect, it } from 'vitest';
import { mayBePregnant, pregnancyFact } from '../../functions/referral/facts/pregnancy.ts';
import type { Observation, Submission } from '../../functions/referral/referral.ts';
import { aSubmission } from '../support/referrals.ts';

const asOf = '2026-11-20';
const told = (parts: Partial<Submission> = {}, patient: Partial<Submission['patient']> = {}) => {
  const one = aSubmission();
  const born = { ...one.patient, birthDate: '1990-03-09', ...patient };
  return {
    submission: { ...one, observations: [], ...parts, patient: born },
    therapy: undefined,
    asOf,
  };
};
const factOf = (...asked: Parameters<typeof told>): string => {
  const fact = pregnancyFact(told(...asked));
  const where = 'evidence' in fact ? fact.evidence.map(({ pointer }) => pointer) : [];
  return [fact.state, ...(fact.state === 'known' ? [fact.value] : []), ...where].join(' ');
};
const test = (coded: string, on: string | undefined = '2026-11-10'): Partial<Submission> => ({
  observations: [{ code: '2106-3', value: { coded }, ...(on ? { on } : {}) } as Observation],
});
const has = (...conditions: NonNullable<Submission['conditions']>): Partial<Submission> => ({
  conditions,
});
const claims = (
  state: 'pregnant' | 'possible' | 'not-pregnant' | 'unknown',
  on?: string,
): Partial<Submission> => ({
  pregnancy: { state, ...(on ? { on } : {}) } as NonNullable<Submission['pregnancy']>,
});

describe('whether a patient is pregnant', () => {
  it.each<[string, Partial<Submission>, string]>([
    ['nobody says', {}, 'unknown'],
    [
      'a code of an active condition',
      has({ icd10: ['Z33.1'], state: 'active' }),
      'known pregnant /conditions/0',
    ],
    [
      'a code of a possible one',
      has({ icd10: ['O09.90'], state: 'possible' }),
      'known possible /conditions/0',
    ],
    ['a code of a past one', has({ icd10: ['Z33.1'], state: 'past' }), 'unknown'],
    ['a code that was refuted', has({ icd10: ['Z33.1'], state: 'refuted' }), 'unknown'],
    ['SNOMED CT', has({ snomed: ['77386006'], state: 'active' }), 'known pregnant /conditions/0'],
    [
      'both kinds of codes, one of which is',
      has({ icd10: ['I10'], snomed: ['77386006'], state: 'active' }),
      'known pregnant /conditions/0',
    ],
    ['a name', has({ name: 'Pregnancy', state: 'active' }), 'known pregnant /conditions/0'],
    [
      'a name beside a code of something else',
      has({ name: 'Pregnancy', icd10: ['I10'], state: 'active' }),
      'unknown',
    ],
    ['the name of a test', has({ name: 'Pregnancy test', state: 'active' }), 'unknown'],
    ['another code', has({ icd10: ['I10'], state: 'active' }), 'unknown'],
    [
      'a diagnosis of the order',
      { diagnoses: [{ code: 'K50.90' }, { code: 'O24.410' }] },
      'known pregnant /diagnoses/1',
    ],
    [
      'one of 294 days ago',
      has({ icd10: ['Z33.1'], state: 'active', since: '2026-01-30' }),
      'known pregnant /conditions/0',
    ],
    [
      'one of longer ago',
      has({ icd10: ['Z33.1'], state: 'active', since: '2026-01-29' }),
      'unknown',
    ],
    ['a positive test', test('Positive'), 'known pregnant /observations/0'],
    [
      'a positive test of long ago',
      test('Positive', '2026-10-20'),
      'known possible /observations/0',
    ],
    ['a negative test', test('Negative'), 'known-absent /observations/0'],
    [
      'a negative test of thirty days ago',
      test('Negative', '2026-10-21'),
      'known-absent /observations/0',
    ],
    ['a negative test of longer ago', test('Negative', '2026-10-20'), 'unknown'],
    ['a test that was not done', test('not done'), 'unknown'],
    ['a test between the two', test('Borderline'), 'known possible /observations/0'],
    ['the practice', claims('pregnant'), 'known pregnant /pregnancy'],
    ['the practice, 294 days ago', claims('pregnant', '2026-01-30'), 'known pregnant /pregnancy'],
    ['the practice, longer ago', claims('pregnant', '2026-01-29'), 'unknown'],
    ['the practice, that she may be', claims('possible'), 'known possible /pregnancy'],
    [
      'the practice, that she is not',
      claims('not-pregnant', '2026-10-21'),
      'known-absent /pregnancy',
    ],
    ['the practice, that she was not', claims('not-pregnant', '2026-10-20'), 'unknown'],
    ['the practice, that she is not, on no day', claims('not-pregnant'), 'unknown'],
    ['the practice, that it does not know', claims('unknown', '2026-11-19'), 'unknown'],
    [
      'one says so and another denies it',
      { ...test('Negative'), ...claims('pregnant') },
      'contradictory /pregnancy /observations/0',
    ],
    [
      'one says that she may be and another that she is',
      { ...test('Borderline'), ...claims('pregnant') },
      'known pregnant /pregnancy',
    ],
    [
      'one says that she may be and another denies it',
      { ...test('Negative'), ...claims('possible') },
      'known possible /pregnancy',
    ],
  ])('is told by: %s', (_, parts, expected) => {
    expect(factOf(parts)).toBe(expected);
  });

  it('is no question of who cannot be', () => {
    expect(factOf({}, { sex: 'male' })).toBe('known-absent');
    expect(factOf(claims('pregnant'), { sex: 'male' })).toBe('known pregnant /pregnancy');
  });
});

describe('who may be pregnant', () => {
  it.each<[string, Partial<Submission['patient']>, boolean]>([
    ['a woman', {}, true],
    ['who is told as neither', { sex: 'other' }, true],
    ['a man', { sex: 'male' }, false],
    ['on the twelfth birthday', { birthDate: '2014-11-20' }, true],
    ['the day before', { birthDate: '2014-11-21' }, false],
    ['of 55 years', { birthDate: '1970-11-21' }, true],
    ['on the 56th birthday', { birthDate: '1970-11-20' }, false],
  ])('%s', (_, patient, expected) => {
    expect(mayBePregnant(told({}, patient))).toBe(expected);
  });

  const state = 'active' as const;
  it.each<[string, Partial<Submission>, boolean]>([
    ['a uterus and cervix taken out', has({ icd10: ['Z90.710'], state }), false],
    ['a uterus taken out', has({ icd10: ['Z90.711'], state }), false],
    ['a cervix taken out, and the uterus is there', has({ icd10: ['Z90.712'], state }), true],
    ['both ovaries taken out', has({ icd10: ['Z90.722'], state }), false],
    ['one ovary taken out', has({ icd10: ['Z90.721'], state }), true],
    ['menopause', has({ icd10: ['Z78.0'], state }), false],
    ['what comes after it', has({ icd10: ['N95.0'], state }), false],
    ['the years around it', has({ icd10: ['N95.1'], state }), true],
    ['a code without the dot', has({ icd10: ['Z90710'], state }), false],
    ['a code of SNOMED CT', has({ snomed: ['236886002'], state }), false],
    ['another code of it', has({ snomed: ['38341003'], state }), true],
    ['in the past', has({ icd10: ['Z90.710'], state: 'past' }), false],
    ['refuted', has({ icd10: ['Z90.710'], state: 'refuted' }), true],
    ['possible', has({ icd10: ['Z90.710'], state: 'possible' }), true],
    ['of nobody knows whom', has({ icd10: ['Z90.710'], state, untied: true }), true],
    ['as a diagnosis of the order', { diagnoses: [{ code: 'Z90.710' }] }, false],
    ['another diagnosis of the order', { diagnoses: [{ code: 'K50.90' }] }, true],
    ['by name', has({ name: 'Total abdominal hysterectomy', state }), false],
    ['by name, in the past', has({ name: 's/p hysterectomy', state }), false],
    ['by name, as postmenopausal', has({ name: 'Post-menopausal status', state }), false],
    ['by name, as postmenopausal state', has({ name: 'postmenopausal state', state }), false],
    ['by name, planned', has({ name: 'hysterectomy planned', state }), true],
    ['by name, declined', has({ name: 'declined hysterectomy', state }), true],
    ['by name, of a bleeding', has({ name: 'postmenopausal bleeding', state }), true],
    ['by name, beside another code', has({ name: 'hysterectomy', icd10: ['I10'], state }), true],
  ])('after %s', (_, parts, expected) => {
    expect(mayBePregnant(told(parts))).toBe(expected);
  });
});
