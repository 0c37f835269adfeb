import { Validator } from '@seriousme/openapi-schema-validator';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import { areas } from '../../functions/api/areas.ts';
import { handler } from '../../functions/api/describe-api.ts';
import { routes } from '../../infra/routes.ts';

const asked = {
  routeKey: 'GET /openapi.json',
  headers: {},
  isBase64Encoded: false,
  requestContext: { requestId: 'r-1' },
} as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;

const description = async () => JSON.parse((await handler(asked, {} as Context)).body ?? '');

describe('GET /openapi.json', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(await description());
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it('describes exactly the routes that are deployed, each with its function', async () => {
    const described = Object.values(areas).flatMap((table) =>
      Object.entries(table).map(([key, contract]) => `${key} ${contract.function}`),
    );
    const deployed = routes.map((route) => `${route.method} ${route.path} ${route.function}`);
    expect(described.sort()).toEqual([...deployed].sort());
  });

  it('may be kept for five minutes by anyone', async () => {
    const { headers } = await handler(asked, {} as Context);
    expect(headers).toMatchObject({ 'cache-control': 'public, max-age=300' });
  });
});

describe('GET /sign-in', () => {
  it('tells what a page must know to sign somebody in, and nothing else', async () => {
    vi.stubEnv('SIGN_IN_ADDRESS', 'https://sign-in.example');
    vi.stubEnv('CONSOLE_CLIENT_ID', 'console');
    vi.stubEnv('CONSOLE_ADDRESS', 'https://desk.example/console');
    const answer = await handler({ ...asked, routeKey: 'GET /sign-in' }, {} as Context);
    expect(JSON.parse(answer.body ?? '')).toEqual({
      address: 'https://sign-in.example',
      clientId: 'console',
      console: 'https://desk.example/console',
      scope: 'openid dripline/user',
    });
    vi.unstubAllEnvs();
  });
});
