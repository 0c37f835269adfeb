import type { DenialRung } from '../payer/denial-rung.ts';
import { type Complaint, Refusal } from '../platform/errors.ts';
import { localDate } from '../platform/zoned-time.ts';
import type { Authorization } from './authorization.ts';
import { type Denial, rungsNow } from './denial.ts';
import type { LadderPayer } from './denial-ladder.ts';
import { denialOf, withAlerts } from './denial-rules.ts';

/** What a letter says of a denial: its day, last days by rung, and why, in the payer's words. */
export type NoticeTold = {
  noticeOn?: string | undefined;
  deadlines?: { rung: DenialRung; on: string }[] | undefined;
  said?: string | undefined;
};

/** A notice is of the newest answer: that to a rung, where one was answered, else the denial itself. */
const dated = (denial: Denial, { noticeOn, deadlines = [], said }: NoticeTold): Denial => {
  const answered = rungsNow(denial).findLast(({ outcome }) => outcome !== undefined);
  const named = new Set(deadlines.map(({ rung }) => rung));
  return {
    ...denial,
    deadlines: [...denial.deadlines.filter(({ rung }) => !named.has(rung)), ...deadlines],
    // Of too many the oldest are left out.
    said: [...new Set([...denial.said, ...(said ? [said] : [])])].slice(-24),
    ...(noticeOn && !answered ? { noticeOn } : {}),
    rungs: denial.rungs.map((one) => (noticeOn && one === answered ? { ...one, noticeOn } : one)),
  };
};

const wrongDay = (pointer: string, detail: string): Complaint => ({
  pointer,
  detail,
  fix: 'Read it again from the notice.',
});

/** Days that cannot be: a notice of tomorrow, or a last day before the notice. */
const oddDays = (
  { noticeOn, deadlines = [] }: NoticeTold,
  denial: Denial,
  { today, zone }: { today: string; zone: string },
): Complaint[] => [
  ...(noticeOn && noticeOn > today ? [wrongDay('/noticeOn', 'lies in the future')] : []),
  ...deadlines.flatMap(({ on }, index) =>
    on < (noticeOn ?? denial.noticeOn ?? localDate(denial.at, zone))
      ? [wrongDay(`/deadlines/${index}/on`, 'lies before the notice')]
      : [],
  ),
];

/**
 * The request with what the letter of its denial says; windows that count from it move with it.
 *
 * @throws Refusal 409 where nothing was denied, 422 for a day that cannot be.
 */
export const withNotice = (
  before: Authorization,
  told: NoticeTold,
  at: string,
  payer: LadderPayer,
): Authorization => {
  const denial = denialOf(before);
  if (!denial)
    throw new Refusal(409, 'nothing-denied', 'No denial is on record that a notice could be of.');
  const { zone } = payer;
  const errors = oddDays(told, denial, { today: localDate(at, zone), zone });
  if (errors.length > 0)
    throw new Refusal(422, 'action-incomplete', 'A day cannot be as it is told.', { errors });
  const after = { ...before, rev: before.rev + 1, denial: dated(denial, told) };
  return withAlerts(after, payer, new Date(at));
};
