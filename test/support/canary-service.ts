import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { signToken } from '../../local/cognito/access-token.ts';
import { claimsFor } from '../../local/cognito/roles.ts';
import { openSigningKey } from '../../local/cognito/signing-key.ts';
import { openDataFolder } from '../../local/data/data-folder.ts';
import { readServiceFile } from '../../local/data/service-file.ts';
import { payersAddress } from '../../local/network/payers.ts';
import { freePort } from '../../local/ports.ts';

const program = join(import.meta.dirname, '..', '..', 'local', 'main.ts');

type Exchanged = { what: string; status: number; headers: string; text: string };
type Sending = { token?: string; body?: unknown; type?: string; key?: string };

const untilAnswering = async (child: ChildProcess, url: string) => {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The service ended with ${child.exitCode}.`);
    const ok = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    await pause(50);
  }
};

/**
 * The service with its payers as `npm start` runs it, with everything it prints and everything it
 * answers kept, to be searched afterwards.
 */
export const startCanaryService = async (dataFolder: string) => {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    [program, '--data', dataFolder, '--port', String(port), '--no-synth'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk: Buffer) => {
      printed[name] += chunk.toString('utf8');
    });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const data = openDataFolder(dataFolder);
  await untilAnswering(child, `${address}/openapi.json`);
  await untilAnswering(child, `${await payersAddress(data)}/log`);
  const exchanged: Exchanged[] = [];

  const send = async (method: string, path: string, sending: Sending = {}) => {
    const { token, body, type = 'application/json', key } = sending;
    const answer = await fetch(`${address}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': type }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...(key && { 'idempotency-key': key }),
        'if-match': '*',
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    exchanged.push({ what: `${method} ${path}`, status: answer.status, headers, text });
    return { status: answer.status, text, json: safely(text) };
  };

  const nowMs = async (): Promise<number> => {
    const { now } = (await (await fetch(`${address}/local/clock`)).json()) as { now: string };
    return Date.parse(now);
  };
  const quiet = async () => {
    while (!(await fetch(`${address}/local/idle`)).ok) await pause(50);
  };
  await quiet();
  const token = async (role: string, subject = '') => {
    const nowSeconds = Math.floor((await nowMs()) / 1000);
    const claims = claimsFor({ role, subject }, readServiceFile(data.service), nowSeconds, 3600);
    return signToken(claims, openSigningKey(data.signingKey));
  };

  return {
    address,
    dataFolder,
    exchanged,
    printed,
    send,
    nowMs,
    quiet,
    gateway: () => readServiceFile(data.service).gateway,
    token,
    /** Moves the clock by an ISO 8601 duration and waits until all is quiet. */
    advance: async (duration: string) => {
      const answer = await fetch(`${address}/local/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advance: duration }),
      });
      if (!answer.ok) throw new Error(`The clock did not move: ${await answer.text()}`);
      await quiet();
    },
    /** A patient's text message, as the network would deliver it. */
    textFrom: async (from: string, text: string) => {
      await fetch(`${address}/local/texts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ from, text }),
      });
      await quiet();
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};

const safely = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export type CanaryService = Awaited<ReturnType<typeof startCanaryService>>;
