import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../functions/platform/errors.ts';
import { chooseNews, showNews } from '../../functions/staff/manage-profile.ts';
import {
  type KeptNews,
  NewsChoices,
  newsOn,
  type newsPoints,
  nothingChosenYet,
  rewritten,
  usualNews,
} from '../../functions/staff/practice-news.ts';
import { aCaller } from '../support/callers.ts';

const choice = (from: string, ...points: (typeof newsPoints)[number][]) => ({
  from,
  points,
  daily: false,
});
const [first, second] = [choice('2026-01-01', 'booked'), choice('2026-03-01', 'ended')];

describe('what a practice chose', () => {
  it.each([
    ['2025-12-31', usualNews],
    ['2026-01-01', first],
    ['2026-02-28', first],
    ['2026-03-01', second],
    ['2030-01-01', second],
  ])('holds from its day on: on %s', (on, is) => {
    expect(newsOn({ choices: [first, second] }, on)).toEqual(is);
  });
  it.each([
    ['the same', [first, second], -1],
    ['one more, from today', [first, second, choice('2026-06-01', 'missed')], -1],
    ['what holds from today, told otherwise', [first, second, choice('2026-06-01')], -1],
    ['one more, of a day that is over', [first, second, choice('2026-05-31')], 2],
    ['the first taken away', [second], 0],
    ['the second told otherwise', [first, choice('2026-03-01')], 1],
    ['all taken away', [], 0],
  ])('keeps what held on days that are over: %s', (_, next, at) => {
    expect(rewritten([first, second], next, '2026-06-01')).toBe(at);
  });
  it.each([
    ['an e-mail that is none', [{ ...first, email: 'x' }]],
    ['a point that is none', [{ ...first, points: ['weather'] }]],
    ['a point twice', [choice('2026-01-01', 'booked', 'booked')]],
    ['a day twice', [first, first]],
    ['days out of order', [second, first]],
    ['a field that is not known', [{ ...first, drug: 'x' }]],
  ])('is refused for %s', (_, choices) => {
    expect(NewsChoices.safeParse({ choices }).success).toBe(false);
  });
});

describe('a practice', () => {
  const npi = '1234567893';
  const own = aCaller('referrer', { practice: npi, subject: 'pat' });
  const given = (standing: KeptNews = nothingChosenYet) => {
    let kept = standing;
    return {
      now: () => new Date('2026-06-01T15:00:00Z'),
      store: {
        news: async () => kept,
        chooseNews: async (_: string, next: KeptNews) => {
          kept = next;
          return next;
        },
      },
    };
  };
  const request = (more: object = {}) =>
    ({ principal: own, path: { practiceNpi: npi }, ifMatch: '"0"', ...more }) as never;
  const refusal = async (run: Promise<unknown>) =>
    run.then(
      () => 'taken',
      (error: Refusal) => [error.status, error.code],
    );
  const body = { choices: [choice('2026-06-01', 'booked')] };

  it('reads what is usual until it chooses, and then its choice with who made it', async () => {
    const deps = given();
    const before = await showNews(deps)(request());
    expect([before.body.today, before.headers.etag]).toEqual([usualNews, '"0"']);
    const after = await chooseNews(deps)(request({ body }));
    expect(after).toMatchObject({
      body: { today: { points: ['booked'] }, changedBy: 'pat', revision: 1 },
      headers: { etag: '"1"' },
    });
  });
  it.each<[string, object, KeptNews, unknown]>([
    ['seen as it stands', { body }, nothingChosenYet, 'taken'],
    [
      'changed meanwhile',
      { body, ifMatch: '"1"' },
      { choices: [first], revision: 2 },
      [409, 'news-changed'],
    ],
    [
      'with what is over told otherwise',
      { body, ifMatch: '"2"' },
      { choices: [first], revision: 2 },
      [422, 'choice-over'],
    ],
    [
      'by another practice',
      { body, principal: aCaller('referrer', { practice: '1000000020' }) },
      nothingChosenYet,
      [404, 'not-found'],
    ],
    ['by our staff for it', { body, principal: aCaller('coordinator') }, nothingChosenYet, 'taken'],
  ])('%s', async (_, more, standing, is) => {
    expect(await refusal(chooseNews(given(standing))(request(more)))).toEqual(is);
  });
});
