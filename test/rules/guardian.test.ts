import { describe, expect, it } from 'vitest';
import { comesOfAge, isMinor, isTold, reachedThrough } from '../../functions/referral/guardian.ts';
import { aSubmission } from '../support/referrals.ts';

const on = '2026-11-20';
const { patient } = aSubmission();
const guardian = { name: { family: 'Testwell', given: ['Imogen'] }, relationship: 'parent' };
const of = (different: object) => ({ ...patient, ...different }) as typeof patient;

describe('a patient', () => {
  it.each([
    ['2008-11-20', false],
    ['2008-11-21', true],
    ['1960-01-01', false],
  ])('born on %s is a minor: %j', (birthDate, expected) => {
    expect(isMinor({ birthDate }, on)).toBe(expected);
    expect(isTold(of({ birthDate, guardian: undefined }), on)).toBe(!expected);
  });

  it('for whom a guardian was appointed is told of nothing, of whatever age', () => {
    const appointed = { ...guardian, appointed: true };
    expect(isTold(of({ birthDate: '1960-01-01', guardian: appointed }), on)).toBe(false);
    expect(isTold(of({ birthDate: '1960-01-01', guardian }), on)).toBe(true);
  });

  it.each([
    ['2010-05-31', '2028-05-31'],
    ['2012-02-29', '2030-03-01'],
    ['2010-02-28', '2028-02-28'],
    ['1999-12-31', '2017-12-31'],
  ])('born on %s comes of age on %s', (birthDate, expected) => {
    expect(comesOfAge({ birthDate })).toBe(expected);
  });

  it('is reached by their own numbers, a child by those of the guardian and no other', () => {
    const own = { phone: '+13125550142', email: 'own@example.org' };
    const adult = of({ ...own, birthDate: '1960-01-01', guardian: undefined });
    expect(reachedThrough(adult, on)).toEqual(adult);
    const theirs = { phone: '+13125550143', email: 'parent@example.org' };
    const child = of({ ...own, birthDate: '2015-01-01', guardian: { ...guardian, ...theirs } });
    expect(reachedThrough(child, on)).toMatchObject(theirs);
    const unreached = of({ ...own, birthDate: '2015-01-01', guardian });
    expect(reachedThrough(unreached, on)).not.toHaveProperty('phone');
    expect(reachedThrough(unreached, on)).not.toHaveProperty('email');
    const alone = of({ ...own, birthDate: '2015-01-01', guardian: undefined });
    expect(reachedThrough(alone, on)).not.toHaveProperty('phone');
  });
});
