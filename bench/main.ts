import { arch, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { synthesize } from '../local/assembly/synthesize.ts';
import { apiLatency } from './api-latency.ts';
import type { Benchmark, Outcome, Settings } from './benchmark.ts';
import { bundles } from './bundles.ts';
import { intake } from './intake.ts';
import { measures } from './measures.ts';
import { patientPageOpened } from './patient-page.ts';
import { payers } from './payers.ts';
import { recovery } from './recovery.ts';
import { referralCost } from './referral-cost.ts';
import { measureTable } from './report.ts';
import { round } from './round.ts';
import { slots } from './slots.ts';
import { start } from './start.ts';
import { throughput } from './throughput.ts';
import { wholeLife } from './whole-life.ts';
import { worklist } from './worklist.ts';

const benchmarks: readonly Benchmark[] = [
  bundles,
  slots,
  intake,
  referralCost,
  wholeLife,
  round,
  throughput,
  apiLatency,
  payers,
  worklist,
  measures,
  patientPageOpened,
  recovery,
  start,
];

const usage = `Measures the service on this machine and prints each value beside its bar. It judges nothing: it
ends with 0 unless something could not be measured.

  npm run bench -- [options]

  --only <name>         one of the benchmarks below; may be given more than once
  --seconds <n>         how long a load is kept up (default 30)
  --executions <n>      executions that wait while the service is killed (default 1000)
  --imports <n>         fresh processes per function (default 7)
  --no-synth            measure the template in cdk.out as it is
  --help

Benchmarks:
${benchmarks.map(({ name, title }) => `  ${name.padEnd(12)}${title}`).join('\n')}
`;

const options = () => {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      only: { type: 'string', multiple: true, default: [] },
      seconds: { type: 'string', default: '30' },
      executions: { type: 'string', default: '1000' },
      imports: { type: 'string', default: '7' },
      'no-synth': { type: 'boolean', default: false },
    },
  });
  const atLeastOne = (name: 'seconds' | 'executions' | 'imports'): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a whole number`);
    return value;
  };
  const unknown = values.only.find((name) => !benchmarks.some((one) => one.name === name));
  if (unknown) throw new Error(`There is no benchmark ${unknown}. See --help.`);
  const settings: Settings = {
    seconds: atLeastOne('seconds'),
    executions: atLeastOne('executions'),
    imports: atLeastOne('imports'),
  };
  const chosen = benchmarks.filter(({ name }) => !values.only.length || values.only.includes(name));
  return { help: values.help, synth: !values['no-synth'], settings, chosen };
};

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const machine = (): string => {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `Node ${process.versions.node}, ${cpus().length} × ${first?.model ?? arch()}, ${memory} GB`;
};

/** Runs one benchmark; undefined when it could not measure. */
const measured = async (one: Benchmark, settings: Settings): Promise<Outcome | undefined> => {
  print(`\n${one.title}`);
  const started = performance.now();
  const say = (line: string) =>
    print(`  … ${((performance.now() - started) / 1000).toFixed(0).padStart(3)} s  ${line}`);
  try {
    const outcome = await one.run(settings, say);
    print('');
    for (const detail of outcome.details ?? []) print(`${detail}\n`);
    print(measureTable(outcome.measures));
    return outcome;
  } catch (error) {
    print(`  could not be measured: ${(error as Error).message}`);
    process.exitCode = 1;
    return undefined;
  }
};

const run = async (): Promise<void> => {
  const { help, synth, settings, chosen } = options();
  if (help) return print(usage);
  print(machine());
  if (synth) {
    print('Synthesizing the CDK app');
    await synthesize();
  }
  const outcomes: Outcome[] = [];
  for (const one of chosen) {
    const outcome = await measured(one, settings);
    if (outcome) outcomes.push(outcome);
  }
  if (outcomes.length > 1) {
    print('\nAll together');
    print(
      measureTable(
        outcomes.flatMap(({ measures }) => measures.filter(({ bar }) => bar !== undefined)),
      ),
    );
  }
};

try {
  await run();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
