import * as z from 'zod';
import type { Language } from '../referral/language.ts';

/** A text as the carrier's topic hands it over. */
export const IncomingText = z.object({
  originationNumber: z.string().regex(/^\+[1-9]\d{7,14}$/),
  messageBody: z.string().max(2000),
  inboundMessageId: z.string().min(1).max(100),
});
export type IncomingText = z.infer<typeof IncomingText>;

export type Intent = 'stop' | 'start' | 'help' | 'confirm' | 'other';

type Keyword = { words: readonly string[]; intent: Exclude<Intent, 'other'>; language?: Language };

/**
 * What a whole text of these words means. Stopping is understood in many words, because a patient
 * may say it in any reasonable way; the other intents take their exact word.
 */
const keywords: readonly Keyword[] = [
  {
    intent: 'stop',
    words: ['stop', 'stopall', 'stop all', 'quit', 'end', 'revoke', 'opt out', 'optout', 'cancel'],
  },
  { intent: 'stop', words: ['unsubscribe', 'remove', 'remove me', 'no more', 'stop texts'] },
  { intent: 'stop', words: ['alto', 'parar', 'pare', 'basta', 'baja', 'no mas'], language: 'es' },
  { intent: 'stop', words: ['cancelar', 'terminar', 'fin', 'detener'], language: 'es' },
  { intent: 'start', words: ['start', 'unstop', 'yes start', 'subscribe'] },
  { intent: 'start', words: ['empezar', 'iniciar', 'comenzar'], language: 'es' },
  { intent: 'help', words: ['help', 'info'] },
  { intent: 'help', words: ['ayuda'], language: 'es' },
  { intent: 'confirm', words: ['c', '1', 'confirm', 'yes', 'y'] },
  { intent: 'confirm', words: ['si', 'confirmo', 'confirmar'], language: 'es' },
];

/** Longer ways of saying stop, wherever they stand in a text. */
const stopPhrases: readonly RegExp[] = [
  /\bstop (texting|sending|messaging|contacting|writing|(the|these|all|your|my) (texts?|messages?))\b/,
  /\bstop (all|these|texts?|messages?)$/,
  /\b(do not|don ?t) (text|message|contact)\b/,
  /\b(no|no more|don ?t want( any)?( more)?|do not want( any)?( more)?) (texts?|text messages?|messages?)\b/,
  /\b(take me off|leave me alone|remove me|unsubscribe|opt(ing)? (me )?out)\b/,
  /\b(dejen|deje|pare|paren) de (escribir|enviar|mandar)/,
  /\bno (me |nos )?(escriban?|envien?|manden?)\b/,
  /\b(no mas|no quiero( recibir)?( mas)?) (textos|mensajes)\b/,
  /\bdar(me)? de baja\b/,
];

/** Courtesies around a word that change nothing of what it means. */
const courtesies =
  /^((please|pls|hi|hello|ok|por favor|hola) )+|( (please|pls|thanks|thank you|now|me|por favor|gracias|ya))+$/g;

/** Lower case, no accents or punctuation, single blanks. */
const spoken = (body: string): string =>
  body
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What a text asks for, and in which language when its words tell. */
export const readIntent = (body: string): { intent: Intent; language?: Language } => {
  const text = spoken(body);
  const plain = text.replace(courtesies, '');
  const keyword = keywords.find(
    ({ words, intent }) => words.includes(text) || (intent === 'stop' && words.includes(plain)),
  );
  if (keyword)
    return {
      intent: keyword.intent,
      ...(keyword.language ? { language: keyword.language } : {}),
    };
  return { intent: stopPhrases.some((phrase) => phrase.test(text)) ? 'stop' : 'other' };
};
