import type { Actor } from './audit.ts';
import { Refusal } from './errors.ts';

/** The people of the design, plus the two machines that call us. */
export const roles = [
  'referrer',
  'coordinator',
  'clinician',
  'scheduler',
  'nurse',
  'patient',
  'admin',
  'system',
  'payer',
] as const;
export type Role = (typeof roles)[number];

/** Who is calling, and what is theirs. */
export type Principal = {
  subject: string;
  roles: ReadonlySet<Role>;
  practices: ReadonlySet<string>;
  nurseId?: string;
  patientId?: string;
  payerId?: string;
};

type Claims = Record<string, unknown>;

/** API Gateway hands a list claim over as `[a b]`; tokens checked by ourselves give an array. */
const words = (claim: unknown): string[] =>
  Array.isArray(claim)
    ? claim.map(String)
    : String(claim ?? '')
        .replace(/^\[|\]$/g, '')
        .split(/[\s,]+/)
        .filter(Boolean);

const suffix = (list: string[], prefix: string): string[] =>
  list.filter((word) => word.startsWith(prefix)).map((word) => word.slice(prefix.length));

/**
 * Reads a Cognito access token's claims. Groups are roles (`coordinator`) and what a person owns
 * (`practice:1234567893`, `nurse:nur_1`, `patient:pat_1`); a client's scopes say the same with a
 * slash (`practice/1234567893`, `payer/acme`).
 */
export const principalOf = (claims: Claims): Principal => {
  const groups = words(claims['cognito:groups']);
  const scopes = words(claims.scope);
  const found = new Set<Role>(roles.filter((role) => groups.includes(role)));
  if (scopes.includes('dripline/referrals')) found.add('system');
  if (scopes.includes('dripline/notifications')) found.add('payer');
  const [nurseId] = suffix(groups, 'nurse:');
  const [patientId] = suffix(groups, 'patient:');
  const [payerId] = suffix(scopes, 'payer/');
  return {
    subject: String(claims.sub ?? claims.client_id ?? 'unknown'),
    roles: found,
    practices: new Set([...suffix(groups, 'practice:'), ...suffix(scopes, 'practice/')]),
    ...(nurseId ? { nurseId } : {}),
    ...(patientId ? { patientId } : {}),
    ...(payerId ? { payerId } : {}),
  };
};

export const actorOf = ({ subject, roles: held }: Principal): Actor => ({
  kind: held.has('payer') ? 'payer' : held.has('patient') ? 'patient' : 'person',
  id: subject,
});

export const holdsAny = (principal: Principal, allowed: readonly Role[]): boolean =>
  allowed.some((role) => principal.roles.has(role));

const seesAll: readonly Role[] = ['coordinator', 'clinician', 'scheduler', 'admin'];

/** Whether a caller may see a referral of this practice; own practice only for those who refer. */
export const maySeeReferral = (principal: Principal, practice: string): boolean =>
  holdsAny(principal, seesAll) ||
  (holdsAny(principal, ['referrer', 'system']) && principal.practices.has(practice));

/** The answer for what is missing and for what is another's: the same, so that ids stay unknown. */
export const notFound = (what: string): Refusal =>
  new Refusal(404, 'not-found', `There is no such ${what}, or it is not yours to see.`);
