import { describe, expect, it } from 'vitest';
import { answeredWaits, tellWord, unsoundInWord } from '../../functions/coverage/coverage-word.ts';
import {
  isBeyondCoverage,
  isHeardTooLongAgo,
  toldThrough,
  wordCountsOn,
} from '../../functions/coverage/covered-day.ts';
import { type CoverageTold, Eligibility } from '../../functions/coverage/eligibility.ts';
import { toldRows } from '../../functions/coverage/told-rows.ts';
import type { Hold } from '../../functions/hold/hold.ts';
import { aHold } from '../support/holds.ts';
import { aSubmission } from '../support/referrals.ts';
import { aVisitOf } from '../support/series-files.ts';

const aWord = (different: Partial<CoverageTold> = {}): CoverageTold => ({
  payerId: 'acme-health',
  way: 'telephone',
  person: 'Ms. Field',
  reference: 'C-100',
  at: '2026-11-25T15:00:00Z',
  besides: '2026-11-30',
  ...different,
});

/** The payer answered on the twenty-fourth that the coverage ends with the month. */
const known = (told: CoverageTold | undefined, different: Partial<Eligibility> = {}) => ({
  ...Eligibility.parse({
    payerId: 'acme-health',
    rank: 'primary',
    status: 'active',
    checkedAt: '2026-11-24T15:00:00Z',
    through: '2026-11-30',
    ...different,
  }),
  told,
});

const on = (day: string) => aVisitOf(1, { on: day });

describe('a visit after the last day of the coverage', () => {
  const changed = aHold(undefined, {
    reason: 'coverage-changed',
    openedAt: '2026-11-26T15:00:00Z',
  });
  it.each<[string, string, Eligibility, readonly Hold[], boolean]>([
    ['nobody was told of', '2026-12-01', known(undefined), [], true],
    ['is on the last day itself', '2026-11-30', known(undefined), [], false],
    [
      'was told of in the moment in which the coverage was changed',
      '2026-12-01',
      known(aWord({ at: '2026-11-26T15:00:00Z' })),
      [changed],
      true,
    ],
    [
      'was told of after the payer had answered another day',
      '2026-12-01',
      known(aWord({ besides: '2026-10-31' })),
      [],
      false,
    ],
    [
      'was told of in the moment of an answer with another day',
      '2026-12-01',
      known(aWord({ besides: '2026-10-31' }), { checkedAt: '2026-11-25T15:00:00Z' }),
      [],
      false,
    ],
    [
      'was told of with its last day, and the payer has named none before or since',
      '2026-12-06',
      known(aWord({ through: '2026-12-05', besides: 'none' }), {
        checkedAt: '2026-11-26T15:00:00Z',
        through: undefined,
      }),
      [],
      true,
    ],
    ['is told to be covered', '2026-12-01', known(aWord()), [], false],
    ['lies on the last of the row’s days', '2026-12-25', known(aWord()), [], false],
    ['lies after the row’s days', '2026-12-26', known(aWord()), [], true],
    [
      'lies on the day that was told',
      '2027-03-31',
      known(aWord({ through: '2027-03-31' })),
      [],
      false,
    ],
    [
      'lies after the day that was told',
      '2027-04-01',
      known(aWord({ through: '2027-03-31' })),
      [],
      true,
    ],
    [
      'lies before the first day that was told',
      '2026-12-01',
      known(aWord({ from: '2026-12-02' })),
      [],
      true,
    ],
    [
      'lies on the first day that was told',
      '2026-12-02',
      known(aWord({ from: '2026-12-02' })),
      [],
      false,
    ],
    [
      'was told of by another payer',
      '2026-12-01',
      known(aWord({ payerId: 'summit-trust' })),
      [],
      true,
    ],
    ['was told of for the coverage before', '2026-12-01', known(aWord()), [changed], true],
    [
      'was told of, and the payer has answered the same since',
      '2026-12-01',
      known(aWord(), { checkedAt: '2026-11-26T15:00:00Z' }),
      [],
      false,
    ],
    [
      'was told of, and the payer has answered another day since',
      '2026-12-16',
      known(aWord(), { checkedAt: '2026-11-26T15:00:00Z', through: '2026-12-15' }),
      [],
      true,
    ],
    [
      'was told of where no day was known, and one is now',
      '2026-12-16',
      known(aWord({ besides: 'none' }), { checkedAt: '2026-11-26T15:00:00Z' }),
      [],
      true,
    ],
  ])('%s: %s', (...[, day, eligibility, holds, beyond]) => {
    expect(isBeyondCoverage(on(day), eligibility, holds)).toBe(beyond);
  });

  it.each([
    [
      'an earlier end than the answer',
      known(aWord({ through: '2026-12-05', besides: 'none' }), { through: undefined }),
      '2026-12-06',
      true,
    ],
    [
      'an end on the day',
      known(aWord({ through: '2026-12-05', besides: 'none' }), { through: undefined }),
      '2026-12-05',
      false,
    ],
    [
      'no end where none was known',
      known(aWord({ besides: 'none' }), { through: undefined }),
      '2027-12-05',
      false,
    ],
  ])('is held against what was told: %s', (_, eligibility, day, beyond) => {
    expect(isBeyondCoverage(on(day), eligibility, [])).toBe(beyond);
  });

  it('may be told of by itself, after the word on the coverage', () => {
    const visit = on('2026-12-06');
    const told = (at: string) =>
      aHold(undefined, {
        reason: 'visit-not-ready',
        scope: 'v1.',
        status: 'resolved',
        resolution: { action: 'coverage-told', facts: {}, by: { kind: 'person', id: 'c' }, at },
      });
    const eligibility = known(aWord({ through: '2026-12-05' }));
    expect(isBeyondCoverage(visit, eligibility, [told('2026-11-26T15:00:00Z')])).toBe(false);
    expect(isBeyondCoverage(visit, eligibility, [told('2026-11-25T14:00:00Z')])).toBe(true);
  });

  it('is of no concern where nothing is known of a coverage', () => {
    expect(isBeyondCoverage(on('2026-12-06'), undefined, [])).toBe(false);
  });

  it('counts the row’s days from the day of the desk', () => {
    expect(toldThrough(aWord({ at: '2026-11-26T03:00:00Z' }))).toBe('2026-12-25');
    expect(toldThrough(aWord({ way: 'portal' }))).toBe('2026-12-25');
    expect(toldRows.every(({ days, source }) => days > 0 && source.length > 0)).toBe(true);
  });
});

describe('a word on a coverage today', () => {
  const now = new Date('2026-12-01T15:00:00Z');
  it.each([
    ['counts', aWord(), [], true],
    ['counts on its last day', aWord({ through: '2026-12-01' }), [], true],
    ['ended yesterday', aWord({ through: '2026-11-30' }), [], false],
    ['begins tomorrow', aWord({ from: '2026-12-02' }), [], false],
    [
      'is of the moment in which the coverage was changed',
      aWord(),
      [aHold(undefined, { reason: 'coverage-changed', openedAt: '2026-11-25T15:00:00Z' })],
      false,
    ],
    ['is too old', aWord({ at: '2026-10-31T15:00:00Z' }), [], false],
    [
      'is of the coverage before',
      aWord(),
      [aHold(undefined, { reason: 'coverage-changed', openedAt: '2026-11-25T15:00:01Z' })],
      false,
    ],
  ])('%s', (_, word, holds, counts) => {
    expect(wordCountsOn(word, holds, now)).toBe(counts);
  });
});

describe('what a payer told', () => {
  const now = new Date('2026-11-26T02:00:00Z');
  const body = {
    payerId: 'acme-health',
    way: 'telephone' as const,
    person: 'Ms. Field',
    reference: 'C',
  };
  it.each([
    ['is sound', {}, []],
    ['needs somebody at a call', { person: undefined }, ['/person']],
    ['needs nobody in a portal', { person: undefined, way: 'portal' as const }, []],
    ['is of a payer of the referral', { payerId: 'nobody' }, ['/payerId']],
    ['may be of its second payer', { payerId: 'summit-trust' }, []],
    ['has taken place', { at: '2026-11-26T02:06:00Z' }, ['/at']],
    ['may be of a clock a little ahead', { at: '2026-11-26T02:05:00Z' }, []],
    ['is in force on the day of the desk', { through: '2026-11-25' }, []],
    ['has not ended', { through: '2026-11-24' }, ['/through']],
    ['begins before it ends', { from: '2027-01-02', through: '2027-01-01' }, ['/through']],
    ['counts for today still', { at: '2026-10-26T15:00:00Z' }, []],
    ['counts for no day any more', { at: '2026-10-25T15:00:00Z' }, ['/at']],
    ['counts through the day it names', { at: '2026-10-25T15:00:00Z', through: '2027-01-01' }, []],
    [
      'is of the coverage before it was changed',
      { at: '2026-10-23T16:00:00Z', through: '2027-01-01' },
      ['/at'],
    ],
    [
      'has ended, and its time is no matter then',
      { at: '2026-10-25T15:00:00Z', through: '2026-11-24' },
      ['/through'],
    ],
    ['has a reference that only fills the field', { reference: 'n/a' }, ['/reference']],
    ['has a person who is nobody', { person: '???' }, ['/person']],
    ['begins on the last of the row’s days and has no end', { from: '2026-12-25' }, []],
    ['begins after all of the row’s days and has no end', { from: '2026-12-26' }, ['/through']],
    ['may be of one day', { from: '2027-01-01', through: '2027-01-01' }, []],
  ])('%s', (_, different, pointers) => {
    const changed = aHold(undefined, {
      reason: 'coverage-changed',
      openedAt: '2026-10-23T16:00:00Z',
    });
    const [primary] = aSubmission().coverages;
    const second = { ...primary, rank: 'secondary' as const, payerId: 'summit-trust' };
    const about = { ...aSubmission({ coverages: [primary, second] as never }), holds: [changed] };
    const unsound = unsoundInWord({ ...body, ...different }, about, now);
    expect(unsound.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(unsound.every(({ fix, detail }) => fix?.endsWith('.') && detail.length > 0)).toBe(true);
  });

  it.each([
    [
      aWord({ plan: 'Silver', from: '2026-01-01', through: '2026-12-31', uploadId: 'upl_1' }),
      [
        'The payer said by telephone (Ms. Field, reference C-100) that the coverage is in force: plan Silver, from 2026-01-01, through 2026-12-31.',
        'It counts for visits through 2026-12-31, the last day that was told.',
        'The document that shows it is with the referral (upl_1).',
      ],
      ['told-by-telephone', 'told-through', 'told-document'],
      { payerId: 'acme-health', way: 'telephone', uploadId: 'upl_1' },
    ],
    [
      aWord({ way: 'portal', person: undefined }),
      [
        'The payer said in its portal (reference C-100) that the coverage is in force.',
        'No last day was told; it counts for visits through 2026-12-25, 30 days.',
      ],
      ['told-by-portal', 'told-through'],
      { payerId: 'acme-health', way: 'portal' },
    ],
  ])('is explained as such', (word, texts, codes, facts) => {
    const told = tellWord(word);
    expect(told.reasons.map(({ text }) => text)).toEqual(texts);
    expect(told.reasons.map(({ bearing, code }) => `${bearing} ${code}`)).toEqual(
      codes.map((code) => `for ${code}`),
    );
    const source = toldRows.find(({ way }) => way === word.way)?.source;
    expect(told.reasons[1]?.source).toBe(source);
    expect(told).toMatchObject({
      question: 'covered',
      answer: 'told',
      rule: { id: 'coverage.told', version: '1', source },
    });
    expect(told.facts).toEqual(facts);
  });

  it('leaves the wait for what is in force today where it is of days to come', () => {
    const holds = [aHold(undefined, { reason: 'coverage-in-doubt' })];
    const told = { by: { kind: 'person' as const, id: 'dana' }, at: '2026-11-25T15:00:00Z' };
    const reached = { holds, visits: [], eligibility: known(undefined) };
    expect(answeredWaits('t', aWord({ from: '2026-11-25' }), reached, told)).toHaveLength(1);
    expect(answeredWaits('t', aWord({ from: '2026-11-26' }), reached, told)).toEqual([]);
  });

  it('ends the waits that it answers, and no other', () => {
    const wait = (reason: Hold['reason'], different: Partial<Hold> & { count?: number } = {}) =>
      aHold(undefined, { reason, ...different });
    const holds = [
      wait('coverage-in-doubt', { count: 1 }),
      wait('coverage-in-doubt', { count: 2, status: 'resolved' }),
      wait('coverage-identity', { count: 3 }),
      wait('visit-not-ready', { scope: 'v1.' }),
      wait('visit-not-ready', { scope: 'v2.' }),
      wait('visit-not-ready', { scope: 'v3.' }),
    ];
    const visits = [aVisitOf(1, { on: '2026-12-01' }), aVisitOf(2, { on: '2026-11-29' })];
    const told = { by: { kind: 'person' as const, id: 'dana' }, at: '2026-11-25T15:00:00Z' };
    const ends = answeredWaits(
      't',
      aWord(),
      { holds, visits, eligibility: known(undefined) },
      told,
    );
    expect(
      ends.map(({ Update }) => [
        Update?.Key?.sk,
        Update?.ExpressionAttributeValues?.[':settlement'],
        Update?.ExpressionAttributeValues?.[':resolution'],
      ]),
    ).toEqual([
      [
        'HOLD#r1',
        { resume: 'Verify eligibility' },
        { action: 'told-active', facts: { payerId: 'acme-health', reference: 'C-100' }, ...told },
      ],
      [
        'HOLD#v1.1',
        { resume: 'Check visit' },
        { action: 'coverage-told', facts: { reference: 'C-100' }, ...told },
      ],
    ]);
    const unknown = { holds, visits, eligibility: undefined };
    expect(answeredWaits('t', aWord(), unknown, told)).toHaveLength(1);
    const short = { holds, visits, eligibility: known(undefined) };
    expect(
      answeredWaits('t', aWord({ through: '2026-11-30' }), short, told).map(
        ({ Update }) => Update?.Key?.sk,
      ),
    ).toEqual(['HOLD#r1']);
    const otherwise = wait('order-incomplete', { scope: 'v1.' });
    const elsewhere = { holds: [otherwise], visits, eligibility: known(undefined) };
    expect(answeredWaits('t', aWord(), elsewhere, told)).toEqual([]);
  });
});

describe('what a payer said of a coverage some time ago', () => {
  const heard = (checkedAt: string, told?: { payerId?: string; at: string }) =>
    ({
      payerId: 'acme-health',
      checkedAt,
      ...(told ? { told: { payerId: 'acme-health', ...told } } : {}),
    }) as Parameters<typeof isHeardTooLongAgo>[1];

  it.each<[string, Parameters<typeof isHeardTooLongAgo>[1], string, boolean]>([
    ['sixty days before', heard('2026-03-02T15:00:00Z'), '2026-05-01', false],
    ['a day more', heard('2026-03-02T15:00:00Z'), '2026-05-02', true],
    // By the day of the desk, where it is the evening before.
    ['by the day of the desk', heard('2026-03-03T02:00:00Z'), '2026-05-02', true],
    ['in the year of the plan before', heard('2026-12-28T15:00:00Z'), '2027-01-11', true],
    ['before the new year has begun', heard('2026-12-28T15:00:00Z'), '2027-01-04', false],
    ['on the last day of the year, for it', heard('2026-12-28T15:00:00Z'), '2026-12-31', false],
    [
      'before its word on the telephone',
      heard('2026-03-02T15:00:00Z', { at: '2026-04-20T15:00:00Z' }),
      '2026-06-01',
      false,
    ],
    [
      'after its word',
      heard('2026-04-20T15:00:00Z', { at: '2026-03-02T15:00:00Z' }),
      '2026-06-01',
      false,
    ],
    [
      'beside the word of another payer',
      heard('2026-03-02T15:00:00Z', { payerId: 'other', at: '2026-04-20T15:00:00Z' }),
      '2026-06-01',
      true,
    ],
    ['nowhere on record', undefined, '2026-06-01', false],
  ])('%s', (_, known, on, outdated) => {
    // Looked at a week before the visit.
    const now = new Date(Date.parse(`${on}T15:00:00Z`) - 7 * 86_400_000);
    expect(isHeardTooLongAgo({ on }, known, now)).toBe(outdated);
  });
});
