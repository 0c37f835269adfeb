import { describe, expect, it } from 'vitest';
import { isInForce } from '../../functions/payer/dated-row.ts';
import { Endpoint } from '../../functions/payer/endpoint.ts';
import {
  AuthorizationRule,
  NotificationKey,
  Payer,
  SiteRule,
} from '../../functions/payer/payer.ts';
import { SiteException } from '../../functions/payer/site-exception.ts';
import { bounds, WireSettings } from '../../functions/payer/wire-settings.ts';

const url = 'https://payer.example.org/x12';

describe('an address of a payer', () => {
  it.each([
    url,
    'https://payer.example.org:8443/a/b',
    'http://127.0.0.1:4010/pas',
    'http://localhost:4010/pas',
    'http://[::1]:4010/pas',
  ])('is taken: %s', (address) => {
    expect(Endpoint.parse(address)).toBe(address);
  });

  it.each([
    ['plain http to elsewhere', 'http://payer.example.org/x12'],
    ['a name that only begins like this machine', 'http://localhost.example.org/'],
    ['a user', 'https://user@payer.example.org/'],
    ['a password', 'https://:secret@payer.example.org/'],
    ['a query', `${url}?key=1`],
    ['a fragment', `${url}#a`],
    ['another way', 'ftp://payer.example.org/'],
    ['a file', 'file:///etc/hosts'],
    ['words', 'call them'],
    ['nothing', ''],
    ['more than any address', `https://payer.example.org/${'a'.repeat(300)}`],
  ])('is refused with %s', (_, address) => {
    expect(Endpoint.safeParse(address).success).toBe(false);
  });

  it('is refused in words that say what it must be', () => {
    expect(Endpoint.safeParse('call').error?.issues.map(({ message }) => message)).toEqual([
      'must be an https address without credentials, query or fragment',
    ]);
  });
});

describe('a key that a payer signs with', () => {
  const ec = { kty: 'EC', crv: 'P-384', x: 'x', y: 'y', kid: 'k1' };
  const rsa = { kty: 'RSA', n: 'n'.repeat(342), e: 'AQAB', kid: 'k1' };

  it.each<[string, object, boolean]>([
    ['of the curve of ES384', ec, true],
    ['that names its use', { ...ec, alg: 'ES384', use: 'sig' }, true],
    ['of another curve', { ...ec, crv: 'P-256' }, false],
    ['for another algorithm', { ...ec, alg: 'ES256' }, false],
    ['to encrypt with', { ...ec, use: 'enc' }, false],
    ['with its private part', { ...ec, d: 'secret' }, false],
    ['of RSA, 2048 bits', rsa, true],
    ['of RSA that names its use', { ...rsa, alg: 'RS384', use: 'sig' }, true],
    ['of RSA, with 340 signs', { ...rsa, n: 'n'.repeat(340) }, true],
    ['of RSA, too short', { ...rsa, n: 'n'.repeat(339) }, false],
    ['of RSA for another algorithm', { ...rsa, alg: 'RS256' }, false],
    ['of RSA to encrypt with', { ...rsa, use: 'enc' }, false],
    ['of RSA with its private part', { ...rsa, d: 'secret' }, false],
    ['of another kind', { ...ec, kty: 'oct' }, false],
  ])('%s is taken: %#', (_, key, taken) => {
    expect(NotificationKey.safeParse(key).success).toBe(taken);
  });

  it('says that it is too short', () => {
    const short = NotificationKey.safeParse({ ...rsa, n: 'n' }).error?.issues;
    expect(short?.map(({ message }) => message)).toEqual(['must be a key of 2048 bits or more']);
  });
});

describe('a rule of a payer', () => {
  it.each([
    ['2026-02-28', false],
    ['2026-03-01', true],
    ['2026-06-30', true],
    ['2026-07-01', false],
  ])('from March through June is in force on %s: %s', (on, isOn) => {
    expect(isInForce({ from: '2026-03-01', through: '2026-06-30' }, on)).toBe(isOn);
  });

  it('without an end is in force from its first day on', () => {
    const from = (on: string) => isInForce({ from: '2026-03-01' }, on);
    expect([from('2026-02-28'), from('2026-03-01'), from('2199-12-31')]).toEqual([
      false,
      true,
      true,
    ]);
  });

  const authorization = { id: 'a', source: 'policy 1', from: '2026-01-01', needed: true };
  const site = { id: 's', source: 'policy 2', from: '2026-01-01', avoids: ['hospital-outpatient'] };

  it.each<[string, object, boolean]>([
    ['for every therapy', {}, true],
    ['for some', { therapies: ['infliximab'], settings: ['home'] }, true],
    ['for none', { therapies: [] }, false],
    ['for no setting', { settings: [] }, false],
    ['for a setting that there is not', { settings: ['garage'] }, false],
    ['without saying whether', { needed: undefined }, false],
    ['without a source', { source: '' }, false],
    ['with a field that nobody knows', { until: '2027-01-01' }, false],
    ['from no day', { from: 'soon' }, false],
    ['through no day', { through: 'soon' }, false],
  ])('on authorization %s is taken: %#', (_, more, taken) => {
    expect(AuthorizationRule.safeParse({ ...authorization, ...more }).success).toBe(taken);
  });

  it.each<[string, object, boolean]>([
    ['of one setting', {}, true],
    ['of no setting', { avoids: [] }, false],
    ['with free doses and days', { freeDoses: 0, freeDays: 0 }, true],
    ['with less than no dose free', { freeDoses: -1 }, false],
    ['with less than no day free', { freeDays: -1 }, false],
    ['for no therapy', { therapies: [] }, false],
    ['with a field that nobody knows', { because: 'x' }, false],
  ])('on the site of care %s is taken: %#', (_, more, taken) => {
    expect(SiteRule.safeParse({ ...site, ...more }).success).toBe(taken);
  });

  it('knows what speaks for a hospital all the same', () => {
    expect(SiteException.options).toEqual([
      'prior-severe-reaction',
      'unstable',
      'difficult-access',
      'pediatric',
      'home-unsuitable',
      'no-alternative',
    ]);
  });
});

describe('the entry of a payer', () => {
  const entry = {
    payerId: 'acme-health',
    name: 'Acme Health',
    lineOfBusiness: 'commercial',
    zone: 'America/Chicago',
    ediId: 'ACME1',
    clearinghouse: { url, receiverId: 'CLEAR1' },
    authorization: {
      channels: [{ id: 'acme-pas', source: 'own', from: '2025-01-01', channel: 'pas', url }],
    },
    serviceTypeCode: '92',
    wastePolicy: 'authorize-waste',
    authorizationRules: [],
    siteRules: [],
    clocks: [],
    notificationKeys: [],
  };
  const takes = (different: object) => Payer.safeParse({ ...entry, ...different }).success;

  it('has waits of ours, and no programs, packs or rungs where it names none', () => {
    const { wire, programs, packs, denialRungs } = Payer.parse(entry);
    expect(wire).toEqual(WireSettings.parse({}));
    expect([programs, packs, denialRungs]).toEqual([[], [], []]);
  });

  it.each<[string, object, boolean]>([
    ['an id of one word', { payerId: 'acme' }, true],
    ['an id of three', { payerId: 'acme-health-2' }, true],
    ['an id with capitals', { payerId: 'Acme' }, false],
    ['an id that ends with a hyphen', { payerId: 'acme-' }, false],
    ['an id that begins with one', { payerId: '-acme' }, false],
    ['an id with two', { payerId: 'a--b' }, false],
    ['an id of forty signs', { payerId: 'a'.repeat(40) }, true],
    ['a longer id', { payerId: 'a'.repeat(41) }, false],
    ['no name', { name: ' ' }, false],
    ['a zone that there is not', { zone: 'America/Springfield' }, false],
    ['an EDI id of two signs', { ediId: 'AC' }, true],
    ['an EDI id of fifteen', { ediId: 'A'.repeat(15) }, true],
    ['an EDI id of one', { ediId: 'A' }, false],
    ['a longer EDI id', { ediId: 'A'.repeat(16) }, false],
    ['an EDI id with a separator of X12', { ediId: 'AC*ME' }, false],
    ['an EDI id that only ends like one', { ediId: 'x ACME1' }, false],
    [
      'a clearinghouse that only ends like one',
      { clearinghouse: { url, receiverId: '~AB1' } },
      false,
    ],
    ['an EDI id in small letters', { ediId: 'acme' }, false],
    ['a clearinghouse without its id', { clearinghouse: { url, receiverId: '' } }, false],
    ['a clearinghouse with a separator', { clearinghouse: { url, receiverId: 'CL~1' } }, false],
    [
      'a clearinghouse over plain http',
      { clearinghouse: { url: 'http://a.example.org/', receiverId: 'CLEAR1' } },
      false,
    ],
    ['no way for authorizations', { authorization: { channels: [] } }, false],
    ['a service type of one sign', { serviceTypeCode: '9' }, true],
    ['a service type of three', { serviceTypeCode: '925' }, false],
    ['a service type with a separator', { serviceTypeCode: '9:' }, false],
    ['waste that is not asked for', { wastePolicy: 'administered-only' }, true],
    ['another policy on waste', { wastePolicy: 'bill-all' }, false],
    ['a program without a name', { programs: [''] }, false],
    [
      'eleven keys',
      { notificationKeys: Array(11).fill({ kty: 'EC', crv: 'P-384', x: 'x', y: 'y', kid: 'k' }) },
      false,
    ],
  ])('with %s is taken: %#', (_, different, taken) => {
    expect(takes(different)).toBe(taken);
  });
});

describe('how long a payer is waited for', () => {
  it('is twenty seconds at most, as CAQH CORE asks of real-time answers, and five to connect', () => {
    expect(bounds.answerSeconds).toEqual({ least: 1, most: 20 });
    expect(bounds.connectSeconds).toEqual({ least: 1, most: 5 });
  });

  it.each([
    ['connectSeconds', 1, 5],
    ['answerSeconds', 1, 20],
    ['mostBytes', 10_000, 5_000_000],
    ['mostWaiting', 1, 20],
    ['opensAfterFailures', 2, 20],
    ['failuresWithinSeconds', 60, 3600],
    ['probeAfterSeconds', 30, 900],
  ] as const)('%s is a whole number from %i to %i', (name, least, most) => {
    const takes = (value: number) => WireSettings.safeParse({ [name]: value }).success;
    expect([
      takes(least),
      takes(most),
      takes(least - 1),
      takes(most + 1),
      takes(least + 0.5),
    ]).toEqual([true, true, false, false, false]);
  });
});
