import { describe, expect, it } from 'vitest';
import { refusalText } from '../../local/desk/explanation-text.ts';

describe('why there is no explanation to print', () => {
  it.each([
    [
      'what the service says',
      { detail: 'There is no such referral.' },
      'There is no such referral.',
    ],
    [
      'what is wrong with the id',
      {
        detail: 'The path is not as this route needs it.',
        errors: [{ pointer: 'path/referralId', detail: 'must be the id of a referral' }],
      },
      'The path is not as this route needs it.\n  path/referralId must be the id of a referral',
    ],
    ['the status where it says nothing', {}, 'The service answers 502.'],
  ])('is told by %s', (_, body, text) => {
    expect(refusalText(502, body)).toBe(text);
  });
});
