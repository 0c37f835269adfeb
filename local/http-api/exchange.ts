import type { Authorizer } from './routes.ts';

/** A request after its head and body were read. Header names are lower case. */
export type Incoming = {
  requestId: string;
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  cookies: string[];
  body: Buffer;
  sourceIp: string;
  receivedAtMs: number;
};

export type Outgoing = {
  status: number;
  headers: Record<string, string>;
  cookies?: string[];
  body: string | Buffer;
};

/** What the authorizer found out, as handlers read it in `requestContext.authorizer`. */
export type AuthorizerAnswer =
  | { outcome: 'admitted'; authorizer?: Record<string, unknown> }
  | { outcome: 'refused'; response: Outgoing };

export type Authorizing<Kind extends Authorizer['kind']> = Extract<Authorizer, { kind: Kind }>;

export const message = (
  status: number,
  text: string,
  headers: Record<string, string> = {},
): Outgoing => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ message: text }),
});

export const refused = (
  status: number,
  text: string,
  headers: Record<string, string> = {},
): AuthorizerAnswer => ({ outcome: 'refused', response: message(status, text, headers) });
