import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { schema, statements } from './journal-schema.ts';

/** Runs before and after every durable write; throwing stands for the death of the process. */
export type Hook = (point: string) => void | Promise<void>;

export type Write = { statement: keyof typeof statements; values: SQLInputValue[] };

/** The journal could not keep what it was given. Nothing may go on after it. */
export class JournalFault extends Error {
  constructor(cause: unknown) {
    super(`The journal cannot be written: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
    this.name = 'JournalFault';
  }
}

export type Journal = {
  /**
   * Resolves when the writes are durable. Writes made in the same tick share one transaction, so
   * what is written together is kept or lost together.
   */
  write(label: string, writes: readonly Write[]): Promise<void>;
  all(statement: keyof typeof statements, ...values: SQLInputValue[]): Record<string, unknown>[];
  get(
    statement: keyof typeof statements,
    ...values: SQLInputValue[]
  ): Record<string, unknown> | undefined;
  /** Resolves when nothing is left to write. */
  close(): Promise<void>;
};

type Batch = {
  labels: Set<string>;
  writes: Write[];
  done: PromiseWithResolvers<void>;
};

const newBatch = (): Batch => {
  const done = Promise.withResolvers<void>();
  done.promise.catch(() => undefined);
  return { labels: new Set(), writes: [], done };
};

export const openJournal = (
  path: string,
  synchronous: 'NORMAL' | 'FULL',
  hook: Hook | undefined,
  onFault: (fault: JournalFault) => void,
): Journal => {
  if (path !== ':memory:') closeSync(openSync(path, 'a', 0o600));
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous};`);
  database.exec(schema);
  const prepared = new Map<string, StatementSync>();
  const prepare = (name: keyof typeof statements) => {
    const known = prepared.get(name) ?? database.prepare(statements[name]);
    prepared.set(name, known);
    return known;
  };

  let open = newBatch();
  let pumping: Promise<void> | undefined;
  let fault: JournalFault | undefined;

  const apply = (writes: readonly Write[]) => {
    database.exec('BEGIN IMMEDIATE');
    try {
      for (const { statement, values } of writes) prepare(statement).run(...values);
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  };
  const commit = async (batch: Batch) => {
    const labels = [...batch.labels].join(' + ');
    await hook?.(`before ${labels}`);
    apply(batch.writes);
    await hook?.(`after ${labels}`);
  };
  const pump = async () => {
    while (open.writes.length > 0 && !fault) {
      await new Promise((resolve) => setImmediate(resolve));
      const batch = open;
      open = newBatch();
      try {
        await commit(batch);
        batch.done.resolve();
      } catch (error) {
        fault = new JournalFault(error);
        batch.done.reject(fault);
        open.done.reject(fault);
        onFault(fault);
      }
    }
    pumping = undefined;
  };

  return {
    write: (label, writes) => {
      if (fault) return Promise.reject(fault);
      open.labels.add(label);
      open.writes.push(...writes);
      const { promise } = open.done;
      pumping ??= pump();
      return promise;
    },
    all: (statement, ...values) => {
      if (fault) throw fault;
      return prepare(statement).all(...values);
    },
    get: (statement, ...values) => {
      if (fault) throw fault;
      return prepare(statement).get(...values);
    },
    close: async () => {
      await pumping;
      fault ??= new JournalFault('it is closed');
      if (database.isOpen) database.close();
    },
  };
};
