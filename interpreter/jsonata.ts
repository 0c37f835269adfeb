import { type Compiled, describeProblem, readExpression } from './expression.ts';
import { StateFailure } from './failure.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { addedFunctions } from './jsonata-functions.ts';

/** What an expression sees: `$states`, the variables, and the time (epoch ms). */
export type Scope = { states: JsonObject; variables: JsonObject; now: number };

/** Evaluation steps one expression may take, so that no definition can hold up the engine. */
const stepBudget = 500_000;
const depthBudget = 400;
const budgetKey = ' budget';

type Budget = { steps: number; now: Date };
type Environment = { lookup(name: string): unknown; timestamp: Date };

const spend = (_node: unknown, _input: unknown, environment: Environment) => {
  const budget = environment.lookup(budgetKey) as Budget;
  environment.timestamp = budget.now;
  budget.steps += 1;
  if (budget.steps > stepBudget) {
    throw Object.assign(new Error('the expression takes too long'), { code: 'U1001' });
  }
};

const compiledBySource = new Map<string, Compiled>();
const cacheSize = 5_000;

const compile = (source: string): Compiled => {
  const known = compiledBySource.get(source);
  if (known) return known;
  const read = readExpression(source);
  if ('problem' in read) throw new Error(read.problem);
  const entry = Symbol.for('jsonata.__evaluate_entry') as unknown as string;
  read.compiled.assign(entry, spend);
  if (compiledBySource.size >= cacheSize) compiledBySource.clear();
  compiledBySource.set(source, read.compiled);
  return read.compiled;
};

const tooDeep = (value: unknown, depth = 0): boolean =>
  depth > depthBudget ||
  (typeof value === 'object' &&
    value !== null &&
    Object.values(value).some((item) => tooDeep(item, depth + 1)));

/** JSONata marks its arrays with hidden fields and may return functions: only JSON goes on. */
const normalize = (value: unknown): Json => {
  if (value === undefined) throw new Error('the expression returned undefined');
  if (tooDeep(value)) throw new Error('the result is nested too deeply');
  const text = JSON.stringify(value, (_key, item) => {
    if (typeof item === 'function' || (isObject(item) && '_jsonata_lambda' in item)) {
      throw new Error('the expression returned a function');
    }
    return item;
  });
  return JSON.parse(text) as Json;
};

export const isExpression = (value: Json | undefined): value is string =>
  typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}');

const evaluateExpression = async (
  source: string,
  scope: Scope,
  location: string,
): Promise<Json> => {
  try {
    const bindings = {
      ...addedFunctions(scope.now),
      ...scope.variables,
      states: scope.states,
      [budgetKey]: { steps: 0, now: new Date(scope.now) } satisfies Budget,
    };
    return normalize(await compile(source).evaluate(undefined, bindings));
  } catch (error) {
    throw new EvaluationFailure(
      `The JSONata expression '${source}' specified for the field '${location}' failed: ${describeProblem(error)}`,
      location,
    );
  }
};

/** An expression that failed or gave no value; its state fails with `States.QueryEvaluationError`. */
export class EvaluationFailure extends StateFailure {
  readonly location: string;
  constructor(cause: string, location: string) {
    super('States.QueryEvaluationError', cause);
    this.name = 'EvaluationFailure';
    this.location = location;
  }
}

/**
 * Replaces every expression in a template by its value.
 * @throws EvaluationFailure
 */
export const evaluate = async (template: Json, scope: Scope, location: string): Promise<Json> => {
  if (isExpression(template)) {
    return await evaluateExpression(template.slice(2, -2).trim(), scope, location);
  }
  if (Array.isArray(template)) {
    const items: Json[] = [];
    for (const [i, item] of template.entries()) {
      items.push(await evaluate(item, scope, `${location}[${i}]`));
    }
    return items;
  }
  if (!isObject(template)) return template;
  const result: JsonObject = {};
  for (const [key, item] of Object.entries(template)) {
    result[key] = await evaluate(item, scope, `${location}/${key}`);
  }
  return result;
};
