import { describe, expect, it } from 'vitest';
import { readNotification, subscriptionFails } from '../../functions/authorization/notification.ts';
import { NotificationBody } from '../../functions/authorization/notification-body.ts';
import { readPayerAnswer } from '../../functions/authorization/pas/response.ts';
import { aboutIn, readUndecided } from '../../functions/authorization/pas/undecided.ts';
import { item, response, three } from '../support/payer-answers.ts';

type Json = Record<string, unknown>;

const subscription = { reference: 'Subscription/1' };
/** The status as R4 has it. */
const inParameters = (type: string, ...events: Json[][]): Json => ({
  resourceType: 'Parameters',
  parameter: [
    { name: 'subscription', valueReference: subscription },
    { name: 'type', valueCode: type },
    ...events.map((part) => ({ name: 'notification-event', part })),
  ],
});
/** The status as R4B and R5 have it. */
const asStatus = (type: string, ...notificationEvent: Json[]): Json => ({
  ...{ resourceType: 'SubscriptionStatus', status: 'active', type, subscription },
  notificationEvent,
});
const told = (status: Json, resources: unknown[] = [], type = 'history') =>
  readNotification(
    NotificationBody.parse({
      resourceType: 'Bundle',
      type,
      entry: [status, ...resources].map((resource, index) => ({
        fullUrl: `urn:uuid:${index}`,
        resource,
      })),
    }),
  );
const numbered = (number: string, focus: string) => [
  { name: 'event-number', valueString: number },
  { name: 'focus', valueReference: { reference: focus } },
];

describe('a notification', () => {
  it.each(['handshake', 'heartbeat', 'query-status'])('%s tells of no event', (type) => {
    expect(told(inParameters(type))).toEqual([]);
    expect(told(asStatus(type))).toEqual([]);
    expect(told(asStatus(type), [], 'subscription-notification')).toEqual([]);
  });

  it.each([
    ['R4', inParameters('event-notification', numbered('4', 'urn:uuid:1'))],
    [
      'later editions',
      asStatus('event-notification', { eventNumber: '4', focus: { reference: 'urn:uuid:1' } }),
    ],
  ])('of %s brings its answer under its number', (_, status) => {
    expect(told(status, [three('A1')])).toMatchObject([
      { eventNumber: 4, response: { resourceType: 'Bundle' }, named: [] },
    ]);
  });

  it.each([
    ['R4', inParameters('event-notification', numbered('5', 'ClaimResponse/77'))],
    [
      'later editions',
      asStatus('event-notification', {
        eventNumber: 5,
        focus: { reference: 'ClaimResponse/77' },
        additionalContext: [{ reference: 'Claim/7' }],
      }),
    ],
  ])('of %s may bring no more than a name', (_, status) => {
    const [event] = told(status) ?? [];
    expect(event).toMatchObject({ eventNumber: 5, response: undefined });
    expect(event?.named).toContain('ClaimResponse/77');
  });

  it.each([
    [
      'R4',
      (on: string) =>
        inParameters('event-notification', [
          { name: 'timestamp', valueInstant: on },
          { name: 'focus', valueReference: { reference: 'ClaimResponse/77' } },
        ]),
    ],
    [
      'later editions',
      (on: string) =>
        asStatus('event-notification', { timestamp: on, focus: { reference: 'ClaimResponse/77' } }),
    ],
  ])('of %s that names one thing again, without a number, is another at another time', (_, at) => {
    const keyAt = (on: string) => told(at(on))?.[0]?.eventKey;
    const [first, later] = ['2026-11-20T16:00:00Z', '2026-11-27T16:00:00Z'];
    expect(keyAt(first)).toBe(keyAt(first));
    expect(keyAt(later)).not.toBe(keyAt(first));
  });

  it('has the same key in either form, for one event', () => {
    const inR4 = told(inParameters('event-notification', numbered('4', 'urn:uuid:1')), [
      three('A1'),
    ]);
    const later = told(asStatus('event-notification', { eventNumber: 4 }), [three('A1')]);
    expect(later?.[0]?.eventKey).toBe(inR4?.[0]?.eventKey);
  });

  it('that brings the answer by itself brings with it what stands beside', () => {
    const answer = response({ item: [1, 2, 3].map((sequence) => item(sequence, 'A4')) });
    const task = { resourceType: 'Task', status: 'requested', description: 'Send the weight' };
    const status = inParameters('event-notification', numbered('6', 'urn:uuid:1'));
    const [event] = told(status, [answer.entry[0]?.resource, task]) ?? [];
    expect(event).toMatchObject({ eventNumber: 6 });
    expect(readPayerAnswer(event?.response).information).toEqual([
      { kind: 'words', code: 'Send the weight' },
    ]);
  });

  it.each<[string, Json, string | undefined]>([
    ['active', asStatus('heartbeat'), undefined],
    ['requested', { ...asStatus('handshake'), status: 'requested' }, undefined],
    ['in error', { ...asStatus('heartbeat'), status: 'error' }, 'error'],
    ['off', { ...asStatus('heartbeat'), status: 'off' }, 'off'],
    [
      'told in words of its own',
      { ...asStatus('heartbeat'), status: 'Jane Doe, see below' },
      'not a status',
    ],
    ['unsaid', inParameters('heartbeat'), undefined],
    [
      'in error, as R4 has it',
      {
        resourceType: 'Parameters',
        parameter: [
          { name: 'status', valueCode: 'error' },
          { name: 'type', valueCode: 'heartbeat' },
        ],
      },
      'error',
    ],
  ])('of a subscription that is %s says whether its notices fail', (_, status, fails) => {
    const entry = [{ fullUrl: 'urn:uuid:0', resource: status }];
    const body = NotificationBody.parse({ resourceType: 'Bundle', type: 'history', entry });
    expect(subscriptionFails(body)).toBe(fails);
    expect(readNotification(body)).toEqual([]);
  });

  const event = inParameters('event-notification', numbered('6', 'urn:uuid:1'));
  const task = {
    ...{ resourceType: 'Task', status: 'requested', description: 'Send the weight' },
    focus: { identifier: { value: 'auth_01jd0000000000000000_1-1' } },
  };
  const body = (more: Json, entries: Json[] = [{}, {}], type = 'history') =>
    readNotification(
      NotificationBody.parse({
        ...{ resourceType: 'Bundle', type },
        entry: [event, three('A1')].map((resource, index) => ({
          ...{ fullUrl: `urn:uuid:${index}`, resource },
          ...entries[index],
        })),
        ...more,
      }),
    ) ?? [];
  const label = { tag: [{ code: 'test', display: 'TEST' }] };
  const removed = { request: { method: 'DELETE', url: 'ClaimResponse/1' } };

  it.each<[string, ReturnType<typeof body>, string]>([
    ['rules by which it is to be read', body({ implicitRules: 'urn:rules:7' }), 'rules of its own'],
    ['the label of a test', body({ meta: label }), 'the label of a test'],
    [
      'the label of a test, beside what the answer says of itself',
      body({ meta: label }, [{}, { resource: { ...three('A1'), meta: { profile: ['urn:x'] } } }]),
      'the label of a test',
    ],
    [
      'a modifier',
      body({ modifierExtension: [{ url: 'urn:x' }] }),
      'an extension that may change its meaning',
    ],
    [
      'a modifier at its entry',
      body({}, [{}, { modifierExtension: [{ url: 'urn:x' }] }]),
      'an extension that may change its meaning',
    ],
    ['its removal', body({}, [{}, removed]), 'a removal of it'],
    [
      'its removal, of an answer by itself',
      body({}, [{}, { resource: three('A1').entry[0]?.resource, ...removed }]),
      'a removal of it',
    ],
    [
      'an error of the server beside it',
      told(event, [
        three('A1'),
        { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception' }] },
      ]) ?? [],
      'an error of the server',
    ],
  ])('hands on with its answer %s', (_, events, doubt) => {
    expect(events).toMatchObject([{ eventNumber: 6 }]);
    expect(readPayerAnswer(events[0]?.response).doubts.join()).toContain(doubt);
  });

  it('hands on with a whole answer what it asks for beside it', () => {
    const [one] = told(event, [three('A1'), task]) ?? [];
    expect(readPayerAnswer(one?.response)).toMatchObject({
      about: [{ sending: 1 }],
      information: [{ kind: 'words', code: 'Send the weight' }],
    });
  });

  it.each(['heartbeat', 'handshake', 'query-status', 'unheard-of'])(
    'that calls itself %s, and brings an answer, tells of it',
    (type) => {
      const [one] = told(inParameters(type, numbered('6', 'urn:uuid:1')), [three('A3')]) ?? [];
      expect(one?.eventNumber).toBe(6);
      expect(readPayerAnswer(one?.response).lines[0]?.action).toBe('A3');
    },
  );

  it.each(['batch', 'message', 'searchset', 'transaction', 'batch-response', 'document'])(
    'that came as a %s with an answer in it is an answer',
    (type) => {
      const [one] = body({ entry: three('A3').entry }, [], type);
      expect(readPayerAnswer(one?.response).lines[0]?.action).toBe('A3');
    },
  );

  it('whose status stands behind its answer, or is left out, tells of it', () => {
    const behind = body({ entry: [{ resource: three('A3') }, { resource: event }] });
    expect(behind).toMatchObject([{ eventNumber: 6 }]);
    const without = body({ entry: [{ resource: three('A3') }] });
    expect(without).toHaveLength(1);
    for (const [one] of [behind, without])
      expect(readPayerAnswer(one?.response).lines[0]?.action).toBe('A3');
  });

  it('of two events and one answer leaves the other to be asked for by its name', () => {
    const status = inParameters(
      'event-notification',
      numbered('5', 'ClaimResponse/5'),
      numbered('6', 'urn:uuid:1'),
    );
    expect(told(status, [three('A3')])).toMatchObject([
      { eventNumber: 6, named: [] },
      { eventNumber: 5, named: ['ClaimResponse/5'], response: undefined },
    ]);
  });

  it.each(['', 'abc', '-1', '1.5', '1e3', '9'.repeat(16)])(
    'counts nothing where its number is %j',
    (number) => {
      const [one] = told(inParameters('event-notification', numbered(number, 'urn:uuid:1')), [
        three('A3'),
      ]) ?? [{ eventNumber: 0 }];
      expect(one?.eventNumber).toBeUndefined();
    },
  );

  it('that brings a Task alone is about the request that the Task names', () => {
    const [one] = told(event, [task]) ?? [];
    expect(one).toMatchObject({ eventNumber: 6, named: [] });
    expect(aboutIn(one?.response)).toEqual([
      { authorizationId: 'auth_01jd0000000000000000_1', sending: 1 },
    ]);
    expect(readUndecided(one?.response)?.information).toEqual([
      { kind: 'words', code: 'Send the weight' },
    ]);
  });

  it('that tells of no request is none', () => {
    expect(told(inParameters('event-notification', []))).toBeUndefined();
    expect(told({ resourceType: 'Patient' })).toBeUndefined();
    expect(told(inParameters('handshake'), [], 'searchset')).toBeUndefined();
  });
});
