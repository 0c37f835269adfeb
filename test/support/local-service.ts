import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import type { FaultPlan } from '../../local/aws-gateway/faults.ts';
import { signToken } from '../../local/cognito/access-token.ts';
import { claimsFor } from '../../local/cognito/roles.ts';
import { openSigningKey } from '../../local/cognito/signing-key.ts';
import { openDataFolder } from '../../local/data/data-folder.ts';
import { ownData } from '../../local/data/own-data.ts';
import type { DeadLetter, LocalMessage } from '../../local/data/records.ts';
import { readServiceFile } from '../../local/data/service-file.ts';
import { examplePayers } from '../../local/network/payers.ts';
import { seedNetwork } from '../../local/network/seed-network.ts';
import { type Service, startService } from '../../local/service.ts';
import { type Clock, testClock } from '../../local/time/clock.ts';
import { synthesizedService } from './synthesized-service.ts';
import { checkEventsWhole } from './whole-events.ts';

type HttpAnswer = { status: number; headers: Headers; text: string; json: unknown };
type HttpRequest = { token?: string; body?: unknown; headers?: Record<string, string> };

/** A temporary data folder, for a service that is started more than once. */
export const aDataFolder = (): { path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), 'dripline-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

const httpTo =
  (address: string) =>
  async (
    method: string,
    path: string,
    { token, body, headers = {} }: HttpRequest = {},
  ): Promise<HttpAnswer> => {
    const answer = await fetch(`${address}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      json = undefined;
    }
    return { status: answer.status, headers: answer.headers, text, json };
  };

type Options = {
  /** A cloud assembly; without it, the service itself, synthesized when its sources changed. */
  template?: string;
  /** Kept when given; otherwise removed at the end. */
  dataDir?: string;
  /** Where a clock that only moves when told starts. */
  startAt?: string;
  clock?: Clock;
  faults?: FaultPlan;
  /** The payers, sites and nurses of examples/network. */
  network?: 'example';
  /** Where the payers of that network answer. */
  payersAt?: string;
};

/** The whole service in this process, on any free port, on a clock that stands still. */
export const startLocalService = async (options: Options = {}) => {
  const template = options.template ?? (await synthesizedService());
  const own = options.dataDir === undefined ? aDataFolder() : undefined;
  const folder = options.dataDir ?? own?.path ?? '';
  const data = ownData(folder);
  const clock = options.clock ?? testClock(Date.parse(options.startAt ?? '2026-11-23T14:00:00Z'));
  const service: Service = await startService({
    assembly: template,
    data,
    clock,
    clockStandsStill: options.clock === undefined,
    port: 0,
    ...(options.faults && { faults: options.faults }),
  });
  if (options.network === 'example')
    await seedNetwork(service, data, options.payersAt ?? examplePayers, clock.now());
  service.open();
  const key = openSigningKey(data.signingKey);
  const http = httpTo(service.address);

  const moveTo = async (at: number) => {
    const travelled = await service.moveTo(at);
    if (!travelled.quiet) throw new Error(`still busy: ${service.pending().join(', ')}`);
    return travelled;
  };

  return {
    address: service.address,
    gateway: service.gateway,
    engine: service.engine,
    clock,
    http,
    token: (role: string, subject = '', lifetimeSeconds = 3600) => {
      const nowSeconds = Math.floor(clock.now() / 1000);
      return signToken(claimsFor({ role, subject }, service, nowSeconds, lifetimeSeconds), key);
    },
    /** Moves the clock by an ISO 8601 duration, everything on the way included. */
    advance: (duration: string) => {
      const now = Temporal.Instant.fromEpochMilliseconds(clock.now()).toZonedDateTimeISO('UTC');
      return moveTo(now.add(Temporal.Duration.from(duration)).epochMilliseconds);
    },
    moveTo: (instant: string) => moveTo(Date.parse(instant)),
    idle: async () => {
      if (!(await service.quiet())) throw new Error(`still busy: ${service.pending().join(', ')}`);
    },
    messages: async () => (await http('GET', '/local/messages')).json as LocalMessage[],
    deadLetters: async () => (await http('GET', '/local/dead-letters')).json as DeadLetter[],
    metrics: service.metrics,
    close: async () => {
      await service.close();
      // An assembly of a test's own publishes what the test says.
      if (options.template === undefined) checkEventsWhole(folder);
      own?.remove();
    },
  };
};

export type LocalService = Awaited<ReturnType<typeof startLocalService>>;

const program = join(import.meta.dirname, '..', '..', 'local', 'assembly', 'run-assembly.ts');

const untilRunning = async (child: ChildProcess): Promise<string> => {
  let printed = '';
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  child.stdout?.on('data', (chunk: Buffer) => {
    printed += chunk.toString('utf8');
    const [, address] = /^listening (\S+)$/m.exec(printed) ?? [];
    if (address) resolve(address);
  });
  child.once('exit', (code) => reject(new Error(`the service ended with ${code}: ${printed}`)));
  return promise;
};

/** The whole service in a process of its own, so that it can be killed at any instant. */
export const spawnLocalService = async ({
  template,
  dataDir,
}: Required<Pick<Options, 'template' | 'dataDir'>>) => {
  const child = spawn(process.execPath, [program, template, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await untilRunning(child);
  const http = httpTo(address);
  const { issuer, clients } = readServiceFile(openDataFolder(dataDir).service);
  const key = openSigningKey(openDataFolder(dataDir).signingKey);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    address,
    http,
    token: async (role: string, subject = '') => {
      const { now } = (await http('GET', '/local/clock')).json as { now: string };
      const nowSeconds = Math.floor(Date.parse(now) / 1000);
      return signToken(claimsFor({ role, subject }, { issuer, clients }, nowSeconds, 3600), key);
    },
    idle: async () => {
      while ((await http('GET', '/local/idle')).status !== 200) await pause(50);
    },
    advance: async (duration: string) =>
      (await http('POST', '/local/clock', { body: { advance: duration } })).json,
    messages: async () => (await http('GET', '/local/messages')).json as LocalMessage[],
    /** Ends the process at once, as a power cut would. */
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
};
