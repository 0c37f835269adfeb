import { allowanceEndsAt } from '../payer/decision-clock.ts';
import { informationAllowance } from '../payer/decision-clocks.ts';
import { addDays } from '../platform/days.ts';
import { zonedInstant } from '../platform/zoned-time.ts';
import type { Authorization } from './authorization.ts';
import type { PayerAnswer } from './payer-answer.ts';

/** What a payer asks for, as a person took it down from a letter or a call. */
type Asked = { askedFor?: readonly string[] | undefined; wantedBy?: string | undefined };

/**
 * A request for which the payer wants more, and its answer as one that came over the wire would tell it.
 * A day that it names ends in its own zone; where it names none, its time is what we give to any payer.
 */
export const askedByHand = (
  before: Authorization,
  { askedFor = [], wantedBy }: Asked,
  { at, zone }: { at: string; zone: string },
): { after: Authorization; answer: PayerAnswer } => {
  const information = askedFor.map((code) => ({ kind: 'words' as const, code }));
  const informationDueAt = wantedBy
    ? new Date(zonedInstant(`${addDays(wantedBy, 1)}T00:00:00`, zone)).toISOString()
    : allowanceEndsAt(informationAllowance.allows, at, zone);
  const nothing = { about: [], added: [], doubts: [], errors: [], words: [], lines: [] };
  return {
    after: {
      ...before,
      status: 'information-required',
      rev: before.rev + 1,
      information,
      informationDueAt,
      lines: before.lines.map((line) =>
        ['pended-in-review', 'drafted', 'contact-payer', 'needs-person'].includes(line.state)
          ? { ...line, state: 'pended-information-required' }
          : line,
      ),
    },
    answer: { ...nothing, at, information },
  };
};
