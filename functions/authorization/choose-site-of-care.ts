import * as z from 'zod';
import { holdsClaims } from '../payer/pack.ts';
import { chooseSite } from '../placement/choose-site.ts';
import { byStep } from '../platform/audit.ts';
import { StepInput, step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import { judgeNeed, needOutcome, tellNeed } from './need.ts';
import { type PlacingStore, placingStore } from './placing-store.ts';

const Input = StepInput.extend({
  /** The last round in which a payer was asked for this referral; 0 before the first. */
  round: z.number().int().min(0),
});

type Deps = { store: PlacingStore; now: () => Date };

const actor = byStep('choose-site-of-care');

/**
 * Chooses the site of care and, with it, whether the payer wants to be asked about that place: two
 * decisions in one change, each a link of the audit chain. A site whose payer is not known is chosen
 * all the same, and the next step says what is missing; so it does of a payer that holds its claims
 * against conditions.
 */
export const chooseSiteOfCare =
  ({ store, now }: Deps) =>
  async ({ referralId, operation, round }: z.output<typeof Input>) => {
    const choice = await chooseSite({
      store,
      now,
      alsoTell: ({ referral, payer, ...known }, setting, at) =>
        payer && payer.payerId === referral.payerId && referral.therapyId && !holdsClaims(payer)
          ? {
              actor,
              ...tellNeed(
                judgeNeed({ ...known, payer, therapyId: referral.therapyId, setting }, at),
              ),
            }
          : undefined,
    })({ referralId, operation });
    if (choice.outcome !== 'chosen') return choice;
    const { next, ...chosen } = choice;
    return next ? needOutcome(next, { referralId, round }) : chosen;
  };

export const handler = step('choose-site-of-care', Input, (input) =>
  chooseSiteOfCare({ store: placingStore(table()), now: () => new Date() })(input),
);
