import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Json } from './json.ts';

/** One request as the payer took it in; sent again it is the same one. */
export type Submission = {
  identifier: string;
  payerId: string;
  memberId: string;
  scenario: string;
  requestorNpi: string;
  /** How often it was received; it counts once. */
  received: number;
  at: string;
  body: unknown;
  response: Json;
};

/** A decision to be told. */
export type Event = {
  payerId: string;
  identifier: string;
  number: number;
  /** By the service's clock. */
  dueAt: string;
  verdict: string;
  /** How often it is still to be delivered. */
  deliveries: number;
  /** Written when it falls due, so that every delivery is the same. */
  body?: string;
};

export type Ledger = {
  submissions: Record<string, Submission>;
  failures: Record<string, number>;
  events: Event[];
  eventNumbers: Record<string, number>;
  inquiries: number;
};

export const emptyLedger = (): Ledger => ({
  submissions: {},
  failures: {},
  events: [],
  eventNumbers: {},
  inquiries: 0,
});

/** What the payers remember, in one file that a crash cannot halve. */
export const openLedger = (folder: string): { ledger: Ledger; save: () => void } => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'payers.json');
  const ledger: Ledger = existsSync(path)
    ? { ...emptyLedger(), ...JSON.parse(readFileSync(path, 'utf8')) }
    : emptyLedger();
  return {
    ledger,
    save: () => {
      const file = openSync(`${path}.new`, 'w');
      writeSync(file, JSON.stringify(ledger));
      fsyncSync(file);
      closeSync(file);
      renameSync(`${path}.new`, path);
    },
  };
};
