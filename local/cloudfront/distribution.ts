import { readFileSync } from 'node:fs';
import type { CloudAssembly, TemplateResource } from '../assembly/cloud-assembly.ts';
import { objectPath, readStored } from '../aws-gateway/stored-object.ts';
import type { Incoming, Outgoing } from '../http-api/exchange.ts';
import { asList, asObject, asText, type JsonObject } from '../json.ts';
import { type EdgeFunction, edgeFunction } from './edge-function.ts';

type Options = {
  assembly: CloudAssembly;
  /** The folder in which the stand-in of S3 keeps objects. */
  objects: string;
};

type Behavior = {
  matches: (path: string) => boolean;
  /** The bucket behind it; undefined where the API is. */
  bucket: string | undefined;
  atRequest: EdgeFunction | undefined;
  headers: Record<string, string>;
};

/** `*` stands for any characters, `?` for one; the slash in front may be left out. */
const pathMatcher = (pattern: string) => {
  const escaped = pattern
    .replace(/^\//, '')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^/${escaped}$`);
  return (path: string) => expression.test(path);
};

const header = (name: string, value: unknown) => (value ? { [name]: String(value) } : {});

/** What a policy of the template adds to every answer. */
const policyHeaders = (policy: TemplateResource | undefined): Record<string, string> => {
  const { SecurityHeadersConfig, CustomHeadersConfig } = asObject(
    policy?.properties.ResponseHeadersPolicyConfig,
  );
  const {
    ContentSecurityPolicy: content,
    ContentTypeOptions: type,
    FrameOptions: frame,
    ReferrerPolicy: referrer,
    StrictTransportSecurity: transport,
  } = asObject(SecurityHeadersConfig);
  const { AccessControlMaxAgeSec, IncludeSubdomains } = asObject(transport);
  return {
    ...header('content-security-policy', asObject(content).ContentSecurityPolicy),
    ...header('x-content-type-options', type && 'nosniff'),
    ...header('x-frame-options', asObject(frame).FrameOption),
    ...header('referrer-policy', asObject(referrer).ReferrerPolicy),
    ...header(
      'strict-transport-security',
      transport &&
        `max-age=${AccessControlMaxAgeSec}${IncludeSubdomains ? '; includeSubDomains' : ''}`,
    ),
    ...Object.fromEntries(
      asList<JsonObject>(asObject(CustomHeadersConfig).Items).map(({ Header, Value }) => [
        asText(Header),
        asText(Value),
      ]),
    ),
  };
};

const readBehaviors = (assembly: CloudAssembly): Behavior[] => {
  const [front] = assembly.ofType('AWS::CloudFront::Distribution');
  const config = asObject(front?.properties.DistributionConfig);
  const buckets = new Map(
    assembly.ofType('AWS::S3::Bucket').map(({ ref }) => [`${ref}.s3.us-east-1.amazonaws.com`, ref]),
  );
  const origins = new Map(
    asList<JsonObject>(config.Origins).map(({ Id, DomainName }) => [
      asText(Id),
      buckets.get(asText(DomainName)),
    ]),
  );
  const functionIn = (associations: unknown): EdgeFunction | undefined => {
    const [first] = asList<JsonObject>(associations).filter(
      ({ EventType }) => EventType === 'viewer-request',
    );
    const found = first && assembly.find(asText(first.FunctionARN));
    return found && edgeFunction(asText(found.properties.FunctionCode));
  };
  const behavior = (own: JsonObject, matches: Behavior['matches']): Behavior => ({
    matches,
    bucket: origins.get(asText(own.TargetOriginId)),
    atRequest: functionIn(own.FunctionAssociations),
    headers: policyHeaders(assembly.find(asText(own.ResponseHeadersPolicyId))),
  });
  return [
    ...asList<JsonObject>(config.CacheBehaviors).map((own) =>
      behavior(own, pathMatcher(asText(own.PathPattern))),
    ),
    ...(front ? [behavior(asObject(config.DefaultCacheBehavior), () => true)] : []),
  ];
};

/** What S3 says to a distribution that may get objects and not list them. */
const denied: Outgoing = {
  status: 403,
  headers: { 'content-type': 'application/xml' },
  body: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
};

const readObject = (path: string, { method, headers }: Incoming): Outgoing => {
  if (method !== 'GET' && method !== 'HEAD') return denied;
  const stored = readStored(path);
  if (!stored) return denied;
  const kept = Object.fromEntries(
    stored.headers.filter(([name]) => name === 'content-type' || name === 'cache-control'),
  );
  const told = { ...kept, etag: stored.etag };
  if (headers['if-none-match'] === stored.etag) return { status: 304, headers: told, body: '' };
  return { status: 200, headers: told, body: readFileSync(path) };
};

/**
 * The distribution in front of everything: the behaviors of the template by path, its functions and
 * its headers. Nothing is cached; the browser does that as it is told.
 *
 * @returns the answer; undefined where the API answers
 */
export const openDistribution = ({ assembly, objects }: Options) => {
  const behaviors = readBehaviors(assembly);
  const fromBucket = (bucket: string | undefined, uri: string, incoming: Incoming) =>
    bucket === undefined
      ? undefined
      : readObject(objectPath(objects, bucket, uri.slice(1)), incoming);
  return (incoming: Incoming): Outgoing | undefined => {
    const behavior = behaviors.find(({ matches }) => matches(incoming.path));
    if (!behavior) return undefined;
    const { bucket, atRequest, headers } = behavior;
    const found = atRequest?.(incoming) ?? { uri: incoming.path };
    const answer = 'answer' in found ? found.answer : fromBucket(bucket, found.uri, incoming);
    return answer && { ...answer, headers: { ...answer.headers, ...headers } };
  };
};
