import { randomUUID } from 'node:crypto';
import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import { account, region } from '../assembly/resource-names.ts';
import type { LocalMessage } from '../data/records.ts';
import { asList, asObject, asText, type JsonObject } from '../json.ts';
import { AwsRefusal, type AwsService } from './call.ts';
import { json, jsonRefusal, readTarget } from './json-protocol.ts';

type Options = { keep(message: LocalMessage): void; now(): number };

/** The configuration set that SES applies to an identity's mail when the sender names none. */
const defaultSets = (assembly: CloudAssembly): ReadonlyMap<string, string> =>
  new Map(
    assembly
      .ofType('AWS::SES::EmailIdentity')
      .map(({ properties }) => [
        asText(properties.EmailIdentity),
        asText(asObject(properties.ConfigurationSetAttributes).ConfigurationSetName),
      ]),
  );

const addressIn = (from: string) => /<([^>]+)>/.exec(from)?.[1] ?? from;

const mailBody = (content: JsonObject) => {
  const simple = asObject(content.Simple);
  const body = asObject(simple.Body);
  return {
    subject: asText(asObject(simple.Subject).Data),
    body: asText(asObject(body.Text).Data) || asText(asObject(body.Html).Data),
  };
};

/** SES v2: mail is kept for `/local/messages`; nothing leaves the machine. */
export const sesService = ({
  assembly,
  keep,
  now,
}: Options & { assembly: CloudAssembly }): AwsService => ({
  name: 'ses',
  operationOf: ({ method, url }) =>
    method === 'POST' && url.pathname === '/v2/email/outbound-emails' ? 'SendEmail' : url.pathname,
  needs: ({ operation, input }) => {
    const address = addressIn(asText(input.FromEmailAddress));
    const identity = `arn:aws:ses:${region}:${account}:identity`;
    const set =
      asText(input.ConfigurationSetName) || defaultSets(assembly).get(address.split('@')[1] ?? '');
    const ofSet = `arn:aws:ses:${region}:${account}:configuration-set/${set}`;
    const action = `ses:${operation}`;
    const context = { 'ses:fromaddress': [address] };
    return [
      // The verified identity is the address or its domain; either one is enough.
      {
        action,
        resources: [`${identity}/${address.split('@')[1]}`, `${identity}/${address}`],
        context,
      },
      ...(set ? [{ action, resources: [ofSet], context }] : []),
    ];
  },
  answer: ({ operation, input, caller }) => {
    if (operation !== 'SendEmail') throw new AwsRefusal('NotFoundException', 'Mail only.', 404);
    const id = randomUUID();
    const to = asList<string>(asObject(input.Destination).ToAddresses).join(', ');
    const from = asText(input.FromEmailAddress);
    const at = new Date(now()).toISOString();
    keep({
      id,
      channel: 'mail',
      to,
      from,
      ...mailBody(asObject(input.Content)),
      at,
      by: caller.name,
    });
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ MessageId: id }),
    };
  },
  refuse: (status, code, message) => ({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
    body: JSON.stringify({ message }),
  }),
});

/** End User Messaging (SMS): texts are kept for `/local/messages`; nothing leaves the machine. */
export const smsService = ({ keep, now }: Options): AwsService => ({
  name: 'sms-voice',
  operationOf: readTarget,
  needs: ({ operation, input }) => {
    const origin = asText(input.OriginationIdentity);
    const prefix = `arn:aws:sms-voice:${region}:${account}`;
    const resources = origin.startsWith('arn:')
      ? [origin]
      : ['phone-number', 'pool', 'sender-id'].map((kind) => `${prefix}:${kind}/${origin}`);
    return [{ action: `sms-voice:${operation}`, resources }];
  },
  answer: ({ operation, input, caller }) => {
    if (operation !== 'SendTextMessage') {
      throw new AwsRefusal('ValidationException', `${operation} is not here.`);
    }
    const id = randomUUID();
    keep({
      id,
      channel: 'text',
      to: asText(input.DestinationPhoneNumber),
      from: asText(input.OriginationIdentity),
      subject: '',
      body: asText(input.MessageBody),
      at: new Date(now()).toISOString(),
      by: caller.name,
    });
    return json({ MessageId: id });
  },
  refuse: jsonRefusal,
});
