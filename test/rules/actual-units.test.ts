import { describe, expect, it } from 'vitest';
import {
  type AmountGiven,
  amountComplaints,
  takenAtVisit,
  type VisitGiven,
} from '../../functions/authorization/actual-units.ts';
import type { Line } from '../../functions/authorization/authorization.ts';
import { anAuthorization } from '../support/authorizations.ts';

const [asked, ...services] = anAuthorization().lines as [Line, ...Line[]];
/** 410 mg of a drug in units of 10 mg, from vials of 100 mg. */
const drug = (different: Partial<NonNullable<Line['dose']>> = {}, perVisit = 50): Line => ({
  ...asked,
  code: 'J1745',
  perVisit,
  perDose: undefined,
  dose: { unit: 'mg', perVisit: '410', perUnit: '10', withWaste: true, ...different },
});
const mg = (value: string) => ({ value, unit: 'mg' });
const gave = (given: string, discarded?: string): AmountGiven => ({
  code: 'J1745',
  given: mg(given),
  ...(discarded ? { discarded: mg(discarded) } : {}),
});
const visit = (different: Partial<VisitGiven> = {}): VisitGiven => ({
  dose: 1,
  infusionMinutes: 120,
  visitMinutes: 180,
  amounts: [],
  ...different,
});
const taken = (line: Line, ...amounts: AmountGiven[]) => takenAtVisit([line], visit({ amounts }));
const ofLine = { sequence: asked.sequence };

describe('what a visit took of a drug', () => {
  it('is what was planned where nothing else is written down', () => {
    expect(taken(drug())).toEqual([]);
  });

  it.each<[string, ReturnType<typeof taken>, object[]]>([
    [
      'counts what was given and what was thrown away where the payer authorizes it',
      taken(drug(), gave('410', '90')),
      [{ ...ofLine, units: 50, discarded: 9, amount: '410' }],
    ],
    [
      'counts what was given alone where it does not',
      taken(drug({ withWaste: undefined }, 41), gave('380', '120')),
      [{ ...ofLine, units: 38, amount: '380' }],
    ],
    [
      'rounds a begun unit up, and counts it once',
      taken(drug(), gave('372.5', '127.5')),
      [{ ...ofLine, units: 50, discarded: 12, amount: '372.5' }],
    ],
    [
      'is more than planned where another vial was opened',
      taken(drug(), gave('410', '190')),
      [{ ...ofLine, units: 60, discarded: 19, amount: '410' }],
    ],
    [
      'is nothing of nothing given',
      taken(drug(), gave('0')),
      [{ ...ofLine, units: 0, amount: '0' }],
    ],
    [
      'is one unit of a code that is billed by the dose',
      taken(drug({ perUnit: undefined }, 2), gave('410')),
      [{ ...ofLine, units: 1, amount: '410' }],
    ],
    ['says nothing where it is exactly as planned', taken(drug({}, 41), gave('410')), []],
    [
      'says what was given where the units are the same',
      taken(drug({}, 41), gave('405')),
      [{ ...ofLine, units: 41, amount: '405' }],
    ],
    ['is no other drug’s', taken(drug(), { ...gave('1'), code: 'J9999' }), []],
    ['is not of a drug that is dispensed', taken({ ...drug(), dose: undefined }, gave('1')), []],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});

describe('what a visit took of services that are billed by the hour', () => {
  const hours = { ...(services[0] as Line), sequence: 7, code: '96415', perVisit: 1 };
  const ran = (infusionMinutes: number, line: Line = hours, ...others: Line[]) =>
    takenAtVisit([drug(), line, ...others], visit({ infusionMinutes, visitMinutes: 200 }));

  it.each([
    [90, [{ sequence: 7, units: 0 }]],
    [91, []],
    [150, []],
    [151, [{ sequence: 7, units: 2 }]],
  ])('follows the clock: %i minutes', (minutes, expected) => {
    expect(ran(minutes)).toEqual(expected);
  });

  it('counts the time of the nurse by the whole visit', () => {
    expect(ran(60, { ...hours, code: '99602', perVisit: 1 })).toEqual([{ sequence: 7, units: 2 }]);
  });

  it('knows no time of a visit of which nobody wrote down the end', () => {
    const line = { ...hours, code: '99602', perVisit: 1 };
    const untold = visit({ infusionMinutes: 60, visitMinutes: undefined });
    expect(takenAtVisit([drug(), line], untold)).toEqual([]);
  });

  it('follows the clock for a drug whose billing code changes with a later dose', () => {
    const later = {
      ...drug({}, 50),
      sequence: 9,
      code: 'J9999',
      perDose: [
        { from: 1, units: 0 },
        { from: 4, units: 50 },
      ],
    };
    expect(ran(151, hours, later)).toEqual([{ sequence: 7, units: 2 }]);
  });

  it('counts a service that is billed once as planned', () => {
    expect(ran(600, { ...hours, code: '96413' })).toEqual([]);
  });

  it('is as planned where several drugs ran, of which nobody knows which took longer', () => {
    expect(ran(600, hours, { ...drug(), sequence: 9, code: 'J9999' })).toEqual([]);
  });
});

describe('an amount that cannot be counted', () => {
  const complaints = (line: Line, ...amounts: AmountGiven[]) =>
    amountComplaints([line], { dose: 1, amounts }).map(({ pointer, fix }) => [pointer, fix]);

  it.each<[string, ReturnType<typeof complaints>, unknown[]]>([
    ['is none of the drug in its measure', complaints(drug(), gave('410', '90')), []],
    [
      'is of a drug that is not given',
      complaints(drug(), { ...gave('1'), code: 'J9999' }),
      [['/amounts/0/code', 'The drugs of the visit are: J1745.']],
    ],
    [
      'is of a drug that this dose has not',
      complaints({ ...drug(), perDose: [{ from: 1, units: 0 }] }, gave('1')),
      [['/amounts/0/code', 'The drugs of the visit are: .']],
    ],
    [
      'is told twice',
      complaints(drug(), gave('1'), gave('2')),
      [['/amounts/1/code', 'The drugs of the visit are: J1745.']],
    ],
    [
      'is in another measure',
      complaints(drug(), { code: 'J1745', given: { value: '1', unit: 'g' }, discarded: mg('1') }),
      [['/amounts/0/given/unit', 'Give it in mg.']],
    ],
    [
      'is thrown away in another measure',
      complaints(drug(), { ...gave('1'), discarded: { value: '1', unit: 'mL' } }),
      [['/amounts/0/discarded/unit', 'Give it in mg.']],
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});
