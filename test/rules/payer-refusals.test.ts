import { describe, expect, it } from 'vitest';
import { wordsOfFault } from '../../functions/worklist/fault-words.ts';
import { explainHold } from '../../functions/worklist/hold-why.ts';
import { aHold } from '../support/holds.ts';

describe('what a payer’s refusal of a call says', () => {
  // RFC 9110: whose doing each is, and who mends it.
  it.each([
    [401, /did not accept our sign-in .* ours to mend/, /administrator renew the sign-in/],
    [403, /does not let us in .* payer must allow/, /call the payer about our enrollment/],
    [404, /nothing at the address .* ours to mend/, /correct the entry/],
    [405, /no such call at that address .* ours to mend/, /check the address/],
    [406, /form that we read .* administrators of both/, /Send the request another way/],
    [415, /form that we send .* administrators of both/, /Send the request another way/],
  ])('%s, whose doing it is and who mends it', (status, text, fix) => {
    for (const kind of ['payer-refused', 'eligibility-status']) {
      const told = wordsOfFault(`PermanentFault:${kind}:${status}`);
      expect(told).toMatchObject({
        code: `${kind}:${status}`,
        text: expect.stringMatching(text),
        fix: expect.stringMatching(fix),
      });
      expect(told.text).toContain(kind === 'payer-refused' ? 'authorization' : 'eligibility');
    }
  });

  it.each([
    [429, /too many came/],
    [503, /payer’s to mend/],
  ])('%s, that it passes, and is asked again by itself', (status, text) => {
    const told = wordsOfFault(`TransientFault:payer-busy:${status}`);
    expect(told.text).toMatch(text);
    expect(told.fix).toMatch(/asked again by itself/);
  });

  it.each([
    ['PermanentFault:payer-refused:418', 'The payer refused the connection.'],
    ['TransientFault:payer-busy:500', 'The payer said that it cannot answer now.'],
    ['PermanentFault:eligibility-status:302', /a failure of its own/],
  ])('%s, as far as it is understood', (fault, text) => {
    expect(wordsOfFault(fault).text).toMatch(text);
  });

  const silent = (evidence: object) =>
    explainHold(
      aHold(undefined, {
        reason: 'payer-unavailable',
        evidence: { payerId: 'acme-health', channel: 'pas', code: 'payer-busy:429', ...evidence },
      }),
      { records: [], findings: [], names: new Map() },
    )[0];

  it('tells until when a payer asked to be left alone, by the clocks of the desk', () => {
    expect(silent({ askedAgainAt: '2026-11-20T21:30:00Z' })?.text).toMatch(
      /left alone until .*4:30/,
    );
    expect(silent({})?.text).not.toContain('left alone');
    expect(silent({ askedAgainAt: 'soon' })?.text).not.toContain('left alone');
  });
});
