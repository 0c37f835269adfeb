import type { Principal, Role } from './principal.ts';

/**
 * Kinds of facts about a patient. What is in none of them, ids, statuses and named outcomes with
 * their times, is shown to whoever may see the record at all.
 */
export const factKinds = [
  /** Name and language. */
  'name',
  /** Telephone, mail, emergency contact. */
  'contact',
  'address',
  /** Birth date, sex, chart numbers. */
  'identity',
  /** Which therapy, by name. */
  'therapy',
  /** Drug, dose, route, premedication, line and reaction orders, as ordered. */
  'order',
  /** Diagnoses, results, allergies, earlier therapies; why a site of care was chosen or not. */
  'clinical',
  /** What people wrote about the patient, and what they reported of a reaction. */
  'notes',
  /** How much is authorized, for which days. */
  'authorized',
  /** The payer's reasons, clocks and questions. */
  'payer',
  /** Member, group and authorization numbers. */
  'numbers',
  /** What the order lacks. */
  'findings',
  'documents',
  /** Why a series was booked so, and whether a visit is ready. */
  'planning',
  /** That another practice may treat the same patient. */
  'others',
] as const;
export type FactKind = (typeof factKinds)[number];

type Cell = { kinds: readonly FactKind[]; shown: boolean; because: string };

const shows = (because: string, ...kinds: FactKind[]): Cell => ({ kinds, shown: true, because });
const keeps = (because: string, ...kinds: FactKind[]): Cell => ({ kinds, shown: false, because });

const ownOrder = [
  shows(
    'sent it, and answers for it',
    ...(['name', 'contact', 'address', 'identity', 'therapy', 'order', 'clinical'] as const),
    ...(['findings', 'documents'] as const),
  ),
  shows('joins denials, and tells the patient what is paid for', 'authorized', 'payer', 'numbers'),
  shows('tells the patient when and where', 'planning'),
  keeps('is what our staff write to each other', 'notes'),
  keeps('is the business of the other practice', 'others'),
];

const everything = (because: string): Cell[] => [shows(because, ...factKinds)];

/**
 * Who sees what, and why: the minimum necessary for each role (45 CFR 164.502(b), 164.514(d)). A
 * practice, a nurse and a patient see it of what is theirs only.
 */
export const disclosures: Readonly<Record<Role, readonly Cell[]>> = {
  referrer: ownOrder,
  system: ownOrder,
  coordinator: everything('speaks with practice, payer and patient about all of it'),
  clinician: everything('decides on dose, safety and site, and speaks with the payer’s clinician'),
  scheduler: [
    shows('calls the patient, and plans the way there', 'name', 'contact', 'address'),
    shows('finds a nurse and a time that the therapy and the payer allow', 'therapy', 'authorized'),
    shows('learns why a time was taken and what a visit lacks', 'planning'),
    keeps('changes no time', 'identity', 'order', 'clinical', 'notes', 'findings', 'documents'),
    keeps('is between coordinator, practice and payer', 'payer', 'numbers', 'others'),
  ],
  nurse: [
    shows('goes to the patient, or receives them', 'name', 'contact', 'address'),
    shows(
      'gives the drug, and must know what the patient does not bear',
      'therapy',
      'order',
      'clinical',
    ),
    shows('checks by two identifiers that it is the right patient', 'identity'),
    shows('must know what the last visit met, and what a clinician said after it', 'notes'),
    keeps('is settled before the visit is ready', 'findings', 'planning', 'others', 'documents'),
    keeps('has no bearing on care at the visit', 'authorized', 'payer', 'numbers'),
  ],
  patient: [
    shows('is greeted by it', 'name'),
    keeps(
      'does not go over a link that may be passed on or looked at over a shoulder',
      ...factKinds.filter((kind) => kind !== 'name'),
    ),
  ],
  payer: [keeps('asks and answers in its own messages, and reads nothing here', ...factKinds)],
  admin: [keeps('keeps the network and looks after the audit, not after patients', ...factKinds)],
};

const shownTo = (role: Role, kind: FactKind): boolean =>
  disclosures[role].some(({ kinds, shown }) => shown && kinds.includes(kind));

/** The roles that a kind of fact is shown to. */
export const readersOf = (kind: FactKind): Role[] =>
  (Object.keys(disclosures) as Role[]).filter((role) => shownTo(role, kind));

/** Whether a caller is shown a kind of fact of one record. */
export type Reader = (kind: FactKind) => boolean;

/** What makes a record a caller's own: the practice that sent it, or a visit of the nurse's. */
type Ownership = { practice?: string; isOwnVisit?: boolean };

const isRoleToward = (
  { practices }: Principal,
  { practice, isOwnVisit }: Ownership,
  role: Role,
): boolean => {
  if (role === 'referrer' || role === 'system')
    return practice !== undefined && practices.has(practice);
  return role !== 'nurse' || isOwnVisit === true;
};

/** The caller as reader of one record, in those roles that they have toward it. */
export const readerOf = (principal: Principal, record: Ownership): Reader => {
  const roles = [...principal.roles].filter((role) => isRoleToward(principal, record, role));
  return (kind) => roles.some((role) => shownTo(role, kind));
};

type Parts = { readonly [Kind in FactKind]?: object };
type FieldOf<Part> = Part extends object ? keyof Part : never;
type ValueOf<Part, Field> = Part extends object
  ? Field extends keyof Part
    ? Exclude<Part[Field], undefined>
    : never
  : never;
type Joined<Part> = { [Field in FieldOf<Part>]?: ValueOf<Part, Field> };

/** Of the parts of an answer, each under its kind, those that the reader is shown. */
export const disclosed = <P extends Parts>(reader: Reader, parts: P): Joined<P[keyof P]> =>
  Object.assign(
    {},
    ...Object.entries(parts).map(([kind, part]) => (reader(kind as FactKind) ? part : {})),
  );
