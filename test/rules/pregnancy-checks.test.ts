import { describe, expect, it } from 'vitest';
import { pregnancyFindings } from '../../functions/referral/checks/pregnancy-checks.ts';
import type { Observation, Submission } from '../../functions/referral/referral.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { foundBy } from '../support/findings.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const on = '2026-11-10';
const base = lookUpTherapy('infliximab') as Therapy;
/** A drug that harms an unborn child, or not, and of which a test is asked for, or not. */
const drug = (
  harmsUnborn: boolean,
  weighed: boolean,
  passesIntoMilk = false,
): Partial<Therapy> => ({
  risks: { ...base.risks, harmsUnborn, passesIntoMilk },
  screening: (weighed
    ? [{ item: 'liver' }, { item: 'pregnancy' }]
    : []) as unknown as Therapy['screening'],
});
const having = (more: Partial<Submission>): Submission => ({
  ...aSubmission(),
  observations: [],
  ...more,
});
const told = (more: Partial<Submission>, ...asked: Parameters<typeof drug>) =>
  foundBy(pregnancyFindings, having(more), drug(...asked)).map(
    ({ severity, code, pointer }) => `${severity} ${code} ${pointer}`,
  );
const says = (state: 'pregnant' | 'possible' | 'not-pregnant' | 'unknown', more: object = {}) =>
  ({ pregnancy: { state, on, ...more } }) as Partial<Submission>;
const tested = (coded: string): Partial<Submission> => ({
  observations: [{ code: '2106-3', on, value: { coded } }] as Observation[],
});

describe('a pregnancy before a drug', () => {
  it.each<[string, Partial<Submission>, Parameters<typeof drug>, string[]]>([
    ['that harms', says('pregnant'), [true, false], ['block pregnant /pregnancy']],
    ['that is weighed', says('pregnant'), [false, true], ['block pregnant /pregnancy']],
    ['that does neither', says('pregnant'), [false, false], ['warn pregnant /pregnancy']],
    ['and only possible', says('possible'), [true, false], ['block pregnancy-possible /pregnancy']],
    ['tested, told by its screening', tested('Positive'), [true, true], []],
    [
      'tested, of which none is',
      tested('Positive'),
      [true, false],
      ['block pregnant /observations/0'],
    ],
    [
      'tested and told',
      { ...tested('Positive'), ...says('pregnant') },
      [true, true],
      ['block pregnant /observations/0'],
    ],
    [
      'told, and tested as none',
      { ...tested('Negative'), ...says('pregnant') },
      [false, true],
      ['block pregnancy-contradictory /pregnancy'],
    ],
    ['of which nothing is told', {}, [true, false], ['warn pregnancy-unknown /pregnancy']],
    ['of which its screening asks', {}, [true, true], []],
    ['of which nobody need know', {}, [false, false], []],
    ['that is none', says('not-pregnant'), [true, false], []],
    [
      'that is none, of who nurses',
      says('not-pregnant', { lactating: true }),
      [false, false, true],
      ['warn nursing /pregnancy'],
    ],
    [
      'of who nurses, and it does not matter',
      says('not-pregnant', { lactating: true }),
      [false, false],
      [],
    ],
    ['of who does not nurse', says('not-pregnant'), [false, false, true], []],
    [
      'of who nurses, too',
      says('pregnant', { lactating: true }),
      [false, false, true],
      ['warn pregnant /pregnancy', 'warn nursing /pregnancy'],
    ],
  ])('%s', (_, more, asked, expected) => {
    expect(told(more, ...asked)).toEqual(expected);
  });

  it.each<[Partial<Submission>, string]>([
    [says('pregnant'), 'The patient is pregnant.'],
    [says('possible'), 'The patient may be pregnant.'],
    [{}, 'Nothing says whether the patient may be pregnant.'],
    [
      { ...tested('Negative'), ...says('pregnant') },
      'One source says that the patient is pregnant, another that she is not.',
    ],
  ])('is told in words: %#', (more, text) => {
    expect(foundBy(pregnancyFindings, having(more), drug(true, false))).toMatchObject([{ text }]);
  });

  it('is told in words of who nurses, and not before a drug that nobody knows', () => {
    const nursing = having(says('not-pregnant', { lactating: true }));
    expect(foundBy(pregnancyFindings, nursing, drug(false, false, true))).toMatchObject([
      { text: 'The patient is nursing.' },
    ]);
    const order = anOrder({ therapyId: undefined });
    expect(foundBy(pregnancyFindings, { ...having(says('pregnant')), order })).toEqual([]);
  });
});
