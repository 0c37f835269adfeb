import type { AuditRecord } from './audit.ts';
import { sha256 } from './canonical.ts';
import type { Items } from './items.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';
import type { TransactItem } from './transaction.ts';

/**
 * Where a referral's audit chain stands: its newest record, and marks of the newest operations. One
 * item of every change bears it, so whoever has read the items of a referral knows where the next
 * link goes without reading the chain. It may be outdated the moment it is read: the condition on the
 * next link tells, and only then is the chain itself read.
 */
export type ChainPlace = { sequence: number; hash: string; marks: readonly string[] };

/** How many of the newest operations are recognized when they come again. */
export const lookBack = 5;

/** Kept short, as every byte is written with every change. */
const attribute = 'chain';
const [sequenceBytes, hashBytes, markBytes] = [4, 32, 2] as const;

/** A short mark of an operation. Two operations may share one; the chain itself decides then. */
const markOf = (operation: string): string => sha256(operation).slice(0, 2 * markBytes);

export const bearsMark = ({ marks }: ChainPlace, operation: string): boolean =>
  marks.includes(markOf(operation));

/** The place after a record, given what came before it. */
export const placeAfter = (
  { sequence, hash, operation }: AuditRecord,
  before: ChainPlace | undefined,
): ChainPlace => ({
  sequence,
  hash,
  marks: [markOf(operation), ...(before?.marks ?? [])].slice(0, lookBack),
});

/** The place that the newest records of a chain tell, newest first; undefined before the first. */
export const readChainPlace = ([newest, ...earlier]: readonly AuditRecord[]):
  | ChainPlace
  | undefined =>
  newest &&
  placeAfter(newest, {
    sequence: 0,
    hash: '',
    marks: earlier.map(({ operation }) => markOf(operation)),
  });

const packedPlace = ({ sequence, hash, marks }: ChainPlace): Uint8Array => {
  const number = Buffer.alloc(sequenceBytes);
  number.writeUInt32BE(sequence);
  return Buffer.concat([number, Buffer.from(hash + marks.join(''), 'hex')]);
};

const unpackedPlace = (stored: unknown): ChainPlace | undefined => {
  if (!(stored instanceof Uint8Array) || stored.length < sequenceBytes + hashBytes)
    return undefined;
  const bytes = Buffer.from(stored);
  const marks = bytes.subarray(sequenceBytes + hashBytes).toString('hex');
  return {
    sequence: bytes.readUInt32BE(),
    hash: bytes.subarray(sequenceBytes, sequenceBytes + hashBytes).toString('hex'),
    marks: marks.match(/.{4}/g) ?? [],
  };
};

/** The newest place that the items of a referral bear; undefined when none does. */
export const placeIn = (items: Items): ChainPlace | undefined =>
  items
    .map((item) => unpackedPlace(item[attribute]))
    .reduce(
      (newest, place) => (place && place.sequence > (newest?.sequence ?? 0) ? place : newest),
      undefined,
    );

const keyOf = ({ Put, Update }: TransactItem) => Put?.Item ?? Update?.Key;

/**
 * The part of a change that tells where the chain stands: the referral's main item when it is among
 * them, else the first that is kept with the referral. None when nothing is.
 */
export const findBearer = (
  items: readonly TransactItem[],
  referralId: string,
): TransactItem | undefined => {
  const main = keys.referral(referralId);
  const kept = items.filter((item) => keyOf(item)?.pk === main.pk);
  return kept.find((item) => keyOf(item)?.sk === main.sk) ?? kept[0];
};

/** The parts of a change, its bearer with the place after it. */
export const bearing = (
  items: readonly TransactItem[],
  bearer: TransactItem | undefined,
  place: ChainPlace,
): readonly TransactItem[] =>
  items.map((item) => (item === bearer ? withPlace(item, packedPlace(place)) : item));

const withPlace = ({ Put, Update }: TransactItem, place: Uint8Array): TransactItem => {
  if (Put) return { Put: { ...Put, Item: { ...Put.Item, [attribute]: place } } };
  const { UpdateExpression = '', ...update } = Update as NonNullable<typeof Update>;
  const setting = `SET ${attribute} = :${attribute}`;
  return {
    Update: {
      ...update,
      UpdateExpression: /\bSET /.test(UpdateExpression)
        ? UpdateExpression.replace(/\bSET /, `${setting}, `)
        : `${setting} ${UpdateExpression}`.trim(),
      ExpressionAttributeValues: { ...update.ExpressionAttributeValues, [`:${attribute}`]: place },
    },
  };
};

const seen = new WeakMap<Table, Map<string, ChainPlace>>();

/** What whoever works with this table has seen of a referral's chain. A handle lives as long as an invocation. */
export const seenPlace = (table: Table, referralId: string): ChainPlace | undefined =>
  seen.get(table)?.get(referralId);

/** A chain only grows: a place that items bear does not outdo a newer one that the chain told. */
export const noteSeen = (table: Table, referralId: string, place: ChainPlace | undefined): void => {
  const places = seen.get(table) ?? new Map<string, ChainPlace>();
  seen.set(table, places);
  const known = places.get(referralId);
  if (!place) places.delete(referralId);
  else if (!known || known.sequence <= place.sequence) places.set(referralId, place);
};
