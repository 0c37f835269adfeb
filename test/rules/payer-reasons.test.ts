import { describe, expect, it } from 'vitest';
import { decisionDetermination } from '../../functions/authorization/decision-determination.ts';
import { holdReasonFor } from '../../functions/authorization/decision-holds.ts';
import { anAuthorization } from '../support/authorizations.ts';

/** What a reader of the timeline is told when the payer decides the first line so. */
const told = (state: 'denied' | 'pended-in-review', reasons: string[]) => {
  const [first, ...others] = anAuthorization().lines;
  if (!first) throw new Error('A request has lines.');
  const decision = { reasons, at: '2026-11-20T16:00:00Z' };
  const lines = [{ ...first, state, decision }, ...others];
  return decisionDetermination(anAuthorization({ status: 'pended', lines })).reasons[0]?.text;
};

describe('a reason of the payer', () => {
  it.each([
    ['pended-in-review', ['0V'], 'pended in review: needs medical review (0V).'],
    ['denied', ['0F', '16'], 'denied: not medically necessary (0F), facility type (16).'],
    ['denied', ['ZZ'], 'denied: reason ZZ of the payer.'],
  ] as const)('is told in words where a line is %s for %j', (state, reasons, text) => {
    expect(told(state, [...reasons])).toBe(`Line 1 (J1745): ${text}`);
  });

  it('about the place moves the patient, and no other does', () => {
    const lines = anAuthorization().lines.map((line) => ({ ...line, state: 'denied' as const }));
    const because = (reason: string) =>
      lines.map((line) => ({
        ...line,
        decision: { reasons: [reason], at: '2026-11-20T16:00:00Z' },
      }));
    const status = 'denied';
    expect(holdReasonFor({ status, lines: because('0G') })).toBe('denied-site-of-care');
    expect(holdReasonFor({ status, lines: because('0F') })).toBe('denied');
  });
});
