import { doseChaseAt } from '../hold/dose-clock.ts';
import { type HoldOutcome, hold, holdDueAt } from '../hold/hold-clock.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import type { Authorization, AuthorizationStatus } from './authorization.ts';
import { underWay } from './denial.ts';
import { isAboutSite, nextAlert } from './denial-rules.ts';
import { decisionDueAt } from './line-clocks.ts';
import { packetDueAt } from './sending-by-hand.ts';

/** The wait that each status leads to; `approved` leads on. */
const waits: Readonly<
  Partial<Record<AuthorizationStatus, { reason: HoldReason; source: string }>>
> = {
  'to-send': { reason: 'packet-to-send', source: 'H14, H15' },
  pended: { reason: 'payer-decision', source: 'X12 306 A4: in review; H17' },
  'information-required': {
    reason: 'information-requested',
    source: 'X12 306 A4 with 886 0U or 0P or a request for attachments; H16',
  },
  denied: { reason: 'denied', source: 'X12 306 A3; H18, H19, H21, H22' },
  changed: { reason: 'approval-changed', source: 'X12 306 A2, A6, or A1 short of it; H23, H24' },
  rejected: { reason: 'submission-rejected', source: 'X12 901 and 889, HTTP 4xx; H15' },
  'contact-payer': { reason: 'payer-contact', source: 'X12 306 CT, or nothing a rule reads' },
  // Nothing of ours: the payer cancelled a request that we still want.
  withdrawn: { reason: 'payer-contact', source: 'X12 306 C for every line' },
};

/** Why we wait after the payer's answer; undefined when there is nothing to wait for. */
export const holdReasonFor = (
  authorization: Pick<Authorization, 'status' | 'lines' | 'denial'>,
): HoldReason | undefined => {
  const { status } = authorization;
  if (status === 'denied' && isAboutSite(authorization)) return 'denied-site-of-care';
  return waits[status]?.reason;
};

/** When the clock of a reason ends by itself: the payer's of a line or a rung, the request's, or ours. */
const ownDueAt = (authorization: Authorization, reason: HoldReason, now: Date): string => {
  if (reason === 'payer-decision')
    return (
      decisionDueAt(authorization) ??
      underWay(authorization.denial)?.decidesBy ??
      holdDueAt('payer-contact', now)
    );
  if (reason === 'information-requested')
    return authorization.informationDueAt ?? holdDueAt('payer-contact', now);
  if (reason === 'packet-to-send') return packetDueAt(authorization, now);
  return holdDueAt(reason, now);
};

/**
 * When the wait for a reason ends: no later than somebody is to look at a window of a denial that is
 * closing, or, while the payer decides, at that of the first dose.
 *
 * @param doseBy the last day of the first dose's window
 */
export const waitDueAt = (
  authorization: Authorization,
  reason: HoldReason,
  now: Date,
  doseBy?: string,
): string => {
  const due = ownDueAt(authorization, reason, now);
  const { denial, bookedBefore, replaces } = authorization;
  const isForFirst = reason === 'payer-decision' && !bookedBefore && !replaces;
  const alerts = [
    nextAlert(denial, now),
    isForFirst && doseBy ? doseChaseAt(doseBy, now) : undefined,
  ];
  return alerts.reduce<string>((first, one) => (one && one < first ? one : first), due);
};

/** What the workflow hears of an authorization as it stands. */
export const tellWorkflow = (
  authorization: Authorization,
  now: Date,
  doseBy?: string,
): { outcome: 'approved' | 'closed' } | HoldOutcome => {
  if (authorization.status === 'approved') return { outcome: 'approved' };
  const reason = holdReasonFor(authorization);
  if (!reason) return { outcome: 'closed' };
  return hold(reason, now, waitDueAt(authorization, reason, now, doseBy));
};
