import { describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import { costOf, dueBecause } from '../../functions/hold/hold-asks.ts';
import { type HoldReason, holdReasonNames } from '../../functions/hold/hold-reasons.ts';
import { askedOf, holdWords, whoseWords } from '../../functions/hold/hold-words.ts';
import { holdActions } from '../../functions/worklist/all-actions.ts';
import { aHold } from '../support/holds.ts';

const because = (reason: HoldReason, different: Partial<Hold> = {}) =>
  dueBecause(aHold(undefined, { reason, ...different }));

describe('why a hold is due when it is', () => {
  // Opened on Friday the twentieth at ten of the desk.
  it.each<[HoldReason, string, string]>([
    ['no-capacity', '2026-11-20T23:00:00Z', '8 hours after it was opened'],
    ['coverage-identity', '2026-11-23T15:00:00Z', '1 business day after it was opened'],
    ['approval-lost', '2026-11-24T15:00:00Z', '2 business days after it was opened'],
    ['patient-unwell', '2026-11-20T15:30:00Z', '30 minutes after it was opened'],
    ['needs-attention', '2026-11-20T16:00:00Z', '1 hour after it was opened'],
    ['no-capacity', '2026-11-20T17:00:00Z', 'Sooner than the usual 8 hours'],
    ['no-capacity', '2026-11-21T17:00:00Z', 'Later than the usual 8 hours'],
    // The hold is written down some moments after its clock has begun.
    ['no-capacity', '2026-11-20T22:59:59Z', '8 hours after it was opened'],
    ['no-capacity', '2026-11-20T22:55:00Z', '8 hours after it was opened'],
    ['no-capacity', '2026-11-20T22:54:59Z', 'Sooner than the usual 8 hours'],
    ['no-capacity', '2026-11-20T23:05:00Z', '8 hours after it was opened'],
    ['no-capacity', '2026-11-20T23:05:01Z', 'Later than the usual 8 hours'],
    ['payer-decision', '2026-12-21T17:00:00Z', 'the time that the payer has to decide'],
    ['information-requested', '2026-12-21T17:00:00Z', 'the day until which the payer wants it'],
    ['visit-not-ready', '2026-12-21T17:00:00Z', 'the days before the visit'],
    ['step-promised', '2026-12-21T17:00:00Z', 'the end of the day that was named'],
    ['clearance-ended', '2026-12-21T17:00:00Z', 'the day before the dose that the clearance'],
  ])('%s by %s: %s', (reason, dueAt, words) => {
    expect(because(reason, { dueAt })).toContain(words);
  });

  it('is told with its source, and anew once it ran out', () => {
    expect(because('coverage-identity', { dueAt: '2026-11-23T15:00:00Z' })).toContain('H08: 1 day');
    expect(because('coverage-identity', { level: 1 })).toMatch(/Nobody answered in time, 1 time /);
    expect(because('coverage-identity', { level: 2 })).toMatch(/2 times by now/);
  });
});

describe('what an action gives up', () => {
  const of = (reason: HoldReason, name: string) => {
    const action = holdActions[reason].find((one) => one.action === name);
    return action && costOf(reason, action);
  };
  it.each<[HoldReason, string, string | RegExp]>([
    ['denied', 'appeal', /other windows go on/],
    ['denied', 'close', /^The referral: /],
    ['no-capacity', 'search-again', 'Nothing.'],
    ['approval-changed', 'accept', /The rest/],
    ['order-changed', 'accept', /check/],
    ['visit-to-rebook', 'not-needed', 'The dose: it is not given.'],
    ['authorization-ending', 'not-needed', /after the end/],
    ['step-promised', 'not-needed', 'Nothing.'],
  ])('%s: %s', (reason, action, told) => {
    if (typeof told === 'string') expect(of(reason, action)).toBe(told);
    else expect(of(reason, action)).toMatch(told);
  });

  it('is never silent where a referral ends', () => {
    for (const reason of holdReasonNames)
      for (const action of holdActions[reason].filter(({ resume }) => resume === 'close'))
        expect(costOf(reason, action)).toMatch(/^The referral: /);
  });

  it('is nothing for an action whose name is one of a language', () => {
    expect(costOf('denied', { action: 'constructor', says: 'x', resume: 'same-stage' })).toBe(
      'Nothing.',
    );
  });
});

describe('what a hold asks', () => {
  it('is of every reason in a sentence of its own', () => {
    const asks = holdReasonNames.map((reason) => askedOf(reason).asks);
    expect(new Set(asks).size).toBe(asks.length);
    for (const one of asks) expect(one).toMatch(/^[A-Z].{10,100}\.$/);
  });

  it('of a reason that no code knows any more is that it be mended', () => {
    expect(askedOf('gone' as HoldReason)).toEqual(askedOf('needs-attention'));
    expect(askedOf('constructor' as HoldReason)).toEqual(askedOf('needs-attention'));
  });
});

describe('every reason to wait', () => {
  it.each(holdReasonNames)(
    '%s says whose words tell it, and where its clock comes from',
    (reason) => {
      expect(whoseWords).toContain(askedOf(reason).words);
      expect(askedOf(reason).asks).toMatch(/^[A-Z].{9,}\.$/);
      expect(holdWords[reason].source).toMatch(/^(H\d\d|own target|[A-Za-z].{4,})/);
    },
  );

  it.each(
    holdReasonNames.flatMap((reason) =>
      holdActions[reason].map((action) => [reason, action.action, action] as const),
    ),
  )('%s: %s says in a sentence what it gives up', (reason, _name, action) => {
    expect(costOf(reason, action)).toMatch(/^[A-Z].{6,}\.$/);
  });

  it('only what takes nothing from anybody costs nothing', () => {
    const free = holdReasonNames.flatMap((reason) =>
      holdActions[reason]
        .filter((action) => costOf(reason, action) === 'Nothing.')
        .map(({ action }) => action),
    );
    expect([...new Set(free)].sort()).toEqual(
      `answered ask-again ask-now book called correct-approval enter-drug explain-again explained in-line kept
       line-arranged moved needed not-needed rebooked recheck renew replanned retry search-again supply taken`.split(
        /\s+/,
      ),
    );
  });
});
