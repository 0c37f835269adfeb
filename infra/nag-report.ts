import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Prints what the rule packs found in the last synthesis, and what was acknowledged and why. */

type Report = { pluginReports: { pluginName: string; violations: { ruleName: string }[] }[] };
type Metadata = Record<string, { type: string; data?: Record<string, string> }[]>;

type Acknowledgement = { rule: string; reason: string; path: string };

/** Every acknowledgement in a stack's metadata, with the construct that it was made on. */
export const acknowledgements = (metadata: Metadata): Acknowledgement[] =>
  Object.entries(metadata).flatMap(([path, entries]) =>
    entries
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data = {} }) => Object.entries(data))
      .map(([id, reason]) => ({ rule: id.replace(/^annotation::/i, ''), reason, path })),
  );

/** Every finding that nobody acknowledged, as `pack: rule`. */
export const findings = ({ pluginReports }: Report): string[] =>
  pluginReports.flatMap(({ pluginName, violations }) =>
    violations.map(({ ruleName }) => `${pluginName}: ${ruleName}`),
  );

const print = (folder: string): void => {
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const open = findings(read('validation-report.json'));
  const accepted = Map.groupBy(
    acknowledgements(read('Dripline.metadata.json')),
    ({ rule, reason }) => `${rule.replace(/\[.*/, '')}: ${reason}`,
  );
  console.log(`${open.length} findings unacknowledged`);
  for (const finding of open) console.log(`  ${finding}`);
  console.log(`${accepted.size} acknowledged, each with its reason`);
  for (const [text, places] of accepted) console.log(`  ${places.length} x ${text}`);
};

if (import.meta.main) print(join(import.meta.dirname, '..', 'cdk.out'));
