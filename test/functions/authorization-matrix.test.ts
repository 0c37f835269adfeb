import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { areas } from '../../functions/api/areas.ts';
import type { RouteContract } from '../../functions/platform/contract.ts';
import type { http } from '../../functions/platform/http.ts';
import type { Role } from '../../functions/platform/principal.ts';
import { functions } from '../../infra/functions.ts';
import { routes as doors } from '../../infra/routes.ts';
import type { Incoming } from '../../local/http-api/exchange.ts';
import {
  answers,
  type Caller,
  callers,
  type Owner,
  owners,
  type Request,
  requestsOf,
  seen,
} from '../support/access-expected.ts';
import {
  aCanaryRecord,
  type Canary,
  type CanaryRecord,
  canaries,
} from '../support/canary-record.ts';
import { openDatabase } from '../support/database.ts';
import { aNurse, aSite, given } from '../support/network.ts';
import { doorsAt, headerOf, type TokenState, tokenStates } from '../support/token-states.ts';

const routes = Object.values(areas).flatMap(
  (area) => Object.entries(area) as [string, RouteContract][],
);
const now = new Date('2026-11-21T16:00:00Z');
const database = await openDatabase();
afterAll(database.close);

let record: CanaryRecord;
let requests: Record<string, Request>;
const handlers = new Map<string, ReturnType<typeof http>>();

/** Writes are taken and forgotten, so that every call finds the record as it was. */
const forgetWrites = () => {
  const send = DynamoDBDocumentClient.prototype.send as (command: never) => Promise<unknown>;
  vi.spyOn(DynamoDBDocumentClient.prototype, 'send').mockImplementation(((command: never) =>
    (command as object) instanceof TransactWriteCommand
      ? Promise.resolve({})
      : send.call(database.table.client, command)) as never);
};

beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.useFakeTimers({ now, toFake: ['Date'] });
  Object.assign(process.env, {
    TABLE_NAME: database.table.name,
    INDEX_KEY_ID: 'index',
    LINK_KEY_ID: 'link',
    DOCUMENT_BUCKET: 'documents',
    USER_POOL_ISSUER: 'https://issuer.example',
    SIGN_IN_ADDRESS: 'https://sign-in.example',
    CONSOLE_ADDRESS: 'https://desk.example/console',
    CONSOLE_CLIENT_ID: 'console',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
  });
  // The pool says no name.
  vi.stubGlobal('fetch', async () => new Response('', { status: 503 }));
  mockClient(KMSClient)
    .on(GenerateMacCommand)
    .resolves({ Mac: new Uint8Array(32) });
  mockClient(S3Client).on(PutObjectCommand).resolves({});
  record = await aCanaryRecord(database.table);
  await given(database.table, {
    sites: [aSite({ siteId: 'site_elsewhere' })],
    nurses: [aNurse({ nurseId: 'nur_other', siteId: 'site_elsewhere' })],
  });
  requests = requestsOf(record);
  for (const { name, area } of functions.filter(({ trigger }) => trigger === 'route'))
    if (name !== 'authorize-patient')
      handlers.set(name, (await import(`../../functions/${area}/${name}.ts`)).handler);
  forgetWrites();
}, 300_000);
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const audience = ['console', 'client-system', 'client-payer'];
const { token: tokenDoor, patient: patientDoor } = doorsAt(now, audience);

const doorOf = new Map(doors.map((door) => [`${door.method} ${door.path}`, door.admits]));

/** Asks as API Gateway would: first the door, then the function. */
const ask = async (
  key: string,
  { function: name }: RouteContract,
  authorization: string | undefined,
): Promise<{ status: number; body: string }> => {
  const { path = {}, query, body, type = 'application/json' } = requests[key] ?? {};
  const [method = '', route = ''] = key.split(' ');
  const raw = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    ...(authorization ? { authorization } : {}),
    'content-type': type,
    'if-match': '*',
  };
  const incoming: Incoming = {
    requestId: 'r-1',
    method,
    path: route,
    query: '',
    headers,
    cookies: [],
    body: Buffer.from(raw ?? ''),
    sourceIp: '127.0.0.1',
    receivedAtMs: now.getTime(),
  };
  const admits = doorOf.get(key);
  const admission =
    admits === undefined || 'open' in admits
      ? ({ outcome: 'admitted' } as const)
      : 'patient' in admits
        ? await patientDoor(incoming, { route: { key } as never, pathParameters: {} })
        : await tokenDoor(admits.scopes, incoming);
  if (admission.outcome === 'refused')
    return { status: admission.response.status, body: String(admission.response.body) };
  const event = {
    routeKey: key,
    headers,
    pathParameters: path,
    queryStringParameters: query,
    ...(raw === undefined ? {} : { body: raw }),
    isBase64Encoded: false,
    requestContext: {
      requestId: 'r-1',
      ...('authorizer' in admission && admission.authorizer
        ? { authorizer: admission.authorizer }
        : {}),
    },
  };
  const answer = await handlers.get(name)?.(event as never, {} as Context);
  return { status: answer?.statusCode ?? 0, body: String(answer?.body ?? '') };
};

const headers = new Map<string, string | undefined>();
/** Each caller's token in each state, signed once. */
const held = (caller: Caller, owner: Owner, state: TokenState): string | undefined => {
  const name = [caller.name, owner, state].join();
  if (!headers.has(name)) headers.set(name, headerOf(caller.claims(owner, record), state, now));
  return headers.get(name);
};

const words = Object.entries(canaries) as [Canary, RegExp][];
const shownIn = (body: string): Canary[] =>
  words.filter(([, word]) => word.test(body)).map(([kind]) => kind);

const doorKind = (key: string): 'open' | 'patient' | 'token' => {
  const admits = doorOf.get(key);
  if (admits === undefined) throw new Error(`${key} has no door`);
  return 'open' in admits ? 'open' : 'patient' in admits ? 'patient' : 'token';
};

/** What a bad token is answered by either door, whoever holds it. */
const refusalOf = (state: TokenState, door: 'patient' | 'token'): number => {
  if (state === 'none') return 401;
  if (door === 'patient') return 403;
  return state === 'wrong-type' || state === 'wrong-scope' ? 403 : 401;
};

let checks = 0;
const wrong = (
  key: string,
  { caller, owner, state }: { caller: Caller; owner: Owner; state: TokenState },
  { status, body }: { status: number; body: string },
): string[] => {
  const label = `${caller.name}, ${owner}, ${state}`;
  const door = doorKind(key);
  const good = state === 'valid' || door === 'open';
  const expected: readonly number[] = good
    ? answers(key, caller, owner)
    : [
        state !== 'none' && door === 'token' && caller.client === 'patients'
          ? 401
          : refusalOf(state, door),
      ];
  const kinds = good && expected.some((code) => code < 300) ? seen(key, caller, owner) : [];
  const shown = shownIn(body);
  checks += 1 + words.length;
  return [
    ...(expected.includes(status) ? [] : [`${label}: ${status}, not ${expected}`]),
    ...words
      .filter(([kind]) => shown.includes(kind) !== kinds.includes(kind))
      .map(([kind]) => `${label}: ${kind} ${shown.includes(kind) ? 'is' : 'is not'} shown`),
  ];
};

describe('every route answers each caller, owner and token state as written down', () => {
  it.each(routes)('%s', { timeout: 120_000 }, async (key, contract) => {
    const found: string[] = [];
    for (const caller of callers)
      for (const owner of owners)
        for (const state of tokenStates) {
          const header = held(caller, owner, state);
          found.push(...wrong(key, { caller, owner, state }, await ask(key, contract, header)));
        }
    expect(found).toEqual([]);
  });

  it('in at least 7,500 checks', () => {
    expect(checks).toBeGreaterThanOrEqual(7500);
  });

  it('each kind of fact is shown to somebody, so that its word is not merely absent', () => {
    const shown = routes.flatMap(([key]) => callers.flatMap((caller) => seen(key, caller, 'own')));
    expect([...new Set(shown)].sort()).toEqual(words.map(([kind]) => kind).sort());
  });
});

/** Every path a role may call, as the contracts say. */
const openTo = (role: Role): string[] =>
  routes.filter(([, { access }]) => access.includes(role)).map(([key]) => key);

describe('what a role has no business with is closed to it', () => {
  it.each<[Role, RegExp]>([
    ['patient', /^\w+ \/patients\/me/],
    ['payer', /^POST \/payers\/\{payerId\}\/notifications$/],
    ['nurse', /^\w+ \/(me|holds|visits|nurses)\b/],
    ['system', /^(\w+ \/(referrals|authorizations)\b|GET \/(therapies|payers)$)/],
    [
      'referrer',
      /^(POST \/patients\/search$|\w+ \/(me|practices|referrals|authorizations|holds)\b|GET \/(therapies|payers)$)/,
    ],
    [
      'admin',
      /^(\w+ \/(me|practices|network|holds|therapies)\b|GET \/(people|payers|referrals|authorizations|visits|nurses|measures)\b)/,
    ],
    [
      'clinician',
      /^\w+ \/(me|people|patients\/search|payers|referrals|authorizations|holds|visits|therapies)\b/,
    ],
  ])('%s: nothing but %s', (role, allowed) => {
    expect(openTo(role)).not.toEqual([]);
    expect(openTo(role).filter((key) => !allowed.test(key))).toEqual([]);
  });

  it.each<[string, readonly Role[]]>([
    ['PUT /network/payers/{payerId}', ['admin']],
    ['PUT /network/sites/{siteId}', ['admin']],
    ['PUT /network/nurses/{nurseId}', ['admin']],
    ['GET /network/payers/{payerId}', ['admin', 'scheduler', 'coordinator']],
    ['GET /network/payers/{payerId}/reachability', ['admin', 'scheduler', 'coordinator']],
    ['POST /referrals', ['referrer', 'system', 'coordinator']],
    ['POST /referrals/{referralId}/visits', ['scheduler', 'clinician']],
    ['POST /visits/{visitId}/completion', ['nurse']],
    ['POST /visits/{visitId}/reaction', ['nurse', 'clinician']],
  ])('%s is for %j', (key, access) => {
    expect([...(routes.find(([each]) => each === key)?.[1].access ?? [])]).toEqual(access);
  });
});
