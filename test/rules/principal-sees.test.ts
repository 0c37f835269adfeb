import { describe, expect, it } from 'vitest';
import {
  actorOf,
  holdsAny,
  linkGroup,
  maySeeReferral,
  notFound,
  readPrincipal,
  roles,
} from '../../functions/platform/principal.ts';
import { aCaller, aPerson, machineClaims, personClaims } from '../support/callers.ts';

const practice = '1234567893';
const another = '1000000020';

describe('who may see a referral', () => {
  it.each([
    ['coordinator', true],
    ['clinician', true],
    ['scheduler', true],
    ['admin', true],
    ['nurse', false],
    ['patient', false],
    ['payer', false],
    ['referrer', false],
    ['system', false],
  ] as const)('of any practice, a %s: %s', (role, may) => {
    expect(maySeeReferral(aCaller(role), practice)).toBe(may);
    expect(maySeeReferral(aCaller(role, { practice: another }), practice)).toBe(may);
  });

  it.each(['referrer', 'system'] as const)('of their own practice, a %s', (role) => {
    expect(maySeeReferral(aCaller(role, { practice }), practice)).toBe(true);
  });

  it.each(['nurse', 'patient', 'payer'] as const)(
    'no %s, although a practice stands in the token',
    (role) => {
      expect(maySeeReferral(aCaller(role, { practice }), practice)).toBe(false);
    },
  );

  it('with one of several roles', () => {
    expect(maySeeReferral(aPerson('nora', 'nurse', 'scheduler'), practice)).toBe(true);
    const both = aPerson('rita', 'nurse', 'referrer', `practice:${practice}`);
    expect([maySeeReferral(both, practice), maySeeReferral(both, another)]).toEqual([true, false]);
  });

  it('for what only some of our staff do, those, and the practice’s own as always', () => {
    const clinicians = ['clinician'] as const;
    expect(maySeeReferral(aCaller('coordinator'), practice, clinicians)).toBe(false);
    expect(maySeeReferral(aCaller('clinician'), practice, clinicians)).toBe(true);
    expect(maySeeReferral(aCaller('referrer', { practice }), practice, clinicians)).toBe(true);
  });

  it('nobody else: what is missing and what is another’s is answered alike', () => {
    const { status, code, message } = notFound('visit');
    expect([status, code]).toEqual([404, 'not-found']);
    expect(message).toBe('There is no such visit, or it is not yours to see.');
  });
});

describe('a role is held', () => {
  it.each(roles)('by who has it, among others or alone: %s', (role) => {
    const others = roles.filter((other) => other !== role);
    expect(holdsAny(aCaller(role), [role])).toBe(true);
    expect(holdsAny(aCaller(role), roles)).toBe(true);
    expect(holdsAny(aCaller(role), others)).toBe(false);
    expect(holdsAny(aCaller(role), [])).toBe(false);
  });
});

describe('a patient by link', () => {
  const byLink = (...groups: string[]) => aPerson('pat', 'patient', 'patient:pat_1', ...groups);

  it.each([
    ['text', 1],
    ['text', 12],
    ['mail', 1_234_567],
  ] as const)('has the contact that the link went to: %s, the %ith', (channel, generation) => {
    const group = linkGroup({ channel, generation });
    expect(group).toBe(`link:${channel}:${generation}`);
    expect(byLink(group)).toMatchObject({
      patientId: 'pat_1',
      sentTo: { channel, generation },
    });
  });

  it.each([
    ['no link', []],
    ['a channel that there is not', ['link:fax:1']],
    ['something before the channel', ['link:xtext:1']],
    ['something after the number', ['link:text:1x']],
    ['no number', ['link:text:']],
    ['a word for a number', ['link:text:one']],
    ['a number that no link reaches', ['link:text:12345678']],
    ['two links', ['link:text:1', 'link:mail:1']],
  ])('came by none that we know, with %s', (_, groups) => {
    expect(byLink(...groups)).toEqual({
      subject: 'pat',
      roles: new Set(['patient']),
      practices: new Set(),
      patientId: 'pat_1',
    });
  });

  it('is nobody’s link without the patient', () => {
    expect(aPerson('pat', 'patient', 'link:text:1')).not.toHaveProperty('sentTo');
    expect(aPerson('cora', 'coordinator', 'patient:pat_1', 'link:text:1')).toEqual({
      subject: 'cora',
      roles: new Set(['coordinator']),
      practices: new Set(),
    });
  });

  it('is no patient in particular with a name that is empty', () => {
    expect(aPerson('pat', 'patient', 'patient:')).not.toHaveProperty('patientId');
  });
});

describe('a token that says too little or too much', () => {
  const nobody = (subject: string) => ({ subject, roles: new Set(), practices: new Set() });

  it.each([
    ['an empty subject', { ...personClaims('', 'coordinator') }, 'unknown'],
    ['a subject that is no text', { ...personClaims('x', 'coordinator'), sub: 7 }, 'unknown'],
    ['nothing at all', {}, 'unknown'],
    ['a machine without a scope of ours', machineClaims('client-1', 'openid'), 'client-1'],
    ['a machine with no scope', { ...machineClaims('client-1'), scope: undefined }, 'client-1'],
    ['a person with no scope', { ...personClaims('dana'), scope: undefined }, 'dana'],
  ])('speaks for nobody: %s', (_, claims, subject) => {
    expect(readPrincipal(claims)).toEqual(nobody(subject));
  });

  it.each([
    ['words before the list', 'x[admin]'],
    ['words after the list', '[admin]x'],
    ['an open list', '[admin'],
    ['no list at all', undefined],
  ])('gives no group: %s', (_, groups) => {
    const claims = { ...personClaims('dana'), 'cognito:groups': groups };
    expect(readPrincipal(claims)).toEqual(nobody('dana'));
  });

  it('gives every group of a list, however many spaces lie between', () => {
    const claims = {
      ...personClaims('rita'),
      'cognito:groups': `[referrer  practice:${practice}]`,
    };
    expect(readPrincipal(claims)).toEqual({
      subject: 'rita',
      roles: new Set(['referrer']),
      practices: new Set([practice]),
    });
    const lined = { ...claims, 'cognito:groups': '[a\nb coordinator]' };
    expect([...readPrincipal(lined).roles]).toEqual(['coordinator']);
  });

  it('does not take another’s scope for a machine’s of ours', () => {
    const claims = { ...personClaims('dana', 'coordinator'), scope: 'dripline/user other/payer/x' };
    expect([...readPrincipal(claims).roles]).toEqual(['coordinator']);
  });

  it('gives a practice’s system its practices, and no payer; a payer’s no practice', () => {
    const scopes = ['practice/1234567893', 'practice/1000000020', 'payer/acme-health'];
    expect(readPrincipal(machineClaims('c', 'dripline/referrals', ...scopes))).toEqual({
      subject: 'c',
      roles: new Set(['system']),
      practices: new Set([practice, another]),
    });
    expect(readPrincipal(machineClaims('c', 'dripline/notifications', ...scopes))).toEqual({
      subject: 'c',
      roles: new Set(['payer']),
      practices: new Set(),
      payerId: 'acme-health',
    });
  });
});

describe('who did it is written down', () => {
  it.each([
    ['a person of ours', aPerson('dana', 'coordinator'), 'person'],
    ['a practice’s system', aCaller('system', { subject: 'dana' }), 'person'],
    ['a patient', aPerson('dana', 'patient'), 'patient'],
    ['a payer', aCaller('payer', { subject: 'dana' }), 'payer'],
    [
      'a payer’s system with another role',
      { ...aCaller('payer', { subject: 'dana' }), roles: new Set(['payer', 'admin'] as const) },
      'person',
    ],
    ['somebody without a role', aPerson('dana'), 'person'],
  ] as const)('%s', (_, caller, kind) => {
    expect(actorOf(caller)).toEqual({ kind, id: 'dana' });
  });
});
