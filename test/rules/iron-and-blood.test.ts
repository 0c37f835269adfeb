import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import type { Observation } from '../../functions/referral/referral.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

const today = '2026-11-20';
const told = (therapyId: string, code: string, results: Partial<Observation>[]) => {
  const submission = cleanReferral(therapyId);
  const observations = [
    ...submission.observations.filter((one) => one.code !== code),
    ...results.map((one) => ({ code, on: today, ...one })),
  ];
  return checkSubmission({ ...submission, observations }, today)
    .filter(({ severity }) => severity !== 'warn')
    .map(({ severity, code: found }) => `${severity} ${found}`);
};
const words = (coded: string): Partial<Observation> => ({ value: { coded } });
const amount = (value: string, unit: string): Partial<Observation> => ({ value: { value, unit } });

describe('before red cells', () => {
  it.each([
    'O Pos',
    'A positive',
    'AB, Rh(D) negative',
    'B-',
    'O+',
    'Group A Rh positive',
    'A Rh D negative',
    'grupo O positivo',
  ])('the blood group "%s" is one', (coded) => {
    expect(told('rbc_transfusion', '882-1', [words(coded)])).toEqual([]);
  });

  it.each(['Unknown', 'See report', 'A', 'Rh positive', 'not a positive match', 'on file'])(
    'the blood group "%s" is none, and a clinician looks',
    (coded) => {
      expect(told('rbc_transfusion', '882-1', [words(coded)])).toEqual([
        'block blood-group-not-understood',
      ]);
    },
  );

  it('two groups that differ contradict each other', () => {
    expect(told('rbc_transfusion', '882-1', [words('O Pos'), words('O neg')])).toEqual([
      'block blood-group-contradictory',
    ]);
    expect(told('rbc_transfusion', '882-1', [words('O Pos'), words('O+')])).toEqual([]);
  });

  it.each([
    ['negative', []],
    ['positive', ['block antibody-screen-positive']],
    ['anti-K identified', ['block antibody-screen-positive']],
  ])('an antibody screen that is "%s" gives %j', (coded, expected) => {
    expect(told('rbc_transfusion', '890-4', [words(coded)])).toEqual(expected);
  });
});

describe('before iron', () => {
  it.each(['ferric_carboxymaltose', 'iron_sucrose'])('%s, stores that are full are seen', (id) => {
    const outside = ['block ferritin-outside-limits'];
    expect(told(id, '2276-4', [amount('800', 'ng/mL')])).toEqual([]);
    expect(told(id, '2276-4', [amount('800.1', 'ng/mL')])).toEqual(outside);
    expect(told(id, '2276-4', [amount('2000', 'ug/L')])).toEqual(outside);
    expect(told(id, '2502-3', [amount('50', '%')])).toEqual([]);
    expect(told(id, '2502-3', [amount('51', '%')])).toEqual([
      'block transferrin-saturation-outside-limits',
    ]);
  });
});

describe('a height', () => {
  it.each([
    ['119.9', ['block height-impossible']],
    ['120', []],
    ['230', []],
    ['230.1', ['block height-impossible']],
    ['1.8', ['block weight-implausible', 'block height-impossible']],
  ])('of %s cm under a dose by body surface gives %j', (height, expected) => {
    const found = told('paclitaxel', '8302-2', [amount(height, 'cm')]);
    expect(found.filter((one) => /height|weight/.test(one))).toEqual(expected);
  });

  it('is no matter to a dose by weight', () => {
    expect(told('tocilizumab', '8302-2', [amount('119.9', 'cm')])).toEqual([]);
  });
});
