import { readAnswer } from '../../functions/coverage/x12/read-answer.ts';

/** The reading as a function calls it, for that of a bundle to be compared with. */
export const eligibility = { readAnswer };
