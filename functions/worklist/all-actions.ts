import { authorizationActions } from '../authorization/hold-actions.ts';
import { coverageActions } from '../coverage/hold-actions.ts';
import type { Action } from '../hold/hold-action.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import { outreachActions } from '../outreach/hold-actions.ts';
import { placementActions } from '../placement/hold-actions.ts';
import { referralActions } from '../referral/hold-actions.ts';
import { schedulingActions } from '../scheduling/hold-actions.ts';
import { visitActions } from '../visit/hold-actions.ts';
import { worklistActions } from './hold-actions.ts';

/** What may be done about each reason to wait: each room tells it of its own reasons. */
export const holdActions: Readonly<Record<HoldReason, readonly Action[]>> = {
  ...referralActions,
  ...coverageActions,
  ...placementActions,
  ...authorizationActions,
  ...schedulingActions,
  ...outreachActions,
  ...visitActions,
  ...worklistActions,
};
