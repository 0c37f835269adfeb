import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { synthesize } from '../../local/assembly/synthesize.ts';

/** Stages one function, counts how often it ran, and does what `during.js` says meanwhile. */
const app = `
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
appendFileSync('runs', '.');
const out = (name, text) => writeFileSync(process.env.CDK_OUTDIR + '/' + name, text);
mkdirSync(process.env.CDK_OUTDIR + '/asset.1', { recursive: true });
out('asset.1/index.js', readFileSync('functions/hold/hold.ts', 'utf8'));
out('manifest.json', '{}');
out('Small.template.json', readFileSync('workflows/visit.asl.json', 'utf8'));
out('Small.assets.json', JSON.stringify({ files: { a: { source: { path: 'asset.1' } } } }));
if (existsSync('during.js')) await import(process.cwd() + '/during.js');
`;

const project: Record<string, string> = {
  'infra/app.ts': app,
  'infra/keys/table.ts': 'export const table = 1;',
  'functions/hold/hold.ts': 'export const hold = 1;',
  'workflows/visit.asl.json': '{"StartAt":"Plan visit"}',
  'package.json': '{"type":"module"}',
  'package-lock.json': '{"lockfileVersion":3}',
  'tsconfig.json': '{}',
  'cdk.json': '{}',
  'node_modules/.package-lock.json': '{"packages":{}}',
};

const folders: string[] = [];
let root: string;
let folder: string;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const made = () => synthesize({ root, folder });
const runs = () => readFileSync(join(root, 'runs'), 'utf8').length;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'project-'));
  folders.push(root);
  folder = join(root, 'cdk.out');
  mkdirSync(folder);
  for (const [path, text] of Object.entries(project)) write(path, text);
});
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

describe('a synthesis', () => {
  it('is done once for the same sources', async () => {
    expect([await made(), await made(), await made()]).toEqual([true, false, false]);
    expect(runs()).toBe(1);
  });

  it.each(Object.keys(project))('is done again when %s has changed', async (path) => {
    await made();
    write(path, `${project[path]}\n`);
    expect([await made(), await made()]).toEqual([true, false]);
  });

  it('is done again when a source came or went', async () => {
    await made();
    write('functions/hold/store.ts', '');
    expect(await made()).toBe(true);
    rmSync(join(root, 'functions/hold/store.ts'));
    expect(await made()).toBe(true);
  });

  it.each(['manifest.json', 'Small.template.json', 'Small.assets.json', 'asset.1/index.js'])(
    'is done again when %s of the assembly is not as it was written, or is gone',
    async (file) => {
      await made();
      writeFileSync(join(folder, file), '{"torn":');
      expect(await made()).toBe(true);
      rmSync(join(folder, file));
      expect(await made()).toBe(true);
      expect(await made()).toBe(false);
    },
  );

  it('is done again when a source changed while it went on, and changed back', async () => {
    const source = 'workflows/visit.asl.json';
    write(
      'during.js',
      `import { writeFileSync } from 'node:fs'; writeFileSync('${source}', '{}');`,
    );
    await made();
    rmSync(join(root, 'during.js'));
    write(source, project[source] ?? '');
    expect(await made()).toBe(true);
  });

  it('that failed is told with what it printed, and is not taken for done', async () => {
    write('during.js', 'throw new Error("a rule is broken");');
    await expect(made()).rejects.toThrow('a rule is broken');
    rmSync(join(root, 'during.js'));
    expect(await made()).toBe(true);
  });

  it('is done once for all who ask for it at the same moment', async () => {
    const answers = await Promise.all([made(), made(), made()]);
    expect(answers.filter((answer) => answer)).toHaveLength(1);
    expect(runs()).toBe(1);
  });

  it('is not held up by a process that died in the middle of one', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    write('node_modules/.cache/synthesis.pid', `${pid} 1`);
    expect(await made()).toBe(true);
    expect(existsSync(join(root, 'node_modules/.cache/synthesis.pid'))).toBe(false);
  });

  it('does not follow what the CDK command line left in the environment', async () => {
    process.env.CDK_CONTEXT_JSON = '{"other":true}';
    write('during.js', 'if (process.env.CDK_CONTEXT_JSON) throw new Error("another assembly");');
    try {
      expect(await made()).toBe(true);
    } finally {
      delete process.env.CDK_CONTEXT_JSON;
    }
  });
});
