import type { Language } from '../referral/language.ts';

/** What a text is about, as far as a closed list of words tells. */
export type TextTopic = 'unwell' | 'visit' | 'other';

/** Written for emoji that speak; a text may be made of nothing else. */
const signs: readonly [RegExp, string][] = [
  [/[🛑✋⛔]/gu, ' stop '],
  [/[🚫🙅❌]/gu, ' no '],
  [/[📱📲💬✉📩]/gu, ' texts '],
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

/**
 * Warning words of a reaction, an infection or an emergency. Who writes one of them is called by a
 * clinician, also when they only say that it is not so. Source: warning signs to teach before an
 * infusion (fever of 100.4 °F, hives, swelling, chest pain, trouble breathing, fainting, bleeding).
 */
const warnings: Readonly<Record<Language, readonly RegExp[]>> = {
  en: [
    /\bchest\b.*\b(pain|hurts?|hurting|tight|tightness|pressure)\b|\b(pain|pressure|tightness) in (my|his|her|the) chest\b/,
    /\b(breath|breathe|breathing|breth|brething|breathless|wheez\w*|choking|suffocat\w*)\b/,
    /\b(swell\w*|swollen|hives|rash|itch\w*|puffy)\b/,
    /\b(fever\w*|feever|febrile|chills|shivering|temp(erature)?( is| of)? (99|1\d\d))\b/,
    /\b(bleed\w*|blood in|blood coming|lot of blood|blood everywhere)\b/,
    /\b(faint|fainted|fainting|passed out|passing out|pass out|blacked out|dizzy|seizures?|unconscious|collapsed)\b/,
    /\b(reaction|reacting|allergic|anaphyla\w*|infection|infected|pus|overdos\w*)\b/,
    /\b(vomit\w*|throwing up|threw up)\b/,
    /\b(pains?|painful|hurts|hurting|numb|stroke|heart attack|worst headache)\b/,
    /\b(i am|im|i feel|feel|feeling|i have been|ive been|i got) (so |very |really |too |pretty )?(sick|ill|unwell|awful|terrible|weak)\b/,
    /\b(kill myself|want to die|suicid\w*)\b/,
    /\b(emergency|911|ambulance|(in|to|at) the (hospital|er))\b/,
  ],
  es: [
    /\b(dolor|dolores|duele|duelen)\b/,
    /\b(respir\w*|falta de aire|me falta (el )?aire|ahog\w*|asfixi\w*)\b/,
    /\b(hinch\w*|inflamad[oa]s?|ronchas?|urticaria|sarpullido|salpullido|comezon|picazon)\b/,
    /\b(fiebre|calentura|escalofrios?)\b/,
    /\b(sangr\w*|desmay\w*|mare(o|os|ado|ada)|convulsion\w*|inconsciente)\b/,
    /\b(reaccion\w*|alergi\w*|anafila\w*|infeccion\w*|infectad[oa]|pus)\b/,
    /\bvomit\w*/,
    /\b(me siento|estoy|me puse|siento) (muy |bien |tan )?(mal|enferm[oa]|debil)\b/,
    /\b(quiero morir\w*|suicid\w*|matarme)\b/,
    /\b(emergencia|ambulancia|urgencias|hospitalizad[oa]|en el hospital)\b/,
  ],
};

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
