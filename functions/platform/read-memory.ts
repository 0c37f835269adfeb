import { BatchGetCommand, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';

type Command = { input: unknown };

/** By their classes: the deployed bundle has other names for them. */
const reads = [GetCommand, QueryCommand, BatchGetCommand];
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

/**
 * The same table for one event's work, in which nothing is read twice: what was read is remembered
 * until something is written to its partition, or a write is refused, which means that others wrote.
 */
export const withMemory = ({ client, name }: Table): Table => {
  const remembered = new Map<string, Promise<unknown>>();
  const read = (command: Command): Promise<unknown> => {
    const asked = `${kindOf(command)} ${JSON.stringify(command.input)}`;
    const known = remembered.get(asked) ?? client.send(command as never);
    remembered.set(asked, known);
    // What failed is asked again.
    known.catch(() => remembered.delete(asked));
    return known;
  };
  const write = async (command: Command): Promise<unknown> => {
    try {
      const answer = await client.send(command as never);
      for (const pk of writtenBy(command))
        for (const asked of remembered.keys())
          if (asked.includes(JSON.stringify(pk))) remembered.delete(asked);
      return answer;
    } catch (error) {
      remembered.clear();
      throw error;
    }
  };
  const send = (command: Command) => (kindOf(command) >= 0 ? read(command) : write(command));
  return {
    client: new Proxy(client, {
      get: (target, property) => (property === 'send' ? send : Reflect.get(target, property)),
    }),
    name,
  };
};
