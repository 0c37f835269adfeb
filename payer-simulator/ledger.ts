import {
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { UncheckedJson } from './json.ts';

/** One request as the payer took it in; sent again it is the same one. */
export type ReceivedRequest = {
  identifier: string;
  payerId: string;
  memberId: string;
  scenario: string;
  requestorNpi: string;
  /** How often it was received; it counts once. */
  received: number;
  at: string;
  body: unknown;
  response: UncheckedJson;
  /** The number of the event that decided it last. */
  decidedBy?: number;
};

/** A decision to be told. */
export type Event = {
  payerId: string;
  identifier: string;
  number: number;
  /** By the service's clock. */
  dueAt: string;
  /** When it was decided, where it is told later. */
  decidedAt?: string;
  verdict: string;
  /** How often it is still to be delivered. */
  deliveries: number;
  /** Written when it falls due, so that every delivery is the same. */
  body?: string;
};

export type Ledger = {
  submissions: Record<string, ReceivedRequest>;
  failures: Record<string, number>;
  events: Event[];
  eventNumbers: Record<string, number>;
  inquiries: number;
  /** How often somebody asked what became of a request. */
  asked: number;
};

export const emptyLedger = (): Ledger => ({
  submissions: {},
  failures: {},
  events: [],
  eventNumbers: {},
  inquiries: 0,
  asked: 0,
});

/** What has changed: entries by their key, events as they now stand. */
export type LedgerChange = Partial<Ledger>;

export type Books = {
  ledger: Ledger;
  /** Keeps a change that was made to the ledger; on the disk when it returns. */
  save: (change: LedgerChange) => void;
};

const withChange = (ledger: Ledger, change: LedgerChange): Ledger => ({
  ...ledger,
  ...change,
  submissions: Object.assign(ledger.submissions, change.submissions),
  failures: Object.assign(ledger.failures, change.failures),
  eventNumbers: Object.assign(ledger.eventNumbers, change.eventNumbers),
});

const fileName = 'payers.jsonl';
/** Where earlier versions kept all of it in one piece. */
const earlierName = 'payers.json';

/** A last line that a crash has halved was never answered: whoever asked asks again. */
const wholeLines = (text: string): string[] =>
  text.slice(0, text.lastIndexOf('\n') + 1).split('\n');

const readChange = (path: string, text: string): LedgerChange => {
  try {
    return JSON.parse(text) as LedgerChange;
  } catch (cause) {
    const remedy = 'Put it back from a copy, or start afresh with: npm start -- --fresh';
    throw new Error(`${path} is damaged. ${remedy}`, { cause });
  }
};

const changesIn = (folder: string): LedgerChange[] => {
  const path = join(folder, fileName);
  if (existsSync(path))
    return wholeLines(readFileSync(path, 'utf8'))
      .filter((line) => line !== '')
      .map((line) => readChange(path, line));
  const earlier = join(folder, earlierName);
  return existsSync(earlier) ? [readChange(earlier, readFileSync(earlier, 'utf8'))] : [];
};

const append = (file: number, change: LedgerChange): void => {
  writeSync(file, `${JSON.stringify(change)}\n`);
  fsyncSync(file);
};

/**
 * What the payers remember: a file of changes, one a line, so that a change costs the same however
 * much there is to remember. Opened, it is written anew as one line.
 *
 * @throws Error naming the file when it is damaged elsewhere than at its end.
 */
export const openLedger = (folder: string): Books => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, fileName);
  const ledger = changesIn(folder).reduce(withChange, emptyLedger());
  const file = openSync(`${path}.new`, 'w', 0o600);
  append(file, ledger);
  renameSync(`${path}.new`, path);
  return { ledger, save: (change) => append(file, change) };
};
