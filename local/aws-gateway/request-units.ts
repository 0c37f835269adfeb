import { asList, asObject, type JsonObject } from '../json.ts';

export type Units = { calls: number; read: number; write: number };
/** Units by function, then by operation. */
export type UnitsByCaller = Record<string, Record<string, Units>>;
export type RequestUnits = {
  record(caller: string, operation: string, isWrite: boolean, output: JsonObject): void;
  all(): UnitsByCaller;
};

const member = '"ConsumedCapacity":';

const parsed = (text: string): JsonObject | undefined => {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
};

/**
 * What a reply says that the call consumed, and the reply without it. The database says it last, so
 * that the items before it need not be read and written out again.
 */
export const countedIn = (reply: string): { counted: JsonObject; rest: string } => {
  const at = reply.lastIndexOf(member);
  if (at < 0) return { counted: {}, rest: reply };
  const counted = parsed(`{${reply.slice(at)}`);
  if (counted && Object.keys(counted).length === 1) {
    return { counted, rest: `${reply.slice(0, at).replace(/,\s*$/, '')}}` };
  }
  // It is not the last, or is the name of an attribute.
  const { ConsumedCapacity, ...others } = asObject(JSON.parse(reply));
  return {
    counted: ConsumedCapacity === undefined ? {} : { ConsumedCapacity },
    rest: JSON.stringify(others),
  };
};

const number = (value: unknown) => (typeof value === 'number' ? value : 0);

/** Counts DynamoDB read and write request units as the database reports them, indexes included. */
export const countRequestUnits = (): RequestUnits => {
  const callers: UnitsByCaller = {};
  return {
    record: (caller, operation, isWrite, output) => {
      callers[caller] ??= {};
      callers[caller][operation] ??= { calls: 0, read: 0, write: 0 };
      const units = callers[caller][operation];
      units.calls += 1;
      for (const raw of asList(output.ConsumedCapacity)) {
        const { CapacityUnits, ReadCapacityUnits, WriteCapacityUnits } = asObject(raw);
        const split = ReadCapacityUnits !== undefined || WriteCapacityUnits !== undefined;
        units.read += split ? number(ReadCapacityUnits) : isWrite ? 0 : number(CapacityUnits);
        units.write += split ? number(WriteCapacityUnits) : isWrite ? number(CapacityUnits) : 0;
      }
    },
    all: () => callers,
  };
};
