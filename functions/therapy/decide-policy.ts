import { deskZone } from '../hold/hold-clock.ts';
import { Refusal } from '../platform/errors.ts';
import type { Answer, Request } from '../platform/http.ts';
import { requestOperation } from '../platform/operation.ts';
import { actorOf } from '../platform/principal.ts';
import { seenRevision } from '../platform/revision.ts';
import { localDate } from '../platform/zoned-time.ts';
import type { Policy, PolicyStanding } from './policy.ts';
import { answer, checkSeen, refuseRaced, therapyOf } from './policy-answers.ts';
import { joined, placeOf, statusOf, stillToHold } from './policy-standing.ts';
import type { PolicyStore } from './policy-store.ts';
import type { therapyRoutes } from './routes.ts';

type Deps = { store: PolicyStore; now: () => Date };
type Deciding = Request<(typeof therapyRoutes)['POST /therapies/{therapyId}/policy/decision']>;

/** @throws Refusal 403 for who may not decide so: the second person is another one. */
const checkPerson = (proposedBy: string, { principal, body: { action } }: Deciding): void => {
  const isOwn = principal.subject === proposedBy;
  if (isOwn && action !== 'withdraw')
    throw new Refusal(
      403,
      'second-person-needed',
      'A looser policy is approved or refused by another person than proposed it.',
    );
  if (action !== 'withdraw' && !principal.roles.has('clinician'))
    throw new Refusal(
      403,
      'clinician-needed',
      'What a looser policy would allow is for a clinician to approve or refuse.',
    );
  if (!isOwn && action === 'withdraw')
    throw new Refusal(
      403,
      'not-yours-to-withdraw',
      'Only who proposed a policy withdraws it. Refuse it with a note.',
    );
};

const statusAfter = { approve: undefined, refuse: 'refused', withdraw: 'withdrawn' } as const;

/** What waits for a second person is approved or refused by one, or withdrawn by who proposed it. */
export const decidePolicy =
  ({ store, now }: Deps) =>
  async (request: Deciding): Promise<Answer> => {
    const { principal, path, body, ifMatch } = request;
    const { therapyId } = path;
    therapyOf(therapyId);
    const at = now();
    const today = localDate(at, deskZone);
    const operation = requestOperation(request, `policy-decision:${therapyId}`, at);
    const [standing, history] = await Promise.all([
      store.standing(therapyId),
      store.history(therapyId),
    ]);
    const sent = history.find(({ version }) => version === body.version);
    if (sent && (await store.isAgain(operation)))
      return answer(standing, sent, statusOf(sent, standing, today));
    const seen = seenRevision(ifMatch);
    if (seen !== undefined) checkSeen(standing, seen);
    const { waiting, ...known } = standing;
    if (!sent || waiting?.version !== body.version)
      throw new Refusal(409, 'nothing-waits', 'This version does not wait for a decision.', {
        errors: [
          {
            pointer: '/version',
            detail: 'is not the one that waits',
            fix: waiting ? `Decide about version ${waiting.version}.` : 'Read the therapy again.',
          },
        ],
        facts: { revision: standing.revision },
      });
    checkPerson(waiting.proposedBy, request);
    const approved = stillToHold(standing, today);
    // Approved after its day it holds from now on: what was decided in between stays.
    const from = sent.effectiveFrom < today ? today : sent.effectiveFrom;
    const next: Policy = { therapyId, version: sent.version, from, rules: sent.rules };
    const after: PolicyStanding = {
      ...known,
      revision: standing.revision + 1,
      approved: body.action === 'approve' ? joined(approved, next) : approved,
    };
    const told = { operation, actor: actorOf(principal), at: at.toISOString() };
    const done = await store.decide(after, { ...body, by: principal.subject, at: told.at }, told);
    await refuseRaced(store, therapyId, done);
    return answer(after, sent, statusAfter[body.action] ?? placeOf(after, sent.version, today));
  };
