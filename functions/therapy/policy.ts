import * as z from 'zod';
import type { Reason } from '../platform/determination.ts';
import type { PolicyRules } from './policy-body.ts';

/** Checked as strictly as can be before it was kept; a reader looks only that there is something. */
const KeptRules = z.custom<PolicyRules>((rules) => typeof rules === 'object' && rules !== null);

/** The policy that holds from a day on, as rules read it and as it is kept with what it decided. */
export const Policy = z.object({
  therapyId: z.string(),
  version: z.number().int().positive(),
  /** The first day on which it holds, in the desk's zone. */
  from: z.iso.date(),
  rules: KeptRules,
});
export type Policy = z.infer<typeof Policy>;

/** A limit that one set of limits has further than another, as both say it. */
export const LooserLimit = z.object({ limit: z.string(), was: z.string(), is: z.string() });
export type LooserLimit = z.infer<typeof LooserLimit>;

/** One version as somebody sent it; it is written once and never changed. */
export const PolicyVersion = z.object({
  therapyId: z.string(),
  version: z.number().int().positive(),
  rules: KeptRules,
  effectiveFrom: z.iso.date(),
  why: z.string(),
  proposedBy: z.string(),
  proposedAt: z.iso.datetime(),
  /** What it loosens; with any, a second person decides about it. */
  looser: z.array(LooserLimit),
});
export type PolicyVersion = z.infer<typeof PolicyVersion>;

/** What a person decided about a version that waited; written once. */
export const PolicyDecision = z.object({
  version: z.number().int().positive(),
  action: z.enum(['approve', 'refuse', 'withdraw']),
  note: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
});
export type PolicyDecision = z.infer<typeof PolicyDecision>;

/** What became of a version. */
export const VersionStatus = z.enum([
  'in-force',
  'scheduled',
  'replaced',
  'waiting',
  'refused',
  'withdrawn',
  'overtaken',
]);
export type VersionStatus = z.infer<typeof VersionStatus>;

/** Where the policy of a therapy stands. */
export const PolicyStanding = z.object({
  therapyId: z.string(),
  /** Counts every change, of a version or of a decision about one. */
  revision: z.number().int().min(0),
  /** The number of the newest version, whatever became of it. */
  newest: z.number().int().min(0),
  /** Versions that hold, or will, oldest first. */
  approved: z.array(Policy),
  /** The version that waits for a second person. */
  waiting: z.object({ version: z.number().int().positive(), proposedBy: z.string() }).optional(),
});
export type PolicyStanding = z.infer<typeof PolicyStanding>;

/** Where a therapy stands that nobody has set a policy for. */
export const noPolicy = (therapyId: string): PolicyStanding => ({
  therapyId,
  revision: 0,
  newest: 0,
  approved: [],
});

/**
 * The policy that holds on a day: of those that began by then the newest version, for a later one
 * takes the place of all before it.
 */
export const policyOn = (
  { approved }: Pick<PolicyStanding, 'approved'>,
  on: string,
): Policy | undefined =>
  approved
    .filter(({ from }) => from <= on)
    .reduce<Policy | undefined>(
      (last, one) => (last && last.version > one.version ? last : one),
      undefined,
    );

/**
 * What is to be kept of a policy beside what was decided under it: the one of now, nothing where it is
 * the one that is kept, and null where there is none any more.
 */
export const policyKept = (
  { policy: before }: { policy?: Policy | null | undefined },
  now: Policy | undefined,
): Policy | null | undefined => {
  if (now && before && before.version === now.version && before.therapyId === now.therapyId)
    return undefined;
  return now ?? (before ? null : undefined);
};

/** The same of the policies of several drugs; nothing where none has another version than before. */
export const policiesKept = (
  { beside: before = [] }: { beside?: readonly Policy[] | undefined },
  now: readonly Policy[],
): Policy[] | undefined => {
  const named = (all: readonly Policy[]): string =>
    all
      .map(({ therapyId, version }) => `${therapyId} ${version}`)
      .sort()
      .join();
  return named(before) === named(now) ? undefined : [...now];
};

/** How a decision tells whose limits it was made under. */
export const underLocalPolicy = ({ version }: Pick<Policy, 'version'>): Reason => ({
  bearing: 'note',
  code: 'local-policy',
  text: `The limits are those of local policy, version ${version}.`,
});
