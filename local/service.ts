import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { dynamodbService } from './aws-gateway/dynamodb.ts';
import { eventbridgeService } from './aws-gateway/eventbridge.ts';
import type { FaultPlan } from './aws-gateway/faults.ts';
import { openAwsGateway } from './aws-gateway/gateway.ts';
import { kmsService } from './aws-gateway/kms.ts';
import { sesService, smsService } from './aws-gateway/messaging.ts';
import { countRequestUnits } from './aws-gateway/request-units.ts';
import { s3Service } from './aws-gateway/s3.ts';
import { stepFunctionsService } from './aws-gateway/step-functions.ts';
import type { Clock } from './clock.ts';
import { loadCloudAssembly } from './cloud-assembly.ts';
import { loadClients } from './cognito/clients.ts';
import { cognitoIssuer } from './cognito/issuer.ts';
import { openSigningKey } from './cognito/signing-key.ts';
import { controlRoutes } from './control.ts';
import type { DataFolder } from './data-folder.ts';
import { startDatabase } from './database.ts';
import { openDeliveries } from './deliveries.ts';
import { firstDueAfter } from './due-times.ts';
import { openEventBus } from './event-bus.ts';
import { publishExecutionEvents } from './execution-events.ts';
import { openExpiry } from './expiry.ts';
import { type Incoming, message, type Outgoing } from './http-api/exchange.ts';
import { openHttpApi } from './http-api/http-api.ts';
import { publishedKeys } from './http-api/jwt-authorizer.ts';
import { listen } from './http-server.ts';
import { type Caller, openAccess, operator } from './iam/access.ts';
import { loadRoles } from './iam/roles.ts';
import { openUsage } from './iam/usage.ts';
import { incomingTexts } from './incoming-texts.ts';
import { asText } from './json.ts';
import { openLambdaHost } from './lambda-host.ts';
import { lambdaSettings } from './lambda-settings.ts';
import { freePort, isFree } from './ports.ts';
import { openQuiescence } from './quiescence.ts';
import { openRecords } from './records.ts';
import { openSchedules } from './schedules.ts';
import { type ServiceFile, writeServiceFile } from './service-file.ts';
import { shareTime } from './shared-time.ts';
import { stepFunctionsApi } from './state-machine/api.ts';
import { type Engine, openEngine } from './state-machine/engine.ts';
import { streamMappings } from './stream-mappings.ts';
import { openStreamReader } from './stream-reader.ts';
import { openStreams, type Streams } from './streams.ts';
import { createTables, dueIndex, keysOfTable, tableKeys, timeToLive } from './table-definition.ts';
import { openTimeTravel } from './time-travel.ts';
import { workflowIntegrations } from './workflow-integrations.ts';
import { deployWorkflows } from './workflows.ts';

export type ServiceOptions = {
  /** The folder of the synthesized cloud assembly. */
  assembly: string;
  data: DataFolder;
  clock: Clock;
  /** Set for a clock that only moves when told to. */
  clockStandsStill?: boolean;
  /** 0 takes any free port. */
  port: number;
  workersPerFunction?: number;
  faults?: FaultPlan;
  /** 'FULL' syncs every journal commit to the disk; see the engine. */
  synchronous?: 'NORMAL' | 'FULL';
  /** Told when a part the service cannot go on without has ended. */
  onFault?: (error: Error) => void;
};

export type Service = ServiceFile & {
  quiet(limitMs?: number): Promise<boolean>;
  pending(): string[];
  moveTo: ReturnType<typeof openTimeTravel>['moveTo'];
  metrics(): Metrics;
  engine: Engine;
  close(): Promise<void>;
};

export type Metrics = ReturnType<typeof collectMetrics>;

type Counters = {
  engine: Engine;
  units: ReturnType<typeof countRequestUnits>;
  host: ReturnType<typeof openLambdaHost>;
  bus: ReturnType<typeof openEventBus>;
  api: ReturnType<typeof openHttpApi>;
  schedules: ReturnType<typeof openSchedules>;
  gatewayBytes: { in: number; out: number };
  messages: number;
};

const collectMetrics = (counters: Counters) => ({
  ...counters.engine.counters(),
  waiting: counters.engine.waiting(),
  dynamodb: counters.units.all(),
  lambda: counters.host.counters(),
  events: counters.bus.counters(),
  http: counters.api.counters(),
  schedules: counters.schedules.counters(),
  gatewayBytes: counters.gatewayBytes,
  messages: counters.messages,
});

/** The port after the API's, so that it can be guessed; any other when that one is taken. */
const gatewayPort = async (apiPort: number) =>
  apiPort && (await isFree(apiPort + 1)) ? apiPort + 1 : freePort();

/**
 * Starts everything the template describes, in the order in which parts need each other: table,
 * functions, workflows with what they were doing, streams and schedules, and the API last.
 */
export const startService = async (options: ServiceOptions): Promise<Service> => {
  const { data, clock } = options;
  const closers: (() => unknown)[] = [];
  const closeAll = async () => {
    for (const close of closers.reverse()) await close();
  };
  try {
    return await boot(options, data, clock, closers, closeAll);
  } catch (error) {
    await closeAll();
    throw error;
  }
};

const boot = async (
  options: ServiceOptions,
  data: DataFolder,
  clock: Clock,
  closers: (() => unknown)[],
  closeAll: () => Promise<void>,
): Promise<Service> => {
  // The port first: it is in every address the template resolves to, and it may be taken.
  let answer = async (_incoming: Incoming): Promise<Outgoing> =>
    message(503, 'Service Unavailable');
  const server = await listen(options.port, (incoming) => answer(incoming), clock.now);
  closers.push(server.close);
  const address = `http://127.0.0.1:${server.port}`;
  const awsPort = await gatewayPort(options.port);
  const endpoints = { api: address, gateway: `http://127.0.0.1:${awsPort}` };
  const assembly = loadCloudAssembly(options.assembly, endpoints);

  const records = openRecords(data.records);
  closers.push(records.close);
  const database = await startDatabase({
    path: data.table,
    pidFile: data.databasePid,
    onExit: () => options.onFault?.(new Error('The embedded database ended.')),
  });
  closers.push(database.close);
  await createTables(assembly, database.endpoint);

  const time = shareTime(clock, { standsStill: options.clockStandsStill ?? false });
  const functions = lambdaSettings(assembly, {
    gateway: endpoints.gateway,
    secret: randomBytes(32).toString('hex'),
    workersPerFunction: options.workersPerFunction ?? 4,
  });
  const host = openLambdaHost({
    functions,
    time,
    logs: data.logs,
    compileCache: data.compileCache,
  });
  closers.push(host.close);

  const usage = openUsage(data.usage);
  closers.push(usage.save);
  const access = openAccess(loadRoles(assembly), usage);
  const deliveries = openDeliveries({ assembly, records, host, clock });
  const bus = openEventBus({ assembly, deliveries, now: clock.now });
  const units = countRequestUnits();
  let writes = 0;
  let streams: Streams | undefined;
  const onWrite = () => {
    writes += 1;
    streams?.wake();
  };

  const callers = new Map<string, Caller>(
    functions.map(({ accessKeyId, label, roleArn }) => [accessKeyId, { name: label, roleArn }]),
  );
  const gatewayBytes = { in: 0, out: 0 };
  let engine: Engine | undefined;
  const runningEngine = () => {
    if (!engine) throw new Error('The workflows are not open yet.');
    return engine;
  };
  const dynamodb = dynamodbService({
    endpoint: database.endpoint,
    tables: tableKeys(assembly),
    units,
    onWrite,
    ...(options.faults && { faults: options.faults }),
  });
  closers.push(dynamodb.close);
  const keep = records.addMessage;
  const gateway = openAwsGateway({
    access,
    callerOf: (keyId) => callers.get(keyId) ?? (keyId === 'local' ? operator : undefined),
    onCall: ({ body }, { body: answered = '' }) => {
      gatewayBytes.in += body.length;
      gatewayBytes.out += answered.length;
    },
    services: [
      dynamodb,
      stepFunctionsService((...call) => stepFunctionsApi(runningEngine())(...call), assembly),
      s3Service({ assembly, folder: data.documents, now: clock.now }),
      sesService({ keep, now: clock.now }),
      smsService({ keep, now: clock.now }),
      eventbridgeService(assembly, bus),
      kmsService({ assembly, keyFile: join(data.keys, 'kms.key') }),
    ],
  });
  await gateway.listen(awsPort);
  closers.push(gateway.close);

  engine = await openEngine({
    journalPath: data.journal,
    clock,
    integrations: workflowIntegrations({ host, access, gateway: () => gateway }),
    synchronous: options.synchronous ?? 'NORMAL',
  });
  const workflows = engine;
  closers.push(workflows.close);
  await deployWorkflows(assembly, workflows);
  closers.push(publishExecutionEvents({ assembly, engine: workflows, bus, records }));

  const openedStreams = await openStreams({
    mappings: streamMappings(assembly),
    readerOf: (table) =>
      openStreamReader(database.endpoint, table, `${assembly.find(table)?.arn}/stream/local`),
    host,
    records,
    deliveries,
  });
  streams = openedStreams;
  closers.push(openedStreams.close);
  deliveries.resume();
  const schedules = openSchedules({ assembly, records, deliveries, clock });
  closers.push(schedules.close);
  const expiry = openExpiry({
    endpoint: database.endpoint,
    attributes: timeToLive(assembly),
    keysOf: (table) => keysOfTable(assembly, table),
    clock,
    onWrite,
  });
  closers.push(expiry.close);

  const { quiet, pending } = openQuiescence({
    settle: [workflows.idle, openedStreams.drained, expiry.settled],
    busy: { functions: () => host.busy() > 0, deliveries: () => deliveries.busy() > 0 },
    stamp: () => {
      const { transitions } = workflows.counters();
      return [writes, transitions, bus.counters().events, deliveries.accepted()].join(':');
    },
  });
  const due = dueIndex(assembly);
  const travel = openTimeTravel({
    clock,
    schedules,
    quiet,
    publish: time.publish,
    firstDueAfter: async (atMs) => due && firstDueAfter(database.endpoint, due, atMs),
    progress: () => `${writes}:${workflows.counters().transitions}`,
  });

  const key = openSigningKey(join(data.keys, 'cognito.pem'));
  const issuer = `${address}/local/cognito`;
  const clients = loadClients(assembly);
  const cognito = cognitoIssuer({ issuer, key, clients, now: clock.now });
  const api = openHttpApi({
    assembly,
    host,
    address,
    keyOf: publishedKeys(),
    accessLogFile: join(data.logs, 'http-api.log'),
    now: clock.now,
  });
  closers.push(api.close);
  const metrics = () =>
    collectMetrics({
      engine: workflows,
      units,
      host,
      bus,
      api,
      schedules,
      gatewayBytes,
      messages: records.messages().length,
    });
  const control = controlRoutes({
    now: clock.now,
    nextDeadline: clock.next,
    moveTo: travel.moveTo,
    quiet,
    metrics,
    receiveText: incomingTexts({ assembly, deliveries, records, now: clock.now }),
    overview: () => ({
      now: new Date(clock.now()).toISOString(),
      messages: records.messages(),
      deadLetters: records.deadLetters(),
      pending: pending(),
      executions: workflows.listStateMachines().flatMap(({ name: machine, stateMachineArn }) =>
        workflows
          .listExecutions(stateMachineArn, { limit: 200 })
          .map(({ name, status, startedAt }) => ({
            machine: asText(machine).replace(/[0-9A-F]{8}$/, ''),
            name,
            status,
            startedAt: new Date(startedAt).toISOString(),
          })),
      ),
    }),
  });
  answer = async (incoming) => {
    if (!incoming.path.startsWith('/local')) return api.answer(incoming);
    if (incoming.path.startsWith('/local/cognito/')) {
      const path = incoming.path.slice('/local/cognito'.length);
      return cognito(path, incoming) ?? message(404, 'Not Found');
    }
    return control(incoming);
  };

  const service: ServiceFile = { address, gateway: endpoints.gateway, issuer, clients };
  writeServiceFile(data.service, service);
  return {
    ...service,
    quiet,
    pending,
    moveTo: travel.moveTo,
    metrics,
    engine: workflows,
    close: closeAll,
  };
};
