import { asList, asObject, asText, isObject } from '../json.ts';
import type { Invocation } from '../lambda/lambda-environment.ts';
import { message, type Outgoing } from './exchange.ts';
import { largestPayload } from './limits.ts';

/** What API Gateway makes of a function's answer, of payload format 2.0. */
export const makeResponse = ({ payload, error }: Invocation): Outgoing => {
  if (error?.includes('"Sandbox.Timedout"')) return message(503, 'Service Unavailable');
  if (error !== undefined || payload === undefined || Buffer.byteLength(payload) > largestPayload) {
    return message(500, 'Internal Server Error');
  }
  const answer = JSON.parse(payload) as unknown;
  if (!isObject(answer) || answer.statusCode === undefined) {
    const body = typeof answer === 'string' ? answer : payload;
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const headers = Object.fromEntries(
    Object.entries(asObject(answer.headers)).map(([name, value]) => [
      name.toLowerCase(),
      `${value}`,
    ]),
  );
  const status = Number(answer.statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) {
    return message(500, 'Internal Server Error');
  }
  const text =
    typeof answer.body === 'object' && answer.body !== null
      ? JSON.stringify(answer.body)
      : String(answer.body ?? '');
  return {
    status,
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers },
    cookies: asList<string>(answer.cookies).map(asText),
    body: answer.isBase64Encoded === true ? Buffer.from(text, 'base64') : text,
  };
};
