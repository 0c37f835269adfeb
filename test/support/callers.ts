import type { Principal, Role } from '../../functions/platform/principal.ts';

/** Somebody who calls the API, by role and what is theirs. */
export const aCaller = (
  role: Role,
  { practice, subject = `${role}-1` }: { practice?: string; subject?: string } = {},
): Principal => ({
  subject,
  roles: new Set([role]),
  practices: new Set(practice ? [practice] : []),
});
