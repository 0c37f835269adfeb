import { describe, expect, it } from 'vitest';
import type { Committed } from '../../functions/platform/record.ts';
import {
  noPolicy,
  type Policy,
  PolicyDecision,
  PolicyStanding,
  PolicyVersion,
  policiesKept,
  policyKept,
  policyOn,
  underLocalPolicy,
  VersionStatus,
} from '../../functions/therapy/policy.ts';
import {
  answer,
  checkSeen,
  policyChanged,
  refuseRaced,
  therapyOf,
} from '../../functions/therapy/policy-answers.ts';
import type { PolicyRules } from '../../functions/therapy/policy-body.ts';
import { policyComplaints } from '../../functions/therapy/policy-complaints.ts';
import { limitsOf, loosened, looserThan } from '../../functions/therapy/policy-limits.ts';
import {
  joined,
  placeOf,
  statusOf,
  stillToHold,
  type ToldVersion,
} from '../../functions/therapy/policy-standing.ts';
import type { PolicyStore } from '../../functions/therapy/policy-store.ts';
import type { DoseBounds, Therapy } from '../../functions/therapy/therapy.ts';
import { underPolicy } from '../../functions/therapy/under-policy.ts';

const label = { source: 'the label', confidence: 'high' } as const;
const bounds = (different: Partial<DoseBounds> = {}): DoseBounds => ({
  ...{ unit: 'mg', per: 'dose', hardMax: '300', ...label },
  ...different,
});
const rule = { status: 'allowed', reason: 'usual', ...label } as const;
const {
  fastest: _,
  minutesUpTo: __,
  rate: ___,
  furtherBounds: ____,
  minGapDays: _____,
  ...infliximab
} = therapyOf('infliximab');
/** A drug of which every limit is said here. */
const drug: Therapy = {
  ...infliximab,
  doseBounds: bounds(),
  infusionMinutes: { first: 120, subsequent: 60, ...label },
  observationMinutes: { first: 30, subsequent: 15, ...label },
  toleranceDays: { before: 2, after: 3, ...label },
  screening: [
    {
      ...{ item: 'tb', title: 'tb', codes: [['1']], withinDays: 365 },
      level: 'missing',
      positive: 'block',
    },
    { ...{ item: 'hbv', title: 'hbv', codes: [['2']] }, level: 'warn', positive: 'block' },
  ],
  settings: {
    'hospital-outpatient': rule,
    'infusion-center': rule,
    clinic: { ...rule, status: 'conditional' },
    home: { ...rule, status: 'not-usual' },
    'long-term-care': { ...rule, status: 'not-usual' },
  },
  firstDoseHome: { value: 'conditional', reason: 'usual', ...label },
  ...{ premedicationNeeded: false, reactionOrdersNeeded: true },
  competencies: ['peripheral-access'],
};
const policy = (rules: PolicyRules, different: Partial<Policy> = {}): Policy => ({
  ...{ therapyId: 'infliximab', version: 3, from: '2026-11-20', rules },
  ...different,
});
const under = (rules: PolicyRules, of = drug) => underPolicy(of, policy(rules));
const local = { source: 'local policy, version 3', confidence: 'high' } as const;

describe('the limits of a drug as they are shown', () => {
  const shown = (of: Therapy) => limitsOf(of).map(({ limit, says }) => `${limit}: ${says}`);
  it('are said one by one', () => {
    expect(shown(drug)).toEqual([
      'the most of a dose in mg: at most 300 mg',
      'minutes of the first infusion: at least 120 minutes',
      'minutes of later infusions: at least 60 minutes',
      'minutes of any infusion: at least 0 minutes',
      'the fastest rate, as amount-a-minute: no limit',
      'minutes watched after the first dose: at least 30 minutes',
      'minutes watched after later doses: at least 15 minutes',
      'age of tb: at most 365 days',
      'need of tb: needed',
      'age of hbv: no limit',
      'need of hbv: not needed',
      'care in hospital-outpatient: allowed',
      'care in infusion-center: allowed',
      'care in clinic: conditional',
      'care in home: not-usual',
      'care in long-term-care: not-usual',
      'first dose at home: conditional',
      'premedication: not needed',
      'reaction orders: needed',
      'competency peripheral-access: needed',
      'days between doses: at least 0 days',
      'days before the planned day: at most 2 days',
      'days after the planned day: at most 3 days',
    ]);
  });

  it('are said where a drug has more of them', () => {
    const more: Therapy = {
      ...drug,
      doseBounds: bounds({ per: 'days', days: 14 }),
      furtherBounds: [bounds({ per: 'week', unit: 'mg/kg', hardMax: '10' })],
      fastest: { ...label, minutes: 30, rate: '5', of: 'amount-a-minute-per-kg' },
      minGapDays: 28,
      measure: 'unit',
    };
    expect(shown(more)).toEqual(
      expect.arrayContaining([
        'the most of a 14 days in mg: at most 300 mg',
        'the most of a week in mg/kg: at most 10 mg/kg',
        'minutes of any infusion: at least 30 minutes',
        'the fastest rate, as amount-a-minute-per-kg: at most 5 unit',
        'days between doses: at least 28 days',
      ]),
    );
    expect(shown({ ...drug, fastest: { ...label, rate: '5' } })).toContain(
      'the fastest rate, as amount-a-minute: at most 5 mg',
    );
  });

  it.each<[string, DoseBounds[], string]>([
    ['the first', [bounds({ hardMax: '200' }), bounds()], 'at most 200 mg'],
    ['the second', [bounds(), bounds({ hardMax: '200' })], 'at most 200 mg'],
    [
      'the one that there is',
      [{ ...bounds(), hardMax: undefined } as never, bounds()],
      'at most 300 mg',
    ],
  ])('are the lowest of two of one kind: %s', (_name, [first, second], says) => {
    const of = { ...drug, doseBounds: first as DoseBounds, furtherBounds: [second as DoseBounds] };
    expect(limitsOf(of)[0]).toEqual({ limit: 'the most of a dose in mg', says });
  });
});

describe('what one state of a drug allows that another did not', () => {
  it.each<[PolicyRules, string, string, string]>([
    [
      { doseLimits: [{ per: 'dose', unit: 'mg', most: '301' }] },
      'the most of a dose in mg',
      'at most 300 mg',
      'at most 301 mg',
    ],
    [
      { infusionMinutes: { first: 119, subsequent: 60 } },
      'minutes of the first infusion',
      'at least 120 minutes',
      'at least 119 minutes',
    ],
    [
      { infusionMinutes: { first: 120, subsequent: 59 } },
      'minutes of later infusions',
      'at least 60 minutes',
      'at least 59 minutes',
    ],
    [
      { screening: [{ item: 'tb', withinDays: 366 }] },
      'age of tb',
      'at most 365 days',
      'at most 366 days',
    ],
    [{ screening: [{ item: 'tb', level: 'warn' }] }, 'need of tb', 'needed', 'not needed'],
    [{ settings: { home: 'conditional' } }, 'care in home', 'not-usual', 'conditional'],
    [{ settings: { clinic: 'allowed' } }, 'care in clinic', 'conditional', 'allowed'],
    [{ firstDoseAtHome: 'yes' }, 'first dose at home', 'conditional', 'yes'],
    [{ reactionOrdersNeeded: false }, 'reaction orders', 'needed', 'not needed'],
    [
      { toleranceDays: { before: 3, after: 3 } },
      'days before the planned day',
      'at most 2 days',
      'at most 3 days',
    ],
    [
      { toleranceDays: { before: 2, after: 4 } },
      'days after the planned day',
      'at most 3 days',
      'at most 4 days',
    ],
  ])('is told with both: %j', (rules, limit, was, is) => {
    expect(looserThan(drug, under(rules))).toEqual([{ limit, was, is }]);
    expect(looserThan(under(rules), drug).map((one) => one.limit)).not.toContain(limit);
  });

  it('is no first dose, and no place, that is allowed less', () => {
    const strict = under({ firstDoseAtHome: 'no', settings: { clinic: 'not-usual' } });
    expect(looserThan(drug, strict)).toEqual([]);
    expect(looserThan(strict, drug).map(({ limit }) => limit)).toEqual([
      'care in clinic',
      'first dose at home',
    ]);
  });

  it('is a competency or a maximum that is asked for no more', () => {
    const asked = under({
      competencies: ['infusion-pump'],
      doseLimits: [{ per: 'week', unit: 'mg', most: '400' }],
    });
    expect(looserThan(asked, drug)).toEqual([
      { limit: 'the most of a week in mg', was: 'at most 400 mg', is: 'no limit' },
      { limit: 'competency infusion-pump', was: 'needed', is: 'not needed' },
    ]);
    expect(looserThan(drug, asked)).toEqual([]);
  });

  it('is held against what holds, and against what was to begin later', () => {
    const next = policy({ premedicationNeeded: false }, { version: 5, from: '2026-12-01' });
    const asking = (from: string) => policy({ premedicationNeeded: true }, { version: 4, from });
    const looser = [{ limit: 'premedication', was: 'needed', is: 'not needed' }];
    const of = (approved: Policy[], standing?: Policy) =>
      loosened(drug, approved, { standing, next });
    expect(of([])).toEqual([]);
    expect(of([], asking('2026-11-01'))).toEqual(looser);
    expect(of([asking('2026-12-02')])).toEqual(looser);
    expect(of([asking('2026-12-01')])).toEqual([]);
    expect(of([asking('2026-12-02')], asking('2026-11-01'))).toEqual(looser);
  });
});

describe('a drug under a policy', () => {
  it('is as the catalogue has it where the policy says nothing', () => {
    expect(under({})).toEqual({ ...drug, policyVersion: 3 });
  });

  it('keeps the fewest minutes and the gap that it says nothing of', () => {
    const of = { ...drug, minGapDays: 28, fastest: { ...label, minutes: 60 } };
    const limited = under({ fastest: { amount: '5', of: 'amount-a-minute' } }, of);
    expect(limited.fastest?.minutes).toBe(60);
    expect(limited.minGapDays).toBe(28);
    expect(looserThan(of, limited)).toEqual([]);
  });

  it.each<[string, PolicyRules, Partial<Therapy>]>([
    [
      'the most of a dose',
      { doseLimits: [{ per: 'dose', unit: 'mg', most: '250' }] },
      { doseBounds: { ...bounds(), ...local, hardMax: '250' } },
    ],
    [
      'the most of a day, which it had none of',
      { doseLimits: [{ per: 'day', unit: 'mg', most: '500' }] },
      { furtherBounds: [{ per: 'day', unit: 'mg', hardMax: '500', ...local }] },
    ],
    [
      'the most of a dose in another unit',
      { doseLimits: [{ per: 'dose', unit: 'g', most: '1' }] },
      { furtherBounds: [{ per: 'dose', unit: 'g', hardMax: '1', ...local }] },
    ],
    [
      'minutes',
      { infusionMinutes: { first: 150, subsequent: 90 } },
      {
        infusionMinutes: { first: 150, subsequent: 90, ...local },
        fastest: { minutes: 90, ...local },
      },
    ],
    [
      'a rate',
      { fastest: { amount: '5', of: 'amount-a-minute' } },
      {
        fastest: { rate: '5', of: 'amount-a-minute', ...local },
        rate: { first: '5', subsequent: '5', of: 'amount-a-minute' },
      },
    ],
    [
      'a longer watch',
      { observationMinutes: { first: 60, subsequent: 30 } },
      { observationMinutes: { first: 60, subsequent: 30, ...local } },
    ],
    [
      'a first dose at home',
      { firstDoseAtHome: 'no' },
      { firstDoseHome: { value: 'no', reason: 'as local policy sets it', ...local } },
    ],
    ['premedication', { premedicationNeeded: true }, { premedicationNeeded: true }],
    ['no orders for reactions', { reactionOrdersNeeded: false }, { reactionOrdersNeeded: false }],
    [
      'competencies besides',
      { competencies: ['infusion-pump', 'peripheral-access'] },
      { competencies: ['peripheral-access', 'infusion-pump'] },
    ],
    ['days between doses', { minGapDays: 30 }, { minGapDays: 30 }],
    [
      'a narrower window',
      { toleranceDays: { before: 1, after: 1 } },
      { toleranceDays: { before: 1, after: 1, ...local } },
    ],
    [
      'a place',
      { settings: { home: 'conditional' } },
      {
        settings: {
          ...drug.settings,
          home: { status: 'conditional', reason: 'as local policy sets it', ...local },
        },
      },
    ],
    [
      'a younger result',
      { screening: [{ item: 'tb', withinDays: 30 }] },
      { screening: [{ ...drug.screening[0], withinDays: 30 }, drug.screening[1]] as never },
    ],
    [
      'a result that is waited for',
      { screening: [{ item: 'hbv', level: 'missing' }] },
      { screening: [drug.screening[0], { ...drug.screening[1], level: 'missing' }] as never },
    ],
  ])('has what that sets, and nothing else: %s', (_name, rules, different) => {
    expect(under(rules)).toEqual({ ...drug, policyVersion: 3, ...different });
  });

  it('keeps a lower maximum of adults', () => {
    const adults = { ...drug, doseBounds: bounds({ hardMaxAdult: '200' }) };
    const most = (value: string) =>
      under({ doseLimits: [{ per: 'dose', unit: 'mg', most: value }] }, adults).doseBounds;
    expect(most('250')).toMatchObject({ hardMax: '250', hardMaxAdult: '200' });
    expect(most('150')).toMatchObject({ hardMax: '150', hardMaxAdult: '150' });
    expect(
      under({ doseLimits: [{ per: 'dose', unit: 'mg', most: '150' }] }).doseBounds,
    ).not.toHaveProperty('hardMaxAdult');
  });

  it('keeps a bound that only says what is too little, beside the maximum', () => {
    const { hardMax: _most, ...least } = bounds({ softMin: '10' });
    const of = { ...drug, furtherBounds: [least, bounds({ per: 'day' })] };
    const limited = under({ doseLimits: [{ per: 'day', unit: 'mg', most: '250' }] }, of);
    expect(limited.furtherBounds).toEqual([
      least,
      { ...bounds({ per: 'day' }), ...local, hardMax: '250' },
    ]);
    const alone = under(
      { doseLimits: [{ per: 'dose', unit: 'mg', most: '250' }] },
      { ...drug, doseBounds: least },
    );
    expect(alone.doseBounds).toEqual(least);
    expect(alone.furtherBounds).toEqual([{ per: 'dose', unit: 'mg', hardMax: '250', ...local }]);
    const soft = { ...least, softMax: '200' };
    expect(
      under(
        { doseLimits: [{ per: 'dose', unit: 'mg', most: '250' }] },
        { ...drug, doseBounds: soft },
      ).doseBounds,
    ).toEqual({ ...soft, ...local, hardMax: '250' });
  });

  it('runs at the slower of two rates, of the same kind', () => {
    const of = { ...drug, rate: { first: '2', subsequent: '8', of: 'amount-a-minute' } as const };
    const rate = (kind: 'amount-a-minute' | 'amount-a-minute-per-kg') =>
      under({ fastest: { amount: '5', of: kind } }, of).rate;
    expect(rate('amount-a-minute')).toEqual({ first: '2', subsequent: '5', of: 'amount-a-minute' });
    expect(rate('amount-a-minute-per-kg')).toEqual(of.rate);
  });

  it('has no dose of a table run shorter than any may', () => {
    const rows = [5, 90, 200].map((minutes) => ({ dose: { value: '1', unit: 'mg' }, minutes }));
    const of = { ...drug, minutesUpTo: rows, fastest: { ...label, rate: '9' } };
    const limited = under({ infusionMinutes: { first: 150, subsequent: 60 } }, of);
    expect(limited.minutesUpTo?.map(({ minutes }) => minutes)).toEqual([60, 90, 200]);
    expect(limited.fastest).toEqual({ rate: '9', minutes: 60, ...local });
    expect(under({ premedicationNeeded: true }, of).minutesUpTo).toEqual(rows);
  });
});

describe('what of a policy does not fit the drug', () => {
  it.each<[string, PolicyRules, Partial<Therapy>, string, string, string]>([
    [
      'a volume',
      {
        doseLimits: [
          { per: 'day', unit: 'mg', most: '5' },
          { per: 'dose', unit: 'mL', most: '5' },
        ],
      },
      {},
      '/rules/doseLimits/1/unit',
      'counts something else than the therapy does',
      'Use one of: mg, g, mg/kg, g/kg, mg/m2, AUC, mg/h, mg/kg/h, mcg/kg/min.',
    ],
    [
      'milligrams of what is counted in units',
      { doseLimits: [{ per: 'dose', unit: 'mg', most: '5' }] },
      { measure: 'unit' },
      '/rules/doseLimits/0/unit',
      'counts something else than the therapy does',
      'Use one of: unit, units, unit/kg, units/kg.',
    ],
    [
      'nothing',
      { doseLimits: [{ per: 'dose', unit: 'mg', most: '0' }] },
      {},
      '/rules/doseLimits/0/most',
      'would stop every dose',
      'Send the most that may be given.',
    ],
    [
      'another kind of rate',
      { fastest: { amount: '5', of: 'amount-a-minute' } },
      { fastest: { ...label, rate: '1', of: 'amount-a-minute-per-kg' } },
      '/rules/fastest/of',
      'differs from how the catalogue counts the rate of this therapy',
      'Use "amount-a-minute-per-kg".',
    ],
    [
      'another kind than the plain rate',
      { fastest: { amount: '5', of: 'amount-a-minute-per-kg' } },
      { fastest: { ...label, rate: '1' } },
      '/rules/fastest/of',
      'differs from how the catalogue counts the rate of this therapy',
      'Use "amount-a-minute".',
    ],
    [
      'a result that is not asked for',
      {
        screening: [
          { item: 'tb', withinDays: 3 },
          { item: 'x', withinDays: 3 },
        ],
      },
      {},
      '/rules/screening/1/item',
      'is no result that this therapy asks for',
      'Use one of: tb, hbv.',
    ],
    [
      'a result where none is',
      { screening: [{ item: 'tb', withinDays: 3 }] },
      { screening: [] },
      '/rules/screening/0/item',
      'is no result that this therapy asks for',
      'This therapy asks for no results: leave screening out.',
    ],
    [
      'no place at all',
      {
        settings: {
          'hospital-outpatient': 'not-usual',
          'infusion-center': 'not-usual',
          clinic: 'not-usual',
        },
      },
      {},
      '/rules/settings',
      'leaves no place where the therapy may be given',
      'Leave one setting allowed or conditional.',
    ],
  ])('is refused with its place: %s', (...[, rules, different, pointer, detail, fix]) => {
    expect(policyComplaints({ ...drug, ...different }, rules)).toEqual([{ pointer, detail, fix }]);
  });

  it.each<[string, PolicyRules, Partial<Therapy>]>([
    ['nothing set', {}, {}],
    [
      'the same kind of rate',
      { fastest: { amount: '5', of: 'amount-a-minute' } },
      { fastest: { ...label, rate: '1' } },
    ],
    [
      'a rate where there is none',
      { fastest: { amount: '5', of: 'amount-a-minute-per-kg' } },
      { fastest: { ...label, minutes: 5 } },
    ],
    [
      'one place left',
      { settings: { 'hospital-outpatient': 'not-usual', 'infusion-center': 'not-usual' } },
      {},
    ],
    ['a small dose', { doseLimits: [{ per: 'dose', unit: 'g', most: '0.000001' }] }, {}],
  ])('is nothing: %s', (_name, rules, different) => {
    expect(policyComplaints({ ...drug, ...different }, rules)).toEqual([]);
  });
});

describe('which policy holds', () => {
  const of = (version: number, from: string) => policy({}, { version, from });
  const [first, second, third] = [of(1, '2026-11-01'), of(2, '2026-12-01'), of(3, '2026-11-20')];
  const standing = (approved: Policy[], waiting?: number) => ({
    ...{ therapyId: 'infliximab', revision: 3, newest: 3, approved },
    ...(waiting ? { waiting: { version: waiting, proposedBy: 'ada' } } : {}),
  });

  it.each<[string, Policy[], string, number | undefined]>([
    ['none before its first day', [first], '2026-10-31', undefined],
    ['one from its first day on', [first], '2026-11-01', 1],
    ['the newest version of those that began', [first, second], '2026-12-01', 2],
    ['whichever way they stand', [second, first], '2026-12-01', 2],
    ['a newer one that began earlier', [second, third], '2026-12-02', 3],
  ])('%s', (_name, approved, on, version) => {
    expect(policyOn({ approved }, on)?.version).toBe(version);
  });

  it('keeps the one of now, nothing where it is kept, and that there is none any more', () => {
    expect(policyKept({}, first)).toBe(first);
    expect(policyKept({ policy: first }, { ...first })).toBeUndefined();
    expect(policyKept({ policy: first }, second)).toBe(second);
    const other = { ...first, therapyId: 'ivig' };
    expect(policyKept({ policy: first }, other)).toBe(other);
    expect(policyKept({ policy: first }, undefined)).toBeNull();
    expect(policyKept({ policy: null }, undefined)).toBeUndefined();
  });

  it.each<[number, string, string]>([
    [1, '2026-11-20', 'in-force'],
    [2, '2026-11-20', 'scheduled'],
    [2, '2026-11-30', 'scheduled'],
    [2, '2026-12-01', 'in-force'],
    [1, '2026-12-01', 'replaced'],
    [9, '2026-11-20', 'replaced'],
  ])('version %i on %s is %s', (version, today, expected) => {
    expect(placeOf(standing([first, second]), version, today)).toBe(expected);
  });

  it.each<[string, Partial<ToldVersion>, number | undefined, string]>([
    ['waits for a second person', { looser: [{ limit: 'l', was: 'w', is: 'i' }] }, 1, 'waiting'],
    ['was refused', { decision: { action: 'refuse' } as never }, undefined, 'refused'],
    ['was withdrawn', { decision: { action: 'withdraw' } as never }, undefined, 'withdrawn'],
    [
      'was overtaken while it waited',
      { looser: [{ limit: 'l', was: 'w', is: 'i' }] },
      2,
      'overtaken',
    ],
    [
      'was approved',
      { looser: [{ limit: 'l', was: 'w', is: 'i' }], decision: { action: 'approve' } as never },
      undefined,
      'in-force',
    ],
    ['needed nobody', {}, undefined, 'in-force'],
  ])('a version that %s is so', (_name, different, waiting, expected) => {
    const version = { ...{ version: 1, looser: [] }, ...different } as unknown as ToldVersion;
    expect(statusOf(version, standing([first], waiting), '2026-11-20')).toBe(expected);
  });

  it('a version has one of these ends, and what is told of it is read', () => {
    const ends = ['in-force', 'scheduled', 'replaced', 'waiting', 'refused', 'withdrawn'];
    for (const end of [...ends, 'overtaken']) expect(VersionStatus.parse(end)).toBe(end);
    expect(VersionStatus.safeParse('lost').success).toBe(false);
  });

  it('holds on, or will', () => {
    const versions = (today: string) =>
      stillToHold(standing([first, second]), today).map(({ version }) => version);
    expect([versions('2026-11-20'), versions('2026-12-01')]).toEqual([[1, 2], [2]]);
    expect(joined([first, second], third)).toEqual([first, third]);
    expect(
      joined([first, third], { ...second, from: '2026-11-20' }).map(({ version }) => version),
    ).toEqual([1, 2]);
  });

  it('is changed by who says which one was seen', () => {
    const seen = (revision: number, said: number | undefined) => () =>
      checkSeen({ ...standing([]), revision }, said);
    expect(seen(0, undefined)).not.toThrow();
    expect(seen(3, 3)).not.toThrow();
    expect(seen(3, undefined)).toThrow(
      expect.objectContaining({ status: 428, code: 'revision-needed' }),
    );
    expect(seen(3, 2)).toThrow(expect.objectContaining({ status: 409, code: 'policy-changed' }));
    expect(seen(0, 1)).toThrow(expect.objectContaining({ status: 409 }));
    expect(policyChanged(standing([]))).toMatchObject({
      message: expect.stringMatching(/changed the policy/),
      facts: { revision: 3 },
      errors: [
        {
          pointer: '/revision',
          detail: expect.stringMatching(/not the revision/),
          fix: expect.stringMatching(/^Read the therapy again/),
        },
      ],
    });
    expect(seen(3, undefined)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/has a policy/),
        errors: [
          {
            pointer: '/revision',
            detail: expect.stringMatching(/missing/),
            fix: expect.stringMatching(/^Read the therapy/),
          },
        ],
      }),
    );
    expect(() => therapyOf('tea')).toThrow(
      expect.objectContaining({ status: 404, message: expect.stringMatching(/therapy/) }),
    );
  });

  it('is answered with where it stands, by the revision that the next change names', () => {
    const looser = [{ limit: 'l', was: 'w', is: 'i' }];
    expect(answer(standing([first]), { version: 4, looser }, 'waiting')).toEqual({
      body: { therapyId: 'infliximab', revision: 3, version: 4, status: 'waiting', looser },
      headers: { etag: '"3"' },
    });
  });

  it('is refused to who was slower, with the revision that the faster one left', async () => {
    const store = { standing: async () => ({ ...standing([]), revision: 9 }) };
    const raced = (outcome: Committed['outcome']) =>
      refuseRaced(store as unknown as PolicyStore, 'infliximab', { outcome } as Committed);
    await expect(raced('applied')).resolves.toBeUndefined();
    await expect(raced('refused')).rejects.toMatchObject({
      ...{ status: 409, code: 'policy-changed', facts: { revision: 9 } },
    });
  });

  it('of two that begin on one day is the newer, and the older is past', () => {
    const [older, newer] = [of(1, '2026-11-20'), of(2, '2026-11-20')];
    for (const approved of [
      [older, newer],
      [newer, older],
    ]) {
      const both = standing(approved);
      expect(placeOf(both, 2, '2026-11-20')).toBe('in-force');
      expect(placeOf(both, 1, '2026-11-20')).toBe('replaced');
      expect(stillToHold(both, '2026-11-20')).toEqual([newer]);
    }
  });

  it('is none before the first begins, which is to come', () => {
    expect(placeOf(standing([second]), 2, '2026-11-20')).toBe('scheduled');
    expect(placeOf(standing([second]), 1, '2026-11-20')).toBe('replaced');
    expect(stillToHold(standing([second]), '2026-11-20')).toEqual([second]);
  });

  it('of a drug beside is kept anew only where it is another, in whatever order', () => {
    const ivig = { ...first, therapyId: 'ivig' };
    expect(policiesKept({}, [])).toBeUndefined();
    expect(policiesKept({ beside: [first, ivig] }, [ivig, first])).toBeUndefined();
    expect(policiesKept({ beside: [first, ivig] }, [first])).toEqual([first]);
    expect(policiesKept({ beside: [first] }, [])).toEqual([]);
    expect(policiesKept({}, [ivig])).toEqual([ivig]);
    expect(policiesKept({ beside: [first] }, [{ ...second, from: first.from }])).toHaveLength(1);
    // One drug with the version that another had is another policy.
    expect(policiesKept({ beside: [first] }, [ivig])).toEqual([ivig]);
  });

  it('is told by its version', () => {
    expect(underLocalPolicy(second)).toEqual({
      bearing: 'note',
      code: 'local-policy',
      text: 'The limits are those of local policy, version 2.',
    });
  });
});

describe('a bound that holds for some patients only', () => {
  const light = bounds({ unit: 'mg/kg', belowKg: '50', hardMax: '15' });
  const child = bounds({ ages: 'children', hardMax: '100' });
  const some: Therapy = { ...drug, furtherBounds: [light, child] };
  const under = (unit: 'mg' | 'mg/kg', most: string) =>
    underPolicy(some, policy({ doseLimits: [{ per: 'dose', unit, most }] }));

  it('is not loosened by what all may have, and is made stricter by it', () => {
    for (const most of ['250', '100'])
      expect(under('mg', most).furtherBounds).toMatchObject([light, child]);
    expect(under('mg', '80').furtherBounds).toMatchObject([
      light,
      { ...child, hardMax: '80', ...{ source: 'local policy, version 3' } },
    ]);
  });

  it('does not stand in the place of one that holds for all', () => {
    expect(under('mg/kg', '20').furtherBounds).toMatchObject([
      light,
      child,
      { unit: 'mg/kg', per: 'dose', hardMax: '20' },
    ]);
  });

  it('is told beside the others', () => {
    const limits = limitsOf(some).map(({ limit, says }) => `${limit}: ${says}`);
    expect(limits).toContain('the most of a dose in mg: at most 300 mg');
    expect(limits).toContain(
      'the most of a dose in mg/kg of who weighs under 50 kg: at most 15 mg/kg',
    );
    expect(limits).toContain('the most of a dose in mg of a child: at most 100 mg');
  });
});

describe('what is kept of a policy', () => {
  const kept = {
    ...{ therapyId: 'infliximab', version: 2, rules: { premedicationNeeded: true } },
    ...{ effectiveFrom: '2026-11-20', why: 'reactions', proposedBy: 'ada' },
    ...{ proposedAt: '2026-11-19T15:00:00Z', looser: [{ limit: 'l', was: 'w', is: 'i' }] },
  };
  const decided = { version: 2, note: 'as agreed', by: 'bo', at: '2026-11-19T16:00:00Z' };
  const standing = {
    ...{ therapyId: 'infliximab', revision: 3, newest: 2 },
    approved: [{ therapyId: 'infliximab', version: 1, from: '2026-11-01', rules: {} }],
    waiting: { version: 2, proposedBy: 'ada' },
  };

  it('is read as it was written, whatever was decided', () => {
    expect(PolicyVersion.parse(kept)).toEqual(kept);
    expect(PolicyStanding.parse(standing)).toEqual(standing);
    for (const action of ['approve', 'refuse', 'withdraw'])
      expect(PolicyDecision.parse({ ...decided, action })).toEqual({ ...decided, action });
    expect(PolicyDecision.safeParse({ ...decided, action: 'forget' }).success).toBe(false);
  });

  it('before anybody set one is nothing, at revision 0', () => {
    const none = noPolicy('ivig');
    expect(PolicyStanding.parse(none)).toEqual(none);
    expect(none).toEqual({ therapyId: 'ivig', revision: 0, newest: 0, approved: [] });
  });

  it.each<[string, Record<string, unknown>]>([
    ['a revision below none', { revision: -1 }],
    ['a newest version below none', { newest: -1 }],
    ['a version that waits, of nobody', { waiting: { version: 2 } }],
    ['no therapy', { therapyId: undefined }],
    ...[undefined, null, 'premedication', 3].map((rules): [string, Record<string, unknown>] => [
      `limits that are ${rules}`,
      { approved: [{ ...standing.approved[0], rules }] },
    ]),
  ])('is not read with %s', (_name, different) => {
    expect(PolicyStanding.safeParse({ ...standing, ...different }).success).toBe(false);
  });

  it.each(Object.keys(kept))('is not read without %s', (field) => {
    expect(PolicyVersion.safeParse({ ...kept, [field]: undefined }).success).toBe(false);
  });

  it.each(['limit', 'was', 'is'])('tells of each looser limit also %s', (field) => {
    const looser = [{ ...kept.looser[0], [field]: undefined }];
    expect(PolicyVersion.safeParse({ ...kept, looser }).success).toBe(false);
  });
});
