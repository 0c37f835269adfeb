import { createHash } from 'node:crypto';
import { checkMachine } from './definition-check.ts';
import type { Branch, Definition } from './definition-types.ts';
import { isObject, type JsonObject } from './json.ts';
import { limits } from './limits.ts';
import { readResource } from './resource.ts';

export { lintHouseRules } from './house-rules.ts';

/** Refused at load; every problem names its state. */
export class InvalidDefinition extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.name = 'InvalidDefinition';
    this.problems = problems;
  }
}

const parse = (text: string): JsonObject => {
  if (Buffer.byteLength(text) > limits.definitionBytes) {
    throw new InvalidDefinition([`The definition is larger than ${limits.definitionBytes} bytes`]);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new InvalidDefinition(['The definition is not JSON']);
  }
  if (!isObject(parsed)) throw new InvalidDefinition(['The definition is not a JSON object']);
  return parsed;
};

/** Problems of a definition, one sentence each; empty when the interpreter runs all of it. */
export const definitionProblems = (text: string): string[] => {
  try {
    return checkMachine(parse(text));
  } catch (error) {
    if (error instanceof InvalidDefinition) return [...error.problems];
    throw error;
  }
};

const withResources = <T extends Branch>(branch: T): T => {
  for (const state of Object.values(branch.States)) {
    if (state.Type === 'Task') Object.assign(state, { resource: readResource(state.Resource) });
    if (state.Type === 'Parallel') state.Branches.forEach(withResources);
    if (state.Type === 'Map') withResources(state.ItemProcessor);
  }
  return branch;
};

/** Reads a definition that this interpreter can run entirely. @throws InvalidDefinition */
export const readDefinition = (text: string): Definition => {
  const machine = parse(text);
  const problems = checkMachine(machine);
  if (problems.length > 0) throw new InvalidDefinition(problems);
  return withResources(machine as unknown as Definition);
};

/** The fingerprint that pins a running execution to its definition. */
export const definitionHash = (text: string): string =>
  createHash('sha256').update(text).digest('hex');
