import { isDeepStrictEqual } from 'node:util';
import { runWorkflow, type WorkflowRun } from '../support/state-machine.ts';
import type { Case } from './case.ts';

const show = (value: unknown) => JSON.stringify(value) ?? 'nothing';

const differs = (what: string, wanted: unknown, got: unknown): string[] =>
  isDeepStrictEqual(wanted, got) ? [] : [`${what}: expected ${show(wanted)}, got ${show(got)}`];

const inOrder = (wanted: string[], got: string[]): string[] => {
  let from = 0;
  for (const type of wanted) {
    const at = got.indexOf(type, from);
    if (at < 0) return [`history: ${type} is missing or out of order in ${got.join(', ')}`];
    from = at + 1;
  }
  return [];
};

const check = (run: WorkflowRun, { expected }: Case): string[] => {
  const { status, output, error, cause } = run.outcome();
  const wanted = expected.status ?? (expected.error === undefined ? 'SUCCEEDED' : 'FAILED');
  const because = status === wanted || error === undefined ? '' : ` (${error}: ${cause})`;
  const types = run.engine
    .getExecutionHistory(run.executionArn, { limit: 25_000 })
    .map(({ type }) => type);
  return [
    ...differs(`status${because}`, wanted, status),
    ...('output' in expected ? differs('output', expected.output, output) : []),
    ...(expected.error !== undefined ? differs('error', expected.error, error) : []),
    ...(expected.path ? differs('path', expected.path, run.path()) : []),
    ...(expected.events ? inOrder(expected.events, types) : []),
  ];
};

/** Runs one case; returns what was not as expected, empty when all was. */
export const runCase = async (example: Case): Promise<string[]> => {
  let run: WorkflowRun;
  try {
    run = await runWorkflow(example);
  } catch (error) {
    const { refused } = example.expected;
    const message = error instanceof Error ? error.message : String(error);
    if (refused !== undefined && message.includes(refused)) return [];
    return [`refused: ${message}`];
  }
  try {
    if (example.expected.refused !== undefined) return ['the definition was accepted'];
    await example.during?.(run);
    return check(run, example);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  } finally {
    await run.close();
  }
};
