import type { Alarms } from './alarms.ts';
import type { Clock } from './clock.ts';
import type { CloudAssembly } from './cloud-assembly.ts';
import type { ControlPanel } from './control.ts';
import type { Database } from './database.ts';
import type { Deliveries } from './deliveries.ts';
import { dueTimes } from './due-times.ts';
import type { EventBus } from './event-bus.ts';
import type { openExpiry } from './expiry.ts';
import { incomingTexts } from './incoming-texts.ts';
import type { LambdaHost } from './lambda-host.ts';
import { openQuiescence } from './quiescence.ts';
import type { Records } from './records.ts';
import type { Schedules } from './schedules.ts';
import type { SharedTime } from './shared-time.ts';
import type { Engine } from './state-machine/engine.ts';
import type { Streams } from './streams.ts';
import { dueIndex } from './table-definition.ts';
import { openTimeTravel } from './time-travel.ts';

type Parts = {
  assembly: CloudAssembly;
  database: Database;
  clock: Clock;
  time: SharedTime;
  engine: Engine;
  streams: Streams;
  expiry: ReturnType<typeof openExpiry>;
  schedules: Schedules;
  host: LambdaHost;
  bus: EventBus;
  deliveries: Deliveries;
  alarms: Alarms;
  records: Records;
  metrics(): unknown;
  worklists: ControlPanel['worklists'];
  /** How many writes the table has seen. */
  writes(): number;
};

const iso = (atMs: number) => new Date(atMs).toISOString();
const shownPerMachine = 200;

const executionsOf = (engine: Engine, assembly: CloudAssembly) =>
  engine.listStateMachines().flatMap(({ name, stateMachineArn }) =>
    engine.listExecutions(stateMachineArn, { limit: shownPerMachine }).map((execution) => ({
      machine: assembly.find(stateMachineArn)?.label ?? name,
      name: execution.name,
      status: execution.status,
      startedAt: iso(execution.startedAt),
    })),
  );

/** What people and tests at this machine may see and move. */
export const controlPanel = (parts: Parts): ControlPanel => {
  const { assembly, clock, engine, schedules, host, deliveries, records, writes } = parts;
  const progress = () => `${writes()}:${engine.counters().transitions}`;
  const { quiet, pending } = openQuiescence({
    settle: [engine.idle, parts.streams.drained, parts.expiry.settled],
    busy: {
      functions: () => host.busy() > 0,
      deadlines: () => (clock.next() ?? Number.POSITIVE_INFINITY) <= clock.now(),
      deliveries: () => deliveries.busy() > 0,
      alarms: () => parts.alarms.busy() > 0,
    },
    stamp: () => [progress(), parts.bus.counters().events, deliveries.accepted()].join(':'),
  });
  const due = dueIndex(assembly);
  const { moveTo } = openTimeTravel({
    clock,
    schedules,
    quiet,
    progress,
    publish: parts.time.publish,
    ...(due && { dueTimes: () => dueTimes(parts.database.endpoint, due) }),
  });
  return {
    now: clock.now,
    nextDeadline: clock.next,
    moveTo,
    quiet,
    pending,
    metrics: parts.metrics,
    worklists: parts.worklists,
    messages: records.messages,
    deadLetters: records.deadLetters,
    executions: () => executionsOf(engine, assembly),
    setAlarm: parts.alarms.set,
    receiveText: incomingTexts({ assembly, deliveries, records, now: clock.now }),
  };
};
