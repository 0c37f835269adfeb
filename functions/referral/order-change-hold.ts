import type { Policy } from '../therapy/policy.ts';
import { type OrderChange, orderChangeHolds } from './change-holds.ts';
import { referralFindings } from './checks/completeness.ts';
import { holdsUp } from './checks/findings.ts';
import { roundWaits } from './hold-settlements.ts';
import { changesFor, compareOrders, named, standingFindings } from './order-change.ts';
import type { Finding, Submission } from './referral.ts';
import type { ReferralFile } from './referral-file.ts';

/** A correction: the order as it was, and as it is sent now. */
type Correction = {
  records: ReferralFile;
  after: Submission;
  /** What the corrected order lacks. */
  findings: readonly Finding[];
  /** Ids of the holds that the correction ends. */
  settled: readonly string[];
  /** Local policies of the other drugs of the order. */
  beside?: readonly Policy[];
};

/** What a workflow looks at anew once one of these holds has ended; nothing is booked before. */
const looksAgainAt = [
  { holds: ['order-', 'conditions-', ...roundWaits], at: 'everything' },
  { holds: ['coverage-', 'site-', 'authorization-need', 'no-capacity'], at: 'coverage and place' },
] as const;

/** What the referral's workflow will look at by itself, now that these holds have ended. */
const looksAgain = ({ records: { referral, holds }, settled }: Correction): string[] => {
  const ended = holds.filter(({ holdId }) => settled.includes(holdId));
  return looksAgainAt
    .filter(
      ({ holds: prefixes }) =>
        referral.status === 'accepted' &&
        ended.some(({ reason }) => prefixes.some((prefix) => reason.startsWith(prefix))),
    )
    .map(({ at }) => at);
};

const coverageAndPlace: readonly string[] = ['coverage', 'place', 'home'];

/**
 * What a correction changes that no workflow looks at by itself. Before the check everything is
 * looked at there. A workflow that now goes on from the check, the coverage or the site looks at that
 * again as long as nothing is booked. `asOf` is a date in the desk's zone.
 */
export const findOrderChange = (correction: Correction, asOf: string): OrderChange => {
  const { records, after, findings, beside = [] } = correction;
  const { referral, submission: before } = records;
  if (referral.status !== 'accepted' && referral.status !== 'active')
    return { standing: findings.filter(holdsUp), changes: [], found: [] };
  const standing = standingFindings(
    referral.findings,
    referralFindings(before, asOf, { ...referral, beside }),
    findings,
  );
  const again = looksAgain(correction);
  if (again.includes('everything')) return { standing, changes: [], found: [] };
  const isLookedAt = (code: string) =>
    again.includes('coverage and place') && coverageAndPlace.includes(code);
  const kept = new Set(referral.findings.map(({ code }) => code));
  return {
    standing,
    changes: compareOrders(before, after, referral).filter((code) => !isLookedAt(code)),
    found: standing.map(({ code }) => code).filter((code) => !kept.has(code)),
  };
};

/** Whether the patient lives, or should be treated, somewhere else than what was settled. */
export const hasMoved = (...versions: Parameters<typeof compareOrders>): boolean =>
  changesFor('place-changed', compareOrders(...versions)).length > 0;

/** What a clinician had cleared and still has, after a correction: found as before, and not opened again by it. */
export const clearedStill = (
  cleared: readonly Finding[],
  after: readonly Finding[],
  standing: readonly Finding[],
): Finding[] => {
  const found = new Set(after.map(named));
  const opened = new Set(standing.map(named));
  return cleared.filter((one) => found.has(named(one)) && !opened.has(named(one)));
};

/** The holds that a correction asks for; said here, so that a function which corrects has it among its rules. */
export const correctionHolds = (
  ...asked: Parameters<typeof orderChangeHolds>
): ReturnType<typeof orderChangeHolds> => orderChangeHolds(...asked);
