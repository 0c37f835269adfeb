import { randomUUID } from 'node:crypto';
import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import type { Records } from '../data/records.ts';
import { asObject, asText } from '../json.ts';
import type { Deliveries } from './deliveries.ts';

type Options = {
  assembly: CloudAssembly;
  deliveries: Deliveries;
  records: Records;
  now(): number;
};

/** Stands for a patient who texts back: the topic's functions hear of it as from SNS. */
export const incomingTexts = ({ assembly, deliveries, records, now }: Options) => {
  const subscriptions = assembly
    .ofType('AWS::SNS::Subscription')
    .filter(({ properties }) => properties.Protocol === 'lambda')
    .map(({ id, properties }) => ({
      id,
      topic: asText(properties.TopicArn),
      functionArn: asText(properties.Endpoint),
      deadLetter: asText(asObject(properties.RedrivePolicy).deadLetterTargetArn),
    }));

  return (from: string, text: string): string => {
    const id = randomUUID();
    const at = new Date(now()).toISOString();
    const message = {
      originationNumber: from,
      destinationNumber: '+15005550100',
      messageKeyword: 'DRIPLINE',
      messageBody: text,
      inboundMessageId: id,
    };
    records.atomically(() => {
      records.addMessage({
        id,
        channel: 'incoming text',
        to: message.destinationNumber,
        from,
        subject: '',
        body: text,
        at,
        by: 'patient',
      });
      for (const { id: subscription, topic, functionArn, deadLetter } of subscriptions) {
        const Sns = {
          Type: 'Notification',
          MessageId: id,
          TopicArn: topic,
          Subject: null,
          Message: JSON.stringify(message),
          Timestamp: at,
          MessageAttributes: {},
        };
        const EventSubscriptionArn = `${topic}:${subscription}`;
        const record = { EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn, Sns };
        deliveries.accept(functionArn, { Records: [record] }, deadLetter);
      }
    });
    return id;
  };
};
