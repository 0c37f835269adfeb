import { deskZone, type HoldOutcome, hold } from '../hold/hold-clock.ts';
import type { Site } from '../network/network.ts';
import type { AuditRecord } from '../platform/audit.ts';
import { PermanentFault, TransientFault } from '../platform/errors.ts';
import type { Change, Committed } from '../platform/record.ts';
import type { StepInput } from '../platform/step.ts';
import { localDate } from '../platform/zoned-time.ts';
import { visitTherapy } from '../referral/order/regimen.ts';
import { isAhead } from '../series/visit.ts';
import type { Setting } from '../therapy/setting.ts';
import { nextDose } from './capacity-rules.ts';
import { gatherSiteFacts } from './gather-facts.ts';
import { placementDetermination } from './placement.ts';
import { type Ranking, rankSites, rivalsOf, siteToTake } from './rank-sites.ts';
import { reviewSite } from './review-site.ts';
import type { SiteFacts } from './site-facts.ts';
import type { PlacementFacts, PlacementStore } from './store.ts';

/** What another room tells with the choice, as a link of its own; undefined where it cannot yet. */
type ToldWith = (facts: PlacementFacts, setting: Setting, at: Date) => Change['next'];

type Deps = { store: PlacementStore; now: () => Date; alsoTell?: ToldWith };

type Choice =
  | { outcome: 'closed' }
  | { outcome: 'chosen'; siteId: string; next: AuditRecord | undefined }
  | HoldOutcome;

/**
 * Chooses the site of care before the payer is asked, because payers review drug and place
 * together. It is kept until the doses to come belong elsewhere: a review after a dose, a reaction or a
 * move has them placed anew.
 */
export const chooseSite =
  ({ store, now, alsoTell }: Deps) =>
  async ({ referralId, operation }: StepInput): Promise<Choice> => {
    const at = now();
    const known = await store.facts(referralId, localDate(at, deskZone));
    const { referral, submission, sites, policy, left } = known;
    if (referral.status === 'closed') return { outcome: 'closed' };
    const therapy = visitTherapy(referral.therapyId, submission.order, policy);
    if (!therapy) throw new PermanentFault('therapy-unknown');
    const facts = gatherSiteFacts(known, therapy, at);
    const ranking = await ranked(
      store,
      sites.filter(({ siteId }) => !left.withoutCapacity.includes(siteId)),
      facts,
    );
    const taken = placeToTake(ranking, known, at);
    const told = { referralId, operation, at: at.toISOString() };
    if ('undecided' in taken) {
      const determination = placementDetermination(ranking, facts, taken.undecided);
      return choiceOf(await store.leaveOpen({ ...told, determination }, taken.undecided));
    }
    const determination = placementDetermination(ranking, facts, taken.siteId);
    const next = alsoTell?.(known, taken.setting, at);
    return choiceOf(await store.choose({ ...told, determination, next }, taken));
  };

/** The places ranked; where several are equally right otherwise, by the time that they have left. */
const ranked = async (
  store: Pick<PlacementStore, 'booked'>,
  sites: readonly Site[],
  facts: SiteFacts,
): Promise<Ranking> => {
  const first = rankSites(sites, facts);
  const looked = rivalsOf(first);
  // Where nobody knows how far the places are, that is asked first.
  if (looked.length < 2 || first.tie === 'address-not-located') return first;
  const rivals = sites.filter(({ siteId }) => looked.includes(siteId));
  const days = rivals.flatMap((site) => nextDose(facts, site)?.days ?? []).sort();
  const [from, to] = [days[0], days.at(-1)];
  if (!from || !to) return first;
  const minutes = await store.booked(rivals, facts.nurses, { from, to });
  return rankSites(sites, { ...facts, booked: { minutes, looked } });
};

/** Who has visits to come stays where they are, unless the doses belong elsewhere. */
const placeToTake = (
  ranking: Ranking,
  { referral: { siteId }, visits }: Pick<PlacementFacts, 'referral' | 'visits'>,
  now: Date,
): ReturnType<typeof siteToTake> => {
  const isAwaited = visits.some(
    (visit) =>
      isAhead(visit) && visit.siteId === siteId && Date.parse(visit.startsAt) > now.getTime(),
  );
  const here = ranking.candidates.find((one) => one.siteId === siteId);
  return isAwaited && here && !reviewSite(ranking, here.siteId)
    ? { siteId: here.siteId, setting: here.setting }
    : siteToTake(ranking);
};

/** The answer on record: an earlier run of the same operation may have found another one. */
const choiceOf = (done: Committed): Choice => {
  // The status moved on while we looked: the retry sees where to.
  if (done.outcome === 'refused') throw new TransientFault('referral-changed-meanwhile');
  const { at, event, detail } = done.record;
  return event === 'site.chosen'
    ? { outcome: 'chosen', siteId: String(detail.siteId), next: done.next }
    : hold('site-needs-clinician', new Date(at));
};
