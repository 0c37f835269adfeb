import { deskZone, hold } from '../hold/hold-clock.ts';
import { PermanentFault, TransientFault } from '../platform/errors.ts';
import type { Committed } from '../platform/record.ts';
import { StepInput, step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { startWindow } from '../series/dose-plan.ts';
import { lookUpTherapy } from '../therapy/therapy-catalogue.ts';
import { placementDetermination } from './placement.ts';
import { rankSites, siteToTake } from './rank-sites.ts';
import { type PlacementStore, placementStore } from './store.ts';

type Deps = { store: PlacementStore; now: () => Date };

/**
 * Chooses the site of care before the payer is asked, because payers review drug and place
 * together. One site is kept for the whole series.
 */
export const chooseSiteOfCare =
  ({ store, now }: Deps) =>
  async ({ referralId, operation }: StepInput) => {
    const at = now();
    const { referral, submission, sites, nurses, payer, left } = await store.facts(referralId);
    if (referral.status === 'closed') return { outcome: 'closed' as const };
    const therapy = lookUpTherapy(referral.therapyId, submission.order.entered);
    if (!therapy) throw new PermanentFault('therapy-unknown');
    const today = localDate(at, deskZone);
    const facts = {
      therapy,
      submission,
      payerId: payer?.payerId,
      payerRules: payer?.siteRules ?? [],
      nurses,
      denied: left.denied,
      on: startWindow({ submission, therapy, setting: 'infusion-center' }, today).idealOn,
    };
    const ranking = rankSites(
      sites.filter(({ siteId }) => !left.withoutCapacity.includes(siteId)),
      facts,
    );
    const taken = siteToTake(ranking);
    const told = { referralId, operation, at: at.toISOString() };
    if ('undecided' in taken) {
      const determination = placementDetermination(ranking, facts, taken.undecided);
      return outcomeOf(await store.leaveOpen({ ...told, determination }, taken.undecided));
    }
    const determination = placementDetermination(ranking, facts, taken.siteId);
    return outcomeOf(await store.choose({ ...told, determination }, taken));
  };

/** The answer on record: an earlier run of the same operation may have found another one. */
const outcomeOf = (done: Committed) => {
  // The status moved on while we looked: the retry sees where to.
  if (done.outcome === 'refused') throw new TransientFault('referral-changed-meanwhile');
  const { at, event, detail } = done.record;
  return event === 'site.chosen'
    ? { outcome: 'chosen' as const, siteId: String(detail.siteId) }
    : hold('site-needs-clinician', new Date(at));
};

export const handler = step('choose-site-of-care', StepInput, (input) =>
  chooseSiteOfCare({ store: placementStore(table()), now: () => new Date() })(input),
);
