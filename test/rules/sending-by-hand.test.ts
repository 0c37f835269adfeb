import { describe, expect, it } from 'vitest';
import type { Authorization, Packet } from '../../functions/authorization/authorization.ts';
import { tellWorkflow } from '../../functions/authorization/decision-holds.ts';
import { isAwaited, isHoldOnItsWay } from '../../functions/authorization/decision-wait.ts';
import type { AuthorizationFile } from '../../functions/authorization/reading.ts';
import {
  madeOn,
  packetDueAt,
  sentByHand,
  unsoundSending,
  withPacket,
} from '../../functions/authorization/sending-by-hand.ts';
import { anAuthorization, aPacket } from '../support/authorizations.ts';
import { examplePayer } from '../support/payer-simulator.ts';

// A Friday, at ten of the desk.
const now = new Date('2026-11-20T15:00:00Z');
const failed = (...ids: string[]) =>
  ids.map((id) => ({ id, at: '2026-11-20T14:00:00Z', code: 'not-sent' }));
const ready = (different: Partial<Authorization> = {}, packet: Partial<Packet> = {}) => {
  const authorization = anAuthorization({ status: 'to-send', ...different });
  return { ...authorization, packet: aPacket(packet) };
};

describe('a packet that lies ready', () => {
  const { version: _, ...packet } = aPacket();
  it.each<[Authorization['status'], boolean]>([
    ['drafted', true],
    ['pended', true],
    ['information-required', true],
    ['to-send', true],
    // The payer answered while it was on its way: what comes of that is not another sending.
    ['contact-payer', false],
    ['rejected', false],
    ['denied', false],
    ['changed', false],
    ['approved', false],
    ['withdrawn', false],
  ])('of a request that is %s: %s', (status, taken) => {
    const after = withPacket(anAuthorization({ status, version: 4 }), packet);
    expect(after?.status).toBe(taken ? 'to-send' : undefined);
    if (taken) expect(after?.packet).toEqual({ ...packet, version: 4 });
    if (taken) expect(after?.rev).toBe(anAuthorization().rev + 1);
  });

  it.each<[string, Partial<Authorization>, string]>([
    ['a business day, over the weekend', {}, '2026-11-23T15:00:00Z'],
    ['two hours where it is urgent', { urgency: 'expedited' }, '2026-11-20T17:00:00Z'],
    ['two hours where a way failed', { channelsFailed: failed('pas') }, '2026-11-20T17:00:00Z'],
    [
      'the day of the payer, if sooner',
      { informationDueAt: '2026-11-21T15:00:00Z' },
      '2026-11-21T15:00:00Z',
    ],
    ['no later than ours', { informationDueAt: '2026-12-21T15:00:00Z' }, '2026-11-23T15:00:00Z'],
  ])('is to go out in %s', (_says, different, dueAt) => {
    expect(packetDueAt(anAuthorization(different), now)).toBe(dueAt);
    expect(tellWorkflow(ready(different), now)).toEqual({
      outcome: 'hold',
      reason: 'packet-to-send',
      dueAt,
    });
  });

  it('is waited with, so that an answer of the payer ends the wait', () => {
    const referral = { status: 'accepted' } as Parameters<typeof isAwaited>[1]['referral'];
    expect(isAwaited(ready(), { referral })).toBe(true);
    expect(isAwaited(anAuthorization({ status: 'pended' }), { referral })).toBe(false);
    expect(isAwaited(ready(), { referral: { ...referral, status: 'closed' } })).toBe(false);
  });

  it('is about to be waited with for half an hour, so that an answer meanwhile comes again', () => {
    const request = ready({}, { madeAt: '2026-11-20T15:00:00Z' });
    const file = { holds: [], authorizations: [request] } as unknown as AuthorizationFile;
    const isOnItsWay = (at: string) => isHoldOnItsWay(request, file, new Date(at));
    expect(isOnItsWay('2026-11-20T15:00:01Z')).toBe(true);
    expect(isOnItsWay('2026-11-20T15:29:59Z')).toBe(true);
    expect(isOnItsWay('2026-11-20T15:30:00Z')).toBe(false);
  });

  it('is made on the day of the desk', () => {
    expect(madeOn(new Date('2026-11-21T03:00:00Z'))).toBe('2026-11-20');
  });
});

describe('the proof of a sending', () => {
  const at = (sentAt: string) => ({ sentAt, reference: 'F-1' });
  const good = at('2026-11-20T16:30:00Z');
  const later = new Date('2026-11-20T17:00:00Z');
  it.each<[string, object, Partial<Packet>, string[]]>([
    ['is taken', good, {}, []],
    ['is taken at the moment it was made', at('2026-11-20T16:00:00Z'), {}, []],
    ['is taken ten minutes before, for clocks differ', at('2026-11-20T15:50:00Z'), {}, []],
    ['is not taken from before the packet', at('2026-11-20T15:49:59Z'), {}, ['/sentAt']],
    ['is taken ten minutes ahead', at('2026-11-20T17:10:00Z'), {}, []],
    ['is not taken from the future', at('2026-11-20T17:10:01Z'), {}, ['/sentAt']],
    ['names its way where the packet has none', good, { way: undefined }, ['/channel']],
    ['may name it', { ...good, channel: 'portal' }, { way: undefined }, []],
    ['of a call names who took it', { ...good, channel: 'telephone' }, {}, ['/person']],
    [
      'of a call is taken with who took it',
      { ...good, channel: 'telephone', person: 'Ada' },
      {},
      [],
    ],
    ['by an unknown way is none', { ...good, channel: 'pigeon' }, {}, ['/channel']],
    ['may name a document', { ...good, proofDocument: 'Fax report' }, {}, []],
    [
      'names a document that is there',
      { ...good, proofDocument: 'Report' },
      {},
      ['/proofDocument'],
    ],
  ])('%s: %#', (_, told, packet, pointers) => {
    expect(
      unsoundSending({ packet: aPacket(packet) }, told, { now: later, titles: ['Fax report'] }).map(
        ({ pointer }) => pointer,
      ),
    ).toEqual(pointers);
  });
});

describe('what keeps a proof from being one', () => {
  const unsound = (told: object, packet: Packet | undefined = aPacket()) =>
    unsoundSending({ packet }, told, { now: new Date('2026-11-20T17:00:00Z'), titles: ['Note'] });
  const sentAt = '2026-11-20T16:30:00Z';
  const giveTime = 'Give the time on the confirmation: the payer’s clock runs from it.';

  it.each<[string, object, object]>([
    [
      'a time before the packet',
      { sentAt: '2026-11-20T15:00:00Z' },
      { pointer: '/sentAt', detail: 'is before the packet was made', fix: giveTime },
    ],
    [
      'a time to come',
      { sentAt: '2026-11-21T15:00:00Z' },
      { pointer: '/sentAt', detail: 'is in the future', fix: giveTime },
    ],
    [
      'a way that nobody knows',
      { sentAt, channel: 'pigeon' },
      {
        pointer: '/channel',
        detail: 'is missing',
        fix: 'Say how it went: portal, fax or telephone.',
      },
    ],
    [
      'a call with nobody',
      { sentAt, channel: 'telephone' },
      {
        pointer: '/person',
        detail: 'is missing',
        fix: 'Say who took the request on the telephone.',
      },
    ],
    [
      'a document that nobody added',
      { sentAt, proofDocument: 'Report' },
      {
        pointer: '/proofDocument',
        detail: 'is no document of the referral',
        fix: 'Add the document first, then give its title.',
      },
    ],
  ])('is told with how to mend it: %s', (_says, told, complaint) => {
    expect(unsound(told)).toEqual([complaint]);
  });

  it('is told whole, where several things are amiss', () => {
    const told = { sentAt: '2026-11-21T15:00:00Z', channel: 'telephone', proofDocument: 'Report' };
    expect(unsound(told).map(({ pointer }) => pointer)).toEqual([
      '/sentAt',
      '/person',
      '/proofDocument',
    ]);
  });

  it('is no packet where there is none: the way has to be told then', () => {
    const at = { now: new Date('2026-11-20T17:00:00Z'), titles: [] };
    expect(unsoundSending({}, { sentAt, channel: 'fax' }, at)).toEqual([]);
    expect(unsoundSending({}, { sentAt }, at)).toMatchObject([{ pointer: '/channel' }]);
  });
});

describe('a request that a person sent', () => {
  const told = {
    sentAt: '2026-11-20T16:30:00Z',
    reference: 'F-1',
    person: 'Ada',
    proofDocument: 'R',
  };
  const send = (before = ready(), more: object = {}) =>
    sentByHand(before, { ...told, ...more }, { operation: 'sent:h', payer: examplePayer() });

  it('is as one that a machine took: pended, its clocks running from the proven time', () => {
    const after = send();
    expect(after).toMatchObject({
      status: 'pended',
      rev: anAuthorization().rev + 1,
      sent: {
        number: 1,
        version: 1,
        operation: 'sent:h',
        at: told.sentAt,
        channel: 'fax',
        proof: 'F-1',
        person: 'Ada',
        proofDocument: 'R',
        siteNpi: '1234567893',
      },
    });
    // 15 days: 29 CFR 2560.503-1, as for a request over the wire.
    for (const { state, clock } of after.lines)
      expect([state, clock.dueAt]).toEqual(['pended-in-review', '2026-12-05T16:30:00Z']);
    expect(tellWorkflow(after, now)).toMatchObject({
      reason: 'payer-decision',
      dueAt: '2026-12-05T16:30:00Z',
    });
  });

  it('keeps what is known of it, and nothing that is not', () => {
    const before = ready({}, { way: undefined });
    const after = sentByHand(
      before,
      { sentAt: told.sentAt },
      { operation: 'sent:h', payer: examplePayer() },
    );
    expect(after.sent).toEqual({
      number: 1,
      version: 1,
      operation: 'sent:h',
      at: told.sentAt,
      documents: 0,
      siteNpi: '1234567893',
    });
  });

  it('is asked about the windows of its denial still, from when it went', () => {
    const at = '2026-11-19T15:00:00.000Z';
    const denial = { at, readings: [], codes: [], said: [], request: 1, deadlines: [], rungs: [] };
    const alerts = ['2026-11-01T15:00:00Z'];
    const after = send(ready({ denial: { ...denial, alerts, before: [] } }));
    expect(after.denial?.alerts.length).toBeGreaterThan(0);
    for (const one of after.denial?.alerts ?? []) expect(one > told.sentAt).toBe(true);
  });

  it('went the way that is told, where that is another than its packet’s', () => {
    expect(send(ready(), { channel: 'telephone' }).sent?.channel).toBe('telephone');
  });

  it('has answered what the payer asked for', () => {
    const asked = ready({
      information: [{ kind: 'words', code: 'weight' }],
      informationDueAt: '2026-12-01T00:00:00Z',
      payerSays: ['Send the weight.'],
    });
    const after = send(asked);
    expect(after).not.toHaveProperty('information');
    expect(after).not.toHaveProperty('informationDueAt');
    expect(after).not.toHaveProperty('payerSays');
  });

  it.each<[Authorization['lines'][number]['state'], string]>([
    ['drafted', 'pended-in-review'],
    ['pended-information-required', 'pended-in-review'],
    ['rejected-fix', 'pended-in-review'],
    ['transmission-failed', 'pended-in-review'],
    ['approved', 'approved'],
    ['not-required', 'not-required'],
  ])('has a line that was %s %s', (state, then) => {
    const lines = anAuthorization().lines.map((line) => ({ ...line, state }));
    expect(send(ready({ lines })).lines.map((line) => line.state)).toEqual(lines.map(() => then));
  });
});
