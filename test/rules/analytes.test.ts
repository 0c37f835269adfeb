import { describe, expect, it } from 'vitest';
import { micro } from '../../functions/platform/quantity.ts';
import { byAnalyte, inUnit, isPlausible } from '../../functions/referral/facts/analytes.ts';

const number = (value: string, unit: string, comparator?: '<' | '>') => ({
  ...{ micro: micro(value), unit },
  ...(comparator ? { comparator } : {}),
});

/** What is measured, its codes, the least and the most that anybody has, in a unit. */
const rows: [string, string, string, string, string][] = [
  ['neutrophils', '751-8 753-4 26499-4', '10*3/uL', '0', '150'],
  ['platelets', '777-3 26515-7 778-1', '10*3/uL', '0', '3000'],
  ['hemoglobin', '718-7 20509-6 30313-1 59260-0', 'g/dL', '2', '25'],
  ['ferritin', '2276-4 20567-4', 'ng/mL', '0', '100000'],
  ['transferrin saturation', '2502-3', '%', '0', '110'],
  ['ALT', '1742-6 1743-4 1744-2', 'U/L', '0', '20000'],
  ['AST', '1920-8 30239-8 88112-8', 'U/L', '0', '30000'],
  ['bilirubin', '1975-2 14631-6', 'mg/dL', '0', '60'],
  ['creatinine', '2160-0', 'mg/dL', '0.1', '20'],
  ['potassium', '2823-3 6298-4', 'mmol/L', '1', '10'],
  ['sodium', '2951-2', 'mmol/L', '90', '200'],
  ['magnesium', '19123-9', 'mg/dL', '0.3', '20'],
  ['phosphate', '2777-1', 'mg/dL', '0.2', '20'],
  ['glucose', '2345-7 1558-6 2339-0 41653-7', 'mg/dL', '10', '2000'],
  ['triglycerides', '2571-8 1644-4 14927-8', 'mg/dL', '5', '20000'],
  ['calcium', '17861-6 2000-8 29265-6 46099-8', 'mg/dL', '4', '20'],
  ['IgA', '2458-8', 'mg/dL', '0', '15000'],
  ['IgG', '2465-3', 'mg/dL', '0', '20000'],
  ['alpha-1 antitrypsin', '1825-9 6771-0', 'mg/dL', '0', '800'],
  ['creatinine clearance', '2164-2 35591-7 50383-9', 'mL/min', '0', '300'],
  ['creatine kinase', '2157-6', 'U/L', '0', '1000000'],
  ['vitamin D', '62292-8 1989-3 35365-6', 'ng/mL', '0', '500'],
  ['vancomycin before a dose', '4092-3', 'ug/mL', '0', '200'],
  ['systolic pressure', '8480-6', 'mm[Hg]', '30', '350'],
  ['diastolic pressure', '8462-4', 'mm[Hg]', '10', '250'],
];

describe.each(rows)('%s', (...[, codes, unit, least, most]) => {
  const [code = ''] = codes.split(' ');
  it('is measured under each of its codes', () => {
    expect(byAnalyte([code])[0]).toEqual(expect.arrayContaining(codes.split(' ')));
    for (const one of codes.split(' '))
      expect(isPlausible(one, number('9999999', unit))).toBe(false);
  });

  it(`is from ${least} to ${most} ${unit} in whoever lives`, () => {
    expect(isPlausible(code, number(least, unit))).toBe(true);
    expect(isPlausible(code, { micro: micro(least) - 1n, unit })).toBe(false);
    expect(isPlausible(code, number(most, unit))).toBe(true);
    expect(isPlausible(code, { micro: micro(most) + 1n, unit })).toBe(false);
    expect(isPlausible(code, { ...number(most, unit, '>'), micro: micro(most) + 1n })).toBe(true);
  });
});

describe('one amount in two units', () => {
  it.each<[string, string, string, string, string]>([
    ['751-8', '4100', '/uL', '4.1', '10*3/uL'],
    ['777-3', '220000', '/uL', '220', '10*3/uL'],
    ['718-7', '98', 'g/L', '9.8', 'g/dL'],
    ['1975-2', '17.1', 'umol/L', '1', 'mg/dL'],
    ['2160-0', '88.4', 'umol/L', '1', 'mg/dL'],
    ['2823-3', '4.1', 'meq/L', '4.1', 'mmol/L'],
    ['19123-9', '1', 'mmol/L', '2.431', 'mg/dL'],
    ['19123-9', '2', 'meq/L', '2.431', 'mg/dL'],
    ['2777-1', '1', 'mmol/L', '3.097', 'mg/dL'],
    ['2345-7', '1', 'mmol/L', '18.016', 'mg/dL'],
    ['2571-8', '1', 'mmol/L', '88.57', 'mg/dL'],
    ['17861-6', '1', 'mmol/L', '4.008', 'mg/dL'],
    ['2458-8', '0.07', 'g/L', '7', 'mg/dL'],
    ['2465-3', '9.8', 'g/L', '980', 'mg/dL'],
    ['1825-9', '10', 'umol/L', '52', 'mg/dL'],
    ['1825-9', '0.4', 'g/L', '40', 'mg/dL'],
    ['62292-8', '62.4', 'nmol/L', '25', 'ng/mL'],
    ['4092-3', '15', 'mg/L', '15', 'ug/mL'],
  ])('%s: %s %s is %s %s', (...[code, value, unit, same, wanted]) => {
    expect(inUnit(code, number(value, unit), wanted)?.micro).toBe(micro(same));
    expect(inUnit(code, number(same, wanted), unit)?.micro).toBe(micro(value));
  });

  it('stays as it is in its own, and is none where no row tells', () => {
    const read = number('4', 'mmol/L');
    expect(inUnit('2823-3', read, 'mmol/L')).toBe(read);
    expect(inUnit('2823-3', read, 'mg/dL')).toBeUndefined();
    expect(inUnit('2823-3', number('4', 'stone'), 'mmol/L')).toBeUndefined();
    expect(inUnit('nobody', read, 'mg/dL')).toBeUndefined();
    expect(inUnit('2823-3', { ...read, comparator: '<' }, 'meq/L')).toEqual({
      ...{ micro: micro('4'), unit: 'meq/L' },
      comparator: '<',
    });
  });

  it('that no row knows, somebody may have', () => {
    expect(isPlausible('nobody', number('9999999', 'mg/dL'))).toBe(true);
    expect(isPlausible('2823-3', number('9999999', 'stone'))).toBe(true);
  });
});

describe('codes that laboratories send', () => {
  it('are put together by what they measure', () => {
    expect(byAnalyte(['1742-6', '1920-8', '1743-4'])).toEqual([
      ['1742-6', '1743-4', '1744-2'],
      ['1920-8', '30239-8', '88112-8'],
    ]);
    expect(byAnalyte(['x', '1742-6', 'y'])).toEqual([
      ['x', 'y'],
      ['1742-6', '1743-4', '1744-2'],
    ]);
  });
});
