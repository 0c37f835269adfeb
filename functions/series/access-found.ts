import { lineArranged } from '../hold/decisions.ts';
import type { Hold } from '../hold/hold.ts';
import type { AccessFound, WithAccess } from '../referral/checks/vascular-access.ts';
import type { Submission } from '../referral/referral.ts';
import { veinLines } from '../therapy/line-choice.ts';
import { plansMade, type WithPlans } from './care-plan.ts';
import type { Visit } from './visit.ts';

/** What the visits found of the veins, oldest first. */
export const accessFound = (visits: readonly Visit[]): AccessFound[] =>
  visits
    .filter(({ status }) => status === 'completed' || status === 'in-progress')
    .flatMap(({ access, visitId, on }) => (access ? [{ ...access, visitId, on }] : []))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.visitId < b.visitId ? -1 : 1));

/**
 * The order as the next visit is planned from: what nurses found of the veins, the line that a
 * clinician arranged after it, and how doses go on after a reaction, stand beside what the practice said.
 * What was found later than the word of a clinician counts before it.
 */
export const withAccess = (
  submission: Submission,
  visits: readonly Visit[],
  holds: readonly Hold[],
): Submission & WithAccess & WithPlans => {
  const plans = plansMade(holds);
  const planned = plans.length > 0 ? { ...submission, plans } : submission;
  const found = accessFound(visits);
  const told = lineArranged(holds);
  const line = veinLines.find((one) => one === told?.lineType);
  if (found.length === 0 && !line) return planned;
  const last = visits.find(({ visitId }) => visitId === found.at(-1)?.visitId);
  const isNewer = line !== undefined && (last?.startedAt ?? '') < (told?.at ?? '');
  return { ...planned, found, ...(isNewer ? { arranged: line } : {}) };
};
