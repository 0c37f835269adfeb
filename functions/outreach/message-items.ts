import { PermanentFault } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Patient } from '../referral/contact.ts';
import { type Message, messageLife } from './message.ts';
import { counted } from './text-limits.ts';

/** The partition of the `due` index where messages wait. */
export const dueKey = 'DUE#message';

/** A sender that has not come back after this long is taken for lost. */
const leaseMinutes = 15;

/** Finished messages are kept for a year; the audit chain keeps what mattered. */
const keptSeconds = 365 * 86_400;

const seconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000);

const dueSort = (at: string, { messageId }: Message): string => `${at}#${messageId}`;

/** Whether a sender that took a message at this instant may still be at it. */
export const isLeased = (takenAt: string, now: Date): boolean =>
  now.getTime() < Date.parse(takenAt) + leaseMinutes * 60_000;

export const messageItem = (message: Message): Record<string, unknown> => ({
  ...keys.message(message.referralId, message.messageId),
  ...message,
  due: dueKey,
  dueSort: dueSort(message.dueAt, message),
});

/** Only the message as it was read may be changed: its status and its attempt are its version. */
const asRead = {
  ConditionExpression: '#status = :was AND attempts = :tried',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
};

/** A mail as it stands once a sender has taken it. */
export const taken = (message: Message, now: Date): Message => ({
  ...message,
  status: 'sending',
  attempts: message.attempts + 1,
  claimedAt: now.toISOString(),
});

/** Queued → sending, of a mail. It keeps its place among what is due: who finds it sees the claim. */
export const claimed = (tableName: string, message: Message, now: Date): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: keys.message(message.referralId, message.messageId),
    UpdateExpression: 'SET #status = :sending, attempts = :next, claimedAt = :now',
    ...asRead,
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':was': 'queued',
      ':sending': 'sending',
      ':tried': message.attempts,
      ':next': message.attempts + 1,
      ':now': now.toISOString(),
    },
  },
});

/** A queued text with the time at which a sender took it, beside its count with the number. */
export const marked = (tableName: string, message: Message, now: Date): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: keys.message(message.referralId, message.messageId),
    UpdateExpression: 'SET claimedAt = :now',
    ...asRead,
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':was': 'queued',
      ':tried': message.attempts,
      ':now': now.toISOString(),
    },
  },
});

export type MessageEnding = Pick<Message, 'status' | 'code' | 'receipt' | 'settledAt'> &
  Partial<Pick<Message, 'attempts' | 'dueAt'>>;

/** A message that was not stored before, as it now is: ended, or with a time at which it is due. */
export const firstWritten = (
  tableName: string,
  message: Message,
  ending: MessageEnding,
): TransactItem => {
  const changed: Message = { ...message, ...ending };
  return {
    Put: {
      TableName: tableName,
      Item: ending.dueAt
        ? messageItem(changed)
        : {
            ...keys.message(message.referralId, message.messageId),
            ...changed,
            expiresAt: seconds(ending.settledAt ?? message.queuedAt) + keptSeconds,
          },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};

/**
 * Queued or sending → an ending, or back into the queue with a new due time.
 *
 * @throws PermanentFault when a message never goes from the one status to the other.
 */
export const settled = (
  tableName: string,
  message: Message,
  ending: MessageEnding,
): TransactItem => {
  const { status, code, receipt, settledAt, attempts, dueAt } = ending;
  if (!messageLife.next[message.status].includes(status))
    throw new PermanentFault('message-status-illegal');
  const set = Object.entries({ code, receipt, settledAt, attempts, dueAt }).filter(
    ([, value]) => value !== undefined,
  );
  return {
    Update: {
      TableName: tableName,
      Key: keys.message(message.referralId, message.messageId),
      UpdateExpression: [
        `SET #status = :status${set.map(([field]) => `, #${field} = :${field}`).join('')}`,
        dueAt ? ', dueSort = :dueSort' : ', expiresAt = :expiresAt REMOVE due, dueSort',
      ].join(''),
      ...asRead,
      ExpressionAttributeNames: {
        '#status': 'status',
        ...Object.fromEntries(set.map(([field]) => [`#${field}`, field])),
      },
      ExpressionAttributeValues: {
        ':was': message.status,
        ':tried': message.attempts,
        ':status': status,
        ...Object.fromEntries(set.map(([field, value]) => [`:${field}`, value])),
        ...(dueAt
          ? { ':dueSort': dueSort(dueAt, message) }
          : { ':expiresAt': seconds(settledAt ?? message.queuedAt) + keptSeconds }),
      },
    },
  };
};

/** Who counts a text, and when. */
export type TextCount = { by: string; now: Date };

/**
 * The claim of a text: the number is still the patient's and did not ask to be left in peace, nor may have; the text is
 * counted with the number in the same breath, so two senders cannot both be the third, whoever else
 * has the number.
 */
export const textCounted = (
  tableName: string,
  { messageId }: Message,
  patient: Patient,
  { by, now }: TextCount,
): TransactItem => {
  const others = counted(patient.texts, now).filter((text) => text.messageId !== messageId);
  const unchanged =
    patient.texts.length === 0
      ? '(attribute_not_exists(texts) OR texts = :texts)'
      : 'texts = :texts';
  return {
    Update: {
      TableName: tableName,
      Key: keys.number(patient.number ?? ''),
      UpdateExpression: 'SET texts = :counted',
      ConditionExpression: `contains(patients, :patient) AND attribute_not_exists(stopped) AND attribute_not_exists(unclear) AND ${unchanged}`,
      ExpressionAttributeValues: {
        ':patient': patient.patientId,
        ':texts': patient.texts,
        ':counted': [...others, { messageId, at: now.toISOString(), by }],
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};
