import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { handler } from '../../functions/therapy/list-therapies.ts';
import { therapyRoutes } from '../../functions/therapy/routes.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { personClaims } from '../support/callers.ts';

const listed = async (...groups: string[]) => {
  const answer = await handler(
    {
      routeKey: 'GET /therapies',
      headers: {},
      isBase64Encoded: false,
      requestContext: {
        requestId: 'r-1',
        authorizer: { jwt: { claims: personClaims('somebody', ...groups), scopes: [] } },
      },
    } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer,
    {} as Context,
  );
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}') };
};

describe('the therapies for order forms', () => {
  it('are all that the catalogue has, as the description of the route says', async () => {
    const { status, body } = await listed('referrer', 'practice:1234567893');
    expect(status).toBe(200);
    const { items } = therapyRoutes['GET /therapies'].success.body.parse(body);
    expect(items.map(({ therapyId }) => therapyId)).toEqual(therapies.map(({ id }) => id));
  });

  it('say in which units a dose may be ordered, and what is asked', async () => {
    const { body } = await listed('coordinator');
    const of = (id: string) =>
      body.items.find(({ therapyId }: { therapyId: string }) => therapyId === id);
    expect(of('carboplatin').units).toContain('AUC');
    expect(of('carboplatin').asked).toContain('serum creatinine, with its day');
    expect(of('rbc_transfusion').units).toEqual(['unit', 'units', 'unit/kg', 'units/kg']);
    expect(of('rbc_transfusion').asked).toContain('blood group');
    expect(of('parenteral_nutrition').asked).toContain('a central line');
    expect(of('infliximab_dyyb').products).toContainEqual({ called: 'Avsola', hcpcs: ['Q5121'] });
  });

  it('call each test that is asked for by a name of its own', async () => {
    const { body } = await listed('referrer', 'practice:1234567893');
    const { items } = therapyRoutes['GET /therapies'].success.body.parse(body);
    for (const { therapyId, results } of items) {
      const called = results.flatMap(({ tests }) => tests).map((test) => test.called);
      expect([...new Set(called)], therapyId).toEqual(called);
    }
  });

  it('are not for patients or nurses', async () => {
    expect((await listed('nurse', 'nurse:nur_1')).status).toBe(403);
    expect((await listed()).status).toBe(403);
  });
});
