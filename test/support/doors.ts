import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { areas } from '../../functions/api/areas.ts';
import type { RouteContract } from '../../functions/platform/contract.ts';
import type { http } from '../../functions/platform/http.ts';
import type { Role } from '../../functions/platform/principal.ts';
import type { Table } from '../../functions/platform/table.ts';
import { functions } from '../../infra/functions.ts';
import { machineClaims, personClaims } from './callers.ts';

type Item = Record<string, unknown>;

export const everyRoute = new Map<string, RouteContract>(
  Object.values(areas).flatMap((area) => Object.entries(area) as [string, RouteContract][]),
);

/** Everything a table holds. */
const itemsOf = async ({ client, name }: Table): Promise<Item[]> =>
  (await client.send(new ScanCommand({ TableName: name }))).Items ?? [];

/** Answers reads from these items and takes every write without keeping it. */
const standInFor = (items: readonly Item[]) => {
  const dynamo = mockClient(DynamoDBDocumentClient);
  dynamo.on(GetCommand).callsFake(({ Key }) => ({
    Item: items.find(({ pk, sk }) => pk === Key.pk && sk === Key.sk),
  }));
  dynamo
    .on(QueryCommand)
    .callsFake(({ ExpressionAttributeValues: values, ScanIndexForward, Limit }) => {
      const found = items
        .filter(({ pk }) => pk === values[':pk'])
        .sort((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1));
      return { Items: (ScanIndexForward === false ? found.reverse() : found).slice(0, Limit) };
    });
  dynamo.on(TransactWriteCommand).resolves({});
  dynamo.onAnyCommand().resolves({});
  const kms = mockClient(KMSClient);
  kms.on(GenerateMacCommand).resolves({ Mac: new Uint8Array(32) });
  const s3 = mockClient(S3Client);
  s3.on(PutObjectCommand).resolves({});
  /** What was asked is kept by the stand-ins until it is forgotten. */
  return () => {
    for (const mock of [dynamo, kms, s3]) mock.resetHistory();
  };
};

export type Ask = {
  path?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** The body as sent. */
  raw?: string;
  isBase64Encoded?: boolean;
};

type Owns = { practices: readonly string[]; patientId: string };

/** Claims of somebody whom the route is open to, and who owns what the tests have. */
const claimsFor = ({ access }: RouteContract, owns: Owns) => {
  const role = access[0] as Role;
  if (role === 'payer')
    return machineClaims('payer', 'dripline/notifications', 'payer/acme-health');
  return personClaims(
    'one',
    role,
    ...(role === 'referrer' ? owns.practices.map((npi) => `practice:${npi}`) : []),
    ...(role === 'patient' ? [`patient:${owns.patientId}`] : []),
  );
};

/**
 * Every route's handler, called as API Gateway would, over a copy of what the table holds now:
 * what is accepted runs to its end and changes nothing.
 */
export const openDoors = async (table: Table, owns: Owns) => {
  const settings = [
    'TABLE_NAME',
    'DOCUMENT_BUCKET',
    'INDEX_KEY_ID',
    'LINK_KEY_ID',
    'USER_POOL_ISSUER',
    'SIGN_IN_ADDRESS',
    'CONSOLE_ADDRESS',
    'CONSOLE_CLIENT_ID',
  ];
  for (const name of settings) process.env[name] = 'stand-in';
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
  });
  const forget = standInFor(await itemsOf(table));
  let asked = 0;
  const handlers = new Map<string, ReturnType<typeof http>>();
  for (const { name, area, trigger } of functions)
    if (trigger === 'route' && [...everyRoute.values()].some((route) => route.function === name))
      handlers.set(name, (await import(`../../functions/${area}/${name}.ts`)).handler);

  return async (
    routeKey: string,
    { path, query, headers, raw, isBase64Encoded = false }: Ask,
  ): Promise<APIGatewayProxyStructuredResultV2> => {
    asked += 1;
    if (asked % 100 === 0) forget();
    const contract = everyRoute.get(routeKey) as RouteContract;
    const handler = handlers.get(contract.function) as ReturnType<typeof http>;
    const event = {
      routeKey,
      pathParameters: path,
      queryStringParameters: query,
      headers: {
        'content-type': contract.contentTypes?.[0] ?? 'application/json',
        'if-match': '*',
        ...headers,
      },
      body: raw,
      isBase64Encoded,
      requestContext: {
        requestId: 'r-1',
        authorizer: { jwt: { claims: claimsFor(contract, owns) } },
      },
    };
    return handler(event as never, {} as Context);
  };
};
