import { generateKeyPairSync } from 'node:crypto';
import { createLocalJWKSet } from 'jose';
import { authorizePatient } from '../../functions/outreach/authorize-patient.ts';
import { signToken } from '../../local/cognito/access-token.ts';
import type { AuthorizerAnswer, Incoming } from '../../local/http-api/exchange.ts';
import { jwtAuthorizer } from '../../local/http-api/jwt-authorizer.ts';
import { lambdaAuthorizer } from '../../local/http-api/lambda-authorizer.ts';
import type { Matched } from '../../local/http-api/routes.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** What may be wrong with a token, or nothing. */
export const tokenStates = [
  'valid',
  'expired',
  'wrong-audience',
  'wrong-issuer',
  'wrong-type',
  'wrong-scope',
  'tampered',
  'none',
] as const;
export type TokenState = (typeof tokenStates)[number];

const issuer = 'https://pool.example';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { id: 'k1', privateKey, publicJwk: {} };
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256' };

/** Flips one letter of the claims, so that the signature is of something else. */
const tampered = (token: string): string => {
  const [head = '', body = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  const other = Buffer.from(JSON.stringify({ ...claims, 'cognito:groups': ['coordinator'] }));
  return [head, other.toString('base64url'), signature].join('.');
};

const different = (claims: Claims, state: TokenState, seconds: number): Claims => {
  switch (state) {
    case 'expired':
      return { exp: seconds };
    case 'wrong-audience':
      return {
        client_id: 'elsewhere',
        ...(claims.sub === claims.client_id ? { sub: 'elsewhere' } : {}),
      };
    case 'wrong-issuer':
      return { iss: 'https://other.example' };
    case 'wrong-type':
      // As Cognito makes them: an audience in the place of client and scope.
      return { token_use: 'id', aud: claims.client_id, client_id: undefined, scope: undefined };
    case 'wrong-scope':
      return { scope: 'openid' };
    default:
      return {};
  }
};

/** The `authorization` header of somebody whose token is in this state. */
export const headerOf = (claims: Claims, state: TokenState, now: Date): string | undefined => {
  if (state === 'none') return undefined;
  const seconds = Math.floor(now.getTime() / 1000);
  const token = signToken(
    {
      iss: issuer,
      iat: seconds - 60,
      exp: seconds + 600,
      ...claims,
      ...different(claims, state, seconds),
    },
    key,
  );
  return `Bearer ${state === 'tampered' ? tampered(token) : token}`;
};

/** Both doors of the API as they are deployed, in this process. */
export const doorsAt = (now: Date, audience: string[]) => {
  const byToken = jwtAuthorizer({ keyOf: async () => publicKey, now: () => now.getTime() });
  const patient = authorizePatient({
    verifyLink: async () => undefined,
    signIn: { keys: createLocalJWKSet({ keys: [jwk] }), issuer, clientId: 'patients' },
    now: () => now,
  });
  const byPatient = lambdaAuthorizer({
    host: {
      invoke: async (_arn: string, event: unknown) => ({
        payload: JSON.stringify(await patient(event as never)),
      }),
    },
    now: () => now.getTime(),
    api: { apiId: 'api', host: 'api.example', stage: '$default' },
  } as never);
  const source = '$request.header.Authorization';
  return {
    token: (scopes: readonly string[], incoming: Incoming): Promise<AuthorizerAnswer> =>
      byToken({ kind: 'jwt', id: 'T', issuer, audience, identitySource: source }, scopes, incoming),
    patient: (incoming: Incoming, matched: Matched): Promise<AuthorizerAnswer> =>
      byPatient(
        { kind: 'lambda', id: 'P', functionArn: 'arn', identitySources: [source], ttlSeconds: 0 },
        incoming,
        matched,
      ),
  };
};
