import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asList, asObject, asText } from '../json.ts';
import { writeFileAtomically } from './files.ts';
import { LostState } from './lost.ts';

/** What a data folder says of itself, from its first start on. */
export type FolderMark = {
  /** Tells this folder's things from another's where they lie together. */
  id: string;
  /** Where its table is: this, or the address of a database that is not ours. */
  database: 'table.db' | (string & {});
  /** Digests of its keys, by file name. */
  keys: Record<string, string>;
  /** The tables that were made for it. */
  tables: string[];
  /** Set once the example network was entered: the table is not empty from then on. */
  furnished: boolean;
};

const fileOf = (root: string): string => join(root, 'folder.json');

const newMark = (database: string): FolderMark => ({
  id: randomUUID().slice(0, 8),
  database,
  keys: {},
  tables: [],
  furnished: false,
});

/**
 * The mark of a folder, undefined where none is.
 *
 * @throws LostState when it is there and cannot be read
 */
export const readMark = (root: string): FolderMark | undefined => {
  let text: string;
  try {
    text = readFileSync(fileOf(root), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { id, database, keys, tables, furnished } = asObject(JSON.parse(text));
    if (!asText(id) || !asText(database)) throw new Error('incomplete');
    return {
      id: asText(id),
      database: asText(database),
      keys: asObject(keys) as Record<string, string>,
      tables: asList<string>(tables),
      furnished: furnished === true,
    };
  } catch {
    throw new LostState(
      `${fileOf(root)} is damaged: it says whose folder this is. Put it back from a copy, or delete ` +
        'the folder and start again.',
    );
  }
};

export const changeMark = (root: string, change: Partial<FolderMark>): void => {
  const mark = readMark(root);
  if (!mark) throw new LostState(`${fileOf(root)} is gone. Put it back from a copy.`);
  writeFileAtomically(fileOf(root), JSON.stringify({ ...mark, ...change }, null, 2));
};

const isEmpty = (root: string): boolean => readdirSync(root).length === 0;

/**
 * Marks an empty folder as ours, so that it may be removed again. One that holds anything else is
 * somebody's: nothing is written into it.
 *
 * @throws LostState when it is not empty and has no mark
 */
export const markFolder = (root: string, database: string): FolderMark => {
  const found = readMark(root);
  if (found) return found;
  if (!isEmpty(root))
    throw new LostState(
      `${root} was not made by Dripline, or has lost its folder.json. Name another folder with ` +
        '--data, or delete this one yourself if nothing in it is needed.',
    );
  const mark = newMark(database);
  writeFileAtomically(fileOf(root), JSON.stringify(mark, null, 2));
  return mark;
};
