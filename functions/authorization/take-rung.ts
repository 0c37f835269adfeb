import type { Resolution } from '../hold/hold.ts';
import type { DenialRung } from '../payer/denial-rung.ts';
import { Refusal } from '../platform/errors.ts';
import type { Authorization } from './authorization.ts';
import {
  forfeitsOf,
  type LadderPayer,
  ladderOf,
  mayTakeRung,
  type RungStanding,
  takeRung,
} from './denial-ladder.ts';
import { denialStanding, withAlerts } from './denial-rules.ts';
import { rungNames, standingSays, windowSays } from './denial-words.ts';
import { applyResolution } from './resolution.ts';

const namesOf = (rungs: readonly RungStanding[]): string =>
  rungs.map(({ rung }) => rungNames[rung]).join(', ');

const notOpen = (rung: DenialRung, ladder: readonly RungStanding[], zone: string): Refusal => {
  const asked = ladder.find((one) => one.rung === rung);
  const open = ladder.filter(({ state }) => state === 'open');
  const why = asked ? standingSays(asked, zone) : 'This payer does not offer it.';
  return new Refusal(
    409,
    'rung-not-open',
    `${why} ${open.length > 0 ? `Open today: ${namesOf(open)}.` : 'Nothing else is open today.'}`,
    { facts: { open: open.map((one) => one.rung) } },
  );
};

/**
 * The round with a rung taken against its denial. What is taken is open today; another right that it
 * loses must be named by whoever takes it.
 *
 * @throws Refusal 409 where it is not open, or loses what was not named; 422 where it has no fast form.
 */
export const takeRungs = (
  before: Authorization,
  { action, facts, at }: Pick<Resolution, 'action' | 'facts' | 'at'>,
  payer: LadderPayer | undefined,
): Authorization => {
  const rung = action as DenialRung;
  if (!payer) throw notOpen(rung, [], 'UTC');
  const now = new Date(at);
  const denial = denialStanding(before, now);
  const ladder = ladderOf({ ...before, denial }, payer, now);
  const standing = ladder.find((one) => one.rung === rung);
  const expedited = facts.expedited === true;
  if (!standing || !mayTakeRung(standing, expedited)) throw notOpen(rung, ladder, payer.zone);
  if (expedited && !standing.row.expedited)
    throw new Refusal(422, 'action-incomplete', 'This rung has no expedited form.', {
      errors: [{ pointer: '/expedited', detail: 'is not offered', fix: 'Leave it out.' }],
    });
  const lost = forfeitsOf(rung, ladder).filter((one) => !facts.forfeits?.includes(one.rung));
  if (lost.length > 0)
    throw new Refusal(
      409,
      'forfeits-another',
      `This ends the right to what is open still: ${lost.map((one) => `${rungNames[one.rung]}, ${windowSays(one, payer.zone)}`).join('; ')}. To go on, name it in "forfeits".`,
      { facts: { forfeits: lost.map((one) => one.rung) } },
    );
  // A new request goes out from the denied one, which stays as it is until it is drafted anew.
  const moved = applyResolution(before, action, facts, at) ?? { ...before, rev: before.rev + 1 };
  const taken = takeRung(denial, standing, payer, {
    at,
    expedited: facts.expedited,
    reference: facts.reference,
  });
  return withAlerts({ ...moved, denial: taken }, payer, now);
};
