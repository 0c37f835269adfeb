import { readEvidence } from '../hold/evidence.ts';
import type { Hold } from '../hold/hold.ts';
import { Refusal } from '../platform/errors.ts';
import { isAhead, type Visit } from '../series/visit.ts';
import { readDosesToRebook } from './series-rest.ts';

/**
 * Holds what is said to have been done elsewhere against the visits that there are.
 *
 * @throws Refusal 409 where it is not so.
 */
export type Claim = (hold: Hold, visits: readonly Visit[]) => void;

const notSo = (code: string, detail: string, fix: string): Refusal =>
  new Refusal(409, code, detail, { errors: [{ pointer: '/action', detail: 'is not so', fix }] });

const given = (visit: Visit): boolean =>
  isAhead(visit) || visit.status === 'in-progress' || visit.status === 'completed';

/** Every dose that the hold is about has its visit. */
export const rebooked: Claim = (hold, visits) => {
  const without = readDosesToRebook(hold).filter(
    (wanted) => !visits.some((visit) => visit.dose === wanted && given(visit)),
  );
  if (without.length > 0)
    throw notSo(
      'dose-not-booked',
      `There is no visit for dose ${without.join(', ')}.`,
      `Book it with POST /referrals/${hold.referralId}/visits, which ends this hold.`,
    );
};

/** The visit no longer stands at the time that the patient cannot come. */
export const moved: Claim = (hold, visits) => {
  const about = readEvidence(hold, 'move-requested');
  const visit = visits.find(({ visitId }) => visitId === about?.visitId);
  if (visit && isAhead(visit) && visit.moveRequestedAt)
    throw notSo(
      'visit-not-moved',
      'The visit stands at the time it had.',
      `Move it with POST /visits/${visit.visitId}/move, which ends this hold, or send "kept".`,
    );
};

/** A visit of the first dose lies in its window. */
export const firstDoseInWindow: Claim = (hold, visits) => {
  const last = readEvidence(hold, 'first-dose-late')?.doseBy;
  const first = visits.find((visit) => visit.dose === 1 && given(visit));
  if (first && last && first.on > last)
    throw notSo(
      'visit-not-moved',
      'The first visit still lies after the last day of its window.',
      `Move it with POST /visits/${first.visitId}/move, or let a clinician accept the day.`,
    );
};
