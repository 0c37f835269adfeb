import { BatchGetCommand, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Key } from './keys.ts';
import type { Table } from './table.ts';

type Command = { input: unknown };
type Item = Record<string, unknown>;

/** By their classes: the deployed bundle has other names for them. */
const reads = [GetCommand, QueryCommand];
const kindOf = (command: Command): number => reads.findIndex((kind) => command instanceof kind);

/** The partitions that a transaction writes to. */
const writtenBy = ({ input }: Command): string[] => {
  const { TransactItems = [] } = input as {
    TransactItems?: Record<string, { Item?: { pk?: unknown }; Key?: { pk?: unknown } }>[];
  };
  return TransactItems.flatMap((item) =>
    Object.values(item).map(({ Item, Key }) => String((Item ?? Key)?.pk)),
  );
};

const nameOf = ({ pk, sk }: Key): string => JSON.stringify([pk, sk]);

/**
 * The same table for one event's work, in which nothing is read twice: what was read is remembered
 * until something is written to its partition, or a write is refused, which means that others wrote.
 * Items that are read together are remembered one by one, those too that are not there.
 */
export const withMemory = ({ client, name, shared = client }: Table): Table => {
  const remembered = new Map<string, Promise<unknown>>();
  const items = new Map<string, Item | undefined>();

  const read = (command: Command): Promise<unknown> => {
    const asked = `${kindOf(command)} ${JSON.stringify(command.input)}`;
    const known = remembered.get(asked) ?? client.send(command as never);
    remembered.set(asked, known);
    // What failed is asked again.
    known.catch(() => remembered.delete(asked));
    return known;
  };

  const readBatch = async ({ input }: BatchGetCommand) => {
    const { Keys = [], ...how } = input.RequestItems?.[name] ?? {};
    const wanted = Keys as Key[];
    const missing = wanted.filter((key) => !items.has(nameOf(key)));
    if (missing.length > 0) {
      const RequestItems = { [name]: { ...how, Keys: missing } };
      const answer = await client.send(new BatchGetCommand({ RequestItems }));
      if (Object.keys(answer.UnprocessedKeys ?? {}).length > 0) return answer;
      const found = new Map(answer.Responses?.[name]?.map((item) => [nameOf(item as Key), item]));
      for (const key of missing) items.set(nameOf(key), found.get(nameOf(key)));
    }
    const known = wanted.flatMap((key) => items.get(nameOf(key)) ?? []);
    return { Responses: { [name]: known }, UnprocessedKeys: {} };
  };

  const forget = (pk: string) => {
    const part = JSON.stringify(pk);
    for (const kept of [remembered, items])
      for (const asked of kept.keys()) if (asked.includes(part)) kept.delete(asked);
  };
  const write = async (command: Command): Promise<unknown> => {
    try {
      const answer = await client.send(command as never);
      for (const pk of writtenBy(command)) forget(pk);
      return answer;
    } catch (error) {
      remembered.clear();
      items.clear();
      throw error;
    }
  };
  const send = (command: Command) => {
    if (command instanceof BatchGetCommand) return readBatch(command);
    return kindOf(command) >= 0 ? read(command) : write(command);
  };
  return {
    client: new Proxy(client, {
      get: (target, property) => (property === 'send' ? send : Reflect.get(target, property)),
    }),
    name,
    shared,
  };
};
