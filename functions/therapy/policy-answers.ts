import { Refusal } from '../platform/errors.ts';
import type { Answer } from '../platform/http.ts';
import { notFound } from '../platform/principal.ts';
import type { Committed } from '../platform/record.ts';
import { entityTag } from '../platform/revision.ts';
import type { PolicyStanding, PolicyVersion, VersionStatus } from './policy.ts';
import type { PolicyStore } from './policy-store.ts';
import type { PolicyAnswer } from './routes.ts';
import type { Therapy } from './therapy.ts';
import { lookUpTherapy } from './therapy-catalogue.ts';

/** @throws Refusal 404 for a therapy that the catalogue does not have. */
export const therapyOf = (therapyId: string): Therapy => {
  const therapy = lookUpTherapy(therapyId);
  if (!therapy) throw notFound('therapy');
  return therapy;
};

export const policyChanged = ({ revision }: PolicyStanding): Refusal =>
  new Refusal(409, 'policy-changed', 'Somebody changed the policy since you read it.', {
    errors: [
      {
        pointer: '/revision',
        detail: 'is not the revision that stands',
        fix: 'Read the therapy again and send its revision.',
      },
    ],
    facts: { revision },
  });

/** @throws Refusal 428 when nothing says what was seen, 409 when that has changed since. */
export const checkSeen = (standing: PolicyStanding, seen: number | undefined): void => {
  if (seen === undefined && standing.revision > 0)
    throw new Refusal(428, 'revision-needed', 'The therapy has a policy: say which one you saw.', {
      errors: [
        {
          pointer: '/revision',
          detail: 'is missing',
          fix: 'Read the therapy and send its revision.',
        },
      ],
    });
  if (seen !== undefined && seen !== standing.revision) throw policyChanged(standing);
};

/** Where the policy stands after a change of it. */
export const answer = (
  standing: PolicyStanding,
  { version, looser }: Pick<PolicyVersion, 'version' | 'looser'>,
  status: VersionStatus,
): Answer => ({
  body: {
    therapyId: standing.therapyId,
    revision: standing.revision,
    version,
    status,
    looser,
  } satisfies PolicyAnswer,
  headers: { etag: entityTag(standing.revision) },
});

/** @throws Refusal 409 when somebody was faster. */
export const refuseRaced = async (store: PolicyStore, therapyId: string, done: Committed) => {
  if (done.outcome === 'refused') throw policyChanged(await store.standing(therapyId));
};
