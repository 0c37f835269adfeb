import { describe, expect, it } from 'vitest';
import { actorOf, readPrincipal } from '../../functions/platform/principal.ts';
import { aPerson, machineClaims, personClaims } from '../support/callers.ts';

const rolesOf = (claims: Record<string, unknown>) => [...readPrincipal(claims).roles];
const person = personClaims('dana', 'coordinator');
const practice = machineClaims('client-1', 'dripline/referrals', 'practice/1234567893');
const payer = machineClaims('client-2', 'dripline/notifications', 'payer/acme-health');

describe('who a token speaks for', () => {
  it.each([
    ['a person, by group', person, ['coordinator']],
    ['a person of two roles', personClaims('dana', 'nurse', 'scheduler'), ['scheduler', 'nurse']],
    ['groups as a list', { ...person, 'cognito:groups': ['clinician'] }, ['clinician']],
    ['a practice system, by scope', practice, ['system']],
    ['a payer system, by scope', payer, ['payer']],
    ['an identity token: nobody', { ...person, token_use: 'id' }, []],
    ['a token of no named type: nobody', { ...person, token_use: undefined }, []],
    ['no subject: nobody', { ...person, sub: undefined }, []],
    ['a person without the scope of people: nobody', { ...person, scope: 'openid' }, []],
    [
      'a person with a machine’s scope: nobody',
      { ...person, scope: 'dripline/user dripline/referrals' },
      [],
    ],
    [
      'a person with a practice’s scope: nobody',
      { ...person, scope: 'dripline/user practice/1234567893' },
      [],
    ],
    ['a machine with groups: nobody', { ...practice, 'cognito:groups': '[admin]' }, []],
    [
      'a machine with the scope of people: nobody',
      { ...practice, scope: 'dripline/user dripline/referrals' },
      [],
    ],
    [
      'a machine for practices and payers: nobody',
      { ...practice, scope: 'dripline/referrals dripline/notifications' },
      [],
    ],
    ['a machine’s scopes in a person’s hands: nobody', { ...practice, sub: 'dana' }, []],
    ['a group named like a machine’s role', personClaims('dana', 'system', 'payer'), []],
    ['a group named like a machine’s scope', personClaims('dana', 'dripline/notifications'), []],
    ['a group whose name holds a role', personClaims('dana', 'lunch,admin'), []],
    ['groups that are no list', { ...person, 'cognito:groups': 'admin' }, []],
    ['a group in brackets', personClaims('dana', '[admin]'), []],
  ])('%s', (_, claims, expected) => {
    expect(rolesOf(claims)).toEqual(expected);
  });

  it('owns only what belongs to the role', () => {
    const groups = ['practice:1234567893', 'nurse:nur_1', 'patient:pat_1'] as const;
    const scheduler = aPerson('sam', 'scheduler', ...groups);
    expect(scheduler).toEqual({
      subject: 'sam',
      roles: new Set(['scheduler']),
      practices: new Set(),
    });
    expect(aPerson('rita', 'referrer', ...groups).practices).toEqual(new Set(['1234567893']));
    expect(aPerson('nora', 'nurse', ...groups)).toMatchObject({ nurseId: 'nur_1' });
    expect(readPrincipal(payer)).toMatchObject({ payerId: 'acme-health' });
    expect(readPrincipal({ ...payer, scope: 'dripline/notifications' }).payerId).toBeUndefined();
  });

  it('is no nurse, patient or payer in particular with the names of two', () => {
    expect(aPerson('nora', 'nurse', 'nurse:nur_1', 'nurse:nur_2').nurseId).toBeUndefined();
    expect(aPerson('pat', 'patient', 'patient:a', 'patient:b').patientId).toBeUndefined();
    const both = { ...payer, scope: 'dripline/notifications payer/acme-health payer/summit-trust' };
    expect(readPrincipal(both).payerId).toBeUndefined();
  });

  it('is written down as patient or payer only when it is nothing else', () => {
    expect(actorOf(aPerson('p', 'patient', 'patient:a')).kind).toBe('patient');
    expect(actorOf(aPerson('p', 'patient', 'coordinator')).kind).toBe('person');
    expect(actorOf(readPrincipal(payer)).kind).toBe('payer');
  });
});
