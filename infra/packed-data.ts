import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Plugin } from 'esbuild';

/**
 * Long tables of plain data that many functions carry: where each is written, its name, and the
 * sources it is made of. A table is packed where it stands; one that is put together from many files
 * lies packed in a file beside the bundle, which then needs none of them.
 */
export const packedTables = [
  {
    module: 'functions/therapy/therapies.ts',
    name: 'therapies',
    madeOf: 'functions/therapy/**/*.ts',
  },
  {
    module: 'functions/education/curriculum/all-items.ts',
    name: 'curriculum',
    madeOf: 'functions/education/curriculum/*.ts',
  },
  { module: 'functions/api/description.ts', name: 'description', madeOf: 'functions/**/*.ts' },
  { module: 'functions/hold/hold-reasons.ts', name: 'holdReasons' },
  { module: 'functions/hold/hold-words.ts', name: 'holdWords' },
  { module: 'functions/hold/action-costs.ts', name: 'actionCosts' },
  { module: 'functions/worklist/fault-words.ts', name: 'faultWords' },
  { module: 'functions/placement/site-reasons.ts', name: 'siteReasons' },
  {
    module: 'functions/worklist/all-actions.ts',
    name: 'holdActions',
    madeOf: 'functions/*/hold-action*.ts',
  },
  {
    module: 'functions/payer/denial-rungs.ts',
    name: 'denialRungs',
    madeOf: 'functions/payer/denial-rungs.ts',
  },
  { module: 'functions/payer/decision-clocks.ts', name: 'decisionClocks' },
  {
    module: 'functions/platform/packed-words.ts',
    name: 'packedWords',
    madeOf: 'functions/platform/packed-words.ts',
  },
  { module: 'functions/platform/federal-holidays.ts', name: 'federalHolidays' },
  { module: 'functions/referral/person/nicknames.ts', name: 'forms' },
  { module: 'functions/coverage/x12/rejection-codes.ts', name: 'rejectionMeanings' },
  { module: 'functions/coverage/x12/benefit-words.ts', name: 'meaningsOfKinds' },
  { module: 'functions/coverage/x12/message-words.ts', name: 'messageWords' },
  {
    module: 'functions/outreach/warning-words.ts',
    name: 'warningWords',
    madeOf: 'functions/outreach/warning-words.ts',
  },
  {
    module: 'functions/outreach/harmless-words.ts',
    name: 'harmlessWords',
    madeOf: 'functions/outreach/harmless-words.ts',
  },
  {
    module: 'functions/outreach/stop-patterns.ts',
    name: 'stopPatterns',
    madeOf: 'functions/outreach/stop-patterns.ts',
  },
  {
    module: 'functions/outreach/topic-patterns.ts',
    name: 'topicPatterns',
    madeOf: 'functions/outreach/topic-patterns.ts',
  },
  {
    module: 'functions/outreach/way-patterns.ts',
    name: 'wayPatterns',
    madeOf: 'functions/outreach/way-patterns.ts',
  },
] as const satisfies readonly { module: string; name: string; madeOf?: string }[];

/** A module of a bundle, and what lies packed beside the bundle for it. */
export type PackedModule = { contents: string; packed: Buffer };

const plainText = (name: string, table: unknown): string => {
  const text = JSON.stringify(table);
  if (!isDeepStrictEqual(JSON.parse(text), table))
    throw new Error(`${name} is more than plain data and cannot be packed into a bundle`);
  return text;
};

/** Compressed as far as it goes, for it is done once at synthesis. */
export const compressed = (text: string): Buffer =>
  brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      // Tables of words and code lie beside each other: small blocks tell them apart.
      [constants.BROTLI_PARAM_LGBLOCK]: 16,
      [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
    },
  });

/** Source of what reads a packed file that lies beside the bundle. */
export const readsFile = `import { readPacked } from ${JSON.stringify(join(import.meta.dirname, 'bundle-stand-ins', 'read-packed.ts'))};`;

/** An expression that gives a table as it is, and carries it compressed. @throws for what is no plain data. */
const packedValue = (name: string, table: unknown): string =>
  `JSON.parse(unpackTable(Buffer.from('${compressed(plainText(name, table)).toString('base64')}', 'base64')).toString())`;

const unpacks = "import { brotliDecompressSync as unpackTable } from 'node:zlib';";

/** A module that reads a table from a file beside it. @throws for what is no plain data. */
export const packedModule = (name: string, table: unknown): PackedModule => ({
  contents: [
    readsFile,
    `export const ${name} = JSON.parse(readPacked(${JSON.stringify(`${name}.br`)}));`,
  ].join('\n'),
  packed: compressed(plainText(name, table)),
});

/** A module with its table packed where it stands. @throws when the table is not found there. */
export const withPackedTable = (source: string, name: string, table: unknown): string => {
  const written = new RegExp(`^export const ${name}\\b[^=]*= [[{][\\s\\S]*?^[\\]}].*;$`, 'm');
  if (!written.test(source)) throw new Error(`${name} is not written as a table of its own`);
  const type = 'any'; // The types were checked before; here they only have to be gone.
  return `${unpacks}\n${source.replace(written, () => `export const ${name}: ${type} = ${packedValue(name, table)};`)}`;
};

/** What the tables are made of that a bundle does not name any more. */
export const packedSources = (root: string): string[] =>
  packedTables
    .flatMap((table) => ('madeOf' in table ? globSync(table.madeOf, { cwd: root }) : []))
    .map((path) => join(path));

/** What lies packed beside bundles: the contents of each file, by the module that reads it. */
export type BesideBundles = Map<string, { file: string; contents: Buffer }>;

/**
 * Words and numbers are most of these tables, and of many a function. As JSON that is unpacked once,
 * in about a millisecond, they are a quarter of that, and grow by a quarter of what is added.
 */
export const packedData = (beside: BesideBundles): Plugin => ({
  name: 'packed-data',
  setup: ({ onLoad }) => {
    for (const table of packedTables)
      onLoad({ filter: fileAt(table.module) }, async ({ path }) => {
        const exported = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
        const { name } = table;
        if (!('madeOf' in table)) {
          const contents = withPackedTable(await readFile(path, 'utf8'), name, exported[name]);
          return { contents, loader: 'ts' };
        }
        const { contents, packed } = packedModule(name, exported[name]);
        beside.set(table.module, { file: `${name}.br`, contents: packed });
        return { contents, loader: 'js' };
      });
  },
});

/** What of a field is kept, as `JSON.stringify` asks: nothing where it is undefined. */
export type FieldReading = (key: string, value: unknown) => unknown;

/**
 * The tables that are put together from many files, as plain JSON: for what is packed as a whole.
 *
 * @param kept what is packed reads of the therapies
 */
export const plainData = (kept?: FieldReading): Plugin => ({
  name: 'plain-data',
  setup: ({ onLoad }) => {
    for (const table of packedTables)
      if ('madeOf' in table)
        onLoad({ filter: fileAt(table.module) }, async ({ path }) => {
          const exported = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
          const replacer = table.name === 'therapies' ? kept : undefined;
          const text = JSON.stringify(JSON.stringify(exported[table.name], replacer));
          return { contents: `export const ${table.name} = JSON.parse(${text});`, loader: 'js' };
        });
  },
});

const fileAt = (path: string): RegExp =>
  new RegExp(`${path.replaceAll('.', '\\.').replaceAll('/', '[\\\\/]')}$`);
