import { deskZone } from '../hold/hold-clock.ts';
import type { Answer } from '../platform/http.ts';
import { entityTag } from '../platform/revision.ts';
import { localDate } from '../platform/zoned-time.ts';
import { policyOn } from './policy.ts';
import { therapyOf } from './policy-answers.ts';
import { limitsOf } from './policy-limits.ts';
import { statusOf } from './policy-standing.ts';
import type { PolicyStore } from './policy-store.ts';
import type { TherapyDetail } from './routes.ts';
import { underPolicy } from './under-policy.ts';

type Deps = { store: Pick<PolicyStore, 'standing' | 'history'>; now: () => Date };

/** A therapy with its limits and the whole history of its local policy. */
export const readTherapy = async ({ store, now }: Deps, therapyId: string): Promise<Answer> => {
  const therapy = therapyOf(therapyId);
  const today = localDate(now(), deskZone);
  const [standing, history] = await Promise.all([
    store.standing(therapyId),
    store.history(therapyId),
  ]);
  const policy = policyOn(standing, today);
  const { revision, waiting } = standing;
  return {
    body: {
      therapyId,
      called: therapy.name,
      revision,
      ...(policy
        ? { policy: { version: policy.version, from: policy.from, rules: policy.rules } }
        : {}),
      ...(waiting ? { waiting } : {}),
      catalogue: limitsOf(therapy),
      limits: limitsOf(policy ? underPolicy(therapy, policy) : therapy),
      history: history.map((one) => {
        const { therapyId: _, ...told } = one;
        return { ...told, status: statusOf(one, standing, today) };
      }),
    } satisfies TherapyDetail,
    headers: { etag: entityTag(revision) },
  };
};
