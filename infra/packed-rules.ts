import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import {
  type BesideBundles,
  compressed,
  type PackedModule,
  plainData,
  readsFile,
} from './packed-data.ts';

const root = join(import.meta.dirname, '..');

/**
 * What reads an order and judges it: the forms it comes in, the words of a sig, the checks and the
 * facts they know, what a correction changes, whether its patient is one that is known, and what is written of
 * them. It is by far the most of the code that intake has, it grows with every drug and
 * danger that is added, and a function needs none of it before the first order is there.
 */
export const rules = [
  'functions/referral/completeness.ts',
  'functions/referral/conflicting-therapies.ts',
  'functions/referral/corrected-submission.ts',
  'functions/referral/order-change-hold.ts',
  'functions/referral/person-match.ts',
  'functions/referral/submission-body.ts',
  'functions/referral/take-patient.ts',
] as const;

/** What the rules are made of, and nobody beside them keeps a state in. The rest they share. */
const ofRules = /^functions[\\/](referral|fhir|therapy)[\\/]/;
/** Nouns that every function with rules has for itself, as it reads and writes them: carried once. */
const ofBoth =
  /^functions[\\/]referral[\\/](referral|clinical-claims|phase|account|not-understood-words|vein-score|language|person-facts)\.ts$/;

/** What the rules are made of, for a bundle names none of it any more. */
export const ruleSources = (): string[] =>
  globSync('functions/{referral,fhir,therapy}/**/*.ts', { cwd: root });

const pathIn = (path: string): string => relative(root, path).replaceAll('\\', '/');

const shared = 'shared:';

/** Leaves out of the rules what the function has anyway: libraries, the platform, the holds. */
const sharedWithFunction: Plugin = {
  name: 'shared-with-function',
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: /.*/ }, async ({ path, kind, pluginData, ...at }) => {
      if (kind === 'entry-point' || pluginData === shared || path.startsWith('node:')) return;
      if (!path.startsWith('.')) return { path: shared + path, external: true };
      const found = await resolve(path, { kind, pluginData: shared, ...at });
      const inProject = pathIn(found.path);
      return ofRules.test(inProject) && !ofBoth.test(inProject)
        ? found
        : { path: shared + inProject, external: true };
    });
  },
};

const compiled = async (minify: boolean): Promise<string> => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: {
      contents: rules.map((path) => `export * from './${path}';`).join('\n'),
      resolveDir: root,
    },
    bundle: true,
    write: false,
    minify,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    charset: 'utf8',
    legalComments: 'none',
    plugins: [sharedWithFunction, plainData],
  });
  return outputFiles[0]?.text ?? '';
};

/** Of each module that is left out, the exports that the rules ask for. */
export const sharedNames = (code: string): Map<string, string[]> => {
  const names = new Map<string, string[]>();
  for (const [, variable, path = ''] of code.matchAll(
    /^var (\w+) = (?:__toESM\()?require\("shared:(.*?)"\)/gm,
  )) {
    const asked = code.matchAll(new RegExp(`\\b${variable}\\.(\\w+)`, 'g'));
    const more = Array.from(asked, ([, name]) => name as string);
    names.set(path, [...new Set([...(names.get(path) ?? []), ...more])]);
  }
  return names;
};

const importOf = (path: string, names: readonly string[], index: number): string =>
  `import { ${names.map((name) => `${name} as ${name}_${index}`).join(', ')} } from ${JSON.stringify(
    path.startsWith('functions/') ? join(root, path) : path,
  )};`;

/**
 * A module that unpacks the rules at the first order and gives them what they share. They are
 * compiled as Node compiles any module of CommonJS, only from a text that was packed.
 */
const unpackingModule = async (): Promise<PackedModule> => {
  const [readable, small] = await Promise.all([compiled(false), compiled(true)]);
  const modules = [...sharedNames(readable)];
  const lent = modules.map(
    ([path, names], index) =>
      `${JSON.stringify(shared + path)}: { ${names.map((name) => `${name}: ${name}_${index}`).join(', ')} }`,
  );
  const contents = [
    "import { compileFunction } from 'node:vm';",
    readsFile,
    ...modules.map(([path, names], index) => importOf(path, names, index)),
    `const lent = { ${lent.join(', ')} };`,
    'const ask = (path) => lent[path] ?? process.getBuiltinModule(path);',
    'let made;',
    'const unpack = () => {',
    '  const module = { exports: {} };',
    "  const given = ['require', 'module', 'exports'];",
    "  compileFunction(readPacked('rules.br'), given, { filename: 'rules.js' })(ask, module, module.exports);",
    '  return module.exports;',
    '};',
    'export const rules = () => (made ??= unpack());',
  ].join('\n');
  return { contents, packed: compressed(small) };
};

const exportsOf = (source: string): string[] =>
  Array.from(source.matchAll(/^export const (\w+) =/gm), ([, name]) => name as string);

/** A module of rules whose functions are those that are unpacked. */
export const unpackedExports = (source: string): string =>
  [
    "import { rules } from 'packed:rules';",
    ...exportsOf(source).map(
      (name) => `export const ${name} = (...given) => rules().${name}(...given);`,
    ),
  ].join('\n');

const isRule = new RegExp(
  `(${rules.join('|')})$`.replaceAll('.', '\\.').replaceAll('/', '[\\\\/]'),
);

/** Carries the rules packed beside every bundle that has any of them. */
export const packedRules = (beside: BesideBundles): Plugin => ({
  name: 'packed-rules',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^packed:rules$/ }, () => ({ path: 'rules', namespace: 'packed' }));
    onLoad({ filter: /^rules$/, namespace: 'packed' }, async () => {
      const { contents, packed } = await unpackingModule();
      beside.set('packed:rules', { file: 'rules.br', contents: packed });
      return { contents, loader: 'js', resolveDir: root };
    });
    onLoad({ filter: isRule }, async ({ path }) => ({
      contents: unpackedExports(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
});
