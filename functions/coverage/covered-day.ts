import { isCoverageTold } from '../hold/decisions.ts';
import type { Hold } from '../hold/hold.ts';
import { holdsOfVisit } from '../series/suspension.ts';
import type { Visit } from '../series/visit.ts';
import type { Eligibility } from './eligibility.ts';

type Known = Pick<Eligibility, 'through' | 'checkedAt'>;

/**
 * Whether a visit lies after the last day that the payer named for the coverage, and nobody has had
 * the payer's word for that visit since.
 */
export const isBeyondCoverage = (
  visit: Visit,
  eligibility: Known | undefined,
  holds: readonly Hold[],
): boolean =>
  eligibility?.through !== undefined &&
  visit.on > eligibility.through &&
  !isCoverageTold(holdsOfVisit(holds, visit), eligibility.checkedAt);
