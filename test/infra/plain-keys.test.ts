import { describe, expect, it } from 'vitest';
import { withPlainKeys } from '../../infra/plain-keys.ts';

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
