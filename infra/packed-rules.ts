import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { leanSchemas } from './lean-schemas.ts';
import {
  type BesideBundles,
  compressed,
  type FieldReading,
  type PackedModule,
  plainData,
  readsFile,
} from './packed-data.ts';
import { smaller } from './smaller.ts';

const root = join(import.meta.dirname, '..');

/**
 * What reads an order and judges it: the forms it comes in, the words of a sig, the checks and the
 * facts they know, what a correction changes, whether its patient is one that is known, and what is written of
 * them. It is by far the most of the code that intake has, it grows with every drug and
 * danger that is added, and a function needs none of it before the first order is there.
 */
export const rules = [
  'functions/referral/checks/completeness.ts',
  'functions/referral/conflicting-therapies.ts',
  'functions/referral/corrected-submission.ts',
  'functions/referral/order-change-hold.ts',
  'functions/referral/order/order-told.ts',
  'functions/referral/person/match.ts',
  'functions/referral/submission-body.ts',
  'functions/referral/take-patient.ts',
  'functions/referral/ended-by-correction.ts',
  'functions/referral/keyed-order.ts',
] as const;

/**
 * Fields of a therapy, and of its evidence, that no rule of intake reads: placing, asking the payer and
 * teaching have them from the catalogue. A test has a rule that reads one fail.
 */
export const unreadByRules = [
  'adminCodes',
  'attendedMinutes',
  'boxedWarning',
  'closeoutMinutes',
  'drugClass',
  'education',
  'educationTopics',
  'firstDoseHome',
  'hazardous',
  'keeps',
  'nurseVisits',
  'observationMinutes',
  'prepMinutes',
  'settings',
  'visit',
] as const;
/** What a therapy says to people besides; no rule of intake repeats it. */
const untoldByRules: readonly string[] = ['confidence', 'reason', 'text', 'use'];
/** The fields of whose evidence a rule names the source. */
const sourcesTold = ['hcpcs', 'icd10', 'regimens', 'screening'];

/** Fields whose rows have a source each that no rule tells, as how far a day may move has. */
const sourcesUntold = ['hcpcs', 'products'];
/** Fields whose own source no rule tells. */
const ownSourceUntold = ['toleranceDays', 'access'];
const withoutSource = (row: object): object =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'source'));

/** What the rules read of a therapy. */
const readByRules: FieldReading = (key, value) => {
  if (untoldByRules.includes(key) || unreadByRules.some((one) => one === key)) return undefined;
  // Only a local policy adds to them.
  if (key === 'competencies') return [];
  if (sourcesUntold.includes(key) && Array.isArray(value)) return value.map(withoutSource);
  if (ownSourceUntold.includes(key)) return withoutSource(value as object);
  if (key === 'evidence')
    return Object.fromEntries(
      Object.entries(value as object).filter(([name]) => sourcesTold.includes(name)),
    );
  return value;
};

/**
 * What reads the answer of a payer to a request for authorization: every form of it, and all that may
 * contradict it. A function has asked, or has been told, before it needs any of it.
 */
export const answers = [
  'functions/authorization/pas/inquiry-answer.ts',
  'functions/authorization/pas/operation-outcome.ts',
  'functions/authorization/pas/response.ts',
  'functions/authorization/pas/undecided.ts',
  'functions/authorization/x12/read-response.ts',
] as const;

/** Parts of them; names, codes and values that requests are written with as well are lent. */
const ofAnswers =
  /^functions\/(x12\/(interchange|read-segment)|authorization\/(answer\/[\w-]+|x12\/read-[\w-]+|pas\/(answered-parties|grant|information|inquiry-answer|known-parts|line-answer|message|operation-outcome|response[\w-]*|review|undecided|unread-[\w-]+)))\.ts$/;

/** What writes a request, as a bundle of FHIR or as an interchange of X12: one of the two, once. */
export const requests = [
  'functions/authorization/pas/bundle.ts',
  'functions/authorization/x12/write-request.ts',
] as const;

/** Parts of them that nothing else needs. */
const ofRequests =
  /^functions\/(x12\/(envelope|segment|sender)|authorization\/(report-types|certification|pas\/(bundle|claim|claim-item|dosing|parties|resources|supporting-info)|x12\/(message-text|request-parties|write-request)))\.ts$/;

/** Code that is packed as a whole. `isOwn` tells its parts; what it asks for besides, its function lends. */
type PackedCode = {
  name: string;
  modules: readonly string[];
  isOwn: (path: string) => boolean;
  /** What its code reads of the therapies; all of them where it is left out. */
  kept?: FieldReading;
};

/** Nouns that every function with rules has for itself, as it reads and writes them: carried once. */
const ofBoth =
  /^functions\/referral\/(referral|clinical-claims|phase|account|not-understood-words|language)\.ts$/;

const packedCode: readonly PackedCode[] = [
  {
    name: 'rules',
    modules: rules,
    // Nobody beside the rules keeps a state in these; nor in what few others ask for.
    isOwn: (path) =>
      /^functions\/((referral|fhir|therapy)\/|(hold\/(evidence|standing-hold)|platform\/calendar-span)\.ts$)/.test(
        path,
      ) && !ofBoth.test(path),
    kept: readByRules,
  },
  {
    // What a payer wants to be shown is judged by few requests, with all that is known of results and drugs.
    name: 'criteria',
    modules: ['functions/authorization/criteria/judge-criterion.ts'],
    isOwn: (path) =>
      /^functions\/(referral\/facts|authorization\/criteria)\//.test(path) &&
      !path.endsWith('/standing.ts'),
  },
  { name: 'answers', modules: answers, isOwn: (path) => ofAnswers.test(path) },
  { name: 'requests', modules: requests, isOwn: (path) => ofRequests.test(path) },
  {
    // A payer's answer about a coverage is read once in a referral, in words of which few come up.
    name: 'eligibility',
    modules: ['functions/coverage/x12/read-answer.ts'],
    // The others are asked where an answer is weighed, too.
    isOwn: (path) =>
      /^functions\/(coverage\/x12|referral\/person)\//.test(path) &&
      !/\/(answer-faults|plan-dates|benefit-words|message-words|rejection-codes|facts)\.ts$/.test(
        path,
      ),
  },
];

/** What they are made of, for a bundle names none of it any more. */
export const ruleSources = (): string[] =>
  globSync(
    'functions/{referral,fhir,therapy,x12,authorization/{answer,criteria,pas,x12},coverage/x12}/**/*.ts',
    {
      cwd: root,
    },
  );

const pathIn = (path: string): string => relative(root, path).replaceAll('\\', '/');

const shared = 'shared:';

/** Leaves out of packed code what the function has anyway: libraries, the platform, the holds. */
const sharedWithFunction = ({ isOwn }: PackedCode): Plugin => ({
  name: 'shared-with-function',
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: /.*/ }, async ({ path, kind, pluginData, ...at }) => {
      if (kind === 'entry-point' || pluginData === shared || path.startsWith('node:')) return;
      if (!path.startsWith('.')) return { path: shared + path, external: true };
      const found = await resolve(path, { kind, pluginData: shared, ...at });
      const inProject = pathIn(found.path);
      return isOwn(inProject) ? found : { path: shared + inProject, external: true };
    });
  },
});

const compiled = async (code: PackedCode, minify: boolean): Promise<string> => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: {
      contents: code.modules.map((path) => `export * from './${path}';`).join('\n'),
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
    plugins: [sharedWithFunction(code), plainData(code.kept), leanSchemas],
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
const unpackingModule = async (code: PackedCode): Promise<PackedModule> => {
  const [readable, small] = await Promise.all([compiled(code, false), compiled(code, true)]);
  const modules = [...sharedNames(readable)];
  const lent = modules.map(
    ([, names], index) => `{ ${names.map((name) => `${name}: ${name}_${index}`).join(', ')} }`,
  );
  // What is lent goes by its place: the paths would be carried twice.
  const numbered = modules.reduce(
    (text, [path], index) =>
      text.replaceAll(`require(${JSON.stringify(shared + path)})`, `require(${index})`),
    small,
  );
  const contents = [
    "import { compileFunction } from 'node:vm';",
    readsFile,
    ...modules.map(([path, names], index) => importOf(path, names, index)),
    `const lent = [${lent.join(', ')}];`,
    'const ask = (asked) => lent[asked] ?? process.getBuiltinModule(asked);',
    'let made;',
    'const unpack = () => {',
    '  const module = { exports: {} };',
    "  const given = ['require', 'module', 'exports'];",
    `  compileFunction(readPacked('${code.name}.br'), given, { filename: '${code.name}.js' })(ask, module, module.exports);`,
    '  return module.exports;',
    '};',
    'export const packed = () => (made ??= unpack());',
  ].join('\n');
  return { contents, packed: compressed(await smaller(numbered)) };
};

const exportsOf = (source: string): string[] =>
  Array.from(source.matchAll(/^export const (\w+) =/gm), ([, name]) => name as string);

/** A module of rules whose functions are those that are unpacked. */
export const unpackedExports = (source: string, code: string): string =>
  [
    `import { packed } from 'packed:${code}';`,
    ...exportsOf(source).map(
      (name) => `export const ${name} = (...given) => packed().${name}(...given);`,
    ),
  ].join('\n');

const isOneOf = ({ modules }: PackedCode): RegExp =>
  new RegExp(`(${modules.join('|')})$`.replaceAll('.', '\\.').replaceAll('/', '[\\\\/]'));

/** Carries rules, criteria and readers of answers packed beside every bundle that has any of them. */
export const packedRules = (beside: BesideBundles): Plugin => ({
  name: 'packed-rules',
  setup: ({ onResolve, onLoad }) => {
    for (const code of packedCode) {
      const { name } = code;
      onResolve({ filter: new RegExp(`^packed:${name}$`) }, () => ({
        path: name,
        namespace: 'packed',
      }));
      onLoad({ filter: new RegExp(`^${name}$`), namespace: 'packed' }, async () => {
        const { contents, packed } = await unpackingModule(code);
        beside.set(`packed:${name}`, { file: `${name}.br`, contents: packed });
        return { contents, loader: 'js', resolveDir: root };
      });
      onLoad({ filter: isOneOf(code) }, async ({ path }) => ({
        contents: unpackedExports(await readFile(path, 'utf8'), name),
        loader: 'js',
      }));
    }
  },
});
