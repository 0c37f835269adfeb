import type { CloudAssembly, TemplateResource } from '../assembly/cloud-assembly.ts';
import { asList, asObject, asText } from '../json.ts';

export type Authorizer =
  | { kind: 'jwt'; id: string; issuer: string; audience: string[]; identitySource: string }
  | {
      kind: 'lambda';
      id: string;
      functionArn: string;
      identitySources: string[];
      ttlSeconds: number;
    };

export type ServedRoute = {
  id: string;
  /** `GET /referrals/{referralId}`, as handlers see it. */
  key: string;
  method: string;
  segments: string[];
  functionArn: string;
  timeoutMs: number;
  authorizer: Authorizer | undefined;
  scopes: string[];
};

export type Matched = { route: ServedRoute; pathParameters: Record<string, string> };

/** The function ARN inside an invocation URI, or the ARN itself. */
const functionIn = (uri: string) => /arn:aws:lambda:[^/]+/.exec(uri)?.[0] ?? uri;

const authorizerOf = (resource: TemplateResource | undefined): Authorizer | undefined => {
  if (!resource) return undefined;
  const { id, properties } = resource;
  const sources = asList<string>(properties.IdentitySource);
  if (properties.AuthorizerType === 'JWT') {
    const { Issuer, Audience } = asObject(properties.JwtConfiguration);
    const identitySource = sources[0] ?? '$request.header.Authorization';
    return {
      kind: 'jwt',
      id,
      issuer: asText(Issuer),
      audience: asList<string>(Audience),
      identitySource,
    };
  }
  if (properties.EnableSimpleResponses !== true) {
    throw new Error(
      `${id} answers with IAM policies; the local runtime runs simple responses only`,
    );
  }
  return {
    kind: 'lambda',
    id,
    functionArn: functionIn(asText(properties.AuthorizerUri)),
    identitySources: sources,
    ttlSeconds: Number(properties.AuthorizerResultTtlInSeconds ?? 0),
  };
};

export const loadRoutes = (assembly: CloudAssembly): ServedRoute[] =>
  assembly.ofType('AWS::ApiGatewayV2::Route').map(({ id, properties }) => {
    const key = asText(properties.RouteKey);
    const [method = '', path = ''] = key === '$default' ? ['ANY', '/{proxy+}'] : key.split(' ');
    const integration = assembly.find(asText(properties.Target).replace(/^integrations\//, ''));
    if (integration?.properties.IntegrationType !== 'AWS_PROXY') {
      throw new Error(`${id} (${key}) is not answered by a function`);
    }
    if (integration.properties.PayloadFormatVersion !== '2.0') {
      throw new Error(`${id} (${key}) does not use payload format 2.0`);
    }
    const authorizerId = asText(properties.AuthorizerId);
    return {
      id,
      key,
      method,
      segments: path.slice(1).split('/'),
      functionArn: functionIn(asText(integration.properties.IntegrationUri)),
      timeoutMs: Number(integration.properties.TimeoutInMillis ?? 30_000),
      authorizer: authorizerId ? authorizerOf(assembly.find(authorizerId)) : undefined,
      scopes: asList<string>(properties.AuthorizationScopes),
    };
  });

const isGreedy = (segment: string) => segment.endsWith('+}');
const isParameter = (segment: string) => segment.startsWith('{');

/** Literal segments beat parameters, parameters beat a greedy rest, a method beats `ANY`. */
const rank = ({ segments, method, key }: ServedRoute): string => {
  const path = segments.map((segment) => (isGreedy(segment) ? 2 : isParameter(segment) ? 1 : 0));
  return `${key === '$default' ? 1 : 0}${path.join('')}${method === 'ANY' ? 1 : 0}`;
};

const decoded = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const match = (
  route: ServedRoute,
  parts: readonly string[],
): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {};
  for (const [at, segment] of route.segments.entries()) {
    if (isGreedy(segment)) {
      const rest = parts.slice(at).join('/');
      if (!rest && route.key !== '$default') return undefined;
      parameters[segment.slice(1, -2)] = decoded(rest);
      return parameters;
    }
    const part = parts[at];
    if (part === undefined) return undefined;
    if (!isParameter(segment)) {
      if (part !== segment) return undefined;
    } else {
      if (!part) return undefined;
      parameters[segment.slice(1, -1)] = decoded(part);
    }
  }
  return parts.length === route.segments.length ? parameters : undefined;
};

/** Finds the route that API Gateway would choose. */
export const routeFinder = (routes: readonly ServedRoute[]) => {
  const ordered = [...routes].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  return (method: string, path: string): Matched | undefined => {
    const parts = path.slice(1).split('/');
    for (const route of ordered) {
      if (route.method !== 'ANY' && route.method !== method) continue;
      const pathParameters = match(route, parts);
      if (pathParameters) return { route, pathParameters };
    }
    return undefined;
  };
};
