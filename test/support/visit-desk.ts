import type { Context } from 'aws-lambda';
import { vi } from 'vitest';
import { http, route } from '../../functions/platform/http.ts';
import type { Table } from '../../functions/platform/table.ts';
import { confirmVisit, moveVisit } from '../../functions/visit/change-visit.ts';
import { endPlan } from '../../functions/visit/end-plan.ts';
import { readBedside } from '../../functions/visit/read-bedside.ts';
import {
  addEntry,
  completeVisit,
  reportReaction,
  startVisit,
} from '../../functions/visit/record-visit.ts';
import { visitRoutes } from '../../functions/visit/routes.ts';
import { visitStore } from '../../functions/visit/store.ts';
import { personClaims } from './callers.ts';

type Key = keyof typeof visitRoutes;
export type Sent = { status: number; body: ReturnType<typeof JSON.parse> };

/** The routes of a visit over HTTP, as a person at a time. */
export const visitDesk = (table: Table) => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const served = (now: () => Date) => {
    const deps = { store: visitStore(table), now };
    return http({
      'GET /visits/{visitId}/bedside': route(visitRoutes['GET /visits/{visitId}/bedside'], (one) =>
        readBedside(deps)(one),
      ),
      'POST /visits/{visitId}/confirmation': route(
        visitRoutes['POST /visits/{visitId}/confirmation'],
        (one) => confirmVisit(deps)(one),
      ),
      'POST /visits/{visitId}/move': route(visitRoutes['POST /visits/{visitId}/move'], (one) =>
        moveVisit(deps)(one),
      ),
      'POST /visits/{visitId}/start': route(visitRoutes['POST /visits/{visitId}/start'], (one) =>
        startVisit(deps)(one),
      ),
      'POST /visits/{visitId}/completion': route(
        visitRoutes['POST /visits/{visitId}/completion'],
        (one) => completeVisit(deps)(one),
      ),
      'POST /visits/{visitId}/reaction': route(
        visitRoutes['POST /visits/{visitId}/reaction'],
        (one) => reportReaction(deps)(one),
      ),
      'POST /visits/{visitId}/plan-end': route(
        visitRoutes['POST /visits/{visitId}/plan-end'],
        (one) => endPlan(deps)(one),
      ),
      'POST /visits/{visitId}/entries': route(
        visitRoutes['POST /visits/{visitId}/entries'],
        (one) => addEntry(deps)(one),
      ),
    });
  };
  return async (
    key: Key,
    visitId: string,
    {
      at,
      as = ['nurse', 'nurse:nur_amara'],
      body,
      key: idempotencyKey,
    }: { at: string; as?: readonly string[]; body?: unknown; key?: string },
  ): Promise<Sent> => {
    const answer = await served(() => new Date(at))(
      {
        routeKey: key,
        headers: {
          'content-type': 'application/json',
          'if-match': '*',
          ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
        },
        pathParameters: { visitId },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        isBase64Encoded: false,
        requestContext: {
          requestId: 'r-1',
          authorizer: { jwt: { claims: personClaims('amara', ...as) } },
        },
      } as never,
      {} as Context,
    );
    return { status: answer.statusCode ?? 0, body: JSON.parse(answer.body || 'null') };
  };
};
