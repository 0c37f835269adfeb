import { describe, expect, it } from 'vitest';
import { entered } from '../../functions/network/entered.ts';
import {
  AuthorizationChannel,
  channelFor,
  isByHand,
  leavesAfterHours,
  machineAddress,
  whereTo,
} from '../../functions/payer/channel.ts';
import { examplePayer } from '../support/payer-simulator.ts';

const row = { source: 'own', from: '2026-01-01' };
const pas = { ...row, id: 'a-pas', channel: 'pas', url: 'https://payer.example.org/fhir' };
const x12 = {
  ...row,
  id: 'a-278',
  channel: 'x12-278',
  url: 'https://hub.example.org/x12',
  documents: 'by-hand',
  inquiry: 'by-hand',
};
const portal = { ...row, id: 'a-portal', channel: 'portal', url: 'https://payer.example.org/' };
const fax = { ...row, id: 'a-fax', channel: 'fax', number: '+13125550142' };
const call = { ...row, id: 'a-call', channel: 'telephone', number: '+13125550143' };

const takes = (different: object) => AuthorizationChannel.safeParse(different).success;

describe('a channel of a payer', () => {
  it.each<[string, object, boolean]>([
    ['its server', pas, true],
    ['its clearinghouse', x12, true],
    ['a clearinghouse that says nothing of inquiries', { ...x12, inquiry: undefined }, false],
    ['a clearinghouse that is asked what became of it', { ...x12, inquiry: 'by-machine' }, false],
    ['a clearinghouse that takes documents', { ...x12, documents: 'by-machine' }, false],
    ['a portal', portal, true],
    ['a fax', fax, true],
    ['a telephone', call, true],
    ['a pigeon', { ...fax, channel: 'pigeon' }, false],
    ['a fax without a number', { ...fax, number: undefined }, false],
    ['a fax with an address', { ...fax, url: 'https://payer.example.org/' }, false],
    ['a number as it is dialled at home', { ...fax, number: '312-555-0142' }, false],
    ['a number that begins with 0', { ...fax, number: '+03125550142' }, false],
    ['a number after words', { ...fax, number: 'call +13125550142' }, false],
    ['a number of six digits', { ...fax, number: '+123456' }, false],
    ['a number of seven', { ...fax, number: '+1234567' }, true],
    ['a number of fifteen', { ...fax, number: '+123456789012345' }, true],
    ['a number of sixteen', { ...fax, number: '+1234567890123456' }, false],
    ['a portal over plain http', { ...portal, url: 'http://payer.example.org/' }, false],
    ['no first day', { ...fax, from: undefined }, false],
    ['no source', { ...fax, source: undefined }, false],
    ['an end', { ...fax, through: '2026-06-30' }, true],
    ['urgent requests only', { ...call, urgency: 'expedited' }, true],
    ['requests of an urgency that nobody knows', { ...call, urgency: 'soon' }, false],
    ['a department', { ...fax, attention: 'Infusion review' }, true],
    ['a department of a server', { ...pas, attention: 'Infusion review' }, false],
    ['what it wants', { ...fax, says: 'Its own form goes first.' }, true],
    ['words of two lines', { ...fax, says: 'Its own\nform' }, false],
    ['a server that is left after an hour', { ...pas, leaveAfterHours: 1 }, true],
    ['one that is never waited for', { ...pas, leaveAfterHours: 0 }, false],
    ['one that is waited for three days', { ...pas, leaveAfterHours: 72 }, true],
    ['one that is waited for longer', { ...pas, leaveAfterHours: 73 }, false],
  ])('with %s is taken: %#', (_, channel, taken) => {
    expect(takes(channel)).toBe(taken);
  });

  it('is left after four hours where nobody says otherwise', () => {
    expect(AuthorizationChannel.parse(pas)).toMatchObject({ leaveAfterHours: 4 });
  });

  it('is worked by a person, but for the server, and leads somewhere', () => {
    const all = [pas, x12, portal, fax, call].map((one) => AuthorizationChannel.parse(one));
    expect(all.map(isByHand)).toEqual([false, false, true, true, true]);
    expect(all.filter(isByHand).map(whereTo)).toEqual([
      'https://payer.example.org/',
      '+13125550142',
      '+13125550143',
    ]);
  });

  it('has an id of its own in the entry', () => {
    const { revision: _, ...acme } = examplePayer('acme-health');
    const of = (channels: object[]) =>
      entered.payer.safeParse({ ...acme, authorization: { channels } }).error?.issues;
    expect(of([pas, fax])).toBeUndefined();
    expect(of([pas, { ...fax, id: 'a-pas' }])).toMatchObject([
      {
        path: ['authorization', 'channels', 1, 'id'],
        message: 'must be an id that no other channel has',
      },
    ]);
  });
});

describe('the way that a request takes', () => {
  const urgentByCall = { ...call, urgency: 'expedited' };
  const way = (rows: object[], question: Partial<Parameters<typeof channelFor>[1]> = {}) =>
    channelFor(
      { authorization: { channels: rows.map((one) => AuthorizationChannel.parse(one)) } },
      { urgency: 'standard', on: '2026-03-02', failed: [], ...question },
    )?.id;

  it.each<[string, object[], Partial<Parameters<typeof channelFor>[1]>, string | undefined]>([
    ['the first row', [pas, portal, fax], {}, 'a-pas'],
    ['the first of a payer without a server', [fax, call], {}, 'a-fax'],
    ['the clearinghouse', [x12, fax], {}, 'a-278'],
    ['the next where the clearinghouse failed', [x12, fax], { failed: ['a-278'] }, 'a-fax'],
    ['the next where one failed', [pas, portal, fax], { failed: ['a-pas'] }, 'a-portal'],
    ['the one after two failed', [pas, portal, fax], { failed: ['a-portal', 'a-pas'] }, 'a-fax'],
    ['none where all failed', [pas, fax], { failed: ['a-pas', 'a-fax'] }, undefined],
    ['none of one to come', [{ ...fax, from: '2026-03-03' }], {}, undefined],
    ['one from its first day on', [{ ...fax, from: '2026-03-02' }], {}, 'a-fax'],
    ['one through its last day', [{ ...fax, through: '2026-03-02' }], {}, 'a-fax'],
    ['none that has ended', [{ ...fax, through: '2026-03-01' }, call], {}, 'a-call'],
    ['none of another urgency', [urgentByCall, fax], {}, 'a-fax'],
    ['the one of its urgency', [urgentByCall, fax], { urgency: 'expedited' }, 'a-call'],
    ['one of any urgency for what is urgent', [fax], { urgency: 'expedited' }, 'a-fax'],
  ])('is %s: %#', (_, rows, question, id) => {
    expect(way(rows, question)).toBe(id);
  });

  it.each<[string, object[], number | undefined]>([
    ['never, where there is no other', [pas], undefined],
    ['never, of a payer without one', [fax, call], undefined],
    ['after four hours, where another holds', [pas, fax], 4],
    ['after as many as the entry says', [{ ...pas, leaveAfterHours: 9 }, fax], 9],
    ['never, where the other has ended', [pas, { ...fax, through: '2026-03-01' }], undefined],
    ['never, where the other is to come', [pas, { ...fax, from: '2026-03-03' }], undefined],
    ['after four hours, on the first day of the other', [pas, { ...fax, from: '2026-03-02' }], 4],
    ['after four hours, on its last day', [pas, { ...fax, through: '2026-03-02' }], 4],
    [
      'once both have been silent, where it has two',
      [pas, { ...pas, id: 'b', leaveAfterHours: 9 }],
      9,
    ],
  ])('leaves machines %s: %#', (_, rows, hours) => {
    const channels = rows.map((one) => AuthorizationChannel.parse(one));
    expect(leavesAfterHours({ authorization: { channels } }, '2026-03-02')).toBe(hours);
  });

  it('leaves its clearinghouse by the hours of that row, and its server by those of its own', () => {
    const channels = [{ ...pas, leaveAfterHours: 9 }, { ...x12, leaveAfterHours: 2 }, fax].map(
      (one) => AuthorizationChannel.parse(one),
    );
    const hours = (way: 'pas' | 'x12-278') =>
      leavesAfterHours({ authorization: { channels } }, '2026-03-02', way);
    expect([hours('pas'), hours('x12-278')]).toEqual([9, 2]);
  });

  it('asks no clearinghouse what became of it', () => {
    const channels = [x12, fax].map((one) => AuthorizationChannel.parse(one));
    expect(machineAddress({ authorization: { channels } }, '2026-03-02')).toBeUndefined();
  });

  it('of machines leads to the server that holds that day', () => {
    const rows = [
      fax,
      { ...pas, id: 'old', through: '2026-02-28', url: 'https://old.example.org/' },
      { ...pas, id: 'new', from: '2026-03-01', url: 'https://new.example.org/' },
    ].map((one) => AuthorizationChannel.parse(one));
    const at = (on: string) => machineAddress({ authorization: { channels: rows } }, on);
    expect([at('2026-02-28'), at('2026-03-01'), at('2025-12-31')]).toEqual([
      'https://old.example.org/',
      'https://new.example.org/',
      undefined,
    ]);
  });

  it('of machines leads to the next where one could not take the request, and to the first where none could', () => {
    const channels = [
      { ...pas, id: 'first', url: 'https://first.example.org/' },
      { ...pas, id: 'second', url: 'https://second.example.org/' },
    ].map((one) => AuthorizationChannel.parse(one));
    const past = (...failed: string[]) =>
      machineAddress({ authorization: { channels } }, '2026-03-02', failed);
    expect([past(), past('first'), past('first', 'second')]).toEqual([
      'https://first.example.org/',
      'https://second.example.org/',
      'https://first.example.org/',
    ]);
  });
});
