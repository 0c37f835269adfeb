import { expressionProblems } from './definition-check-expressions.ts';
import { checkGuards } from './definition-check-guards.ts';
import {
  checkAssign,
  checkChoice,
  checkFields,
  checkLanguage,
  checkNext,
  checkNumber,
  checkOnward,
  checkTask,
  checkWait,
  namesIn,
  type ReportProblem,
  type Within,
} from './definition-check-parts.ts';
import { branchFields, machineFields, processorFields, stateFields } from './definition-fields.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { limits } from './limits.ts';

const checkMap = (state: JsonObject, inner: Within, report: ReportProblem) => {
  const processor = state.ItemProcessor;
  if (!isObject(processor)) return report('ItemProcessor must be an object');
  const config = processor.ProcessorConfig;
  if (config !== undefined && (!isObject(config) || (config.Mode ?? 'INLINE') !== 'INLINE')) {
    report('Distributed Map is not supported, only ProcessorConfig.Mode INLINE');
  }
  if (isObject(config)) checkFields(config, ['Mode'], report);
  for (const field of ['MaxConcurrency', 'ToleratedFailureCount', 'ToleratedFailurePercentage']) {
    checkNumber(state, field, 0, report);
  }
  checkBranch(processor, processorFields, inner);
};

const checkState = (name: string, state: Json, states: JsonObject, within: Within) => {
  const report: ReportProblem = (problem) => within.report(`State '${name}': ${problem}`);
  if (name.length > limits.nameLength) report(`the name is longer than ${limits.nameLength}`);
  if (within.taken.has(name)) report('the name is used twice');
  within.taken.add(name);
  if (!isObject(state)) return report('must be an object');
  const type = String(state.Type);
  const fields = stateFields[type as keyof typeof stateFields];
  if (!fields) return report(`Type '${type}' is not supported`);

  checkFields(state, [...fields.required, ...fields.optional], report);
  for (const field of fields.required) if (!(field in state)) report(`field '${field}' is missing`);
  checkLanguage(state, report);
  checkAssign(state.Assign, within.outer, report);
  if (fields.optional.includes('Next')) checkOnward(state, states, report);
  checkGuards(state, report, {
    next: (next) => checkNext(states, next, 'Next', report),
    assign: (assign) => checkAssign(assign, within.outer, report),
  });

  const inner: Within = {
    ...within,
    report,
    outer: new Set([...within.outer, ...namesIn(states)]),
  };
  if (type === 'Task') checkTask(state, report);
  if (type === 'Choice') checkChoice(state, states, within, report);
  if (type === 'Wait') checkWait(state, report);
  if (type === 'Map') checkMap(state, inner, report);
  if (type === 'Parallel') {
    if (!Array.isArray(state.Branches) || state.Branches.length === 0) {
      return report('Branches must be a list');
    }
    for (const branch of state.Branches) checkBranch(branch, branchFields, inner);
  }
  const { Branches: _branches, ItemProcessor: _processor, Comment: _comment, ...own } = state;
  for (const problem of expressionProblems(own)) report(problem);
};

const checkBranch = (branch: Json, fields: readonly string[], within: Within) => {
  if (!isObject(branch)) return within.report('a branch must be an object');
  checkFields(branch, fields, within.report);
  checkLanguage(branch, within.report);
  if (!isObject(branch.States)) return within.report('States must be an object');
  checkNext(branch.States, branch.StartAt, 'StartAt', within.report);
  for (const [name, state] of Object.entries(branch.States)) {
    checkState(name, state, branch.States, within);
  }
};

/** Everything in a machine that the interpreter would not run as AWS does, one sentence each. */
export const checkMachine = (machine: JsonObject): string[] => {
  const problems: string[] = [];
  const report: ReportProblem = (problem) => problems.push(problem);
  if (machine.QueryLanguage !== 'JSONata')
    report("QueryLanguage must be 'JSONata' at the top level");
  if (machine.Version !== undefined && machine.Version !== '1.0') report("Version must be '1.0'");
  const timeout = machine.TimeoutSeconds;
  if (timeout !== undefined && (!Number.isInteger(timeout) || (timeout as number) < 1)) {
    report('TimeoutSeconds must be a whole number of at least 1');
  }
  checkBranch(machine, machineFields, { report, outer: new Set(), taken: new Set() });
  return problems;
};
