import { Authorization } from '../authorization/authorization.ts';
import { teachingOf } from '../education/education.ts';
import { mayTake } from '../hold/authority.ts';
import { isOpen } from '../hold/hold.ts';
import { actionsOf } from '../hold/hold-actions.ts';
import { reasonRow } from '../hold/hold-reasons.ts';
import type { AuditRecord } from '../platform/audit.ts';
import { beginning, type Items } from '../platform/items.ts';
import { holdsAny, notFound, type Principal } from '../platform/principal.ts';
import { type ReferralFile, referralFile } from '../referral/referral-file.ts';
import { viewOf } from '../referral/referral-item.ts';
import { linksOf } from '../referral/routes.ts';
import { Visit } from '../series/visit.ts';
import { therapyOf } from '../therapy/therapy-catalogue.ts';
import type { ReferralDetail } from './routes.ts';
import { timelineOf } from './timeline.ts';

/** Decisions a scheduler needs to know of; the others are none of a schedule's business. */
const ofScheduling = new Set(['site-of-care', 'series', 'ready']);

const determinationsOf = (records: readonly AuditRecord[], maySee: (question: string) => boolean) =>
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

const authorizationsOf = (items: Items): ReferralDetail['authorizations'] =>
  beginning(items, 'AUTH#').flatMap((item) => {
    const parsed = Authorization.safeParse(item);
    if (!parsed.success) return [];
    const { authorizationId, status, lines } = parsed.data;
    return [
      {
        authorizationId,
        round: Number(authorizationId.split('_')[2]),
        status,
        lines: lines.map(({ code, kind, units, state, from, through, clock, decision }) => ({
          code,
          kind,
          units,
          state,
          from,
          through,
          ...(clock.dueAt ? { dueAt: clock.dueAt } : {}),
          ...(decision
            ? {
                decision: {
                  reasons: decision.reasons,
                  at: decision.at,
                  ...(decision.units === undefined ? {} : { units: decision.units }),
                  ...(decision.from ? { from: decision.from } : {}),
                  ...(decision.through ? { through: decision.through } : {}),
                },
              }
            : {}),
        })),
      },
    ];
  });

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
    const row = reasonRow(hold.reason);
    return {
      holdId: hold.holdId,
      reason: hold.reason,
      status: hold.status,
      says: row.says,
      owner: hold.owner,
      openedAt: hold.openedAt,
      dueAt: hold.dueAt,
      actions: isOpen(hold)
        ? actionsOf(hold)
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

/** Everything about the patient's care, for the practice, coordinators and clinicians. */
const clinicalPart = (items: Items, { submission }: ReferralFile) => {
  const note = items.find(({ sk }) => sk === 'WITHDRAWAL')?.note;
  return { submission, ...(typeof note === 'string' ? { withdrawn: { note } } : {}) };
};

/** What planning a visit needs of the patient, and no more. */
const planningPart = ({ submission: { patient } }: ReferralFile) => ({
  patient: {
    name: patient.name,
    language: patient.language,
    ...(patient.phone ? { phone: patient.phone } : {}),
    ...(patient.address ? { address: patient.address } : {}),
  },
});

/**
 * A referral as one caller may see it, from its items and its audit chain. An allow-list by role:
 * a scheduler sees no clinical facts or payer internals, an administrator none of the patient.
 */
export const detailOf = (
  items: Items,
  records: readonly AuditRecord[],
  principal: Principal,
): ReferralDetail => {
  const known = referralFile(items);
  if (!known) throw notFound('referral');
  const { referral } = known;
  const clinical = holdsAny(principal, ['referrer', 'system', 'coordinator', 'clinician']);
  const staff = holdsAny(principal, ['coordinator', 'clinician']);
  const planning = clinical || holdsAny(principal, ['scheduler']);
  const maySee = (question: string) => clinical || ofScheduling.has(question);
  const therapy = therapyOf(referral.therapyId);
  return {
    ...viewOf(referral),
    ...(therapy ? { therapy: therapy.name } : {}),
    ...(referral.siteId ? { siteId: referral.siteId } : {}),
    orderVersion: referral.orderVersion,
    ...(staff && referral.possibleDuplicateOf
      ? { possibleDuplicateOf: referral.possibleDuplicateOf }
      : {}),
    findings: clinical ? known.findings : [],
    timeline: timelineOf(records, maySee),
    determinations: determinationsOf(records, maySee),
    sites: sitesOf(records),
    authorizations: clinical || planning ? authorizationsOf(items) : [],
    visits: visitsOf(items),
    holds: holdsOf(known.holds, principal),
    ...educationOf(items),
    ...(planning ? planningPart(known) : {}),
    ...(clinical ? clinicalPart(items, known) : {}),
    links: linksOf(referral.referralId),
  };
};
