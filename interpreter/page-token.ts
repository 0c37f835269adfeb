import { ServiceError } from './service-error.ts';

const prefix = 'page:';

const tokenOf = (offset: number): string => Buffer.from(`${prefix}${offset}`).toString('base64url');

/** Where the page named by a token starts. @throws ServiceError InvalidToken */
export const readPageToken = (token: string | undefined): number => {
  if (token === undefined) return 0;
  const text = Buffer.from(token, 'base64url').toString();
  const offset = text.startsWith(prefix) ? Number(text.slice(prefix.length)) : Number.NaN;
  if (Number.isSafeInteger(offset) && offset >= 0) return offset;
  throw new ServiceError('InvalidToken', 'Invalid Token: it is not one this API gave out');
};

/** Cuts one page out of what was found; `found` holds one more than the page when there is more. */
export const cutPage = <T>(
  found: readonly T[],
  size: number,
  offset: number,
  keyOf: (following: T) => number = () => offset + size,
): { items: readonly T[]; next: { nextToken?: string } } => {
  const following = found[size];
  return {
    items: found.slice(0, size),
    next: following === undefined ? {} : { nextToken: tokenOf(keyOf(following)) },
  };
};
