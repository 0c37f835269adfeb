import { expect } from 'vitest';
import type { Checked } from '../../functions/referral/checks/findings.ts';
import type { Finding, Submission } from '../../functions/referral/referral.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';

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

/** The day on which the examples are checked. */
export const checkedOn = '2026-11-20';

/**
 * What one check finds about a submission, in whole; `different` is how the drug differs from the
 * catalogue's, for an edge that no drug of it has.
 */
export const foundBy = (
  check: (checked: Checked) => Finding[],
  submission: Submission,
  different: Partial<Therapy> = {},
): Finding[] => {
  const known = lookUpTherapy(submission.order.therapyId, submission.order.entered);
  const therapy = known && { ...known, ...different };
  const found = check({ submission, therapy, asOf: checkedOn });
  expectWellTold(found);
  return found;
};

/** The same, a line each. */
export const toldBy = (...asked: Parameters<typeof foundBy>): string[] =>
  foundBy(...asked).map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`);
