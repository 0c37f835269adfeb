import * as z from 'zod';
import { type Authorization, expiresOn } from '../authorization/authorization.ts';
import { shortfalls } from '../authorization/ledger.ts';
import type { Nurse, Site } from '../network/network.ts';
import { minutesToKeep } from '../placement/keeping-rules.ts';
import { addDays, dayNumber } from '../platform/days.ts';
import type { Role } from '../platform/principal.ts';
import type { ContactChannel } from '../referral/contact.ts';
import type { Submission } from '../referral/referral.ts';
import { conflictWords } from '../scheduling/conflict-words.ts';
import type { Conflict } from '../scheduling/visit-conflicts.ts';
import type { Dose } from '../series/dose-plan.ts';
import type { Visit } from '../series/visit.ts';
import type { Therapy } from '../therapy/therapy.ts';

/** What a move is looked at for, in the order in which it is told. */
export const moveSubjects = [
  'window',
  'order',
  'authorization',
  'patient',
  'nurse',
  'travel',
  'chair',
  'keeping',
  'message',
  'confirmation',
] as const;
type MoveSubject = (typeof moveSubjects)[number];

/** One consequence of a move: `fine`, to be minded, or standing against it. */
export const MoveCheck = z.object({
  of: z.enum(moveSubjects),
  state: z.enum(['fine', 'mind', 'stands']),
  says: z.string(),
  /** Those that have the time. */
  visitIds: z.array(z.string()).optional(),
  /** Who may move it all the same, with a reason; nobody where it stands and this is left out. */
  overridableBy: z.enum(['scheduler', 'clinician']).optional(),
});
export type MoveCheck = z.infer<typeof MoveCheck>;

export const MovePreview = z.object({
  checks: z.array(MoveCheck),
  /** `with-note`: whoever asks may override what stands against it, and says why. */
  may: z.enum(['move', 'with-note', 'not']),
});
export type MovePreview = z.infer<typeof MovePreview>;

export type TriedMove = {
  before: Visit;
  after: Visit;
  dose: Dose;
  conflicts: readonly Conflict[];
  site: Site;
  nurse: Nurse | undefined;
  therapy: Therapy;
  submission: Submission;
  authorization: Authorization | undefined;
  /** The day from which windows are counted; unknown without a series. */
  firstOn: string | undefined;
  /** How the patient learns of it; none where no way leads there. */
  ways: readonly ContactChannel[];
  /** What does not reach as far as the new day: the visit may stand there, and is not confirmed. */
  unreached?: 'coverage' | 'clearance' | undefined;
};

/** Codes of conflicts that are about something else than nurse or chair. */
const subjects: readonly (readonly [code: string, of: MoveSubject])[] = [
  ['outside-window', 'window'],
  ['out-of-order', 'order'],
  ['too-soon-after-dose', 'order'],
  ['patient-busy', 'patient'],
  ['address-unknown', 'travel'],
  ['too-far', 'travel'],
];

const subjectOf = ({ code, nurseId }: Conflict, { site }: TriedMove): MoveSubject =>
  subjects.find(([known]) => known === code)?.[1] ??
  (nurseId !== undefined || site.setting === 'home' ? 'nurse' : 'chair');

const stands = (conflict: Conflict, tried: TriedMove): MoveCheck => ({
  of: subjectOf(conflict, tried),
  state: 'stands',
  says: `${conflictWords(conflict.code)}.`.replace(/^./, (first) => first.toUpperCase()),
  ...(conflict.visitIds.length > 0 ? { visitIds: [...conflict.visitIds] } : {}),
  ...(conflict.overridableBy ? { overridableBy: conflict.overridableBy } : {}),
});

const fine = (of: MoveSubject, says: string): MoveCheck => ({ of, state: 'fine', says });
const mind = (of: MoveSubject, says: string): MoveCheck => ({ of, state: 'mind', says });

const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`;

const windowCheck = ({ after, dose, firstOn }: TriedMove): MoveCheck[] => {
  if (!firstOn) return [];
  const idealOn = addDays(firstOn, dose.offset);
  const [from, through] = [addDays(idealOn, -dose.before), addDays(idealOn, dose.after)];
  const off = dayNumber(after.on) - dayNumber(idealOn);
  const where = `Dose ${dose.number} may be given from ${from} through ${through}`;
  if (off === 0) return [fine('window', `${where}; this is its ideal day.`)];
  return [
    fine('window', `${where}; this is ${days(Math.abs(off))} ${off < 0 ? 'early' : 'late'}.`),
  ];
};

const lackWords = {
  dates: 'The day is outside the authorized dates',
  units: 'The authorization has too few units left for this visit',
  visits: 'The authorization has no visit left for it',
} as const;

const authorizationCheck = ({ authorization, after }: TriedMove): MoveCheck[] => {
  if (!authorization) return [fine('authorization', 'No authorization pays for this visit.')];
  const through = expiresOn(authorization);
  const until = through ? `; it ends on ${through}` : '';
  const lacking = shortfalls(authorization, [after]);
  for (const { lacks } of lacking)
    if (lacks !== 'grant')
      return [{ of: 'authorization', state: 'stands', says: `${lackWords[lacks]}${until}.` }];
  // A line that is not granted keeps no visit from its day: a person has taken the approval without it.
  if (lacking.length > 0)
    return [mind('authorization', `The payer has not granted every line of it${until}.`)];
  return [fine('authorization', `The authorization covers the day and the units${until}.`)];
};

const nurseCheck = ({ nurse, before, after, site }: TriedMove): MoveCheck[] => {
  if (site.setting !== 'home' || !nurse) return [];
  const says = `${nurse.name} is on shift, free, and current in all that is asked.`;
  return before.nurseId === after.nurseId
    ? [fine('nurse', says)]
    : [mind('nurse', `${says} The patient gets another nurse.`)];
};

const travelCheck = ({ before, after }: TriedMove): MoveCheck[] => {
  if (after.travelMinutes === undefined) return [];
  const more = after.travelMinutes - (before.travelMinutes ?? after.travelMinutes);
  const says = `${after.travelMinutes} minutes of travel to the patient`;
  if (more === 0) return [fine('travel', `${says}, as before.`)];
  return [
    more > 0
      ? mind('travel', `${says}, ${more} more.`)
      : fine('travel', `${says}, ${-more} fewer.`),
  ];
};

const chairCheck = ({ site }: TriedMove): MoveCheck[] =>
  site.setting === 'home'
    ? []
    : [fine('chair', 'A chair is free, and the team on duty has room for one more patient.')];

/** Whether a drug that a pharmacy prepares is still good when the visit needs it. */
const keepingCheck = ({ site, therapy, submission, after }: TriedMove): MoveCheck[] => {
  const needed = minutesToKeep(site, { therapy, submission }, after.minutes);
  if (needed === undefined || !therapy.keeps) return [];
  const says = `Prepared, the drug keeps for ${therapy.keeps.minutes} minutes; ${needed} are needed`;
  return needed > therapy.keeps.minutes
    ? [mind('keeping', `${says}: ask the pharmacy before it is prepared.`)]
    : [fine('keeping', `${says}.`)];
};

const wayWords = { text: 'a text', mail: 'a mail' } as const;

/** Every move is told, also one to another nurse at the same time. */
const messageCheck = ({ ways }: TriedMove): MoveCheck[] => {
  if (ways.length === 0)
    return [mind('message', 'No message reaches the patient: somebody has to call.')];
  return [mind('message', `The patient gets ${ways.map((way) => wayWords[way]).join(' and ')}.`)];
};

const unreachedWords = {
  coverage:
    'The coverage ends before that day: nobody confirms the visit until the payer was asked.',
  clearance:
    'What a clinician cleared does not reach that day: a clinician looks at it again first.',
} as const;

const confirmationCheck = ({ before, unreached }: TriedMove): MoveCheck[] => {
  if (unreached) return [mind('confirmation', unreachedWords[unreached])];
  return before.status === 'confirmed'
    ? [mind('confirmation', 'The visit was confirmed; the new time has to be confirmed again.')]
    : [];
};

/** Whether a standing check is one that a role may go over with a reason. */
const mayOverride = ({ overridableBy }: MoveCheck, roles: ReadonlySet<Role>): boolean =>
  overridableBy !== undefined && (roles.has(overridableBy) || roles.has('clinician'));

/** Everything that would come of a move, each in a sentence; nothing is left out because another stands. */
export const previewMove = (tried: TriedMove, roles: ReadonlySet<Role>): MovePreview => {
  const standing = tried.conflicts.map((conflict) => stands(conflict, tried));
  const found = [
    windowCheck,
    authorizationCheck,
    nurseCheck,
    travelCheck,
    chairCheck,
    keepingCheck,
    messageCheck,
    confirmationCheck,
  ].flatMap((check) => check(tried));
  // What stands against a thing takes the place of what would be said of it otherwise.
  const against = new Set(standing.map(({ of }) => of));
  const checks = [...standing, ...found.filter(({ of }) => !against.has(of))].sort(
    (a, b) => moveSubjects.indexOf(a.of) - moveSubjects.indexOf(b.of),
  );
  const firm = checks.filter(({ state }) => state === 'stands');
  return {
    checks,
    may:
      firm.length === 0
        ? 'move'
        : firm.every((check) => mayOverride(check, roles))
          ? 'with-note'
          : 'not',
  };
};
