import { randomUUID } from 'node:crypto';
import type { Json } from './json.ts';

/** The subscription notification that carries a response. */
export const writeNotification = (
  response: Json,
  payerId: string,
  eventNumber: number,
  at: Date,
): Json => {
  const focus = `urn:uuid:${randomUUID()}`;
  return {
    resourceType: 'Bundle',
    type: 'history',
    timestamp: at.toISOString(),
    entry: [
      {
        fullUrl: `urn:uuid:${randomUUID()}`,
        resource: {
          resourceType: 'Parameters',
          parameter: [
            { name: 'subscription', valueReference: { reference: `Subscription/${payerId}` } },
            {
              name: 'topic',
              valueCanonical:
                'http://hl7.org/fhir/us/davinci-pas/SubscriptionTopic/PASSubscriptionTopic',
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
      },
      {
        fullUrl: focus,
        resource: response,
        request: { method: 'GET', url: 'Bundle' },
        response: { status: '200' },
      },
    ],
  };
};
