import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { areas } from '../../functions/api/areas.ts';
import type { RouteContract } from '../../functions/platform/contract.ts';
import type { http } from '../../functions/platform/http.ts';
import { type Role, roles } from '../../functions/platform/principal.ts';
import { functions } from '../../infra/functions.ts';
import { machineClaims, personClaims } from '../support/callers.ts';

const routes = Object.values(areas).flatMap(
  (area) => Object.entries(area) as [string, RouteContract][],
);

/** The claims that make a caller of each role; systems and payers call as clients. */
const claimsOf = (role: Role | undefined): Record<string, string> => {
  if (role === 'system') return machineClaims('one', 'dripline/referrals');
  if (role === 'payer') return machineClaims('one', 'dripline/notifications');
  return personClaims('one', ...(role ? [role] : []));
};

/** A call without path, body or table: whoever is let in fails at one of those instead. */
const statusFor = async (
  routeKey: string,
  { function: name }: RouteContract,
  role: Role | undefined,
): Promise<number | undefined> => {
  const area = functions.find((row) => row.name === name)?.area;
  const module = (await import(`../../functions/${area}/${name}.ts`)) as {
    handler: ReturnType<typeof http>;
  };
  const event = {
    routeKey,
    headers: {},
    isBase64Encoded: false,
    requestContext: { requestId: 'r-1', authorizer: { jwt: { claims: claimsOf(role) } } },
  } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
  return (await module.handler(event, {} as Context)).statusCode;
};

/** Every path a role may call, as the contracts say. */
const openTo = (role: Role): string[] =>
  routes.filter(([, { access }]) => access.includes(role)).map(([key]) => key);

beforeAll(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(() => {
  vi.restoreAllMocks();
});

describe('every handler lets in exactly whom its contract names', () => {
  it.each(routes)('%s', async (key, contract) => {
    const letIn: (Role | undefined)[] = [];
    for (const role of [undefined, ...roles])
      if ((await statusFor(key, contract, role)) !== 403) letIn.push(role);
    const named = [undefined, ...roles].filter(
      (role) =>
        contract.access.includes('public') ||
        (role !== undefined && contract.access.includes(role)),
    );
    expect(letIn).toEqual(named);
  });
});

describe('what a role has no business with is closed to it', () => {
  it.each<[Role, RegExp]>([
    ['patient', /^\w+ \/patients\/me/],
    ['payer', /^POST \/payers\/\{payerId\}\/notifications$/],
    ['nurse', /^\w+ \/(holds|visits|nurses)\b/],
    ['system', /^\w+ \/(referrals|authorizations)\b/],
    ['referrer', /^\w+ \/(referrals|authorizations|holds)\b/],
    ['admin', /^(\w+ \/(network|holds)\b|GET \/(referrals|authorizations|visits|nurses)\b)/],
    ['clinician', /^\w+ \/(referrals|authorizations|holds|visits)\b/],
  ])('%s: nothing but %s', (role, allowed) => {
    expect(openTo(role)).not.toEqual([]);
    expect(openTo(role).filter((key) => !allowed.test(key))).toEqual([]);
  });

  it.each<[string, readonly Role[]]>([
    ['PUT /network/payers/{payerId}', ['admin']],
    ['PUT /network/sites/{siteId}', ['admin']],
    ['PUT /network/nurses/{nurseId}', ['admin']],
    ['GET /network/payers/{payerId}', ['admin', 'scheduler', 'coordinator']],
    ['POST /referrals', ['referrer', 'system']],
    ['POST /referrals/{referralId}/visits', ['scheduler']],
    ['POST /visits/{visitId}/completion', ['nurse']],
    ['POST /visits/{visitId}/reaction', ['nurse', 'clinician']],
  ])('%s is for %j', (key, access) => {
    expect([...(routes.find(([each]) => each === key)?.[1].access ?? [])]).toEqual(access);
  });
});
