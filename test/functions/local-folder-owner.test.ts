import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownFolder, refuseFolderInUse } from '../../local/data/folder-owner.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dripline-owner-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const owner = new URL('../../local/data/folder-owner.ts', import.meta.url).pathname;

/** Another process that runs on the folder until it is killed. */
const another = async () => {
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `const { ownFolder } = await import(${JSON.stringify(owner)});
       ownFolder(${JSON.stringify(folder)});
       process.stdout.write('owned');
       setInterval(() => {}, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return {
    pid: child.pid,
    kill: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
};

describe('a data folder', () => {
  it('is refused while another service runs on it, and free once that was killed', async () => {
    const first = await another();
    expect(() => refuseFolderInUse(folder)).toThrow(`process ${first.pid}`);
    await first.kill();
    expect(() => refuseFolderInUse(folder)).not.toThrow();
  });

  it('is free again when its service has stopped', () => {
    const leave = ownFolder(folder);
    leave();
    expect(() => refuseFolderInUse(folder)).not.toThrow();
  });

  it('is not kept by a process that only has the number of the one that ran on it', () => {
    writeFileSync(join(folder, 'service.pid'), `${process.ppid} 1`);
    expect(() => refuseFolderInUse(folder)).not.toThrow();
  });
});
