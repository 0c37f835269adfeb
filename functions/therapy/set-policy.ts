import { deskZone } from '../hold/hold-clock.ts';
import { canonical } from '../platform/canonical.ts';
import { addDays } from '../platform/days.ts';
import { keyReused, Refusal } from '../platform/errors.ts';
import type { Answer, Request } from '../platform/http.ts';
import { requestOperation } from '../platform/operation.ts';
import { actorOf } from '../platform/principal.ts';
import { seenRevision } from '../platform/revision.ts';
import { localDate } from '../platform/zoned-time.ts';
import { type Policy, type PolicyStanding, type PolicyVersion, policyOn } from './policy.ts';
import { answer, checkSeen, refuseRaced, therapyOf } from './policy-answers.ts';
import { policyComplaints } from './policy-complaints.ts';
import { loosened } from './policy-limits.ts';
import { joined, placeOf, statusOf, stillToHold } from './policy-standing.ts';
import type { PolicyStore } from './policy-store.ts';
import type { therapyRoutes } from './routes.ts';
import type { Therapy } from './therapy.ts';

type Deps = { store: PolicyStore; now: () => Date };
type Setting = Request<(typeof therapyRoutes)['PUT /therapies/{therapyId}/policy']>;

const refuseUnfit = (therapy: Therapy, { body }: Setting, today: string): void => {
  const errors = policyComplaints(therapy, body.rules);
  if (errors.length > 0)
    throw new Refusal(422, 'policy-unfit', 'The policy does not fit the therapy.', { errors });
  if (body.effectiveFrom < today)
    throw new Refusal(422, 'policy-in-past', 'A policy begins today or later.', {
      errors: [
        {
          pointer: '/effectiveFrom',
          detail: 'is over',
          fix: 'Send today or a day to come; what was decided before stays as it was.',
        },
      ],
    });
  if (body.effectiveFrom > addDays(today, mostDaysAhead))
    throw new Refusal(422, 'policy-unfit', 'A policy begins within a year.', {
      errors: [
        {
          pointer: '/effectiveFrom',
          detail: 'lies more than a year ahead',
          fix: 'Send a day within a year.',
        },
      ],
    });
};

const mostDaysAhead = 366;

/**
 * Sets the policy of a therapy from a day on. One that loosens nothing holds by itself; one that
 * loosens a limit waits for a second person, and ends what waited before.
 */
export const setPolicy =
  ({ store, now }: Deps) =>
  async (request: Setting): Promise<Answer> => {
    const { principal, path, body, ifMatch } = request;
    const { therapyId } = path;
    const therapy = therapyOf(therapyId);
    const at = now();
    const today = localDate(at, deskZone);
    const operation = requestOperation(request, `policy:${therapyId}`, at);
    const standing = await store.standing(therapyId);
    if (await store.isAgain(operation)) return answerAgain(store, standing, request, today);
    checkSeen(standing, seenRevision(ifMatch) ?? body.revision);
    refuseUnfit(therapy, request, today);
    const approved = stillToHold(standing, today);
    if (approved.length >= mostAhead) throw tooMany();
    const replaced = policyOn({ approved }, body.effectiveFrom);
    const version = standing.newest + 1;
    const next: Policy = { therapyId, version, from: body.effectiveFrom, rules: body.rules };
    const later = approved.some(({ from }) => from > body.effectiveFrom);
    if (!later && canonical(replaced?.rules ?? {}) === canonical(body.rules))
      throw new Refusal(422, 'policy-unchanged', 'The policy says what holds already.', {
        errors: [
          {
            pointer: '/rules',
            detail: 'is what holds on that day',
            fix: 'Send what is to change.',
          },
        ],
      });
    const looser = loosened(therapy, approved, { standing: replaced, next });
    const { subject } = principal;
    const { waiting: _, ...known } = standing;
    const after: PolicyStanding = {
      ...known,
      revision: standing.revision + 1,
      newest: version,
      approved: looser.length > 0 ? approved : joined(approved, next),
      ...(looser.length > 0 ? { waiting: { version, proposedBy: subject } } : {}),
    };
    const sent: PolicyVersion = {
      therapyId,
      version,
      rules: body.rules,
      effectiveFrom: body.effectiveFrom,
      why: body.why,
      proposedBy: subject,
      proposedAt: at.toISOString(),
      looser,
    };
    const done = await store.set(after, sent, {
      operation,
      actor: actorOf(principal),
      at: at.toISOString(),
    });
    await refuseRaced(store, therapyId, done);
    return answer(after, sent, after.waiting ? 'waiting' : placeOf(after, version, today));
  };

/** Policies of one therapy that may wait for their day. */
const mostAhead = 24;

const tooMany = () =>
  new Refusal(422, 'policy-unfit', 'Too many policies of this therapy wait for their day.', {
    errors: [
      {
        pointer: '/effectiveFrom',
        detail: 'would be one more',
        fix: 'Set one that begins earlier and takes the place of those behind it.',
      },
    ],
  });

/** What the same request was answered before, as it stands now. */
const answerAgain = async (
  store: PolicyStore,
  standing: PolicyStanding,
  { body, principal }: Setting,
  today: string,
): Promise<Answer> => {
  const sent = (await store.history(standing.therapyId)).find(
    ({ proposedBy, rules, why, effectiveFrom }) =>
      proposedBy === principal.subject &&
      why === body.why &&
      effectiveFrom === body.effectiveFrom &&
      canonical(rules) === canonical(body.rules),
  );
  if (!sent) throw keyReused();
  return answer(standing, sent, statusOf(sent, standing, today));
};
