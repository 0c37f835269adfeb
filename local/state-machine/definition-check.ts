import { expressionProblems } from './definition-check-expressions.ts';
import { checkGuards } from './definition-check-guards.ts';
import {
  branchFields,
  machineFields,
  processorFields,
  refusal,
  ruleFields,
  stateFields,
} from './definition-fields.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { limits } from './limits.ts';
import { readResource } from './resource.ts';

type Report = (problem: string) => void;
type Within = { report: Report; outer: ReadonlySet<string>; taken: Set<string> };

const variableName = /^[\p{L}_][\p{L}\p{N}_]*$/u;

const checkFields = (value: JsonObject, allowed: readonly string[], report: Report) => {
  for (const field of Object.keys(value)) if (!allowed.includes(field)) report(refusal(field));
};

const checkLanguage = (value: JsonObject, report: Report) => {
  const { QueryLanguage: language } = value;
  if (language !== undefined && language !== 'JSONata') {
    report(`QueryLanguage '${String(language)}' is not supported, only JSONata`);
  }
};

const checkAssign = (assign: Json | undefined, outer: ReadonlySet<string>, report: Report) => {
  if (assign === undefined) return;
  if (!isObject(assign)) return report('Assign must be an object');
  for (const name of Object.keys(assign)) {
    if (!variableName.test(name) || name.length > limits.nameLength || name === 'states') {
      report(`variable '${name}' does not have a legal name`);
    }
    if (outer.has(name)) report(`variable '${name}' is already used by an outer scope`);
  }
};

const checkNext = (states: JsonObject, next: Json | undefined, field: string, report: Report) => {
  if (typeof next !== 'string') return report(`${field} must name a state`);
  if (!(next in states)) report(`${field} names '${next}', which is not a state here`);
};

const checkOnward = (state: JsonObject, states: JsonObject, report: Report) => {
  if (state.Next !== undefined && state.End !== undefined) {
    return report('Next and End exclude each other');
  }
  if (state.End === true) return;
  if (state.End !== undefined) return report('End must be true');
  checkNext(states, state.Next, 'Next', report);
};

const isExpression = (value: Json | undefined) =>
  typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}');

const checkNumber = (state: JsonObject, field: string, least: number, report: Report) => {
  const value = state[field];
  if (value === undefined || isExpression(value)) return;
  if (typeof value !== 'number' || value < least) {
    report(`${field} must be a number of at least ${least} or an expression`);
  }
};

const namesIn = (states: JsonObject): string[] =>
  Object.values(states).flatMap((state) => {
    if (!isObject(state)) return [];
    const nested = [state.Choices, state.Catch].flatMap((list) =>
      Array.isArray(list) ? list : [],
    );
    return [state, ...nested].flatMap((holder) =>
      isObject(holder) && isObject(holder.Assign) ? Object.keys(holder.Assign) : [],
    );
  });

const checkTask = (state: JsonObject, report: Report) => {
  const arn = state.Resource;
  if (typeof arn !== 'string') return report('Resource must be a text');
  const resource = readResource(arn);
  if (!resource) return report(`Resource '${arn}' is not supported`);
  checkNumber(state, 'TimeoutSeconds', 1, report);
  checkNumber(state, 'HeartbeatSeconds', 1, report);
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
  if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
    report('HeartbeatSeconds must be smaller than TimeoutSeconds');
  }
  if (resource.kind !== 'function' && state.Arguments === undefined) {
    report(`Resource '${arn}' needs Arguments`);
  }
  if (resource.pattern !== 'callback') return;
  if (!JSON.stringify(state.Arguments ?? null).includes('$states.context')) {
    report('Arguments of a callback must pass $states.context.Task.Token');
  }
};

const checkChoice = (state: JsonObject, states: JsonObject, within: Within, report: Report) => {
  if (!Array.isArray(state.Choices) || state.Choices.length === 0) {
    return report('Choices must be a list of rules');
  }
  for (const rule of state.Choices) {
    if (!isObject(rule)) {
      report('each rule of Choices must be an object');
      continue;
    }
    checkFields(rule, ruleFields, report);
    if (typeof rule.Condition !== 'boolean' && !isExpression(rule.Condition)) {
      report('Condition must be an expression');
    }
    checkNext(states, rule.Next, 'Next', report);
    checkAssign(rule.Assign, within.outer, report);
  }
  if (state.Default !== undefined) checkNext(states, state.Default, 'Default', report);
};

const checkWait = (state: JsonObject, report: Report) => {
  if ((state.Seconds === undefined) === (state.Timestamp === undefined)) {
    report('Wait needs either Seconds or Timestamp');
  }
  checkNumber(state, 'Seconds', 0, report);
  if (state.Timestamp !== undefined && typeof state.Timestamp !== 'string') {
    report('Timestamp must be a text');
  }
};

const checkMap = (state: JsonObject, inner: Within, report: Report) => {
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
  const report: Report = (problem) => within.report(`State '${name}': ${problem}`);
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
  const report: Report = (problem) => problems.push(problem);
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
