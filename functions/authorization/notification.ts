import * as z from 'zod';
import { Reference } from '../fhir/elements.ts';
import { sha256 } from '../platform/canonical.ts';
import { Refusal } from '../platform/errors.ts';
import type { NotificationBody } from './notification-body.ts';
import { qualifiedBy } from './pas/qualified-bundle.ts';

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
  /** What turns the meaning of what it stands on, or says that it is removed. */
  modifierExtension: z.array(z.unknown()).max(100).optional(),
  request: z.unknown().optional(),
});
type Entry = z.infer<typeof Entry>;

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

/** A count that can be one; anything else, such as a text, counts nothing. */
const numberIn = (parts: readonly Part[] = []): string | undefined => {
  const number = parts.find(({ name }) => name === 'event-number');
  const value = String(number?.valueString ?? number?.valueInteger64 ?? '').trim();
  return /^\d{1,15}$/.test(value) ? value : undefined;
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
  return {
    eventKey: isNumbered ? keyOf(subscription, number, wordsOf(response)) : contentKey(response),
    ...(number === undefined ? {} : { eventNumber: Number(number) }),
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

/** Resources that tell of a request without an answer to it: they ask for something, or say something. */
const telling = new Set(['Task', 'CommunicationRequest', 'Communication', 'OperationOutcome']);

const isOf = (...kinds: readonly string[]) => {
  const wanted = new Set(kinds);
  return ({ resource }: Entry): boolean =>
    resource !== undefined && wanted.has(resource.resourceType);
};
const isAnswer = isOf('Bundle', 'ClaimResponse');
const isTelling = isOf(...telling);

/**
 * One answer of a delivery with all that stands beside it there, such as a Task that asks for something, and
 * what qualifies it: rules to read it by, the label of a test, its removal.
 */
const accompanied = (
  { fullUrl, resource, modifierExtension, request }: Entry,
  beside: readonly Entry[],
  body: NotificationBody,
): Sent | undefined => {
  if (!resource) return undefined;
  const own = {
    ...(modifierExtension === undefined ? {} : { modifierExtension }),
    ...(request === undefined ? {} : { request }),
  };
  const isAlone = [...beside, ...Object.keys({ ...qualifiedBy(body, {}), ...own })].length === 0;
  if (isAlone) return { fullUrl, resource };
  const inner = resource.resourceType === 'Bundle' ? resource : { resourceType: 'Bundle' };
  const entries = Array.isArray(resource.entry) ? resource.entry : [{ fullUrl, resource }];
  const [first, ...rest] = entries;
  return {
    fullUrl,
    resource: {
      ...qualifiedBy(body, inner),
      entry: [{ ...first, ...own }, ...rest, ...beside],
    } as Sent['resource'],
  };
};

/**
 * The answers in a notification, whole bundles or answers by themselves; where there is none, what else it
 * tells of a request, all of it as one.
 */
const responsesIn = (rest: readonly Entry[], body: NotificationBody): Sent[] => {
  const answers = rest.filter(isAnswer);
  const beside = rest.filter((one) => one.resource && !isAnswer(one));
  if (answers.length > 0) return answers.flatMap((one) => accompanied(one, beside, body) ?? []);
  return beside.some(isTelling)
    ? [
        {
          fullUrl: beside.find(isTelling)?.fullUrl,
          resource: qualifiedBy(body, { resourceType: 'Bundle', entry: beside }),
        },
      ]
    : [];
};

/** Source: FHIR R5, SubscriptionStatusCodes. What else stands there may be anything, and goes into no log. */
const failing: ReadonlySet<string> = new Set(['error', 'off', 'entered-in-error']);

/**
 * What a notification says of the subscription itself, where that is not that all is well: its notices may
 * not have come, and may not come. Undefined where it says nothing of it.
 */
export const subscriptionFails = (body: NotificationBody): string | undefined => {
  const { status: data } = parted(z.array(Entry).safeParse(body.entry).data ?? []);
  const status =
    data?.resourceType === 'SubscriptionStatus'
      ? data.status
      : data?.parameter.find(({ name }) => name === 'status')?.valueCode;
  if (status === undefined || ['active', 'requested'].includes(status)) return undefined;
  return failing.has(status) ? status : 'not a status';
};

/** The entry that tells of the subscription, wherever it stands, and the others. */
const parted = (entries: readonly Entry[]) => {
  const index = entries.findIndex(({ resource }) => Status.safeParse(resource).success);
  const status = Status.safeParse(entries[index]?.resource).data;
  return { status, rest: entries.filter((_, place) => place !== index) };
};

/**
 * The events a notification tells of: several where the payer gathers them, none for a handshake
 * or a heartbeat that brings nothing else. What came as a bundle of another kind, and holds an answer, is an
 * answer. Undefined when the body is no notification at all.
 */
export const readNotification = (body: NotificationBody): PayerEvent[] | undefined => {
  const entries = z.array(Entry).safeParse(body.entry).data ?? [];
  if (!ofSubscription.has(body.type ?? '')) {
    const isOne = body.resourceType === 'ClaimResponse' || body.type === 'collection';
    return isOne || entries.some(isAnswer)
      ? [{ eventKey: contentKey(body), response: body, named: [] }]
      : undefined;
  }
  const { status, rest } = parted(entries);
  const { type = '', subscription, events: told } = status ? toldIn(status) : nothingTold;
  const responses = responsesIn(rest, body);
  const bare = (events: typeof told) => bareEvents(subscription, events);
  if (responses.length === 0) return bare(told) ?? (ofTheLine.has(type) ? [] : undefined);
  const taken = new Set<number>();
  const answered = responses.map(({ fullUrl, resource }, index) => {
    const byFocus = told.findIndex(
      ({ part }) => fullUrl !== undefined && focusIn(part) === fullUrl,
    );
    const place = byFocus < 0 ? index : byFocus;
    taken.add(place);
    return eventOf(resource, subscription, told[place]?.part);
  });
  // Of an event that is told and did not come along, there is no more than its name.
  return [...answered, ...(bare(told.filter((_, place) => !taken.has(place))) ?? [])];
};

const nothingTold: Told = { type: undefined, subscription: undefined, events: [] };
