import type { PayerAnswer } from '../payer-answer.ts';
import { UnreadableAnswer } from '../unreadable-answer.ts';
import { readPayerAnswer } from './response.ts';
import { wrappedIn } from './response-form.ts';

/** What came back to an inquiry, read; `unread` counts what is no answer that can be read. */
export type InquiryAnswers = { answers: PayerAnswer[]; unread: number };

type Entry = { resource?: { resourceType?: unknown } | undefined };
type Held = { resourceType?: unknown; entry?: unknown };

const isOf = (kind: string) => (entry: Entry | null) => entry?.resource?.resourceType === kind;

/** The answers in a bundle of several, each by itself with all that stands beside them. */
const apart = (one: unknown): unknown[] => {
  const { resourceType, entry } = (one ?? {}) as Held;
  if (resourceType !== 'Bundle' || !Array.isArray(entry)) return [one];
  const entries = entry as (Entry | null)[];
  const inner = entries.filter(isOf('Bundle'));
  if (inner.length > 0)
    return inner
      .flatMap((bundle) => apart(bundle?.resource))
      .concat(
        entries.some(isOf('ClaimResponse'))
          ? apart({ ...(one as Held), entry: entries.filter((each) => !isOf('Bundle')(each)) })
          : [],
      );
  const answers = entries.filter(isOf('ClaimResponse'));
  if (answers.length < 2) return [one];
  const beside = entries.filter((each) => !isOf('ClaimResponse')(each));
  return answers.map((answer) => ({ ...(one as Held), entry: [answer, ...beside] }));
};

/**
 * Reads the answer to `$inquire`: in 2.2.1 Parameters of any number of response bundles, in 2.0.1 a
 * bare bundle, of some servers an answer alone; each by itself, so that one does not stand in for another. Undefined where it is none.
 */
export const readInquiryAnswers = (body: unknown): InquiryAnswers | undefined => {
  const wrapped = wrappedIn(body);
  const kind = String((body as Held | undefined)?.resourceType);
  if (!wrapped && !['Bundle', 'ClaimResponse'].includes(kind)) return undefined;
  const inner = (wrapped ?? [body]).flatMap(apart);
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
