import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { leanSchemas, withPureSchemas } from '../../infra/lean-schemas.ts';

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

  it('are not in its bundle, and those that it uses are', async () => {
    const made = async (name: string) => {
      const { outputFiles } = await build({
        stdin: {
          contents: `import { ${name} } from './functions/therapy/policy.ts'; console.log(${name});`,
          resolveDir: `${import.meta.dirname}/../..`,
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
