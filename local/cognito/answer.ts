import type { Outgoing } from '../http-api/exchange.ts';

/** How long a token of access is good, in seconds, as the clients of the template have it. */
export const lifetimeSeconds = 900;

export const jsonAnswer = (status: number, body: unknown): Outgoing => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});
