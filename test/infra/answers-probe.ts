import { readInquiryAnswers } from '../../functions/authorization/pas/inquiry-answer.ts';
import { readOutcome, readRefusal } from '../../functions/authorization/pas/operation-outcome.ts';
import { isAnswer, readPayerAnswer } from '../../functions/authorization/pas/response.ts';
import {
  aboutIn,
  asFurtherRequest,
  readUndecided,
  undecided,
} from '../../functions/authorization/pas/undecided.ts';
import { UnreadableAnswer } from '../../functions/authorization/unreadable-answer.ts';
import { readReviewResponse } from '../../functions/authorization/x12/read-response.ts';
import { RejectedInterchange } from '../../functions/authorization/x12/rejected-interchange.ts';

/** The reading as a function calls it, for that of a bundle to be compared with. */
export const answers = {
  ...{ readInquiryAnswers, readOutcome, readRefusal, isAnswer, readPayerAnswer },
  ...{ aboutIn, asFurtherRequest, readUndecided, undecided, readReviewResponse },
};
/** The faults as their function knows them. */
export const Unreadable = UnreadableAnswer;
export const Rejected = RejectedInterchange;
