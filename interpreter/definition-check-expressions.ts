import { type ExprNode, readExpression } from './expression.ts';
import { isObject, type Json } from './json.ts';

type Seen = { names: Set<string>; rooted: boolean; unqualified: Set<string> };

const children = (node: ExprNode): ExprNode[] =>
  [
    node.procedure,
    node.lhs,
    node.rhs,
    node.expression,
    node.condition,
    node.then,
    node.else,
    node.body,
    node.pattern,
    node.update,
    node.delete,
    node.expr,
    node.arguments,
    node.expressions,
    node.terms,
  ]
    .flat(3)
    .filter((child): child is ExprNode => typeof child === 'object' && child !== null);

/** Notes names used, and whether the expression reads an input, which AWS does not give it. */
const walk = (node: ExprNode, atTop: boolean, seen: Seen): void => {
  if (node.type === 'variable') {
    seen.names.add(String(node.value));
    if (node.value === '$' || (node.value === '' && atTop)) seen.rooted = true;
  }
  if (atTop && node.type === 'name') seen.unqualified.add(String(node.value));
  if (atTop && ['wildcard', 'descendant', 'parent'].includes(node.type)) seen.rooted = true;
  node.steps?.forEach((step, index) => {
    walk(step, atTop && index === 0, seen);
  });
  for (const filter of [...(node.predicate ?? []), ...(node.stages ?? [])]) {
    walk(filter, false, seen);
  }
  if (node.group)
    for (const pair of node.group.lhs) for (const part of pair) walk(part, false, seen);
  const inner = atTop && !['filter', 'transform', 'sort'].includes(node.type);
  for (const child of children(node)) walk(child, inner, seen);
};

const newerOperator = /\?\?|\?:/;

const problemsIn = (source: string): string[] => {
  const read = readExpression(source);
  if ('problem' in read) {
    const withoutStrings = source.replace(/'(\\.|[^'\\])*'|"(\\.|[^"\\])*"/g, "''");
    const operator = newerOperator.exec(withoutStrings)?.[0];
    if (operator) return [`operator '${operator}' is not in JSONata 2.0.6: ${source}`];
    return [`expression '${source}' cannot be read: ${read.problem}`];
  }
  const seen: Seen = { names: new Set(), rooted: false, unqualified: new Set() };
  walk(read.ast, true, seen);
  const problems: string[] = [];
  if (seen.names.has('eval')) problems.push('function $eval is not available');
  if (seen.rooted) problems.push(`expression '${source}' must start from $states or a variable`);
  for (const name of seen.unqualified) {
    problems.push(`field '${name}' in '${source}' must start from $states or a variable`);
  }
  if (source.includes('__proto__')) problems.push("the name '__proto__' is not allowed");
  return problems;
};

const constantFields = ['Type', 'Resource', 'Next', 'Default', 'Comment', 'StartAt'];

/** Problems of every text in a value, at any depth. */
export const expressionProblems = (value: Json, field = ''): string[] => {
  if (typeof value === 'string') {
    if (!value.startsWith('{%') || !value.endsWith('%}')) {
      return value.startsWith('States.') && value.endsWith(')')
        ? [`intrinsic '${value}' belongs to JSONPath, which is not supported`]
        : [];
    }
    if (constantFields.includes(field)) return [`${field} must not be an expression`];
    return problemsIn(value.slice(2, -2).trim());
  }
  if (Array.isArray(value)) return value.flatMap((item) => expressionProblems(item));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...(key.endsWith('.$') ? [`field '${key}' belongs to JSONPath, which is not supported`] : []),
    ...expressionProblems(item, key),
  ]);
};
