import { Agent, request } from 'node:http';
import { endOnDiskFault } from '../data/lost.ts';
import { asList, asText } from '../json.ts';
import type { AwsAnswer, AwsCall, AwsService } from './call.ts';
import { dynamodbNeeds, type Tables } from './dynamodb-needs.ts';
import type { Fault, FaultPlan } from './faults.ts';
import { json, readTarget } from './json-protocol.ts';
import { countedIn, type RequestUnits } from './request-units.ts';

type Options = {
  endpoint: string;
  tables: Tables;
  units: RequestUnits;
  faults?: FaultPlan;
  onWrite(): void;
};

const writes = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
]);
const metered = new Set([
  ...writes,
  'GetItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'TransactGetItems',
]);

/** Sends one call to the embedded database over a kept connection. */
export const databaseClient = (endpoint: string) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const url = new URL(endpoint);
  const send = (target: string, body: string | Buffer): Promise<AwsAnswer & { body: string }> =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        url,
        {
          agent,
          method: 'POST',
          headers: {
            'content-type': 'application/x-amz-json-1.0',
            'content-length': Buffer.byteLength(body),
            'x-amz-target': target,
            authorization:
              'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00',
            'x-amz-date': '20260101T000000Z',
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode ?? 500,
              headers: { 'content-type': 'application/x-amz-json-1.0' },
              body: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  return { send, close: () => agent.destroy() };
};

const coral = (status: number, code: string, message: string): AwsAnswer => {
  const namespace =
    code === 'AccessDeniedException' || code === 'UnrecognizedClientException'
      ? 'com.amazon.coral.service'
      : 'com.amazonaws.dynamodb.v20120810';
  return json({ __type: `${namespace}#${code}`, message }, status === 403 ? 400 : status);
};

const injected = (fault: Fault, call: AwsCall): AwsAnswer | undefined => {
  if (fault === 'throttle') return coral(400, 'ThrottlingException', 'Rate exceeded');
  if (fault === 'lost-response') return undefined;
  if (call.operation !== 'TransactWriteItems') {
    return coral(400, 'TransactionConflictException', 'Transaction is ongoing for the item');
  }
  const parts = asList(call.input.TransactItems);
  const [at, reason] =
    fault === 'conflict'
      ? [0, { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }]
      : [
          parts.length - 1,
          { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
        ];
  const reasons = parts.map((_part, index) => (index === at ? reason : { Code: 'None' }));
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return json(
    {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
      CancellationReasons: reasons,
    },
    400,
  );
};

/** The call's body, asking for what it consumed. Large items are not written out again for that. */
const metering = ({ body, input }: AwsCall, asked: string): string | Buffer => {
  const all = { ReturnConsumedCapacity: 'INDEXES' };
  if (asked || body[0] !== 0x7b || !Object.keys(input).length) {
    return JSON.stringify({ ...input, ...all });
  }
  return Buffer.concat([Buffer.from(`${JSON.stringify(all).slice(0, -1)},`), body.subarray(1)]);
};

/**
 * DynamoDB, answered by the embedded database. On the way it counts request units and, when a test
 * asks for it, injects the faults the embedded database never has.
 */
export const dynamodbService = ({
  endpoint,
  tables,
  units,
  faults,
  onWrite,
}: Options): AwsService & { close(): void } => {
  const database = databaseClient(endpoint);

  const answer = async (call: AwsCall): Promise<AwsAnswer> => {
    const target = String(call.headers['x-amz-target'] ?? `DynamoDB_20120810.${call.operation}`);
    if (!metered.has(call.operation)) return database.send(target, call.body);

    const fault = faults?.next(call.caller.name, call.operation);
    const refused = fault && injected(fault, call);
    if (refused) return refused;

    const asked = asText(call.input.ReturnConsumedCapacity);
    const reply = await database.send(target, metering(call, asked));
    if (reply.status >= 500) endOnDiskFault(new Error(reply.body), endpoint);
    if (reply.status !== 200) return reply;
    if (writes.has(call.operation)) onWrite();
    if (fault === 'lost-response') return { status: 0 };

    const { counted, rest } = countedIn(reply.body);
    units.record(call.caller.name, call.operation, writes.has(call.operation), counted);
    return asked && asked !== 'NONE' ? reply : { ...reply, body: rest };
  };

  return {
    name: 'dynamodb',
    operationOf: readTarget,
    needs: ({ operation, input }) => dynamodbNeeds(operation, input, tables),
    answer,
    refuse: coral,
    close: database.close,
  };
};
