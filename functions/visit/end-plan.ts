import { Refusal, TransientFault } from '../platform/errors.ts';
import type { Request } from '../platform/http.ts';
import { actorOf, notFound } from '../platform/principal.ts';
import { localDate } from '../platform/zoned-time.ts';
import { planMadeAt } from '../series/care-plan.ts';
import type { PlanEnd } from '../series/care-plan-body.ts';
import { readBedside } from './read-bedside.ts';
import type { visitRoutes } from './routes.ts';
import type { VisitStore } from './store.ts';
import { toldBy } from './visit-requests.ts';

type Deps = { store: VisitStore; now: () => Date };
type Ending = Request<(typeof visitRoutes)['POST /visits/{visitId}/plan-end']>;

const notStanding = (ended: PlanEnd | undefined): Refusal =>
  new Refusal(409, 'plan-not-standing', 'No such plan stands any more. Look again.', {
    ...(ended ? { facts: { ended } } : {}),
  });

/**
 * Ends a plan after a reaction from a day on. It does not bring back the plan whose place it took: a
 * clinician says anew how doses go on, if they are not to go on as ordered.
 */
export const endPlan =
  ({ store, now }: Deps) =>
  async (request: Ending) => {
    const { path, principal, body } = request;
    const at = now();
    const told = toldBy(request, `plan-end:${path.visitId}`, at);
    const file = await store.file(path.visitId);
    if (!file) throw notFound('visit');
    const shown = () => readBedside({ store, now })(request);
    if (await store.applied(file.visit.referralId, told.operation)) return shown();
    const plan = planMadeAt(file.holds, body.madeAt);
    if (!plan || plan.ended) throw notStanding(plan?.ended);
    if (body.from < localDate(at, file.visit.zone))
      throw new Refusal(422, 'day-past', 'A plan cannot be ended for days that have passed.', {
        errors: [{ pointer: '/from', detail: 'has passed', fix: 'Send today, or a day to come.' }],
      });
    const { id } = actorOf(principal);
    const end = { from: body.from, at: told.at, by: id, reason: body.reason };
    const done = await store.endPlan(file, { made: body.madeAt, end }, told);
    if (done.outcome === 'refused') {
      const after = await store.file(path.visitId);
      const ended = after && planMadeAt(after.holds, body.madeAt)?.ended;
      throw ended ? notStanding(ended) : new TransientFault('plan-contended');
    }
    return shown();
  };
