import type { Language } from '../referral/language.ts';
import { warnings } from './warning-words.ts';

/** What a text is about, as far as a closed list of words tells. */
export type TextTopic = 'unwell' | 'visit' | 'other';

/** Written for emoji that speak; a text may be made of nothing else. */
const signs: readonly [RegExp, string][] = [
  [/[🛑✋⛔]/gu, ' stop '],
  [/[🚫🙅❌]/gu, ' no '],
  [/[📱📲💬✉📩]/gu, ' texts '],
  [/🆘/gu, ' emergency '],
];

/** Lower case, no accents, apostrophes or punctuation, single blanks. */
export const spoken = (body: string): string =>
  signs
    .reduce((text, [sign, word]) => text.replace(sign, word), body)
    .normalize('NFD')
    .replace(/[\p{M}'‘’`´]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const ofVisit: readonly RegExp[] = [
  /\b(visit|visits|appointment|appointments|appt|apt|infusion|infusions|treatment|nurse)\b/,
  /\b(come|coming|came|make it|be there|show up|on my way|running|late|reschedul\w*|postpone|earlier)\b/,
  /\b(cita|citas|visita|visitas|infusion|tratamiento|enfermera|enfermero)\b/,
  /\b(ir|venir|llegar|llego|voy|vengo|asistir|tarde|cambiar|reprogramar|posponer|temprano)\b/,
];

/** What people ask or tell of a visit: it, coming to it, its day and hour. */
const aboutVisits: readonly RegExp[] = [
  ...ofVisit,
  /\b(what time|when|where|address|directions|parking|today|tomorrow|tonight)\b/,
  /\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/,
  /\b(hora|cuando|donde|direccion|hoy|manana|lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b/,
];

/** In which language a text has a warning word, if it has one. */
export const warnedIn = (body: string): Language | undefined => {
  const text = spoken(body);
  return (['en', 'es'] as const).find((language) =>
    warnings[language].some((warning) => warning.test(text)),
  );
};

/**
 * Whether a text that asks for an end of the texts says more, which a person must read: that
 * somebody is unwell, or something of a visit or of coming to it.
 */
export const saysMore = (body: string): boolean =>
  warnedIn(body) !== undefined || ofVisit.some((words) => words.test(spoken(body)));

export const readTopic = (body: string): TextTopic => {
  if (warnedIn(body)) return 'unwell';
  const text = spoken(body);
  return aboutVisits.some((words) => words.test(text)) ? 'visit' : 'other';
};
