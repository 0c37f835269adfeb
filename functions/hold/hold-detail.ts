import type { AuditRecord } from '../platform/audit.ts';
import type { Principal, Role } from '../platform/principal.ts';
import type { Finding } from '../referral/referral.ts';
import type { Hold } from './hold.ts';
import { viewOf } from './hold.ts';
import { reasonRow } from './hold-reasons.ts';
import type { HoldDetail } from './routes.ts';

/** Whether a caller works this hold: their team's, their escalations', or their own practice's. */
export const mayWork = (principal: Principal, hold: Hold): boolean => {
  const row = reasonRow(hold.reason);
  const teams: readonly Role[] = [row.team, hold.team as Role, ...row.escalation, 'admin'];
  if (teams.some((team) => principal.roles.has(team))) return true;
  if (row.owner === 'nurse' && principal.roles.has('nurse')) return true;
  return (
    row.owner === 'referrer' &&
    principal.roles.has('referrer') &&
    principal.practices.has(hold.practiceNpi)
  );
};

/** Staff read every hold; a practice reads those of its own referrals. */
export const maySee = (principal: Principal, hold: Hold): boolean =>
  mayWork(principal, hold) ||
  (['coordinator', 'clinician', 'scheduler'] as const).some((role) => principal.roles.has(role)) ||
  principal.practices.has(hold.practiceNpi);

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

/** What the last determination before the wait gave as reasons, and what the order lacks. */
const whyOf = (hold: Hold, records: readonly AuditRecord[], findings: readonly Finding[]) => {
  if (hold.reason === 'message-undelivered') return [messageWhy(hold.evidence)];
  const before = records.filter(({ at, determination }) => determination && at <= hold.openedAt);
  const reasons = before.at(-1)?.determination?.reasons ?? [];
  const orderly = hold.reason === 'order-incomplete' || hold.reason === 'order-unsafe';
  return [
    ...(orderly ? findings.map(({ code, text, fix }) => ({ code, text, fix })) : []),
    ...(orderly ? [] : reasons.filter(({ bearing }) => bearing !== 'for')).map(
      ({ code, text }) => ({
        code,
        text,
      }),
    ),
  ];
};

/** A hold as a person works it. */
export const detailOf = (
  hold: Hold,
  records: readonly AuditRecord[],
  findings: readonly Finding[],
): HoldDetail => {
  const row = reasonRow(hold.reason);
  const open = hold.status === 'open' || hold.status === 'overdue';
  return {
    ...viewOf(hold),
    status: hold.status,
    says: row.says,
    team: hold.team,
    stage: hold.stage,
    actions: open
      ? row.actions.map(({ action, says, needs }) => ({ action, says, needs: [...(needs ?? [])] }))
      : [],
    ...(hold.resolution
      ? {
          resolution: {
            action: hold.resolution.action,
            ...(hold.resolution.note ? { note: hold.resolution.note } : {}),
            by: hold.resolution.by,
            at: hold.resolution.at,
          },
        }
      : {}),
    why: whyOf(hold, records, findings),
  };
};
