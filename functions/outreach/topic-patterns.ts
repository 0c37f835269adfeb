/** What people write of a visit, of coming to it, and of coming at another time. */
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

/** Harmless words that together may tell of somebody who is unwell: a text with them is not known for harmless. */
const doubtful: readonly RegExp[] = [
  /\b(cant|cannot|can not|wont|doesnt|does not) (read|write|understand|hear|see|think|speak|talk|move)( \w+){0,2}$/,
  /\b(not|isnt|aint) right$|\bdid it wrong\b|\bthe line\b.*\b(out|stuck|moved|moving|not working)\b/,
  /\b(having|happening) it again\b|\b(its|it is) back\b|\b(he|she|hes|shes) (is )?(out|no more|not here)$/,
  /\b(no more time for me|not here any more|see god)\b|\b(come|need (somebody|someone|anybody|you)) (quick|now|asap)\b/,
  /\bno (puede|puedo) (leer|hablar|entender|ver)( \w+){0,2}$|\bse (me )?fue( con dios)?$/,
];

const sources = (of: readonly RegExp[]): string[] => of.map(({ source }) => source);

/** The patterns as plain data, which bundles carry packed: the source of each. */
export const topicPatterns = {
  ofVisit: sources(ofVisit),
  aboutVisits: sources(aboutVisits),
  askingToMove: sources(askingToMove),
  ofCare: ofCare.source,
  doubtful: sources(doubtful),
};
