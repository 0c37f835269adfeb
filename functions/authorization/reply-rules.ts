import { PermanentFault } from '../platform/errors.ts';
import type { PayerAnswer } from './payer-answer.ts';
import { readSendingId } from './request-names.ts';

/** What came of sending a request, over whichever machine. */
export type RequestSent =
  | { outcome: 'answered'; answer: PayerAnswer }
  /** The payer will not take the request as it is: codes and words of its refusal. */
  | { outcome: 'rejected'; issues: string[]; words: string[] };

/** Taken, and to be answered in its own time: statuses that say so with no word beside. */
export const takenStatuses = new Set([201, 202, 204]);

/** Statuses that are about our address, credentials or manners and not about this request. */
export const notAboutTheRequest = new Set([401, 403, 404, 405, 406, 415]);

/** An answer that names requests, and not this one, belongs to somebody else. */
const isAbout = ({ about }: PayerAnswer, sendingName: string): boolean => {
  const ours = readSendingId(sendingName)?.authorizationId;
  return about.length === 0 || about.some(({ authorizationId }) => authorizationId === ours);
};

/** What of the way an answer came keeps anybody from acting on it. */
const doubtsOf = ({ about }: PayerAnswer, sendingName: string, status: number): string[] => {
  const sending = readSendingId(sendingName)?.number;
  const named = about.flatMap((one) => one.sending ?? []);
  return [
    ...(named.length > 0 && !named.some((number) => number === sending)
      ? ['the name of an earlier sending']
      : []),
    ...(status >= 400 ? [`status ${status} of the server`] : []),
  ];
};

/**
 * An answer, with what of the way it came keeps anybody from acting on it.
 *
 * @throws PermanentFault for one that is about another request.
 */
export const asItCame = (answer: PayerAnswer, sendingName: string, status: number): PayerAnswer => {
  if (!isAbout(answer, sendingName)) throw new PermanentFault('payer-answers-another-request');
  const doubts = doubtsOf(answer, sendingName, status);
  if (doubts.length === 0) return answer;
  const words = [`The answer has ${doubts.join(', ')}.`, ...answer.words];
  return { ...answer, doubts: [...answer.doubts, ...doubts], words };
};
