import type {
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerWithContextResult,
} from 'aws-lambda';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { bare } from '../platform/errors.ts';
import { kms } from '../platform/kms.ts';
import { type LinkVerifier, linkVerifier, type SentTo } from '../platform/link-token.ts';
import { log } from '../platform/log.ts';
import { patience } from '../platform/patience.ts';
import { linkGroup, readPrincipal } from '../platform/principal.ts';
import { setting } from '../platform/table.ts';

type Claims = { sub: string; token_use: 'access'; 'cognito:groups': string; scope: string };
type Answer = APIGatewaySimpleAuthorizerWithContextResult<Claims | Record<string, never>>;

type Deps = {
  verifyLink: LinkVerifier;
  /** Keys of the user pool, its issuer and the client that patients sign in with. */
  signIn: { keys: JWTVerifyGetKey; issuer: string; clientId: string };
  now: () => Date;
};

/** The one answer to everything that is not a good token. */
const refused: Answer = { isAuthorized: false, context: {} };

/** Claims in the form in which the JWT authorizer of the other routes hands them on. */
const admitted = (subject: string, patientId: string, sentTo?: SentTo): Answer => ({
  isAuthorized: true,
  context: {
    sub: subject,
    token_use: 'access',
    'cognito:groups': `[patient patient:${patientId}${sentTo ? ` ${linkGroup(sentTo)}` : ''}]`,
    scope: 'dripline/user',
  },
});

/** What a bad token makes the library throw, as opposed to keys that could not be fetched. */
const isBadToken = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  error.code !== 'ERR_JOSE_GENERIC' &&
  error.code !== 'ERR_JWKS_INVALID';

/** As API Gateway has it: an audience decides where one is named, and else the client. */
const isFor = ({ aud, client_id: client }: JWTPayload, clientId: string): boolean =>
  aud === undefined ? client === clientId : [aud].flat().includes(clientId);

const isIssuedBefore = ({ iat }: JWTPayload, now: Date): boolean =>
  iat === undefined || (typeof iat === 'number' && iat * 1000 <= now.getTime());

const signedInPatient = async (token: string, { signIn, now }: Deps): Promise<Answer> => {
  try {
    const { payload } = await jwtVerify(token, signIn.keys, {
      issuer: signIn.issuer,
      algorithms: ['RS256'],
      requiredClaims: ['exp', 'sub'],
      currentDate: now(),
    });
    const { patientId, subject } = readPrincipal(payload);
    const good = isFor(payload, signIn.clientId) && isIssuedBefore(payload, now());
    return good && patientId !== undefined ? admitted(subject, patientId) : refused;
  } catch (error) {
    if (isBadToken(error)) return refused;
    throw error;
  }
};

/**
 * Lets a patient in with the signed link of a message or with a signed-in user's token. It answers
 * yes or no and never why; only what a patient cannot cause is thrown.
 */
export const authorizePatient =
  (deps: Deps) =>
  async ({ headers }: Pick<APIGatewayRequestAuthorizerEventV2, 'headers'>): Promise<Answer> => {
    const [, token] = /^Bearer ([\w.-]{1,4096})$/i.exec(headers?.authorization ?? '') ?? [];
    if (!token) return refused;
    if (token.startsWith('eyJ')) return signedInPatient(token, deps);
    const link = await deps.verifyLink(token, 'page', deps.now());
    return link ? admitted(link.patientId, link.patientId, link.sentTo) : refused;
  };

let authorize: ReturnType<typeof authorizePatient> | undefined;

const deployed = () => {
  const issuer = setting('USER_POOL_ISSUER');
  return authorizePatient({
    verifyLink: linkVerifier(kms(), setting('LINK_KEY_ID')),
    signIn: {
      keys: createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`), {
        timeoutDuration: patience.signInKeys.answerMs,
      }),
      issuer,
      clientId: setting('PATIENT_CLIENT_ID'),
    },
    now: () => new Date(),
  });
};

export const handler = async (event: APIGatewayRequestAuthorizerEventV2): Promise<Answer> => {
  try {
    authorize ??= deployed();
    return await authorize(event);
  } catch (error) {
    const fault = bare(error);
    log({ event: 'request.failed', route: 'authorizer', fault: fault.name, code: fault.message });
    throw fault;
  }
};
