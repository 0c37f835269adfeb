import { styleText } from 'node:util';
import { runCase } from './run-case.ts';
import { conformance } from './table.ts';

const help = `Runs every conformance case of the local state machine interpreter and prints the result.

Usage: node test/conformance/print.ts [--failures] [text]

  text         only cases whose name or feature contains it
  --failures   print only what failed
  --help       this text

Exit code 0 when all cases pass, 1 otherwise.`;

const asked = process.argv.slice(2);
const filter = asked.find((argument) => !argument.startsWith('-')) ?? '';
const failuresOnly = asked.includes('--failures');
const isTerminal = process.stdout.isTTY;
const paint = (style: 'green' | 'red' | 'bold' | 'dim', text: string) =>
  isTerminal ? styleText(style, text) : text;

const print = async (): Promise<number> => {
  let passed = 0;
  let failed = 0;
  for (const { feature, cases } of conformance) {
    const chosen = cases.filter(({ id }) => `${feature} ${id}`.includes(filter));
    const lines: string[] = [];
    let good = 0;
    for (const example of chosen) {
      const problems = await runCase(example);
      if (problems.length === 0) good += 1;
      if (problems.length === 0 && failuresOnly) continue;
      const mark = problems.length === 0 ? paint('green', 'pass') : paint('red', 'FAIL');
      lines.push(`  ${mark}  ${example.id.padEnd(34)}  ${example.says}`);
      for (const problem of problems) lines.push(`        ${paint('red', problem)}`);
    }
    passed += good;
    failed += chosen.length - good;
    if (chosen.length === 0 || (failuresOnly && lines.length === 0)) continue;
    console.log(`${paint('bold', feature)} ${paint('dim', `${good} of ${chosen.length}`)}`);
    for (const line of lines) console.log(line);
    console.log();
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
};

if (asked.includes('--help')) console.log(help);
else process.exitCode = await print();
