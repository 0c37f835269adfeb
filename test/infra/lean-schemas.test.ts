import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { leanSchemas, withPureSchemas } from '../../infra/lean-schemas.ts';

const root = join(import.meta.dirname, '../..');

describe('schemas that a function does not use', () => {
  it.each([
    ["z.string().regex(/^z.a$/, 'z.b()')", "/* @__PURE__ */ z.string().regex(/^z.a$/, 'z.b()')"],
    ['z.iso.date()', '/* @__PURE__ */ z.iso.date()'],
    ['Unit.optional()', '/* @__PURE__ */ Unit.optional()'],
    ['text(60)', '/* @__PURE__ */ text(60)'],
    ['type A = z.infer<typeof B>', 'type A = z.infer<typeof B>'],
    ['Unit.parse(sent)', 'Unit.parse(sent)'],
    ['read.text(60)', 'read.text(60)'],
    ['export const text = (most: number) => most', 'export const text = (most: number) => most'],
  ])('%s', (source, marked) => {
    expect(withPureSchemas(source)).toBe(marked);
  });

  it('are marked in code alone: without the marks, every module is what it was', async () => {
    const made = (source: string) =>
      transform(source, { loader: 'ts', ignoreAnnotations: true, minify: true });
    const changed = globSync('functions/**/*.ts', { cwd: root }).map(async (path) => {
      const source = readFileSync(join(root, path), 'utf8');
      const marked = withPureSchemas(source);
      if (marked === source) return [];
      return (await made(marked)).code === (await made(source)).code ? [] : [path];
    });
    expect(changed.length).toBeGreaterThan(500);
    expect((await Promise.all(changed)).flat()).toEqual([]);
  });

  it('are not in its bundle, and those that it uses are', async () => {
    const made = async (name: string) => {
      const { outputFiles } = await build({
        stdin: {
          contents: `import { ${name} } from './functions/therapy/policy.ts'; console.log(${name});`,
          resolveDir: root,
        },
        ...{ bundle: true, write: false, format: 'esm', platform: 'node', logLevel: 'silent' },
        external: ['zod'],
        plugins: [leanSchemas],
      });
      return outputFiles[0]?.text ?? '';
    };
    expect(await made('Policy')).toContain('therapyId');
    expect(await made('underLocalPolicy')).not.toContain('.object(');
  });
});
