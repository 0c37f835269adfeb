import type { Role } from '../../../functions/platform/principal.ts';

/** Those of people: the API has roles of machines besides. */
const knownRoles = [
  'referrer',
  'coordinator',
  'clinician',
  'scheduler',
  'nurse',
  'patient',
  'admin',
] as const satisfies readonly Role[];
type PersonRole = (typeof knownRoles)[number];

/** Who is signed in, as their token says. What it lets them do, the API decides. */
export type SignedIn = {
  subject: string;
  name: string;
  roles: readonly PersonRole[];
  practices: readonly string[];
  nurseId?: string;
};

const isRole = (group: string): group is PersonRole =>
  (knownRoles as readonly string[]).includes(group);

export const personIn = (claims: Record<string, unknown>): SignedIn => {
  const groups = Array.isArray(claims['cognito:groups'])
    ? claims['cognito:groups'].map(String)
    : [];
  const owned = (prefix: string) =>
    groups.filter((group) => group.startsWith(prefix)).map((group) => group.slice(prefix.length));
  const [nurseId] = owned('nurse:');
  return {
    subject: String(claims.sub),
    name: typeof claims.name === 'string' ? claims.name : 'Signed in',
    roles: groups.filter(isRole),
    practices: owned('practice:'),
    ...(nurseId ? { nurseId } : {}),
  };
};

/** Whose list of holds somebody works first. */
export const teamOf = ({ roles: has }: SignedIn): 'coordinator' | 'clinician' | 'scheduler' =>
  (['coordinator', 'clinician', 'scheduler'] as const).find((role) => has.includes(role)) ??
  'coordinator';

const holdsAny = ({ roles: has }: SignedIn, allowed: readonly PersonRole[]): boolean =>
  allowed.some((role) => has.includes(role));

/** Whether the screens there are so far are somebody's: `staff` of GET /holds. */
export const worksHolds = (person: SignedIn): boolean =>
  holdsAny(person, ['coordinator', 'clinician', 'scheduler', 'referrer', 'admin']);

/** Who sees the board and the times that are offered. */
export const plansVisits = (person: SignedIn): boolean =>
  holdsAny(person, ['scheduler', 'coordinator']);

/** Whose a move and a booking are. */
export const mayMoveVisits = (person: SignedIn): boolean => holdsAny(person, ['scheduler']);

/** Whom the API tells the names of patients, and lets look for them. */
export const mayName = (person: SignedIn): boolean =>
  holdsAny(person, ['referrer', 'coordinator', 'clinician', 'scheduler']);

/** Whom the API tells how we do, what rules there are, and who read or changed what. */
export const administers = (person: SignedIn): boolean => holdsAny(person, ['admin']);

/** Whom the API shows documents, and lets add some. */
export const readsDocuments = (person: SignedIn): boolean =>
  holdsAny(person, ['referrer', 'coordinator', 'clinician']);

/** Whose day there is: a nurse, by the id that visits name. */
export const nursesAs = ({ roles: has, nurseId }: SignedIn): string | undefined =>
  has.includes('nurse') ? nurseId : undefined;

/** Whom the API shows the sheet of every visit, and lets end a plan after a reaction. */
export const endsPlans = (person: SignedIn): boolean => holdsAny(person, ['clinician']);

/** Whether somebody sends orders: of a practice, and one practice's at a time. */
export const ordersFor = ({ roles: has, practices }: SignedIn): boolean =>
  has.includes('referrer') && practices.length > 0;

/** Whether somebody keys in orders that came by fax, telephone or mail. */
export const keysOrders = (person: SignedIn): boolean =>
  !ordersFor(person) && person.roles.includes('coordinator');
