import type { Policy } from '../../therapy/policy.ts';
import { block } from '../checks/findings.ts';
import type { Finding, Order } from '../referral.ts';

type Policies = {
  policy: (therapyId: string | undefined, on: string) => Promise<Policy | undefined>;
};

/** The local policies that hold for the other drugs of an order on a day. */
export const policiesBeside = async (
  store: Policies,
  { alsoInfused = [] }: Order,
  on: string,
): Promise<Policy[]> => {
  const found = await Promise.all(alsoInfused.map(({ therapyId }) => store.policy(therapyId, on)));
  return found.filter((policy) => policy !== undefined);
};

/** What a policy says of doses and of what is asked for: the checks of the drug hold it in full. */
const heldByChecks: readonly (keyof Policy['rules'])[] = [
  'doseLimits',
  'screening',
  'premedicationNeeded',
  'reactionOrdersNeeded',
];

const bearsOnVisits = ({ rules }: Policy): boolean =>
  Object.keys(rules).some((rule) => !(heldByChecks as readonly string[]).includes(rule));

/**
 * The checks of another drug of an order hold it against its own policy. What such a policy says of the
 * visits - minutes, place, days, skills - is not applied to visits of several drugs, so a person does it.
 */
export const policyFindings = (
  { alsoInfused = [] }: Order,
  policies: readonly Policy[],
): Finding[] =>
  alsoInfused.flatMap(({ therapyId }, index) =>
    policies.some((policy) => policy.therapyId === therapyId && bearsOnVisits(policy))
      ? [
          block({
            code: 'regimen-policy',
            pointer: `/order/alsoInfused/${index}`,
            text: 'Local policy says how this drug is given, and that is not applied where it is given beside another one.',
            fix: 'Hold the visits of the order against the policy, and clear it with a reason.',
            source: 'local policy of the therapy',
          }),
        ]
      : [],
  );
