import { describe, expect, it } from 'vitest';
import { criticalFindings } from '../../functions/referral/checks/critical-checks.ts';
import type { Observation } from '../../functions/referral/referral.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { foundBy } from '../support/findings.ts';

const on = '2026-11-18';
const marked = (more: Partial<Observation> = {}): Observation => ({
  ...{ code: '2823-3', on, value: { value: '6.8', unit: 'mmol/L' }, interpretation: ['HH'] },
  ...more,
});
const told = (...observations: Observation[]) =>
  foundBy(criticalFindings, { ...cleanReferral('infliximab'), observations });
const codes = (...observations: Observation[]) => told(...observations).map(({ code }) => code);
const one = ['result-critical'];

describe('a result that the laboratory calls critical', () => {
  it.each([
    ...['HH', 'LL', 'AA', 'H>', 'L<', 'hh', 'Critical high', 'panic value'].map(
      (mark) => [mark, one] as const,
    ),
    ...['H', 'L', 'N', 'HHX', 'xHH', 'L<x', 'uncritical', 'panicking'].map(
      (mark) => [mark, []] as const,
    ),
  ])('by the mark “%s”: %j', (mark, expected) => {
    expect(codes(marked({ interpretation: ['N', mark] }))).toEqual(expected);
  });

  it.each<[string, Observation[], string[]]>([
    ['thirty days ago', [marked({ on: '2026-10-21' })], one],
    ['longer ago', [marked({ on: '2026-10-20' })], []],
    ['on no day', [marked({ on: undefined } as never)], []],
    ['in error', [marked({ status: 'entered-in-error' })], []],
    ['cancelled', [marked({ status: 'cancelled' })], []],
    ['not final', [marked({ status: 'preliminary' })], one],
    ['without a mark', [marked({ interpretation: undefined } as never)], []],
    [
      'and another one since',
      [marked({ on: '2026-11-17' }), marked({ interpretation: ['N'] })],
      [],
    ],
    [
      'and another one since, told first',
      [marked({ interpretation: ['N'] }), marked({ on: '2026-11-17' })],
      [],
    ],
    ['and the last of its day', [marked({ interpretation: ['N'] }), marked()], one],
    [
      'and another test since',
      [marked({ on: '2026-11-17' }), marked({ code: '1-8', interpretation: ['N'] })],
      one,
    ],
    ['that the therapy asks for', [marked({ code: '5196-1' })], []],
  ])('%s', (_, observations, expected) => {
    expect(codes(...observations)).toEqual(expected);
  });

  it('is told where and in whose words', () => {
    const other = marked({ code: '1-8', interpretation: [] });
    expect(told(other, marked())).toMatchObject([
      { severity: 'warn', pointer: '/observations/1', said: '2823-3: 6.8 mmol/L' },
    ]);
    const said = (more: Partial<Observation>) => told(marked(more))[0]?.said;
    const value = { value: '6.8', unit: 'mmol/L', comparator: '>' as const };
    expect(said({ text: 'Potassium', value })).toBe('Potassium: > 6.8 mmol/L');
    expect(said({ text: 'Potassium', value: { coded: 'very high' } })).toBe('Potassium: very high');
    expect(said({ text: 'Potassium', value: undefined } as never)).toBe('Potassium: ');
    expect(said({ value: { coded: 'x'.repeat(400) } })).toHaveLength(300);
  });

  it('is one of the first five, and is told also of a drug that nobody knows', () => {
    const many = ['1', '2', '3', '4', '5', '6'].map((digit) => marked({ code: `${digit}-8` }));
    expect(codes(...many)).toHaveLength(5);
    const { order, ...rest } = cleanReferral('infliximab');
    const unknown = {
      ...rest,
      order: { ...order, therapyId: undefined },
      observations: [marked()],
    };
    expect(foundBy(criticalFindings, unknown as never)).toHaveLength(1);
  });
});
