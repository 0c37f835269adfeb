import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedTwice } from '../../functions/platform/json-members.ts';

const found = (text: string): string[] => namedTwice(text, JSON.parse(text));

describe('a field that is named twice in one object', () => {
  it.each<[string, string, string[]]>([
    ['of the outermost object', '{"dose":1,"dose":2}', ['dose']],
    ['with the same value', '{"a":[],"a":[]}', ['a']],
    ['three times, told once', '{"a":1,"a":1,"a":1}', ['a']],
    ['in a list', '[{"a":1},{"b":1,"a":2,"b":3}]', ['b']],
    ['deeper', '{"x":{"y":[0,{"z":1,"z":2}]}}', ['z']],
    ['after what it holds', '{"a":{"b":[1,2]},"a":{"c":3}}', ['a', 'b']],
    ['in two places', '{"a":{"b":1,"b":1},"c":[{"d":1,"d":1}]}', ['b', 'd']],
    ['beside an object that names it once', '[{"a":1},{"a":1,"a":2}]', ['a']],
    ['written otherwise', '{"dose":1,"d\\u006fse":2}', ['dose']],
    ['with room before the colon', '{ "a" : 1 ,\n\t"a"\r\n: 2 }', ['a']],
    ['whose name has a quotation mark', '{"\\"":1,"\\"":2}', ['"']],
    ['whose name ends in a backslash', '{"\\\\":1,"\\\\":2}', ['\\']],
    ['without a name', '{"":1,"":2}', ['']],
    ['that every object has', '{"constructor":1,"constructor":2}', ['constructor']],
  ])('%s', (_, text, names) => {
    expect(found(text).toSorted()).toEqual(names);
  });

  it.each([
    '1',
    'null',
    '"a"',
    '{}',
    '[]',
    '{"a":1,"b":{"a":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"a","b":"a"}',
    '{"a":"\\"a\\":1","b":"\\\\"}',
    '{"a":"b\\\\\\":","c":["d",":"]}',
    '{"a":"{\\"a\\":1,\\"a\\":2}"}',
    '{"a":null,"b":"a"}',
  ])('is none in %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('is found in whatever else is sent, and nothing is found where there is none', () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (text, name) => {
        expect(found(text)).toEqual([]);
        const member = `${JSON.stringify(name)}:${text}`;
        expect(found(`[{${member},${member}}]`)).toContain(name);
      }),
      { seed: 6 },
    );
  });

  it('takes no longer for a text of marks than for any other', () => {
    expect(found(`[${'1,'.repeat(200_000)}1]`)).toEqual([]);
    expect(found(`{"a":"${'\\\\'.repeat(200_000)}${'\\"'.repeat(200_000)}"}`)).toEqual([]);
  });
});
