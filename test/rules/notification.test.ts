import { describe, expect, it } from 'vitest';
import { readNotification, subscriptionFails } from '../../functions/authorization/notification.ts';
import { NotificationBody } from '../../functions/authorization/notification-body.ts';
import { readPayerAnswer } from '../../functions/authorization/pas/response.ts';
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

  it('that tells of no request is none', () => {
    expect(told(inParameters('event-notification', []))).toBeUndefined();
    expect(told({ resourceType: 'Patient' })).toBeUndefined();
    expect(told(inParameters('handshake'), [], 'searchset')).toBeUndefined();
  });
});
