import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { writeFileAtomically } from './files.ts';
import { LostState, startAfresh } from './lost.ts';

export type KeptKey = {
  path: string;
  make(): string | Uint8Array;
  /** What cannot be done without it. */
  without: string;
};

const digestOf = (content: Uint8Array): string =>
  createHash('sha256').update(content).digest('base64url');

const remedy = `Put the folder's own key back from a copy, or ${startAfresh}`;

/**
 * Sees to it that each key is the one the folder was begun with. A key is made once, when the folder
 * is; a lost one is never replaced, because what it sealed would be lost with it.
 *
 * @returns the digests of all keys, to be remembered
 * @throws LostState when a key is gone or is another one
 */
export const keepKeys = (
  keys: readonly KeptKey[],
  known: Record<string, string>,
): Record<string, string> =>
  Object.fromEntries(
    keys.map(({ path, make, without }) => {
      const name = basename(path);
      const expected = known[name];
      if (!existsSync(path)) {
        if (expected) throw new LostState(`${path} is gone. Without it ${without}. ${remedy}`);
        writeFileAtomically(path, make());
      }
      const found = digestOf(readFileSync(path));
      if (expected && found !== expected)
        throw new LostState(`${path} is not this folder's key. With it ${without}. ${remedy}`);
      return [name, found];
    }),
  );
