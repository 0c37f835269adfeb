import type { Incoming } from './exchange.ts';

/** The value an identity source names: `$request.header.X` or `$request.querystring.X`. */
export const identity = (source: string, incoming: Incoming): string | undefined => {
  const [, kind, name = ''] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
  if (kind === 'header') return incoming.headers[name.toLowerCase()] || undefined;
  if (kind === 'querystring') return new URLSearchParams(incoming.query).get(name) || undefined;
  throw new Error(`the local runtime does not read the identity source ${source}`);
};
