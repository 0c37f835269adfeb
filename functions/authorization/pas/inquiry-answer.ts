import * as z from 'zod';
import type { PayerAnswer } from '../payer-answer.ts';
import { UnreadableAnswer } from '../unreadable-answer.ts';
import { readPayerAnswer } from './response.ts';

/** What came back to an inquiry, read; `unread` counts what is no answer that can be read. */
export type InquiryAnswers = { answers: PayerAnswer[]; unread: number };

const Found = z.object({
  resourceType: z.literal('Parameters'),
  parameter: z
    .array(z.object({ name: z.string().max(60), resource: z.unknown().optional() }))
    .max(50)
    .default([]),
});

/**
 * Reads the answer to `$inquire`: in 2.2.1 Parameters of any number of response bundles, in 2.0.1 a
 * bare bundle; each by itself, so that one does not stand in for another. Undefined where it is none.
 */
export const readInquiryAnswers = (body: unknown): InquiryAnswers | undefined => {
  const wrapped = Found.safeParse(body).data;
  const isBundle = (body as { resourceType?: unknown } | undefined)?.resourceType === 'Bundle';
  if (!wrapped && !isBundle) return undefined;
  const inner = wrapped
    ? wrapped.parameter
        .filter(({ name }) => ['return', 'responseBundle'].includes(name))
        .map(({ resource }) => resource)
    : [body];
  // A bundle without an entry is how 2.0.1 says that it found nothing.
  const found = inner.filter((one) => (one as { entry?: unknown[] })?.entry?.length !== 0);
  const answers: PayerAnswer[] = [];
  for (const one of found) {
    try {
      answers.push(readPayerAnswer(one));
    } catch (error) {
      if (!(error instanceof UnreadableAnswer)) throw error;
    }
  }
  return { answers, unread: found.length - answers.length };
};
