import { describe, expect, it } from 'vitest';
import { stricterLimits } from '../../functions/referral/stricter-policy.ts';
import type { Policy } from '../../functions/therapy/policy.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { anOrder, aReferral } from '../support/referrals.ts';

const therapyId = 'vedolizumab';
const policy = (version: number, rules: Policy['rules']): Policy => ({
  therapyId,
  version,
  from: '2026-11-01',
  rules,
});
const limit = (most: string): Policy['rules'] => ({
  doseLimits: [{ per: 'dose', unit: 'mg', most }],
});
const stricter = (judgedUnder: Policy | null | undefined, today: Policy | undefined): string[] =>
  stricterLimits(
    aReferral({ therapyId, policy: judgedUnder }),
    cleanReferral(therapyId),
    today,
  ).map((one) => one.limit);

describe('a policy that came after an order was judged', () => {
  it.each<[string, Policy | null | undefined, Policy | undefined, string[]]>([
    ['none before and none now', undefined, undefined, []],
    ['the same', policy(2, limit('200')), policy(2, limit('200')), []],
    ['the first', undefined, policy(1, limit('200')), ['the most of a dose in mg']],
    [
      'a lower dose',
      policy(1, limit('250')),
      policy(2, limit('200')),
      ['the most of a dose in mg'],
    ],
    ['a higher dose', policy(1, limit('200')), policy(2, limit('250')), []],
    ['none any more', policy(1, limit('200')), undefined, []],
    [
      'a result that must be there',
      null,
      policy(1, { screening: [{ item: 'tuberculosis', level: 'missing' }] }),
      ['need of tuberculosis'],
    ],
    ['another place', null, policy(1, { settings: { home: 'not-usual' } }), ['care in home']],
    // The visits are planned by these in any case.
    [
      'a longer watch',
      null,
      policy(1, { observationMinutes: { first: 240, subsequent: 240 } }),
      [],
    ],
    ['a narrower window', null, policy(1, { toleranceDays: { before: 0, after: 0 } }), []],
    ['a further skill', null, policy(1, { competencies: ['chemotherapy'] }), []],
  ])('%s is stricter in what somebody looks at: %#', (_, judgedUnder, today, expected) => {
    expect(stricter(judgedUnder, today)).toEqual(expected);
  });
});

describe('a policy of a further drug of an order', () => {
  const [own, other] = ['paclitaxel', 'carboplatin'];
  const order = anOrder({
    therapyId: own,
    alsoInfused: [{ drug: 'Carboplatin', therapyId: other, eachVisit: true }],
  });
  const of = (drug: string, version: number, rules: Policy['rules']): Policy => ({
    therapyId: drug,
    version,
    from: '2026-11-01',
    rules,
  });
  const watched = { observationMinutes: { first: 600, subsequent: 600 } };

  it.each<[string, Policy[], Policy[], string[]]>([
    ['is the same', [of(other, 1, watched)], [of(other, 1, watched)], []],
    ['is the first', [], [of(other, 1, { minGapDays: 200 })], ['Carboplatin: days between doses']],
    // No visit of several drugs is planned by it.
    [
      'asks for a longer watch',
      [],
      [of(other, 1, watched)],
      [
        'Carboplatin: minutes watched after the first dose',
        'Carboplatin: minutes watched after later doses',
      ],
    ],
    ['is of no drug of it', [], [of('ivig', 1, { premedicationNeeded: true })], []],
    ['is none any more', [of(other, 1, watched)], [], []],
    [
      'stands behind that of another drug',
      [of('ivig', 1, watched), of(other, 1, watched)],
      [of('ivig', 1, watched), of(other, 2, { ...watched, minGapDays: 200 })],
      ['Carboplatin: days between doses'],
    ],
  ])('is stricter where it %s', (_says, beside, today, limits) => {
    const judged = aReferral({ therapyId: own, beside });
    expect(stricterLimits(judged, { order }, undefined, today).map(({ limit }) => limit)).toEqual(
      limits,
    );
  });
});

describe('a place that local policy allows no more', () => {
  it.each([
    ['counts before a place is chosen', undefined, ['care in home']],
    ['counts for who is treated there', 'home', ['care in home']],
    ['is nothing to who is treated elsewhere', 'infusion-center', []],
  ])('%s', (_says, setting, limits) => {
    const referral = aReferral({ therapyId, ...(setting ? { setting } : {}) });
    const today = policy(1, { settings: { home: 'not-usual' } });
    expect(
      stricterLimits(referral, cleanReferral(therapyId), today).map(({ limit }) => limit),
    ).toEqual(limits);
  });
});

describe('a first dose that local policy allows at home no more', () => {
  it.each([
    ['counts before a place is chosen', undefined, ['first dose at home']],
    ['counts for who is treated there', 'home', ['first dose at home']],
    ['is nothing to who is treated elsewhere', 'infusion-center', []],
  ])('%s', (_says, setting, limits) => {
    const drug = 'ceftriaxone';
    const referral = aReferral({ therapyId: drug, ...(setting ? { setting } : {}) });
    const today = { ...policy(1, { firstDoseAtHome: 'no' }), therapyId: drug };
    expect(stricterLimits(referral, cleanReferral(drug), today).map(({ limit }) => limit)).toEqual(
      limits,
    );
  });
});

describe('a limit that is stricter now', () => {
  it('is told as it was, and as it is', () => {
    const today = policy(2, limit('200'));
    const judged = aReferral({ therapyId, policy: policy(1, limit('250')) });
    expect(stricterLimits(judged, cleanReferral(therapyId), today)).toEqual([
      { limit: 'the most of a dose in mg', was: 'at most 250 mg', is: 'at most 200 mg' },
    ]);
  });

  it('is nothing to a drug that nobody knows', () => {
    const unknown = aReferral({ therapyId: 'tea' });
    expect(stricterLimits(unknown, cleanReferral(therapyId), policy(1, limit('200')))).toEqual([]);
  });
});
