import { randomUUID } from 'node:crypto';
import type { UncheckedJson } from './json.ts';

/** The status of a subscription that tells of one event. */
const statusOf = (payerId: string, eventNumber: number, at: Date, focus: string) => ({
  fullUrl: `urn:uuid:${randomUUID()}`,
  resource: {
    resourceType: 'Parameters',
    parameter: [
      { name: 'subscription', valueReference: { reference: `Subscription/${payerId}` } },
      {
        name: 'topic',
        valueCanonical: 'http://hl7.org/fhir/us/davinci-pas/SubscriptionTopic/PASSubscriptionTopic',
      },
      { name: 'status', valueCode: 'active' },
      { name: 'type', valueCode: 'event-notification' },
      {
        name: 'notification-event',
        part: [
          { name: 'event-number', valueString: String(eventNumber) },
          { name: 'timestamp', valueInstant: at.toISOString() },
          { name: 'focus', valueReference: { reference: focus } },
        ],
      },
    ],
  },
  request: { method: 'GET', url: `Subscription/${payerId}/$status` },
  response: { status: '200' },
});

/** The subscription notification that carries a response. */
export const writeNotification = (
  response: UncheckedJson,
  payerId: string,
  eventNumber: number,
  at: Date,
): UncheckedJson => {
  const focus = `urn:uuid:${randomUUID()}`;
  return {
    resourceType: 'Bundle',
    type: 'history',
    timestamp: at.toISOString(),
    entry: [
      statusOf(payerId, eventNumber, at, focus),
      {
        fullUrl: focus,
        resource: response,
        request: { method: 'GET', url: 'Bundle' },
        response: { status: '200' },
      },
    ],
  };
};

/** The same after PAS 2.0.1 (id-only): no more than what the payer calls its answer. */
export const writeNameOnly = (
  name: string,
  payerId: string,
  eventNumber: number,
  at: Date,
): UncheckedJson => ({
  resourceType: 'Bundle',
  type: 'history',
  timestamp: at.toISOString(),
  entry: [statusOf(payerId, eventNumber, at, name)],
});
