import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Payer } from '../../functions/payer/payer.ts';
import { openSimulator } from '../../payer-simulator/simulator.ts';

const examples = new URL('../../examples/network/payers/', import.meta.url);

/** A payer of the example directory; `url` moves its endpoints to a simulator of the test. */
export const examplePayer = (payerId = 'acme-health', url?: string): Payer => {
  const text = readFileSync(new URL(`${payerId}.json`, examples), 'utf8');
  return Payer.parse(JSON.parse(url ? text.replaceAll('http://127.0.0.1:8790', url) : text));
};

export type Log = {
  inquiries: number;
  submissions: { identifier: string; payerId: string; scenario: string; received: number }[];
  events: { payerId: string; identifier: string; number: number; dueAt: string }[];
};

/** The payer simulator on a free port with an empty memory. */
export const openPayers = async (data = mkdtempSync(join(tmpdir(), 'payers-'))) => {
  const simulator = await openSimulator({ port: 0, data, slowMillis: 50 });
  return {
    url: simulator.url,
    data,
    payer: (payerId?: string) => examplePayer(payerId, simulator.url),
    log: async (): Promise<Log> => (await fetch(`${simulator.url}/log`)).json() as Promise<Log>,
    /** Ends the process, as a crash would: what was not written is gone. */
    stop: () => simulator.close(),
    close: async () => {
      await simulator.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
};
