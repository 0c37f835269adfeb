import { account, region } from '../assembly/resource-names.ts';
import { asObject, asText, isObject, type Json } from '../json.ts';
import type { LambdaHost } from '../lambda/lambda-host.ts';
import { type ApiIdentity, baseEvent } from './event.ts';
import { type AuthorizerAnswer, type Authorizing, type Incoming, refused } from './exchange.ts';
import { identity } from './identity-source.ts';
import type { Matched } from './routes.ts';

type Options = { host: Pick<LambdaHost, 'invoke'>; now(): number; api: ApiIdentity };
type Answer = { isAuthorized: boolean; context: Json };
type Cached = { answer: Answer; until: number };

const readAnswer = (payload: string | undefined): Answer | undefined => {
  const answer = asObject(JSON.parse(payload ?? 'null'));
  if (typeof answer.isAuthorized !== 'boolean') return undefined;
  return {
    isAuthorized: answer.isAuthorized,
    context: isObject(answer.context) ? answer.context : {},
  };
};

/** The request authorizer of HTTP APIs: payload format 2.0, simple responses, cached by identity. */
export const lambdaAuthorizer = ({ host, now, api }: Options) => {
  const cache = new Map<string, Cached>();

  const ask = async (
    authorizer: Authorizing<'lambda'>,
    identities: string[],
    incoming: Incoming,
    matched: Matched,
  ) => {
    const path = `${api.stage}/${incoming.method}${incoming.path}`;
    const event = {
      ...baseEvent(incoming, matched, api),
      type: 'REQUEST',
      routeArn: `arn:aws:execute-api:${region}:${account}:${api.apiId}/${path}`,
      identitySource: identities,
    };
    const { payload, error } = await host.invoke(authorizer.functionArn, event, 'route');
    if (error === undefined) return readAnswer(payload) ?? 'broken';
    return asText(asObject(JSON.parse(error)).errorMessage) === 'Unauthorized'
      ? 'unauthorized'
      : 'broken';
  };

  return async (
    authorizer: Authorizing<'lambda'>,
    incoming: Incoming,
    matched: Matched,
  ): Promise<AuthorizerAnswer> => {
    const identities = authorizer.identitySources.map((source) => identity(source, incoming));
    // An absent identity source is refused without asking the function.
    if (identities.includes(undefined)) return refused(401, 'Unauthorized');
    const key = JSON.stringify([authorizer.id, ...identities]);
    const cached = cache.get(key);
    const fresh = cached && cached.until > now() ? cached.answer : undefined;
    const answer = fresh ?? (await ask(authorizer, identities as string[], incoming, matched));
    if (answer === 'unauthorized') return refused(401, 'Unauthorized');
    if (answer === 'broken') return refused(500, 'Internal Server Error');
    if (!fresh && authorizer.ttlSeconds > 0) {
      if (cache.size >= 1000) cache.clear();
      cache.set(key, { answer, until: now() + authorizer.ttlSeconds * 1000 });
    }
    if (!answer.isAuthorized) return refused(403, 'Forbidden');
    return { outcome: 'admitted', authorizer: { lambda: answer.context } };
  };
};
