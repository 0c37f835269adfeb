import { describe, expect, it } from 'vitest';
import { resultCalled } from '../../functions/referral/facts/result-titles.ts';

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
});
