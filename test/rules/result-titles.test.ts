import { describe, expect, it } from 'vitest';
import { labTests, partOf } from '../../functions/referral/facts/lab-tests.ts';
import { resultCalled } from '../../functions/referral/facts/result-titles.ts';
import { therapies } from '../../functions/therapy/therapies.ts';

describe('what a result is called', () => {
  it.each([
    ['as its sender names it', { code: '777-3', text: 'PLT' }, 'PLT'],
    ['by its title and its code', { code: '777-3' }, 'platelets, 777-3'],
    ['as the test is called', { code: '5196-1' }, 'hepatitis B surface antigen, 5196-1'],
    ['by the code that nobody knows', { code: '99999-9' }, '99999-9'],
    // A control of the tuberculosis test, whose result is none of the test.
    ['not as a test that it is none of', { code: '71772-8' }, '71772-8'],
  ])('%s', (_, result, called) => {
    expect(resultCalled(result)).toBe(called);
  });

  it.each(therapies.map(({ id, screening }) => [id, screening] as const))(
    'is a word for whatever %s asks for',
    (_, screening) => {
      const bare = screening
        .flatMap(({ codes }) => codes.flatMap((some) => some.slice(0, 1)))
        .filter((code) => resultCalled({ code }) === code);
      expect(bare).toEqual([]);
    },
  );

  it('is the title of the test of that code, and of no code that only looks like it', () => {
    for (const { title, codes, wordsOnly = [], needControls = [], never = [] } of labTests) {
      for (const code of [...codes, ...wordsOnly, ...needControls].filter(
        (one) => partOf(one)?.test.title === title,
      ))
        expect(resultCalled({ code })).toBe(`${title}, ${code}`);
      for (const code of never.filter((one) => partOf(one)?.part === 'never'))
        expect(resultCalled({ code })).not.toContain(title);
    }
  });
});
