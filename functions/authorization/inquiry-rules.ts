import * as z from 'zod';
import type { Authorization } from './authorization.ts';
import type { PayerAnswer } from './payer-answer.ts';

/** A payer has news of a request and sent none of it: it is asked, until it answers or a person does. */
export const OpenInquiry = z.object({
  authorizationId: z.string(),
  payerId: z.string(),
  /** When the first of its notices came; the newest one is `eventKey`. */
  since: z.iso.datetime(),
  eventKey: z.string(),
  eventNumber: z.number().int().optional(),
  tries: z.number().int().min(0),
  dueAt: z.iso.datetime(),
});
export type OpenInquiry = z.infer<typeof OpenInquiry>;

/**
 * Minutes until the next try where a payer did not answer, or answered what was known. After the last
 * a person looks: two hours in all. Own target.
 */
export const triesAfterMinutes = [10, 30, 80] as const;

const dueIn = (minutes: number, now: Date): string =>
  new Date(now.getTime() + minutes * 60_000).toISOString();

/** The inquiry at its next try; undefined where it was tried often enough. */
export const nextTry = (inquiry: OpenInquiry, now: Date): OpenInquiry | undefined => {
  const minutes = triesAfterMinutes[inquiry.tries];
  return minutes === undefined
    ? undefined
    : { ...inquiry, tries: inquiry.tries + 1, dueAt: dueIn(minutes, now) };
};

/** The same where it failed here: it is tried until it is mended, and no person is told of the payer. */
export const afterFailure = (inquiry: OpenInquiry, now: Date): OpenInquiry =>
  nextTry(inquiry, now) ?? { ...inquiry, dueAt: dueIn(Math.max(...triesAfterMinutes), now) };

/** What the payer answered to an inquiry about one request. */
export type Chosen =
  | { outcome: 'found'; answer: PayerAnswer }
  /** It knows of none, or of none of ours; `several` where it answers differently about the same. */
  | { outcome: 'not-found' | 'several' };

const sendingOf = ({ about }: PayerAnswer, authorizationId: string): number | undefined =>
  about.find((one) => one.authorizationId === authorizationId)?.sending;

/** What an answer decides, apart from its name and its hour. */
const content = ({ lines, header, errors }: PayerAnswer): string =>
  JSON.stringify([lines, header, errors]);

/**
 * Of all that an inquiry brought, the answer to the last sending of this request. One that names no
 * request of ours is nobody's; two that differ about the same are a person's to tell apart.
 */
export const chooseAnswer = (
  answers: readonly PayerAnswer[],
  { authorizationId, sent }: Pick<Authorization, 'authorizationId' | 'sent'>,
): Chosen => {
  const ours = answers.filter(({ about }) =>
    about.some((one) => one.authorizationId === authorizationId),
  );
  const last = ours.filter(
    (answer) => (sendingOf(answer, authorizationId) ?? sent?.number) === sent?.number,
  );
  const [first, ...others] = last;
  if (!first) return { outcome: 'not-found' };
  return others.every((one) => content(one) === content(first))
    ? { outcome: 'found', answer: first }
    : { outcome: 'several' };
};
