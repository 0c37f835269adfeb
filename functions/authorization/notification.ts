import * as z from 'zod';
import { Reference } from '../fhir/elements.ts';
import { sha256 } from '../platform/canonical.ts';
import { Refusal } from '../platform/errors.ts';
import type { NotificationBody } from './notification-body.ts';

/**
 * A Da Vinci subscription notification: a history bundle of a status and the full response bundle;
 * or the response bundle alone, as some payers send it.
 */
const Count = z.union([z.string().max(20), z.number()]).optional();
const Part = z.object({
  name: z.string().max(60),
  valueString: z.string().max(60).optional(),
  valueInteger64: Count,
  valueInstant: z.string().max(40).optional(),
  valueReference: Reference.optional(),
});
const Parameter = z.object({
  name: z.string().max(60),
  valueCode: z.string().max(60).optional(),
  valueReference: Reference.optional(),
  part: z.array(Part).max(20).optional(),
});
/** The status as R4 has it, in Parameters, and as later editions have it, with names of its own. */
const Status = z.discriminatedUnion('resourceType', [
  z.object({
    resourceType: z.literal('Parameters'),
    parameter: z.array(Parameter).max(60).default([]),
  }),
  z.object({
    resourceType: z.literal('SubscriptionStatus'),
    type: z.string().max(60).optional(),
    status: z.string().max(60).optional(),
    subscription: Reference.optional(),
    notificationEvent: z
      .array(
        z.object({
          eventNumber: Count,
          timestamp: z.string().max(40).optional(),
          focus: Reference.optional(),
          additionalContext: z.array(Reference).max(20).optional(),
        }),
      )
      .max(60)
      .default([]),
  }),
]);
const Entry = z.object({
  fullUrl: z.string().max(400).optional(),
  /** Left out where the payer sends no more than the names of what is new. */
  resource: z.looseObject({ resourceType: z.string().max(60) }).optional(),
});

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

type Told = {
  type: string | undefined;
  subscription: string | undefined;
  events: { part?: Part[] | undefined }[];
};

const toldIn = (status: z.infer<typeof Status>): Told => {
  if (status.resourceType === 'SubscriptionStatus') {
    const events = status.notificationEvent.map(
      ({ eventNumber, timestamp, focus, additionalContext = [] }) => ({
        part: [
          ...(timestamp ? [{ name: 'timestamp', valueInstant: timestamp }] : []),
          ...(eventNumber === undefined
            ? []
            : [{ name: 'event-number', valueInteger64: eventNumber }]),
          ...(focus ? [{ name: 'focus', valueReference: focus }] : []),
          ...additionalContext.map((valueReference) => ({
            name: 'additional-context',
            valueReference,
          })),
        ],
      }),
    );
    return { type: status.type, subscription: status.subscription?.reference, events };
  }
  const named = (wanted: string) => status.parameter.find(({ name }) => name === wanted);
  return {
    type: named('type')?.valueCode,
    subscription: named('subscription')?.valueReference?.reference,
    events: status.parameter.filter(({ name }) => name === 'notification-event'),
  };
};

/** A body that tells nothing of a request of ours: what it is or lacks, and what to send. */
export const notOfPayer = (detail: string, fix: string): Refusal =>
  new Refusal(422, 'not-a-notification', `The body ${detail}. ${fix}`, {
    errors: [{ pointer: '', detail, fix }],
  });

const keyOf = (...words: string[]): string => sha256(JSON.stringify(words)).slice(0, 32);

/** Without a number the content is the key. */
const contentKey = (response: unknown): string => keyOf(JSON.stringify(response));

/** What is written anew with each delivery of one event, and decides nothing. */
const ofTheDelivery = new Set(['id', 'meta', 'timestamp', 'fullUrl']);

/** What an event says, however often it is written. */
const wordsOf = (said: unknown): string =>
  JSON.stringify(said, (name, value) =>
    ofTheDelivery.has(name) || (name && String(value).startsWith('urn:uuid:')) ? undefined : value,
  );

const numberIn = (parts: readonly Part[] = []): string | undefined => {
  const number = parts.find(({ name }) => name === 'event-number');
  const value = number?.valueString ?? number?.valueInteger64;
  return value === undefined ? undefined : String(value);
};

const focusIn = (parts: readonly Part[] = []): string | undefined =>
  parts.find(({ name }) => name === 'focus')?.valueReference?.reference;

/**
 * A number tells deliveries of one event apart from others only together with what is said: a payer
 * that begins to count anew, or counts nothing, has more to say under a number that was there before.
 */
const eventOf = (
  response: unknown,
  subscription: string | undefined,
  parts: readonly Part[] | undefined,
): PayerEvent => {
  const number = numberIn(parts);
  const isNumbered = subscription !== undefined && number !== undefined;
  const eventNumber = Number(number);
  return {
    eventKey: isNumbered ? keyOf(subscription, number, wordsOf(response)) : contentKey(response),
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

/** When an event happened, as sent. */
const timesIn = (parts: readonly Part[] = []): string[] =>
  parts.flatMap(({ name, valueInstant }) => (name === 'timestamp' && valueInstant) || []);

/**
 * Events of which only the names came (PAS 2.0.1, id-only); undefined where there are none. What is news of
 * one thing is told apart by its number and its time, for nothing else of it is said.
 */
const bareEvents = (
  subscription: string | undefined,
  told: readonly { part?: Part[] | undefined }[],
): PayerEvent[] | undefined => {
  const bare = told
    .map(({ part }) => ({ part, named: namesIn(part) }))
    .filter(({ named }) => named.length > 0);
  return bare.length > 0
    ? bare.map(({ part, named }) => ({
        ...eventOf([...named, ...timesIn(part)].join(' '), subscription, part),
        response: undefined,
        named,
      }))
    : undefined;
};

/** Bundles that tell of a subscription: of R4 and R4B, and of later editions. */
const ofSubscription = new Set(['history', 'subscription-notification']);

/** Notices that are about the subscription alone. */
const ofTheLine = new Set(['handshake', 'heartbeat', 'query-status']);

type Sent = { fullUrl: string | undefined; resource: { resourceType: string } };

/**
 * The answers in a notification: whole bundles; or an answer by itself, with which goes what stands beside
 * it, such as a Task that asks for something.
 */
const responsesIn = (rest: readonly z.infer<typeof Entry>[]): Sent[] => {
  const sent = rest.flatMap(({ fullUrl, resource }): Sent[] =>
    resource ? [{ fullUrl, resource }] : [],
  );
  const isAnswer = ({ resource: { resourceType } }: Sent) =>
    resourceType === 'Bundle' || resourceType === 'ClaimResponse';
  const beside = sent.filter((one) => !isAnswer(one));
  return sent.filter(isAnswer).map((one) =>
    one.resource.resourceType === 'Bundle' || beside.length === 0
      ? one
      : {
          fullUrl: one.fullUrl,
          resource: { resourceType: 'Bundle', entry: [one, ...beside] } as Sent['resource'],
        },
  );
};

/** Source: FHIR R5, SubscriptionStatusCodes. What else stands there may be anything, and goes into no log. */
const failing: ReadonlySet<string> = new Set(['error', 'off', 'entered-in-error']);

/**
 * What a notification says of the subscription itself, where that is not that all is well: its notices may
 * not have come, and may not come. Undefined where it says nothing of it.
 */
export const subscriptionFails = (body: NotificationBody): string | undefined => {
  const [first] = z.array(Entry).safeParse(body.entry).data ?? [];
  const { data } = Status.safeParse(first?.resource);
  const status =
    data?.resourceType === 'SubscriptionStatus'
      ? data.status
      : data?.parameter.find(({ name }) => name === 'status')?.valueCode;
  if (status === undefined || ['active', 'requested'].includes(status)) return undefined;
  return failing.has(status) ? status : 'not a status';
};

/**
 * The events a notification tells of: several where the payer gathers them, none for a handshake
 * or a heartbeat. Undefined when the body is no notification at all.
 */
export const readNotification = (body: NotificationBody): PayerEvent[] | undefined => {
  if (body.resourceType === 'ClaimResponse' || body.type === 'collection')
    return [{ eventKey: contentKey(body), response: body, named: [] }];
  if (!ofSubscription.has(body.type ?? '')) return undefined;
  const [first, ...rest] = z.array(Entry).safeParse(body.entry).data ?? [];
  const { success, data: status } = Status.safeParse(first?.resource);
  if (!success) return undefined;
  const { type = '', subscription, events: told } = toldIn(status);
  if (ofTheLine.has(type)) return [];
  const responses = responsesIn(rest);
  if (responses.length === 0) return bareEvents(subscription, told);
  return responses.map(({ fullUrl, resource }, index) => {
    const byFocus = told.find(({ part }) => fullUrl !== undefined && focusIn(part) === fullUrl);
    return eventOf(resource, subscription, (byFocus ?? told[index])?.part);
  });
};
