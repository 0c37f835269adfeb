import { isObject, type Json, type JsonObject } from '../json.ts';

type Test = (expected: Json, actual: Json | undefined) => boolean;

const text = (actual: Json | undefined, holds: (value: string) => boolean) =>
  typeof actual === 'string' && holds(actual);

const wildcard = (pattern: string, value: string) => {
  const source = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${source.join('.*')}$`, 's').test(value);
};

const compare: Record<string, (left: number, right: number) => boolean> = {
  '=': (left, right) => left === right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

const numeric: Test = (expected, actual) => {
  if (typeof actual !== 'number' || !Array.isArray(expected)) return false;
  for (let at = 0; at < expected.length; at += 2) {
    if (!compare[String(expected[at])]?.(actual, Number(expected[at + 1]))) return false;
  }
  return true;
};

const tests: Record<string, Test> = {
  prefix: (expected, actual) => text(actual, (value) => value.startsWith(String(expected))),
  suffix: (expected, actual) => text(actual, (value) => value.endsWith(String(expected))),
  wildcard: (expected, actual) => text(actual, (value) => wildcard(String(expected), value)),
  'equals-ignore-case': (expected, actual) =>
    text(actual, (value) => value.toLowerCase() === String(expected).toLowerCase()),
  exists: (expected, actual) => (actual !== undefined) === expected,
  numeric,
  'anything-but': (expected, actual) => {
    if (actual === undefined) return false;
    const refused = Array.isArray(expected) ? expected : [expected];
    return !refused.some((each) => one(each, actual));
  },
};

const one = (expected: Json, actual: Json | undefined): boolean => {
  if (!isObject(expected)) return actual === expected;
  return Object.entries(expected).every(([name, argument]) => {
    const test = tests[name];
    if (!test) throw new Error(`the local runtime does not evaluate the event filter "${name}"`);
    return test(argument, actual);
  });
};

const field = (expected: Json, actual: Json | undefined): boolean => {
  if (!Array.isArray(expected)) return matchesEvent(expected as JsonObject, actual);
  // An event field that is a list matches when any of its entries does.
  const values = Array.isArray(actual) ? actual : [actual];
  return expected.some((each) => values.some((value) => one(each, value)));
};

/** Whether an EventBridge rule, or the filter of an event source mapping, takes this event. */
export const matchesEvent = (pattern: JsonObject, event: Json | undefined): boolean => {
  const actual = isObject(event) ? event : {};
  return Object.entries(pattern).every(([name, expected]) => {
    if (name === '$or' && Array.isArray(expected)) {
      return expected.some((each) => matchesEvent(each as JsonObject, event));
    }
    return field(expected, actual[name]);
  });
};

/** @throws on a filter this runtime cannot evaluate, so that a rule never silently takes nothing. */
export const checkPattern = (pattern: JsonObject): void => {
  const visit = (value: Json): void => {
    if (Array.isArray(value)) {
      for (const each of value) {
        if (!isObject(each)) continue;
        const unknown = Object.keys(each).find((name) => !Object.hasOwn(tests, name));
        if (unknown) {
          throw new Error(`the local runtime does not evaluate the event filter "${unknown}"`);
        }
      }
    } else if (isObject(value)) {
      for (const [name, each] of Object.entries(value)) {
        if (name === '$or' && Array.isArray(each)) each.forEach(visit);
        else visit(each);
      }
    }
  };
  visit(pattern);
};
