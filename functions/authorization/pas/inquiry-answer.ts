import type { PayerAnswer } from '../payer-answer.ts';
import { UnreadableAnswer } from '../unreadable-answer.ts';
import { qualifiedBy } from './qualified-bundle.ts';
import { readPayerAnswer } from './response.ts';
import { isCutShort } from './response-body.ts';
import { wrappedIn } from './response-form.ts';

/** What came back to an inquiry, read; `unread` counts what is no answer that can be read. */
export type InquiryAnswers = { answers: PayerAnswer[]; unread: number };

type Entry = { resource?: { resourceType?: unknown } | undefined } | null;
type Held = { resourceType?: unknown; entry?: unknown; link?: unknown; total?: unknown };

const isOf = (kind: string) => (entry: Entry) => entry?.resource?.resourceType === kind;
const isBundle = isOf('Bundle');
const isAnswer = isOf('ClaimResponse');

/** Bundles within bundles that are told apart; what lies deeper is nobody's answer. */
const deepest = 4;

/**
 * The answers in a bundle of several, each by itself with all that stands beside them. Where a page does not
 * hold all that was found, none of them may be the last word.
 */
const apart = (one: unknown, depth = 0): unknown[] => {
  const { resourceType, entry, ...bundle } = (one ?? {}) as Held;
  if (resourceType !== 'Bundle' || !Array.isArray(entry) || depth > deepest) return [one];
  const entries = entry as Entry[];
  const [bundles, answers] = [entries.filter(isBundle), entries.filter(isAnswer)];
  if (bundles.length === 0 && answers.length < 2) return [one];
  const beside = entries.filter((each) => !isBundle(each) && !isAnswer(each));
  const { total, link, ...rest } = bundle;
  const isCut = isCutShort({ total, link, entry: entries });
  const page = { resourceType, ...(isCut ? { link: [{ relation: 'next' }] } : {}) };
  return [
    ...bundles.flatMap((each) => {
      const inner = (each?.resource ?? {}) as Held;
      const held = Array.isArray(inner.entry) ? inner.entry : [];
      const ofBoth = { ...inner, ...page, entry: [...held, ...beside] };
      return apart(qualifiedBy(rest, ofBoth), depth + 1);
    }),
    ...answers.map((answer) => ({ ...rest, ...page, entry: [answer, ...beside] })),
  ];
};

/**
 * Reads the answer to `$inquire`: in 2.2.1 Parameters of any number of response bundles, in 2.0.1 a
 * bare bundle, of some servers an answer alone; each by itself, so that one does not stand in for
 * another. Undefined where it is none.
 */
export const readInquiryAnswers = (body: unknown): InquiryAnswers | undefined => {
  const wrapped = wrappedIn(body);
  const kind = String((body as Held | undefined)?.resourceType);
  if (!wrapped && !['Bundle', 'ClaimResponse'].includes(kind)) return undefined;
  const inner = (wrapped ?? [body]).flatMap((one) => apart(one));
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
