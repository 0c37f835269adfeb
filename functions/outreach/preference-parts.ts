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

/** The part that keeps texts to a number back until somebody has found out what a text asks for. */
export const endUnclear = (
  tableName: string,
  number: string,
  unclear: { textId: string; at: string },
): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: keys.number(number),
    UpdateExpression: 'SET unclear = :unclear ADD rev :one',
    ExpressionAttributeValues: { ':unclear': unclear, ':one': 1 },
  },
});

/** The part that lets them go out again, unless another text is unclear meanwhile. */
export const endCleared = (tableName: string, number: string, textId: string): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: keys.number(number),
    UpdateExpression: 'REMOVE unclear ADD rev :one',
    ConditionExpression: 'unclear.textId = :text',
    ExpressionAttributeValues: { ':text': textId, ':one': 1 },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

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
          UpdateExpression: 'REMOVE stopped, unclear ADD rev :one',
          ExpressionAttributeValues: { ':one': 1 },
        }),
  },
});
