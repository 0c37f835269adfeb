import { describe, expect, it } from 'vitest';
import {
  criteriaWait,
  openGaps,
  stateCriteria,
  takeGaps,
} from '../../functions/authorization/criteria/criteria-wait.ts';
import type { JudgedCriterion } from '../../functions/authorization/criteria/judge-packs.ts';
import { shownTo } from '../../functions/authorization/criteria/shown-to-payer.ts';
import type { CriterionStanding } from '../../functions/authorization/criteria/standing.ts';
import { dueAfter } from '../../functions/hold/hold-clock.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { aPack } from '../support/criteria.ts';

const now = new Date('2026-11-20T16:00:00Z');
const earlier = '2026-11-17T15:00:00.000Z';

const pack = aPack([
  { id: 'a', says: 'A.', without: 'asks', kind: 'document', types: ['11506-3'] },
]);

const one = (
  id: string,
  standing: CriterionStanding['standing'],
  different: { says?: string; kind?: 'site'; facts?: CriterionStanding['facts'] } = {},
): JudgedCriterion =>
  ({
    standing,
    facts: different.facts ?? [{ says: 'a fact', pointer: '/diagnoses/0' }],
    lacks: 'Send it.',
    id: `crohn/${id}`,
    pack,
    criterion: {
      id,
      kind: different.kind ?? 'document',
      says: different.says ?? 'What is asked.',
      suppliedBy: 'practice',
      without: 'asks',
    },
  }) as JudgedCriterion;

describe('what a draft keeps of its criteria', () => {
  it('is nothing where the payer has none', () => {
    expect(stateCriteria([], undefined, now)).toBeUndefined();
  });

  it('is what the met ones are met by, with the days, and which are not met', () => {
    const judged = [
      one('tb', 'met', {
        says: 'A screen.',
        facts: [
          { says: 'IGRA: negative', pointer: '/observations/0', on: '2026-10-20' },
          { says: 'taken to 2026-01-01', pointer: '/medicines/0', on: '2026-01-01' },
          { says: 'K50.90', pointer: '/diagnoses/0' },
        ],
      }),
      one('step', 'not-met'),
      one('note', 'unknown'),
      one('age', 'contradictory'),
    ];
    expect(stateCriteria(judged, undefined, now)).toEqual({
      answer: 'unknown',
      digest: expect.stringMatching(/^.{16}$/),
      gaps: ['crohn/step: not-met', 'crohn/note: unknown', 'crohn/age: contradictory'],
      shown: ['A screen. IGRA: negative, 2026-10-20; taken to 2026-01-01; K50.90'],
      askedAt: now.toISOString(),
    });
  });

  it('is shown as far as it can be kept', () => {
    const facts = [{ says: 'x'.repeat(2000), pointer: '/diagnoses/0' }] as const;
    expect(stateCriteria([one('a', 'met', { facts })], undefined, now)?.shown).toEqual([
      `What is asked. ${'x'.repeat(985)}`,
    ]);
  });

  it.each<[string, JudgedCriterion[], true | undefined]>([
    ['not met, and about the place', [one('site', 'not-met', { kind: 'site' })], true],
    ['not met beside another', [one('a', 'met'), one('site', 'not-met', { kind: 'site' })], true],
    ['met, and about the place', [one('site', 'met', { kind: 'site' })], undefined],
    ['not met, and about something else', [one('a', 'not-met')], undefined],
    [
      'met, beside another that is not',
      [one('site', 'met', { kind: 'site' }), one('a', 'not-met')],
      undefined,
    ],
  ])('says whether another place would do: %s', (_says, judged, ofSite) => {
    expect(stateCriteria(judged, undefined, now)?.ofSite).toBe(ofSite);
  });

  const digest = (...judged: JudgedCriterion[]) => stateCriteria(judged, undefined, now)?.digest;
  it.each<[string, JudgedCriterion, boolean]>([
    ['as it was', one('a', 'met'), true],
    ['in other words of the payer', one('a', 'met', { says: 'Else.' }), true],
    ['another criterion', one('b', 'met'), false],
    ['standing otherwise', one('a', 'unknown'), false],
    [
      'with another fact',
      one('a', 'met', { facts: [{ says: 'another', pointer: '/diagnoses/0' }] }),
      false,
    ],
    [
      'with a fact told elsewhere',
      one('a', 'met', { facts: [{ says: 'a fact', pointer: '/diagnoses/1' }] }),
      false,
    ],
    [
      'with a fact of a day',
      one('a', 'met', { facts: [{ says: 'a fact', pointer: '/diagnoses/0', on: '2026-01-01' }] }),
      false,
    ],
  ])('tells by its digest whether a fact changed: %s', (_says, changed, isSame) => {
    expect(digest(changed) === digest(one('a', 'met'))).toBe(isSame);
  });
});

describe('since when something is asked for', () => {
  const drafted = (...gaps: string[]) => ({
    answer: 'unknown' as const,
    digest: 'x',
    shown: [],
    gaps,
    askedAt: earlier,
  });
  const at = now.toISOString();

  it.each<[string, JudgedCriterion[], Parameters<typeof stateCriteria>[1], string | undefined]>([
    ['at first', [one('a', 'unknown')], undefined, at],
    ['the same still', [one('a', 'unknown')], drafted('crohn/a: unknown'), earlier],
    [
      'a part of it came',
      [one('a', 'met'), one('b', 'unknown')],
      drafted('crohn/a: unknown', 'crohn/b: unknown'),
      earlier,
    ],
    [
      'something new beside it',
      [one('a', 'unknown'), one('b', 'unknown')],
      drafted('crohn/a: unknown'),
      at,
    ],
    [
      'it was not known, and contradicts itself',
      [one('a', 'contradictory')],
      drafted('crohn/a: unknown'),
      at,
    ],
    [
      'what is not met besides asks for nothing',
      [one('a', 'unknown'), one('b', 'not-met')],
      drafted('crohn/a: unknown'),
      earlier,
    ],
    [
      'nothing that anybody could send',
      [one('a', 'not-met')],
      drafted('crohn/a: not-met'),
      undefined,
    ],
    [
      'what lacked came, and a person is asked for what contradicts itself',
      [one('a', 'contradictory'), one('b', 'met')],
      drafted('crohn/a: contradictory', 'crohn/b: unknown'),
      at,
    ],
    [
      'what contradicts itself still',
      [one('a', 'contradictory'), one('b', 'met')],
      drafted('crohn/a: contradictory', 'crohn/b: contradictory', 'crohn/c: not-met'),
      earlier,
    ],
    ['nothing', [one('a', 'met')], drafted('crohn/a: unknown'), undefined],
    [
      'the same still, of a draft that kept no day',
      [one('a', 'unknown')],
      { ...drafted('crohn/a: unknown'), askedAt: undefined },
      at,
    ],
  ])('%s', (_says, judged, earlierDraft, expected) => {
    expect(stateCriteria(judged, earlierDraft, now)?.askedAt).toBe(expected);
  });
});

describe('the wait before a request is sent', () => {
  const criteria = (gaps: string[], more: object = {}) => ({
    answer: 'unknown' as const,
    digest: 'x',
    shown: [],
    gaps,
    ...more,
  });
  const taken = (...gaps: string[]) => ({ taken: { gaps, note: 'It is urgent.', at: earlier } });
  /** A clinician settles within a shift what a practice is given a day to send. */
  const dueFrom = (from: string, reason: string | undefined) =>
    dueAfter(
      reason === 'evidence-contradictory' ? { hours: 8 } : { businessDays: 1 },
      new Date(from),
    );

  it.each<[string, Parameters<typeof criteriaWait>[0], string | undefined, string?]>([
    ['none without criteria', { status: 'drafted' }, undefined],
    ['none where all are met', { status: 'drafted', criteria: criteria([]) }, undefined],
    [
      'for what is not met',
      { status: 'drafted', criteria: criteria(['a: not-met']) },
      'criteria-not-met',
      now.toISOString(),
    ],
    [
      'for what lacks',
      { status: 'drafted', criteria: criteria(['a: unknown']) },
      'evidence-missing',
      now.toISOString(),
    ],
    [
      'for what lacks, since it was asked for',
      { status: 'drafted', criteria: criteria(['a: unknown'], { askedAt: earlier }) },
      'evidence-missing',
      earlier,
    ],
    [
      'for what contradicts itself, before what is not met',
      {
        status: 'drafted',
        criteria: criteria(['a: not-met', 'b: contradictory'], { askedAt: earlier }),
      },
      'evidence-contradictory',
      earlier,
    ],
    [
      'for what lacks, before what contradicts itself: the rest is settled with it',
      { status: 'drafted', criteria: criteria(['a: contradictory', 'b: unknown']) },
      'evidence-missing',
      now.toISOString(),
    ],
    ['none once it is sent', { status: 'pended', criteria: criteria(['a: unknown']) }, undefined],
    [
      'none where a person took all of them on',
      {
        status: 'drafted',
        criteria: criteria(['a: unknown', 'b: not-met'], taken('b: not-met', 'a: unknown')),
      },
      undefined,
    ],
    [
      'for what a person did not take on',
      { status: 'drafted', criteria: criteria(['a: unknown', 'b: not-met'], taken('a: unknown')) },
      'criteria-not-met',
      now.toISOString(),
    ],
    [
      'for what stands otherwise than it was taken on',
      { status: 'drafted', criteria: criteria(['a: not-met'], taken('a: unknown')) },
      'criteria-not-met',
      now.toISOString(),
    ],
  ])('is %s', (_says, asked, reason, from) => {
    const wait = criteriaWait(asked, now);
    expect(wait?.reason).toBe(reason);
    expect(wait?.dueAt).toBe(from && dueFrom(from, reason));
  });

  it('is for gaps that nobody took on; there are none without criteria', () => {
    expect(openGaps({})).toEqual([]);
    expect(
      openGaps({ criteria: criteria(['a: unknown', 'b: not-met'], taken('b: not-met')) }),
    ).toEqual(['a: unknown']);
  });
});

describe('gaps that a person takes on', () => {
  const gaps = ['crohn/a: unknown', 'crohn/b: not-met'];
  const drafted = anAuthorization({
    rev: 4,
    criteria: { answer: 'unknown', digest: 'x', gaps, shown: ['A screen. IGRA: negative'] },
  });
  const why = { note: 'The wait does harm.', at: now.toISOString() };

  it('are all of today, and the payer is told why it is asked all the same', () => {
    const after = takeGaps(drafted, why);
    expect(after).toEqual({
      ...drafted,
      rev: 5,
      criteria: { ...drafted.criteria, taken: { gaps, ...why } },
    });
    expect(shownTo(after)).toEqual([
      'A screen. IGRA: negative',
      'An exception is asked for: The wait does harm.',
    ]);
  });

  it('are kept when it is drafted again', () => {
    const { criteria } = takeGaps(drafted, why);
    expect(stateCriteria([one('a', 'unknown')], criteria, now)?.taken).toEqual({ gaps, ...why });
    expect(stateCriteria([one('a', 'unknown')], drafted.criteria, now)).not.toHaveProperty('taken');
  });

  it('are none without criteria, and still a change', () => {
    const bare = anAuthorization({ rev: 4 });
    expect(takeGaps(bare, why)).toEqual({ ...bare, rev: 5 });
  });

  it.each<[string, object | undefined, string[]]>([
    ['nothing without criteria', undefined, []],
    ['what is met', {}, ['A.']],
    [
      'no exception where nothing is open any longer',
      { gaps: [], taken: { gaps, ...why } },
      ['A.'],
    ],
    ['none that nobody asked for', { gaps }, ['A.']],
  ])('let the payer be told %s', (_says, different, expected) => {
    const criteria = { answer: 'met' as const, digest: 'x', gaps: [], shown: ['A.'], ...different };
    expect(shownTo(different ? { criteria } : {})).toEqual(expected);
  });
});
