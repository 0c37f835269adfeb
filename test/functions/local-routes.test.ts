import { describe, expect, it } from 'vitest';
import { listen } from '../../local/http-api/http-server.ts';
import { makeResponse } from '../../local/http-api/response.ts';
import { routeFinder, type ServedRoute } from '../../local/http-api/routes.ts';

const route = (key: string): ServedRoute => {
  const [method = '', path = ''] = key === '$default' ? ['ANY', '/{proxy+}'] : key.split(' ');
  return {
    id: key,
    key,
    method,
    segments: path.slice(1).split('/'),
    functionArn: key,
    timeoutMs: 1000,
    authorizer: undefined,
    scopes: [],
  };
};
const find = routeFinder(
  [
    '$default',
    'ANY /patients/{proxy+}',
    'GET /patients/{id}',
    'GET /patients/me',
    'GET /patients/{id}/visits',
    'ANY /patients/me/visits',
    'GET /patients/me/visits',
  ].map(route),
);

describe('the route of a request', () => {
  const cases: [string, string, string, Record<string, string>][] = [
    ['GET', '/patients/me', 'GET /patients/me', {}],
    ['GET', '/patients/pat_1', 'GET /patients/{id}', { id: 'pat_1' }],
    ['GET', '/patients/a%2Fb', 'GET /patients/{id}', { id: 'a/b' }],
    ['GET', '/patients/me/visits', 'GET /patients/me/visits', {}],
    ['POST', '/patients/me/visits', 'ANY /patients/me/visits', {}],
    ['GET', '/patients/pat_1/visits', 'GET /patients/{id}/visits', { id: 'pat_1' }],
    ['POST', '/patients/pat_1', 'ANY /patients/{proxy+}', { proxy: 'pat_1' }],
    ['GET', '/patients/a/b/c', 'ANY /patients/{proxy+}', { proxy: 'a/b/c' }],
    ['GET', '/patients/', '$default', { proxy: 'patients/' }],
    ['GET', '/elsewhere', '$default', { proxy: 'elsewhere' }],
  ];
  it.each(cases)('%s %s', (method, path, key, pathParameters) => {
    const found = find(method, path);
    expect(found?.route.key).toBe(key);
    expect(found?.pathParameters).toEqual(pathParameters);
  });

  it('is none when nothing fits', () => {
    const only = routeFinder([route('GET /holds')]);
    expect(only('POST', '/holds')).toBeUndefined();
    expect(only('GET', '/holds/')).toBeUndefined();
    expect(only('GET', '/holds/1')).toBeUndefined();
  });
});

describe('the limits of the API', () => {
  it('hold here as they do in AWS: an answer of more than 6 MB is none', () => {
    const answer = (length: number) =>
      makeResponse({
        payload: JSON.stringify({ statusCode: 200, body: 'é'.repeat(length) }),
      } as never);
    expect(answer(2_900_000).status).toBe(200);
    expect(answer(3_200_000).status).toBe(500);
  });

  it('hold for the headers of a request, all together', async () => {
    const server = await listen(0, async () => ({ status: 200, headers: {}, body: '' }), Date.now);
    const sent = async (length: number) =>
      (
        await fetch(`http://127.0.0.1:${server.port}/`, {
          headers: { 'x-long': 'x'.repeat(length) },
        })
      ).status;
    expect([await sent(9000), await sent(10_500)]).toEqual([200, 431]);
    await server.close();
  });
});
