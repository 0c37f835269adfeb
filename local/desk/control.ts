import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import type { DeadLetter, LocalMessage } from '../data/records.ts';
import type { Incoming, Outgoing } from '../http-api/exchange.ts';
import type { Travelled } from '../time/time-travel.ts';
import { overviewPage } from './overview-page.ts';
import type { Worklists } from './worklists.ts';

export type Overview = Worklists & {
  now: string;
  messages: LocalMessage[];
  deadLetters: DeadLetter[];
  executions: { machine: string; name: string; status: string; startedAt: string }[];
  pending: string[];
};

export type ControlPanel = {
  now(): number;
  nextDeadline(): number | undefined;
  moveTo(atMs: number): Promise<Travelled>;
  quiet(limitMs?: number): Promise<boolean>;
  pending(): Overview['pending'];
  metrics(): unknown;
  messages(): Overview['messages'];
  deadLetters(): Overview['deadLetters'];
  executions(): Overview['executions'];
  worklists(): Promise<Worklists>;
  setAlarm(atMs: number, url: string): number;
  receiveText(from: string, text: string): string;
};

const Move = z.union([
  z.strictObject({ advance: z.string() }),
  z.strictObject({ to: z.iso.datetime() }),
]);
const Text = z.strictObject({ from: z.e164(), text: z.string().max(1600) });

const Alarm = z.strictObject({
  at: z.iso.datetime(),
  url: z.url({ protocol: /^http$/, hostname: /^(127\.0\.0\.1|localhost)$/ }),
});

const json = (status: number, body: unknown): Outgoing => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: `${JSON.stringify(body, null, 2)}\n`,
});

/** Years that the clock moves at once: everything due on the way happens, one by one. */
const furthestYears = 5;

const tooFar = (): Outgoing => {
  const code = 'move-too-far';
  const problem = {
    type: `urn:dripline:problem:${code}`,
    title: 'Move too far',
    status: 422,
    detail: `The clock moves at most ${furthestYears} years at once. Move it in several steps.`,
    code,
    mostAtOnce: `P${furthestYears}Y`,
  };
  return {
    ...json(problem.status, problem),
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  };
};

const bodyOf = ({ body }: Incoming): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};

const after = (nowMs: number, duration: Temporal.Duration): number => {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO('UTC');
  try {
    return now.add(duration).epochMilliseconds;
  } catch {
    // Beyond what any calendar holds.
    return duration.sign * Number.POSITIVE_INFINITY;
  }
};

/** Where the move leads; undefined when it is no duration and no instant. */
const targetOf = (move: z.output<typeof Move>, nowMs: number): number | undefined => {
  if ('to' in move) return Date.parse(move.to);
  try {
    return after(nowMs, Temporal.Duration.from(move.advance));
  } catch {
    return undefined;
  }
};

/** A page of another site must not steer the service: only its own loopback names are served. */
const isLoopback = ({ headers }: Incoming) =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '') &&
  (headers.origin === undefined ||
    /^https?:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.origin));

/** The routes under `/local`: for people and tests at this machine, never part of the API. */
export const controlRoutes = (panel: ControlPanel) => {
  const clock = () => {
    const next = panel.nextDeadline();
    return {
      now: new Date(panel.now()).toISOString(),
      ...(next !== undefined && { nextDeadline: new Date(next).toISOString() }),
    };
  };
  const move = async (incoming: Incoming): Promise<Outgoing> => {
    const parsed = Move.safeParse(bodyOf(incoming));
    const target = parsed.success ? targetOf(parsed.data, panel.now()) : undefined;
    if (target === undefined || target < panel.now()) {
      const hint = 'Send {"advance":"P3D"} or {"to":"2026-12-01T00:00:00Z"}, not in the past.';
      return json(400, { message: hint });
    }
    if (target > after(panel.now(), Temporal.Duration.from({ years: furthestYears })))
      return tooFar();
    return json(200, await panel.moveTo(target));
  };
  const receive = (incoming: Incoming): Outgoing => {
    const parsed = Text.safeParse(bodyOf(incoming));
    if (!parsed.success)
      return json(400, { message: 'Send {"from":"+15005550123","text":"STOP"}' });
    return json(202, { id: panel.receiveText(parsed.data.from, parsed.data.text) });
  };

  const setAlarm = (incoming: Incoming): Outgoing => {
    const parsed = Alarm.safeParse(bodyOf(incoming));
    if (parsed.success) {
      return json(202, { id: panel.setAlarm(Date.parse(parsed.data.at), parsed.data.url) });
    }
    const hint = 'Send {"at":"2026-12-01T00:00:00Z","url":"http://127.0.0.1:9000/wake"}';
    return json(400, { message: hint });
  };

  const routes: Record<string, (incoming: Incoming) => Outgoing | Promise<Outgoing>> = {
    'GET /local': async () => ({
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      },
      body: overviewPage({
        now: new Date(panel.now()).toISOString(),
        messages: panel.messages(),
        deadLetters: panel.deadLetters(),
        executions: panel.executions(),
        ...(await panel.worklists()),
        pending: panel.pending(),
      }),
    }),
    'GET /local/clock': () => json(200, clock()),
    'POST /local/clock': move,
    'GET /local/idle': async () => {
      const quiet = await panel.quiet();
      return json(quiet ? 200 : 503, { quiet, pending: panel.pending() });
    },
    'GET /local/messages': () => json(200, panel.messages()),
    'GET /local/dead-letters': () => json(200, panel.deadLetters()),
    'GET /local/executions': () => json(200, panel.executions()),
    'GET /local/metrics': () => json(200, panel.metrics()),
    'POST /local/texts': receive,
    'POST /local/alarms': setAlarm,
  };

  return async (incoming: Incoming): Promise<Outgoing> => {
    if (!isLoopback(incoming)) return json(403, { message: 'Use http://127.0.0.1' });
    const route = routes[`${incoming.method} ${incoming.path.replace(/\/$/, '')}`];
    return route ? route(incoming) : json(404, { message: 'Not Found' });
  };
};
