import { lettersOf } from '../authorization/letters/letter.ts';
import { findClockRow } from '../authorization/line-clocks.ts';
import { printedKinds } from '../authorization/packet-view.ts';
import type { RoundFile } from '../authorization/round-of-hold.ts';
import type { Hold } from '../hold/hold.ts';
import { payerReason } from '../payer/payer-reasons.ts';
import { readerOf } from '../platform/disclosure.ts';
import type { Principal } from '../platform/principal.ts';
import { actionFields, isUndone, whatFollows } from './action-follows.ts';
import { listActions } from './hold-choices.ts';
import { type RoundShown, withEvidenceShown } from './hold-evidence.ts';
import type { HoldDetail } from './routes.ts';

/**
 * A hold with the request that it is about: its id, what the payer said of each line in its own words,
 * and by which clock it decides. What names the payer's numbers is for who is shown such.
 */
const withRound = (
  detail: HoldDetail,
  hold: Hold,
  { authorization, payer }: RoundFile,
  principal: Principal,
): HoldDetail => {
  const { authorizationId, lines } = authorization;
  const see = readerOf(principal, { practice: hold.practiceNpi });
  if (!see('payer')) return { ...detail, authorizationId };
  const letters = printedKinds.every((kind) => see(kind)) ? lettersOf(authorization) : [];
  return {
    ...detail,
    authorizationId,
    ...(letters.length > 0 ? { letters } : {}),
    payerSaid: lines.flatMap(({ sequence, code, state, decision }) =>
      decision
        ? [
            {
              line: sequence,
              code,
              state,
              at: decision.at,
              reasons: decision.reasons.map((reason) => ({
                code: reason,
                says: payerReason(reason),
              })),
              ...(decision.said && see('numbers') ? { said: decision.said } : {}),
            },
          ]
        : [],
    ),
    clocks: lines.map(({ sequence, clock: { rule, urgency, dueAt } }) => {
      const { basis, source } = findClockRow(rule, payer);
      return { line: sequence, rule, urgency, basis, source, ...(dueAt ? { dueAt } : {}) };
    }),
  };
};

/** A hold with what follows each action, and the request that it is about where it is about one. */
export const withMoreShown = (
  detail: HoldDetail,
  hold: Hold,
  principal: Principal,
  round?: RoundShown,
): HoldDetail => {
  const known = listActions(hold);
  const actions = detail.actions.map((shown) => {
    const action = known.find((one) => one.action === shown.action);
    return action
      ? {
          ...shown,
          follows: whatFollows(action),
          undo: isUndone(action),
          fields: actionFields(action),
        }
      : shown;
  });
  const told = { ...detail, actions };
  return round
    ? withEvidenceShown(withRound(told, hold, round, principal), hold, round, principal)
    : told;
};
