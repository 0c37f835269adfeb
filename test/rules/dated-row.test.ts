import { describe, expect, it } from 'vitest';
import { coversRow, type DatedRow, holdsFor } from '../../functions/payer/dated-row.ts';
import { hidesClock } from '../../functions/payer/decision-clock.ts';
import { decisionClocks } from '../../functions/payer/decision-clocks.ts';
import { hidesRung } from '../../functions/payer/denial-rung.ts';
import { aRungRow } from '../support/rung-rows.ts';

const row: DatedRow = {
  lineOfBusiness: ['commercial', 'exchange'],
  benefit: 'drug',
  from: '2026-01-01',
  through: '2026-06-30',
};
const any: DatedRow = { ...row, benefit: 'any' };
const open: DatedRow = { ...row, through: undefined };

describe('a row that holds from a day on', () => {
  it.each<[string, DatedRow, Partial<Parameters<typeof holdsFor>[1]>, boolean]>([
    ['on its first day', row, { on: '2026-01-01' }, true],
    ['the day before', row, { on: '2025-12-31' }, false],
    ['on its last day', row, { on: '2026-06-30' }, true],
    ['the day after', row, { on: '2026-07-01' }, false],
    ['years after, where no last day is written', open, { on: '2036-07-01' }, true],
    ['for another of its lines of business', row, { lineOfBusiness: 'exchange' }, true],
    ['for a line that it does not name', row, { lineOfBusiness: 'medicaid' }, false],
    ['for the other benefit', row, { benefit: 'service' }, false],
    ['for either benefit, where it is for any', any, { benefit: 'service' }, true],
  ])('%s', (_, one, different, holds) => {
    const asked = { lineOfBusiness: 'commercial', benefit: 'drug', on: '2026-03-01' } as const;
    expect(holdsFor(one, { ...asked, ...different })).toBe(holds);
  });
});

describe('a row leaves another nothing', () => {
  it.each<[string, DatedRow, DatedRow, boolean]>([
    ['that is the same', row, row, true],
    ['of fewer lines of business', row, { ...row, lineOfBusiness: ['exchange'] }, true],
    ['but one of more lines', row, { ...row, lineOfBusiness: ['exchange', 'medicaid'] }, false],
    ['of one benefit, being for any', any, row, true],
    ['but one for any benefit, being for one', row, any, false],
    ['but one of the other benefit', row, { ...row, benefit: 'service' }, false],
    ['that begins on the same day or later', row, { ...row, from: '2026-01-02' }, true],
    ['but one that begins a day before', row, { ...row, from: '2025-12-31' }, false],
    ['that ends a day sooner', row, { ...row, through: '2026-06-29' }, true],
    ['but one that ends a day later', row, { ...row, through: '2026-07-01' }, false],
    ['but one without a last day, having one', row, open, false],
    ['with a last day, having none', open, row, true],
    ['without a last day, having none', open, open, true],
  ])('%s', (_, first, later, covers) => {
    expect(coversRow(first, later)).toBe(covers);
  });

  it('only where it is of the same urgency, or the same rung', () => {
    const [clock] = decisionClocks;
    if (!clock) throw new Error('there are no clocks');
    expect(hidesClock(clock, { ...clock })).toBe(true);
    const other = clock.urgency === 'standard' ? 'expedited' : 'standard';
    expect(hidesClock(clock, { ...clock, urgency: other })).toBe(false);
    expect(hidesClock(clock, { ...clock, from: '2000-01-01' })).toBe(false);
    expect(hidesRung(aRungRow('appeal'), aRungRow('appeal'))).toBe(true);
    expect(hidesRung(aRungRow('appeal'), aRungRow('resubmit'))).toBe(false);
    expect(hidesRung(aRungRow('appeal'), aRungRow('appeal', { from: '2000-01-01' }))).toBe(false);
  });
});
