import { describe, expect, it } from 'vitest';
import { notUnderstoodFindings } from '../../functions/referral/not-understood.ts';
import { NotUnderstood } from '../../functions/referral/not-understood-words.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const asked = (...notUnderstood: NotUnderstood[]) =>
  notUnderstoodFindings({
    submission: aSubmission({
      order: anOrder(notUnderstood.length > 0 ? { notUnderstood } : {}),
    }),
    therapy: undefined,
    asOf: '2026-11-20',
  });

describe('what of an order is not understood', () => {
  // The practice is asked for what it can say; words that may change or speak against a dose are a clinician's.
  it.each<[NotUnderstood['about'], 'missing' | 'block' | 'warn', RegExp, RegExp]>([
    ['timing', 'missing', /when doses fall/, /from when, how often, how many doses/],
    ['dose', 'missing', /amount of a dose/, /one amount with its unit/],
    ['duration', 'missing', /How long a dose runs/, /min or h/],
    ['drug', 'missing', /more than one referral/, /referral of its own.*premedication/],
    ['history', 'missing', /had the drug before/, /first dose/],
    ['route', 'missing', /The route/, /47625008 .*34206005/],
    ['instruction', 'block', /may change it/, /clear them with a reason/],
    ['remark', 'warn', /a remark/, /before the first dose/],
    ['alert', 'block', /an alert/, /clear it with a reason/],
  ])('%s: %s', (about, severity, text, fix) => {
    const [found] = asked({ about, at: '/order/sig', words: 'as wanted', why: 'is vague' });
    expect(found).toMatchObject({
      code: `${about}-not-understood`,
      severity,
      pointer: '/order/sig',
      said: 'as wanted',
      text: expect.stringMatching(text),
      fix: expect.stringMatching(fix),
      source: expect.stringMatching(/never taken for something else/),
    });
    expect(found?.text).toMatch(/: it is vague\.$/);
  });

  it('is every kind that an order may carry', () => {
    for (const about of NotUnderstood.shape.about.options)
      expect(asked({ about, at: '/order', why: 'is vague' })).toHaveLength(1);
  });

  it('is told without words where there are none, and is nothing where all is understood', () => {
    expect(asked({ about: 'dose', at: '/order/dose', why: 'is vague' })[0]).not.toHaveProperty(
      'said',
    );
    expect(asked()).toEqual([]);
  });
});
