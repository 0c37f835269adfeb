import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startDatabase } from '../../local/data/database.ts';
import { readMark } from '../../local/data/folder-mark.ts';
import { readServiceFile } from '../../local/data/service-file.ts';

type OpenedTable = { client: DynamoDBDocumentClient; name: string; close(): Promise<void> };

const answers = async (address: string): Promise<boolean> => {
  try {
    return (await fetch(`${address}/openapi.json`)).ok;
  } catch {
    return false;
  }
};

/**
 * A copy of the table's files under a database of its own: the files of a service that is about
 * to start are never touched.
 */
const openCopy = async (dataFolder: string) => {
  const path = join(dataFolder, 'table.db');
  if (!existsSync(path)) throw new Error(`There is no table in ${dataFolder}.`);
  const folder = mkdtempSync(join(tmpdir(), 'dripline-audit-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    for (const suffix of ['', '-wal', '-shm'])
      if (existsSync(path + suffix)) cpSync(path + suffix, join(folder, `table.db${suffix}`));
    const database = await startDatabase({
      path: join(folder, 'table.db'),
      pidFile: join(folder, 'database.pid'),
      onExit: () => {},
    });
    return {
      endpoint: database.endpoint,
      close: async () => {
        await database.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
};

const open = async (dataFolder: string, database: string | undefined) => {
  const service = readServiceFile(join(dataFolder, 'service.json'));
  const close = async () => {};
  if (await answers(service.address)) return { endpoint: service.gateway, close };
  return database && database !== 'table.db' ? { endpoint: database, close } : openCopy(dataFolder);
};

/**
 * Opens the table of a local data folder to read it: through the running service, or else a copy.
 *
 * @throws when the service has never run there
 */
export const openTable = async (dataFolder: string): Promise<OpenedTable> => {
  const mark = readMark(dataFolder);
  const { endpoint, close } = await open(dataFolder, mark?.database);
  const raw = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return {
    client: DynamoDBDocumentClient.from(raw),
    name: mark?.tables[0] ?? '',
    close: async () => {
      raw.destroy();
      await close();
    },
  };
};
