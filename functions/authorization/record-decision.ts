import { allowanceEndsAt } from '../payer/decision-clock.ts';
import { informationAllowance } from '../payer/decision-clocks.ts';
import type { Payer } from '../payer/payer.ts';
import { localDate } from '../platform/zoned-time.ts';
import { type Authorization, type Line, mayBecome, type Sending } from './authorization.ts';
import { caseState } from './case-state.ts';
import { judgeLines } from './decision-rules.ts';
import { underWay } from './denial.ts';
import type { LadderPayer } from './denial-ladder.ts';
import { withDenial } from './denial-rules.ts';
import { startClocks } from './line-clocks.ts';
import type { PayerAnswer } from './payer-answer.ts';

export type Applied =
  | { outcome: 'applied'; authorization: Authorization }
  /** An answer newer than this one was applied before, or the request ended and this grants nothing. */
  | { outcome: 'stale' }
  /**
   * It takes back what was approved, or grants what has ended: a person's matter. `heard` is an approval
   * as it stands with this as the last that was said of it, so that nothing older counts after it.
   */
  | { outcome: 'contrary'; wouldBe: Authorization; heard?: Authorization };

/** How far a payer's clock may be ahead of ours; what is dated later counts from its receipt. */
const skewMillis = 10 * 60_000;

/**
 * When an answer was given: the payer's own time, unless it lies in the future, where it would
 * keep every later answer from being heard.
 */
const givenAt = ({ at }: PayerAnswer, receivedAt: string): string =>
  Date.parse(at) > Date.parse(receivedAt) + skewMillis ? receivedAt : at;

/**
 * Whether an answer was given before the one that was applied last. The payer's count of its events
 * says so; only where one of them came without, their times do, and of the same time it is the one
 * heard later. `unsure` where only one of the two speaks for it: a date alone keeps nothing from a
 * person.
 */
const orderOf = (
  before: Authorization,
  at: string,
  eventNumber: number | undefined,
): 'newer' | 'older' | 'unsure' => {
  if (before.answeredAt === undefined) return 'newer';
  const isDatedBefore = Date.parse(at) < Date.parse(before.answeredAt);
  if (eventNumber === undefined || before.answeredBy === undefined)
    return isDatedBefore ? 'unsure' : 'newer';
  if (eventNumber > before.answeredBy) return 'newer';
  // Something else under a number that was there before: only its date says which came first.
  if (eventNumber === before.answeredBy) return isDatedBefore ? 'unsure' : 'newer';
  return Date.parse(at) > Date.parse(before.answeredAt) ? 'unsure' : 'older';
};

/** A wait that is told late tells nothing: whatever came since has ended it. */
const isNews = (before: Authorization, status: Authorization['status'], lines: readonly Line[]) =>
  status !== 'pended' &&
  (status !== before.status ||
    lines.some(({ state }, index) => state !== before.lines[index]?.state));

/** Answers by which the payer would pay for something. */
const grants: ReadonlySet<Authorization['status']> = new Set(['approved', 'changed']);

/** An answer as we received it; what the payer sends by itself bears its number of the event. */
type Received = { answer: PayerAnswer; receivedAt: string; eventNumber?: number | undefined };

/** Whether a denial is dated before the day on which a rung was taken against it: it cannot answer that. */
const isBeforeRung = (
  { denial }: Authorization,
  status: Authorization['status'],
  answeredAt: string,
  zone: string,
): boolean => {
  const taken = underWay(denial);
  return (
    status === 'denied' &&
    taken !== undefined &&
    taken.rung !== 'resubmit' &&
    localDate(answeredAt, zone) < localDate(taken.at, zone)
  );
};

const plainNumber = (line: Line | undefined): string =>
  (line?.decision?.number ?? '').replace(/\W/g, '').toUpperCase();

/**
 * The lines of an approval that is told once more under another number, or under none, each with both:
 * claims and the site go by the one on record. Undefined where the numbers are the same.
 */
const withOtherNumbers = (before: readonly Line[], lines: readonly Line[]): Line[] | undefined => {
  const told = lines.map((line, index): Line => {
    const old = before[index]?.decision?.number;
    if (!line.decision || !old || plainNumber(line) === plainNumber(before[index])) return line;
    const said = `${line.decision.number ?? 'no number'} in place of ${old}`;
    return { ...line, decision: { ...line.decision, said: [said, ...(line.decision.said ?? [])] } };
  });
  return told.some((line, index) => line !== lines[index]) ? told : undefined;
};

/** The authorization after an answer of the payer; the same for what it replies and what it sends. */
export const applyAnswer = (
  before: Authorization,
  { answer, receivedAt, eventNumber }: Received,
  payer: LadderPayer,
): Applied => {
  const answeredAt = givenAt(answer, receivedAt);
  const order = orderOf(before, answeredAt, eventNumber);
  if (order === 'older') return { outcome: 'stale' };
  const lines = judgeLines(before.lines, answer, {
    placeOfService: before.placeOfService,
    siteNpi: before.sent?.siteNpi,
  });
  const folded = caseState(lines);
  const status = folded === 'withdrawn' ? 'contact-payer' : folded;
  if (order === 'unsure')
    return isNews(before, status, lines)
      ? { outcome: 'contrary', wouldBe: { ...before, status, lines } }
      : { outcome: 'stale' };
  // The denial told once more changes nothing; another one of an earlier day is a person's matter.
  if (isBeforeRung(before, status, answeredAt, payer.zone))
    return lines.every(({ state }, index) => state === before.lines[index]?.state)
      ? { outcome: 'stale' }
      : { outcome: 'contrary', wouldBe: { ...before, status, lines } };
  const renumbered =
    before.status === 'approved' ? withOtherNumbers(before.lines, lines) : undefined;
  const numbered = eventNumber === undefined ? {} : { answeredBy: eventNumber };
  const heard = { ...before, rev: before.rev + 1, answeredAt, ...numbered };
  if (status === 'approved' && renumbered)
    return { outcome: 'contrary', wouldBe: { ...before, status, lines: renumbered }, heard };
  const takenBack = before.status === 'approved' && status !== 'approved';
  if (takenBack || !mayBecome(before.status, status))
    return before.status === 'approved' || grants.has(status)
      ? { outcome: 'contrary', wouldBe: { ...before, status, lines }, heard }
      : { outcome: 'stale' };
  const reference = answer.lines.find((line) => line.reference)?.reference;
  const {
    informationDueAt: _,
    answeredBy: __,
    payerSays: ___,
    information: ____,
    ...rest
  } = before;
  const after: Authorization = {
    ...rest,
    status,
    lines,
    rev: before.rev + 1,
    answeredAt,
    ...numbered,
    ...(reference ? { reference } : {}),
    ...(status !== 'approved' && answer.words.length > 0 ? { payerSays: answer.words } : {}),
    ...(answer.information.length > 0 ? { information: answer.information.slice(0, 40) } : {}),
    ...(status === 'information-required'
      ? {
          informationDueAt:
            answer.informationDueAt ??
            allowanceEndsAt(informationAllowance.allows, receivedAt, payer.zone),
        }
      : {}),
  };
  return {
    outcome: 'applied',
    authorization: withDenial(before, after, { at: answeredAt }, payer),
  };
};

/** The request as the payer has it now: clocks running, this sending on record. */
export const markSent = (
  before: Authorization,
  sending: Sending,
  payer: Pick<Payer, 'clocks' | 'zone'>,
): Authorization => ({
  ...before,
  lines: startClocks(before.lines, payer, sending.at),
  sent: sending,
});

/** The payer could not or would not process the request at all. */
export const markRejected = (
  { information: _, informationDueAt: __, payerSays: ___, ...before }: Authorization,
  words: readonly string[] = [],
): Authorization => ({
  ...before,
  ...(words.length > 0 ? { payerSays: words.slice(0, 12) } : {}),
  status: 'rejected',
  rev: before.rev + 1,
  lines: before.lines.map((line) => ({ ...line, state: 'rejected-fix' })),
});
