import {
  type Policy,
  type PolicyDecision,
  type PolicyStanding,
  type PolicyVersion,
  policyOn,
  type VersionStatus,
} from './policy.ts';

/** A version with what was decided about it. */
export type ToldVersion = PolicyVersion & { decision?: PolicyDecision };

/** What became of a version, as of a day. */
export const statusOf = (
  { version, looser, decision }: ToldVersion,
  standing: PolicyStanding,
  today: string,
): VersionStatus => {
  if (standing.waiting?.version === version) return 'waiting';
  if (decision?.action === 'refuse') return 'refused';
  if (decision?.action === 'withdraw') return 'withdrawn';
  if (looser.length > 0 && !decision) return 'overtaken';
  return placeOf(standing, version, today);
};

/** Where a version stands that needs no decision, or has one. */
export const placeOf = (
  standing: PolicyStanding,
  version: number,
  today: string,
): 'in-force' | 'scheduled' | 'replaced' => {
  if (policyOn(standing, today)?.version === version) return 'in-force';
  return standing.approved.some((one) => one.version === version && one.from > today)
    ? 'scheduled'
    : 'replaced';
};

/** What may hold today or later; what no day to come asks for stands in the history alone. */
export const stillToHold = (standing: PolicyStanding, today: string): Policy[] => {
  const current = policyOn(standing, today);
  return standing.approved.filter(
    ({ from, version }) => from > today || version === current?.version,
  );
};

/** Later ones of a lower version never come to hold: the new one takes their place. */
export const joined = (approved: readonly Policy[], next: Policy): Policy[] => [
  ...approved.filter(({ from }) => from < next.from),
  next,
];
