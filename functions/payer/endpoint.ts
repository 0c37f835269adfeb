import * as z from 'zod';

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

const isEndpoint = (text: string): boolean => {
  const url = URL.parse(text);
  if (!url || url.username || url.password || url.hash || url.search) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
};

/** An address we send to: https, or http on this machine. */
export const Endpoint = z
  .string()
  .max(300)
  .refine(isEndpoint, 'must be an https address without credentials, query or fragment');
