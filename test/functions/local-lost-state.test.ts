import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDataFolder } from '../../local/data/data-folder.ts';
import { emptyData } from '../../local/data/empty-data.ts';
import { changeMark } from '../../local/data/folder-mark.ts';
import { ownData } from '../../local/data/own-data.ts';
import { readServiceFile } from '../../local/data/service-file.ts';
import { readUsage } from '../../local/iam/usage.ts';
import { payersAddress } from '../../local/network/payers.ts';
import { openClock } from '../../local/time/clock.ts';
import { spawnLocalService, startLocalService } from '../support/local-service.ts';
import { aSmallService } from '../support/local-template.ts';

const program = join(import.meta.dirname, '..', '..', 'local', 'assembly', 'run-assembly.ts');
const folders: string[] = [];
const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'dripline-lost-'));
  folders.push(folder);
  return folder;
};
const template = aSmallService();
/** A folder that a service has run on: it kept a note, and two workflows wait because of it. */
let used: string;
/** A copy of it, to be damaged. */
let root: string;

const keep = (service: Awaited<ReturnType<typeof spawnLocalService>>, id: string) =>
  service.http('POST', '/notes', { body: { id } });

beforeAll(async () => {
  used = aFolder();
  const service = await spawnLocalService({ template: template.folder, dataDir: used });
  expect((await keep(service, 'one')).status).toBe(201);
  await service.idle();
  await service.stop();
  changeMark(used, { furnished: true });
});
beforeEach(() => {
  root = aFolder();
  cpSync(used, root, { recursive: true });
});
afterAll(() => {
  template.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** What a start on the folder says before it ends; undefined when it runs. */
const start = async (folder: string, more: string[] = [], environment = {}) => {
  const child: ChildProcess = spawn(process.execPath, [...more, program, template.folder, folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  const runs = new Promise<undefined>((resolve) =>
    child.stdout?.once('data', () => resolve(undefined)),
  );
  const ended = new Promise<string>((resolve) => child.once('close', () => resolve(said)));
  const outcome = await Promise.race([runs, ended]);
  if (outcome === undefined) child.kill('SIGTERM');
  await ended;
  return outcome;
};

/** What a start in this process says; undefined when it runs. */
const attempt = async (dataDir: string): Promise<string | undefined> => {
  try {
    const clock = openClock({ path: openDataFolder(dataDir).clock });
    const service = await startLocalService({ template: template.folder, dataDir, clock });
    await service.close();
    clock.close();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

const pageSize = 4096;

/** Every page but the first is written over, as a disk that fails does. */
const tear = (path: string): void => {
  const rest = statSync(path).size - pageSize;
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(rest, 0xa5), 0, rest, pageSize);
  closeSync(file);
};

const sentences = (text: string | undefined) => (text ?? 'it started').trim().split('\n');

describe('a data folder that is whole', () => {
  it('is taken up again', async () => {
    expect(await start(root)).toBeUndefined();
  });
});

describe('a data folder that lost something', () => {
  const accidents: [string, string, (folder: ReturnType<typeof openDataFolder>) => void][] = [
    ['the key that seals', 'kms.key', ({ kmsKey }) => rmSync(kmsKey)],
    ['the key that signs', 'cognito.pem', ({ signingKey }) => rmSync(signingKey)],
    [
      'its key to another folder',
      'kms.key',
      ({ kmsKey }) => writeFileSync(kmsKey, Buffer.alloc(32)),
    ],
    ['half of a key', 'kms.key', ({ kmsKey }) => truncateSync(kmsKey, 16)],
    ['the table', 'table.db', ({ table }) => rmSync(table)],
    ['what was in the table', 'table.db', ({ table }) => truncateSync(table, 0)],
    ['a page of the table', 'table.db', ({ table }) => tear(table)],
    ['the journal', 'journal.db', ({ journal }) => rmSync(journal)],
    ['a page of the journal', 'journal.db', ({ journal }) => tear(journal)],
    ['the journal to another file', 'journal.db', ({ journal }) => writeFileSync(journal, 'notes')],
    ['the records', 'records.db', ({ records }) => rmSync(records)],
    ['a page of the records', 'records.db', ({ records }) => tear(records)],
    ['how far its clock was moved', 'clock.json', ({ clock }) => rmSync(clock)],
    ['half of its clock', 'clock.json', ({ clock }) => writeFileSync(clock, '12e')],
    ['its mark', 'folder.json', ({ root }) => rmSync(join(root, 'folder.json'))],
    ['half of its mark', 'folder.json', ({ root }) => truncateSync(join(root, 'folder.json'), 9)],
    ['half of its counts', 'iam-usage.json', ({ usage }) => writeFileSync(usage, '{"a":')],
  ];

  it.each(accidents)('says so and starts nothing: %s', async (_what, file, damage) => {
    const folder = openDataFolder(root);
    for (const path of [folder.table, folder.journal, folder.records])
      for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    damage(folder);
    const before = existsSync(folder.journal) && readFileSync(folder.journal);
    const said = await attempt(root);
    expect(said).toContain(file);
    expect(said).toMatch(/Put it back|Put the|delete|Delete|Name another folder/);
    // Told again the next time: nothing was put in its place.
    expect(await attempt(root)).toEqual(said);
    expect(existsSync(folder.journal) && readFileSync(folder.journal)).toEqual(before);
  });

  it('says so when every item of its table is gone', async () => {
    const { table } = openDataFolder(root);
    const file = new DatabaseSync(table);
    const tables = file
      .prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
      )
      .all();
    for (const { name } of tables) file.exec(`DELETE FROM "${name}"`);
    file.close();
    expect(await attempt(root)).toMatch(/table Table is empty in .*table\.db/);
  });

  it('says so when its table was made from an older template', async () => {
    const path = join(template.folder, 'Small.template.json');
    const now = readFileSync(path, 'utf8');
    writeFileSync(path, now.replace('"ProjectionType":"ALL"', '"ProjectionType":"KEYS_ONLY"'));
    try {
      expect(await attempt(root)).toMatch(/made from an older template \(its index due differs\)/);
    } finally {
      writeFileSync(path, now);
    }
  });

  it('says so when it is looked for in another database', async () => {
    const said = await start(root, [], { DYNAMODB_ENDPOINT: 'http://127.0.0.1:1' });
    expect(sentences(said)[0]).toMatch(
      /has its table in its own table\.db.*Unset DYNAMODB_ENDPOINT/,
    );
  });

  it('says so when the port of its payers is gone or torn', async () => {
    const data = openDataFolder(root);
    await expect(payersAddress(data)).rejects.toThrow(/payers-port is gone.*GET \/network\/payers/);
    writeFileSync(data.payersPort, '87x');
    await expect(payersAddress(data)).rejects.toThrow(/payers-port is damaged/);
  });

  it('says so to those who only read it', () => {
    const data = openDataFolder(root);
    writeFileSync(data.usage, '{"a":');
    expect(() => readUsage(data.usage)).toThrow(/iam-usage\.json is damaged. Delete it/);
    truncateSync(data.service, 40);
    expect(() => readServiceFile(data.service)).toThrow(/service\.json is damaged. Start/);
  });
});

describe('a place for a data folder', () => {
  it('is not taken when it is a file, or inside of one', async () => {
    const file = join(aFolder(), 'notes.txt');
    writeFileSync(file, 'mine');
    for (const path of [file, join(file, 'data')]) {
      expect(sentences(await start(path))).toEqual([expect.stringContaining(path)]);
    }
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('is not taken when somebody else’s things are in it', async () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'thesis.txt'), 'mine');
    expect(sentences(await start(folder))[0]).toContain(`${folder} was not made by Dripline`);
    expect(existsSync(join(folder, 'keys'))).toBe(false);
  });
});

describe('starting afresh', () => {
  it('removes what an earlier start made', async () => {
    await emptyData(root);
    expect(existsSync(join(root, 'table.db'))).toBe(false);
    expect(ownData(root).mark.tables).toEqual([]);
  });

  it('removes no folder that it did not make', async () => {
    const folder = aFolder();
    mkdirSync(join(folder, 'photos'));
    await expect(emptyData(folder)).rejects.toThrow(
      `--fresh removes only what Dripline made, and ${folder} has no folder.json`,
    );
    expect(existsSync(join(folder, 'photos'))).toBe(true);
  });

  it('is content with a folder that is empty or not there', async () => {
    await emptyData(aFolder());
    await emptyData(join(aFolder(), 'none'));
  });
});

/** Every write to a file from the given moment on fails, as on a full disk. */
const fullDisk = (after: string): string => `
  import fs, { WriteStream } from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  import { DatabaseSync, StatementSync } from 'node:sqlite';
  let full = false;
  const refuse = (path) => { throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', path }); };
  const { writeFileSync } = fs;
  fs.writeFileSync = (path, ...rest) => full ? refuse(path) : writeFileSync(path, ...rest);
  const { run } = StatementSync.prototype;
  StatementSync.prototype.run = function (...values) {
    if (full) throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
    return run.apply(this, values);
  };
  syncBuiltinESMExports();
  ${after}
`;

describe('a full disk', () => {
  const preload = (after: string): string[] => {
    const file = join(aFolder(), 'full-disk.mjs');
    writeFileSync(file, fullDisk(after));
    return ['--import', file];
  };

  it('ends a start in a sentence', async () => {
    const said = sentences(await start(aFolder(), preload('full = true;')));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^The disk is full: .*folder\.json.* could not be written\. Make room/);
  });

  it('ends a service that runs in a sentence, and what it answered is there afterwards', async () => {
    const [flag, file] = preload("process.on('SIGUSR2', () => { full = true; });") as [
      string,
      string,
    ];
    const child = spawn(process.execPath, [flag, file, program, template.folder, root], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const address = await new Promise<string>((resolve) =>
      child.stdout.on('data', (chunk: Buffer) =>
        resolve(String(chunk).split(' ')[1]?.trim() ?? ''),
      ),
    );
    const post = (id: string) =>
      fetch(`${address}/notes`, { method: 'POST', body: JSON.stringify({ id }) }).catch(
        () => undefined,
      );
    expect((await post('two'))?.status).toBe(201);
    child.kill('SIGUSR2');
    await post('three');
    expect(await ended).toBe(1);
    expect(sentences(said)).toEqual([
      expect.stringMatching(/^The disk is full.*Make room and start again/),
    ]);
    const again = await spawnLocalService({ template: template.folder, dataDir: root });
    expect((await keep(again, 'two')).status).toBe(409);
    await again.stop();
  });
});
