import { authorizationEffects, giveUp } from '../authorization/hold-effects.ts';
import { coverageEffects } from '../coverage/hold-effects.ts';
import type { Effect, Effects } from '../hold/effects.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import { outreachEffects } from '../outreach/hold-effects.ts';
import { placementEffects } from '../placement/hold-effects.ts';
import { endReferral } from '../referral/end-by-hand.ts';
import { referralEffects } from '../referral/hold-effects.ts';
import { schedulingEffects } from '../scheduling/hold-effects.ts';
import { visitEffects } from '../visit/hold-effects.ts';

/** What every action of every reason writes: each room tells it of its own reasons. */
export const effects: Effects = {
  ...referralEffects,
  ...coverageEffects,
  ...placementEffects,
  ...authorizationEffects,
  ...schedulingEffects,
  ...outreachEffects,
  ...visitEffects,
  // A fault may have stopped a round with the payer, which is given up with it.
  'needs-attention': { close: giveUp },
};

/** What an action writes besides ending its hold; to close ends the referral, whatever the reason. */
export const findEffect = (reason: HoldReason, action: string): Effect | undefined => {
  const own = Object.hasOwn(effects, reason) ? effects[reason] : undefined;
  if (own && Object.hasOwn(own, action)) return own[action];
  return action === 'close' ? endReferral : undefined;
};
