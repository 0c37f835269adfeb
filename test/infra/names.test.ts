import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import { describe, expect, it } from 'vitest';

const roots = [
  'functions',
  'infra',
  'local',
  'interpreter',
  'payer-simulator',
  'console',
  'demo',
  'bench',
].filter((root) => existsSync(root));

/** Every Lambda's file exports its entry under the name that Lambda asks for. */
const entry = 'handler';

const declared = /^export (?:async )?(?:const|let|function|class|type|interface|enum) (\w+)/gm;

/** Each exported name with the files that declare it; a name handed on from elsewhere is not one. */
const filesOf = new Map<string, Set<string>>();
for (const root of roots)
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(path)) continue;
    const file = join(root, path.replaceAll('\\', '/'));
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(declared))
      filesOf.set(name, (filesOf.get(name) ?? new Set()).add(file));
  }

describe('an exported name', () => {
  it('means one thing in the whole project', () => {
    const shared = [...filesOf]
      .filter(([name, files]) => name !== entry && files.size > 1)
      .map(([name, files]) => `${name}: ${[...files].join(', ')}`);
    expect(shared).toEqual([]);
  });
});
