import * as z from 'zod';
import { sha256 } from '../platform/canonical.ts';

/**
 * A Da Vinci subscription notification: a history bundle of a status and the full response bundle;
 * or the response bundle alone, as some payers send it.
 */
const Reference = z.object({ reference: z.string().max(400) });
const Part = z.object({
  name: z.string().max(60),
  valueString: z.string().max(60).optional(),
  valueInteger64: z.union([z.string().max(20), z.number()]).optional(),
  valueReference: Reference.optional(),
});
const Parameter = z.object({
  name: z.string().max(60),
  valueCode: z.string().max(60).optional(),
  valueReference: Reference.optional(),
  part: z.array(Part).max(20).optional(),
});
const Status = z.object({
  resourceType: z.enum(['Parameters', 'SubscriptionStatus']),
  parameter: z.array(Parameter).max(60).default([]),
});
const Entry = z.object({ resource: z.looseObject({ resourceType: z.string().max(60) }) });

/** The body of a notification; what is inside is read by `readNotification`. */
export const NotificationBody = z.looseObject({
  resourceType: z.enum(['Bundle', 'ClaimResponse']),
  type: z.string().max(40).optional(),
  entry: z.array(z.unknown()).max(300).optional(),
});
export type NotificationBody = z.infer<typeof NotificationBody>;

export type Notification =
  /** A handshake or heartbeat: nothing happened. */
  | { kind: 'empty' }
  | {
      kind: 'event';
      /** The same for every delivery of one event; holds nothing of its content. */
      eventKey: string;
      /** The payer's count of events, where it gives one. */
      eventNumber?: number;
      /** The response bundle. */
      response: unknown;
    };

const keyOf = (...words: string[]): string => sha256(JSON.stringify(words)).slice(0, 32);

const numberOf = ({ parameter }: z.infer<typeof Status>): string | undefined => {
  const event = parameter.find(({ name }) => name === 'notification-event');
  const number = event?.part?.find(({ name }) => name === 'event-number');
  const value = number?.valueString ?? number?.valueInteger64;
  return value === undefined ? undefined : String(value);
};

/** The event's key, or undefined where the payer gives it no number. */
const numberedKey = (status: z.infer<typeof Status>): string | undefined => {
  const subscription = status.parameter.find(({ name }) => name === 'subscription');
  const value = numberOf(status);
  const from = subscription?.valueReference?.reference;
  return from && value !== undefined ? keyOf(from, value) : undefined;
};

/** Undefined when the body is no notification at all. Without a number the content is the key. */
export const readNotification = (
  body: NotificationBody,
  rawBody: string,
): Notification | undefined => {
  if (body.resourceType === 'ClaimResponse' || body.type === 'collection')
    return { kind: 'event', eventKey: keyOf(rawBody), response: body };
  if (body.type !== 'history') return undefined;
  const [first, ...rest] = z.array(Entry).safeParse(body.entry).data ?? [];
  const status = Status.safeParse(first?.resource);
  if (!status.success) return undefined;
  const kind = status.data.parameter.find(({ name }) => name === 'type')?.valueCode;
  if (kind === 'handshake' || kind === 'heartbeat') return { kind: 'empty' };
  const response = rest.find(({ resource }) =>
    ['Bundle', 'ClaimResponse'].includes(resource.resourceType),
  );
  if (!response) return undefined;
  const eventNumber = Number(numberOf(status.data));
  return {
    kind: 'event',
    eventKey: numberedKey(status.data) ?? keyOf(rawBody),
    ...(Number.isSafeInteger(eventNumber) ? { eventNumber } : {}),
    response: response.resource,
  };
};
