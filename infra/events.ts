import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { domainEvents } from '../functions/platform/domain-events.ts';

const root = join(import.meta.dirname, '..');
/** Where the description stands in the repository. */
export const descriptionPath = join(root, 'docs', 'events.asyncapi.json');
/** One example a kind of event, as the bus hands it on. */
export const examplesFolder = join(root, 'examples', 'events');

type Json = { [key: string]: unknown };

const reference = (path: string) => ({ $ref: `#/${path}` });

/** Leaves out what a named format and the whole numbers of JSON say already. */
const readable = ({ jsonSchema }: { jsonSchema: Json }): void => {
  if (jsonSchema.format) delete jsonSchema.pattern;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
};

const schemaOf = (schema: z.ZodType): Json => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'output', override: readable }) as Json;
  return rest;
};

/** What every event has, as EventBridge hands it to a target; `detail.detail` is each event's own. */
const Envelope = z.object({
  version: z.literal('0'),
  id: z.uuid(),
  'detail-type': z.string(),
  source: z.literal('dripline'),
  account: z.string(),
  time: z.iso.datetime(),
  region: z.string(),
  resources: z.array(z.string()),
  detail: z.object({
    referralId: z
      .string()
      .describe('The referral; what concerns none of them has a chain of its own'),
    sequence: z
      .int()
      .positive()
      .describe('Place in the order in which things happened to the referral: take an event once'),
    at: z.iso.datetime().describe('When it happened, UTC'),
  }),
});

/** What an example must be, exactly: one more field is an error. */
export const strictEvent = (event: keyof typeof domainEvents): z.ZodType =>
  z.strictObject({
    ...Envelope.shape,
    'detail-type': z.literal(event),
    detail: z.strictObject({
      ...Envelope.shape.detail.shape,
      detail: z.strictObject(domainEvents[event].detail.shape),
    }),
  });

const messageOf = (
  event: string,
  { summary, detail }: { summary: string; detail: z.ZodObject },
) => ({
  name: event,
  title: event,
  summary,
  contentType: 'application/json',
  payload: {
    allOf: [
      reference('components/schemas/Event'),
      {
        properties: {
          'detail-type': { const: event },
          detail: { required: ['detail'], properties: { detail: schemaOf(detail) } },
        },
      },
    ],
  },
});

const named = Object.entries(domainEvents);

/** The events of the service as AsyncAPI 3.0 tells them. */
export const asyncApi = () => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Dripline events',
    version: '0.1.0',
    description:
      'What happens to a referral, as the event bus tells it: ids, named outcomes, counts and times, ' +
      'nothing of the patient. The events of one referral come in the order of `sequence`; one may come ' +
      'twice, none is left out. Whoever may read the referral finds the rest in the API under its id.',
    license: { name: 'Apache-2.0' },
  },
  defaultContentType: 'application/json',
  channels: {
    bus: {
      address: null,
      title: 'The event bus',
      description:
        'An Amazon EventBridge bus; its name is the output `EventBusName` of the stack. A rule with the ' +
        'pattern `{"source": ["dripline"]}` hears of all, one with `detail-type` of some. Thirty days of ' +
        'events are archived and can be replayed.',
      messages: Object.fromEntries(
        named.map(([event]) => [event, reference(`components/messages/${event}`)]),
      ),
    },
  },
  operations: {
    publish: {
      action: 'send',
      channel: reference('channels/bus'),
      summary: 'The service tells what has happened.',
      messages: named.map(([event]) => reference(`channels/bus/messages/${event}`)),
    },
  },
  components: {
    schemas: { Event: schemaOf(Envelope) },
    messages: Object.fromEntries(named.map(([event, told]) => [event, messageOf(event, told)])),
  },
});

/** The description as it is kept. */
export const eventsDescribed = (): string => `${JSON.stringify(asyncApi(), null, 2)}\n`;

const help = `Usage: npm run events -- [--write]

Compares docs/events.asyncapi.json with the events that the service publishes
(functions/platform/domain-events.ts), and lists those without an example in examples/events.

  --write   writes the description anew
`;

const main = () => {
  const { values } = parseArgs({
    options: { write: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return process.stdout.write(help);
  if (values.write) writeFileSync(descriptionPath, eventsDescribed());
  const kept = existsSync(descriptionPath) ? readFileSync(descriptionPath, 'utf8') : '';
  const isTrue = kept === eventsDescribed();
  const lacking = named.filter(([event]) => !existsSync(join(examplesFolder, `${event}.json`)));
  process.stdout.write(
    `${named.length} events. The description ${isTrue ? 'says what they are' : 'is out of date: npm run events -- --write'}.\n` +
      lacking.map(([event]) => `No example: examples/events/${event}.json\n`).join(''),
  );
  process.exitCode = isTrue && lacking.length === 0 ? 0 : 1;
};

if (import.meta.main) main();
