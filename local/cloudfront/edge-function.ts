import { runInNewContext } from 'node:vm';
import type { Incoming, Outgoing } from '../http-api/exchange.ts';
import { asObject, asText, type JsonObject } from '../json.ts';

/** What becomes of a request before the cache is asked: another path, or an answer at once. */
export type EdgeFunction = (incoming: Incoming) => { uri: string } | { answer: Outgoing };

const eventOf = ({ method, path, headers, sourceIp }: Incoming) => ({
  version: '1.0',
  context: { eventType: 'viewer-request' },
  viewer: { ip: sourceIp },
  request: {
    method,
    uri: path,
    querystring: {},
    cookies: {},
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, { value }] as const),
    ),
  },
});

const answerOf = ({ statusCode, headers }: JsonObject): Outgoing => ({
  status: Number(statusCode),
  headers: Object.fromEntries(
    Object.entries(asObject(headers)).map(([name, header]) => [
      name,
      asText(asObject(header).value),
    ]),
  ),
  body: '',
});

/** A CloudFront function of the template, which its code calls `handler`. */
export const edgeFunction = (code: string): EdgeFunction => {
  // The template is the project's own code, as the bundles are that run beside it.
  const call = runInNewContext(
    `${code}\n;(event) => JSON.stringify(handler(JSON.parse(event)))`,
  ) as (event: string) => string;
  return (incoming) => {
    const result = asObject(JSON.parse(call(JSON.stringify(eventOf(incoming)))));
    return result.statusCode === undefined
      ? { uri: asText(result.uri) }
      : { answer: answerOf(result) };
  };
};
