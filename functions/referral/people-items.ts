import { type Key, keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Patient, PhoneNumber } from './contact.ts';

/** Who shares a token, and the number of its last change. */
export type Shared = Pick<PhoneNumber, 'patients' | 'rev'>;

/** Everyone who shares one of a person's tokens or numbers, and what stands under those. */
export type Found = {
  tokens: ReadonlyMap<string, Shared>;
  numbers: ReadonlyMap<string, PhoneNumber>;
  patients: Patient[];
};

/** The most patients that a token or a number leads to: the newest. */
const mostShared = 100;

/** The part that takes a number from a patient who has another one now. */
export const releasedFrom = (
  tableName: string,
  number: string,
  { patients, former, rev }: PhoneNumber,
  patientId: string,
): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: keys.number(number),
    UpdateExpression: 'SET patients = :patients, former = :former ADD rev :one',
    ConditionExpression: 'rev = :seen',
    ExpressionAttributeValues: {
      ':patients': patients.filter((id) => id !== patientId),
      ':former': [...former.filter((id) => id !== patientId), patientId].slice(-mostShared),
      ':one': 1,
      ':seen': rev,
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/**
 * The part that lists a patient under a token or a number, provided that nobody was added since it
 * was read: two referrals that come at the same moment see each other. None where it lists them.
 */
export const listedUnder = (
  tableName: string,
  key: Key,
  seen: Shared | undefined,
  patientId: string,
): TransactItem[] => {
  const { patients, rev } = seen ?? { patients: [], rev: 0 };
  if (patients.includes(patientId)) return [];
  return [
    {
      Update: {
        TableName: tableName,
        Key: key,
        UpdateExpression: 'SET patients = :patients ADD rev :one',
        ConditionExpression: rev === 0 ? 'attribute_not_exists(rev)' : 'rev = :seen',
        ExpressionAttributeValues: {
          ':patients': [...patients, patientId].slice(-mostShared),
          ':one': 1,
          ...(rev === 0 ? {} : { ':seen': rev }),
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
  ];
};
