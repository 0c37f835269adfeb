import type { AuditRecord } from '../platform/audit.ts';
import { holdsAny, type Principal } from '../platform/principal.ts';
import { holdsUp } from '../referral/findings.ts';
import { orderAspects } from '../referral/order-change.ts';
import type { Finding } from '../referral/referral.ts';
import { mayWork } from './authority.ts';
import { actionsOf, type Hold, isOpen, viewOf } from './hold.ts';
import { reasonRow } from './hold-reasons.ts';
import type { HoldDetail } from './routes.ts';

const deliveries: Readonly<Record<string, string>> = {
  unknown: 'nobody can say whether it went out',
  refused: 'it was refused on its way',
  withheld: 'no open way leads to whom it is for',
};

/** Which message did not arrive, and how that is known; never its words. */
const messageWhy = ({ kind, channel, recipient, status, code }: Hold['evidence']) => ({
  code: String(code),
  text: `The ${channel} about "${String(kind).replaceAll('-', ' ')}" to the ${recipient}: ${deliveries[String(status)]}.`,
});

/** In what a changed order differs from the one that was checked. */
const changesWhy = ({ changes }: Hold['evidence']) =>
  orderAspects
    .filter(({ code }) => Array.isArray(changes) && changes.includes(code))
    .map(({ code, text }) => ({ code, text }));

/** Which doses have no visit, and how many visits the order does not ask for. */
const seriesWhy = ({ doses, from, through, surplus }: Hold['evidence']) => [
  ...(Array.isArray(doses)
    ? [{ code: 'doses-without-visit', text: `Without a visit: dose ${doses.join(', ')}.` }]
    : []),
  ...(from === undefined
    ? []
    : [
        {
          code: 'doses-to-come',
          text:
            through === undefined
              ? `The order goes on: dose ${from} and those after it have no visit.`
              : through === from
                ? `Dose ${from} has no visit.`
                : `Doses ${from} to ${through} have no visit.`,
        },
      ]),
  ...(Array.isArray(surplus)
    ? [{ code: 'visits-not-ordered', text: `Not asked for by the order: ${surplus.join(', ')}.` }]
    : []),
];

/**
 * What the last determination before the wait gave as reasons, and what the order lacks. What a
 * nurse reported of a reaction is told where a clinician is to clear it, and nowhere else.
 */
const whyOf = (hold: Hold, records: readonly AuditRecord[], findings: readonly Finding[]) => {
  if (hold.reason === 'message-undelivered') return [messageWhy(hold.evidence)];
  if (hold.reason === 'visit-to-rebook' || hold.reason === 'series-unlike-order')
    return seriesWhy(hold.evidence);
  if (hold.reason === 'order-incomplete' || hold.reason === 'order-unsafe')
    return findings.map(({ code, text, fix }) => ({ code, text, fix }));
  if (hold.reason === 'place-changed') return changesWhy(hold.evidence);
  if (hold.reason === 'order-changed')
    return [
      ...changesWhy(hold.evidence),
      ...findings.filter(holdsUp).map(({ code, text, fix }) => ({ code, text, fix })),
    ];
  const about = records.filter(
    ({ at, determination }) =>
      determination &&
      at <= hold.openedAt &&
      (determination.question === 'reaction') === (hold.reason === 'visit-suspended'),
  );
  const reasons = about.at(-1)?.determination?.reasons ?? [];
  return reasons
    .filter(({ bearing }) => bearing !== 'for')
    .map(({ code, text }) => ({ code, text }));
};

/** Whether a caller reads why a hold waits: who works it, who cares for the patient, the practice. */
const mayReadWhy = (principal: Principal, hold: Hold): boolean =>
  mayWork(principal, hold) ||
  holdsAny(principal, ['coordinator', 'clinician']) ||
  principal.practices.has(hold.practiceNpi);

/** Whether a caller reads the note of a resolution; it may say more of a patient than they need. */
const mayReadNote = (principal: Principal, hold: Hold): boolean =>
  mayWork(principal, hold) || holdsAny(principal, ['coordinator', 'clinician']);

/** A hold as this caller may see it; who only plans around it learns that it waits, not why. */
export const detailOf = (
  hold: Hold,
  records: readonly AuditRecord[],
  findings: readonly Finding[],
  principal: Principal,
): HoldDetail => {
  const row = reasonRow(hold.reason);
  const { resolution } = hold;
  const note = mayReadNote(principal, hold) ? resolution?.note : undefined;
  return {
    ...viewOf(hold),
    status: hold.status,
    says: row.says,
    team: hold.team,
    stage: hold.stage,
    actions: isOpen(hold)
      ? actionsOf(hold).map(({ action, says, needs, clinical }) => ({
          action,
          says,
          needs: [...(needs ?? [])],
          ...(clinical ? { clinical } : {}),
        }))
      : [],
    ...(resolution
      ? {
          resolution: {
            action: resolution.action,
            ...(note ? { note } : {}),
            by: resolution.by,
            at: resolution.at,
          },
        }
      : {}),
    why: mayReadWhy(principal, hold) ? whyOf(hold, records, findings) : [],
  };
};
