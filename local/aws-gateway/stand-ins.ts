import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import type { DataFolder } from '../data/data-folder.ts';
import type { Database } from '../data/database.ts';
import type { Records } from '../data/records.ts';
import { tableKeys } from '../data/table-definition.ts';
import type { EventBus } from '../events/event-bus.ts';
import { type Access, type Caller, operator } from '../iam/access.ts';
import type { LambdaSettings } from '../lambda/lambda-settings.ts';
import type { Clock } from '../time/clock.ts';
import { bucketCors } from './bucket-cors.ts';
import { dynamodbService } from './dynamodb.ts';
import { eventbridgeService } from './eventbridge.ts';
import type { FaultPlan } from './faults.ts';
import { openAwsGateway } from './gateway.ts';
import { kmsService } from './kms.ts';
import { sesService, smsService } from './messaging.ts';
import { objectExpiry } from './object-expiry.ts';
import { countRequestUnits } from './request-units.ts';
import { s3Service } from './s3.ts';
import { type StepFunctionsApi, stepFunctionsService } from './step-functions.ts';

type Options = {
  assembly: CloudAssembly;
  data: DataFolder;
  clock: Clock;
  database: Database;
  functions: readonly LambdaSettings[];
  access: Access;
  records: Records;
  bus: EventBus;
  stepFunctions: StepFunctionsApi;
  faults?: FaultPlan;
  onWrite(): void;
};

export type StandIns = ReturnType<typeof openStandIns>;

/** The access key with which a person at this machine may call every stand-in. */
const operatorKey = 'local';

/** The AWS services the functions use, behind one gateway. */
export const openStandIns = (options: Options) => {
  const { assembly, data, database, access, bus, records, onWrite, faults } = options;
  const { now } = options.clock;
  const callers = new Map<string, Caller>(
    options.functions.map(({ accessKeyId, label, roleArn }) => [
      accessKeyId,
      { name: label, roleArn },
    ]),
  );
  const secrets = new Map(
    options.functions.map(({ accessKeyId, environment }) => [
      accessKeyId,
      environment.AWS_SECRET_ACCESS_KEY,
    ]),
  );
  const units = countRequestUnits();
  const bytes = { in: 0, out: 0 };
  const dynamodb = dynamodbService({
    endpoint: database.endpoint,
    tables: tableKeys(assembly),
    units,
    onWrite,
    ...(faults && { faults }),
  });
  const keep = records.addMessage;
  const gateway = openAwsGateway({
    access,
    callerOf: (keyId) => callers.get(keyId) ?? (keyId === operatorKey ? operator : undefined),
    presigned: { secretOf: (keyId) => secrets.get(keyId), now, cors: bucketCors(assembly) },
    onCall: ({ body }, { body: answered = '' }) => {
      bytes.in += body.length;
      bytes.out += answered.length;
    },
    services: [
      dynamodb,
      stepFunctionsService(options.stepFunctions, assembly),
      s3Service({ assembly, folder: data.documents, now }),
      sesService({ assembly, keep, now }),
      smsService({ keep, now }),
      eventbridgeService(assembly, bus),
      kmsService({ assembly, keyFile: data.kmsKey }),
    ],
  });
  return {
    gateway,
    units,
    bytes,
    /** Removes the objects whose time is over by the rules of their bucket. */
    expireObjects: objectExpiry({ assembly, folder: data.documents, now }),
    close: async () => {
      await gateway.close();
      dynamodb.close();
    },
  };
};
