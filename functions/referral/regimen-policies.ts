import type { Policy } from '../therapy/policy.ts';
import { block } from './findings.ts';
import type { Finding, Order } from './referral.ts';

type Policies = {
  policy: (therapyId: string | undefined, on: string) => Promise<Policy | undefined>;
};

/** Therapies of the other drugs of an order that a local policy holds for on a day. */
export const policiesBeside = async (
  store: Policies,
  { alsoInfused = [] }: Order,
  on: string,
): Promise<string[]> => {
  const found = await Promise.all(alsoInfused.map(({ therapyId }) => store.policy(therapyId, on)));
  return found.flatMap((policy) => policy?.therapyId ?? []);
};

/** A policy for another drug is not applied to the visits of the order, so a person does it. */
export const policyFindings = (
  { alsoInfused = [] }: Order,
  underPolicy: readonly string[],
): Finding[] =>
  alsoInfused.flatMap(({ therapyId }, index) =>
    therapyId && underPolicy.includes(therapyId)
      ? [
          block({
            code: 'regimen-policy',
            pointer: `/order/alsoInfused/${index}`,
            text: 'Local policy holds for this drug, and is not applied where it is given beside another one.',
            fix: 'Hold the order against the policy, and clear it with a reason.',
            source: 'local policy of the therapy',
          }),
        ]
      : [],
  );
