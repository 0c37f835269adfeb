/** Something a data folder kept is gone, torn or another's. The message names it and what to do. */
export class LostState extends Error {
  override readonly name = 'LostState';
}

/** What helps when nothing better does. */
export const startAfresh = 'start afresh with: npm start -- --fresh';

/** How SQLite words its two faults of the disk, also when another process says them. */
const fullInWords = 'database or disk is full';
const damagedInWords = /disk image is malformed|file is not a database/;

type Fault = Error & { code?: unknown; path?: unknown };

const isFault = (error: unknown): error is Fault => error instanceof Error;

const full = (path: string) =>
  `The disk is full${path && `: ${path} could not be written`}. Make room and start again: what was ` +
  'acknowledged is kept.';

const plain: Record<string, (path: string) => string> = {
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: full,
  EACCES: (path) => `${path} cannot be used: this user may not read or write it.`,
  EPERM: (path) => `${path} cannot be used: this user may not change it.`,
  EROFS: (path) => `${path} cannot be written: the disk is mounted to be read only.`,
  ENOTDIR: (path) => `${path} cannot be a folder: a part of this path is a file.`,
  EEXIST: (path) => `${path} is a file, and a folder is needed there.`,
};

/** The sentence for lost state or a fault of the disk; undefined for any other error. */
export const diskFault = (error: unknown, path = ''): string | undefined => {
  if (error instanceof LostState) return error.message;
  if (!isFault(error)) return undefined;
  const where = typeof error.path === 'string' ? error.path : path;
  if (error.message.includes(fullInWords)) return full(where);
  if (damagedInWords.test(error.message))
    return `${where || 'A file of the data folder'} is damaged. Put it back from a copy, or ${startAfresh}`;
  const told = plain[String(error.code)]?.(where);
  return told ?? diskFault(error.cause, where);
};

/**
 * A fault of the disk ends the process, wherever somebody would have caught it: nothing that is
 * answered after it could be kept. Any other fault stays with the caller.
 */
export const endOnDiskFault = (error: unknown, path = ''): void => {
  const told = diskFault(error, path);
  if (told === undefined) return;
  setImmediate(() => {
    throw new LostState(told, { cause: error });
  });
};
