import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';

/**
 * An id names one thing, and its address: a hold, an authorization or a visit carries its referral's
 * own part, so that no index is needed to find it. Only this file and keys.ts know how; everywhere
 * else an id is opaque, and what there is to know of a thing stands on the thing. Lower-case
 * Crockford base 32.
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
  z.string().regex(new RegExp(`^${pattern}$`), `must be the id of ${what}`);

export const ReferralId = id(`ref_${part}`, 'a referral');
export const AuthorizationId = id(`auth_${part}_\\d{1,3}`, 'an authorization');
export const HoldId = id(`hold_${part}_(r|[anv]\\d{1,3}\\.)s?\\d{1,3}`, 'a hold');
export const VisitId = id(`vis_${part}_\\d{1,3}`, 'a visit');
export const UploadId = id(`upl_${part}`, 'an upload');

/** The id of a new upload; the same for the same words, where the request may be sent twice. */
export const uploadIdFor = (now: Date, words: readonly string[] = []): string =>
  `upl_${words.length > 0 ? derivedIdPart(...words) : newIdPart(now)}`;

export const referralIdFrom = (idPart: string): string => `ref_${idPart}`;

/** The referral that a hold, an authorization, a visit or the referral's own id belongs to. */
export const referralIdOf = (anyId: string): string => `ref_${anyId.split('_')[1]}`;

export const authorizationId = (referralId: string, round: number): string =>
  `auth_${referralId.slice(4)}_${round}`;

export const visitId = (referralId: string, number: number): string =>
  `vis_${referralId.slice(4)}_${number}`;

/** A visit's id without what all of them share, for where space is paid for; and back. */
export const shortVisitId = (visitId: string): string => visitId.slice('vis_'.length);
export const visitIdFrom = (short: string): string => `vis_${short}`;

/**
 * A hold belongs to one waiting place: the referral's (`r`), an authorization round's (`a2.`), a
 * visit's (`v3.`) or a renewal's (`n2.`).
 */
export type HoldScope = 'r' | `a${number}.` | `n${number}.` | `v${number}.`;
export const HoldScope = z.custom<HoldScope>(
  (scope) => typeof scope === 'string' && /^(r|[anv]\d{1,3}\.)$/.test(scope),
);

/**
 * The id of a hold in its place: the waits of a workflow are counted from 1, and so are the holds
 * that none waits with.
 */
export const holdId = (
  referralId: string,
  scope: HoldScope,
  number: number,
  isStanding = false,
): string => `hold_${referralId.slice(4)}_${scope}${isStanding ? 's' : ''}${number}`;

const ordinal = (id: string): number => Number(id.split('_')[2]);

/** The round with the payer that an authorization's id was made for. */
export const roundOf = (authorizationId: string): number => ordinal(authorizationId);

/** The waiting place of a round with the payer. */
export const authorizationScope = (authorizationId: string): HoldScope =>
  `a${ordinal(authorizationId)}.`;
export const visitScope = (visitId: string): HoldScope => `v${ordinal(visitId)}.`;
/** The waiting place of a renewal, by the first round that it may ask the payer in. */
export const renewalScope = (renewal: number): HoldScope => `n${renewal}.`;

const kinds = { r: 'referral', a: 'authorization', n: 'renewal', v: 'visit' } as const;

/** Whose waiting place it is, and which of them: the round, the renewal or the visit's number. */
export const readScope = (
  scope: HoldScope,
): { kind: (typeof kinds)[keyof typeof kinds]; number: number } => ({
  kind: kinds[scope.charAt(0) as keyof typeof kinds],
  number: Number(/\d+/.exec(scope)?.[0] ?? 0),
});

/** Renewals from this number on ask no payer: what is left of a series is booked, or settled. */
export const renewalsWithoutRound = 500;

const key = (prefix: string, what: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[a-z0-9-]{1,40}$`), `must be the id of a ${what}, ${prefix}_…`);

/** Ids of the network are given by the administrators who keep it. */
export const SiteId = key('site', 'site');
export const NurseId = key('nur', 'nurse');
