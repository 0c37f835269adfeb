import { isObject, type Json, type JsonObject } from '../json.ts';

export type Names = {
  ref(name: string): string | undefined;
  attribute(name: string, attribute: string): string;
  map(name: string, first: string, second: string): Json;
};

/** Stands for `AWS::NoValue`: the property or list entry disappears. */
const absent = Symbol('AWS::NoValue');
type Resolved = Json | typeof absent;

const substitute = (text: string, own: JsonObject, names: Names) =>
  text.replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (Object.hasOwn(own, name)) return String(own[name]);
    const [id = '', ...attribute] = name.split('.');
    return attribute.length ? names.attribute(id, attribute.join('.')) : String(names.ref(id));
  });

const call = (name: string, argument: Json, names: Names): Resolved => {
  if (name === 'Ref') return names.ref(String(argument)) ?? absent;
  if (name === 'Fn::GetAtt') {
    const [id = '', ...path] = Array.isArray(argument)
      ? argument.map(String)
      : String(argument).split('.');
    return names.attribute(id, path.join('.'));
  }
  if (name === 'Fn::Sub') {
    const [text, own] = Array.isArray(argument) ? argument : [argument, {}];
    return substitute(String(text), resolve(own ?? {}, names) as JsonObject, names);
  }
  const list = resolve(argument, names) as Json[];
  switch (name) {
    case 'Fn::Join':
      return (list[1] as Json[]).map(String).join(String(list[0]));
    case 'Fn::Select':
      return (list[1] as Json[])[Number(list[0])] ?? absent;
    case 'Fn::Split':
      return String(list[1]).split(String(list[0]));
    case 'Fn::FindInMap':
      return names.map(String(list[0]), String(list[1]), String(list[2]));
    default:
      throw new Error(`the local runtime does not resolve ${name}`);
  }
};

const isCall = (key: string) => key === 'Ref' || key.startsWith('Fn::') || key === 'Condition';

const visit = (value: Json, names: Names): Resolved => {
  if (Array.isArray(value)) {
    return value.map((entry) => visit(entry, names)).filter((entry) => entry !== absent);
  }
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  const [only = ''] = keys;
  // A policy statement also has a `Condition`; only a lone string there names a template condition.
  const called = keys.length === 1 && isCall(only);
  if (called && !(only === 'Condition' && isObject(value.Condition))) {
    return call(only, value[only] ?? null, names);
  }
  const entries = Object.entries(value)
    .map(([key, entry]) => [key, visit(entry, names)] as const)
    .filter((pair): pair is readonly [string, Json] => pair[1] !== absent);
  return Object.fromEntries(entries);
};

/** Resolves the CloudFormation functions the template uses. @throws on any other function. */
export const resolve = (value: Json, names: Names): Json => {
  const resolved = visit(value, names);
  return resolved === absent ? null : resolved;
};
