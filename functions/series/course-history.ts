import type { AuditRecord } from '../platform/audit.ts';
import { gradeCounted } from './suspension.ts';
import type { Visit } from './visit.ts';

/** What was given under a referral so far, and how it was borne. */
export type CourseHistory = {
  /** The highest dose that was given. */
  given: number;
  /** The day of the first visit that was given. */
  firstOn?: string | undefined;
  /** The highest CTCAE grade that a reaction at a visit counts as; 0 for none. */
  worstGrade: number;
};

const gradeOf = ({ determination }: Pick<AuditRecord, 'determination'>): number =>
  determination?.question === 'reaction' && typeof determination.facts.grade === 'number'
    ? gradeCounted({
        grade: determination.facts.grade,
        anaphylaxis: determination.facts.anaphylaxis === true,
      })
    : 0;

/** Reads visits and the referral's audit chain; a visit at which nothing ran gave no dose. */
export const courseHistory = (
  visits: readonly Visit[],
  records: readonly Pick<AuditRecord, 'determination'>[],
): CourseHistory => {
  const given = visits.filter(
    ({ status, actual }) => status === 'completed' && actual?.infusionMinutes !== 0,
  );
  const firstOn = given.map(({ on }) => on).sort()[0];
  return {
    given: Math.max(0, ...given.map(({ dose }) => dose)),
    ...(firstOn ? { firstOn } : {}),
    worstGrade: Math.max(0, ...records.map(gradeOf)),
  };
};
