import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';

/**
 * Ids say what they name and where it is kept: a hold, an authorization or a visit carries its
 * referral's own part, so that no index is needed to find it. Lower-case Crockford base 32.
 */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

const encode = (value: bigint, length: number): string => {
  let rest = value;
  let text = '';
  for (let i = 0; i < length; i += 1) {
    text = alphabet[Number(rest & 31n)] + text;
    rest >>= 5n;
  }
  return text;
};

/** A new id part of 20 characters: 10 of time in milliseconds, so ids sort by age, 10 random. */
export const newIdPart = (now: Date, random: Buffer = randomBytes(8)): string =>
  encode(BigInt(now.getTime()), 10) + encode(random.readBigUInt64BE() >> 14n, 10);

/** The same 20 characters for the same words, for requests that may be sent twice. */
export const derivedIdPart = (...words: string[]): string =>
  encode(
    BigInt(`0x${createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 25)}`),
    20,
  );

const part = '[0-9a-hjkmnp-tv-z]{20}';
const id = (pattern: string, what: string) =>
  z.string().regex(new RegExp(`^${pattern}$`), `must be the id of a ${what}`);

export const ReferralId = id(`ref_${part}`, 'referral');
export const AuthorizationId = id(`auth_${part}_\\d{1,3}`, 'authorization');
export const HoldId = id(`hold_${part}_(r|[anv]\\d{1,3}\\.)\\d{1,3}`, 'hold');
export const VisitId = id(`vis_${part}_\\d{1,3}`, 'visit');

export const referralIdFrom = (idPart: string): string => `ref_${idPart}`;

/** The referral that a hold, an authorization, a visit or the referral's own id belongs to. */
export const referralIdOf = (anyId: string): string => `ref_${anyId.split('_')[1]}`;

export const authorizationId = (referralId: string, round: number): string =>
  `auth_${referralId.slice(4)}_${round}`;

export const visitId = (referralId: string, number: number): string =>
  `vis_${referralId.slice(4)}_${number}`;

/**
 * A hold belongs to one waiting place of one workflow: the referral's (`r`), an authorization
 * round's (`a2.`) or a visit's (`v3.`), or to a renewal's (`n2.`), and counts the waits there from 1.
 */
export type HoldScope = 'r' | `a${number}.` | `n${number}.` | `v${number}.`;

export const holdId = (referralId: string, scope: HoldScope, count: number): string =>
  `hold_${referralId.slice(4)}_${scope}${count}`;

export const authorizationScope = (round: number): HoldScope => `a${round}.`;
export const renewalScope = (renewal: number): HoldScope => `n${renewal}.`;
export const visitScope = (visitId: string): HoldScope => `v${Number(visitId.split('_')[2])}.`;

const key = (prefix: string, what: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[a-z0-9-]{1,40}$`), `must be the id of a ${what}, ${prefix}_…`);

/** Ids of the network are given by the administrators who keep it. */
export const SiteId = key('site', 'site');
export const NurseId = key('nur', 'nurse');
