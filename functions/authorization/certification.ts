import type { Authorization } from './authorization.ts';
import { isRenewal } from './renewal-rules.ts';

/**
 * X12 1322, what is wanted with a request: what is asked for in the place of a grant is a revision of it,
 * and what was given up is cancelled.
 */
export const certificationOf = (
  authorization: Pick<Authorization, 'status' | 'replaces' | 'bookedBefore'>,
): 'I' | 'R' | 'S' | '3' => {
  if (authorization.status === 'withdrawn') return '3';
  if (authorization.replaces) return 'S';
  return isRenewal(authorization) ? 'R' : 'I';
};
