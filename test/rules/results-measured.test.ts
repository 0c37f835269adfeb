import { describe, expect, it } from 'vitest';
import { micro } from '../../functions/platform/quantity.ts';
import { checkScreening } from '../../functions/referral/checks/screening-checks.ts';
import { isPlausible } from '../../functions/referral/facts/analytes.ts';
import type { Observation } from '../../functions/referral/referral.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { foundBy } from '../support/findings.ts';

const number = (code: string, value: string, unit: string): Observation => ({
  code,
  on: '2026-11-18',
  value: { value, unit },
});

/** What is told of one test once these results stand in place of those of the same. */
const told = (item: string, id: string, results: Observation[], instead: string[]) => {
  const clean = cleanReferral(id);
  const others = clean.observations.filter(({ code }) => !instead.includes(code));
  return foundBy(checkScreening, { ...clean, observations: [...others, ...results] })
    .filter(({ code }) => code.startsWith(`${item}-`))
    .map(({ severity, code }) => `${severity} ${code.slice(item.length + 1)}`);
};

describe('a number under another code, in another unit, or by a slip', () => {
  const salts = '2823-3';
  const passes: string[] = [];
  it.each<[id: string, item: string, sent: Observation, instead: string[], found: string[]]>([
    ['tocilizumab', 'liver', number('1743-4', '22', 'IU/L'), ['1742-6', '1920-8'], passes],
    ['tocilizumab', 'platelets', number('778-1', '220', 'Thousand/uL'), ['777-3'], passes],
    ['tocilizumab', 'neutrophils', number('751-8', '4.1', 'x10E3/uL'), ['751-8'], passes],
    ['tocilizumab', 'neutrophils', number('751-8', '4100', 'cells/mcL'), ['751-8'], passes],
    [
      'tocilizumab',
      'neutrophils',
      number('751-8', '1999', '/uL'),
      ['751-8'],
      ['block outside-limits'],
    ],
    [
      'tocilizumab',
      'neutrophils',
      number('751-8', '4100', '10*3/uL'),
      ['751-8'],
      ['block implausible'],
    ],
    [
      'tocilizumab',
      'platelets',
      number('777-3', '220000', 'K/uL'),
      ['777-3'],
      ['block implausible'],
    ],
    ['tocilizumab', 'neutrophils', number('770-8', '60', '%'), ['751-8'], ['missing missing']],
    [
      'zoledronic_acid',
      'calcium',
      number('17861-6', '92', 'mg/dL'),
      ['17861-6'],
      ['block implausible'],
    ],
    ['zoledronic_acid', 'calcium', number('17861-6', '9.2', 'MG/DL'), ['17861-6'], passes],
    [
      'zoledronic_acid',
      'calcium',
      number('17861-6', '9.2', 'g/dL'),
      ['17861-6'],
      ['missing unit-unknown'],
    ],
    ['paclitaxel', 'bilirubin', number('14631-6', '12', 'umol/L'), ['1975-2'], passes],
    [
      'paclitaxel',
      'bilirubin',
      number('14631-6', '25', 'µmol/L'),
      ['1975-2'],
      ['warn outside-limits'],
    ],
    [
      'paclitaxel',
      'bilirubin',
      number('1975-2', '6.1', 'mg/dL'),
      ['1975-2'],
      ['block outside-limits'],
    ],
    ['ivig', 'iga', number('2458-8', '1.8', 'constructor'), ['2458-8'], ['missing unit-unknown']],
    ['ivig', 'iga', number('2458-8', '1.8', 'G/L'), ['2458-8'], ['missing unit-unknown']],
    ['parenteral_nutrition', 'potassium', number(salts, '4.1', 'mEq/L'), [salts], passes],
    ['parenteral_nutrition', 'potassium', number(salts, '3.5', 'mmol/L'), [salts], passes],
    [
      'parenteral_nutrition',
      'potassium',
      number(salts, '3.4', 'mmol/L'),
      [salts],
      ['warn outside-limits'],
    ],
    [
      'parenteral_nutrition',
      'potassium',
      number(salts, '3', 'mmol/L'),
      [salts],
      ['warn outside-limits'],
    ],
    [
      'parenteral_nutrition',
      'potassium',
      number(salts, '2.99', 'mmol/L'),
      [salts],
      ['block outside-limits'],
    ],
    [
      'parenteral_nutrition',
      'potassium',
      number(salts, '6.1', 'mmol/L'),
      [salts],
      ['block outside-limits'],
    ],
    [
      'parenteral_nutrition',
      'potassium',
      number(salts, '41', 'mmol/L'),
      [salts],
      ['block implausible'],
    ],
    ['parenteral_nutrition', 'magnesium', number('19123-9', '0.8', 'mmol/L'), ['19123-9'], passes],
    ['parenteral_nutrition', 'magnesium', number('19123-9', '1.7', 'meq/L'), ['19123-9'], passes],
    ['parenteral_nutrition', 'glucose', number('41653-7', '5.5', 'mmol/L'), ['2345-7'], passes],
    [
      'parenteral_nutrition',
      'glucose',
      number('2345-7', '401', 'mg/dL'),
      ['2345-7'],
      ['block outside-limits'],
    ],
  ])('before %s, as the %s: %j', (...[id, item, sent, instead, found]) => {
    expect(told(item, id, [sent], instead)).toEqual(found);
  });

  it('a phenotype beside a level is no riddle', () => {
    const codes = ['1825-9', '6771-0'];
    const level = number('1825-9', '4.2', 'umol/L');
    const phenotype = { code: '32769-2', on: '2026-11-18', value: { coded: 'PiZZ' } };
    expect(told('alpha1-antitrypsin', 'alpha1_pi', [level, phenotype], codes)).toEqual([]);
  });

  it('each of two liver tests is judged, whichever is newer', () => {
    const alt = number('1742-6', '20', 'U/L');
    const ast = { ...number('1920-8', '900', 'U/L'), on: '2026-11-16' };
    const codes = ['1742-6', '1920-8'];
    expect(told('liver', 'paclitaxel', [alt, ast], codes)).toEqual(['block outside-limits']);
    expect(told('liver', 'paclitaxel', [alt, { ...ast, on: '2026-10-16' }], codes)).toEqual([]);
    expect(told('liver', 'paclitaxel', [alt], codes)).toEqual([]);
  });

  it('within its limits and marked as critical is for a person', () => {
    const marked = (mark: string) => [
      { ...number(salts, '4.1', 'mmol/L'), interpretation: [mark] },
    ];
    const potassium = (mark: string) =>
      told('potassium', 'parenteral_nutrition', marked(mark), [salts]);
    expect(potassium('HH')).toEqual(['block contradictory']);
    expect(potassium('H')).toEqual([]);
    expect(potassium('N')).toEqual([]);
  });

  it('is known by its measure, in each of its units, wherever a therapy gives it limits', () => {
    const unknown = therapies.flatMap(({ id, screening }) =>
      screening.flatMap(({ item, codes, limits = [] }) =>
        codes.flat().flatMap((code) =>
          limits
            // Nobody has that much of anything: who does not know the measure takes it for a number.
            .filter(({ unit }) => isPlausible(code, { micro: micro('999999999'), unit }))
            .map(({ unit }) => `${id} ${item} ${code} ${unit}`),
        ),
      ),
    );
    expect(unknown).toEqual([]);
  });
});
