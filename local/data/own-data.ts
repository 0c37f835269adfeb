import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeSigningKey } from '../cognito/signing-key.ts';
import { writeOffset } from '../time/clock-offset.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { makeFolder } from './files.ts';
import { changeMark, type FolderMark, markFolder } from './folder-mark.ts';
import { keepKeys } from './kept-keys.ts';
import { LostState, startAfresh } from './lost.ts';
import { checkSound } from './sound-file.ts';

/** The folder a service runs on, and what it says of itself. */
export type OwnData = DataFolder & { mark: FolderMark };

const keysOf = (data: DataFolder) => [
  {
    path: data.kmsKey,
    make: () => randomBytes(32),
    without: 'nothing that was sealed can be opened, and nobody is found by telephone number',
  },
  {
    path: data.signingKey,
    make: makeSigningKey,
    without: 'no token and no client secret that was given is good any more',
  },
];

/** A folder that a service has run on holds these; one of them gone is not simply made again. */
const checkComplete = (data: DataFolder): void => {
  const holds: [string, string][] = [
    [data.journal, 'the workflows under way'],
    [data.records, 'messages, deliveries and how far the streams were read'],
    [data.clock, 'how far the clock was moved'],
  ];
  for (const [path, what] of holds)
    if (!existsSync(path))
      throw new LostState(
        `${path} is gone. It holds ${what}. Put it back from a copy, or ${startAfresh}`,
      );
};

const where = (database: string): string =>
  database === 'table.db' ? 'in its own table.db' : `at ${database}`;

const checkDatabase = ({ root }: DataFolder, { database, tables }: FolderMark, now: string) => {
  if (tables.length === 0 || (database === 'table.db') === (now === 'table.db')) return;
  throw new LostState(
    `${root} has its table ${where(database)}, and this start would look ${where(now)}. ` +
      `${database === 'table.db' ? 'Unset DYNAMODB_ENDPOINT' : `Set DYNAMODB_ENDPOINT=${database}`}` +
      ', or name another folder with --data.',
  );
};

/**
 * Makes the data folder, or takes up one that was made before, if it is whole and its own.
 *
 * @throws LostState naming what is gone, torn or another's, and what to do
 */
export const ownData = (root: string, database = process.env.DYNAMODB_ENDPOINT): OwnData => {
  const data = openDataFolder(root);
  makeFolder(root);
  const mark = markFolder(root, database ?? 'table.db');
  checkDatabase(data, mark, database ?? 'table.db');
  for (const folder of [dirname(data.kmsKey), data.documents, data.logs, data.compileCache])
    makeFolder(folder);
  const keys = keepKeys(keysOf(data), mark.keys);
  if (mark.tables.length > 0) checkComplete(data);
  else if (!existsSync(data.clock)) writeOffset(data.clock, 0);
  for (const path of [data.journal, data.records]) checkSound(path);
  if (JSON.stringify(keys) !== JSON.stringify(mark.keys)) changeMark(root, { keys });
  return { ...data, mark: { ...mark, keys } };
};
