import { partiesOf, submissionBundle } from '../../functions/authorization/pas/bundle.ts';
import { writeReviewRequest } from '../../functions/authorization/x12/write-request.ts';

/** The writing as a function calls it, for that of a bundle to be compared with. */
export const requests = { partiesOf, submissionBundle, writeReviewRequest };
