import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { constructId, entryFile, type FunctionRow, functions } from '../../infra/functions.ts';
import type { Grant } from '../../infra/grants.ts';
import { type Synthesized, synthesized } from './synthesized.ts';

const root = join(import.meta.dirname, '..', '..');
const rows: readonly FunctionRow[] = functions;

/** What the code of a function must contain for a permission to be of use to it. */
const evidence: Partial<Record<Grant, RegExp>> = {
  get: /new \w*\.?GetCommand\(/,
  'batch-get': /BatchGetCommand\(/,
  query: /QueryCommand\(/,
  'query:worklist': /"worklist"/,
  'query:practice': /"practice"/,
  'query:month': /"month"/,
  'query:due': /IndexName: "due"/,
  put: /\bPut: \{/,
  'note-readings': /reading-contended/,
  'send-messages': /SET texts = :counted/,
  update: /\bUpdate: \{/,
  delete: /\bDelete: \{/,
  'read-documents': /GetObjectCommand\(/,
  'write-documents': /PutObjectCommand\(/,
  'take-uploads': /CopyObjectCommand\(/,
  'index-identifiers': /GenerateMacCommand\(/,
  'sign-links': /GenerateMacCommand\(/,
  'verify-links': /VerifyMacCommand\(/,
  'send-mail': /SendEmailCommand\(/,
  'send-text': /SendTextMessageCommand\(/,
  publish: /PutEventsCommand\(/,
  'start-workflows': /StartExecutionCommand\(/,
  'stop-workflows': /StopExecutionCommand\(/,
  'wake-workflows': /SendTaskSuccessCommand\(/,
};

/**
 * What is written by itself needs a word of its own. It is called in a method of a store, which
 * others have too who never call that, or in the module of a function.
 */
const alone = { 'record-alone': 'recordAlone(', 'note-readings': 'noteOn(' } as const;

const sources = globSync('functions/**/*.ts', { cwd: root }).map((file) => ({
  file: file.replaceAll('\\', '/'),
  text: readFileSync(join(root, file), 'utf8'),
}));

/** What stands in the code of a function that calls this: a method by its name, or the module. */
const callsOf = (callee: string): string[] =>
  sources.flatMap(({ file, text }) =>
    Array.from(text.matchAll(/^.*$/gm), ({ 0: line, index }) => ({ line, index }))
      .filter(({ line }) => line.includes(callee) && !line.startsWith('export const'))
      .map(({ line, index }) => {
        if (!/[/-]store\.ts$/.test(file)) return `// ${file}\n`;
        const before = text.slice(0, index) + line.slice(0, line.indexOf(callee));
        const method = [...before.matchAll(/^ {2,4}(\w+): (?:async )?(?:\(|$)/gm)].at(-1)?.[1];
        return `.${method}(`;
      }),
  );

/** The function's own code, without packages and without what it never reaches. */
const codeOf = async (row: FunctionRow): Promise<string> => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entryFile(row)],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
};

describe('the permissions of a function', () => {
  let service: Synthesized;
  const code = new Map<string, string>();
  beforeAll(async () => {
    service = synthesized();
    for (const row of rows) code.set(row.name, await codeOf(row));
  });

  it.each(rows.map((row) => [row.name, row] as const))(
    'of %s are each of use to its code',
    (name, { may }) => {
      const idle = may.filter(
        (grant) => evidence[grant] && !evidence[grant].test(code.get(name) ?? ''),
      );
      expect(idle).toEqual([]);
    },
  );

  it.each(Object.entries(alone))(
    '%s is given to whoever writes so, and to nobody else',
    (word, callee) => {
      const calls = callsOf(callee);
      expect(calls.length).toBeGreaterThan(3);
      const writing = rows.filter(({ name }) =>
        calls.some((call) => code.get(name)?.includes(call)),
      );
      const allowed = rows.filter(({ may }) => may.includes(word as Grant));
      expect(allowed.map(({ name }) => name)).toEqual(writing.map(({ name }) => name));
    },
  );

  it.each(rows.map(({ name }) => [name]))(
    'of %s come with every setting its code asks for',
    (name) => {
      const asked = Array.from(
        (code.get(name) ?? '').matchAll(/setting\("([A-Z_]+)"\)/g),
        ([, setting]) => setting as string,
      );
      const lambda = service
        .ofType('AWS::Lambda::Function')
        .find(({ id }) => id.replace(/[0-9A-F]{8}$/, '') === constructId(name));
      const given = Object.keys(lambda?.Properties.Environment?.Variables ?? {});
      expect(given).toEqual(expect.arrayContaining(asked));
    },
  );
});
