import { asList, asObject, type Json, type JsonObject } from '../json.ts';
import { matchesPattern } from './wildcard.ts';

/** Condition keys of a request, by lower-case name. A key may have several values. */
export type RequestContext = Record<string, readonly string[]>;

type Comparison = (expected: string, actual: string) => boolean;

const comparisons: Record<string, { holds: Comparison; negated?: true }> = {
  StringEquals: { holds: (expected, actual) => expected === actual },
  StringNotEquals: { holds: (expected, actual) => expected === actual, negated: true },
  StringEqualsIgnoreCase: {
    holds: (expected, actual) => expected.toLowerCase() === actual.toLowerCase(),
  },
  StringLike: { holds: matchesPattern },
  StringNotLike: { holds: matchesPattern, negated: true },
  ArnEquals: { holds: matchesPattern },
  ArnLike: { holds: matchesPattern },
  ArnNotEquals: { holds: matchesPattern, negated: true },
  ArnNotLike: { holds: matchesPattern, negated: true },
  Bool: { holds: (expected, actual) => expected.toLowerCase() === actual.toLowerCase() },
  NumericLessThanEquals: { holds: (expected, actual) => Number(actual) <= Number(expected) },
  NumericGreaterThan: { holds: (expected, actual) => Number(actual) > Number(expected) },
};

const parsed = new Map<string, { set: string | undefined; name: string; ifExists: boolean }>();

const parse = (operator: string) => {
  const known = parsed.get(operator);
  if (known) return known;
  const [, set, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const parts = { set, name, ifExists: ifExists !== undefined };
  parsed.set(operator, parts);
  return parts;
};

export const refuseUnknownOperators = (condition: JsonObject): void => {
  for (const operator of Object.keys(condition)) {
    const { name } = parse(operator);
    if (name !== 'Null' && !Object.hasOwn(comparisons, name)) {
      throw new Error(`the local runtime does not evaluate the IAM condition ${operator}`);
    }
  }
};

const keyHolds = (operator: string, expected: string[], actual: readonly string[] | undefined) => {
  const { set, name, ifExists } = parse(operator);
  if (name === 'Null') return expected.includes(String(actual === undefined));
  const comparison = comparisons[name];
  if (!comparison) return false;
  const one = (value: string) =>
    expected.some((each) => comparison.holds(each, value)) !== Boolean(comparison.negated);
  // An absent key satisfies "all of its values", "if it exists" and the negated comparisons.
  if (!actual?.length) {
    if (set === 'ForAnyValue') return false;
    return set === 'ForAllValues' || ifExists || Boolean(comparison.negated);
  }
  return set === 'ForAnyValue' ? actual.some(one) : actual.every(one);
};

/** All operators and all keys of a condition block must hold; the values of one key are "any of". */
export const conditionHolds = (condition: JsonObject, context: RequestContext): boolean =>
  Object.entries(condition).every(([operator, keys]) =>
    Object.entries(asObject(keys)).every(([key, expected]) =>
      keyHolds(operator, asList<Json>(expected).map(String), context[key.toLowerCase()]),
    ),
  );
