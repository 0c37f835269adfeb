import { loadCloudAssembly } from '../../local/assembly/cloud-assembly.ts';
import { assemblyFolder, synthesize } from '../../local/assembly/synthesize.ts';
import { commandLine } from '../../local/command-line.ts';
import { openDataFolder } from '../../local/data/data-folder.ts';
import { type FunctionReport, leastPrivilege } from '../../local/iam/report.ts';
import { loadRoles } from '../../local/iam/roles.ts';
import { readUsage } from '../../local/iam/usage.ts';
import { freshDataFolder } from '../service.ts';
import { rehearse } from './rehearse.ts';

const usage = `Compares what each function's role allows with what the function does.

  npm run iam -- [options]

  --data <folder>   report on what a service with this folder did, instead of rehearsing everything
  --no-synth        take the template in cdk.out as it is
  --json            print the report as JSON
  --help

Without --data it starts a service of its own, plays the demo and everything the demo leaves out,
and then reports. Ends with 0 only if no permission was missing and none was left unused.
`;

const { values } = commandLine(usage, {
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    json: { type: 'boolean', default: false },
    data: { type: 'string' },
    'no-synth': { type: 'boolean', default: false },
  },
});

const nowhere = { api: 'http://127.0.0.1', gateway: 'http://127.0.0.1' };

const reportsOf = (dataFolder: string): FunctionReport[] => {
  const assembly = loadCloudAssembly(assemblyFolder, nowhere);
  const recorded = readUsage(openDataFolder(dataFolder).usage);
  return leastPrivilege(assembly, loadRoles(assembly), recorded);
};

const lineOf = ({ name, missing, unused, used }: FunctionReport): string => {
  const verdict = [
    ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
    ...(unused.length > 0 ? [`unused: ${unused.join(', ')}`] : []),
  ].join('; ');
  const fine = used.length > 0 ? `uses all ${used.length} it may` : 'needs nothing';
  return `${name.padEnd(30)} ${verdict || fine}\n`;
};

const run = async (): Promise<number> => {
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  // The progress goes beside the report, so that the report can be piped.
  const say = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  if (!values['no-synth'] && values.data === undefined) await synthesize();
  const data = values.data ?? freshDataFolder();
  const asWritten = values.data !== undefined || (await rehearse(data, say));
  const reports = reportsOf(data);
  const count = (list: 'missing' | 'unused') =>
    reports.reduce((total, report) => total + report[list].length, 0);
  process.stdout.write(
    values.json
      ? `${JSON.stringify(reports, null, 2)}\n`
      : `${reports.map(lineOf).join('')}\n${count('missing')} missing, ${count('unused')} unused\n`,
  );
  return asWritten && count('missing') + count('unused') === 0 ? 0 : 1;
};

process.exitCode = await run();
