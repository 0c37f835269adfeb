import { describe, expect, it } from 'vitest';
import type { Authorization, Line } from '../../functions/authorization/authorization.ts';
import { decisionDueAt } from '../../functions/authorization/line-clocks.ts';
import {
  foreseeEnding,
  isAskedAnew,
  isRenewal,
  renewedNumber,
} from '../../functions/authorization/renewal-rules.ts';
import { anAuthorization, requestFacts } from '../support/authorizations.ts';
import { anOrder } from '../support/referrals.ts';

const at = '2026-11-20T16:00:00Z';
const { therapy } = requestFacts();
type Decided = Partial<Omit<Line, 'decision'>> & { decision?: Partial<Line['decision']> };

/** The infliximab request of the builders, granted as asked but for the drug and the services. */
const granted = (drug: Decided = {}, service: Decided = {}): Authorization => {
  const { lines, ...rest } = anAuthorization({ status: 'approved' });
  return {
    ...rest,
    lines: lines.map((line): Line => {
      const { decision, ...more } = line.kind === 'drug' ? drug : service;
      return {
        ...line,
        state: 'approved',
        ...more,
        decision: { reasons: [], at, number: 'PA1', ...decision },
      };
    }),
  };
};

describe('how an authorization falls short of its series', () => {
  const ending = (authorization: Authorization, order = anOrder()) =>
    foreseeEnding(authorization, order, therapy, { firstOn: '2026-12-01' });
  // Six doses from 1 December: the last on day 210, 29 June 2027.

  it.each<[string, Authorization, ReturnType<typeof ending>]>([
    ['not at all', granted(), undefined],
    [
      'it ends on the day of the last dose',
      granted({ decision: { through: '2027-06-29' } }),
      undefined,
    ],
    [
      'it ends the day before',
      granted({ decision: { through: '2027-06-28' } }),
      'ends-before-series',
    ],
    ['it has units for six visits', granted({ decision: { units: 300 } }), undefined],
    ['it has a unit less', granted({ decision: { units: 299 } }), 'units-run-out'],
    ['a service has units for fewer', granted({}, { decision: { units: 5 } }), 'units-run-out'],
    [
      'that service needs no authorization',
      granted({}, { state: 'not-required', decision: { units: 5 } }),
      undefined,
    ],
    [
      'that service was not granted',
      granted({}, { state: 'denied', decision: { units: 5 } }),
      undefined,
    ],
    [
      'the drug is dispensed by days, and a service has units for fewer',
      granted({ perVisit: 0, decision: { units: 0 } }, { decision: { units: 5 } }),
      'units-run-out',
    ],
    ['the drug is dispensed by days', granted({ perVisit: 0 }), undefined],
  ])('%s', (_says, authorization, expected) => {
    expect(ending(authorization)).toBe(expected);
  });

  it('is that the order goes on, where all that was asked for is granted', () => {
    const enough = { units: 1000, through: '2027-12-31' };
    expect(
      ending(granted({ decision: enough }, { decision: enough }), anOrder({ doses: 40 })),
    ).toBe('order-outlasts-request');
  });

  it('cannot be said where nothing was granted', () => {
    const denied = granted({ state: 'denied' }, { state: 'denied' });
    expect(ending(denied, anOrder({ doses: 40 }))).toBeUndefined();
  });

  it('counts from the first day asked for, before a series is booked', () => {
    const early = granted({ decision: { through: '2027-06-28' } });
    expect(foreseeEnding(early, anOrder(), therapy, undefined)).toBe('ends-before-series');
    expect(foreseeEnding({ ...early, lines: [] }, anOrder(), therapy, undefined)).toBeUndefined();
  });
});

describe('an authorization in whose place something is asked for anew', () => {
  it.each<[string, Pick<Authorization, 'replaces' | 'status'>[], boolean]>([
    ['nothing', [], false],
    ['something that is not decided yet', [{ replaces: 'auth_1', status: 'pended' }], true],
    ['something that was denied', [{ replaces: 'auth_1', status: 'denied' }], true],
    ['something that is approved', [{ replaces: 'auth_1', status: 'approved' }], false],
    ['something that was given up', [{ replaces: 'auth_1', status: 'withdrawn' }], false],
    ['in the place of another', [{ replaces: 'auth_2', status: 'pended' }], false],
    ['in the place of none', [{ status: 'pended' }], false],
    [
      'one thing that was given up, and another since',
      [
        { replaces: 'auth_1', status: 'withdrawn' },
        { replaces: 'auth_1', status: 'drafted' },
      ],
      true,
    ],
    [
      'one thing that was denied, and another that is approved since',
      [
        { replaces: 'auth_1', status: 'denied' },
        { replaces: 'auth_1', status: 'approved' },
      ],
      false,
    ],
    [
      'one thing that was denied, and another that was given up since',
      [
        { replaces: 'auth_1', status: 'denied' },
        { replaces: 'auth_1', status: 'withdrawn' },
      ],
      true,
    ],
  ])('%s', (_says, authorizations, isAsked) => {
    expect(isAskedAnew(authorizations, 'auth_1')).toBe(isAsked);
  });
});

describe('the number that a renewal goes on from', () => {
  const id = (round: number) => `auth_01jd0000000000000000_${round}`;
  const round = (number: string | undefined, different: Partial<Authorization>) => {
    const one = granted({ decision: { number } }, { decision: { number } });
    return { ...one, ...different };
  };
  const renewal = round('PA9', { authorizationId: id(4), bookedBefore: 8 });
  const older = round('PA1', { authorizationId: id(1) });
  const newer = round('PA2', { authorizationId: id(2) });

  it.each<[string, Authorization[], string | undefined]>([
    ['the newest before', [older, newer], 'PA2'],
    ['not its own', [older, newer, renewal], 'PA2'],
    ['the newest that has one', [older, round(undefined, { authorizationId: id(3) })], 'PA1'],
    [
      'not of another payer',
      [older, round('PA3', { authorizationId: id(3), payerId: 'other' })],
      'PA1',
    ],
    [
      'not of another therapy',
      [older, round('PA3', { authorizationId: id(3), therapyId: 'ivig' })],
      'PA1',
    ],
    ['none, where none was granted', [], undefined],
  ])('is %s', (_says, known, number) => {
    expect(renewedNumber(renewal, known)).toBe(number);
  });

  it('is known for what is asked for in the place of another, too', () => {
    const revised = round('PA9', { authorizationId: id(4), replaces: id(2) });
    expect(renewedNumber(revised, [older, newer])).toBe('PA2');
  });

  it('is none for a first request', () => {
    expect(isRenewal(newer)).toBe(false);
    expect(isRenewal(renewal)).toBe(true);
    expect(isRenewal({ bookedBefore: 0 })).toBe(true);
    expect(isRenewal({ bookedBefore: 3, replaces: id(2) })).toBe(false);
    expect(isRenewal({ replaces: id(2) })).toBe(false);
    expect(renewedNumber(newer, [older])).toBeUndefined();
  });
});

describe('when a decision is due', () => {
  const line = (state: Line['state'], dueAt?: string): Line => ({
    ...(anAuthorization().lines[0] as Line),
    state,
    clock: { rule: 'any', urgency: 'standard', ...(dueAt ? { dueAt } : {}) },
  });
  const [sooner, later] = ['2026-11-21T16:00:00Z', '2026-11-24T16:00:00Z'];

  it.each<[string, Line[], string | undefined]>([
    ['a draft', [line('drafted', sooner)], sooner],
    ['a review', [line('pended-in-review', sooner)], sooner],
    ['a question', [line('pended-information-required', sooner)], sooner],
    ['the earliest of several', [line('drafted', later), line('drafted', sooner)], sooner],
    ['what is left beside a decision', [line('approved', sooner), line('drafted', later)], later],
    ['nothing, where all is decided', [line('denied', sooner)], undefined],
    ['nothing, where no clock runs', [line('drafted')], undefined],
  ])('is the clock of %s', (_says, lines, due) => {
    expect(decisionDueAt({ lines })).toBe(due);
  });
});
