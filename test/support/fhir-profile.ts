import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';

/**
 * Validates resources against the snapshots of FHIR packages read in place: cardinality, slicing,
 * fixed values and patterns, types, required bindings that can be expanded from the packages, and
 * FHIRPath invariants. It is for tests. Not checked: extension contexts, which the published
 * guides break themselves, terminology that is not in the packages, and slices told apart by a
 * value set.
 */
export type Json = { [name: string]: unknown };
type Issue = { profile: string; path: string; message: string };

type ElementType = { code: string; profile?: string[]; targetProfile?: string[] };
type Discriminator = { type: string; path: string };
type Element = Json & {
  id: string;
  path: string;
  min: number;
  max: string;
  sliceName?: string;
  contentReference?: string;
  type?: ElementType[];
  slicing?: { discriminator?: Discriminator[]; rules?: string };
  binding?: { strength: string; valueSet?: string };
  constraint?: { key: string; severity: string; expression?: string }[];
};
type Definition = Json & {
  url: string;
  version: string;
  type: string;
  kind: string;
  snapshot: { element: Element[] };
};

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON files of a gzipped tar, by their path in it. */
export const readPackage = (path: string): Map<string, Json> => {
  const tar = gunzipSync(readFileSync(path));
  const files = new Map<string, Json>();
  const field = (at: number, length: number) =>
    tar.toString('utf8', at, at + length).replace(/\0.*$/s, '');
  let long = '';
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(field(at + 124, 12).trim() || '0', 8);
    const kind = field(at + 156, 1);
    const content = at + 512;
    const prefix = field(at + 345, 155);
    const name = long || (prefix ? `${prefix}/` : '') + field(at, 100);
    long = '';
    if (kind === 'L') long = tar.toString('utf8', content, content + size).replace(/\0.*$/s, '');
    else if (kind === 'x')
      long = / path=(.*)\n/.exec(tar.toString('utf8', content, content + size))?.[1] ?? '';
    else if (/\.json$/.test(name))
      try {
        const json: unknown = JSON.parse(tar.toString('utf8', content, content + size));
        if (isObject(json)) files.set(name, json);
      } catch {
        // Some packages carry files that only end like JSON.
      }
    at = content + Math.ceil(size / 512) * 512;
  }
  return files;
};

/** The resource type that a canonical of the base specification ends in. */
const typeNamed = (canonical: string): string =>
  (canonical.split('|')[0] as string).split('/').at(-1) ?? '';

/** A node of the tree that a snapshot's element list spells out. */
type Node = { element: Element; children: Node[]; slices: Node[] };

/** Ids of a profile's elements that must be supported, each with whether a resource fills it. */
export type MustSupport = ReadonlyMap<string, boolean>;

const treeOf = ({ snapshot }: Definition): Node => {
  const nodes = new Map<string, Node>();
  let root: Node | undefined;
  for (const element of snapshot.element) {
    const node: Node = { element, children: [], slices: [] };
    nodes.set(element.id, node);
    const slice = /^(.*):[^.:]+$/.exec(element.id)?.[1];
    const parent = /^(.*)\.[^.]+$/.exec(element.id)?.[1];
    if (slice !== undefined && nodes.has(slice)) nodes.get(slice)?.slices.push(node);
    else if (parent !== undefined) nodes.get(parent)?.children.push(node);
    else root = node;
  }
  if (!root) throw new Error('empty snapshot');
  return root;
};

const pascal = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const primitives: Readonly<Record<string, (value: unknown) => boolean>> = {
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger as (value: unknown) => boolean,
  positiveInt: (value) => Number.isInteger(value) && (value as number) > 0,
  unsignedInt: (value) => Number.isInteger(value) && (value as number) >= 0,
  decimal: (value) => typeof value === 'number',
  date: (value) => /^\d{4}(-\d\d(-\d\d)?)?$/.test(String(value)),
  dateTime: (value) =>
    /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/.test(String(value)),
  instant: (value) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(String(value)),
  code: (value) => typeof value === 'string' && /^\S+( \S+)*$/.test(value),
  id: (value) => typeof value === 'string' && /^[A-Za-z0-9.-]{1,64}$/.test(value),
  uri: (value) => typeof value === 'string' && /^\S*$/.test(value),
  url: (value) => typeof value === 'string' && /^\S*$/.test(value),
  canonical: (value) => typeof value === 'string' && /^\S*$/.test(value),
  base64Binary: (value) =>
    typeof value === 'string' && /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value) && value.length > 0,
};
const isPrimitive = (code: string) =>
  /^[a-z]/.test(code) || code.startsWith('http://hl7.org/fhirpath/');

/** Whether a value holds everything that a pattern does. */
const matches = (value: unknown, pattern: unknown): boolean => {
  if (Array.isArray(pattern))
    return (
      Array.isArray(value) && pattern.every((one) => value.some((other) => matches(other, one)))
    );
  if (isObject(pattern))
    return (
      isObject(value) && Object.entries(pattern).every(([name, one]) => matches(value[name], one))
    );
  return value === pattern;
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const prescribed = (element: Element, kind: 'fixed' | 'pattern'): unknown =>
  Object.entries(element).find(([name]) => new RegExp(`^${kind}[A-Z]`).test(name))?.[1];

/** Constraints that the evaluator cannot do, or that the code here does itself. */
const skipped = new Set(['ele-1', 'ext-1', 'txt-1', 'txt-2', 'dom-6', 'dom-3']);

type Found = {
  value: unknown;
  /** Id and extensions of a primitive value. */
  shadow?: unknown;
  key: string;
  type?: ElementType | undefined;
};

export const openProfiles = (packages: readonly string[]) => {
  const definitions = new Map<string, Definition>();
  const valueSets = new Map<string, Json>();
  const codeSystems = new Map<string, Json>();
  const examples = new Map<string, Json>();
  for (const path of packages)
    for (const [name, json] of readPackage(path)) {
      if (name.includes('/example/')) examples.set(name, json);
      const url = String(json.url ?? '');
      const put = <T>(map: Map<string, T>, value: T) => {
        map.set(`${url}|${json.version}`, value);
        map.set(url, map.get(url) ?? value);
      };
      if (json.resourceType === 'StructureDefinition' && isObject(json.snapshot))
        put(definitions, json as Definition);
      if (json.resourceType === 'ValueSet') put(valueSets, json);
      if (json.resourceType === 'CodeSystem') put(codeSystems, json);
    }

  /** By `url|version`; another version of the same guide stands in for one we do not have. */
  const definitionOf = (canonical: string): Definition | undefined =>
    definitions.get(canonical) ?? definitions.get(canonical.split('|')[0] as string);

  const trees = new Map<Definition, Node>();
  const nodeOf = (definition: Definition): Node => {
    const known = trees.get(definition) ?? treeOf(definition);
    trees.set(definition, known);
    return known;
  };

  /** Codes of a value set as `system|code`, or undefined where the packages do not say. */
  const codesOf = (canonical: string, depth = 0): Set<string> | undefined => {
    const set = valueSets.get(canonical) ?? valueSets.get(canonical.split('|')[0] as string);
    const compose = isObject(set?.compose) ? set.compose : undefined;
    if (!compose || compose.exclude || depth > 5) return undefined;
    const codes = new Set<string>();
    for (const include of compose.include as Json[]) {
      if (include.filter) return undefined;
      for (const other of (include.valueSet as string[] | undefined) ?? []) {
        const inner = codesOf(other, depth + 1);
        if (!inner) return undefined;
        for (const code of inner) codes.add(code);
      }
      if (!include.system) continue;
      const listed = (include.concept ?? codeSystems.get(String(include.system))?.concept) as
        | { code: string }[]
        | undefined;
      if (!listed) return undefined;
      for (const { code } of listed) codes.add(`${include.system}|${code}`);
    }
    return codes;
  };

  type Context = { profile: string; root: Json; entries: readonly Json[]; issues: Issue[] };

  const resolve = ({ entries }: Context, reference: unknown): Json | undefined => {
    const wanted = isObject(reference) ? String(reference.reference ?? '') : '';
    const entry = entries.find(({ fullUrl }) => {
      const url = String(fullUrl);
      return wanted !== '' && (url === wanted || url.endsWith(`/${wanted}`));
    });
    return isObject(entry?.resource) ? entry.resource : undefined;
  };

  /** Values of an element in its parent, with the type that a choice's name tells. */
  const valuesOf = (parent: unknown, { element }: Node): Found[] => {
    if (!isObject(parent)) return [];
    const name = element.path.slice(element.path.lastIndexOf('.') + 1);
    const types = element.type ?? [];
    const keys = name.endsWith('[x]')
      ? types.map((type) => ({ key: name.slice(0, -3) + pascal(type.code), type }))
      : [{ key: name, type: types.length === 1 ? types[0] : undefined }];
    return keys.flatMap(({ key, type }) => {
      const value = parent[key];
      // A primitive may be there by its extensions alone.
      const shadow = parent[`_${key}`];
      if (value === undefined && shadow !== undefined) return [{ value: shadow, key, type }];
      if (value === undefined) return [];
      const shadows = Array.isArray(shadow) ? shadow : [shadow];
      return (Array.isArray(value) ? value : [value]).map((one, index) => ({
        value: one,
        shadow: shadows[index],
        key,
        type,
      }));
    });
  };

  /** What one step of a discriminator's path leads to. */
  const followed = (context: Context, value: unknown, part: string): unknown[] => {
    if (part === '$this' || part.startsWith('ofType(')) return [value];
    if (part === 'resolve()') return [resolve(context, value)].filter((one) => one !== undefined);
    if (!isObject(value)) return [];
    const url = /^extension\('(.*)'\)$/.exec(part)?.[1];
    if (url !== undefined)
      return Array.isArray(value.extension)
        ? value.extension.filter((extension) => isObject(extension) && extension.url === url)
        : [];
    const choice = Object.keys(value).find((name) => new RegExp(`^${part}[A-Z]`).test(name));
    const next = part in value ? value[part] : choice ? value[choice] : undefined;
    return next === undefined ? [] : Array.isArray(next) ? next : [next];
  };

  /** The path of a discriminator, cut where quotes hold dots: `extension('http://…').value`. */
  const splitPath = (path: string): string[] => path.match(/extension\('[^']*'\)|[^.]+/g) ?? [];

  const nodeAt = (node: Node, path: string): Node[] => {
    let found = [node];
    for (const part of splitPath(path)) {
      if (part === '$this' || part === 'resolve()' || part.startsWith('ofType(')) continue;
      const inExtension = /^extension\('(.*)'\)$/.exec(part)?.[1];
      found = found.flatMap(({ children, slices, element }) => {
        const own = [...children, ...slices.flatMap((slice) => slice.children)];
        if (inExtension)
          return own
            .filter(({ element: { path: at } }) => at.endsWith('.extension'))
            .flatMap((extension) => extension.slices)
            .filter(({ element: { type } }) =>
              type?.some(({ profile }) =>
                profile?.some((one) => one.split('|')[0] === inExtension),
              ),
            );
        const direct = own.filter(({ element: { path: at } }) =>
          [part, `${part}[x]`].includes(at.slice(at.lastIndexOf('.') + 1)),
        );
        if (direct.length > 0) return direct;
        const [profile] = element.type?.[0]?.profile ?? [];
        const typed = profile ? definitionOf(profile) : undefined;
        return typed ? nodeAt(nodeOf(typed), part) : [];
      });
    }
    return found;
  };

  const values = (context: Context, value: unknown, path: string): unknown[] =>
    splitPath(path).reduce<unknown[]>(
      (found, part) => found.flatMap((one) => followed(context, one, part)),
      [value],
    );

  const conforms = (context: Context, value: unknown, canonical: string): boolean => {
    const definition = definitionOf(canonical);
    if (!isObject(value)) return false;
    if (!definition) return true;
    if (definition.type !== value.resourceType) return false;
    const inner: Context = { ...context, profile: definition.url, root: value, issues: [] };
    check(inner, value, nodeOf(definition), { path: definition.type });
    return inner.issues.length === 0;
  };

  const hasValue = (context: Context, slice: Node, value: unknown, path: string): boolean => {
    const found = values(context, value, path);
    const nodes = nodeAt(slice, path);
    if (nodes.length === 0) return false;
    return nodes.some((node) => {
      const fixed = prescribed(node.element, 'fixed');
      const pattern = prescribed(node.element, 'pattern');
      if (fixed !== undefined) return found.some((one) => same(one, fixed));
      if (pattern !== undefined) return found.some((one) => matches(one, pattern));
      const inner = node.children.filter(
        ({ element }) =>
          prescribed(element, 'fixed') !== undefined ||
          prescribed(element, 'pattern') !== undefined,
      );
      if (inner.length > 0)
        return inner.every((child) => {
          const name = child.element.path.slice(child.element.path.lastIndexOf('.') + 1);
          return found.some((one) => hasValue(context, node, one, name));
        });
      const { binding } = node.element;
      const codes =
        binding?.strength === 'required' && binding.valueSet
          ? codesOf(binding.valueSet)
          : undefined;
      if (binding?.valueSet) {
        const system = /^https:\/\/valueset\.x12\.org\/x217\/005010\/.*\/(\d+)$/.exec(
          binding.valueSet,
        )?.[1];
        if (!codes && system)
          return found.some((one) => isObject(one) && String(one.system).endsWith(`/${system}`));
        if (codes) return found.some((one) => isCoded(one, codes));
      }
      const [profile] = node.element.type?.[0]?.profile ?? [];
      if (profile && path.endsWith('url')) return found.includes(profile.split('|')[0] as string);
      return false;
    });
  };

  const discriminated = (
    context: Context,
    slice: Node,
    value: unknown,
    { type, path }: Discriminator,
  ): boolean => {
    const found = values(context, value, path);
    if (type === 'value' || type === 'pattern') {
      if (path === 'url') {
        const profiles = slice.element.type?.flatMap(({ profile = [] }) => profile) ?? [];
        const url = isObject(value) ? value.url : undefined;
        if (profiles.length > 0) return profiles.some((one) => one.split('|')[0] === url);
      }
      return hasValue(context, slice, value, path);
    }
    if (type === 'exists') {
      const [node] = nodeAt(slice, path);
      return node?.element.max === '0' ? found.length === 0 : found.length > 0;
    }
    const nodes = nodeAt(slice, path);
    const types = (nodes.length > 0 ? nodes : [slice]).flatMap(({ element }) => element.type ?? []);
    if (type === 'type') {
      if (types.length === 0) return false;
      return found.some((one) =>
        types.some(({ code, targetProfile }) => {
          if (path.includes('resolve()'))
            return (targetProfile ?? []).some(
              (target) => isObject(one) && definitionOf(target)?.type === one.resourceType,
            );
          return isObject(one) && one.resourceType !== undefined ? one.resourceType === code : true;
        }),
      );
    }
    if (type === 'profile') {
      const profiles = types.flatMap(({ profile = [], targetProfile = [] }) =>
        path.includes('resolve()') ? targetProfile : profile,
      );
      return found.some((one) => profiles.some((profile) => conforms(context, one, profile)));
    }
    return false;
  };

  const inSlice = (context: Context, node: Node, slice: Node, found: Found): boolean => {
    const discriminators = node.element.slicing?.discriminator ?? [];
    const choice = node.element.path.endsWith('[x]');
    return discriminators.every((discriminator) => {
      if (choice && discriminator.type === 'type' && discriminator.path === '$this')
        return slice.element.type?.some(({ code }) => code === found.type?.code) ?? false;
      return discriminated(context, slice, found.value, discriminator);
    });
  };

  const isCoded = (value: unknown, codes: ReadonlySet<string>): boolean => {
    if (typeof value === 'string')
      return [...codes].some((code) => code.slice(code.lastIndexOf('|') + 1) === value);
    if (!isObject(value)) return false;
    if (Array.isArray(value.coding)) return value.coding.some((coding) => isCoded(coding, codes));
    return codes.has(`${value.system}|${value.code}`);
  };

  const report = (context: Context, path: string, message: string) =>
    context.issues.push({ profile: context.profile, path, message });

  const holds = (context: Context, value: unknown, element: Element, expression: string): unknown =>
    fhirpath.evaluate(
      value,
      { base: element.path.replace(/\[x\]$/, ''), expression },
      { resource: context.root, rootResource: context.entries[0] ?? context.root, context: value },
      r4,
      { traceFn: () => undefined },
    );

  const checkConstraints = (context: Context, value: unknown, element: Element, path: string) => {
    for (const { key, severity, expression } of element.constraint ?? []) {
      if (severity !== 'error' || !expression || skipped.has(key)) continue;
      if (expression.includes('htmlChecks')) continue;
      let answer: unknown;
      try {
        answer = holds(context, value, element, expression);
      } catch {
        // The evaluator knows the type of few inner elements; what it cannot do is not an issue.
        continue;
      }
      if (Array.isArray(answer) && answer.length > 0 && answer[0] !== true)
        report(context, path, `${key}: ${expression}`);
    }
  };

  const checkType = (context: Context, found: Found, node: Node, path: string) => {
    const { value, type } = found;
    const { element } = node;
    if (type && isPrimitive(type.code)) {
      const rule = primitives[type.code];
      if (isObject(value)) return;
      if (rule && !rule(value)) report(context, path, `is no ${type.code}`);
      if (!rule && typeof value !== 'string') report(context, path, `is no ${type.code}`);
      return;
    }
    const types = element.type ?? [];
    if (!isObject(value) && types.length > 0 && !types.some(({ code }) => isPrimitive(code)))
      return report(context, path, 'is no object');
    for (const { code, profile, targetProfile } of types) {
      if (code === 'Reference' && targetProfile && isObject(value)) {
        const target = resolve(context, value);
        const wanted = targetProfile.map((one) => definitionOf(one)?.type ?? typeNamed(one));
        const isNamed = wanted.every((name) => /^[A-Z]/.test(String(name)));
        const fits = wanted.includes('Resource') || wanted.includes(String(target?.resourceType));
        if (target && isNamed && !fits) report(context, path, `refers to ${target.resourceType}`);
      }
      if (!profile || types.length > 1) continue;
      const inner = profile.map(definitionOf).filter((one) => one !== undefined);
      if (inner.length === 0 || !isObject(value)) continue;
      const results = inner.map((definition) => {
        const own: Context = { ...context, issues: [] };
        if (definition.kind === 'resource' && definition.type !== value.resourceType)
          return [{ profile: definition.url, path, message: `is no ${definition.type}` }];
        check(own, value, nodeOf(definition), { path });
        return own.issues;
      });
      if (!results.some((issues) => issues.length === 0))
        context.issues.push(...(results.sort((a, b) => a.length - b.length)[0] as Issue[]));
    }
  };

  const checkValue = (context: Context, found: Found, node: Node, path: string) => {
    const { element } = node;
    const { value } = found;
    const fixed = prescribed(element, 'fixed');
    if (fixed !== undefined && !same(value, fixed)) report(context, path, 'is not the fixed value');
    const pattern = prescribed(element, 'pattern');
    if (pattern !== undefined && !matches(value, pattern))
      report(context, path, 'does not match the pattern');
    const { binding } = element;
    if (binding?.strength === 'required' && binding.valueSet) {
      const codes = codesOf(binding.valueSet);
      const coded =
        typeof value === 'string' ||
        (isObject(value) && (value.coding || value.code !== undefined));
      if (codes && coded && !isCoded(value, codes))
        report(context, path, 'is not in the value set');
    }
    checkType(context, found, node, path);
    check(context, value, node, { path, shadow: found.shadow });
  };

  const checkCount = (context: Context, { element }: Node, count: number, path: string) => {
    const name = element.sliceName ? `${path}:${element.sliceName}` : path;
    if (count < element.min) report(context, name, `has ${count} of at least ${element.min}`);
    if (element.max !== '*' && count > Number(element.max))
      report(context, name, `has ${count} of at most ${element.max}`);
  };

  /** Checks what a node says of a value: its own constraints, then every element inside. */
  const check = (
    context: Context,
    value: unknown,
    node: Node,
    { path, shadow }: { path: string; shadow?: unknown },
  ): void => {
    const inBundle =
      isObject(value) && Array.isArray(value.entry) && node.element.path === 'Bundle';
    const inner = inBundle ? { ...context, entries: value.entry as Json[] } : context;
    checkConstraints(inner, value, node.element, path);
    for (const child of node.children) {
      const name = child.element.path.slice(child.element.path.lastIndexOf('.') + 1);
      const found = valuesOf(isObject(value) ? value : shadow, child);
      const at = `${path}.${name}`;
      checkCount(inner, child, found.length, at);
      const taken = new Set<Found>();
      for (const slice of child.slices) {
        const members = found.filter((one) => inSlice(inner, child, slice, one));
        checkCount(inner, slice, members.length, at);
        for (const member of members) {
          taken.add(member);
          checkValue(inner, member, slice, `${at}:${slice.element.sliceName}`);
        }
      }
      for (const [index, one] of found.entries()) {
        if (child.slices.length > 0 && child.element.slicing?.rules === 'closed' && !taken.has(one))
          report(inner, at, 'is in no slice');
        checkValue(inner, one, child, found.length > 1 ? `${at}[${index}]` : at);
      }
    }
  };

  /** What must be supported of a profile, and whether any of these resources of a bundle fills it. */
  const mustSupport = (profile: string, resources: readonly { json: Json; entries: Json[] }[]) => {
    const definition = definitionOf(profile);
    if (!definition) throw new Error(`${profile} is not in the packages`);
    const found = new Map<string, boolean>();
    const walk = (node: Node, filled: readonly { context: Context; found: Found }[]): void => {
      const { id } = node.element;
      if (node.element.mustSupport === true) found.set(id, filled.length > 0);
      for (const child of node.children) {
        const inside = filled.flatMap(({ context, found: { value, shadow } }) =>
          valuesOf(isObject(value) ? value : shadow, child).map((one) => ({ context, found: one })),
        );
        walk(child, inside);
        for (const slice of child.slices)
          walk(
            slice,
            inside.filter((one) => inSlice(one.context, child, slice, one.found)),
          );
      }
    };
    walk(
      nodeOf(definition),
      resources.map(({ json, entries }) => ({
        context: { profile, root: json, entries, issues: [] },
        found: { value: json, key: '' },
      })),
    );
    return found as MustSupport;
  };

  const declared = (resource: Json): string[] =>
    isObject(resource.meta) && Array.isArray(resource.meta.profile)
      ? resource.meta.profile.map(String)
      : [];

  /** Issues of a resource under its profiles, and of the resources inside a bundle under theirs. */
  const validate = (resource: Json, profiles = declared(resource)): Issue[] => {
    const entries = Array.isArray(resource.entry) ? (resource.entry as Json[]) : [];
    const own = profiles.flatMap((profile) => {
      const definition = definitionOf(profile);
      if (!definition) return [{ profile, path: '', message: 'is not in the packages' }];
      const context: Context = { profile, root: resource, entries, issues: [] };
      check(context, resource, nodeOf(definition), { path: definition.type });
      return context.issues;
    });
    const inside = entries.flatMap(({ resource: inner }, index) => {
      if (!isObject(inner)) return [];
      return declared(inner).flatMap((profile) => {
        const definition = definitionOf(profile);
        if (!definition) return [];
        const context: Context = { profile, root: inner, entries, issues: [] };
        const path = `entry[${index}].${definition.type}`;
        check(context, inner, nodeOf(definition), { path });
        return context.issues;
      });
    });
    return [...own, ...inside];
  };

  return { validate, mustSupport, examples };
};

export type Profiles = ReturnType<typeof openProfiles>;
