import { isBeyondCoverage, isHeardTooLongAgo } from '../coverage/covered-day.ts';
import { isOverridden, isToldMissed } from '../hold/decisions.ts';
import { type Hold, isOpen } from '../hold/hold.ts';
import { dueAfter, hold } from '../hold/hold-clock.ts';
import { standingHold } from '../hold/standing-hold.ts';
import { byStep } from '../platform/audit.ts';
import type { Determination } from '../platform/determination.ts';
import { TransientFault } from '../platform/errors.ts';
import type { Committed, Told } from '../platform/record.ts';
import { step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import { visitTherapy } from '../referral/order/regimen.ts';
import { findAuthorization } from '../scheduling/visit-file.ts';
import { holdsOfVisit, isSuspended } from '../series/suspension.ts';
import type { Visit } from '../series/visit.ts';
import { isDue, lackDueAt, nextMoment, type ReadyMoment } from './moments.ts';
import {
  clearanceEnded,
  findLacks,
  payerChanged,
  type ReadinessFacts,
  readinessDetermination,
} from './readiness.ts';
import { type LookedAt, type SeenVisit, type VisitStore, visitStore } from './store.ts';
import { VisitInput } from './visit-input.ts';

/** Whether the payer was asked just now. */
type Asked = { visitId: string; operation: string; asked?: boolean };
type Deps = { store: VisitStore; now: () => Date };

const actor = byStep('check-visit');
const ended = { outcome: 'ended' } as const;
const waitUntil = (until: string) => ({ outcome: 'wait' as const, until });

const recordOf = (done: Committed) => {
  if (done.outcome === 'refused') throw new TransientFault('visit-changed');
  return done.record;
};

/** Over and unrecorded: a person is asked, until one says that the patient was not seen. */
const lookBack = async (store: VisitStore, file: SeenVisit, told: Told) => {
  const { visit, holds } = file;
  if (!isToldMissed(holdsOfVisit(holds, visit), visit.endsAt) || visit.status === 'in-progress')
    return hold('visit-unrecorded', new Date(told.at));
  recordOf(await store.miss(file, told));
  return ended;
};

const factsOf = async (store: VisitStore, file: SeenVisit, now: Date): Promise<ReadinessFacts> => {
  const { visit } = file;
  const [site, nurses, calendars, policy] = await Promise.all([
    store.site(visit.siteId),
    store.nurses(),
    store.calendarsOf([visit]),
    store.policy(visit.therapyId, visit.on),
  ]);
  return {
    ...file,
    therapy: visitTherapy(visit.therapyId, file.submission.order, policy),
    authorization: findAuthorization(file, visit),
    site,
    nurses,
    now,
    onCalendar: [...calendars.nurseDays, ...calendars.centerDays].some(({ blocks }) =>
      blocks.some((block) => block.visitId === visit.visitId),
    ),
  };
};

const overridden = ({ visitId, revision }: Visit, moment: ReadyMoment): Determination => ({
  question: 'ready',
  facts: { visitId, revision, moment },
  rule: { id: 'readiness', version: '1', source: 'decided by a person' },
  answer: 'overridden',
  reasons: [{ bearing: 'for', code: 'override', text: 'A person decided to go ahead.' }],
});

/** Whether all is there that the visit needs, or a person said to go ahead although it is not. */
const readinessOf = async (store: VisitStore, file: LookedAt, moment: ReadyMoment, at: Date) => {
  const { visit, holds, found } = file;
  if (isOverridden(holdsOfVisit(holds, visit), found?.at ?? ''))
    return { ready: true, determination: overridden(visit, moment) };
  const facts = await factsOf(store, file, at);
  const lacks = findLacks(facts);
  return {
    ready: lacks.length === 0,
    determination: readinessDetermination(facts, moment, lacks),
  };
};

/** The payer is asked once a look about a coverage that ends before the visit, or was asked about long ago. */
const asksPayer = ({ visit, eligibility, holds }: LookedAt, asked: boolean, now: Date): boolean =>
  !asked &&
  (isBeyondCoverage(visit, eligibility, holds) || isHeardTooLongAgo(visit, eligibility, now));

/**
 * What asks a coordinator about another payer than the one that authorized the visits; none while
 * somebody is on it, or the payer is asked for what comes in its place.
 */
const payerAsks = (
  { referral, holds }: LookedAt,
  { reasons }: Determination,
  told: Told,
): Hold | undefined => {
  const isAsked = holds.some((one) => one.reason === 'coverage-changed' && isOpen(one));
  if (isAsked || referral.renewing || !reasons.some(({ code }) => code === payerChanged))
    return undefined;
  return standingHold(
    {
      kind: 'order',
      scope: 'r',
      reason: 'coverage-changed',
      stage: 'Verify eligibility',
      evidence: { orderVersion: referral.orderVersion, changes: ['payer'], found: [] },
    },
    referral,
    holds,
    new Date(told.at),
  );
};

/** A visit that is ready has passed the moment; one that is not waits for what it lacks. */
const lookAhead = async (store: VisitStore, file: LookedAt, moment: ReadyMoment, told: Told) => {
  const { visit, holds } = file;
  const at = new Date(told.at);
  // Whoever is on call was asked when the reaction was reported; the visit waits for the same word.
  if (isSuspended(visit, holds)) return hold('visit-suspended', at, dueAfter({ hours: 24 }, at));
  const readiness = await readinessOf(store, file, moment, at);
  const asks = payerAsks(file, readiness.determination, told);
  const found = recordOf(await store.recordReadiness(file, { moment, ...readiness, asks }, told));
  // A retry answers with what the first run found, of the moment that it looked at.
  const looked = found.detail as { moment: ReadyMoment; ready: boolean };
  if (!looked.ready) {
    const isCleared = found.determination?.reasons.every(({ code }) => code !== clearanceEnded);
    const reason = isCleared === false ? 'clearance-ended' : 'visit-not-ready';
    return hold(reason, at, lackDueAt(visit, looked.moment, new Date(found.at)));
  }
  return waitUntil(nextMoment(visit, looked.moment, at).until);
};

/**
 * Looks at a visit when its workflow wakes for it, does what is due, and says when to look next:
 * a week and two days before, whether it is ready, and after its end whether somebody recorded it.
 * Looked at too early, it is only told when.
 */
export const checkVisit =
  ({ store, now }: Deps) =>
  async ({ visitId, operation, asked = false }: Asked) => {
    const at = now();
    const file = await store.lookedAt(visitId);
    if (!file || file.referral.status === 'closed') return ended;
    const { visit } = file;
    if (['completed', 'missed', 'cancelled'].includes(visit.status)) return ended;
    const next = nextMoment(visit, file.found?.moment, at);
    if (!isDue(next, at)) return waitUntil(next.until);
    const told = { operation, actor, at: at.toISOString() };
    if (next.moment !== 'end' && asksPayer(file, asked, at)) return { outcome: 'ask' as const };
    return next.moment === 'end'
      ? lookBack(store, file, told)
      : lookAhead(store, file, next.moment, told);
  };

export const handler = step('check-visit', VisitInput, (input) =>
  checkVisit({ store: visitStore(table()), now: () => new Date() })(input),
);
