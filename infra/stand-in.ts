/** What takes the place of a module of the SDK, and why that module can be done without. */
export type StandIn = {
  module: RegExp;
  why: string;
  contents: (source: string, path: string) => string;
};

/** Source of a function that says what the bundles are made without, should anything call it. */
export const says = (what: string): string =>
  `() => { throw new Error('The bundles are made without ${what}: see infra/lean-sdk.ts') }`;

const exportedNames = (source: string): string[] => [
  ...Array.from(
    source.matchAll(/^export (?:async )?(?:const|class|function\*?) (\w+)/gm),
    ([, name]) => name as string,
  ),
  ...Array.from(source.matchAll(/^export \{([^}]+)\}/gm), ([, names]) =>
    (names as string)
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
  ).flat(),
];

/**
 * A module of the same exports, of which only those that are written here can be used. @throws for
 * one that the module does not export, for then it is made another way than when this was written.
 */
export const exporting =
  (written: Readonly<Record<string, string>>) =>
  (source: string): string => {
    const names = exportedNames(source);
    const unknown = Object.keys(written).find((name) => !names.includes(name));
    if (unknown) throw new Error(`There is no export ${unknown} to make leaner`);
    return names
      .map((name) => `export const ${name} = ${written[name] ?? 'undefined'};`)
      .join('\n');
  };

/** A class with another body, or none, for some of its methods. @throws where one is not found. */
export const withMethods = (source: string, bodies: Readonly<Record<string, string>>): string =>
  Object.entries(bodies).reduce((made, [name, body]) => {
    const method = new RegExp(
      `^ {4}(?:async )?${name}\\(.*\\) \\{\\n(?: {8}.*\\n|\\n)*? {4}\\}$`,
      'm',
    );
    if (!method.test(made)) throw new Error(`There is no method ${name} to make leaner`);
    return made.replace(method, () => body);
  }, source);
