import type { JsonObject } from './json.ts';
import { isObject, type Json } from './json.ts';

const statesOf = (value: Json): [string, JsonObject][] => {
  if (Array.isArray(value)) return value.flatMap(statesOf);
  if (!isObject(value) || !isObject(value.States)) return [];
  return Object.entries(value.States).flatMap(([name, state]) =>
    isObject(state)
      ? [
          [name, state] as [string, JsonObject],
          ...statesOf(state.Branches ?? null),
          ...statesOf(state.ItemProcessor ?? null),
        ]
      : [],
  );
};

const expressionsIn = (value: Json): string[] => {
  if (typeof value === 'string') return value.startsWith('{%') ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(expressionsIn);
  if (!isObject(value)) return [];
  const { States: _states, Branches: _branches, ItemProcessor: _processor, ...own } = value;
  return Object.values(own).flatMap(expressionsIn);
};

const catches = (state: JsonObject, names: readonly string[]): boolean =>
  Array.isArray(state.Catch) &&
  state.Catch.some(
    (catcher) =>
      isObject(catcher) &&
      Array.isArray(catcher.ErrorEquals) &&
      catcher.ErrorEquals.some((name) => names.includes(String(name))),
  );

const problemsOf = (state: JsonObject): string[] => {
  const problems: string[] = [];
  if (state.Type === 'Task') {
    const isCallback = String(state.Resource).endsWith('.waitForTaskToken');
    if (isCallback && state.TimeoutSeconds === undefined) {
      problems.push('a callback needs TimeoutSeconds');
    }
    if (isCallback && !catches(state, ['States.Timeout', 'States.ALL'])) {
      problems.push('a callback needs a Catch for States.Timeout or States.ALL');
    }
    if (!Array.isArray(state.Retry) || state.Retry.length === 0) {
      problems.push('a task needs Retry for transient faults');
    }
  }
  if (state.Type === 'Choice' && state.Default === undefined) {
    problems.push('a Choice needs Default');
  }
  for (const expression of expressionsIn(state)) {
    if (expression.includes('"')) problems.push(`use single quotes in ${expression}`);
    if (/\$random\(\s*\)/.test(expression)) problems.push(`seed $random in ${expression}`);
  }
  return problems;
};

/** What our own workflows must not do although AWS would allow it; one sentence each. */
export const lintHouseRules = (definition: unknown): string[] =>
  statesOf(definition as Json).flatMap(([name, state]) =>
    problemsOf(state).map((problem) => `State '${name}': ${problem}`),
  );
