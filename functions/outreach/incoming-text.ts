import * as z from 'zod';
import type { Language } from '../referral/language.ts';
import { readStop } from './stop-words.ts';
import { spoken } from './text-topics.ts';

/** A text as the carrier's topic hands it over. */
export const IncomingText = z.object({
  originationNumber: z.string().regex(/^\+[1-9]\d{7,14}$/),
  messageBody: z.string().max(2000),
  inboundMessageId: z.string().min(1).max(100),
});
export type IncomingText = z.infer<typeof IncomingText>;

export type Intent = 'stop' | 'start' | 'help' | 'confirm' | 'thanks' | 'ok' | 'other';

type Keyword = {
  words: readonly string[];
  intent: Exclude<Intent, 'other' | 'stop'>;
  language?: Language;
};

const oks = ['ok', 'okay', 'got it', 'great', 'perfect', 'sounds good', 'understood', 'will do'];
const thanks = [
  ...['thanks', 'thank you', 'thank u', 'thx', 'ty', 'tysm', 'thank you so much', 'thanks a lot'],
  ...['thank u so much', 'thanks so much', 'thank you very much', 'many thanks', 'thanks hun'],
  ...['thank you all', 'god bless', 'thank you god bless', 'thanks again', 'thank you again'],
];
const vales = ['ok', 'vale', 'de acuerdo', 'esta bien', 'entendido', 'perfecto'];
const gracias = [
  ...['gracias', 'muchas gracias', 'mil gracias', 'muchisimas gracias', 'grax', 'muy amable'],
  ...['gracias bendiciones', 'muchas gracias bendiciones', 'gracias dios los bendiga'],
];

const withThanks = (words: readonly string[], after: readonly string[]): string[] =>
  words.flatMap((word) => after.map((said) => `${word} ${said}`));

/** What a whole text of these words means; these intents take their exact word. */
const keywords: readonly Keyword[] = [
  { intent: 'start', words: ['start', 'unstop', 'yes start', 'subscribe'] },
  { intent: 'start', words: ['empezar', 'iniciar', 'comenzar'], language: 'es' },
  { intent: 'help', words: ['help', 'info'] },
  { intent: 'help', words: ['ayuda'], language: 'es' },
  { intent: 'confirm', words: ['c', '1', 'confirm', 'yes', 'y'] },
  { intent: 'confirm', words: ['si', 'confirmo', 'confirmar'], language: 'es' },
  { intent: 'thanks', words: [...thanks, '❤', '😊', '🙂'] },
  { intent: 'thanks', words: gracias, language: 'es' },
  { intent: 'ok', words: [...oks, ...withThanks(oks, thanks), '👍', '👌'] },
  { intent: 'ok', words: [...vales.slice(1), ...withThanks(vales, gracias)], language: 'es' },
];

/** What a text asks for; `asksToEnd` where it may be an end of the texts, and a person finds out. */
type Asked = { intent: Intent; language?: Language; asksToEnd?: true };

/** What no question is. */
const asksNothing: readonly Intent[] = ['thanks', 'ok', 'confirm'];

/** A text without a word, of signs alone: without their color and what stands between them. */
const signsOf = (body: string): string => body.replace(/[\p{M}\p{P}\p{Emoji_Modifier}\s]/gu, '');

/**
 * What a text asks for, and in which language when its words tell. Thanks and an "ok" ask for
 * nothing, and a "yes" confirms, unless with a question mark: then somebody asks, and a person reads it.
 */
export const readIntent = (body: string): Asked => {
  const text = spoken(body);
  const keyword = keywords.find(
    ({ words, intent }) =>
      words.includes(text || signsOf(body)) && !(/[?¿]/.test(body) && asksNothing.includes(intent)),
  );
  const stop = keyword ? undefined : readStop(body, text);
  const { language } = keyword ?? stop ?? {};
  return {
    intent: keyword?.intent ?? (stop?.asks === 'stop' ? 'stop' : 'other'),
    ...(language ? { language } : {}),
    ...(stop?.asks === 'unsure' ? { asksToEnd: true } : {}),
  };
};
