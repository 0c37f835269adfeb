import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { leftOut, rooms as triedRooms, triedWhole } from '../mutation/rooms.ts';

/** One source file: what it imports at run time, and its text. Types are no dependency. */
type Source = { imports: string[]; text: string };

const importStatement = /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\bfrom\s+)?'([^']+)'/gm;

const resolved = (from: string, specifier: string): string =>
  specifier.startsWith('.') ? join(dirname(from), specifier) : specifier;

const sources = new Map<string, Source>(
  readdirSync('functions', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => {
      const file = join('functions', path.replaceAll('\\', '/'));
      const text = readFileSync(file, 'utf8');
      const imports = [...text.matchAll(importStatement)].map(([, to = '']) => resolved(file, to));
      return [file, { imports, text }];
    }),
);
/** The rooms, ground to roof: a room imports only rooms that stand before it. */
const rooms = [
  'platform',
  'staff',
  'hold',
  'therapy',
  'payer',
  'fhir',
  'x12',
  'referral',
  'network',
  'education',
  'series',
  'coverage',
  'placement',
  'authorization',
  'measures',
  'scheduling',
  'outreach',
  'visit',
  'worklist',
  'chart',
  'renewal',
  'relay',
  'api',
];
const roomOf = (file: string): string => file.split('/')[1] ?? '';

/** Every import of a file, types too: a type is also something one must know. */
const everyImport = /^(?:import|export)\s+(?:[^'";]*?\bfrom\s+)?'(\.[^']+)'/gm;

const textOf = (file: string): string => sources.get(file)?.text ?? '';

/** A file with everything it reaches, packages included. */
const reachOf = (file: string, reached = new Set<string>()): Set<string> => {
  if (reached.has(file)) return reached;
  reached.add(file);
  for (const to of sources.get(file)?.imports ?? []) reachOf(to, reached);
  return reached;
};

const isHandler = (file: string): boolean => /^export const handler\b/m.test(textOf(file));

/** Who may speak to the outside, by name: everything else is a rule or a noun. */
const isEdge = (file: string): boolean =>
  isHandler(file) || /\/(store|[a-z-]+-store|[a-z-]+-gateway|reading|safeguard)\.ts$/.test(file);

const platformEdges = [
  'functions/platform/blind-index.ts',
  'functions/platform/document-gateway.ts',
  'functions/platform/done-before.ts',
  'functions/platform/http.ts',
  'functions/platform/kept-entries.ts',
  'functions/platform/kms.ts',
  'functions/platform/link-token.ts',
  'functions/platform/note-readings.ts',
  'functions/platform/read-items.ts',
  'functions/platform/write-items.ts',
  'functions/platform/read-memory.ts',
  'functions/platform/record.ts',
  'functions/platform/step.ts',
  'functions/platform/streamed.ts',
  'functions/platform/table.ts',
];

/** What is neither, and why it may reach the outside all the same. */
const exceptions: Readonly<Record<string, string>> = {
  'functions/authorization/hold-effects.ts': 'reads the payer by whose rows a rung is taken',
  'functions/authorization/round-of-hold.ts': 'reads the request that a hold waits for',
  'functions/worklist/record-notice.ts': 'writes down a letter with the request of a hold',
  'functions/worklist/shown-hold.ts': 'reads all that is shown of one hold, for two handlers',
  'functions/worklist/action-parts.ts': 'reads what the parts of a resolution are made of',
  'functions/worklist/hold-effects.ts': 'puts the effects of every room together',
  'functions/outreach/deployed-delivery.ts': 'puts gateways and settings together for two handlers',
  'functions/outreach/person-parts.ts': 'reads what the parts of a merge are made of',
  'functions/outreach/text-parts.ts': 'reads whose a number is before it stops its texts',
  'functions/outreach/page/script.ts': 'is text that the browser of the patient runs',
  'functions/outreach/hold-effects.ts': 'names the effects of its reasons, which read patients',
  'functions/placement/hold-effects.ts': 'looks whether a chosen site is of the network',
  'functions/measures/keep-measures.ts': 'runs the store for the stream that the desk follows',
  'functions/measures/measures-shown.ts': 'reads the counters for a handler of another room',
  'functions/visit/displaced-visits.ts': 'runs the store for the stream of changed entries',
  'functions/visit/ask-about-death.ts': 'runs the store for the stream of withdrawals',
  'functions/visit/ask-about-policy.ts': 'runs the store for the stream of policies',
  'functions/visit/stricter-policies.ts': 'runs the store for the stream of policies',
  'functions/visit/hold-effects.ts':
    'names the effects of its reasons, one of which reads calendars',
  'functions/visit/place-again.ts': 'reads the calendars of the visits that are given up',
  'functions/visit/release-future-visits.ts': 'runs the store for the relay of closed referrals',
  'functions/visit/visit-input.ts': 'extends the input schema of steps, for handlers alone',
};

const pure = [...sources.keys()].filter(
  (file) => !isEdge(file) && !platformEdges.includes(file) && !(file in exceptions),
);

const isOutside = (reached: string): boolean =>
  reached.startsWith('@aws-sdk/') ||
  reached === '@middy/core' ||
  reached === 'functions/platform/table.ts';

const impurities: readonly [string, RegExp][] = [
  ['the environment', /\bprocess\.env\b/],
  ['the clock', /\bDate\.now\(|\bnew Date\(\s*\)/],
  ['chance', /\bMath\.random\b/],
];
const impuritiesOf = (file: string): string[] =>
  impurities.flatMap(([what, pattern]) => (pattern.test(textOf(file)) ? [what] : []));

/** Everything a file must not reach if it is a rule or a noun. */
const reachedOutside = (file: string): string[] =>
  [...reachOf(file)].flatMap((reached) => [
    ...(isOutside(reached) ? [reached] : []),
    ...impuritiesOf(reached).map((what) => `${what} in ${reached}`),
  ]);

describe('tables that are looked up by words from outside', () => {
  /**
   * TypeScript lets a plain string index an object only where its type takes any name. So a table
   * of such a type has to be made by `lookup`, which inherits no names.
   */
  const openTable =
    /^(?:export )?const \w+: (?:Readonly<|Partial<)*(?:Record<string,|\{ \[)[^=]*= \{/gm;

  it('inherit no name: each is made by `lookup`', () => {
    const plain = [...sources].flatMap(([file, { text }]) =>
      [...text.matchAll(openTable)].map(([table]) => `${file}: ${table}`),
    );
    expect(plain).toEqual([]);
  });
});

describe('the directions of imports', () => {
  it('are all seen: every file is found, and nothing is imported in another way', () => {
    for (const { imports } of sources.values())
      for (const to of imports) if (to.startsWith('functions/')) expect(sources.has(to)).toBe(true);
    const dynamic = [...sources].filter(([, { text }]) => /\b(import|require)\(/.test(text));
    expect(dynamic.map(([file]) => file)).toEqual([]);
    expect(reachOf('functions/visit/check-visit.ts')).toContain('@aws-sdk/lib-dynamodb');
    expect(pure.length).toBeGreaterThan(100);
  });

  it('lead down through the rooms, types included', () => {
    expect([...new Set([...sources.keys()].map(roomOf))].sort()).toEqual([...rooms].sort());
    const between = [...sources].flatMap(([file, { text }]) =>
      [...text.matchAll(everyImport)].map(([, to = '']) => [file, resolved(file, to)] as const),
    );
    expect(between.length).toBeGreaterThan(1000);
    const up = between.filter(
      ([from, to]) => rooms.indexOf(roomOf(to)) > rooms.indexOf(roomOf(from)),
    );
    expect(up.map(([from, to]) => `${from} imports ${to}`)).toEqual([]);
  });

  it('keep rules and nouns from SDK, middleware, table, environment, clock and chance', () => {
    const outside = pure.map((file) => [file, reachedOutside(file)] as const);
    expect(Object.fromEntries(outside.filter(([, reached]) => reached.length > 0))).toEqual({});
  });

  it('lead to no handler from anywhere', () => {
    const toHandlers = [...sources].flatMap(([file, { imports }]) =>
      imports.filter(isHandler).map((to) => `${file} imports ${to}`),
    );
    expect(toHandlers).toEqual([]);
  });

  it.each(Object.entries(exceptions))('still need the exception of %s, which %s', (file) => {
    expect(sources.has(file)).toBe(true);
    expect(reachedOutside(file)).not.toEqual([]);
  });

  it('let stores and gateways be told the time, and never look at it', () => {
    const looking = [...sources.keys()].filter(
      (file) => isEdge(file) && !isHandler(file) && impuritiesOf(file).length > 0,
    );
    expect(looking).toEqual([]);
  });
});

describe('the rules that are tried by changing them (test/mutation/rooms.ts)', () => {
  const tried = Object.values(triedRooms).flatMap(({ files }) => files);
  const isLeftOut = (file: string): boolean =>
    Object.keys(leftOut).some((part) => file.startsWith(part));

  it.each(triedWhole)('forget none of %s: a new one is tried, or left out for a reason', (room) => {
    const forgotten = pure.filter(
      (file) => roomOf(file) === room && !tried.includes(file) && !isLeftOut(file),
    );
    expect(forgotten).toEqual([]);
  });

  it('are files that are there, each in one place', () => {
    expect(tried.filter((file) => !sources.has(file))).toEqual([]);
    expect(tried.filter((file, at) => tried.indexOf(file) !== at)).toEqual([]);
    expect(tried.filter(isLeftOut)).toEqual([]);
  });

  it.each(Object.keys(leftOut))('still leave something out by %s', (part) => {
    expect([...sources.keys()].some((file) => file.startsWith(part))).toBe(true);
  });
});
