import { describe, expect, it } from 'vitest';
import { waitDueAt } from '../../functions/authorization/decision-holds.ts';
import { chasedFor, doseChaseAt } from '../../functions/hold/dose-clock.ts';
import { dueBecause } from '../../functions/hold/hold-asks.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { aHold } from '../support/holds.ts';

describe('a payer is chased for a dose', () => {
  it.each([
    // A Friday; over Thanksgiving; over New Year; from a Sunday; over the change of the clocks.
    ['2026-11-20', '2026-11-13T14:00:00Z'],
    ['2026-11-30', '2026-11-20T14:00:00Z'],
    ['2027-01-05', '2026-12-28T14:00:00Z'],
    ['2026-12-13', '2026-12-07T14:00:00Z'],
    ['2026-03-11', '2026-03-04T14:00:00Z'],
    ['2026-03-17', '2026-03-10T13:00:00Z'],
  ])('to be given by %s: at %s, as the desk opens', (doseBy, at) => {
    expect(chasedFor(doseBy)).toBe(at);
  });

  it.each([
    ['long before', '2026-12-18', '2026-11-20T15:00:00Z', '2026-12-11T14:00:00Z'],
    [
      'in time for the next business day',
      '2026-11-30',
      '2026-11-20T15:00:00Z',
      '2026-11-23T15:00:00Z',
    ],
    ['when its window has closed', '2026-11-16', '2026-11-20T15:00:00Z', '2026-11-23T15:00:00Z'],
  ])('%s', (_, doseBy, now, at) => {
    expect(doseChaseAt(doseBy, new Date(now))).toBe(at);
  });
});

describe('a payer that says nothing', () => {
  const now = new Date('2026-11-20T16:00:00Z');
  const law = '2026-12-05T16:00:00Z';
  const pended = anAuthorization({ status: 'pended' });
  const lines = pended.lines.map((line) => ({
    ...line,
    state: 'pended-in-review' as const,
    clock: { ...line.clock, dueAt: law },
  }));
  const due = (different: object, doseBy: string | undefined, reason = 'payer-decision' as const) =>
    waitDueAt({ ...pended, lines, ...different }, reason, now, doseBy);

  it.each<[string, object, string | undefined, string]>([
    ['is chased when the dose is in danger', {}, '2026-12-04', '2026-11-27T14:00:00Z'],
    ['has its time where the dose has more', {}, '2026-12-30', law],
    ['has its time where no day is known', {}, undefined, law],
    ['has its time where later doses are asked for', { bookedBefore: 3 }, '2026-12-04', law],
    ['has its time where another approval pays so far', { replaces: 'auth_x' }, '2026-12-04', law],
  ])('%s', (_, different, doseBy, at) => {
    expect(due(different, doseBy)).toBe(at);
  });

  it('is the only one that the dose hurries: what it asked for has its own day', () => {
    const wanted = { status: 'information-required', informationDueAt: law };
    expect(due(wanted, '2026-12-04', 'information-requested' as never)).toBe(law);
  });

  it('is chased with the reason beside it', () => {
    const about = { reason: 'payer-decision', doseBy: '2026-12-04' } as const;
    expect(dueBecause(aHold(undefined, { ...about, dueAt: chasedFor('2026-12-04') }))).toContain(
      'Five business days before the window of the first dose closes, on 2026-12-04',
    );
    expect(dueBecause(aHold(undefined, { ...about, dueAt: law }))).toContain(
      'the time that the payer has to decide',
    );
  });
});
