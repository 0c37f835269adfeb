import { describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import { progressOf, progressSteps } from '../../functions/outreach/care-progress.ts';
import { pageWords } from '../../functions/outreach/page/words.ts';
import type { Referral } from '../../functions/referral/referral.ts';
import { aHold } from '../support/holds.ts';
import { aBookedVisit } from '../support/patients.ts';

const of = (
  status: Referral['status'],
  holds: Partial<Hold>[] = [],
  more: Partial<Pick<Referral, 'closeReason'>> & { visit?: object } = {},
) => {
  const { visit, ...referral } = more;
  return progressOf({
    referral: { status, ...referral },
    holds: holds.map((hold) => aHold(undefined, hold)),
    visits: visit ? [aBookedVisit(visit)] : [],
  });
};

describe('what patients are told of where their care stands', () => {
  it.each<[string, ReturnType<typeof of>, object]>([
    ['an order that lacks something', of('incomplete'), { step: 'asked-doctor', from: 'doctor' }],
    ['an order that was taken', of('accepted'), { step: 'checking-insurance', from: 'us' }],
    ['what was released', of('active'), { step: 'finding-times', from: 'us' }],
    ['visits to come', of('active', [], { visit: {} }), { step: 'visits-set' }],
    [
      'a wait for the payer',
      of('accepted', [{ reason: 'payer-decision', owner: 'payer' }]),
      { step: 'insurance-decides', from: 'insurance' },
    ],
    [
      'a denial',
      of('accepted', [{ reason: 'denied', owner: 'coordinator' }]),
      { step: 'insurance-said-no', from: 'us' },
    ],
    [
      'a denial, and the doctor asked for something',
      of('accepted', [
        { reason: 'information-requested', owner: 'referrer' },
        { reason: 'denied-site-of-care', owner: 'coordinator' },
      ]),
      { step: 'insurance-said-no', from: 'us' },
    ],
    [
      'a question to the patient goes first',
      of('accepted', [
        { reason: 'denied', owner: 'coordinator' },
        { reason: 'coverage-not-active', owner: 'patient' },
      ]),
      { step: 'asked-you', from: 'you' },
    ],
    [
      'what is our own work is not told apart',
      of('accepted', [{ reason: 'needs-attention', owner: 'coordinator' }]),
      { step: 'checking-insurance', from: 'us' },
    ],
    [
      'a wait that has ended',
      of('accepted', [{ reason: 'denied', owner: 'coordinator', status: 'resolved' }]),
      { step: 'checking-insurance', from: 'us' },
    ],
    [
      'a wait for times',
      of('active', [{ reason: 'no-capacity' }]),
      { step: 'finding-times', from: 'us' },
    ],
    ['the end', of('closed', [], { closeReason: 'completed' }), { step: 'done' }],
    [
      'an end unpaid',
      of('closed', [], { closeReason: 'not-authorized' }),
      { step: 'ended-unpaid' },
    ],
    ['no coverage', of('closed', [], { closeReason: 'not-covered' }), { step: 'ended-unpaid' }],
    ['another end', of('closed', [], { closeReason: 'no-capacity' }), { step: 'ended-otherwise' }],
    [
      'visits that are over',
      of('active', [], { visit: { status: 'completed' } }),
      { step: 'finding-times', from: 'us' },
    ],
  ])('%s', (_, progress, expected) => {
    expect(progress).toEqual(expected);
  });

  it('has words on the page for every step, in both languages', () => {
    for (const words of Object.values(pageWords))
      for (const step of progressSteps) expect(words).toHaveProperty(`step-${step}`);
  });
});
