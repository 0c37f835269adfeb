import { describe, expect, it } from 'vitest';
import { decimal, micro } from '../../functions/platform/quantity.ts';
import { byAnalyte, inUnit, isPlausible } from '../../functions/referral/facts/analytes.ts';
import { sameUnit } from '../../functions/referral/facts/units.ts';

const read = (value: string, unit: string, comparator?: '<' | '>') => ({
  micro: micro(value),
  unit,
  comparator,
});

describe('a unit, as laboratories write it', () => {
  it.each([
    ['K/uL', '10*3/uL'],
    ['10^3/uL', '10*3/uL'],
    ['thousand/mcL', '10*3/uL'],
    ['K/µL', '10*3/uL'],
    ['K/μL', '10*3/uL'],
    ['cells/mcL', '/uL'],
    ['IU/L', 'U/L'],
    ['gm/dL', 'g/dL'],
    ['mg / dL', 'mg/dL'],
    ['mg  /dL', 'mg/dL'],
    ['ug/L', 'ng/mL'],
    ['micromol/L', 'umol/L'],
    ['MMOL/L', 'mmol/L'],
    ['mEq/L', 'meq/L'],
    ['ml/min', 'mL/min'],
    ['mL/min/1.73m2', 'mL/min/{1.73_m2}'],
    ['percent', '%'],
    ['g/l', 'g/L'],
    ['G/L', 'G/L'],
    ['constructor', 'constructor'],
    ['Stone', 'Stone'],
  ])('%s is %s', (unit, same) => {
    expect(sameUnit(unit)).toBe(same);
  });
});

/** Code, what it is told in, the least and the most that anybody has. */
const rows = [
  ['751-8', '10*3/uL', '0', '150'],
  ['777-3', '10*3/uL', '0', '3000'],
  ['718-7', 'g/dL', '2', '25'],
  ['2276-4', 'ng/mL', '0', '100000'],
  ['2502-3', '%', '0', '110'],
  ['1742-6', 'U/L', '0', '20000'],
  ['1920-8', 'U/L', '0', '30000'],
  ['1975-2', 'mg/dL', '0', '60'],
  ['2160-0', 'mg/dL', '0.1', '20'],
  ['2823-3', 'mmol/L', '1', '10'],
  ['2951-2', 'mmol/L', '90', '200'],
  ['19123-9', 'mg/dL', '0.3', '20'],
  ['2777-1', 'mg/dL', '0.2', '20'],
  ['2345-7', 'mg/dL', '10', '2000'],
  ['2571-8', 'mg/dL', '5', '20000'],
  ['17861-6', 'mg/dL', '4', '20'],
  ['2458-8', 'mg/dL', '0', '15000'],
  ['2465-3', 'mg/dL', '0', '20000'],
  ['1825-9', 'mg/dL', '0', '800'],
  ['2164-2', 'mL/min', '0', '300'],
  ['2157-6', 'U/L', '0', '1000000'],
] as const;

describe('a number that nobody can have', () => {
  it.each(rows)('%s in %s lies from %s to %s', (code, unit, least, most) => {
    const within = (value: string) => isPlausible(code, read(value, unit));
    const one = 1n;
    expect([within(least), within(most)]).toEqual([true, true]);
    expect(within(decimal(micro(most) + one))).toBe(false);
    expect(isPlausible(code, { micro: micro(least) - one, unit, comparator: undefined })).toBe(
      false,
    );
  });

  it('may stand behind a bound, unless it is below zero', () => {
    expect(isPlausible('751-8', read('151', '10*3/uL', '>'))).toBe(true);
    expect(isPlausible('2345-7', read('2001', 'mg/dL', '<'))).toBe(true);
    expect(isPlausible('2345-7', read('9', 'mg/dL', '<'))).toBe(false);
    expect(isPlausible('751-8', { micro: -1n, unit: '10*3/uL', comparator: '<' })).toBe(false);
  });

  it('is not known of other codes and units', () => {
    expect(isPlausible('1-8', read('999999', '10*3/uL'))).toBe(true);
    expect(isPlausible('751-8', read('999999', 'mg/dL'))).toBe(true);
  });
});

describe('a number in another unit', () => {
  it.each([
    ['751-8', '4100', '/uL', '10*3/uL', '4.1'],
    ['778-1', '220000', '/uL', '10*3/uL', '220'],
    ['718-7', '135', 'g/L', 'g/dL', '13.5'],
    ['1975-2', '17.1', 'umol/L', 'mg/dL', '1'],
    ['2160-0', '88.4', 'umol/L', 'mg/dL', '1'],
    ['2823-3', '4', 'meq/L', 'mmol/L', '4'],
    ['2951-2', '140', 'mEq/L', 'mmol/L', '140'],
    ['19123-9', '1', 'mmol/L', 'mg/dL', '2.431'],
    ['19123-9', '2', 'meq/L', 'mg/dL', '2.431'],
    ['19123-9', '2', 'meq/L', 'mmol/L', '1'],
    ['2777-1', '1', 'mmol/L', 'mg/dL', '3.097'],
    ['2345-7', '5', 'mmol/L', 'mg/dL', '90.08'],
    ['2571-8', '2', 'mmol/L', 'mg/dL', '177.14'],
    ['17861-6', '2', 'mmol/L', 'mg/dL', '8.016'],
    ['17861-6', '8.016', 'mg/dL', 'mmol/L', '2'],
    ['2458-8', '1.8', 'g/l', 'mg/dL', '180'],
    ['2465-3', '7', 'g/l', 'mg/dL', '700'],
    ['1825-9', '10', 'umol/L', 'mg/dL', '52'],
    ['1825-9', '1', 'g/l', 'mg/dL', '100'],
    ['1-8', '7', 'MG/DL', 'mg/dL', '7'],
  ])('%s: %s %s in %s is %s', (...row) => {
    const [code, value, unit, wanted, expected] = row;
    const found = inUnit(code, read(value, unit), wanted);
    expect(found && decimal(found.micro)).toBe(expected);
  });

  it.each([
    ['17861-6', 'meq/L', 'mg/dL'],
    ['751-8', 'mg/dL', '10*3/uL'],
    ['751-8', '/uL', 'mg/dL'],
    ['1-8', '/uL', '10*3/uL'],
    ['751-8', 'constructor', '10*3/uL'],
  ])('%s in %s is nothing in %s', (code, unit, wanted) => {
    expect(inUnit(code, read('1', unit), wanted)).toBeUndefined();
  });

  it('keeps its bound and names its unit', () => {
    expect(inUnit('751-8', read('4000', '/uL', '<'), 'K/uL')).toEqual(read('4', '10*3/uL', '<'));
  });
});

describe('codes of one measure', () => {
  it('are asked for together, and every measure by itself', () => {
    expect(byAnalyte(['1742-6', '1920-8'])).toEqual([
      ['1742-6', '1743-4', '1744-2'],
      ['1920-8', '30239-8', '88112-8'],
    ]);
    expect(byAnalyte(['1743-4', '1742-6'])).toEqual([['1743-4', '1742-6', '1744-2']]);
    expect(byAnalyte(['1-8', '2-6'])).toEqual([['1-8', '2-6']]);
    expect(byAnalyte([])).toEqual([]);
  });
});
