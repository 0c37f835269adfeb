import { oneLine } from '../platform/text.ts';

type Claimed = Readonly<Record<string, unknown>>;

const nameIn = (word: unknown): string => oneLine(100).safeParse(word).data ?? '';

/**
 * What somebody is called, from what the user pool says of them: OpenID Connect Core 1.0, section 5.1.
 * Without a name it is the part of their address before the sign.
 */
export const displayName = (claimed: Claimed): string | undefined =>
  nameIn(claimed.name) ||
  [nameIn(claimed.given_name), nameIn(claimed.family_name)].filter(Boolean).join(' ') ||
  nameIn(claimed.email).split('@')[0] ||
  undefined;
