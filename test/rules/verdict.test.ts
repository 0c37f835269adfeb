import { describe, expect, it } from 'vitest';
import { e164 } from '../../functions/referral/person/facts.ts';
import type { Finding } from '../../functions/referral/referral.ts';
import { judgeFindings, statusAfter } from '../../functions/referral/verdict.ts';

const finding = (severity: Finding['severity'], code = 'x'): Finding => ({
  code,
  severity,
  pointer: '/order',
  text: 'It lacks.',
  fix: 'Add it.',
  source: 'example',
});

describe('an order is', () => {
  it.each<[string, Finding[], string[], string]>([
    ['complete without findings', [], [], 'complete'],
    ['complete with doubts', [finding('warn')], [], 'complete'],
    ['unsafe with a block', [finding('warn'), finding('block')], [], 'unsafe'],
    [
      'complete once a clinician has cleared the block',
      [finding('block', 'dose')],
      ['dose'],
      'complete',
    ],
    [
      'unsafe while another block stands',
      [finding('block', 'dose'), finding('block', 'gap')],
      ['dose'],
      'unsafe',
    ],
    [
      'missing something, whatever else is wrong',
      [finding('block'), finding('missing')],
      [],
      'missing',
    ],
    ['missing something that nobody can clear', [finding('missing', 'dose')], ['dose'], 'missing'],
    [
      'of a drug that nobody knows, whatever else it lacks',
      [finding('missing'), finding('block', 'therapy-unknown'), finding('block')],
      [],
      'drug-unknown',
    ],
    [
      'of a drug that nobody knows, which nobody can clear',
      [finding('block', 'therapy-unknown')],
      ['therapy-unknown'],
      'drug-unknown',
    ],
    [
      'not cleared by clearing a doubt',
      [finding('warn', 'a'), finding('block', 'b')],
      ['a'],
      'unsafe',
    ],
  ])('%s', (_, findings, cleared, verdict) => {
    expect(judgeFindings(findings, new Set(cleared))).toBe(verdict);
    if (cleared.length === 0) expect(judgeFindings(findings)).toBe(verdict);
  });

  it('accepted only when it is complete', () => {
    expect((['complete', 'missing', 'unsafe'] as const).map(statusAfter)).toEqual([
      'accepted',
      'incomplete',
      'incomplete',
    ]);
  });
});

describe('a telephone number', () => {
  // North American numbers: area codes begin with 2 to 9. E.164: 15 digits at the most.
  it.each([
    ['(312) 555-0142', '+13125550142'],
    ['1 312 555 0142', '+13125550142'],
    ['+1 312 555 0142', '+13125550142'],
    [' +44 20 7946 0958', '+442079460958'],
    ['+2912345678', '+2912345678'],
    ['+44 20 7946 0951', '+442079460951'],
    ['+23456789', '+23456789'],
    ['+234567890123456', '+234567890123456'],
    ['44 20 7946 0958', undefined],
    ['+2345678', undefined],
    ['+2345678901234567', undefined],
    ['+0 312 555 0142', undefined],
    ['112 555 0142', undefined],
    ['2 312 555 0142', undefined],
    ['312 555 01421', undefined],
    ['9 1 312 555 0142', undefined],
    ['ask the daughter', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('written %s is %s', (written, number) => {
    expect(e164(written)).toBe(number);
  });
});
