import { account } from '../assembly/resource-names.ts';
import type { Incoming } from './exchange.ts';
import type { Matched } from './routes.ts';

const textual = /^(text\/|application\/(json|javascript|xml)\b|[^;]+\+(json|xml)\b)/;

/** Parameters given several times are joined with commas, as API Gateway does. */
const queryParameters = (query: string): Record<string, string> | undefined => {
  if (!query) return undefined;
  const joined = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  // Own properties, whatever they are called.
  return Object.fromEntries(joined);
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `21/Nov/2026:12:39:00 +0000`, the form of access logs. */
export const logTime = (atMs: number): string => {
  const [date = '', time = ''] = new Date(atMs).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
};

export type ApiIdentity = { apiId: string; host: string; stage: string };

/** Request context and parameters: the part authorizers and integrations see alike. */
export const baseEvent = (
  incoming: Incoming,
  { route, pathParameters }: Matched,
  { apiId, host, stage }: ApiIdentity,
) => {
  const query = queryParameters(incoming.query);
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: incoming.path,
    rawQueryString: incoming.query,
    ...(incoming.cookies.length && { cookies: incoming.cookies }),
    headers: incoming.headers,
    ...(query && { queryStringParameters: query }),
    requestContext: {
      accountId: account,
      apiId,
      domainName: host,
      domainPrefix: apiId,
      http: {
        method: incoming.method,
        path: incoming.path,
        protocol: 'HTTP/1.1',
        sourceIp: incoming.sourceIp,
        userAgent: incoming.headers['user-agent'] ?? '',
      },
      requestId: incoming.requestId,
      routeKey: route.key,
      stage,
      time: logTime(incoming.receivedAtMs),
      timeEpoch: incoming.receivedAtMs,
    },
    ...(Object.keys(pathParameters).length && { pathParameters }),
  };
};

/** The event of payload format 2.0. */
export const integrationEvent = (
  incoming: Incoming,
  matched: Matched,
  api: ApiIdentity,
  authorizer: Record<string, unknown> | undefined,
) => {
  const base = baseEvent(incoming, matched, api);
  const isText = textual.test(incoming.headers['content-type'] ?? 'text/plain');
  return {
    ...base,
    requestContext: { ...base.requestContext, ...(authorizer && { authorizer }) },
    ...(incoming.body.length && { body: incoming.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: incoming.body.length > 0 && !isText,
  };
};
