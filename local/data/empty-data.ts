import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type FolderMark, readMark } from './folder-mark.ts';
import { LostState } from './lost.ts';
import { removeTables } from './table-definition.ts';

const markFile = 'folder.json';

/** The mark goes last: a removal that was cut short can be taken up again. */
const removeAll = (root: string): void => {
  const others = readdirSync(root).filter((name) => name !== markFile);
  for (const name of [...others, markFile]) rmSync(join(root, name), { recursive: true });
};

const markToRemove = (root: string): FolderMark | undefined => {
  const mark = readMark(root);
  if (mark || readdirSync(root).length === 0) return mark;
  throw new LostState(
    `--fresh removes only what Dripline made, and ${root} has no ${markFile}. Name another folder ` +
      'with --data, or delete this one yourself if nothing in it is needed.',
  );
};

/**
 * Empties a data folder, and its tables where a database that is not ours holds them.
 *
 * @returns what could not be removed, for the person who asked
 * @throws LostState when the folder is not one of ours
 */
export const emptyData = async (root: string): Promise<string | undefined> => {
  if (!existsSync(root)) return undefined;
  const mark = markToRemove(root);
  if (!mark) return undefined;
  const { database, tables } = mark;
  const isRemoved =
    database === 'table.db' ||
    (await removeTables(database, tables).then(
      () => true,
      () => false,
    ));
  removeAll(root);
  if (isRemoved) return undefined;
  return `${tables.join(', ')} could not be removed: ${database} does not answer.`;
};
