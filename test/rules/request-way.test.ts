import { describe, expect, it } from 'vitest';
import {
  handWayOf,
  leftBecause,
  wayOf,
  withChannelFailed,
} from '../../functions/authorization/request-way.ts';
import type { Payer } from '../../functions/payer/payer.ts';
import { PayerUnavailable } from '../../functions/payer/payer-unavailable.ts';
import { PermanentFault, TransientFault } from '../../functions/platform/errors.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { examplePayer } from '../support/payer-simulator.ts';

// A Friday, at ten of the desk.
const now = new Date('2026-11-20T15:00:00Z');
const row = { source: 'own', from: '2026-01-01' };
const rows = {
  pas: { ...row, id: 'pas', channel: 'pas', url: 'https://a.example.org/', leaveAfterHours: 4 },
  fax: { ...row, id: 'fax', channel: 'fax', number: '+13125550142' },
  call: { ...row, id: 'call', channel: 'telephone', number: '+13125550143' },
} as const;
const payerOf = (...channels: Payer['authorization']['channels']): Payer => ({
  ...examplePayer(),
  authorization: { channels },
});
const failed = (...ids: string[]) =>
  ids.map((id) => ({ id, at: '2026-11-20T14:00:00Z', code: 'not-sent' }));

describe('the way of a request', () => {
  const payer = payerOf(rows.pas, rows.fax, rows.call);
  it.each<[string[], string | undefined, string | undefined]>([
    [[], 'pas', 'fax'],
    [['pas'], 'fax', 'fax'],
    [['pas', 'fax'], 'call', 'call'],
    [['fax'], 'pas', 'call'],
    [['pas', 'fax', 'call'], undefined, undefined],
  ])('after %j failed is %s, by hand %s', (ids, way, byHand) => {
    const standing = anAuthorization({ channelsFailed: failed(...ids) });
    expect(wayOf(standing, payer, now)?.id).toBe(way);
    expect(handWayOf(standing, payer, now)?.id).toBe(byHand);
  });

  it('is that of the payer’s day, not of ours', () => {
    // Still Thursday in Hawaii.
    const late = {
      ...payerOf({ ...rows.fax, from: '2026-11-20' }, rows.call),
      zone: 'Pacific/Honolulu',
    };
    const early = new Date('2026-11-20T09:00:00Z');
    expect(wayOf(anAuthorization(), late, early)?.id).toBe('call');
    expect(wayOf(anAuthorization(), { ...late, zone: 'America/Chicago' }, early)?.id).toBe('fax');
  });

  it('that failed is kept once, with what was the matter last', () => {
    const once = withChannelFailed(anAuthorization(), {
      id: 'fax',
      at: '2026-11-20T14:00:00Z',
      code: 'busy',
    });
    const twice = withChannelFailed(once, {
      id: 'fax',
      at: '2026-11-20T15:00:00Z',
      code: 'not-sent',
    });
    expect(twice.channelsFailed).toEqual([
      { id: 'fax', at: '2026-11-20T15:00:00Z', code: 'not-sent' },
    ]);
    expect(twice.rev).toBe(anAuthorization().rev + 2);
  });

  it('that failed is kept beside others, the newest twelve of them', () => {
    let standing = anAuthorization();
    const ids = Array.from({ length: 13 }, (_each, index) => `row-${index}`);
    for (const id of ids)
      standing = withChannelFailed(standing, { id, at: '2026-11-20T14:00:00Z', code: 'busy' });
    expect(standing.channelsFailed?.map(({ id }) => id)).toEqual(ids.slice(1));
  });
});

describe('a machine that fails', () => {
  const since = '2026-11-20T11:00:00Z';
  const silent = (from?: string) => new PayerUnavailable('a', 'pas', 'payer-silent', from);
  it.each<[string, unknown, string | undefined]>([
    [
      'does not let us in',
      new PermanentFault('payer-refused:403'),
      'PermanentFault:payer-refused:403',
    ],
    ['is not there', new PermanentFault('payer-refused:404'), 'PermanentFault:payer-refused:404'],
    [
      'sends us elsewhere',
      new PermanentFault('payer-refused:302'),
      'PermanentFault:payer-refused:302',
    ],
    [
      'cannot prove who it is',
      new PermanentFault('payer-certificate-bad'),
      'PermanentFault:payer-certificate-bad',
    ],
    [
      'rejects the form of it',
      new PermanentFault('payer-interchange-rejected:999 R R HI-20-8'),
      'PermanentFault:payer-interchange-rejected:999 R R HI-20-8',
    ],
    [
      'rejects it at length',
      new PermanentFault(`payer-interchange-rejected:${'x'.repeat(300)}`),
      `PermanentFault:payer-interchange-rejected:${'x'.repeat(158)}`,
    ],
    [
      'cannot be told a number',
      new PermanentFault('payer-x12-unfit'),
      'PermanentFault:payer-x12-unfit',
    ],
    ['has been silent for four hours', silent(since), 'TransientFault:payer-silent'],
    ['has been silent for less', silent('2026-11-20T11:00:01Z'), undefined],
    ['is only crowded', silent(), undefined],
    ['fails once', new TransientFault('payer-silent'), undefined],
    ['answers in a way nobody reads', new PermanentFault('payer-answer-too-large'), undefined],
    [
      'answers about another request',
      new PermanentFault('payer-answers-another-request'),
      undefined,
    ],
    ['fails by a name that only begins alike', new PermanentFault('payer-refused:4030'), undefined],
    [
      'fails by a name that only ends alike',
      new PermanentFault('not-payer-refused:403'),
      undefined,
    ],
    ['refuses without words', new PermanentFault('payer-refused:400'), undefined],
    ['fails as nobody foresaw', new Error('payer-refused:403'), undefined],
  ])('and %s is left because of %s', (_, error, because) => {
    expect(leftBecause(error, { leaveAfterHours: 4 }, now)).toBe(because);
  });
});
