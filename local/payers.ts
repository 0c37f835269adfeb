import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from './data-folder.ts';
import type { ServiceFile } from './service-file.ts';

const program = join(import.meta.dirname, 'payer-simulator', 'main.ts');

export type Payers = { close(): void };

/** Starts the simulated payers as a process of their own: to the service they are the outside world. */
export const startPayers = async (
  { address, issuer }: ServiceFile,
  data: DataFolder,
): Promise<Payers | undefined> => {
  if (!existsSync(program)) return undefined;
  const child: ChildProcess = spawn(process.execPath, [program], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DRIPLINE_ADDRESS: address,
      DRIPLINE_ISSUER: issuer,
      DRIPLINE_DATA: data.root,
    },
  });
  return { close: () => child.kill('SIGTERM') };
};
