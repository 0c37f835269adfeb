import { allowanceEndsAt, type DecisionClockRow } from '../payer/decision-clock.ts';
import { decisionClocks, fallbackClock } from '../payer/decision-clocks.ts';
import type { Payer } from '../payer/payer.ts';
import type { Authorization, Line } from './authorization.ts';

type ClockRow = Pick<DecisionClockRow, 'id' | 'allows' | 'basis' | 'source'>;

/** The clock row that a line names. */
export const findClockRow = (rule: string, payer: Pick<Payer, 'clocks'>): ClockRow =>
  [...payer.clocks, ...decisionClocks].find(({ id }) => id === rule) ?? fallbackClock;

/** Every line's clock started at the payer's receipt. */
export const startClocks = (
  lines: readonly Line[],
  payer: Pick<Payer, 'clocks' | 'zone'>,
  receivedAt: string,
): Line[] =>
  lines.map((line) => ({
    ...line,
    clock: {
      ...line.clock,
      dueAt: allowanceEndsAt(findClockRow(line.clock.rule, payer).allows, receivedAt, payer.zone),
    },
  }));

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
