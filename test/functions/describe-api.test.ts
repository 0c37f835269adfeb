import { Validator } from '@seriousme/openapi-schema-validator';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
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
