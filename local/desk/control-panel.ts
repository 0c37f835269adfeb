import type { Engine } from '../../interpreter/engine.ts';
import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import type { Database } from '../data/database.ts';
import type { Records } from '../data/records.ts';
import { dueIndex } from '../data/table-definition.ts';
import type { Deliveries } from '../events/deliveries.ts';
import type { EventBus } from '../events/event-bus.ts';
import { incomingTexts } from '../events/incoming-texts.ts';
import type { LambdaHost } from '../lambda/lambda-host.ts';
import type { Streams } from '../streams/streams.ts';
import type { Alarms } from '../time/alarms.ts';
import type { Clock } from '../time/clock.ts';
import { dueTimes } from '../time/due-times.ts';
import type { openExpiry } from '../time/expiry.ts';
import { openQuiescence } from '../time/quiescence.ts';
import type { Schedules } from '../time/schedules.ts';
import type { SharedTime } from '../time/shared-time.ts';
import { openTimeTravel } from '../time/time-travel.ts';
import type { ControlPanel } from './control.ts';

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
