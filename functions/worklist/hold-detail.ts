import { mayWork } from '../hold/authority.ts';
import { type Hold, isOpen, viewOf } from '../hold/hold.ts';
import { actionsOf } from '../hold/hold-actions.ts';
import { reasonRow } from '../hold/hold-reasons.ts';
import type { AuditRecord } from '../platform/audit.ts';
import { holdsAny, type Principal } from '../platform/principal.ts';
import type { Finding } from '../referral/referral.ts';
import { whyOf } from './hold-why.ts';
import type { HoldDetail } from './routes.ts';

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
