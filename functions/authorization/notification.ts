import * as z from 'zod';
import { Reference } from '../fhir/elements.ts';
import { sha256 } from '../platform/canonical.ts';

/**
 * A Da Vinci subscription notification: a history bundle of a status and the full response bundle;
 * or the response bundle alone, as some payers send it.
 */
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
const Entry = z.object({
  fullUrl: z.string().max(400).optional(),
  /** Left out where the payer sends no more than the names of what is new. */
  resource: z.looseObject({ resourceType: z.string().max(60) }).optional(),
});

/** The body of a notification; what is inside is read by `readNotification`. */
export const NotificationBody = z.looseObject({
  resourceType: z.enum(['Bundle', 'ClaimResponse']),
  type: z.string().max(40).optional(),
  entry: z.array(z.unknown()).max(300).optional(),
});
export type NotificationBody = z.infer<typeof NotificationBody>;

type PayerEvent = {
  /** The same for every delivery of one event; holds nothing of its content. */
  eventKey: string;
  /** The payer's count of events, where it gives one. */
  eventNumber?: number;
  /** The response bundle; undefined where the payer sends only what it is called. */
  response: unknown;
  /** What the event is about, as the payer calls it, where nothing else of it came. */
  named: string[];
};

type Part = z.infer<typeof Part>;

const keyOf = (...words: string[]): string => sha256(JSON.stringify(words)).slice(0, 32);

/** Without a number the content is the key. */
const contentKey = (response: unknown): string => keyOf(JSON.stringify(response));

const numberIn = (parts: readonly Part[] = []): string | undefined => {
  const number = parts.find(({ name }) => name === 'event-number');
  const value = number?.valueString ?? number?.valueInteger64;
  return value === undefined ? undefined : String(value);
};

const focusIn = (parts: readonly Part[] = []): string | undefined =>
  parts.find(({ name }) => name === 'focus')?.valueReference?.reference;

const eventOf = (
  response: unknown,
  subscription: string | undefined,
  parts: readonly Part[] | undefined,
): PayerEvent => {
  const number = numberIn(parts);
  const isNumbered = subscription !== undefined && number !== undefined;
  const eventNumber = Number(number);
  return {
    eventKey: isNumbered ? keyOf(subscription, number) : contentKey(response),
    ...(Number.isSafeInteger(eventNumber) ? { eventNumber } : {}),
    response,
    named: [],
  };
};

const namesIn = (parts: readonly Part[] = []): string[] =>
  parts
    .filter(({ name }) => ['focus', 'additional-context'].includes(name))
    .flatMap(({ valueReference }) => [valueReference?.reference, valueReference?.identifier?.value])
    .flatMap((name) => name ?? []);

/** Events of which only the names came (PAS 2.0.1, id-only); undefined where there are none. */
const bareEvents = (
  subscription: string | undefined,
  told: readonly { part?: Part[] | undefined }[],
): PayerEvent[] | undefined => {
  const bare = told
    .map(({ part }) => ({ part, named: namesIn(part) }))
    .filter(({ named }) => named.length > 0);
  return bare.length > 0
    ? bare.map(({ part, named }) => ({
        ...eventOf({ subscription, part }, subscription, part),
        response: undefined,
        named,
      }))
    : undefined;
};

/**
 * The events a notification tells of: several where the payer gathers them, none for a handshake
 * or a heartbeat. Undefined when the body is no notification at all.
 */
export const readNotification = (body: NotificationBody): PayerEvent[] | undefined => {
  if (body.resourceType === 'ClaimResponse' || body.type === 'collection')
    return [{ eventKey: contentKey(body), response: body, named: [] }];
  if (body.type !== 'history') return undefined;
  const [first, ...rest] = z.array(Entry).safeParse(body.entry).data ?? [];
  const { success, data: status } = Status.safeParse(first?.resource);
  if (!success) return undefined;
  const named = (wanted: string) => status.parameter.find(({ name }) => name === wanted);
  if (['handshake', 'heartbeat'].includes(named('type')?.valueCode ?? '')) return [];
  const subscription = named('subscription')?.valueReference?.reference;
  const told = status.parameter.filter(({ name }) => name === 'notification-event');
  const responses = rest.flatMap(({ fullUrl, resource }) =>
    resource && ['Bundle', 'ClaimResponse'].includes(resource.resourceType)
      ? [{ fullUrl, resource }]
      : [],
  );
  if (responses.length === 0) return bareEvents(subscription, told);
  return responses.map(({ fullUrl, resource }, index) => {
    const byFocus = told.find(({ part }) => fullUrl !== undefined && focusIn(part) === fullUrl);
    return eventOf(resource, subscription, (byFocus ?? told[index])?.part);
  });
};
