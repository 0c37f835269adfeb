import type { Actor } from './audit.ts';
import { Refusal } from './errors.ts';
import type { SentTo } from './link-token.ts';

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
  /** The contact that a patient's link was sent to; none where the patient signed in. */
  sentTo?: SentTo;
  payerId?: string;
};

type Claims = Record<string, unknown>;

/** A token of anything else than one person or one machine speaks for nobody. */
const nobody = (subject = 'unknown'): Principal => ({
  subject,
  roles: new Set(),
  practices: new Set(),
});

/** Roles that a group gives; `system` and `payer` are clients, and no group makes one. */
const ofPeople = roles.filter((role) => role !== 'system' && role !== 'payer');

/** API Gateway hands a list over as `[a b]`; a name may hold any sign but white space. */
const groupsIn = (claim: unknown): string[] =>
  Array.isArray(claim)
    ? claim.map(String)
    : (/^\[(.*)\]$/s.exec(String(claim ?? ''))?.[1] ?? '').split(' ').filter(Boolean);

const scopesIn = (claim: unknown): string[] =>
  String(claim ?? '')
    .split(' ')
    .filter(Boolean);

const after = (list: readonly string[], prefix: string): string[] =>
  list.filter((word) => word.startsWith(prefix)).map((word) => word.slice(prefix.length));

/** The one name after a prefix; of two, neither is taken for theirs. */
const theOne = (list: readonly string[], prefix: string): string | undefined => {
  const [name, ...more] = after(list, prefix);
  return more.length === 0 && name ? name : undefined;
};

/** The group that a patient's authorizer makes of a link, such as `link:text:2`. */
export const linkGroup = ({ channel, generation }: SentTo): string =>
  `link:${channel}:${generation}`;

const sentToIn = (groups: readonly string[]): SentTo | undefined => {
  const [, channel, generation] =
    /^(text|mail):(\d{1,7})$/.exec(theOne(groups, 'link:') ?? '') ?? [];
  return channel
    ? { channel: channel as SentTo['channel'], generation: Number(generation) }
    : undefined;
};

const person = (subject: string, groups: readonly string[]): Principal => {
  const found = new Set<Role>(ofPeople.filter((role) => groups.includes(role)));
  const nurseId = found.has('nurse') ? theOne(groups, 'nurse:') : undefined;
  const sentTo = sentToIn(groups);
  const patientId = found.has('patient') ? theOne(groups, 'patient:') : undefined;
  return {
    subject,
    roles: found,
    practices: new Set(found.has('referrer') ? after(groups, 'practice:') : []),
    ...(nurseId ? { nurseId } : {}),
    ...(patientId ? { patientId } : {}),
    ...(patientId && sentTo ? { sentTo } : {}),
  };
};

const machine = (subject: string, scopes: readonly string[]): Principal => {
  const sends = scopes.includes('dripline/referrals');
  if (sends === scopes.includes('dripline/notifications')) return nobody(subject);
  if (sends)
    return {
      subject,
      roles: new Set<Role>(['system']),
      practices: new Set(after(scopes, 'practice/')),
    };
  const payerId = theOne(scopes, 'payer/');
  return {
    subject,
    roles: new Set<Role>(['payer']),
    practices: new Set(),
    ...(payerId ? { payerId } : {}),
  };
};

/**
 * Reads the claims of a Cognito access token. A person has the scope `dripline/user`, and groups
 * that are roles (`coordinator`) and what is theirs (`practice:1234567893`, `nurse:nur_1`,
 * `patient:pat_1`). A machine signed in with its own credentials, so that its subject is the client
 * itself; its scopes say the same with a slash (`practice/1234567893`, `payer/acme`). What looks
 * like both is neither, and what is theirs counts only with the role that it belongs to.
 */
export const readPrincipal = (claims: Claims): Principal => {
  const { sub, client_id: client, token_use: use } = claims;
  if (typeof sub !== 'string' || !sub || use !== 'access') return nobody();
  const groups = groupsIn(claims['cognito:groups']);
  const scopes = scopesIn(claims.scope);
  const isMachine = sub === client;
  const asPerson = scopes.includes('dripline/user');
  if (isMachine) return asPerson || groups.length > 0 ? nobody(sub) : machine(sub, scopes);
  const asMachine = scopes.some(
    (scope) => /^(dripline|practice|payer)\//.test(scope) && scope !== 'dripline/user',
  );
  return asPerson && !asMachine ? person(sub, groups) : nobody(sub);
};

/** A patient acts as one only where nothing else is in the token: at the patient's own door. */
export const actorOf = ({ subject, roles: held }: Principal): Actor => ({
  kind:
    held.size > 1
      ? 'person'
      : held.has('payer')
        ? 'payer'
        : held.has('patient')
          ? 'patient'
          : 'person',
  id: subject,
});

export const holdsAny = (principal: Principal, allowed: readonly Role[]): boolean =>
  allowed.some((role) => principal.roles.has(role));

const seesAll: readonly Role[] = ['coordinator', 'clinician', 'scheduler', 'admin'];

/**
 * Whether a caller may see a referral of this practice, or do what only some of our staff do; own
 * practice only for those who refer. One role opens the route, and another never opens the referral.
 */
export const maySeeReferral = (
  principal: Principal,
  practice: string,
  staff: readonly Role[] = seesAll,
): boolean => holdsAny(principal, staff) || speaksForPractice(principal, practice);

/** Whether a caller is somebody, or the record system, of this practice. */
export const speaksForPractice = (principal: Principal, practice: string): boolean =>
  holdsAny(principal, ['referrer', 'system']) && principal.practices.has(practice);

/** The answer for what is missing and for what is another's: the same, so that ids stay unknown. */
export const notFound = (what: string): Refusal =>
  new Refusal(404, 'not-found', `There is no such ${what}, or it is not yours to see.`);
