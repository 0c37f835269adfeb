import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import { account, region } from '../assembly/resource-names.ts';
import type { Records } from '../data/records.ts';
import type { Deliveries } from '../events/deliveries.ts';
import { asList, asObject, asText, type Json, type JsonObject } from '../json.ts';
import type { Clock } from './clock.ts';
import { readSchedule, type Schedule } from './schedule-expression.ts';

type Row = Schedule & {
  id: string;
  arn: string;
  functionArn: string;
  deadLetter: string;
  inputAt: (atMs: number) => Json;
};

export type Schedules = {
  /** Frequent schedules stop firing by themselves until the returned function is called. */
  suspendFrequent(): () => void;
  /** The first tick of any frequent schedule at or after `atMs`. */
  firstFrequentTick(atMs: number): number | undefined;
  /** The last instant at or before `atMs` at which a frequent schedule ticks after `afterMs`. */
  lastFrequentTick(afterMs: number, atMs: number): number | undefined;
  /** Fires every frequent schedule that has a tick at `atMs`, and marks earlier ticks as done. */
  fireFrequent(atMs: number): void;
  counters(): Record<string, number>;
  close(): void;
};

type Options = {
  assembly: CloudAssembly;
  records: Records;
  deliveries: Deliveries;
  clock: Clock;
};

/** Ticks closer together than this may be coalesced while the clock is moved. */
const frequentMs = 60 * 60_000;

const fromRule = (assembly: CloudAssembly): Row[] =>
  assembly.ofType('AWS::Events::Rule').flatMap(({ id, arn, properties }) => {
    if (properties.ScheduleExpression === undefined || properties.State === 'DISABLED') return [];
    const schedule = readSchedule(asText(properties.ScheduleExpression));
    return asList<JsonObject>(properties.Targets).map((target, at) => ({
      ...schedule,
      id: `${id}.${at}`,
      arn,
      functionArn: asText(target.Arn),
      deadLetter: asText(asObject(target.DeadLetterConfig).Arn),
      inputAt: (atMs: number): Json =>
        target.Input === undefined
          ? {
              version: '0',
              id: `${id}-${atMs}`,
              'detail-type': 'Scheduled Event',
              source: 'aws.events',
              account,
              time: new Date(atMs).toISOString().replace('.000Z', 'Z'),
              region,
              resources: [arn],
              detail: {},
            }
          : (JSON.parse(asText(target.Input)) as Json),
    }));
  });

const fromScheduler = (assembly: CloudAssembly): Row[] =>
  assembly.ofType('AWS::Scheduler::Schedule').flatMap(({ id, arn, properties }) => {
    if (properties.State === 'DISABLED') return [];
    const target = asObject(properties.Target);
    const timeZone = asText(properties.ScheduleExpressionTimezone) || 'UTC';
    const input = asText(target.Input) || '{}';
    return [
      {
        ...readSchedule(asText(properties.ScheduleExpression), timeZone),
        id,
        arn,
        functionArn: asText(target.Arn),
        deadLetter: asText(asObject(target.DeadLetterConfig).Arn),
        inputAt: (atMs: number): Json =>
          JSON.parse(
            input
              .replaceAll('<aws.scheduler.schedule-arn>', arn)
              .replaceAll('<aws.scheduler.scheduled-time>', new Date(atMs).toISOString()),
          ) as Json,
      },
    ];
  });

/**
 * The schedules of the template on the runtime's clock. A tick and the delivery it causes are kept
 * together, so that a crash neither loses nor doubles it; ticks missed while the service was down
 * are made up by one.
 */
export const openSchedules = ({ assembly, records, deliveries, clock }: Options): Schedules => {
  const rows = [...fromRule(assembly), ...fromScheduler(assembly)];
  for (const { id, functionArn } of rows) {
    if (assembly.find(functionArn)?.type !== 'AWS::Lambda::Function') {
      throw new Error(`${id} does not invoke a function of the template`);
    }
  }
  const disarm = new Map<string, () => void>();
  const counts: Record<string, number> = {};
  const isFrequent = ({ periodMs }: Row) => periodMs !== undefined && periodMs < frequentMs;
  const frequent = rows.filter(isFrequent);
  let suspended = false;

  const lastOf = ({ id }: Row) => Number(records.mark(`schedule:${id}`));

  const fire = (row: Row, atMs: number) => {
    counts[row.id] = (counts[row.id] ?? 0) + 1;
    records.atomically(() => {
      records.setMark(`schedule:${row.id}`, String(atMs));
      deliveries.accept(row.functionArn, row.inputAt(atMs), row.deadLetter);
    });
  };

  const arm = (row: Row) => {
    disarm.get(row.id)?.();
    if (suspended && isFrequent(row)) return;
    const at = row.next(lastOf(row));
    if (at === undefined) return;
    const wake = () => {
      // After a pause only the latest of the missed ticks is worth running.
      const missed = row.periodMs ? Math.floor((clock.now() - at) / row.periodMs) : 0;
      fire(row, at + missed * (row.periodMs ?? 0));
      arm(row);
    };
    disarm.set(row.id, clock.schedule(at, wake));
  };

  for (const row of rows) {
    if (!Number.isFinite(lastOf(row))) records.setMark(`schedule:${row.id}`, String(clock.now()));
    arm(row);
  }

  const ticks = (find: (row: Row) => number | undefined) =>
    frequent.map(find).filter((at): at is number => at !== undefined);

  return {
    suspendFrequent: () => {
      suspended = true;
      for (const { id } of frequent) disarm.get(id)?.();
      return () => {
        suspended = false;
        frequent.forEach(arm);
      };
    },
    firstFrequentTick: (atMs) => {
      const found = ticks((row) => row.next(Math.max(atMs - 1, lastOf(row))));
      return found.length ? Math.min(...found) : undefined;
    },
    lastFrequentTick: (afterMs, atMs) => {
      const found = ticks(({ periodMs = 1 }) => Math.floor(atMs / periodMs) * periodMs).filter(
        (at) => at > afterMs,
      );
      return found.length ? Math.max(...found) : undefined;
    },
    fireFrequent: (atMs) => {
      for (const row of frequent) {
        if (row.next(atMs - 1) === atMs && lastOf(row) < atMs) fire(row, atMs);
      }
    },
    counters: () => counts,
    close: () => {
      for (const stop of disarm.values()) stop();
    },
  };
};
