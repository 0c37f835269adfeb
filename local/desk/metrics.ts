import type { Engine } from '../../interpreter/engine.ts';
import type { StandIns } from '../aws-gateway/stand-ins.ts';
import type { Records } from '../data/records.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { HttpApi } from '../http-api/http-api.ts';
import type { LambdaHost } from '../lambda/lambda-host.ts';
import type { Schedules } from '../time/schedules.ts';

type Parts = {
  engine: Engine;
  standIns: StandIns;
  host: LambdaHost;
  bus: EventBus;
  api: HttpApi;
  schedules: Schedules;
  records: Records;
};

/**
 * What was used since the start, in the units AWS bills: state transitions, request units by
 * function and operation, invocations and milliseconds, events, requests, bytes.
 */
export const collectMetrics = ({
  engine,
  standIns,
  host,
  bus,
  api,
  schedules,
  records,
}: Parts) => ({
  ...engine.counters(),
  waiting: engine.waiting(),
  dynamodb: standIns.units.all(),
  lambda: host.counters(),
  events: bus.counters(),
  http: api.counters(),
  schedules: schedules.counters(),
  gatewayBytes: standIns.bytes,
  messages: records.messageCount(),
});

export type Metrics = ReturnType<typeof collectMetrics>;
