import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

const functionsFolder = join(import.meta.dirname, '..', 'functions');

type Called = ReadonlySet<string>;

/** `.name(` of everything that is called as a method somewhere, and `iso.name(` too. */
const methodCalls = (source: string): Set<string> =>
  new Set(
    Array.from(source.matchAll(/(\w*\.(\w+))\(/g), ([, long, short]) => [long, short]).flat(),
  ) as Set<string>;

const calledByFunctions = (): Set<string> =>
  methodCalls(
    globSync('**/*.ts', { cwd: functionsFolder })
      .map((file) => readFileSync(join(functionsFolder, file), 'utf8'))
      .join('\n'),
  );

/**
 * Drops the methods of schemas whose names nobody calls, neither the functions nor zod itself.
 * Each method brings what it makes: a string alone has twenty formats.
 */
export const withCalledMethods = (source: string, called: Called): string => {
  const ownCalls = methodCalls(
    source.replaceAll(/\b(core|util|parse|checks|processors)\.\w+\(/g, ''),
  );
  return source.replaceAll(
    /^ {4}(?:(?:async )?(\w+)|(\w+): (?:async )?function \w+)\([^)]*\) \{\n(?: {8}.*\n)*? {4}\},$/gm,
    (method, short: string, long: string) =>
      [called, ownCalls].some((calls) => calls.has(short ?? long)) ? method : '',
  );
};

/** Drops the functions of a module that schemas are made with, as `z.iso.date`, that nobody calls. */
export const withCalledFunctions =
  (module: string) =>
  (source: string, called: Called): string =>
    source.replaceAll(/^export function (\w+)\(.*\) \{\n(?: {4}.*\n)*?\}$/gm, (whole, name) =>
      called.has(`${module}.${name}`) ? whole : '',
    );

/** The memoizer is for values that contain themselves. What comes as JSON cannot. */
const withoutMemoizer = (source: string): string =>
  source.replaceAll('_ensureDefaultMemoizer();', '');

/**
 * What a schema tells about itself: to JSON Schema, which these bundles are without, and to
 * libraries that take schemas of any make, of which we have none.
 */
export const withoutSelfDescription = (source: string): string =>
  source
    .replaceAll(/^ *inst\._zod\.processJSONSchema = .*;\n/gm, '')
    .replaceAll(/\butil\.derived\(\{\n(?: {4}.*\n)*\}, \{/g, '({')
    .replaceAll(/^ {4}[gs]et "~standard"\(.*\) \{\n(?: {8}.*\n)*? {4}\},\n/gm, '');

/** One module by two names: only by this one does a bundler see which of its functions are used. */
const withUtilByName = (source: string): string =>
  source
    .replace('import { util } from "../core/index.js";', 'import * as util from "../core/util.js";')
    .replaceAll('core.util.', 'util.');

/** Lists and sentences made of a whole error. Every complaint of ours is made of single issues. */
const withoutSummaries = (source: string): string =>
  source.replaceAll(/^ {4}_lazyMethod\(proto, "(?:format|flatten)", .*;\n/gm, '');

/**
 * What those are told who sent something wrong is said by functions/platform/complaint-words.ts,
 * and what is read from the table fails by its place alone. Nobody reads the library's sentences.
 */
const noSentences = 'export default () => ({ localeError: () => undefined });';

/** How zod makes a schema: it sets up whatever is declared. */
const madeAtOnce =
  / {4}function _\(def\) \{\n {8}const inst = .*\n {8}init\(inst, def\);\n((?: {8}.*\n)*?) {8}return inst;\n {4}\}\n/;

const madeAtUse = (finish: string): string => `
    function _(def, parent) {
        if (params?.Parent) return setUp(newError(Definition), def);
        this.def = def;
        if (parent) this._parent = parent;
    }
    function setUp(inst, def) {
        init(inst, def);
${finish}
        if (inst._parent) inst._zod.parent = inst._parent;
        return inst;
    }
    if (!params?.Parent)
        Object.setPrototypeOf(_.prototype, new Proxy(Object.prototype, {
            get(behind, key, inst) {
                const onlyDeclared = Object.hasOwn(inst, "def") && !Object.hasOwn(inst, "_zod");
                return onlyDeclared ? setUp(inst, inst.def)[key] : Reflect.get(behind, key, inst);
            },
        }));
`;

/**
 * Most schemas of a function are parts of what it is not asked for today: of three thousand that one
 * declares, thirty are used at once. Setting them up is the most of what loading it costs, so a schema
 * keeps only how it was declared, until something of it is asked for that this does not tell. Then the
 * look-up falls through to what stands behind its kind, which sets it up and asks again.
 */
export const withSchemasSetUpAtUse = (source: string): string =>
  source
    .replace(madeAtOnce, (_, finish: string) => madeAtUse(finish))
    .replace('if (!inst._zod) {', 'if (!Object.hasOwn(inst, "_zod")) {');

/** What is made of a schema is made of how that was declared, which needs not be set up for it. */
const ofDeclared = (source: string): string =>
  source.replaceAll(/\b(schema|a|b|this)\._zod\.def\b/g, '$1.def');

const withPlainClones = (source: string): string =>
  ofDeclared(source).replace(
    / {4}const cl = new inst\._zod\.constr\(def \?\? inst\._zod\.def\);\n {4}if \((.*)\)\n {8}cl\._zod\.parent = inst;\n/,
    '    const cl = new inst.constructor(def ?? inst.def, $1 ? inst : undefined);\n',
  );

/** `z.iso` is an object with its classes, used or not, and they are exported beside it anyway. */
const withoutClassesOfIso = (source: string): string =>
  source.replaceAll(/^export \{ ZodISO.* \} from ".*";$/gm, '');

const changes: readonly { module: RegExp; lean: (source: string, called: Called) => string }[] = [
  {
    module: /zod[\\/]v4[\\/]classic[\\/]schemas\.js$/,
    lean: (source, called) =>
      withoutMemoizer(
        withCalledMethods(ofDeclared(withoutSelfDescription(withUtilByName(source))), called),
      ),
  },
  {
    module: /zod[\\/]v4[\\/]classic[\\/]iso\.js$/,
    lean: (source, called) => withCalledFunctions('iso')(withoutClassesOfIso(source), called),
  },
  { module: /zod[\\/]v4[\\/]classic[\\/]external\.js$/, lean: withoutClassesOfIso },
  { module: /zod[\\/]v4[\\/]classic[\\/]coerce\.js$/, lean: withCalledFunctions('coerce') },
  { module: /zod[\\/]v4[\\/]classic[\\/]errors\.js$/, lean: withoutSummaries },
  { module: /zod[\\/]v4[\\/]core[\\/]core\.js$/, lean: withSchemasSetUpAtUse },
  { module: /zod[\\/]v4[\\/]core[\\/]util\.js$/, lean: withPlainClones },
  { module: /zod[\\/]v4[\\/]core[\\/]schemas\.js$/, lean: withoutSelfDescription },
  { module: /zod[\\/]v4[\\/]locales[\\/]en\.js$/, lean: () => noSentences },
];

/**
 * A zod schema is an object with every method there is. The bundles keep those that the functions
 * call; a new call anywhere in them brings its method back.
 */
export const leanZod: Plugin = {
  name: 'lean-zod',
  setup: ({ onLoad, onStart }) => {
    let called: Called = new Set();
    onStart(() => {
      called = calledByFunctions();
    });
    for (const { module, lean } of changes)
      onLoad({ filter: module }, async ({ path }) => ({
        contents: lean(await readFile(path, 'utf8'), called),
      }));
  },
};
