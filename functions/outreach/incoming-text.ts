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

export type Intent = 'stop' | 'start' | 'help' | 'confirm' | 'other';

type Keyword = {
  words: readonly string[];
  intent: Exclude<Intent, 'other' | 'stop'>;
  language?: Language;
};

/** What a whole text of these words means; these intents take their exact word. */
const keywords: readonly Keyword[] = [
  { intent: 'start', words: ['start', 'unstop', 'yes start', 'subscribe'] },
  { intent: 'start', words: ['empezar', 'iniciar', 'comenzar'], language: 'es' },
  { intent: 'help', words: ['help', 'info'] },
  { intent: 'help', words: ['ayuda'], language: 'es' },
  { intent: 'confirm', words: ['c', '1', 'confirm', 'yes', 'y'] },
  { intent: 'confirm', words: ['si', 'confirmo', 'confirmar'], language: 'es' },
];

/** What a text asks for; `asksToEnd` where it may be an end of the texts, and a person finds out. */
type Asked = { intent: Intent; language?: Language; asksToEnd?: true };

/** What a text asks for, and in which language when its words tell. */
export const readIntent = (body: string): Asked => {
  const text = spoken(body);
  const keyword = keywords.find(({ words }) => words.includes(text));
  const stop = keyword ? undefined : readStop(body, text);
  const { language } = keyword ?? stop ?? {};
  return {
    intent: keyword?.intent ?? (stop?.asks === 'stop' ? 'stop' : 'other'),
    ...(language ? { language } : {}),
    ...(stop?.asks === 'unsure' ? { asksToEnd: true } : {}),
  };
};
