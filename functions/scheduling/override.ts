import type { Determination } from '../platform/determination.ts';
import { Refusal } from '../platform/errors.ts';
import type { Role } from '../platform/principal.ts';
import type { Conflict } from './visit-conflicts.ts';

/** Who asks for a time, and why it shall be had although something stands against it. */
export type Override = { roles: ReadonlySet<Role>; note: string | undefined };

/** When a drug is due is care: a scheduler's reason does not move it, a clinician's does. */
const mayOverride = ({ overridableBy }: Conflict, { roles, note }: Override): boolean =>
  note !== undefined &&
  overridableBy !== undefined &&
  (roles.has(overridableBy) || roles.has('clinician'));

/**
 * @throws Refusal 409 with every conflict that stands, and who may override it with a reason.
 */
export const refuseConflicts = (conflicts: readonly Conflict[], override: Override): void => {
  const standing = conflicts.filter((conflict) => !mayOverride(conflict, override));
  if (standing.length === 0) return;
  throw new Refusal(409, 'visits-conflict', 'Nothing was booked: some visits cannot be.', {
    facts: { conflicts: standing },
  });
};

/** What was overridden, and why, for the record; undefined where nothing stood against the time. */
export const tellOverride = (
  conflicts: readonly Conflict[],
  note: string | undefined,
): Determination | undefined =>
  conflicts.length === 0 || note === undefined
    ? undefined
    : {
        question: 'visit-time',
        facts: { conflicts: conflicts.map(({ dose, code }) => ({ dose, code })) },
        rule: { id: 'override-by-person', version: '1', source: 'own rule' },
        answer: 'overridden',
        reasons: [{ bearing: 'note', code: 'override', text: note }],
      };
