import { describe, expect, it } from 'vitest';
import { aCriterion, judgedSays } from '../support/criteria.ts';

type Prior = readonly [string, string?];
type Medicine = { name: string; state: string };

const judged = (
  asked: object,
  { prior = [], medicines = [] }: { prior?: readonly Prior[]; medicines?: readonly Medicine[] },
): string =>
  judgedSays(aCriterion('tried', { atLeast: 1, ...asked }), {
    priorTherapies: prior.map(([drug, outcome]) => ({ drug, ...(outcome ? { outcome } : {}) })),
    medicines: medicines as [],
  });

const methotrexate = { drugs: [['methotrexate', 'trexall']] };
const either = { drugs: [['methotrexate', 'trexall'], ['azathioprine']] };
const both = { ...either, atLeast: 2 };
const ended = (more: object = {}): Medicine => ({ name: 'methotrexate', state: 'ended', ...more });

const came = (drug: string) =>
  ` - Say what came of ${drug}: whether it failed or was not tolerated, and from when to when it was taken.`;
const tell = (of: string) => ` - Tell of ${of}: from when to when, and why each ended.`;

describe('a drug that was tried, as the practice tells it', () => {
  it.each<[string, object, Prior[], string]>([
    [
      'failed',
      methotrexate,
      [['methotrexate', 'failed']],
      'met: methotrexate: failed [/priorTherapies/0]',
    ],
    [
      'was not tolerated',
      methotrexate,
      [['methotrexate', 'not tolerated']],
      'met: methotrexate: not tolerated [/priorTherapies/0]',
    ],
    [
      'failed, by its brand and strength',
      methotrexate,
      [
        ['naproxen', 'failed'],
        ['Trexall 15 mg', 'failed'],
      ],
      'met: Trexall 15 mg: failed [/priorTherapies/1]',
    ],
    ['is another', methotrexate, [['naproxen', 'failed']], `unknown${tell('1 of: methotrexate')}`],
    [
      'has a longer name',
      methotrexate,
      [['methotrexates', 'failed']],
      `unknown${tell('1 of: methotrexate')}`,
    ],
    [
      'has another beginning',
      methotrexate,
      [['pemethotrexate', 'failed']],
      `unknown${tell('1 of: methotrexate')}`,
    ],
    ['is none', either, [], `unknown${tell('1 of: methotrexate, azathioprine')}`],
    [
      'ended without a word why',
      methotrexate,
      [['methotrexate']],
      `unknown: methotrexate, without what came of it [/priorTherapies/0]${came('methotrexate')}`,
    ],
    [
      'ended for what nobody understands',
      methotrexate,
      [['Trexall', 'see note']],
      `unknown: Trexall: see note [/priorTherapies/0]${came('Trexall')}`,
    ],
    [
      'was none, as its name says',
      methotrexate,
      [['no methotrexate', 'failed']],
      `unknown: no methotrexate: failed [/priorTherapies/0]${came('no methotrexate')}`,
    ],
    [
      'worked',
      methotrexate,
      [['methotrexate', 'good response']],
      'not-met: methotrexate: good response [/priorTherapies/0]',
    ],
    [
      'was never tried',
      methotrexate,
      [['methotrexate', 'never tried']],
      'not-met: methotrexate: never tried [/priorTherapies/0]',
    ],
    [
      'goes on',
      methotrexate,
      [['methotrexate', 'ongoing']],
      'not-met: methotrexate: ongoing [/priorTherapies/0]',
    ],
    [
      'has an end that contradicts itself',
      methotrexate,
      [['methotrexate', 'good response; failed']],
      'contradictory: methotrexate: good response; failed [/priorTherapies/0]',
    ],
    [
      'failed and worked',
      methotrexate,
      [
        ['methotrexate', 'failed'],
        ['Trexall', 'good response'],
      ],
      'contradictory: methotrexate: failed [/priorTherapies/0]; Trexall: good response [/priorTherapies/1]',
    ],
    [
      'failed, and another word of it says nothing',
      methotrexate,
      [['methotrexate'], ['methotrexate', 'failed']],
      'met: methotrexate: failed [/priorTherapies/1]',
    ],
    [
      'failed, and was none by another word',
      methotrexate,
      [['methotrexate', 'failed'], ['never methotrexate']],
      'contradictory: methotrexate: failed [/priorTherapies/0]; never methotrexate, without what came of it [/priorTherapies/1]',
    ],
    [
      'has marks in its name',
      { drugs: [['rho(d) 1.5']] },
      [
        ['Rho(D) 1.5', 'failed'],
        ['rhod 105', 'failed'],
      ],
      'met: Rho(D) 1.5: failed [/priorTherapies/0]',
    ],
  ])('%s', (_says, asked, prior, expected) => {
    expect(judged(asked, { prior })).toBe(expected);
  });
});

describe('one or two of two drugs', () => {
  const failed: Prior = ['methotrexate', 'failed'];
  const mtx = 'methotrexate: failed [/priorTherapies/0]';

  it.each<[string, object, Prior[], string]>([
    [
      'one that failed is enough of one',
      either,
      [failed, ['azathioprine', 'worked']],
      `met: ${mtx}`,
    ],
    [
      'each that failed is shown',
      either,
      [failed, ['azathioprine', 'failed']],
      `met: ${mtx}; azathioprine: failed [/priorTherapies/1]`,
    ],
    [
      'one that worked leaves the other open',
      either,
      [['methotrexate', 'worked']],
      `unknown: methotrexate: worked [/priorTherapies/0]${tell('1 of: methotrexate, azathioprine')}`,
    ],
    [
      'both that worked leave none',
      either,
      [
        ['methotrexate', 'worked'],
        ['azathioprine', 'never tried'],
      ],
      'not-met: methotrexate: worked [/priorTherapies/0]; azathioprine: never tried [/priorTherapies/1]',
    ],
    [
      'one that failed is too few of two',
      both,
      [failed],
      `unknown: ${mtx}${tell('2 of: methotrexate, azathioprine')}`,
    ],
    [
      'two names of one drug are one',
      both,
      [failed, ['trexall', 'failed']],
      `unknown: ${mtx}; trexall: failed [/priorTherapies/1]${tell('2 of: methotrexate, azathioprine')}`,
    ],
    [
      'one that worked leaves too few of two',
      both,
      [failed, ['azathioprine', 'worked']],
      `not-met: azathioprine: worked [/priorTherapies/1]; ${mtx}`,
    ],
    [
      'what is asked is what came of the one that is named',
      both,
      [failed, ['azathioprine']],
      `unknown: ${mtx}; azathioprine, without what came of it [/priorTherapies/1]${came('azathioprine')}`,
    ],
    [
      'one that contradicts itself is for a person, before more is asked for',
      both,
      [['azathioprine', 'worked; failed'], ['methotrexate']],
      'contradictory: azathioprine: worked; failed [/priorTherapies/0]',
    ],
    [
      'both that contradict themselves are shown',
      either,
      [
        ['azathioprine', 'worked; failed'],
        ['methotrexate', 'worked; failed'],
      ],
      'contradictory: methotrexate: worked; failed [/priorTherapies/1]; azathioprine: worked; failed [/priorTherapies/0]',
    ],
  ])('%s', (_says, asked, prior, expected) => {
    expect(judged(asked, { prior })).toBe(expected);
  });
});

describe('a drug of the list of medicines', () => {
  const failed: Prior[] = [['methotrexate', 'failed']];
  const told = 'methotrexate: failed [/priorTherapies/0]';

  it.each<[string, Prior[], Medicine[], string]>([
    [
      'ended because it failed',
      [],
      [ended({ reason: 'failed' })],
      'met: methotrexate: failed [/medicines/0]',
    ],
    [
      'ended on a day, told by another name of it',
      [],
      [
        { name: 'naproxen', state: 'taken' },
        ended({ name: 'MTX', alsoNamed: ['x', 'Trexall'], reason: 'failed', until: '2025-06-01' }),
      ],
      'met: MTX: failed (not told to 2025-06-01), 2025-06-01 [/medicines/1]',
    ],
    [
      'ended without a word why',
      [],
      [ended({ since: '2025-01-01' })],
      `unknown: methotrexate, ended (2025-01-01 to not told) [/medicines/0]${came('methotrexate')}`,
    ],
    [
      'ended for what nobody understands',
      [],
      [ended({ reason: 'a move' })],
      `unknown: methotrexate: a move [/medicines/0]${came('methotrexate')}`,
    ],
    [
      'is taken still',
      [],
      [{ name: 'methotrexate', state: 'taken' }],
      'not-met: methotrexate, taken [/medicines/0]',
    ],
    [
      'was not taken',
      [],
      [{ name: 'methotrexate', state: 'not-taken' }],
      'not-met: methotrexate, not taken [/medicines/0]',
    ],
    [
      'is of nobody',
      [],
      [ended({ reason: 'failed', untied: true })],
      `unknown: methotrexate: failed [/medicines/0]${came('methotrexate')}`,
    ],
    [
      'of which nobody knows whether it is taken',
      [],
      [{ name: 'methotrexate', state: 'unknown' }],
      `unknown: methotrexate, unknown [/medicines/0]${came('methotrexate')}`,
    ],
    ['failed, and is on the list as ended', failed, [ended()], `met: ${told}`],
    [
      'failed, and is taken still by the list',
      failed,
      [{ name: 'methotrexate', state: 'taken' }],
      `contradictory: ${told}; methotrexate, taken [/medicines/0]`,
    ],
    [
      'failed, and ended for what nobody understands',
      failed,
      [ended({ reason: 'helped for a year, ended by a move' })],
      `contradictory: ${told}; methotrexate: helped for a year, ended by a move [/medicines/0]`,
    ],
    [
      'failed, and was none by the list',
      failed,
      [ended({ name: 'never methotrexate' })],
      `contradictory: ${told}; never methotrexate, ended [/medicines/0]`,
    ],
  ])('%s', (_says, prior, medicines, expected) => {
    expect(judged(methotrexate, { prior, medicines })).toBe(expected);
  });

  it('is not there where none is known', () => {
    expect(
      judgedSays(aCriterion('tried', { ...methotrexate, atLeast: 1 }), {
        priorTherapies: [],
        medicines: 'none-known',
      }),
    ).toBe(`unknown${tell('1 of: methotrexate')}`);
  });
});

describe('a class of drugs', () => {
  const tnf = { classes: ['tnf'] };
  const title = 'a TNF blocker';

  it.each<[string, object, Parameters<typeof judged>[1], string]>([
    [
      'by one of its names',
      tnf,
      { prior: [['Humira', 'failed']] },
      'met: Humira: failed [/priorTherapies/0]',
    ],
    [
      'by one name among others of one medicine',
      tnf,
      { medicines: [ended({ name: 'pen 40', alsoNamed: ['Humira'], reason: 'failed' })] },
      'met: pen 40: failed [/medicines/0]',
    ],
    [
      'by one code among others',
      tnf,
      { medicines: [ended({ name: 'pen 40', rxnorm: ['1', '327361'], reason: 'failed' })] },
      'met: pen 40: failed [/medicines/0]',
    ],
    [
      'by the code of another',
      tnf,
      { medicines: [ended({ name: 'pen 40', rxnorm: ['1'], reason: 'failed' })] },
      `unknown${tell(`1 of: ${title}`)}`,
    ],
    [
      'by another drug',
      tnf,
      { prior: [['naproxen', 'failed']] },
      `unknown${tell(`1 of: ${title}`)}`,
    ],
    [
      'that nobody knows',
      { classes: ['none-such'] },
      { prior: [['none-such', 'failed']] },
      `unknown${tell('1 of: none-such')}`,
    ],
    [
      'of which two drugs failed is one of two',
      { ...methotrexate, ...tnf, atLeast: 2 },
      {
        prior: [
          ['Humira', 'failed'],
          ['Enbrel', 'failed'],
        ],
      },
      `unknown: Humira: failed [/priorTherapies/0]; Enbrel: failed [/priorTherapies/1]${tell(`2 of: methotrexate, ${title}`)}`,
    ],
  ])('%s', (_says, asked, facts, expected) => {
    expect(judged(asked, facts)).toBe(expected);
  });
});

describe('a drug of which the payer asks from when to when it was taken', () => {
  const dated = { ...methotrexate, dated: true };
  const prior: Prior[] = [['methotrexate', 'failed']];
  const told = 'methotrexate: failed [/priorTherapies/0]';
  const days = { since: '2025-01-01', until: '2025-06-01' };
  const open = `unknown: ${told} - Say from when to when methotrexate was taken.`;

  it.each<[string, Medicine[], string]>([
    ['is told without days', [], open],
    ['has both on the list', [ended(days)], `met: ${told}`],
    ['has no end', [ended({ since: '2025-01-01' })], open],
    ['has no beginning', [ended({ until: '2025-06-01' })], open],
    ['has both of somebody else', [ended({ ...days, untied: true })], open],
    [
      'has both, and its reason',
      [ended({ ...days, reason: 'failed' })],
      `met: ${told}; methotrexate: failed (2025-01-01 to 2025-06-01), 2025-06-01 [/medicines/0]`,
    ],
    [
      'has both, of a drug that is not over',
      [{ name: 'methotrexate', state: 'unknown', ...days } as Medicine],
      `contradictory: ${told}; methotrexate, unknown (2025-01-01 to 2025-06-01), 2025-06-01 [/medicines/0]`,
    ],
    ['has them of another drug', [ended({ name: 'naproxen', ...days })], open],
  ])('%s', (_says, medicines, expected) => {
    expect(judged(dated, { prior, medicines })).toBe(expected);
  });

  it('does not ask for the days of one that worked', () => {
    expect(judged(dated, { prior: [['methotrexate', 'worked']] })).toBe(
      'not-met: methotrexate: worked [/priorTherapies/0]',
    );
  });
});
