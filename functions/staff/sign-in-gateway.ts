import * as z from 'zod';
import { patience } from '../platform/patience.ts';
import { displayName } from './display-name.ts';

/** What the user pool calls whoever has this token; undefined where it does not say. */
export type AskName = (authorization: string | undefined) => Promise<string | undefined>;

const Discovery = z.object({ userinfo_endpoint: z.string() });
const UserInfo = z.looseObject({ sub: z.string() });

const json = async (url: string, headers: Record<string, string> = {}): Promise<unknown> => {
  const answer = await fetch(url, {
    headers,
    signal: AbortSignal.timeout(patience.signInKeys.answerMs),
    redirect: 'error',
  });
  return answer.ok ? answer.json() : undefined;
};

const places = new Map<string, string>();

/** Where an issuer tells of people, by its own word: OpenID Connect Discovery 1.0, section 4. */
const placeOf = async (issuer: string): Promise<string | undefined> => {
  const known = places.get(issuer);
  if (known) return known;
  const told = Discovery.safeParse(await json(`${issuer}/.well-known/openid-configuration`));
  if (told.data) places.set(issuer, told.data.userinfo_endpoint);
  return told.data?.userinfo_endpoint;
};

/**
 * Asks the issuer with the caller's own token: it tells nothing that they may not know of themselves.
 * Whoever cannot be asked has no name for now, which keeps nobody from their work.
 */
export const askIssuer =
  (issuer: string): AskName =>
  async (authorization) => {
    if (!authorization) return undefined;
    try {
      const place = await placeOf(issuer);
      const told = place ? await json(place, { authorization }) : undefined;
      const { data } = UserInfo.safeParse(told);
      return data && displayName(data);
    } catch {
      return undefined;
    }
  };
