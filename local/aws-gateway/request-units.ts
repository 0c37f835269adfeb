import { asList, asObject, type JsonObject } from '../json.ts';

export type Units = { calls: number; read: number; write: number };
/** Units by function, then by operation. */
export type UnitsByCaller = Record<string, Record<string, Units>>;
export type RequestUnits = {
  record(caller: string, operation: string, isWrite: boolean, output: JsonObject): void;
  all(): UnitsByCaller;
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
