import { teachingOf } from '../education/education.ts';
import { mayTake } from '../hold/authority.ts';
import { clearedFor } from '../hold/clearance.ts';
import { Correspondence, correspondenceView, tellWords } from '../hold/correspondence.ts';
import { blocksCleared } from '../hold/decisions.ts';
import { isOpen } from '../hold/hold.ts';
import { holdSays } from '../hold/hold-words.ts';
import type { AuditRecord } from '../platform/audit.ts';
import type { Determination } from '../platform/determination.ts';
import { disclosed, type FactKind, type Reader, readerOf } from '../platform/disclosure.ts';
import { beginning, type Items } from '../platform/items.ts';
import { keys } from '../platform/keys.ts';
import { notFound, type Principal } from '../platform/principal.ts';
import { drugsOrdered } from '../referral/order/regimen.ts';
import { type ReferralFile, referralFile } from '../referral/referral-file.ts';
import { referralListView } from '../referral/referral-item.ts';
import { linksOf } from '../referral/routes.ts';
import { Visit } from '../series/visit.ts';
import { lookUpTherapy } from '../therapy/therapy-catalogue.ts';
import { listActions } from '../worklist/hold-choices.ts';
import { mayReadNote } from '../worklist/hold-disclosure.ts';
import { authorizationsShown } from './authorizations-shown.ts';
import { coverageShown } from './coverage-shown.ts';
import { tellMessages, whichUndelivered, withMessages } from './messages-told.ts';
import type { ReferralDetail } from './routes.ts';
import { shownInList } from './shown-in-list.ts';
import { tellTimeline } from './timeline.ts';

/** What kind of facts the reasons of each decision tell. */
const kindOfQuestion: Readonly<Record<Determination['question'], FactKind>> = {
  complete: 'findings',
  covered: 'payer',
  'authorization-needed': 'payer',
  criteria: 'clinical',
  authorized: 'payer',
  'site-of-care': 'clinical',
  series: 'planning',
  'visit-time': 'notes',
  education: 'clinical',
  ready: 'planning',
  reaction: 'notes',
};

type MaySee = (question: Determination['question']) => boolean;

type Decided = Pick<AuditRecord, 'at' | 'determination'>;

/** Why the patient has these lessons, where they came with the visits: the item tells it. */
const lessonsDecided = (items: Items, records: readonly AuditRecord[]): Decided[] => {
  const { assignedAt: at, determination } = teachingOf(items)?.education ?? {};
  const isTold = records.some((told) => told.event === 'education.assigned' && told.at === at);
  return at && !isTold ? [{ at, determination }] : [];
};

const byTime = (a: Decided, b: Decided): number => Date.parse(a.at) - Date.parse(b.at);

const determinationsOf = (records: readonly Decided[], maySee: MaySee) =>
  records.flatMap(({ at, determination }) =>
    determination && maySee(determination.question)
      ? [
          {
            at,
            question: determination.question,
            answer: determination.answer,
            rule: determination.rule,
            reasons: determination.reasons,
          },
        ]
      : [],
  );

/** The candidates of the newest ranking that has some. */
const sitesOf = (records: readonly AuditRecord[]): ReferralDetail['sites'] => {
  const ranked = records
    .filter(({ determination }) => determination?.question === 'site-of-care')
    .at(-1)?.determination?.facts.candidates;
  return Array.isArray(ranked)
    ? ranked.flatMap((candidate) => {
        const { siteId, reasons } = candidate as { siteId?: unknown; reasons?: unknown };
        return typeof siteId === 'string'
          ? [{ siteId, reasons: Array.isArray(reasons) ? reasons.map(String) : [] }]
          : [];
      })
    : [];
};

/** What the newest ranking left out, and why. */
const leftOutOf = (records: readonly AuditRecord[]): Pick<ReferralDetail, 'sitesLeftOut'> => {
  const left = records.findLast(({ determination }) => determination?.question === 'site-of-care')
    ?.determination?.facts.excluded;
  if (typeof left !== 'object' || left === null || Object.keys(left).length === 0) return {};
  return {
    sitesLeftOut: Object.entries(left).map(([siteId, reason]) => ({
      siteId,
      reason: String(reason),
    })),
  };
};

const visitsOf = (items: Items): ReferralDetail['visits'] =>
  beginning(items, 'VISIT#').flatMap((item) => {
    const parsed = Visit.safeParse(item);
    if (!parsed.success) return [];
    const { visitId, dose, status, startsAt, endsAt, zone, setting, siteId } = parsed.data;
    const { moveRequestedAt, moveWish } = parsed.data;
    return [
      {
        ...{ visitId, dose, status, startsAt, endsAt, zone, setting, siteId },
        ...(moveRequestedAt ? { moveRequestedAt, moveWish } : {}),
      },
    ];
  });

const holdsOf = (holds: ReferralFile['holds'], principal: Principal): ReferralDetail['holds'] =>
  holds.map((hold) => {
    return {
      holdId: hold.holdId,
      reason: hold.reason,
      status: hold.status,
      says: holdSays(hold.reason),
      owner: hold.owner,
      openedAt: hold.openedAt,
      dueAt: hold.dueAt,
      actions: isOpen(hold)
        ? listActions(hold)
            .filter((action) => mayTake(principal, hold, action))
            .map(({ action, says }) => ({ action, says }))
        : [],
    };
  });

const educationOf = (items: Items): Pick<ReferralDetail, 'education'> => {
  const teaching = teachingOf(items);
  return teaching
    ? {
        education: {
          lessons: teaching.education.items.length,
          acknowledged: teaching.acknowledgements.length,
        },
      }
    : {};
};

/** The kinds of facts that the whole order holds. */
const inOrder: readonly FactKind[] = [
  ...(['name', 'contact', 'address', 'identity', 'therapy', 'order', 'clinical'] as const),
  ...(['numbers', 'documents'] as const),
];

/** The whole order, for those who are shown all that is in it. */
const wholeOrder = (items: Items, { submission }: ReferralFile) => {
  const note = items.find(({ sk }) => sk === 'WITHDRAWAL')?.note;
  return { submission, ...(typeof note === 'string' ? { withdrawn: { note } } : {}) };
};

/** The numbers to call: the patient's, and those of the parent or guardian of a minor. */
const contactOf = ({ phone, guardian }: ReferralFile['submission']['patient']) => ({
  ...(phone ? { phone } : {}),
  ...(guardian ? { guardian } : {}),
});

/** Whom the referral is for, as far as the reader is shown it. */
const patientPart = ({ submission: { patient } }: ReferralFile, see: Reader) =>
  see('name')
    ? {
        patient: {
          name: patient.name,
          language: patient.language,
          ...disclosed(see, {
            contact: contactOf(patient),
            address: patient.address ? { address: patient.address } : {},
          }),
        },
      }
    : {};

/** What a clinician cleared of the order last, while it is found still. */
const clearedOf = ({ referral, holds }: ReferralFile) => {
  const [last] = blocksCleared(holds);
  const codes = (referral.cleared ?? []).map(({ code }) => code);
  return last && codes.length > 0 ? { cleared: { codes, covers: clearedFor(last.clearance) } } : {};
};

/** Whom `GET /patients/{patientId}/record` lets in. */
const speaksWithPatients = ({ roles }: Principal): boolean => roles.has('coordinator');

/** What somebody noted beside what ended a wait, as far as the reader is shown it. */
const notedAt = (holds: ReferralFile['holds'], holdId: unknown, principal: Principal): string[] => {
  const hold = holds.find((one) => one.holdId === holdId);
  const note = hold?.resolution?.note;
  return hold && note && mayReadNote(principal, hold) ? [`Noted: ${note}`] : [];
};

/**
 * What somebody wrote down of a call, a letter or a look, or noted where they ended a wait, as far as
 * the reader is shown it.
 */
const saidIn =
  (items: Items, holds: ReferralFile['holds'], see: Reader, principal: Principal) =>
  ({ event, detail }: AuditRecord): string[] => {
    if (event === 'hold.resolved' || event === 'referral.closed')
      return notedAt(holds, detail.holdId, principal);
    if (event === 'message.undelivered') return whichUndelivered(detail);
    if (event !== 'correspondence.logged') return [];
    const { sk } = keys.correspondence('', String(detail.correspondenceId));
    const entry = Correspondence.safeParse(items.find((item) => item.sk === sk)).data;
    return entry ? tellWords(correspondenceView(entry, see, principal.subject)) : [];
  };

/** The messages that the chain tells of. */
const undeliveredIn = (records: readonly AuditRecord[]): Set<string> =>
  new Set(
    records.flatMap(({ event, detail }) =>
      event === 'message.undelivered' ? [String(detail.messageId)] : [],
    ),
  );

/** A referral as one caller may see it, from its items, its audit chain and its messages. */
export const describeReferral = (
  items: Items,
  records: readonly AuditRecord[],
  principal: Principal,
  messages: Items = [],
): ReferralDetail => {
  const known = referralFile(items);
  if (!known) throw notFound('referral');
  const { referral } = known;
  const see = readerOf(principal, { practice: referral.practiceNpi });
  const maySee: MaySee = (question) => see(kindOfQuestion[question]);
  const therapy = lookUpTherapy(
    referral.therapyId,
    known.submission.order.entered,
    referral.policy,
  );
  const names = therapy && [
    therapy.name,
    ...drugsOrdered(known.submission)
      .slice(1)
      .map(({ drug }) => drug),
  ];
  return {
    ...shownInList(referralListView(referral), see),
    ...(referral.siteId ? { siteId: referral.siteId } : {}),
    orderVersion: referral.orderVersion,
    findings: [],
    timeline: withMessages(
      tellTimeline(records, maySee, saidIn(items, known.holds, see, principal)),
      tellMessages(messages, undeliveredIn(records)),
    ),
    determinations: determinationsOf(
      [...records, ...lessonsDecided(items, records)].sort(byTime),
      maySee,
    ),
    sites: [],
    authorizations: [],
    visits: visitsOf(items),
    holds: holdsOf(known.holds, principal),
    ...educationOf(items),
    ...disclosed(see, {
      therapy: names ? { therapy: names.join(' with ') } : {},
      others: referral.possibleDuplicateOf
        ? { possibleDuplicateOf: referral.possibleDuplicateOf }
        : {},
      findings: { findings: known.findings, ...clearedOf(known) },
      clinical: { sites: sitesOf(records), ...leftOutOf(records) },
      payer: coverageShown(known),
      authorized: { authorizations: authorizationsShown(items, known.submission, see) },
    }),
    ...patientPart(known, see),
    ...(inOrder.every(see) ? wholeOrder(items, known) : {}),
    links: {
      ...linksOf(referral.referralId),
      ...(speaksWithPatients(principal)
        ? { patientRecord: `/patients/${referral.patientId}/record` }
        : {}),
    },
  };
};
