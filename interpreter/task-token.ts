import { createHash } from 'node:crypto';

const checkBytes = 8;
const check = (secret: Buffer) =>
  createHash('sha256').update(secret).digest().subarray(0, checkBytes);

/** A task token from random bytes. It ends in a checksum, so that an invented one is told apart. */
export const newToken = (secret: Buffer): string =>
  Buffer.concat([secret, check(secret)]).toString('base64url');

export const isWellFormed = (token: string): boolean => {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length <= checkBytes || bytes.toString('base64url') !== token) return false;
  return check(bytes.subarray(0, -checkBytes)).equals(bytes.subarray(-checkBytes));
};
