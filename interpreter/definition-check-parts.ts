import { refusal, ruleFields } from './definition-fields.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { isExpression } from './jsonata.ts';
import { limits } from './limits.ts';
import { readResource } from './resource.ts';

export type ReportProblem = (problem: string) => void;
/** Where a check stands: the variables of outer scopes and the state names already used. */
export type Within = { report: ReportProblem; outer: ReadonlySet<string>; taken: Set<string> };

const variableName = /^[\p{L}_][\p{L}\p{N}_]*$/u;

export const checkFields = (
  value: JsonObject,
  allowed: readonly string[],
  report: ReportProblem,
) => {
  for (const field of Object.keys(value)) if (!allowed.includes(field)) report(refusal(field));
};

export const checkLanguage = (value: JsonObject, report: ReportProblem) => {
  const { QueryLanguage: language } = value;
  if (language !== undefined && language !== 'JSONata') {
    report(`QueryLanguage '${String(language)}' is not supported, only JSONata`);
  }
};

export const checkAssign = (
  assign: Json | undefined,
  outer: ReadonlySet<string>,
  report: ReportProblem,
) => {
  if (assign === undefined) return;
  if (!isObject(assign)) return report('Assign must be an object');
  for (const name of Object.keys(assign)) {
    if (!variableName.test(name) || name.length > limits.nameLength || name === 'states') {
      report(`variable '${name}' does not have a legal name`);
    }
    if (outer.has(name)) report(`variable '${name}' is already used by an outer scope`);
  }
};

export const checkNext = (
  states: JsonObject,
  next: Json | undefined,
  field: string,
  report: ReportProblem,
) => {
  if (typeof next !== 'string') return report(`${field} must name a state`);
  if (!(next in states)) report(`${field} names '${next}', which is not a state here`);
};

export const checkOnward = (state: JsonObject, states: JsonObject, report: ReportProblem) => {
  if (state.Next !== undefined && state.End !== undefined) {
    return report('Next and End exclude each other');
  }
  if (state.End === true) return;
  if (state.End !== undefined) return report('End must be true');
  checkNext(states, state.Next, 'Next', report);
};

export const checkNumber = (
  state: JsonObject,
  field: string,
  least: number,
  report: ReportProblem,
) => {
  const value = state[field];
  if (value === undefined || isExpression(value)) return;
  if (typeof value !== 'number' || value < least) {
    report(`${field} must be a number of at least ${least} or an expression`);
  }
};

export const namesIn = (states: JsonObject): string[] =>
  Object.values(states).flatMap((state) => {
    if (!isObject(state)) return [];
    const nested = [state.Choices, state.Catch].flatMap((list) =>
      Array.isArray(list) ? list : [],
    );
    return [state, ...nested].flatMap((holder) =>
      isObject(holder) && isObject(holder.Assign) ? Object.keys(holder.Assign) : [],
    );
  });

export const checkTask = (state: JsonObject, report: ReportProblem) => {
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

export const checkChoice = (
  state: JsonObject,
  states: JsonObject,
  within: Within,
  report: ReportProblem,
) => {
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

export const checkWait = (state: JsonObject, report: ReportProblem) => {
  if ((state.Seconds === undefined) === (state.Timestamp === undefined)) {
    report('Wait needs either Seconds or Timestamp');
  }
  checkNumber(state, 'Seconds', 0, report);
  if (state.Timestamp !== undefined && typeof state.Timestamp !== 'string') {
    report('Timestamp must be a text');
  }
};
