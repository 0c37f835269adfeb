import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { LostState, startAfresh } from './lost.ts';

const verdictOn = (path: string): string => {
  const file = new DatabaseSync(path, { timeout: 5000 });
  try {
    return String(file.prepare('PRAGMA quick_check(1)').get()?.quick_check);
  } finally {
    file.close();
  }
};

/**
 * Looks through a database file that nobody has open: a torn page shows here, by the file's name,
 * instead of days later in whatever happens to read it. One that is not there yet is sound.
 *
 * @throws LostState when a page is damaged or it is no database
 */
export const checkSound = (path: string): void => {
  if (!existsSync(path) || statSync(path).size === 0) return;
  let verdict: string;
  try {
    verdict = verdictOn(path);
  } catch (error) {
    verdict = (error as Error).message;
  }
  if (verdict === 'ok') return;
  throw new LostState(
    `${path} is damaged (${verdict.split('\n').at(-1)}). Put it back from a copy, with the -wal ` +
      `file beside it, or ${startAfresh}`,
  );
};
