import { accessTokenClaims, type Claims, makeSubject } from './access-token.ts';
import type { Client } from './clients.ts';

/** Where the service runs and who may sign in: what a token needs besides the key. */
export type Issuer = { issuer: string; clients: readonly Client[] };

type Who = { role: string; subject: string };
type RoleRow = { needs: string; groups: (subject: string) => string[] };

/** People: their groups say what they are and, where it matters, what is theirs. */
const people: Record<string, RoleRow> = {
  referrer: { needs: 'the NPI of the practice', groups: (npi) => [`practice:${npi}`] },
  coordinator: { needs: '', groups: () => [] },
  clinician: { needs: '', groups: () => [] },
  scheduler: { needs: '', groups: () => [] },
  nurse: { needs: 'the nurse id', groups: (id) => [`nurse:${id}`] },
  patient: { needs: 'the patient id', groups: (id) => [`patient:${id}`] },
  admin: { needs: '', groups: () => [] },
};

/** Systems: their scopes say the same. */
const systems: Record<string, { needs: string; scope: string; owner: string }> = {
  system: { needs: 'the NPI of the practice', scope: 'dripline/referrals', owner: 'practice' },
  payer: { needs: 'the payer id', scope: 'dripline/notifications', owner: 'payer' },
};

export const roleNames = [...Object.keys(people), ...Object.keys(systems)];

/** What the second argument of the token command is for this role; empty when it takes none. */
export const subjectMeaning = (role: string): string | undefined =>
  (people[role] ?? systems[role])?.needs;

const userScope = 'dripline/user';

const personClient = (clients: readonly Client[], role: string) => {
  const usable = clients.filter(({ isSystem, scopes }) => !isSystem && scopes.includes(userScope));
  const isForPatients = ({ label }: Client) => /patient/i.test(label);
  return (
    usable.find((client) => isForPatients(client) === (role === 'patient')) ??
    usable[0] ?? { id: 'local', scopes: [userScope] }
  );
};

const systemClient = (clients: readonly Client[], scope: string, own: string) =>
  clients.find(({ scopes }) => scopes.includes(own)) ??
  clients.find(({ isSystem, scopes }) => isSystem && scopes.includes(scope));

/**
 * The claims Cognito would give this person or system.
 *
 * @throws when the role does not exist, or its subject is missing
 */
export const claimsFor = (
  { role, subject }: Who,
  { issuer, clients }: Issuer,
  nowSeconds: number,
  lifetimeSeconds: number,
): Claims => {
  const needs = subjectMeaning(role);
  if (needs === undefined) throw new Error(`There is no role ${role}: ${roleNames.join(', ')}`);
  if (needs && !subject) throw new Error(`${role} needs ${needs}`);
  const times = { nowSeconds, lifetimeSeconds, issuer };
  const system = systems[role];
  if (system) {
    const own = `${system.owner}/${subject}`;
    const clientId = systemClient(clients, system.scope, own)?.id ?? 'local';
    const scope = `${system.scope} ${own}`;
    return accessTokenClaims({ ...times, clientId, subject: clientId, scope });
  }
  const client = personClient(clients, role);
  return accessTokenClaims({
    ...times,
    clientId: client.id,
    subject: makeSubject(`${role}:${subject}`),
    scope: `openid ${userScope}`,
    username: subject ? `${role}-${subject}` : role,
    groups: [role, ...(subject ? (people[role]?.groups(subject) ?? []) : [])],
  });
};
