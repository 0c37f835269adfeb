import { describe, expect, it } from 'vitest';
import type { SiteRule } from '../../functions/payer/payer.ts';
import type { SiteException } from '../../functions/payer/site-exception.ts';
import { freeChoiceEnds, payerVerdict } from '../../functions/placement/payer-site-rules.ts';
import type { SiteFacts } from '../../functions/placement/site-facts.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const on = '2026-12-01';
type Exception = SiteException;

const aRule = (different: Partial<SiteRule> = {}): SiteRule => ({
  id: 'no-hospital',
  source: 'example policy',
  from: '2026-01-01',
  avoids: ['hospital-outpatient'],
  exceptions: [],
  ...different,
});

const facts = (rules: SiteRule[], submission: Submission = aSubmission()): SiteFacts => ({
  therapy: lookUpTherapy('infliximab') as Therapy,
  submission,
  payerId: 'acme-health',
  payerRules: rules,
  nurses: [],
  denied: [],
  on,
});

const verdict = (rules: SiteRule[], submission?: Submission) =>
  payerVerdict('hospital-outpatient', facts(rules, submission));

const placement = (different: object): Submission =>
  aSubmission({ placement: { residence: 'private', ...different } as Submission['placement'] });

const silent = aSubmission({ placement: undefined });

const bornOn = (birthDate: string): Submission => {
  const submission = aSubmission();
  return { ...submission, patient: { ...submission.patient, birthDate } };
};

const reaction = (grade: number): Submission =>
  aSubmission({ order: anOrder({ priorReaction: { grade } as never }) });

describe('what a payer accepts as an exception', () => {
  it.each<[Exception, string, Submission, boolean]>([
    ['prior-severe-reaction', 'a reaction of grade 3', reaction(3), true],
    ['prior-severe-reaction', 'a reaction of grade 2', reaction(2), false],
    ['prior-severe-reaction', 'no reaction on record', aSubmission(), false],
    ['unstable', 'a patient who is not stable', placement({ unstable: true }), true],
    ['unstable', 'a patient who is stable', placement({ unstable: false }), false],
    ['unstable', 'a patient of whom nobody says', placement({}), false],
    ['unstable', 'a referral that says nothing of it', silent, false],
    ['difficult-access', 'veins that are hard to find', placement({ difficultAccess: true }), true],
    ['difficult-access', 'veins that are not', placement({ difficultAccess: false }), false],
    ['difficult-access', 'veins of which nobody says', placement({}), false],
    ['difficult-access', 'a referral that says nothing of it', silent, false],
    ['pediatric', 'a patient of 17 for one day more', bornOn('2008-12-02'), true],
    ['pediatric', 'a patient who is 18 today', bornOn('2008-12-01'), false],
    [
      'home-unsuitable',
      'a home that was found unsuitable',
      placement({ homeSuitable: false }),
      true,
    ],
    ['home-unsuitable', 'a home that is suitable', placement({ homeSuitable: true }), false],
    ['home-unsuitable', 'a home that nobody looked at', placement({}), false],
    ['home-unsuitable', 'a referral that says nothing of it', silent, false],
    ['no-alternative', 'nothing that could be read from an order', aSubmission(), false],
  ])('%s: %s', (exception, _says, submission, holds) => {
    const found = verdict([aRule({ exceptions: [exception] })], submission);
    expect(found).toEqual(
      holds
        ? { bearing: 'for', code: 'payer-exception', documents: [exception] }
        : {
            bearing: 'against',
            code: 'payer-excludes',
            documents: ['clinical rationale for the setting'],
          },
    );
  });

  it('names the first of several that holds', () => {
    const rules = [aRule({ exceptions: ['unstable', 'difficult-access', 'pediatric'] })];
    const submission = placement({ unstable: false, difficultAccess: true });
    expect(verdict(rules, submission)).toMatchObject({ documents: ['difficult-access'] });
  });
});

describe('when a payer rule applies', () => {
  it.each<[string, Partial<SiteRule>, boolean]>([
    ['from its first day', { from: on }, true],
    ['not the day before', { from: '2026-12-02' }, false],
    ['through its last day', { through: on }, true],
    ['not the day after', { through: '2026-11-30' }, false],
    ['to the settings it names', { avoids: ['home', 'hospital-outpatient'] }, true],
    ['not to others', { avoids: ['home'] }, false],
    ['to the therapies it names', { therapies: ['ivig', 'infliximab'] }, true],
    ['not to others', { therapies: ['ivig'] }, false],
  ])('%s', (_says, different, applies) => {
    expect(verdict([aRule(different)]) !== undefined).toBe(applies);
  });

  it('the first that applies decides', () => {
    const elsewhere = aRule({ avoids: ['home'], exceptions: ['unstable'] });
    const strict = aRule();
    const lenient = aRule({ freeDoses: 400 });
    expect(verdict([elsewhere, strict, lenient])?.code).toBe('payer-excludes');
    expect(verdict([elsewhere, lenient, strict])?.code).toBe('payer-free-dose');
  });
});

describe('doses that a payer leaves free', () => {
  const starting = (different: object = {}): Submission =>
    aSubmission({
      order: anOrder({ doses: 3, frequency: { loadingDays: [0, 14, 42] }, ...different }),
    });

  it.each<[string, Partial<SiteRule>, Submission, boolean | 'next']>([
    ['as many as are ordered', { freeDoses: 3 }, starting(), true],
    ['one fewer: not those that follow', { freeDoses: 2 }, starting(), 'next'],
    ['days beyond the last dose', { freeDays: 43 }, starting(), true],
    ['days up to the last dose: not that one', { freeDays: 42 }, starting(), 'next'],
    ['enough days though too few doses', { freeDays: 43, freeDoses: 1 }, starting(), true],
    ['none that are named', {}, starting(), false],
    [
      'for a start, not for one who goes on',
      { freeDoses: 3 },
      starting({ firstDose: false, lastDoseOn: '2026-11-01' }),
      false,
    ],
    [
      'again after the gap, to the day',
      { freeDoses: 9, restartAfterDays: 30 },
      starting({ firstDose: false, lastDoseOn: '2026-11-01', doses: 1 }),
      true,
    ],
    [
      'not a day before',
      { freeDoses: 9, restartAfterDays: 30 },
      starting({ firstDose: false, lastDoseOn: '2026-11-02', doses: 1 }),
      false,
    ],
    [
      'at once for a first dose, whatever was given before',
      { freeDoses: 9, restartAfterDays: 30 },
      starting({ lastDoseOn: '2026-11-30', doses: 1 }),
      true,
    ],
    [
      'not after a gap whose begin nobody knows',
      { freeDoses: 9, restartAfterDays: 30 },
      starting({ firstDose: false, doses: 1 }),
      false,
    ],
    [
      'not after any gap where the payer names none',
      { freeDoses: 9 },
      starting({ firstDose: false, lastDoseOn: '2020-01-01', doses: 1 }),
      false,
    ],
  ])('%s', (_says, different, submission, free) => {
    const found = verdict([aRule(different)], submission);
    expect(found).toMatchObject(
      free === 'next'
        ? { bearing: 'against', code: 'payer-free-ends' }
        : free
          ? { bearing: 'for', code: 'payer-free-dose' }
          : { bearing: 'against', code: 'payer-excludes' },
    );
  });

  it.each([
    [0, 'payer-free-ends'],
    [1, 'payer-free-ends'],
    [2, 'payer-excludes'],
    [3, 'payer-excludes'],
  ])('count from the first: with %i given and two free, %s', (given, code) => {
    const rules = [aRule({ freeDoses: 2 })];
    const history = { given, firstOn: on, worstGrade: 0 };
    const known = { ...facts(rules, starting({ doses: 4 })), history };
    expect(payerVerdict('hospital-outpatient', known)?.code).toBe(code);
  });

  it('are counted for a start again from the day on which it began here', () => {
    const rules = [aRule({ freeDoses: 2, restartAfterDays: 30 })];
    const order = starting({ firstDose: false, lastDoseOn: '2026-11-01', doses: 4 });
    const since = (firstOn: string) => ({
      ...facts(rules, order),
      on: '2026-12-20',
      history: { given: 1, firstOn, worstGrade: 0 },
    });
    expect(payerVerdict('hospital-outpatient', since('2026-12-01'))?.code).toBe('payer-free-ends');
    expect(payerVerdict('hospital-outpatient', since('2026-11-30'))?.code).toBe('payer-excludes');
  });
});

describe('when a free choice of the setting ends', () => {
  const order = aSubmission({
    order: anOrder({ doses: 3, frequency: { loadingDays: [0, 14, 42] } }),
  });
  const known = (rule: Partial<SiteRule>, different: Partial<SiteFacts> = {}): SiteFacts => ({
    ...facts([aRule(rule)], order),
    ...different,
  });
  const given = (count: number, firstOn = '2026-11-10') => ({
    history: { given: count, firstOn, worstGrade: 0 },
  });
  it.each<[string, SiteFacts, ReturnType<typeof freeChoiceEnds>]>([
    [
      'after two doses, on the day of the third',
      known({ freeDoses: 2 }),
      { through: 2, endsOn: '2027-01-12' },
    ],
    ['after the days that are free', known({ freeDays: 14 }), { through: 1, endsOn: '2026-12-15' }],
    ['never, where all are free', known({ freeDoses: 3 }), undefined],
    ['never, where none is', known({}), undefined],
    [
      'never, where an exception holds',
      {
        ...known({ freeDoses: 2, exceptions: ['unstable'] }),
        submission: { ...order, placement: { residence: 'private', unstable: true } } as Submission,
      },
      undefined,
    ],
    ['never, where no rule applies', known({ freeDoses: 2, avoids: ['home'] }), undefined],
    ['never any more, once it has', known({ freeDoses: 2 }, given(2)), undefined],
    [
      'counted from the first dose given',
      known({ freeDoses: 2 }, given(1)),
      { through: 2, endsOn: '2026-12-22' },
    ],
    [
      'counted from the first dose of the series, where there is one',
      known(
        { freeDoses: 2 },
        { ...given(1), series: { firstOn: '2026-11-12', bookedThrough: 3 } as never },
      ),
      { through: 2, endsOn: '2026-12-24' },
    ],
  ])('%s', (_says, about, ends) => {
    expect(freeChoiceEnds('hospital-outpatient', about)).toEqual(ends);
  });
});

describe('a rule for some therapies', () => {
  it.each([
    ['one that goes beside', [{ therapyId: 'hydration', drug: 'saline' }], true],
    ['another', [{ therapyId: 'ivig', drug: 'ivig' }], false],
    ['one that nobody knows', [{ drug: 'New-Drug' }], false],
    ['none', undefined, false],
  ])('holds for a visit of which the drug beside is %s', (_says, alsoInfused, applies) => {
    const submission = aSubmission({ order: anOrder({ alsoInfused } as never) });
    expect(verdict([aRule({ therapies: ['hydration'] })], submission) !== undefined).toBe(applies);
  });
});

describe('what a visit met', () => {
  it.each([
    [2, 'payer-excludes'],
    [3, 'payer-exception'],
  ])('a reaction of grade %i: %s', (worstGrade, code) => {
    const known = {
      ...facts([aRule({ exceptions: ['prior-severe-reaction'] })]),
      history: { given: 1, firstOn: on, worstGrade },
    };
    expect(payerVerdict('hospital-outpatient', known)?.code).toBe(code);
  });
});
