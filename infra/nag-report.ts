import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Prints what the rule packs found in the last synthesis and what was acknowledged, with reasons. */

type Report = {
  pluginReports: { pluginName: string; conclusion: string; violations: { ruleName: string }[] }[];
};
type Metadata = Record<string, { type: string; data: Record<string, string> }[]>;

export type Acknowledgement = { rule: string; reason: string; path: string };

/** Every acknowledgement in a cloud assembly, with the construct it was made on. */
export const acknowledgements = (metadata: Metadata): Acknowledgement[] =>
  Object.entries(metadata).flatMap(([path, entries]) =>
    entries
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) => Object.entries(data))
      .map(([id, reason]) => ({ rule: id.replace(/^annotation::/i, ''), reason, path })),
  );

const read = (file: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', 'cdk.out', file), 'utf8'));

const printReport = () => {
  for (const { pluginName, violations } of (read('validation-report.json') as Report)
    .pluginReports) {
    console.log(`${pluginName}: ${violations.length} unacknowledged`);
  }
  const byReason = Map.groupBy(
    acknowledgements(read('Dripline.metadata.json')),
    ({ rule, reason }) => `${rule.replace(/\[.*/, '')}: ${reason}`,
  );
  console.log(`\n${byReason.size} acknowledgements`);
  for (const [text, places] of byReason) console.log(`  ${places.length} x ${text}`);
};

if (import.meta.main) printReport();
