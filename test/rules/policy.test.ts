import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankSites } from '../../functions/placement/rank-sites.ts';
import { addDays } from '../../functions/platform/days.ts';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { holdsUp } from '../../functions/referral/checks/findings.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { planDoses } from '../../functions/series/dose-plan.ts';
import { type Policy, policyOn } from '../../functions/therapy/policy.ts';
import { PolicyRules } from '../../functions/therapy/policy-body.ts';
import { policyComplaints } from '../../functions/therapy/policy-complaints.ts';
import { loosened, looserThan } from '../../functions/therapy/policy-limits.ts';
import { joined, stillToHold } from '../../functions/therapy/policy-standing.ts';
import { settings } from '../../functions/therapy/setting.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { competencies, type Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { underPolicy } from '../../functions/therapy/under-policy.ts';
import { cleanReferral, exampleNurses, exampleSites } from '../support/clean-referrals.ts';

const today = '2026-11-20';

const therapyOf = (id: string): Therapy => {
  const therapy = lookUpTherapy(id);
  if (!therapy) throw new Error(id);
  return therapy;
};

const aPolicy = (
  therapyId: string,
  rules: PolicyRules,
  different: Partial<Policy> = {},
): Policy => ({ therapyId, version: 3, from: today, rules, ...different });

const held = (therapyId: string, rules: PolicyRules, submission = cleanReferral(therapyId)) =>
  checkSubmission(submission, today, aPolicy(therapyId, rules)).filter(holdsUp);

const loosens = (therapyId: string, rules: PolicyRules) =>
  looserThan(
    therapyOf(therapyId),
    underPolicy(therapyOf(therapyId), aPolicy(therapyId, rules)),
  ).map(({ limit }) => limit);

describe('a local policy holds up an order that the catalogue lets pass', () => {
  it.each<[string, string, PolicyRules, string]>([
    [
      'a dose above its maximum',
      'zoledronic_acid',
      { doseLimits: [{ per: 'dose', unit: 'mg', most: '4' }] },
      'dose-above-maximum',
    ],
    [
      'a dose above a maximum that only it has',
      'rituximab',
      { doseLimits: [{ per: 'day', unit: 'mg', most: '500' }] },
      'dose-above-maximum',
    ],
    [
      'a result that is too old for it',
      'rituximab',
      { screening: [{ item: 'platelets', withinDays: 1 }] },
      'platelets-old',
    ],
    ['doses closer than it allows', 'natalizumab', { minGapDays: 29 }, 'interval-too-short'],
  ])('%s', (_says, therapyId, rules, code) => {
    expect(held(therapyId, {})).toEqual([]);
    const found = held(therapyId, rules);
    expect(found.map((one) => one.code)).toContain(code);
    expect(loosens(therapyId, rules)).toEqual([]);
  });

  it('an infusion that is ordered to run faster than it allows', () => {
    const submission = cleanReferral('zoledronic_acid');
    const order = { ...submission.order, durationMinutes: 30 };
    const rules = { infusionMinutes: { first: 45, subsequent: 45 } };
    expect(held('zoledronic_acid', {}, { ...submission, order })).toEqual([]);
    const [found] = held('zoledronic_acid', rules, { ...submission, order });
    expect(found).toMatchObject({ code: 'rate-too-fast', source: 'local policy, version 3' });
  });

  it('premedication that only it asks for', () => {
    const submission = cleanReferral('ceftriaxone');
    const without = { ...submission, order: { ...submission.order, premedications: [] } };
    expect(held('ceftriaxone', {}, without)).toEqual([]);
    const found = held('ceftriaxone', { premedicationNeeded: true }, without);
    expect(found).toMatchObject([{ code: 'premedication-missing' }]);
  });

  it('and only one of its own therapy', () => {
    const policy = aPolicy('rituximab', { premedicationNeeded: true });
    expect(lookUpTherapy('ceftriaxone', undefined, policy)).toBe(therapyOf('ceftriaxone'));
  });
});

describe('a local policy is read where care is planned', () => {
  it('a setting that it does not allow takes nobody, and a first dose at home neither', () => {
    const submission = cleanReferral('ceftriaxone');
    const excluded = (rules: PolicyRules, firstDose: boolean) => {
      const ranking = rankSites(exampleSites, {
        therapy: underPolicy(therapyOf('ceftriaxone'), aPolicy('ceftriaxone', rules)),
        submission: { ...submission, order: { ...submission.order, firstDose } },
        payerId: undefined,
        payerRules: [],
        nurses: exampleNurses,
        denied: [],
        on: '2026-12-01',
      });
      return ranking.excluded
        .filter(({ setting }) => setting === 'home')
        .map(({ excludedBy }) => excludedBy);
    };
    expect(new Set(excluded({ settings: { home: 'not-usual' } }, false))).toEqual(
      new Set(['setting-not-usual']),
    );
    expect(excluded({ firstDoseAtHome: 'no' }, true)).toContain('first-dose-not-at-home');
    expect(excluded({ firstDoseAtHome: 'no' }, false)).not.toContain('first-dose-not-at-home');
  });

  it('a longer watch and narrower windows are in every visit that is planned', () => {
    const submission = cleanReferral('infliximab');
    const plan = (rules: PolicyRules) =>
      planDoses(
        {
          submission,
          therapy: underPolicy(therapyOf('infliximab'), aPolicy('infliximab', rules)),
          setting: 'infusion-center',
        },
        today,
      );
    const rules = {
      observationMinutes: { first: 120, subsequent: 90 },
      toleranceDays: { before: 0, after: 1 },
    };
    const watched = plan(rules).map(({ minutes }) => minutes.observation);
    expect(watched[0]).toBe(submission.order.firstDose === false ? 90 : 120);
    expect(new Set(watched.slice(1))).toEqual(new Set([90]));
    expect(Math.max(...plan(rules).map(({ after }) => after))).toBe(1);
    expect(Math.max(...plan({}).map(({ after }) => after))).toBeGreaterThan(1);
  });

  it('an infusion runs no faster than it allows, and none gets shorter by it', () => {
    const of = (rules: PolicyRules) =>
      underPolicy(therapyOf('alpha1_pi'), aPolicy('alpha1_pi', rules)).rate;
    const usual = therapyOf('alpha1_pi').rate;
    expect(usual).toBeDefined();
    expect(of({ fastest: { amount: '1', of: 'amount-a-minute-per-kg' } })).toMatchObject({
      subsequent: '1',
    });
    expect(of({ fastest: { amount: '100000', of: 'amount-a-minute-per-kg' } })).toEqual(usual);
  });

  it('what nurses must be current in is added to, and never taken from', () => {
    const { competencies: asked } = underPolicy(
      therapyOf('ceftriaxone'),
      aPolicy('ceftriaxone', { competencies: ['biologic-preparation'] }),
    );
    expect(asked).toEqual([...therapyOf('ceftriaxone').competencies, 'biologic-preparation']);
  });
});

describe('a looser limit is seen', () => {
  it.each<[string, PolicyRules]>([
    ['the most of a dose in mg', { doseLimits: [{ per: 'dose', unit: 'mg', most: '1251' }] }],
    ['minutes of the first infusion', { infusionMinutes: { first: 254, subsequent: 195 } }],
    ['minutes of later infusions', { infusionMinutes: { first: 255, subsequent: 194 } }],
    ['minutes watched after the first dose', { observationMinutes: { first: 59, subsequent: 30 } }],
    ['minutes watched after later doses', { observationMinutes: { first: 60, subsequent: 29 } }],
    ['age of platelets', { screening: [{ item: 'platelets', withinDays: 366 }] }],
    ['need of platelets', { screening: [{ item: 'platelets', level: 'warn' }] }],
    ['care in home', { settings: { home: 'conditional' } }],
    ['first dose at home', { firstDoseAtHome: 'conditional' }],
    ['premedication', { premedicationNeeded: false }],
    ['reaction orders', { reactionOrdersNeeded: false }],
    ['days between doses', { minGapDays: 111 }],
    ['days before the planned day', { toleranceDays: { before: 1, after: 14 } }],
    ['days after the planned day', { toleranceDays: { before: 0, after: 15 } }],
  ])('%s', (limit, rules) => {
    expect(loosens('rituximab', rules)).toEqual([limit]);
  });

  it('a limit as the catalogue has it loosens nothing', () => {
    expect(
      loosens('rituximab', {
        doseLimits: [{ per: 'dose', unit: 'mg', most: '1250' }],
        observationMinutes: { first: 60, subsequent: 30 },
        toleranceDays: { before: 0, after: 14 },
        minGapDays: 112,
      }),
    ).toEqual([]);
  });

  it('a competency or a limit that a policy had asked for and the next one does not', () => {
    const therapy = therapyOf('ceftriaxone');
    const standing = aPolicy('ceftriaxone', {
      competencies: ['infusion-pump'],
      doseLimits: [{ per: 'week', unit: 'g', most: '14' }],
    });
    const next = aPolicy('ceftriaxone', {}, { version: 4 });
    expect(loosened(therapy, [standing], { standing, next }).map(({ limit }) => limit)).toEqual([
      'the most of a week in g',
      'competency infusion-pump',
    ]);
  });

  it('a stricter policy that is to begin later is not overtaken unseen', () => {
    const therapy = therapyOf('ceftriaxone');
    const later = aPolicy('ceftriaxone', { premedicationNeeded: true }, { from: '2026-12-10' });
    const next = aPolicy('ceftriaxone', {}, { version: 4, from: '2026-12-05' });
    const found = loosened(therapy, [later], { standing: undefined, next });
    expect(found).toEqual([{ limit: 'premedication', was: 'needed', is: 'not needed' }]);
  });
});

describe('what does not fit a therapy is refused with its place', () => {
  it.each<[string, PolicyRules, string]>([
    [
      'rituximab',
      { doseLimits: [{ per: 'dose', unit: 'mL', most: '5' }] },
      '/rules/doseLimits/0/unit',
    ],
    [
      'rituximab',
      { doseLimits: [{ per: 'dose', unit: 'mg', most: '0' }] },
      '/rules/doseLimits/0/most',
    ],
    [
      'rituximab',
      { screening: [{ item: 'tea-leaves', withinDays: 3 }] },
      '/rules/screening/0/item',
    ],
    ['ivig', { fastest: { amount: '5', of: 'amount-a-minute' } }, '/rules/fastest/of'],
    [
      'rituximab',
      {
        settings: {
          'hospital-outpatient': 'not-usual',
          'infusion-center': 'not-usual',
          clinic: 'not-usual',
        },
      },
      '/rules/settings',
    ],
  ])('%s %j', (therapyId, rules, pointer) => {
    const found = policyComplaints(therapyOf(therapyId), rules);
    expect(found.map((one) => one.pointer)).toEqual([pointer]);
    expect(found[0]?.fix).toBeTruthy();
  });

  it.each<[string, unknown]>([
    ['a field that is not known', { maxDose: 3 }],
    [
      'an unknown field within',
      { doseLimits: [{ per: 'dose', unit: 'mg', most: '4', soft: '3' }] },
    ],
    ['a unit that nobody knows', { doseLimits: [{ per: 'dose', unit: 'cups', most: '4' }] }],
    ['a dose as a binary number', { doseLimits: [{ per: 'dose', unit: 'mg', most: 4 }] }],
    [
      'two limits of one thing',
      {
        doseLimits: [
          { per: 'dose', unit: 'mg', most: '4' },
          { per: 'dose', unit: 'mg', most: '9' },
        ],
      },
    ],
    [
      'one result twice',
      {
        screening: [
          { item: 'x', withinDays: 1 },
          { item: 'x', withinDays: 9 },
        ],
      },
    ],
    ['a result of which nothing is set', { screening: [{ item: 'x' }] }],
    ['minutes below zero', { observationMinutes: { first: -1, subsequent: 0 } }],
    ['a competency that no nurse has', { competencies: ['juggling'] }],
    ['a rate of nothing', { fastest: { amount: '0.000', of: 'amount-a-minute' } }],
  ])('and so is %s', (_says, rules) => {
    expect(PolicyRules.safeParse(rules).success).toBe(false);
  });
});

const minutes = fc.record({
  first: fc.integer({ min: 0, max: 400 }),
  subsequent: fc.integer({ min: 0, max: 400 }),
});

const rulesFor = (therapy: Therapy): fc.Arbitrary<PolicyRules> =>
  fc.record(
    {
      doseLimits: fc.uniqueArray(
        fc.record({
          per: fc.constantFrom('dose' as const, 'day' as const, 'week' as const),
          unit: fc.constantFrom(
            therapy.doseBounds.unit,
            ...(therapy.furtherBounds ?? []).map(({ unit }) => unit),
          ),
          most: fc.integer({ min: 1, max: 5000 }).map(String),
        }),
        { maxLength: 3, selector: ({ per, unit }) => `${per} ${unit}` },
      ),
      infusionMinutes: minutes,
      observationMinutes: minutes,
      screening: fc.uniqueArray(
        fc.record({
          item: fc.constantFrom(...therapy.screening.map(({ item }) => item), 'none'),
          withinDays: fc.integer({ min: 1, max: 500 }),
          level: fc.constantFrom('missing' as const, 'warn' as const),
        }),
        { maxLength: 3, selector: ({ item }) => item },
      ),
      settings: fc.dictionary(
        fc.constantFrom(...settings),
        fc.constantFrom('allowed' as const, 'conditional' as const, 'not-usual' as const),
      ) as fc.Arbitrary<NonNullable<PolicyRules['settings']>>,
      firstDoseAtHome: fc.constantFrom('yes' as const, 'conditional' as const, 'no' as const),
      premedicationNeeded: fc.boolean(),
      reactionOrdersNeeded: fc.boolean(),
      competencies: fc.uniqueArray(fc.constantFrom(...competencies), { maxLength: 3 }),
      minGapDays: fc.integer({ min: 1, max: 200 }),
      toleranceDays: fc.record({
        before: fc.integer({ min: 0, max: 20 }),
        after: fc.integer({ min: 0, max: 20 }),
      }),
    },
    { requiredKeys: [] },
  );

const anyTherapy = fc.constantFrom(...therapies);

/** A clean order with less of what makes it clean: other doses, hasty runs, older results. */
const blurred = (
  { id }: Therapy,
  { times, days, hasty }: { times: number; days: number; hasty: boolean },
): Submission => {
  const clean = cleanReferral(id);
  const { dose } = clean.order;
  return {
    ...clean,
    order: {
      ...clean.order,
      ...(dose ? { dose: { ...dose, value: String(Number(dose.value) * times) } } : {}),
      ...(hasty ? { durationMinutes: 10, premedications: [], reactionOrders: false } : {}),
    },
    observations: clean.observations.map(({ on, ...one }) => ({
      ...one,
      ...(on ? { on: addDays(on, -days) } : {}),
    })),
  };
};

describe('whatever is set without a second person', () => {
  it('never lets an order pass that the catalogue holds up', () => {
    let stricter = 0;
    fc.assert(
      fc.property(
        anyTherapy.chain((therapy) => fc.tuple(fc.constant(therapy), rulesFor(therapy))),
        fc.record({
          times: fc.constantFrom(1, 2, 10),
          days: fc.constantFrom(0, 40, 400),
          hasty: fc.boolean(),
        }),
        ([therapy, anyRules], how) => {
          const rules = Object.fromEntries(
            Object.entries(anyRules).filter(
              ([key, rule]) => loosens(therapy.id, { [key]: rule }).length === 0,
            ),
          ) as PolicyRules;
          if (Object.keys(rules).length === 0 || loosens(therapy.id, rules).length > 0) return;
          stricter += 1;
          const submission = blurred(therapy, how);
          const usual = checkSubmission(submission, today).filter(holdsUp);
          const local = held(therapy.id, rules, submission).map(({ pointer }) => pointer);
          for (const { pointer } of usual) expect(local).toContain(pointer);
        },
      ),
      { numRuns: 400 },
    );
    expect(stricter).toBeGreaterThan(200);
  });

  it('loosens no limit on any day, in whatever order policies are set', () => {
    const day = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(
        anyTherapy.chain((therapy) =>
          fc.tuple(
            fc.constant(therapy),
            fc.array(fc.tuple(day, rulesFor(therapy)), { minLength: 1, maxLength: 6 }),
          ),
        ),
        ([therapy, sent]) => {
          const on = (policies: readonly Policy[], offset: number) => {
            const policy = policyOn({ approved: [...policies] }, addDays(today, offset));
            return policy ? underPolicy(therapy, policy) : therapy;
          };
          let approved: Policy[] = [];
          for (const [index, [offset, rules]] of sent.entries()) {
            const standing = stillToHold(
              { therapyId: therapy.id, revision: index, newest: index, approved },
              today,
            );
            const next = aPolicy(therapy.id, rules, {
              version: index + 1,
              from: addDays(today, offset),
            });
            const replaced = policyOn({ approved: standing }, next.from);
            if (loosened(therapy, standing, { standing: replaced, next }).length > 0) continue;
            const after = joined(standing, next);
            for (let at = 0; at <= 31; at += 1)
              expect(looserThan(on(approved, at), on(after, at))).toEqual([]);
            approved = after;
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
