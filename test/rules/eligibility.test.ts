import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { Benefit, isAbout } from '../../functions/coverage/benefit.ts';
import {
  CoverageTold,
  Eligibility,
  eligibilityKept,
  wordsKept,
} from '../../functions/coverage/eligibility.ts';
import { EligibilityAnswer, Rejection } from '../../functions/coverage/eligibility-answer.ts';
import {
  type AskedCoverage,
  decideCoverage,
  readWait,
  summarizeEligibility,
} from '../../functions/coverage/eligibility-rules.ts';
import { aSubmission } from '../support/referrals.ts';

const [coverage] = aSubmission().coverages;
if (!coverage) throw new Error('The example has a coverage.');

type Outcome = AskedCoverage['answer']['outcome'];

/** A payer was asked, and answered so. */
const asked = (
  rank: 'primary' | 'secondary',
  outcome: Outcome,
  more: Partial<EligibilityAnswer> = {},
): AskedCoverage => ({
  coverage: { ...coverage, rank, payerId: `${rank}-payer` },
  answer:
    outcome === 'payer-unknown' || outcome === 'not-askable'
      ? { outcome }
      : EligibilityAnswer.parse({ outcome, ...more }),
});

const decide = (...of: AskedCoverage[]) => decideCoverage(of);

describe('a patient is covered', () => {
  it.each<[string, AskedCoverage[], 'primary' | 'secondary' | undefined, string]>([
    ['by the primary plan that is active', [asked('primary', 'active')], 'primary', 'active'],
    [
      'by the primary first where both are',
      [asked('primary', 'active'), asked('secondary', 'active')],
      'primary',
      'active',
    ],
    [
      'by the secondary where the primary is over',
      [asked('primary', 'inactive'), asked('secondary', 'active')],
      'secondary',
      'active',
    ],
    [
      'by the secondary where nobody knows the primary payer',
      [asked('primary', 'payer-unknown'), asked('secondary', 'active')],
      'secondary',
      'active',
    ],
    ['by none where there is none', [], undefined, 'coverage-not-active'],
    ['by none that is over', [asked('primary', 'inactive')], undefined, 'coverage-not-active'],
    [
      'by none, where one is over and the other knows nobody',
      [asked('primary', 'not-recognized'), asked('secondary', 'inactive')],
      undefined,
      'coverage-not-active',
    ],
    [
      'by another payer that may pay first',
      [asked('primary', 'other-payer-unclear')],
      undefined,
      'coverage-other-payer',
    ],
    [
      'by an answer that leaves it open',
      [asked('primary', 'in-doubt')],
      undefined,
      'coverage-in-doubt',
    ],
    [
      'by what the payer said on the telephone, where its answer leaves it open',
      [{ ...asked('primary', 'in-doubt'), told: true }],
      'primary',
      'active',
    ],
    ['by Part A alone', [asked('primary', 'part-a-only')], undefined, 'coverage-not-active'],
    [
      'by another payer first',
      [asked('primary', 'other-payer-first')],
      undefined,
      'coverage-other-payer',
    ],
    [
      'by the secondary, where the primary says that it pays first',
      [asked('primary', 'other-payer-first'), asked('secondary', 'active')],
      'secondary',
      'active',
    ],
    [
      'by another payer first, where the other is over',
      [asked('primary', 'other-payer-first'), asked('secondary', 'inactive')],
      undefined,
      'coverage-other-payer',
    ],
    [
      'by an answer about somebody else',
      [asked('primary', 'another-member')],
      undefined,
      'coverage-identity',
    ],
    [
      'by nobody knows whom, where no payer recognizes the member',
      [asked('primary', 'not-recognized')],
      undefined,
      'coverage-identity',
    ],
    [
      'by a payer that is not known',
      [asked('primary', 'payer-unknown')],
      undefined,
      'coverage-identity',
    ],
    [
      'by a payer that cannot be asked with these numbers',
      [asked('primary', 'not-askable'), asked('secondary', 'not-recognized')],
      undefined,
      'coverage-identity',
    ],
  ])('%s', (_, of, rank, answer) => {
    const { chosen, determination } = decide(...of);
    expect(chosen?.coverage.rank).toBe(rank);
    expect(determination.answer).toBe(answer);
  });
});

describe('the determination of a coverage', () => {
  it('says what each payer answered, with its codes, and by which rule', () => {
    const rejections = [
      Rejection.parse({ code: '75', followUp: 'C', loop: 'subscriber' }),
      Rejection.parse({ code: '72', followUp: 'N', loop: 'subscriber' }),
    ];
    const { chosen, determination } = decide(
      asked('primary', 'not-recognized', { rejections }),
      asked('secondary', 'payer-unknown'),
    );
    expect(chosen).toBeUndefined();
    expect(determination).toEqual({
      question: 'covered',
      facts: {
        primary: {
          payerId: 'primary-payer',
          outcome: 'not-recognized',
          rejections: ['75C', '72N'],
        },
        secondary: { payerId: 'secondary-payer', outcome: 'payer-unknown', rejections: [] },
      },
      rule: {
        id: 'coverage.first-active',
        version: '1',
        source: 'X12 005010X279A1; the primary coverage pays first, then the secondary',
      },
      answer: 'coverage-identity',
      reasons: [
        {
          bearing: 'against',
          code: 'primary-not-recognized',
          text: 'The payer does not recognize the member as given.',
        },
        {
          bearing: 'against',
          code: 'secondary-payer-unknown',
          text: 'The payer is not in the payer directory.',
        },
        ...['75 C, the member is not found', '72 N, the member id is not valid'].map((said) => ({
          bearing: 'against',
          code: 'primary-rejection',
          text: `The payer says: ${said} (subscriber).`,
          source: 'X12 271 EB, DTP, INS, AAA',
        })),
      ],
    });
  });

  it.each<[Outcome, 'for' | 'against', RegExp]>([
    ['active', 'for', /says that the coverage is active/],
    ['inactive', 'against', /says that the coverage is not active/],
    ['not-recognized', 'against', /does not recognize the member/],
    ['part-a-only', 'against', /Part A alone/],
    ['other-payer-first', 'against', /another payer pays before it/],
    ['other-payer-unclear', 'against', /does not say which of them pays first/],
    ['in-doubt', 'against', /contradicts itself/],
    ['another-member', 'against', /another member/],
    ['payer-unknown', 'against', /not in the payer directory/],
    ['not-askable', 'against', /characters no payer uses/],
  ])('%s speaks %s it, in words', (outcome, bearing, words) => {
    const [reason, ...others] = decide(asked('primary', outcome)).determination.reasons;
    expect(reason).toMatchObject({ bearing, code: `primary-${outcome}` });
    expect(reason?.text).toMatch(words);
    expect(others).toEqual([]);
  });

  it('tells of every other payer that the payer names, and which pays before it', () => {
    const otherPayers = [
      { name: 'A', order: 'after' as const },
      { name: 'B', order: 'before' as const },
      { name: 'C', order: 'unsaid' as const },
    ];
    const { reasons } = decide(
      asked('primary', 'other-payer-first', { otherPayers }),
    ).determination;
    expect(new Set(reasons.slice(1).map(({ source }) => source))).toEqual(
      new Set(['X12 271 EB*R, loop 2120, H10']),
    );
    expect(reasons.map(({ bearing, code, text }) => [bearing, code, text])).toEqual([
      ['against', 'primary-other-payer-first', 'The payer says that another payer pays before it.'],
      ['note', 'primary-other-payer', 'The payer tells of another payer: A.'],
      [
        'note',
        'primary-other-payer-first',
        'The payer names another payer that pays before it: B.',
      ],
      [
        'note',
        'primary-other-payer',
        'The payer tells of another payer, and not which pays first: C.',
      ],
    ]);
  });

  it('tells what in the answer is another person\u2019s', () => {
    const differs = ['name', 'birth-date', 'member-id'] as const;
    const { reasons } = decide(
      asked('primary', 'another-member', { differs: [...differs] }),
    ).determination;
    expect(reasons.slice(1).map(({ text }) => text)).toEqual([
      'The answer of the payer has another name.',
      'The answer of the payer has another date of birth.',
      'The answer of the payer has another member id.',
    ]);
  });

  it('passes on what the payer adds in words, the first five of them', () => {
    const messages = ['A', 'B', 'C', 'D', 'E', 'F'];
    const { reasons } = decide(asked('primary', 'active', { messages })).determination;
    expect(reasons.slice(1).map(({ text }) => text)).toEqual(
      ['A', 'B', 'C', 'D', 'E'].map((message) => `The payer adds: ${message}`),
    );
    expect(reasons[1]).toEqual({
      bearing: 'note',
      code: 'primary-message',
      text: 'The payer adds: A',
      source: 'X12 271 MSG',
    });
  });

  it('tells of a correction of what identifies the member', () => {
    const { reasons } = decide(
      asked('secondary', 'another-member', { differs: ['corrected'] }),
    ).determination;
    expect(reasons[1]).toEqual({
      bearing: 'against',
      code: 'secondary-corrected-differs',
      text: 'The answer of the payer has a correction of what identifies the member.',
      source: 'X12 271 NM1, DMG',
    });
  });

  it('passes on first what speaks against it, however late the payer says so', () => {
    const messages = ['A', 'B', 'COVERAGE TERMINATED', 'C', 'D', 'E', 'HOSPICE'];
    const { reasons } = decide(asked('primary', 'active', { messages })).determination;
    expect(reasons.slice(1).map(({ text }) => text)).toEqual(
      ['COVERAGE TERMINATED', 'HOSPICE', 'A', 'B', 'C'].map((said) => `The payer adds: ${said}`),
    );
  });

  it('adds nothing for a payer that was not asked', () => {
    expect(decide(asked('primary', 'not-askable')).determination.reasons).toHaveLength(1);
  });
});

describe('what the payer itself says', () => {
  const words = {
    actives: ['1 (active)'],
    denials: ['6 (inactive)'],
    doubts: ['U (not understood)'],
    rejections: [{ code: '75', followUp: 'C', loop: 'subscriber' as const }],
  };
  /** Bearing, code and text of what stands after our own word on the answer. */
  const said = (of: AskedCoverage) =>
    decide(of)
      .determination.reasons.slice(1)
      .map(({ bearing, code, text }) => [bearing, code, text]);
  const inWords = (bearing: string) => [
    [bearing, 'primary-denied', 'The payer says: 6 (inactive)'],
    [bearing, 'primary-doubt', 'The payer says: U (not understood)'],
    [bearing, 'primary-rejection', 'The payer says: 75 C, the member is not found (subscriber).'],
  ];
  const active = (bearing: string) => [
    bearing,
    'primary-active-as-sent',
    'The payer says: 1 (active)',
  ];

  it('is told against a coverage that does not count', () => {
    expect(said(asked('primary', 'in-doubt', words))).toEqual([
      active('against'),
      ...inWords('against'),
    ]);
  });

  it('is noted beside one that counts, without what it calls active', () => {
    expect(said(asked('primary', 'active', words))).toEqual(inWords('note'));
  });

  it('is noted where one of us was told otherwise', () => {
    const told = { ...asked('primary', 'in-doubt', words), told: true };
    expect(said(told)).toEqual([active('note'), ...inWords('note')]);
    expect(decide(told).determination.reasons[0]).toEqual({
      bearing: 'for',
      code: 'primary-told',
      text: 'The payer confirmed the coverage to one of us, whatever its answer leaves open.',
    });
  });

  it.each<[string, string[], Rejection, string[]]>([
    [
      'with a code that nobody knows',
      [],
      { code: 'Z9', followUp: 'N', loop: 'payer' },
      ['The payer says: Z9 N, a code that we do not know (payer).'],
    ],
    [
      'with a code alone',
      [],
      { code: '42', followUp: '', loop: 'provider' },
      ['The payer says: 42, the payer cannot answer now (provider).'],
    ],
    [
      'once, where it stands among the doubts',
      ['It names nobody.', 'It rejects 75'],
      { code: '75', followUp: 'C', loop: 'dependent' },
      ['The payer says: It names nobody.', 'The payer says: It rejects 75'],
    ],
    [
      'beside a doubt that only speaks of one',
      ['The drug: It rejects 75'],
      { code: '75', followUp: 'C', loop: 'dependent' },
      [
        'The payer says: The drug: It rejects 75',
        'The payer says: 75 C, the member is not found (dependent).',
      ],
    ],
  ])('is a rejection %s', (_, doubts, rejection, texts) => {
    const of = asked('primary', 'in-doubt', { doubts, rejections: [rejection] });
    expect(said(of).map(([, , text]) => text)).toEqual(texts);
  });
});

describe('the wait that a determination gave', () => {
  it.each([
    ['coverage-other-payer', 'coverage-other-payer'],
    ['coverage-in-doubt', 'coverage-in-doubt'],
    ['coverage-identity', 'coverage-identity'],
    ['coverage-not-active', 'coverage-not-active'],
    ['active', 'coverage-not-active'],
    [undefined, 'coverage-not-active'],
  ])('%s is read as %s', (answer, wait) => expect(readWait(answer)).toBe(wait));
});

const benefit = (different: Partial<Benefit>): Benefit =>
  Benefit.parse({ kind: 'active', ...different });

describe('a benefit is about what is asked', () => {
  it.each<[string, Partial<Benefit>, boolean]>([
    ['the plan as a whole', {}, true],
    ['its service type', { serviceTypes: ['42'] }, true],
    ['its service type among others', { serviceTypes: ['98', '42'] }, true],
    ['another service type', { serviceTypes: ['35'] }, false],
    ['one procedure only', { procedure: 'J1745' }, false],
    ['some places only', { placesOfService: ['22'] }, false],
    ['strangers to the network', { inNetwork: false }, false],
    ['the network', { inNetwork: true }, true],
  ])('if it is about %s: %#', (_, different, is) => {
    expect(isAbout(['42', '92'])(benefit(different))).toBe(is);
  });
});

describe('what is kept of an answer', () => {
  const kept = (benefits: Partial<Benefit>[], more: Partial<EligibilityAnswer> = {}) =>
    summarizeEligibility(
      EligibilityAnswer.parse({ outcome: 'active', ...more, benefits: benefits.map(benefit) }),
      { serviceTypes: ['42'], on: '2026-11-20' },
    );

  it('is nothing where the payer says nothing', () => {
    expect(kept([])).toEqual({ share: {} });
  });

  it('is the plan and its last day', () => {
    expect(kept([], { plan: 'ACME CHOICE', through: '2026-12-31', from: '2026-01-01' })).toEqual({
      plan: 'ACME CHOICE',
      through: '2026-12-31',
      share: {},
    });
  });

  it.each<[string, Partial<Benefit>[], object]>([
    [
      'needed, as said of the service',
      [{ authorizationNeeded: true, serviceTypes: ['42'] }],
      { authorizationNeeded: true },
    ],
    ['not needed', [{ authorizationNeeded: false }], { authorizationNeeded: false }],
    [
      'needed where one of two says so',
      [{ authorizationNeeded: false }, { authorizationNeeded: true }],
      { authorizationNeeded: true },
    ],
    [
      'open where it is said of another service',
      [{ authorizationNeeded: true, serviceTypes: ['35'] }],
      {},
    ],
    ['open where it is not said', [{ serviceTypes: ['42'] }], {}],
    [
      'open where what was said is over',
      [{ authorizationNeeded: true, through: '2026-11-19' }],
      {},
    ],
    [
      'needed on the last day of what was said',
      [{ authorizationNeeded: true, through: '2026-11-20' }],
      { authorizationNeeded: true },
    ],
  ])('is whether an authorization is %s', (_, benefits, known) => {
    expect(kept(benefits)).toEqual({ ...known, share: {} });
  });
});

describe('an answer as it is stored', () => {
  const eligibility = {
    payerId: 'acme-health',
    rank: 'primary',
    status: 'active',
    checkedAt: '2026-11-20T15:00:00Z',
  };

  it('has no benefits, payers, messages or rejections where none are named', () => {
    expect(EligibilityAnswer.parse({ outcome: 'inactive' })).toEqual({
      outcome: 'inactive',
      differs: [],
      doubts: [],
      denials: [],
      actives: [],
      benefits: [],
      otherPayers: [],
      messages: [],
      rejections: [],
    });
  });

  it.each<[string, object]>([
    ['another outcome', { outcome: 'maybe' }],
    ['a day that is none', { through: '2026-02-30' }],
    ['a plan’s name of 61 signs', { plan: 'x'.repeat(61) }],
    ['eleven other payers', { otherPayers: Array(11).fill({ name: 'x', order: 'before' }) }],
    ['21 messages', { messages: Array(21).fill('x') }],
    ['a message that is too long', { messages: ['x'.repeat(265)] }],
    ['21 rejections', { rejections: Array(21).fill({ code: '75', followUp: 'C', loop: 'payer' }) }],
    ['a rejection of no loop', { rejections: [{ code: '75', followUp: 'C', loop: 'elsewhere' }] }],
    ['a benefit that costs less than nothing', { benefits: [{ kind: 'copay', cents: -1 }] }],
    ['a share of less than nothing', { benefits: [{ kind: 'coinsurance', basisPoints: -1 }] }],
    ['half a cent', { benefits: [{ kind: 'copay', cents: 0.5 }] }],
    ['a benefit of another kind', { benefits: [{ kind: 'gift' }] }],
    ['a service type of four signs', { benefits: [{ kind: 'active', serviceTypes: ['9999'] }] }],
    ['an order of payers that is none', { otherPayers: [{ name: 'x', order: 'maybe' }] }],
    ['a payer’s name of 61 signs', { otherPayers: [{ name: 'x'.repeat(61), order: 'after' }] }],
    ['21 doubts', { doubts: Array(21).fill('x') }],
    ['a doubt of 401 signs', { doubts: ['x'.repeat(401)] }],
    ['a denial of 401 signs', { denials: ['x'.repeat(401)] }],
    ['something active of 401 signs', { actives: ['x'.repeat(401)] }],
    ['another difference', { differs: ['shoe'] }],
    [
      'a rejection’s code of four',
      { rejections: [{ code: '7575', followUp: 'C', loop: 'payer' }] },
    ],
    ['a follow-up of three', { rejections: [{ code: '75', followUp: 'CCC', loop: 'payer' }] }],
    ['100 service types', { benefits: [{ kind: 'active', serviceTypes: Array(100).fill('1') }] }],
    ['21 places', { benefits: [{ kind: 'active', placesOfService: Array(21).fill('11') }] }],
    ['a procedure of 49 signs', { benefits: [{ kind: 'active', procedure: 'x'.repeat(49) }] }],
    ['an insurance type of four', { benefits: [{ kind: 'active', insuranceType: 'XXXX' }] }],
    ['a period of 21 signs', { benefits: [{ kind: 'limit', period: 'x'.repeat(21) }] }],
    ['half a share', { benefits: [{ kind: 'coinsurance', basisPoints: 0.5 }] }],
    ['20,001 benefits', { benefits: Array(20_001).fill({ kind: 'active' }) }],
    ['a place of three', { benefits: [{ kind: 'active', placesOfService: ['222'] }] }],
  ])('is not read with %s', (_, odd) => {
    expect(EligibilityAnswer.safeParse({ outcome: 'active', ...odd }).success).toBe(false);
  });

  it('takes what is just within its bounds', () => {
    const bound = {
      outcome: 'active',
      plan: 'x'.repeat(60),
      doubts: Array(20).fill('x'.repeat(400)),
      denials: Array(21).fill('x'.repeat(400)),
      actives: Array(21).fill('x'.repeat(400)),
      differs: ['name', 'birth-date', 'member-id', 'corrected'],
      otherPayers: Array(10).fill({ name: 'x'.repeat(60), order: 'after' }),
      messages: Array(20).fill('x'.repeat(264)),
      rejections: Array(20).fill({ code: 'ABC', followUp: 'CC', loop: 'dependent' }),
      benefits: [
        {
          kind: 'limit',
          serviceTypes: Array(99).fill('ABC'),
          insuranceType: 'ABC',
          placesOfService: Array(20).fill('22'),
        },
        {
          kind: 'copay',
          cents: 0,
          basisPoints: 0,
          procedure: 'x'.repeat(48),
          period: 'x'.repeat(20),
        },
      ],
    };
    expect(EligibilityAnswer.safeParse(bound).success).toBe(true);
  });

  it.each([
    ...['active', 'inactive', 'not-covered', 'copay', 'coinsurance', 'deductible'],
    ...['out-of-pocket', 'limit'],
  ])('has a benefit of the kind %s', (kind) => {
    expect(Benefit.parse({ kind })).toEqual({ kind, serviceTypes: [], placesOfService: [] });
  });

  it.each([
    { rank: 'secondary' },
    { status: 'inactive' },
    { status: 'not-recognized' },
    { plan: 'ACME', through: '2026-12-31', authorizationNeeded: false },
    { share: { copay: 1, coinsurance: 2, deductibleLeft: 3 } },
  ])('is kept as it is: %j', (different) => {
    expect(Eligibility.parse({ ...eligibility, ...different })).toEqual({
      ...eligibility,
      ...different,
    });
  });

  it('is kept with who was asked and when', () => {
    expect(Eligibility.parse(eligibility)).toEqual(eligibility);
    for (const odd of [
      { rank: 'third' },
      { status: 'maybe' },
      { checkedAt: 'once' },
      { share: { copay: 0.5 } },
      { share: { copay: -1 } },
    ])
      expect(Eligibility.safeParse({ ...eligibility, ...odd }).success).toBe(false);
  });
});

describe('what a payer told one of us, as it is stored', () => {
  const told = {
    payerId: 'acme-health',
    way: 'portal',
    reference: 'R-1',
    at: '2026-11-20T15:00:00Z',
    besides: 'none',
  };
  it.each<[string, object, boolean]>([
    ['is what was told', {}, true],
    ['may have been told by telephone', { way: 'telephone' }, true],
    [
      'takes what is just within its bounds',
      { person: 'x'.repeat(100), reference: 'x'.repeat(60), plan: 'x'.repeat(60) },
      true,
    ],
    ['came by no other way', { way: 'letter' }, false],
    ['has a time', { at: 'once' }, false],
    ['is of a person of 100 signs at most', { person: 'x'.repeat(101) }, false],
    ['has a reference of 60 signs at most', { reference: 'x'.repeat(61) }, false],
    ['names a plan of 60 signs at most', { plan: 'x'.repeat(61) }, false],
    ['begins on a day', { from: '2026-02-30' }, false],
    ['ends on a day', { through: '2026-02-30' }, false],
    ['says what stood beside it', { besides: undefined }, false],
  ])('%s', (_, different, is) => {
    const parsed = CoverageTold.safeParse({ ...told, ...different });
    expect(parsed).toMatchObject(
      is ? { success: true, data: { ...told, ...different } } : { success: false },
    );
  });
});

describe('what is kept of a coverage with its referral', () => {
  const answer = {
    payerId: 'acme-health',
    rank: 'primary',
    status: 'active',
    checkedAt: '2026-11-20T15:00:00Z',
  } as const;
  const word = (payerId: string): CoverageTold => ({
    payerId,
    ...{ way: 'portal', reference: 'R-1', at: '2026-11-20T15:00:00Z', besides: 'none' },
  });
  /** Reads as the main item is read: each name by its schema. */
  const kept =
    (item: Record<string, unknown>) =>
    <T>(name: string, schema: z.ZodType<T>): T | undefined =>
      item[name] === undefined ? undefined : schema.parse(item[name]);
  const words = [word('summit-trust'), word('acme-health')];

  it.each<[string, Record<string, unknown>, ReturnType<typeof eligibilityKept>]>([
    ['is nothing where nobody was asked', {}, undefined],
    ['is no word without an answer', { coverageTold: words }, undefined],
    ['is the answer alone where nobody was told', { eligibility: answer }, answer],
    [
      'is the answer with the word of its payer',
      { eligibility: answer, coverageTold: words },
      { ...answer, told: word('acme-health') },
    ],
    [
      'is the answer without the word of another',
      { eligibility: answer, coverageTold: [word('summit-trust')] },
      answer,
    ],
  ])('%s', (_, item, known) => expect(eligibilityKept(kept(item))).toStrictEqual(known));

  it('is each word that was told, and none where they cannot be read', () => {
    expect(wordsKept(kept({ coverageTold: words }))).toEqual(words);
    expect(wordsKept(kept({}))).toEqual([]);
    expect(wordsKept(kept({ coverageTold: [{ payerId: 7 }] }))).toEqual([]);
  });
});
