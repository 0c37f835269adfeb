import { describe, expect, it } from 'vitest';
import { withPlainKeys } from '../../infra/plain-keys.ts';
import { absentExports } from '../../infra/without-json-schema.ts';

describe('plain keys', () => {
  it('writes out the constant that a computed key names', () => {
    const source = 'const _hQ = "httpQuery";\nvar List = [3, n0, _L, [0, { [_hQ]: _PS }]];\n';
    expect(withPlainKeys(source)).toBe(
      'const _hQ = "httpQuery";\nvar List = [3, n0, _L, [0, { "httpQuery": _PS }]];\n',
    );
  });

  it('leaves a key alone that is no constant of the file', () => {
    const source = 'var List = [{ [_unknown]: 1 }];\n';
    expect(withPlainKeys(source)).toBe(source);
  });
});

describe('zod without JSON Schema', () => {
  it('keeps the names, and says what is missing when one is called', async () => {
    const source = 'export function finalize(ctx) {}\nexport const createMethod = () => () => 1;\n';
    const url = `data:text/javascript,${encodeURIComponent(absentExports(source))}`;
    const { finalize, createMethod } = await import(url);
    expect(() => finalize()).toThrow('without JSON Schema');
    expect(() => createMethod()()).toThrow('without JSON Schema');
  });
});
