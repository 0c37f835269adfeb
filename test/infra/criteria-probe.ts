import { begins, judgeCriterion } from '../../functions/authorization/criteria/judge-criterion.ts';

/** The judging as a function calls it, for that of a bundle to be compared with. */
export const criteria = { begins, judgeCriterion };
