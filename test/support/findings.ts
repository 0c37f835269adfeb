import { expect } from 'vitest';
import type { Finding } from '../../functions/referral/referral.ts';

/** A finding says in a sentence what is wrong and what to do, where, and by which rule. */
export const expectWellTold = (findings: readonly Finding[]): void => {
  for (const one of findings)
    expect(one, one.code).toMatchObject({
      code: expect.stringMatching(/^[a-z0-9]+(-[a-z0-9]+)*$/),
      pointer: expect.stringMatching(/^\/[a-z]/),
      text: expect.stringMatching(/^[A-Z“"].*\.$/s),
      fix: expect.stringMatching(/^[A-Z“"].*\.$/s),
      source: expect.stringMatching(/^\w.*\w/s),
    });
};
