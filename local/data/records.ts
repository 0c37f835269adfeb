import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { restrictToOwner } from './files.ts';
import { endOnDiskFault } from './lost.ts';

export type LocalMessage = {
  id: string;
  channel: 'mail' | 'text' | 'incoming text';
  to: string;
  from: string;
  subject: string;
  body: string;
  at: string;
  by: string;
};

/** An asynchronous invocation that has been accepted and not yet succeeded. */
export type Delivery = {
  id: number;
  functionArn: string;
  payload: string;
  attempts: number;
  dueAt: number;
  maxAttempts: number;
  deadLetter: string;
};

export type Alarm = { id: number; at: number; url: string };

export type DeadLetter = { id: number; queue: string; body: string; at: string };

export type Records = ReturnType<typeof openRecords>;

const tables = `
  CREATE TABLE IF NOT EXISTS message (
    id TEXT PRIMARY KEY, channel TEXT, "to" TEXT, "from" TEXT, subject TEXT, body TEXT, at TEXT, by TEXT);
  CREATE TABLE IF NOT EXISTS delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT, functionArn TEXT, payload TEXT, attempts INTEGER,
    dueAt INTEGER, maxAttempts INTEGER, deadLetter TEXT);
  CREATE TABLE IF NOT EXISTS deadLetter (
    id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT, body TEXT, at TEXT);
  CREATE TABLE IF NOT EXISTS alarm (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER, url TEXT);
  CREATE TABLE IF NOT EXISTS mark (name TEXT PRIMARY KEY, value TEXT);
`;

/**
 * What the stand-ins remember: messages sent, deliveries under way, dead letters and positions.
 * Committed before the call that caused it is answered.
 */
export const openRecords = (path: string) => {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000');
  db.exec(tables);
  for (const suffix of ['', '-wal', '-shm']) restrictToOwner(path + suffix);

  /** Nobody may go on after a record that could not be kept. */
  const kept = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      endOnDiskFault(error, path);
      throw error;
    }
  };
  const prepare = (sql: string) => {
    const statement = db.prepare(sql);
    type Values = SQLInputValue[];
    return {
      run: (...values: Values | [Record<string, SQLInputValue>]) =>
        kept(() => statement.run(...(values as Values))),
      get: (...values: Values) => kept(() => statement.get(...values)),
      all: () => kept(() => statement.all()),
    };
  };

  const insertMessage = prepare(
    `INSERT INTO message VALUES (:id, :channel, :to, :from, :subject, :body, :at, :by)`,
  );
  const insertDelivery = prepare(
    `INSERT INTO delivery (functionArn, payload, attempts, dueAt, maxAttempts, deadLetter)
     VALUES (:functionArn, :payload, :attempts, :dueAt, :maxAttempts, :deadLetter)`,
  );
  const insertDeadLetter = prepare(
    'INSERT INTO deadLetter (queue, body, at) VALUES (:queue, :body, :at)',
  );
  const postponeDelivery = prepare('UPDATE delivery SET attempts = ?, dueAt = ? WHERE id = ?');
  const deleteDelivery = prepare('DELETE FROM delivery WHERE id = ?');
  const insertAlarm = prepare('INSERT INTO alarm (at, url) VALUES (:at, :url)');
  const deleteAlarm = prepare('DELETE FROM alarm WHERE id = ?');
  const selectMark = prepare('SELECT value FROM mark WHERE name = ?');
  const upsertMark = prepare(
    'INSERT INTO mark VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const atomically = <T>(work: () => T): T => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      kept(() => db.exec('COMMIT'));
      return result;
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  };

  return {
    atomically,
    addMessage: (message: LocalMessage) => {
      insertMessage.run(message);
    },
    messages: () => prepare('SELECT * FROM message ORDER BY rowid').all() as LocalMessage[],
    messageCount: () => Number(prepare('SELECT count(*) AS count FROM message').get()?.count ?? 0),
    addDelivery: (delivery: Omit<Delivery, 'id'>): Delivery => {
      const { lastInsertRowid } = insertDelivery.run(delivery);
      return { ...delivery, id: Number(lastInsertRowid) };
    },
    deliveries: () => prepare('SELECT * FROM delivery ORDER BY id').all() as Delivery[],
    postpone: (id: number, attempts: number, dueAt: number) => {
      postponeDelivery.run(attempts, dueAt, id);
    },
    delivered: (id: number) => {
      deleteDelivery.run(id);
    },
    addDeadLetter: (letter: Omit<DeadLetter, 'id'>) => {
      insertDeadLetter.run(letter);
    },
    deadLetters: () => prepare('SELECT * FROM deadLetter ORDER BY id').all() as DeadLetter[],
    addAlarm: (alarm: Omit<Alarm, 'id'>): Alarm => {
      const { lastInsertRowid } = insertAlarm.run(alarm);
      return { ...alarm, id: Number(lastInsertRowid) };
    },
    alarms: () => prepare('SELECT * FROM alarm ORDER BY at').all() as Alarm[],
    removeAlarm: (id: number) => {
      deleteAlarm.run(id);
    },
    mark: (name: string) => (selectMark.get(name) as { value: string } | undefined)?.value,
    setMark: (name: string, value: string) => {
      upsertMark.run(name, value);
    },
    close: () => db.close(),
  };
};
