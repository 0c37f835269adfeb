import { keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Consent, ContactChannel } from '../referral/contact.ts';
import type { Language } from '../referral/language.ts';

export type Preferences = {
  language?: Language;
  consents: Partial<Record<ContactChannel, Consent>>;
};

/** The part that writes what a patient has chosen. */
export const preferencesChosen = (
  tableName: string,
  patientId: string,
  { language, consents }: Preferences,
): TransactItem => {
  const channels = Object.entries(consents);
  return {
    Update: {
      TableName: tableName,
      Key: keys.patient(patientId),
      UpdateExpression: `SET ${[
        ...(language ? ['#language = :language'] : []),
        ...channels.map(([channel]) => `consents.#${channel} = :${channel}`),
      ].join(', ')} ADD rev :one`,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: {
        ...(language ? { '#language': 'language' } : {}),
        ...Object.fromEntries(channels.map(([channel]) => [`#${channel}`, channel])),
      },
      ExpressionAttributeValues: {
        ':one': 1,
        ...(language ? { ':language': language } : {}),
        ...Object.fromEntries(channels.map(([channel, value]) => [`:${channel}`, value])),
      },
    },
  };
};

/** The part that keeps a choice about texts with the number itself. */
export const numberChosen = (
  tableName: string,
  number: string,
  consent: Consent,
): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: keys.number(number),
    ...(consent.status === 'withdrawn'
      ? {
          UpdateExpression: 'SET stopped = :consent ADD rev :one',
          ExpressionAttributeValues: { ':consent': consent, ':one': 1 },
        }
      : {
          UpdateExpression: 'REMOVE stopped ADD rev :one',
          ExpressionAttributeValues: { ':one': 1 },
        }),
  },
});
