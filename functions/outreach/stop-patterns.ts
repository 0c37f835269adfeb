import type { Language } from '../referral/language.ts';

/**
 * Ways to ask for no more texts, in any reasonable words (47 CFR 64.1200(a)(10)). What stops them is
 * a closed list. Where words ask to end something and do not say what, a person finds out and texts
 * wait meanwhile; "cancel my visit" and "should I stop the infusion" ask for something else.
 */
type Wording = { language?: Language; words: RegExp };

const es = (words: RegExp): Wording => ({ language: 'es', words });

/** How words are often written, and how they are read. */
const spellings: readonly [RegExp, string][] = [
  [/\b(txt|texto?ing)(s|ing)?\b/g, 'text$2'],
  [/\bmsg(s?)\b/g, 'message$1'],
  [/\bsms\b/g, 'texts'],
  [/\b(stpo|sotp|stahp|stp)\b/g, 'stop'],
  [/\bun ?su(b|sc)(?!\w*ed\b)\w*/g, 'unsubscribe'],
  [/\bopt(ing)? ?out\b/g, 'opt out'],
];

/** Words that stand around an asking and change nothing of it. */
const around =
  /^((please|pls|plz|kindly|hi|hello|ok|okay|just|so|no thanks|no thank you|i said|can you|could you|will you|por favor|hola|ya) )+|( (please|pls|plz|thanks|thank you|now|already|me|por favor|gracias|ya|de una vez))+$/g;

/** Whole texts that ask for no more, once what stands around them is taken off. */
const wholeTexts: readonly Wording[] = [
  {
    words:
      /^(stop( it| this| that| all| everything)?|stopall|quit( it)?|end( this| these| all)?|revoke|opt out|cancel|unsubscribe|remove( me)?|no more( of (this|these))?|cease|discontinue|mute|enough|not interested|block( me)?|unenroll( me)?|get lost|stop to end)$/,
  },
  es(
    /^(alto|para|pare|paren|parar|basta|baja|de baja|ya no|no mas|cancelar|terminar|fin|detener|detenganse|salir|suspender|parenle|parele|eliminar|remover|silenciar|no me interesa|no quiero mas)$/,
  ),
];

const texts = '(texts?|text messages?|messages?|text alerts?|alerts?|notifications?|reminders?)';
const textos = '(textos?|mensajes?|notificaciones|alertas?|recordatorios?)';

/** Asking wherever it stands in a text; every one of them names texts, a number or a list. */
const askings: readonly Wording[] = [
  {
    words: new RegExp(
      `\\b(stop|quit|end|cancel|cease|discontinue|terminate|mute|disable|block|turn off)( (with|the|these|those|this|all|any|your|my|of|more|sending))* (${texts}|texting|messaging)\\b`,
    ),
  },
  {
    words:
      /\b(stop|quit) (texting|sending|messaging|contacting|writing|bothering|spamming|harassing|notifying|talking to|reaching out)\b/,
  },
  { words: new RegExp(`\\b(stop|quit|enough)( \\w+){0,2} (${texts}|texting)\\b`) },
  { words: /\b(stop|quit|end|cancel) (all|these|those)$/ },
  { words: /\bturn (these|those|them|texts|it) off\b/ },
  {
    words:
      /\b(do not|dont|never|no longer) (ever )?(text|message|contact|bother|spam)\b(?! (the|my) (nurse|doctor|office|husband|wife|son|daughter))/,
  },
  {
    words: new RegExp(
      `\\b(do not|dont|never) send( me| us)?( any| more| these| those| this)* (${texts}|more|anything|these|this)\\b`,
    ),
  },
  {
    words: new RegExp(
      `\\b(do not|dont|no longer) (want|wish|need|like|care)( to)?( (get|getting|receive|receiving|have|see))?( (any|more|these|those|your|the|of))* ${texts}\\b`,
    ),
  },
  {
    words:
      /\b(do not|dont|no longer) (want|wish|need|like)( to)?( (get|getting|receive|receiving))? (these|those)( any ?more)?$/,
  },
  { words: new RegExp(`\\b(no|no more|enough)( of)?( these| those| your)? ${texts}\\b`) },
  {
    words: new RegExp(
      `\\b(done|finished|through|fed up|tired|sick) (with|of)( (all|the|these|those|your))* (${texts}|texting|messaging)\\b`,
    ),
  },
  {
    words:
      /\b(take|get) (me|us|my number|my name|this number) off\b(?! (the |my |of )?(schedule|calendar|medic\w*|oxygen|drug|steroid\w*|prednisone))/,
  },
  { words: /\b(take me off the|off (of )?(your|this|the)) (list|texts|messages)\b/ },
  {
    words:
      /\b(remove|unlist|delete|erase|drop) (me|us|my number|my phone|my phone number|my name|this number)\b(?! (from )?(the |my )?(schedule|calendar|visit|appointment))/,
  },
  { words: /\b(unsubscribe|opt (me |us )?out|opting (me |us )?out)\b/ },
  { words: /\b(revoke|withdraw)( (my|all))* (consent|permission)\b/ },
  {
    words:
      /\b(leave (me|us) (alone|be)|go away|lose (my|this) number|cease and desist|enough already)\b/,
  },
  { words: /\b(no longer|do not|dont) consent\b|\bcease( all)? (communication|contact)\w*\b/ },
  { words: new RegExp(`\\b(want|get me) out of (these|the|your) ${texts}\\b`) },
  { words: new RegExp(`\\bmake (these|the|your|all) ${texts} stop\\b`) },
  { words: /\b(quit|stop) (blowing up|sending me)\b|\bknock it off\b/ },
  { words: /^stop\b.* (i said|im begging( you)?|i beg you)$/ },
  { words: /\b(never signed up|not me|not my)\b.* stop$|^stop i never signed up/ },
  { words: /\bstop\b.*\bwrong (number|person)\b|\bwrong (number|person)\b.*\bstop\b/ },
  { words: new RegExp(`\\b${texts}\\b.* (please |pls |just |annoying )stop$`) },

  es(
    /\b(dejen?|deja|dejar|para|paren?|parar|parenle)( ya)? (de|con) (escrib|envi|mand|molest|mensaj|texte|contact|llenar|recib)\w*/,
  ),
  es(
    /\bno (quiero que )?(me |nos |le |les )?(vuelvan? a )?(escriba[ns]?|envie[ns]?|mande[ns]?|moleste[ns]?|contacte[ns]?|textee[ns]?)\b(?! a (otra|otro|un|una|la)\b)(?! (la|el|un|una|las|los|otra|otro) (?!textos?\b|mensajes?\b))/,
  ),
  es(
    new RegExp(
      `\\bno (quiero|deseo|necesito)( recibir)?( (mas|sus|estos|esos|los|tantos))* (${textos})\\b`,
    ),
  ),
  es(
    /\bno (me |nos |le |les )?vuelv(a|as|an) a (escribir|enviar|mandar|molestar|contactar|textear)\w*\b/,
  ),
  es(new RegExp(`\\bno (me|nos) lleg(uen|ue) (mas )?${textos}\\b`)),
  es(/\bno (quiero|deseo) recibir( (mas|nada|esto|estos|eso))+( (de|por) (uds?|ustedes|aqui))?$/),
  es(new RegExp(`\\bno (autorizo|acepto|consiento)( (recibir|mas|sus|estos|los))* ${textos}\\b`)),
  es(
    new RegExp(
      `\\b(hart|cansad|aburrid|fastidiad)[oa]s? (de|con)( (tantos?|sus|los|estos|esos))* ${textos}\\b`,
    ),
  ),
  es(
    new RegExp(
      `\\b(no mas|ya no|basta de|basta con|stop|alto a|cancel(ar|en|e)|suspend(er|an|a)|deten(er|gan|ga)|par(ar|en|e|enle)|termin(ar|en|e)|quit(ar|en|e)|elimin(ar|en|e))( (con|de|los|las|estos|esos|sus|mis|todos))* ${textos}\\b`,
    ),
  ),
  es(
    /\b(quit|sac|saqu|borr|elimin)\w*(me|nos)\b(?! (el|los|las|un|una|la(?! (lista|suscripcion)))\b)/,
  ),
  es(/\bbaj(en|e|a)(me|nos) de (su|la|esa|esta) lista\b/),
  es(/\b(dejen?|deja)( ya)? de (estar )?(ching|fast|jod|freg)\w*/),
  es(new RegExp(`\\b(ya )?(parenle|parele|parale) a (los|sus|estos) ${textos}\\b`)),
  es(/\b(quit|sac|saqu|borr|elimin)\w* (mi|este|ese) (numero|telefono|nombre)\b/),
  es(/\bdej(en|e|a)(me|nos) (en paz|tranquil[oa]s?|quiet[oa]s?|ya)\b/),
  es(/\b(dar|darme|denme|deme|dame|doy|den)( me)? de baja\b/),
  es(/\b(cancel|anul)\w+( (mi|la|esta|su))? suscripcion\b|\bdesus?b?scrib\w*/),
];

/** Words that end something else, or end nothing; what stands beside them is read without them. */
const otherwise: readonly RegExp[] = [
  /\b(dont|do not|never|not) (ever )?(stop|quit|end|cancel|unsubscribe|opt out|remove me)\b( (texting|sending|messaging|writing|contacting|the|these|those|my|your|all|me|us|reminders?|texts?|messages?))*/g,
  /\b(cant|cannot|can not|wont|will not|wouldnt|doesnt|does not|couldnt|didnt|hasnt) stop\b( \w+)?/g,
  /\b(nonstop|non stop|stop(ping|ped|s)?) (by|in|over|at|sign)\b/g,
  /\bbus( will)? stop\b/g,
  /\b(bleeding|coughing|vomiting|pain|itching|swelling)( \w+){0,3} stop\b/g,
  /\b(get|got|getting|receive|received|have|had|see|saw|was|is|were|are) no( more)? (texts?|messages?)\b/g,
  /\bno (texts?|messages?) (came|arrived|yet|from you|today|so far|about)\b/g,
  /\bno (dejen|dejes|deje|paren|pares|pare|cancelen|cancele|detengan|puedo parar)\b.*/g,
];

const days =
  'today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|next|on|for|at';

/** Words that ask to end something, without one that tells what. */
const endings: readonly RegExp[] = [
  /\bstop\b(?! (my|the|taking|using|giving|getting|eating|drinking|smoking|all my|for|at|if|when|lights?|signs?)\b)/,
  new RegExp(
    `\\bcancel\\b(?! (my|the|our|his|her|this (visit|appointment|week|weeks|month)|(${days})s?)\\b)`,
  ),
  /\b(end|quit|remove) (it|this|these|that|everything)\b|\b(i quit|remove|we are done|were done|im done|i am done)$/,
  /\bno more for me\b|^i want out$|\b(is|its|just|all) spam\b/,
  /\b(did not|didnt|never) sign(ed)? up (for|to)( get| receive)? (this|these|that|it|any)\b|^do not disturb$|^(ya )?me salgo$/,
  /\b(wrong (number|person)|numero equivocado|persona equivocada)\b/,
  /\b(got|have) the wrong$|\bse equivoc(o|aron)( de (numero|persona|telefono))?$/,
  // Who reads that a patient has died finds out before anything else is sent.
  /\b(passed away|deceased)\b|(?<!\b(phone|battery|cell|car|laptop|tablet|ipad|pump|dog|cat|just) )\bdied\b|\bis dead\b/,
  /\b(fallecio|fallecida|fallecido|murio|difunt[oa])\b/,
  /\bcancel(ar|en|e|o)\b(?! (mi|la|el|mis|las|los|su|esta (cita|visita))\b)/,
  /\b(parar|paro|paren?|detener|detengan|suspender)\b(?! (la|el|de|mi|las|los)\b)/,
  /\b(quiero|quisiera) terminar\b|\bya no quiero( (esto|nada|mas))?$/,
];

const plain = ({ words, language }: Wording): { words: string; language?: Language } => ({
  words: words.source,
  ...(language ? { language } : {}),
});

/** The patterns as plain data, which bundles carry packed: the source of each. */
export const stopPatterns = {
  spellings: spellings.map(([spelling, word]) => [spelling.source, word] as const),
  around: around.source,
  wholeTexts: wholeTexts.map(plain),
  askings: askings.map(plain),
  otherwise: otherwise.map(({ source }) => source),
  endings: endings.map(({ source }) => source),
};
