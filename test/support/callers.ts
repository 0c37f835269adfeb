import { type Principal, type Role, readPrincipal } from '../../functions/platform/principal.ts';

/** Somebody who calls the API, by role and what is theirs. */
export const aCaller = (
  role: Role,
  {
    practice,
    nurseId,
    subject = `${role}-1`,
  }: { practice?: string; nurseId?: string; subject?: string } = {},
): Principal => ({
  subject,
  roles: new Set([role]),
  practices: new Set(practice ? [practice] : []),
  ...(nurseId ? { nurseId } : {}),
});

/** What a person's access token claims. */
export const personClaims = (subject: string, ...groups: readonly string[]) => ({
  sub: subject,
  client_id: 'console',
  token_use: 'access',
  scope: 'openid dripline/user',
  'cognito:groups': `[${groups.join(' ')}]`,
});

/** What the access token claims that a system gets for its own credentials. */
export const machineClaims = (client: string, ...scopes: readonly string[]) => ({
  sub: client,
  client_id: client,
  token_use: 'access',
  scope: scopes.join(' '),
});

/** A person who signed in, with these groups. */
export const aPerson = (subject: string, ...groups: readonly string[]): Principal =>
  readPrincipal(personClaims(subject, ...groups));
