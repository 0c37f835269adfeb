import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asObject, asText, isObject, type Json, type JsonObject } from '../json.ts';
import { type Names, resolve } from './intrinsics.ts';
import { account, type Endpoints, region, resourceNames } from './resource-names.ts';
import { behaviorOf } from './resource-types.ts';

/** One resource of the template with every reference resolved. */
export type TemplateResource = {
  id: string;
  /** The construct's name, which people recognize: `CheckCompleteness`. */
  label: string;
  type: string;
  ref: string;
  arn: string;
  properties: JsonObject;
  metadata: JsonObject;
};

export type CloudAssembly = {
  stackName: string;
  ofType(...types: string[]): TemplateResource[];
  find(refOrArnOrId: string): TemplateResource | undefined;
  /** The folder or file a function's code was staged to. */
  assetOf(resource: TemplateResource): string;
};

const readJson = (path: string) => asObject(JSON.parse(readFileSync(path, 'utf8')));

type Staged = { template: JsonObject; assets: JsonObject };

const stackOf = (directory: string) => {
  const artifacts = asObject(readJson(join(directory, 'manifest.json')).artifacts);
  const stacks = Object.entries(artifacts).filter(
    ([, artifact]) => asObject(artifact).type === 'aws:cloudformation:stack',
  );
  const [first] = stacks;
  if (!first || stacks.length > 1) {
    const found = stacks.map(([name]) => name).join(', ') || 'none';
    throw new Error(`the local runtime runs one stack; ${directory} has: ${found}`);
  }
  const [stackName, artifact] = first;
  const properties = asObject(asObject(artifact).properties);
  const assets = join(directory, `${stackName}.assets.json`);
  return {
    stackName,
    template: readJson(join(directory, asText(properties.templateFile))),
    assets: existsSync(assets) ? readJson(assets) : {},
  };
};

const pseudoParameters = (stackName: string): Record<string, string> => ({
  'AWS::AccountId': account,
  'AWS::Partition': 'aws',
  'AWS::Region': region,
  'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/local`,
  'AWS::StackName': stackName,
  'AWS::URLSuffix': 'amazonaws.com',
});

/**
 * Addresses that exist only in AWS become the loopback ones, wherever the template spells them out:
 * the issuer of the user pool and where people sign in, the API, and buckets.
 */
const toLoopback = (template: JsonObject, names: Names, endpoints: Endpoints) => {
  const pairs: [string, string][] = [];
  for (const [id, raw] of Object.entries(asObject(template.Resources))) {
    const { Type } = asObject(raw);
    if (Type === 'AWS::Cognito::UserPool') {
      const issuer = `https://cognito-idp.${region}.amazonaws.com/${region}_${id}`;
      pairs.push([issuer, `${endpoints.api}/local/cognito`]);
    }
    if (Type === 'AWS::Cognito::UserPoolDomain') {
      const hosted = `https://${names.ref(id)}.auth.${region}.amazoncognito.com`;
      pairs.push([hosted, `${endpoints.api}/local/cognito`]);
    }
    if (Type === 'AWS::S3::Bucket') {
      pairs.push([`https://${names.attribute(id, 'RegionalDomainName')}`, endpoints.gateway]);
    }
    if (Type === 'AWS::ApiGatewayV2::Api') {
      pairs.push([`https://${id}.execute-api.${region}.amazonaws.com`, endpoints.api]);
    }
  }
  pairs.push([endpoints.api.replace('http:', 'https:'), endpoints.api]);
  const rewrite = (value: Json): Json => {
    if (typeof value === 'string') {
      return pairs.reduce((text, [aws, local]) => text.replaceAll(aws, local), value);
    }
    if (Array.isArray(value)) return value.map(rewrite);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, rewrite(entry)]));
  };
  return rewrite;
};

/** What whoever deploys the service here would give: people open it where the API answers. */
const given = (name: string, { api }: Endpoints): string | undefined =>
  name === 'ConsoleOrigin' ? api : undefined;

const defaultOf = (name: string, { Default }: JsonObject): string => {
  if (Default === undefined) throw new Error(`the parameter ${name} has no default`);
  return String(Default);
};

const namesOf = (stackName: string, template: JsonObject, endpoints: Endpoints): Names => {
  const resources = asObject(template.Resources);
  const pseudo = pseudoParameters(stackName);
  const known = new Map<string, ReturnType<NonNullable<(typeof resourceNames)[string]>>>();
  const nameOf = (id: string) => {
    const cached = known.get(id);
    if (cached) return cached;
    const raw = asObject(resources[id]);
    const namer = resourceNames[asText(raw.Type)];
    if (!namer) throw new Error(`${id} (${asText(raw.Type) || 'missing'}) has no local name`);
    const named = namer(id, literalsOf(asObject(raw.Properties)), endpoints);
    known.set(id, named);
    return named;
  };
  // Names are literals or simple joins; resolving them may name another resource, never itself.
  const literalsOf = (properties: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(properties)
        .filter(([key]) => /Name$|^Identifier$|^Domain$|^EmailIdentity$/.test(key))
        .map(([key, value]) => [key, resolve(value, names)]),
    );
  const names: Names = {
    ref: (name) => {
      if (name === 'AWS::NoValue') return undefined;
      const parameter = asObject(template.Parameters)[name];
      if (parameter) return given(name, endpoints) ?? defaultOf(name, asObject(parameter));
      return pseudo[name] ?? nameOf(name).ref;
    },
    attribute: (id, attribute) => {
      const value = nameOf(id).attributes[attribute];
      if (value === undefined) throw new Error(`${id}.${attribute} has no local value`);
      return value;
    },
    map: (name, first, second) =>
      asObject(asObject(asObject(template.Mappings)[name])[first])[second] ?? null,
  };
  return names;
};

/** CDK ends a logical id with eight hexadecimal digits that keep it unique. */
const labelOf = (id: string) => id.replace(/[0-9A-F]{8}$/, '') || id;

const load = (
  id: string,
  raw: JsonObject,
  names: Names,
  rewrite: (value: Json) => Json,
): TemplateResource => {
  const type = asText(raw.Type);
  if (raw.Condition) throw new Error(`${id} depends on a template condition: not supported here`);
  let properties: JsonObject;
  try {
    properties = asObject(rewrite(resolve(raw.Properties ?? {}, names)));
  } catch (error) {
    throw new Error(`${id} (${type}): ${(error as Error).message}`, { cause: error });
  }
  const named = resourceNames[type] !== undefined;
  const ref = named ? (names.ref(id) ?? id) : id;
  const arn = named
    ? ['Arn', 'TopicArn', 'PolicyArn'].reduce((found, attribute) => {
        if (found) return found;
        try {
          return names.attribute(id, attribute);
        } catch {
          return '';
        }
      }, '')
    : '';
  const metadata = asObject(raw.Metadata);
  return { id, label: labelOf(id), type, ref, arn, properties, metadata };
};

/** The staged file that a nested stack's address ends with, by its hash. */
const nestedTemplate = (assets: JsonObject, address: Json | undefined): string => {
  const [, hash = ''] = /([0-9a-f]{64})\.json"/.exec(JSON.stringify(address ?? '')) ?? [];
  return asText(asObject(asObject(asObject(assets.files)[hash]).source).path);
};

/**
 * What only looks on may have a stack of its own within the stack; what runs may not.
 *
 * @throws for a nested stack that holds something this runtime would have to run
 */
const checkNested = (directory: string, { template, assets }: Staged): void => {
  for (const [id, raw] of Object.entries(asObject(template.Resources))) {
    const { Type, Properties } = asObject(raw);
    if (Type !== 'AWS::CloudFormation::Stack') continue;
    const file = nestedTemplate(assets, asObject(Properties).TemplateURL);
    if (!file) throw new Error(`${id} is a nested stack whose template is not in ${directory}`);
    const nested = readJson(join(directory, file));
    checkNested(directory, { template: nested, assets });
    for (const [within, resource] of Object.entries(asObject(nested.Resources))) {
      const type = asText(asObject(resource).Type);
      if (behaviorOf(type, within) === 'loaded')
        throw new Error(`${within} (${type}) is in the nested stack ${id}, where nothing runs`);
    }
  }
};

/**
 * Reads the synthesized cloud assembly, the same one that is deployed.
 *
 * @throws on a resource type without a loader or a reason to have none, on one that would run in a nested
 * stack, and on any CloudFormation function this runtime does not resolve.
 */
export const loadCloudAssembly = (directory: string, endpoints: Endpoints): CloudAssembly => {
  const { stackName, ...staged } = stackOf(directory);
  const { template } = staged;
  checkNested(directory, staged);
  const names = namesOf(stackName, template, endpoints);
  const rewrite = toLoopback(template, names, endpoints);
  const resources = Object.entries(asObject(template.Resources))
    .filter(([id, raw]) => behaviorOf(asText(asObject(raw).Type), id) === 'loaded')
    .map(([id, raw]) => load(id, asObject(raw), names, rewrite));
  const byName = new Map<string, TemplateResource>();
  for (const resource of resources) {
    for (const name of [resource.id, resource.ref, resource.arn]) {
      if (name) byName.set(name, resource);
    }
  }
  return {
    stackName,
    ofType: (...types) => resources.filter(({ type }) => types.includes(type)),
    find: (name) => byName.get(name),
    assetOf: ({ id, metadata, properties }) => {
      const path = asText(metadata['aws:asset:path']);
      const key = asText(asObject(properties.Code).S3Key).replace(/\.zip$/, '');
      if (!path && !key) throw new Error(`${id} has no staged code`);
      return join(directory, path || `asset.${key}`);
    },
  };
};
