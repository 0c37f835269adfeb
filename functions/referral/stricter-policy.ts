import type { LooserLimit, Policy } from '../therapy/policy.ts';
import { looserThan } from '../therapy/policy-limits.ts';
import { lookUpTherapy } from '../therapy/therapy-catalogue.ts';
import type { InfusedDrug, Referral, Submission } from './referral.ts';

type Drug = Pick<InfusedDrug, 'therapyId' | 'entered'>;

/** A limit as it was when an order was judged, and as it is now. */
export type StricterLimit = LooserLimit;

/** Limits that every planning of visits follows anew, whatever the order was judged under. */
const plannedAnew = /^(minutes watched|competency |days (before|after) the planned day)/;

/** Whether a limit is about a place where the doses are not given. */
const isElsewhere = (limit: string, setting: string | undefined): boolean =>
  setting !== undefined &&
  ((limit.startsWith('care in ') && limit !== `care in ${setting}`) ||
    (limit === 'first dose at home' && setting !== 'home'));

const stricterOf = (
  { therapyId, entered }: Drug,
  judgedUnder: Policy | null | undefined,
  today: Policy | undefined,
): StricterLimit[] => {
  if (judgedUnder?.version === today?.version) return [];
  const judged = lookUpTherapy(therapyId, entered, judgedUnder);
  const now = lookUpTherapy(therapyId, entered, today);
  if (!judged || !now) return [];
  return looserThan(now, judged).map(({ limit, was, is }) => ({ limit, was: is, is: was }));
};

const ofDrug = (policies: readonly Policy[], { therapyId }: Drug): Policy | undefined =>
  policies.find((policy) => policy.therapyId === therapyId);

/**
 * What the local policies of today forbid that those which an order was judged under did not: the
 * order was found safe by limits that do not hold any more, and somebody looks at it again. What the
 * policy of a further drug says of visits is not planned by, so that all of it counts.
 *
 * @param today the policy of the order's own drug
 * @param beside those of its other drugs
 */
export const stricterLimits = (
  judged: Pick<Referral, 'therapyId' | 'policy' | 'beside' | 'setting'>,
  { order }: Pick<Submission, 'order'>,
  today: Policy | undefined,
  beside: readonly Policy[] = [],
): StricterLimit[] => {
  const own = { therapyId: judged.therapyId, entered: order.entered };
  return [
    ...stricterOf(own, judged.policy, today).filter(({ limit }) => !plannedAnew.test(limit)),
    ...(order.alsoInfused ?? []).flatMap((drug) =>
      stricterOf(drug, ofDrug(judged.beside ?? [], drug), ofDrug(beside, drug)).map((one) => ({
        ...one,
        limit: `${drug.drug}: ${one.limit}`,
      })),
    ),
  ].filter(({ limit }) => !isElsewhere(limit, judged.setting));
};
