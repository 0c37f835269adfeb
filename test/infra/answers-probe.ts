import { readInquiryAnswers } from '../../functions/authorization/pas/inquiry-answer.ts';
import { readOutcome, readRefusal } from '../../functions/authorization/pas/operation-outcome.ts';
import { isAnswer, readPayerAnswer } from '../../functions/authorization/pas/response.ts';
import { readUndecided, undecided } from '../../functions/authorization/pas/undecided.ts';
import { UnreadableAnswer } from '../../functions/authorization/unreadable-answer.ts';

/** The reading as a function calls it, for that of a bundle to be compared with. */
export const answers = {
  ...{ readInquiryAnswers, readOutcome, readRefusal, isAnswer, readPayerAnswer },
  ...{ readUndecided, undecided },
};
/** The fault as its function knows it. */
export const Unreadable = UnreadableAnswer;
