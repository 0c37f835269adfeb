import type { Effect, Effects } from '../hold/effects.ts';
import { readSite } from '../network/store.ts';
import { Refusal } from '../platform/errors.ts';
import { priorsOf } from '../platform/lifecycle.ts';
import { referralLife } from '../referral/referral.ts';
import { referralUpdate } from '../referral/referral-item.ts';
import type { placementActions } from './hold-actions.ts';

/** A clinician chose the site. @throws Refusal 422 when the network has no such site. */
const chooseSite: Effect = async ({ table, hold, resolution }) => {
  const { siteId } = resolution.facts;
  const site = siteId ? await readSite(table, siteId) : undefined;
  if (!site)
    throw new Refusal(422, 'site-unknown', 'The network has no such site.', {
      errors: [{ pointer: '/siteId', detail: 'is not a site of the network' }],
    });
  return [
    referralUpdate(table.name, hold.referralId, priorsOf(referralLife, 'active'), {
      set: { siteId: site.siteId, setting: site.setting },
    }),
  ];
};

/** What ends of holds about the site of care write. */
export const placementEffects = {
  'site-needs-clinician': { 'choose-site': chooseSite },
} satisfies Effects<keyof typeof placementActions>;
