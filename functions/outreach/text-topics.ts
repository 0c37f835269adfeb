import type { Language } from '../referral/language.ts';
import { isHarmless } from './harmless-words.ts';
import { warnings } from './warning-words.ts';
import { asRead } from './written-ways.ts';

/**
 * What a text is about, as far as words tell. No list of what is bad is whole: `unclear` is what has a word
 * that is not known for harmless.
 */
export type TextTopic = 'unwell' | 'visit' | 'other' | 'unclear';

/** Written for emoji that speak; a text may be made of nothing else. */
const signs: readonly [RegExp, string][] = [
  [/[🛑✋⛔]/gu, ' stop '],
  [/[🚫🙅❌]/gu, ' no '],
  [/[📱📲💬✉📩]/gu, ' texts '],
  [/[🆘🚨]/gu, ' emergency '],
  [/🚑/gu, ' ambulance '],
  [/[🤒🌡]/gu, ' fever '],
  [/[🤮🤢]/gu, ' nausea '],
  [/🩸/gu, ' bleeding '],
  [/🥶/gu, ' chills '],
  [/😵(‍💫)?/gu, ' dizzy '],
  [/[📞☎🤙]/gu, ' call '],
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

/** The same with what was written in haste as it is read. */
const heard = (body: string): string => asRead(spoken(body));

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

const theVisit = '(visit|appointment|appt|apt|infusion|treatment)';
const theDay =
  '(today|tomorrow|tonight|then|there|because|(on |this |next )?(week|monday|tuesday|wednesday|thursday|friday|saturday|sunday))';
const cannot =
  '(cant|cannot|can not|wont|will not|not able to|unable to|not going to|couldnt|wouldnt be able to)( be able to)?';
const asking =
  '(need|want|have|like|would like|got|can (we|i|you)|could (we|i|you)|please|pls)( to)?';

/**
 * Somebody cannot come, or wants another time. Much else cannot come, go or be kept ("it wont go away",
 * "I cannot keep it down"), and much else is changed: what is not plainly the visit is no wish.
 */
const askingToMove: readonly RegExp[] = [
  new RegExp(`\\b${cannot} (come(?! (out|off|loose|up)\\b)|be there|get there|attend)\\b`),
  new RegExp(`\\b${cannot} make (it(?! (stop|go|better|work|worse|to)\\b)|that|my|the|this)\\b`),
  new RegExp(
    `\\b(got to|have to|going to have to|need to|gotta) (cancel|miss|skip|resched\\w*)($| (${theVisit}|${theDay})\\b)`,
  ),
  /\b(can|could) (we|you|i) (push|move) (it|that|this) (back|up|out)\b|\b(can|could) (we|you|i) (do|make) (it )?(later|earlier|another|thursday|friday|monday|tuesday|wednesday|saturday|sunday|next week)\b/,
  /\bmy ride (fell through|fell thru|canceled|cancelled|did not come|didnt come|bailed)\b/,
  new RegExp(`\\b${cannot} keep (my|the|this|that) ${theVisit}\\b`),
  new RegExp(
    `\\b${cannot} go($| (to |for )?(my |the |that |this |his |her )?(${theVisit}|${theDay})\\b)`,
  ),
  new RegExp(
    `\\b${asking} (move|change|cancel|skip|push)( \\w+){0,3} (visit|appointment|appt|apt)\\b`,
  ),
  new RegExp(`\\b${asking} (move|cancel|skip|push)( \\w+){0,2} (infusion|treatment)\\b`),
  new RegExp(
    `\\b${asking} (move|change|cancel|skip|push) (the |my |this )?(time|day|date|today|tomorrow)\\b`,
  ),
  /\b(reschedul\w*|postpone)\b/,
  /\b(cancel|skip|move|change) (my|our|the|his|her|this|todays|tomorrows)( next)? (visit|appointment|appt|apt)\b/,
  /\b(cancel|skip|move) (my|our|the|his|her|this|todays|tomorrows)( next)? (infusion|treatment)\b/,
  /\b(another|(any|some) other|different|later|earlier) (day|time|date)\b(?! of\b)/,
  /\bnot coming\b(?! (out|off|up|through)\b)/,
  /\bno (puedo|podre|podemos|voy a poder|va a poder|puede|podra) (ir(?! (al bano|del cuerpo|a (orinar|dormir|hacer))\b)|venir|llegar|asistir)\b/,
  /\bno (voy|vamos) a (ir|venir|llegar)\b/,
  /\bno (alcanzo|alcanzamos) a (ir|llegar)\b/,
  /\b(cancelen|cancele|cancelame|cancelenme|muevan|mueva|cambien|cambie|cambienme) (mi|la|el|esa|esta) (cita|visita|hora|fecha)\b/,
  /\b(cambiar|mover|posponer|reprogramar|cancelar)( (mi|la|el|esa|esta))? (cita|visita|hora|fecha|dia)\b/,
  /\b(mover|posponer|reprogramar|cancelar)( (mi|la|el|esa|esta))? (tratamiento|infusion)\b/,
  /\b(reprogramar|posponer)\b|\botra (hora|fecha)\b|(?<!\bel )\botro dia\b/,
];

/** Of the care itself, or of who pays: whoever writes of it is read by a person who answers that. */
const ofCare =
  /\b(pills?|tablets?|medicines?|medications?|meds?|doses?|dressings?|bandages?|needles?|iv|line|picc|port|pump|catheter|tubing|syringes?|bag|blood|labs?|bathroom|toilet|insurance|bills?|pastillas?|medicinas?|medicamentos?|dosis|vendas?|vendajes?|agujas?|via|linea|cateter|bomba|sangre|bano|seguro)\b/;

/** Whether a text says that somebody cannot come, or asks for another time of a visit, and no more. */
export const asksToMove = (body: string): boolean => {
  const text = heard(body);
  return !ofCare.test(text) && askingToMove.some((words) => words.test(text));
};

/** In which language a text has a warning word, if it has one. */
export const warnedIn = (body: string): Language | undefined => {
  const text = heard(body);
  return (['en', 'es'] as const).find((language) =>
    warnings[language].some((warning) => warning.test(text)),
  );
};

/**
 * Whether a text that asks for an end of the texts says more, which a person must read: that
 * somebody is unwell, or something of a visit or of coming to it.
 */
export const saysMore = (body: string): boolean =>
  warnedIn(body) !== undefined || ofVisit.some((words) => words.test(heard(body)));

export const readTopic = (body: string): TextTopic => {
  if (warnedIn(body)) return 'unwell';
  const text = heard(body);
  if (!isHarmless(text)) return 'unclear';
  return aboutVisits.some((words) => words.test(text)) ? 'visit' : 'other';
};
