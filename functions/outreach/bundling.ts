import type { Language } from '../referral/language.ts';
import type { Message, MessageKind } from './message.ts';

/**
 * What a text says in a few words where another text of the same referral goes out and the count leaves
 * no room for both: what it would have said in full stands on the patient's page, or is asked for by
 * telephone. Only what is listed here is carried by another; a visit's time, an end and a question have a
 * text of their own. Source: own rule, after 47 CFR 64.1200(a)(9)(iv): one text a day, three a week.
 */
const carriedWords = {
  'referral-received': 'page',
  'more-time-needed': 'page',
  'education-assigned': 'page',
  preparation: 'unwell-before',
  'after-visit': 'unwell-after',
} as const satisfies Partial<Record<MessageKind, string>>;

type CarriedWords = (typeof carriedWords)[keyof typeof carriedWords];

const words: Readonly<Record<Language, Readonly<Record<CarriedWords, string>>>> = {
  en: {
    page: 'More is on your page.',
    'unwell-before': 'Sick or new medicine? Call first.',
    'unwell-after': 'Unwell after a visit? Call us.',
  },
  es: {
    page: 'Hay más en su página.',
    'unwell-before': '¿Enfermo o medicina nueva? Llame antes.',
    'unwell-after': '¿Se siente mal tras la visita? Llame.',
  },
};

const wordsOf = ({ kind }: Pick<Message, 'kind'>): CarriedWords | undefined =>
  new Map<string, CarriedWords>(Object.entries(carriedWords)).get(kind);

/** The texts that another one about the same referral may carry: those that wait for the count too. */
export const carriedBy = (carrier: Message, waiting: readonly Message[]): Message[] =>
  carrier.channel === 'text' && carrier.code === 'limits'
    ? waiting.filter(
        (one) =>
          one.messageId !== carrier.messageId &&
          one.channel === 'text' &&
          one.recipient === 'patient' &&
          one.status === 'queued' &&
          one.code === 'limits' &&
          wordsOf(one) !== undefined,
      )
    : [];

/** What a text says besides for those that it carries; each thing once. */
export const alsoSays = (carried: readonly Message[], language: Language): string =>
  [...new Set(carried.map(wordsOf))]
    .flatMap((which) => (which ? [words[language][which]] : []))
    .join(' ');
