import { parseArgs } from 'node:util';
import { loadCloudAssembly } from './cloud-assembly.ts';
import { openDataFolder } from './data-folder.ts';
import { leastPrivilege } from './iam/report.ts';
import { loadRoles } from './iam/roles.ts';
import { readUsage } from './iam/usage.ts';
import { assemblyFolder } from './synthesize.ts';

const usage = `Compares what each function's role allows with what the function did here.

  node local/iam-report.ts [--json] [--data .dripline] [--assembly cdk.out]

Ends with 1 when an action was denied or never used.
`;

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h', default: false },
    json: { type: 'boolean', default: false },
    data: { type: 'string', default: '.dripline' },
    assembly: { type: 'string', default: assemblyFolder },
  },
});

const nowhere = { api: 'http://127.0.0.1', gateway: 'http://127.0.0.1' };

const run = () => {
  const assembly = loadCloudAssembly(values.assembly, nowhere);
  const recorded = readUsage(openDataFolder(values.data).usage);
  const reports = leastPrivilege(assembly, loadRoles(assembly), recorded);
  if (values.json) {
    process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
  } else {
    for (const { name, missing, unused, used } of reports) {
      const verdict = [
        missing.length ? `missing: ${missing.join(', ')}` : '',
        unused.length ? `unused: ${unused.join(', ')}` : '',
      ].filter(Boolean);
      const fine = used.length ? `uses all ${used.length} it may` : 'needs nothing';
      process.stdout.write(`${name.padEnd(30)} ${verdict.join('; ') || fine}\n`);
    }
    const count = (list: 'missing' | 'unused') =>
      reports.reduce((total, report) => total + report[list].length, 0);
    process.stdout.write(`\n${count('missing')} missing, ${count('unused')} unused\n`);
  }
  if (reports.some(({ missing, unused }) => missing.length || unused.length)) process.exitCode = 1;
};

if (values.help) process.stdout.write(usage);
else run();
