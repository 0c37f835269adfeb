import { expect, it } from 'vitest';
import { lookup } from '../../functions/platform/lookup.ts';

it('a table that is looked up by words from outside finds nothing but its rows', () => {
  const rows = lookup({ kg: 1, constructor2: 2 });
  expect([rows.kg, rows.constructor2]).toEqual([1, 2]);
  for (const word of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'lb'])
    expect(rows[word]).toBeUndefined();
  expect(() => Object.assign(rows, { lb: 3 })).toThrow(TypeError);
});
