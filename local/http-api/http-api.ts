import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import { asObject, asText } from '../json.ts';
import type { LambdaHost } from '../lambda/lambda-host.ts';
import { openAccessLog } from './access-log.ts';
import { readCors } from './cors.ts';
import { integrationEvent } from './event.ts';
import { type AuthorizerAnswer, type Incoming, message, type Outgoing } from './exchange.ts';
import { jwtAuthorizer, type KeyFinder } from './jwt-authorizer.ts';
import { lambdaAuthorizer } from './lambda-authorizer.ts';
import { largestPayload, longestWaitMs } from './limits.ts';
import { makeResponse } from './response.ts';
import { loadRoutes, type Matched, routeFinder } from './routes.ts';

export type HttpApi = {
  answer(incoming: Incoming): Promise<Outgoing>;
  counters(): { requests: number; bytesIn: number; bytesOut: number };
  close(): void;
};

type Options = {
  assembly: CloudAssembly;
  host: Pick<LambdaHost, 'invoke'>;
  address: string;
  keyOf: KeyFinder;
  accessLogFile: string;
  now(): number;
};

const within = async (ms: number, answer: Promise<Outgoing>): Promise<Outgoing> => {
  const { promise, resolve } = Promise.withResolvers<Outgoing>();
  const timer = setTimeout(() => resolve(message(503, 'Service Unavailable')), ms);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
};

/** The HTTP API of the template: routes, authorizers, payload format 2.0, access log. */
export const openHttpApi = ({
  assembly,
  host,
  address,
  keyOf,
  accessLogFile,
  now,
}: Options): HttpApi => {
  const [apiResource] = assembly.ofType('AWS::ApiGatewayV2::Api');
  const [stage] = assembly.ofType('AWS::ApiGatewayV2::Stage');
  const api = {
    apiId: apiResource?.ref ?? 'local',
    host: new URL(address).host,
    stage: stage?.ref ?? '$default',
  };
  const format = asText(asObject(stage?.properties.AccessLogSettings).Format);
  const log = openAccessLog(accessLogFile, format, api.stage);
  const find = routeFinder(loadRoutes(assembly));
  const cors = readCors(assembly);
  const byJwt = jwtAuthorizer({ keyOf, now });
  const byLambda = lambdaAuthorizer({ host, now, api });
  const counts = { requests: 0, bytesIn: 0, bytesOut: 0 };

  const admit = async (incoming: Incoming, matched: Matched): Promise<AuthorizerAnswer> => {
    const { authorizer, scopes } = matched.route;
    if (!authorizer) return { outcome: 'admitted' };
    return authorizer.kind === 'jwt'
      ? byJwt(authorizer, scopes, incoming)
      : byLambda(authorizer, incoming, matched);
  };

  const serve = async (incoming: Incoming, matched: Matched): Promise<Outgoing> => {
    const admission = await admit(incoming, matched);
    if (admission.outcome === 'refused') return admission.response;
    const event = integrationEvent(incoming, matched, api, admission.authorizer);
    if (Buffer.byteLength(JSON.stringify(event)) > largestPayload)
      return message(413, 'Request Entity Too Large');
    const { functionArn, timeoutMs } = matched.route;
    const answer = host.invoke(functionArn, event, 'route').then(makeResponse);
    return within(Math.min(timeoutMs, longestWaitMs), answer);
  };

  return {
    answer: async (incoming) => {
      const started = performance.now();
      const matched = find(incoming.method, incoming.path);
      const preflight = cors.preflight(incoming);
      const answered =
        preflight ?? (matched ? await serve(incoming, matched) : message(404, 'Not Found'));
      const outgoing = {
        ...answered,
        headers: {
          ...answered.headers,
          ...cors.headersFor(incoming),
          'apigw-requestid': incoming.requestId,
        },
      };
      counts.requests += 1;
      counts.bytesIn += incoming.body.length;
      counts.bytesOut += Buffer.byteLength(outgoing.body);
      log.write(incoming, outgoing, matched, performance.now() - started);
      return outgoing;
    },
    counters: () => counts,
    close: log.close,
  };
};
