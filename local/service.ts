import { join } from 'node:path';
import { stepFunctionsApi } from '../interpreter/api.ts';
import { type Engine, openEngine } from '../interpreter/engine.ts';
import { loadCloudAssembly } from './assembly/cloud-assembly.ts';
import type { FaultPlan } from './aws-gateway/faults.ts';
import { openStandIns } from './aws-gateway/stand-ins.ts';
import { openDistribution } from './cloudfront/distribution.ts';
import { signToken } from './cognito/access-token.ts';
import { loadClients } from './cognito/clients.ts';
import { cognitoIssuer } from './cognito/issuer.ts';
import { claimsFor } from './cognito/roles.ts';
import { openSigningKey } from './cognito/signing-key.ts';
import { startDatabase } from './data/database.ts';
import { changeMark } from './data/folder-mark.ts';
import type { OwnData } from './data/own-data.ts';
import { openRecords } from './data/records.ts';
import { type ServiceFile, writeServiceFile } from './data/service-file.ts';
import { createTables, keysOfTable, timeToLive } from './data/table-definition.ts';
import { controlRoutes } from './desk/control.ts';
import { controlPanel } from './desk/control-panel.ts';
import { collectMetrics, type Metrics } from './desk/metrics.ts';
import { openWorklists } from './desk/worklists.ts';
import { openDeliveries } from './events/deliveries.ts';
import { openEventBus } from './events/event-bus.ts';
import { publishExecutionEvents } from './events/execution-events.ts';
import { type FrontDoor, openFrontDoor } from './http-api/front-door.ts';
import { openHttpApi } from './http-api/http-api.ts';
import { publishedKeys } from './http-api/jwt-authorizer.ts';
import { openAccess } from './iam/access.ts';
import { loadRoles } from './iam/roles.ts';
import { openUsage } from './iam/usage.ts';
import { checkWiring } from './iam/wiring.ts';
import { deployCustomResources } from './lambda/custom-resources.ts';
import { openLambdaHost } from './lambda/lambda-host.ts';
import { lambdaSettings } from './lambda/lambda-settings.ts';
import { freePort, isFree } from './ports.ts';
import { streamMappings } from './streams/stream-mappings.ts';
import { openStreamReader } from './streams/stream-reader.ts';
import { openStreams } from './streams/streams.ts';
import { openAlarms } from './time/alarms.ts';
import type { Clock } from './time/clock.ts';
import { openExpiry } from './time/expiry.ts';
import { openSchedules } from './time/schedules.ts';
import { shareTime } from './time/shared-time.ts';
import { workflowIntegrations } from './workflows/workflow-integrations.ts';
import { deployWorkflows } from './workflows/workflows.ts';

export type { Metrics } from './desk/metrics.ts';

export type ServiceOptions = {
  /** The folder of the synthesized cloud assembly. */
  assembly: string;
  data: OwnData;
  clock: Clock;
  /** Set for a clock that only moves when told to. */
  clockStandsStill?: boolean;
  /** 0 takes any free port. */
  port: number;
  invocationsAtOnce?: number;
  faults?: FaultPlan;
  /** 'FULL' syncs every journal commit to the disk; see the engine. */
  synchronous?: 'NORMAL' | 'FULL';
  /** Told when a part the service cannot go on without has ended. */
  onFault?: (error: Error) => void;
};

export type Service = ServiceFile & {
  /** From now on the API answers others; before, only {@link Service.request} reaches it. */
  open(): void;
  request: FrontDoor['request'];
  quiet(limitMs?: number): Promise<boolean>;
  pending(): string[];
  moveTo: ReturnType<typeof controlPanel>['moveTo'];
  metrics(): Metrics;
  engine: Engine;
  close(): Promise<void>;
};

/** The port after the API's, so that it can be guessed; any other when that one is taken. */
const gatewayPort = async (apiPort: number) =>
  apiPort && (await isFree(apiPort + 1)) ? apiPort + 1 : freePort();

/** What was opened, closed in the opposite order. */
const openings = () => {
  const closers: (() => unknown)[] = [];
  return {
    closing: (close: () => unknown) => {
      closers.push(close);
    },
    closeAll: async () => {
      for (const close of closers.splice(0).reverse()) await close();
    },
  };
};

/**
 * Starts everything the template describes, in the order in which parts need each other: table,
 * functions, workflows with what they were doing, streams and schedules, and the API last.
 */
export const startService = async (options: ServiceOptions): Promise<Service> => {
  const { closing, closeAll } = openings();
  try {
    return await boot(options, closing, closeAll);
  } catch (error) {
    await closeAll();
    throw error;
  }
};

const boot = async (
  options: ServiceOptions,
  closing: (close: () => unknown) => void,
  closeAll: () => Promise<void>,
): Promise<Service> => {
  const { data, clock } = options;
  // The port first: it is in every address the template resolves to, and it may be taken.
  const door = await openFrontDoor(options.port, clock.now);
  closing(door.close);
  const { address } = door;
  const awsPort = await gatewayPort(options.port);
  const isEmbedded = data.mark.database === 'table.db';
  const endpoints = {
    api: address,
    gateway: `http://127.0.0.1:${awsPort}`,
    ...(!isEmbedded && { tableSuffix: `-${data.mark.id}` }),
  };
  const assembly = loadCloudAssembly(options.assembly, endpoints);

  const records = openRecords(data.records);
  closing(records.close);
  const database = await startDatabase({
    path: data.table,
    pidFile: data.databasePid,
    onExit: () => options.onFault?.(new Error('The embedded database ended.')),
  });
  closing(database.close);
  const place = isEmbedded ? data.table : database.endpoint;
  const tables = await createTables(assembly, database.endpoint, { ...data.mark, place });

  const time = shareTime(clock, { standsStill: options.clockStandsStill ?? false });
  const functions = lambdaSettings(assembly, {
    gateway: endpoints.gateway,
    invocationsAtOnce: options.invocationsAtOnce ?? 4,
  });
  const { logs, compileCache } = data;
  const host = openLambdaHost({
    functions,
    time,
    logs,
    compileCache,
    // Opened further down, and before any function is invoked.
    answerCall: (request) => standIns.gateway.receive(request),
  });
  closing(host.close);

  const usage = openUsage(data.usage);
  closing(usage.save);
  const roles = loadRoles(assembly);
  checkWiring(assembly, roles);
  const access = openAccess(roles, usage);
  const deliveries = openDeliveries({ assembly, records, host, clock });
  const bus = openEventBus({ assembly, deliveries, now: clock.now });

  const written = { count: 0, wake: () => {} };
  const onWrite = () => {
    written.count += 1;
    written.wake();
  };
  let engine: Engine | undefined;
  const runningEngine = () => {
    if (!engine) throw new Error('The workflows are not open yet.');
    return engine;
  };
  const standIns = openStandIns({
    assembly,
    data,
    clock,
    database,
    functions,
    access,
    records,
    bus,
    onWrite,
    stepFunctions: (...call) => stepFunctionsApi(runningEngine())(...call),
    ...(options.faults && { faults: options.faults }),
  });
  await standIns.gateway.listen(awsPort);
  closing(standIns.close);

  await deployCustomResources({ assembly, host, records });

  const workflows = await openEngine({
    journalPath: data.journal,
    clock,
    integrations: workflowIntegrations({ host, access, gateway: standIns.gateway }),
    synchronous: options.synchronous ?? 'NORMAL',
  });
  engine = workflows;
  closing(workflows.close);
  await deployWorkflows(assembly, workflows);
  closing(publishExecutionEvents({ assembly, engine: workflows, bus, records }));

  const streams = await openStreams({
    mappings: streamMappings(assembly),
    readerOf: (table) =>
      openStreamReader(database.endpoint, table, `${assembly.find(table)?.arn}/stream/local`),
    host,
    records,
    deliveries,
  });
  written.wake = streams.wake;
  closing(streams.close);
  deliveries.resume();
  const schedules = openSchedules({ assembly, records, deliveries, clock });
  closing(schedules.close);
  const expiry = openExpiry({
    endpoint: database.endpoint,
    attributes: timeToLive(assembly),
    keysOf: (table) => keysOfTable(assembly, table),
    clock,
    onWrite,
    expireObjects: standIns.expireObjects,
  });
  closing(expiry.close);

  const key = openSigningKey(data.signingKey);
  const issuer = `${address}/local/cognito`;
  const clients = loadClients(assembly);
  const api = openHttpApi({
    assembly,
    host,
    address,
    keyOf: publishedKeys(),
    accessLogFile: join(logs, 'http-api.log'),
    now: clock.now,
  });
  closing(api.close);
  const metrics = () =>
    collectMetrics({ engine: workflows, standIns, host, bus, api, schedules, records });
  const alarms = openAlarms({ records, clock });
  alarms.resume();
  const ask = async (role: string, path: string, query: string): Promise<unknown> => {
    const nowSeconds = Math.floor(clock.now() / 1000);
    const claims = claimsFor({ role, subject: '' }, { issuer, clients }, nowSeconds, 60);
    const token = signToken(claims, key);
    const { status, body } = await door.request({ method: 'GET', path, query, token });
    return status === 200 ? JSON.parse(String(body)) : undefined;
  };
  const panel = controlPanel({
    assembly,
    database,
    clock,
    time,
    engine: workflows,
    streams,
    expiry,
    schedules,
    host,
    bus,
    deliveries,
    alarms,
    records,
    metrics,
    worklists: openWorklists({ ask, now: clock.now }),
    writes: () => written.count,
  });
  door.furnish({
    front: openDistribution({ assembly, objects: data.documents }),
    api: api.answer,
    cognito: cognitoIssuer({ issuer, key, clients, ask, now: clock.now }),
    control: controlRoutes(panel),
  });

  const service = { address, gateway: endpoints.gateway, issuer, clients };
  writeServiceFile(data.service, service);
  if (!data.mark.tables.length) changeMark(data.root, { tables });
  return {
    ...service,
    open: door.open,
    request: door.request,
    quiet: panel.quiet,
    pending: panel.pending,
    moveTo: panel.moveTo,
    metrics,
    engine: workflows,
    close: async () => {
      door.shut();
      await host.settled();
      await closeAll();
    },
  };
};
