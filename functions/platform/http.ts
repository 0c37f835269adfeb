import middy from '@middy/core';
import type {
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
} from 'aws-lambda';
import * as z from 'zod';
import { inWords } from './complaint-words.ts';
import { complaints } from './complaints.ts';
import type { RouteContract } from './contract.ts';
import { asFault, Refusal } from './errors.ts';
import { log } from './log.ts';
import { holdsAny, type Principal, type Role, readPrincipal } from './principal.ts';
import { readBody } from './request-body.ts';

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** A request that has passed every check of its route's contract. */
export type Request<Route extends RouteContract> = {
  principal: Principal;
  path: Output<Route['path']>;
  query: Output<Route['query']>;
  body: Output<Route['body']>;
  /** The body exactly as sent, for signatures and digests. */
  rawBody: string;
  headers: Readonly<Record<string, string | undefined>>;
  contentType: string;
  idempotencyKey: string | undefined;
  /** The entity tag of the state that the caller has seen, as sent. */
  ifMatch?: string | undefined;
};

export type Answer = {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
};

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;
type Served = {
  contract: RouteContract;
  /** No parameter that is not known. */
  query: z.ZodType;
  serve: (request: never) => Promise<Answer>;
};

const noQuery = z.strictObject({});

/** Joins a route's contract to the function that serves it. */
export const route = <const Route extends RouteContract>(
  contract: Route,
  serve: (request: Request<Route>) => Promise<Answer>,
): Served => ({ contract, query: contract.query?.strict() ?? noQuery, serve });

const claimsOf = (event: Event): Record<string, unknown> => {
  const authorizer = event.requestContext.authorizer as
    | { jwt?: { claims?: Record<string, unknown> }; lambda?: Record<string, unknown> }
    | undefined;
  return authorizer?.jwt?.claims ?? authorizer?.lambda ?? {};
};

const check = <T>(
  schema: z.ZodType<T> | undefined,
  value: unknown,
  where: string,
): T | undefined => {
  if (!schema) return undefined;
  const result = schema.safeParse(value, { error: inWords });
  if (result.success) return result.data;
  throw new Refusal(
    where === 'body' ? 422 : 400,
    `invalid-${where}`,
    `The ${where} is not as this route needs it.`,
    {
      errors: complaints(result.error, where === 'body' ? '' : where),
    },
  );
};

const seenNeeded = () =>
  new Refusal(428, 'revision-needed', 'Say in If-Match which state you have seen.', {
    errors: [
      {
        pointer: 'header/if-match',
        detail: 'is missing',
        fix: 'Send the ETag or the revision as you read it, such as "3"; * decides on any state.',
      },
    ],
  });

/** JSON that ends its line, for those who read it in a terminal. */
const written = (body: unknown): string => `${JSON.stringify(body)}\n`;

const problem = (
  status: number,
  code: string,
  detail: string,
  more: Record<string, unknown> = {},
): APIGatewayProxyStructuredResultV2 => {
  const own = { type: `urn:dripline:problem:${code}`, title: title(code), status, detail, code };
  return {
    statusCode: status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    // What is told besides never stands in the place of the problem's own members.
    body: written({ ...own, ...more, ...own }),
  };
};

const title = (code: string): string => {
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Text as it is, bytes in base64 as API Gateway takes them, all else as JSON. */
const bodyOf = (
  body: unknown,
): Pick<APIGatewayProxyStructuredResultV2, 'body' | 'isBase64Encoded'> =>
  body instanceof Uint8Array
    ? { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }
    : { body: typeof body === 'string' ? body : written(body) };

const answered = (answer: Answer, contract: RouteContract): APIGatewayProxyStructuredResultV2 => ({
  statusCode: answer.status ?? contract.success.status,
  headers: {
    'content-type': contract.success.contentType ?? 'application/json',
    'cache-control': 'no-store',
    ...answer.headers,
  },
  ...(answer.body === undefined ? {} : bodyOf(answer.body)),
});

/**
 * The Lambda behind a group of routes: access, path, query and body checked against the contract,
 * refusals answered as problem details, faults as a 503 or 500 that says nothing of the inside.
 */
export const http = (served: Readonly<Record<string, Served>>) =>
  middy<Event, APIGatewayProxyStructuredResultV2>()
    .after(({ event, response }) => {
      log({
        event: 'request.completed',
        route: event.routeKey,
        status: response?.statusCode ?? 200,
        requestId: event.requestContext.requestId,
      });
    })
    .onError((request) => {
      const { event, error } = request;
      const about = { route: event.routeKey, requestId: event.requestContext?.requestId };
      if (error instanceof Refusal) {
        log({ event: 'request.completed', ...about, status: error.status, code: error.code });
        request.response = problem(error.status, error.code, error.message, {
          ...(error.errors.length > 0 ? { errors: error.errors } : {}),
          ...error.facts,
        });
        return;
      }
      const fault = asFault(error);
      log({ event: 'request.failed', ...about, fault: fault.name, code: fault.message });
      request.response =
        fault.name === 'TransientFault'
          ? problem(
              503,
              'try-again',
              'A part of the service is not answering. Nothing was lost; send the same request again.',
            )
          : problem(
              500,
              'fault',
              'The service failed. The fault is recorded with this request id.',
              { requestId: about.requestId },
            );
    })
    .handler(async (event: Event): Promise<APIGatewayProxyStructuredResultV2> => {
      const target = Object.hasOwn(served, event.routeKey) ? served[event.routeKey] : undefined;
      if (!target) throw new Refusal(404, 'not-found', 'There is no such route.');
      const { contract, query, serve } = target;
      const principal = readPrincipal(claimsOf(event));
      if (!contract.access.includes('public') && !holdsAny(principal, contract.access as Role[]))
        throw new Refusal(403, 'not-allowed', `This route is for: ${contract.access.join(', ')}.`);
      const { raw, json, type } = readBody(event, contract);
      const key = event.headers['idempotency-key'];
      if (key !== undefined && !/^[\x21-\x7e]{1,128}$/.test(key))
        throw new Refusal(
          400,
          'invalid-idempotency-key',
          'Idempotency-Key takes 1 to 128 visible ASCII characters.',
          {
            errors: [{ pointer: 'header/idempotency-key', detail: 'must be visible ASCII' }],
          },
        );
      const ifMatch = event.headers['if-match'];
      const request = {
        principal,
        path: check(contract.path, event.pathParameters ?? {}, 'path'),
        query: check(query, event.queryStringParameters ?? {}, 'query'),
        body: check(contract.body, json, 'body'),
        rawBody: raw,
        headers: event.headers,
        contentType: type,
        idempotencyKey: key,
        ifMatch,
      };
      if (contract.needsSeen && ifMatch === undefined) throw seenNeeded();
      return answered(await serve(request as never), contract);
    });
