import type { Payer } from '../coverage/payer.ts';
import { type HoldOutcome, hold, holdDueAt } from '../hold/hold-clock.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import type { Determination, Reason } from '../platform/determination.ts';
import { type Authorization, type Line, mayBecome, type Sending } from './authorization.ts';
import { caseState } from './case-state.ts';
import { allowanceEndsAt, type DecisionClockRow } from './decision-clock.ts';
import { decisionClocks, fallbackClock, informationAllowance } from './decision-clocks.ts';
import { holdReasonFor, siteReasons } from './decision-holds.ts';
import { judgeLines } from './decision-rules.ts';
import { authorizedUnits } from './ledger.ts';
import type { PayerAnswer } from './pas-response.ts';

type ClockRow = Pick<DecisionClockRow, 'id' | 'allows' | 'basis' | 'source'>;

/** The clock row that a line names. */
export const clockRowOf = (rule: string, payer: Pick<Payer, 'clocks'>): ClockRow =>
  [...payer.clocks, ...decisionClocks].find(({ id }) => id === rule) ?? fallbackClock;

/** Every line's clock started at the payer's receipt. A line that is decided keeps its time. */
export const startClocks = (
  lines: readonly Line[],
  payer: Pick<Payer, 'clocks' | 'zone'>,
  receivedAt: string,
): Line[] =>
  lines.map((line) => ({
    ...line,
    clock: {
      ...line.clock,
      dueAt: allowanceEndsAt(clockRowOf(line.clock.rule, payer).allows, receivedAt, payer.zone),
    },
  }));

export type Applied =
  | { outcome: 'applied'; authorization: Authorization }
  /** An answer newer than this one was applied before. */
  | { outcome: 'stale' }
  /** It takes back what was approved, or speaks of a request that has ended: a person's matter. */
  | { outcome: 'contrary' };

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

/** The authorization after an answer of the payer; the same for what it replies and what it sends. */
export const applyAnswer = (
  before: Authorization,
  answer: PayerAnswer,
  payer: Pick<Payer, 'zone'>,
  receivedAt: string,
  eventNumber?: number,
): Applied => {
  const answeredAt = givenAt(answer, receivedAt);
  if (isOlder(before, answeredAt, eventNumber)) return { outcome: 'stale' };
  const lines = judgeLines(before.lines, answer, before.placeOfService);
  const folded = caseState(lines);
  const status = folded === 'withdrawn' ? 'contact-payer' : folded;
  const takenBack = before.status === 'approved' && status !== 'approved';
  if (takenBack || !mayBecome(before.status, status)) return { outcome: 'contrary' };
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

const undecided = new Set<Line['state']>([
  'drafted',
  'pended-in-review',
  'pended-information-required',
]);

/** The earliest clock among the lines that are not decided. */
export const decisionDueAt = ({ lines }: Pick<Authorization, 'lines'>): string | undefined =>
  lines
    .filter(({ state }) => undecided.has(state))
    .flatMap(({ clock }) => (clock.dueAt ? [clock.dueAt] : []))
    .sort()[0];

/** When the wait for a reason ends. */
export const waitDueAt = (authorization: Authorization, reason: HoldReason, now: Date): string => {
  if (reason === 'payer-decision')
    return decisionDueAt(authorization) ?? holdDueAt('payer-contact', now);
  if (reason === 'information-requested')
    return authorization.informationDueAt ?? holdDueAt('payer-contact', now);
  return holdDueAt(reason, now);
};

/** What the workflow hears of an authorization as it stands. */
export const outcomeOf = (
  authorization: Authorization,
  now: Date,
): { outcome: 'approved' | 'closed' } | HoldOutcome => {
  if (authorization.status === 'approved') return { outcome: 'approved' };
  const reason = holdReasonFor(authorization);
  if (!reason) return { outcome: 'closed' };
  return hold(reason, now, waitDueAt(authorization, reason, now));
};

const bearings: Readonly<Partial<Record<Line['state'], Reason['bearing']>>> = {
  denied: 'against',
  'rejected-fix': 'against',
  'rejected-stop': 'against',
};

const asAsked = new Set<Line['state']>(['approved', 'not-required']);

/** A line that is not as it was asked for, in words. */
const lineReason = ({ sequence, code, state, decision }: Line): Reason => {
  const why = (decision?.reasons ?? []).map((reason) => siteReasons[reason] ?? reason).join(', ');
  return {
    bearing: bearings[state] ?? 'note',
    code: `line-${sequence}-${state}`,
    text: `Line ${sequence} (${code}): ${state.replaceAll('-', ' ')}${why ? `: ${why}` : ''}.`,
  };
};

/** The payer's answer line by line, as it is kept to explain it. */
export const decisionDetermination = (
  { authorizationId, status, version, lines }: Authorization,
  answer?: PayerAnswer,
): Determination => {
  const others = lines.filter(({ state }) => !asAsked.has(state));
  return {
    question: 'authorized',
    facts: {
      authorizationId,
      version,
      asked: lines.map(({ code, units }) => `${code} ${units}`),
      granted: lines.map((line) => authorizedUnits(line)),
      ...(answer?.added ? { added: answer.added } : {}),
      ...(answer?.errors.length
        ? { errors: answer.errors.map(({ code, followUp }) => code + followUp) }
        : {}),
    },
    rule: {
      id: 'payer-answer',
      version: '1',
      source: 'Da Vinci PAS 2.2.1; X12 306, 886, 889 and 901',
    },
    answer: status,
    reasons:
      others.length > 0
        ? others.map(lineReason)
        : [{ bearing: 'for', code: 'as-asked', text: 'The payer grants every line as asked.' }],
  };
};
