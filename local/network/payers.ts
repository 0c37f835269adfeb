import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientSecret } from '../cognito/clients.ts';
import { openSigningKey } from '../cognito/signing-key.ts';
import type { DataFolder } from '../data/data-folder.ts';
import { writeFileAtomically } from '../data/files.ts';
import { readMark } from '../data/folder-mark.ts';
import { LostState } from '../data/lost.ts';
import type { ServiceFile } from '../data/service-file.ts';
import { freePort, isFree } from '../ports.ts';

const program = join(import.meta.dirname, '..', '..', 'payer-simulator', 'main.ts');
const restartMillis = 200;

const wellKnownApi = 8787;

/** Where the example payers say they are. */
export const examplePayers = 'http://127.0.0.1:8790';

export type Payers = { close(): void };

/** The port the payers of the table were entered with; undefined before there are any. */
const keptPort = ({ payersPort, root }: DataFolder): number | undefined => {
  const isThere = existsSync(payersPort);
  const port = isThere ? Number(readFileSync(payersPort, 'utf8')) : 0;
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  if (!isThere && !readMark(root)?.furnished) return undefined;
  throw new LostState(
    `${payersPort} is ${isThere ? 'damaged' : 'gone'}: it holds the port at which the simulated ` +
      'payers answer. Write the one into it that GET /network/payers shows in their endpoints.',
  );
};

/**
 * The address of the simulated payers. The payers' entries in the table name it, so a data folder
 * keeps the one it began with: the well-known one beside the well-known API, any other elsewhere, so
 * that two services never share their payers.
 */
export const payersAddress = async (data: DataFolder, apiPort = 0): Promise<string> => {
  const kept = keptPort(data);
  if (kept) return `http://127.0.0.1:${kept}`;
  const known = Number(new URL(examplePayers).port);
  const port = apiPort === wellKnownApi && (await isFree(known)) ? known : await freePort();
  writeFileAtomically(data.payersPort, String(port));
  return `http://127.0.0.1:${port}`;
};

/** What each payer's client says to get a token, as an administrator would have told the payer. */
const credentials = ({ clients }: ServiceFile, data: DataFolder) => {
  const key = openSigningKey(data.signingKey);
  return Object.fromEntries(
    clients.flatMap(({ id, scopes }) =>
      scopes
        .filter((scope) => scope.startsWith('payer/'))
        .map((scope) => [scope.slice('payer/'.length), { id, secret: clientSecret(key, id) }]),
    ),
  );
};

/**
 * Starts the simulated payers as a process of their own: to the service they are the outside world.
 * One that ends is started again, as it is when its predecessor still held the port.
 */
export const startPayers = (service: ServiceFile, address: string, data: DataFolder): Payers => {
  let closed = false;
  let child: ChildProcess;
  const start = () => {
    child = spawn(process.execPath, [program, '--port', new URL(address).port], {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: {
        ...process.env,
        DRIPLINE_ADDRESS: service.address,
        DRIPLINE_ISSUER: service.issuer,
        DRIPLINE_DATA: data.root,
        DRIPLINE_PAYER_CLIENTS: JSON.stringify(credentials(service, data)),
      },
    });
    child.once('exit', () => {
      if (!closed) setTimeout(start, restartMillis).unref();
    });
  };
  start();
  return {
    close: () => {
      closed = true;
      child.kill('SIGTERM');
    },
  };
};
