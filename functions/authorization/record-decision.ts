import { allowanceEndsAt } from '../payer/decision-clock.ts';
import { informationAllowance } from '../payer/decision-clocks.ts';
import type { Payer } from '../payer/payer.ts';
import { type Authorization, mayBecome, type Sending } from './authorization.ts';
import { caseState } from './case-state.ts';
import { judgeLines } from './decision-rules.ts';
import { startClocks } from './line-clocks.ts';
import type { PayerAnswer } from './payer-answer.ts';

export type Applied =
  | { outcome: 'applied'; authorization: Authorization }
  /** An answer newer than this one was applied before, or the request ended and this grants nothing. */
  | { outcome: 'stale' }
  /** It takes back what was approved, or grants what has ended: a person's matter. */
  | { outcome: 'contrary'; wouldBe: Authorization };

/** How far a payer's clock may be ahead of ours; what is dated later counts from its receipt. */
const skewMillis = 10 * 60_000;

/**
 * When an answer was given: the payer's own time, unless it lies in the future, where it would
 * keep every later answer from being heard.
 */
const givenAt = ({ at }: PayerAnswer, receivedAt: string): string =>
  Date.parse(at) > Date.parse(receivedAt) + skewMillis ? receivedAt : at;

/** Of two answers of the same instant the payer's later event is newer, else the one heard later. */
const isOlder = (before: Authorization, at: string, eventNumber: number | undefined): boolean => {
  if (before.answeredAt === undefined) return false;
  const later = Date.parse(at) - Date.parse(before.answeredAt);
  if (later !== 0) return later < 0;
  return (eventNumber ?? Number.POSITIVE_INFINITY) < (before.answeredBy ?? 0);
};

/** Answers by which the payer would pay for something. */
const grants: ReadonlySet<Authorization['status']> = new Set(['approved', 'changed']);

/** An answer as we received it; what the payer sends by itself bears its number of the event. */
type Received = { answer: PayerAnswer; receivedAt: string; eventNumber?: number | undefined };

/** The authorization after an answer of the payer; the same for what it replies and what it sends. */
export const applyAnswer = (
  before: Authorization,
  { answer, receivedAt, eventNumber }: Received,
  payer: Pick<Payer, 'zone'>,
): Applied => {
  const answeredAt = givenAt(answer, receivedAt);
  if (isOlder(before, answeredAt, eventNumber)) return { outcome: 'stale' };
  const lines = judgeLines(before.lines, answer, {
    placeOfService: before.placeOfService,
    siteNpi: before.sent?.siteNpi,
  });
  const folded = caseState(lines);
  const status = folded === 'withdrawn' ? 'contact-payer' : folded;
  const takenBack = before.status === 'approved' && status !== 'approved';
  if (takenBack || !mayBecome(before.status, status))
    return before.status === 'approved' || grants.has(status)
      ? { outcome: 'contrary', wouldBe: { ...before, status, lines } }
      : { outcome: 'stale' };
  const reference = answer.lines.find((line) => line.reference)?.reference;
  const { informationDueAt: _, answeredBy: __, ...rest } = before;
  return {
    outcome: 'applied',
    authorization: {
      ...rest,
      status,
      lines,
      rev: before.rev + 1,
      answeredAt,
      ...(eventNumber === undefined ? {} : { answeredBy: eventNumber }),
      ...(reference ? { reference } : {}),
      ...(status === 'information-required'
        ? {
            informationDueAt:
              answer.informationDueAt ??
              allowanceEndsAt(informationAllowance.allows, receivedAt, payer.zone),
          }
        : {}),
    },
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
export const markRejected = (before: Authorization): Authorization => ({
  ...before,
  status: 'rejected',
  rev: before.rev + 1,
  lines: before.lines.map((line) => ({ ...line, state: 'rejected-fix' })),
});
