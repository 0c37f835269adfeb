import type { Language } from '../referral/language.ts';

/**
 * Warning words of a reaction, an infection, a line or a pump that fails, or an emergency. Who writes
 * one of them is called by a clinician, also when they only say that it is not so. Source: what our
 * lessons teach patients to call about (`functions/education/curriculum`), in the words people use.
 */
export const warnings: Readonly<Record<Language, readonly RegExp[]>> = {
  en: [
    /\bchest\b.*\b(pains?|hurts?|hurting|tight|tightness|pressure)\b|\b(pain|pressure|tightness) in (my|his|her|the) chest\b/,
    /\b(breath|breathe|breathes|breathing|breth|brething|breathless|sob|wheez\w*|choking|suffocat\w*)\b/,
    /\b(throat|tongue|lips?|mouth)\b.*\b(clos\w*|tight\w*|sores?|big|thick|numb|tingl\w*)\b|\bsore throat\b/,
    /\b(cant|cannot|can not|hard to|trouble|unable to)( to)? swallow\w*/,
    /\b(swell\w*|swollen|hives|rash|itch\w*|puffy|welts?|blisters?|bruis\w*|flushed|flushing)\b/,
    /\b(fever\w*|feever|febrile|chills|shivering|shaking|shakes|trembl\w*|tremors?|burning up|night sweats)\b/,
    /\btemp(erature)?( is| was| of)? (3[789]|4[012]|99|1\d\d)\b|\b(10[0-6]|3[89]|40) (\d )?(degrees|f|c)\b/,
    /^(i have |i got |its |it is )?(10[0-6]|3[89])( \d)?$/,
    /\b(bleed\w*|bloody|blood in|blood coming|lot of blood|blood everywhere)\b/,
    /\b(faint|fainted|fainting|passed out|passing out|pass out|blacked out|dizzy|seizures?|unconscious|unresponsive|collapsed)\b/,
    /\b(wont|cant|cannot|doesnt|does not|will not|not) (wake|waking)\b|\b(he|she|hes|shes)( is)? not responding\b/,
    /\bconfused\b(?! (about|by|with|when|where|what))|\b(am|im|is|hes|shes|feel|feeling|getting) mixed up\b/,
    /\b(face|mouth|side|arm|leg)\b.*\b(droop\w*|hangs|hanging|weak|limp)\b|\bweak (side|arm|leg)\b|\bwords do not come out\b|\btrouble (to )?(see|seeing|speak|speaking|walk|walking|talking|thinking)\b/,
    /\b(cant|cannot) (move|feel) my (arm|leg|face|hand|foot|feet|fingers|arms|legs|side)\b|\b(cant|cannot) see (well|right|straight|clearly|anything)\b|\b(blurry|blurred)\b/,
    /\bheart\b.*\b(rac\w*|pound\w*|flutter\w*|skip\w*|fast)\b|\bpalpitations?\b/,
    /\b(reaction|reacting|allergic|anaphyla\w*|infection|infected|pus|overdos\w*|(took|taken) too (much|many))\b/,
    /\b(vomit\w*|throw(ing)? up|threw up|nause(a|ous|ated|ating)|diarrh?ea|watery stools?|cramps?)\b/,
    /\b(pains?|painful|hurts|hurting|burns|burning|numb|stroke|heart attack|headaches?|migraine|stiff neck|neck is stiff)\b|\bmy \w+ hurt\b/,
    /\b(skin|eyes?|arm|leg|hand|foot|calf)\b.*\b(red|redness|yellow|warm|bruis\w*|purple|sore)\b|\b(yellow (skin|eyes)|(dark|black|red) (urine|pee|stools?))\b/,
    /\b(picc|port|line|iv|catheter|needle|tubing|dressing)\b.*\b((came|come|coming|fell|falling|pulled|slipped) out|red|redness|warm|leak\w*|ooz\w*|wet|broke|broken|breaks|clot\w*|loose|sore)\b/,
    /\bpump\b.*\b(beep\w*|alarm\w*|stops?|stopped|empty|leak\w*|broke|broken|error)\b/,
    /\b(i am|im|i feel|feel|feeling|i have been|ive been|i got) (so |very |really |too |pretty )?(sick|ill|unwell|awful|terrible|horrible|bad|weak)\b(?! (and tired )?(of|about)\b)/,
    /\b(not feeling|dont feel|do not feel) (so |very |too )?(well|good|right)\b(?! (about|with)\b)/,
    /\bi (just )?fell\b(?! (asleep|behind)\b)|\bfell (down|over)\b/,
    /\b(kill myself|want to die|suicid\w*)\b/,
    /\b(emergency|911|ambulance|(in|to|at) the (hospital|er))\b|^(please |pls )?(help me|i need help)( please| pls| now)*$/,
  ],
  es: [
    /\b(dolor|dolores|duele|duelen|arde|arden|ardor|calambres?)\b/,
    /\b(respir\w*|falta (de |el )?aire|ahog\w*|asfixi\w*)\b/,
    /\b(opresion|presion) en (el|mi) pecho\b|\bpecho\b.*\b(apretado|aprieta)\b/,
    /\b(garganta|lengua|labios?|boca)\b.*\b(cierra|cerrada|apretada|dormid[oa]s?|llagas?)\b|\bno pued[eo] tragar\b/,
    /\b(hinch\w*|inflamad[oa]s?|ronchas?|urticaria|sarpullido|salpullido|comezon|picazon|moretones?|ampollas?)\b/,
    /\b(fiebre|calentura|escalofrios?|temblor\w*|temblando|tiemblo)\b|\b(10[0-6]|3[89]|40) (\d )?grados\b|^tengo (10[0-6]|3[89])( \d)?$/,
    /\b(sangr\w*|desmay\w*|mare(o|os|ado|ada)|convulsion\w*|inconsciente|no despierta)\b/,
    /\b(confundid[oa]|desorientad[oa])\b(?! (con|por|sobre|de))/,
    /\b(cara|boca)\b.*\b(caida|chueca|torcida)\b|\bse (me |le )?cae (la|un lado de la) cara\b|\b(pierd[eo]|no tiene|no tengo) fuerza\b|\bhabl[ao] mal\b|\bno pued[eo] (ver|hablar|caminar) bien\b|\bno pued[eo] mover (el|la|mi) (brazo|pierna|mano|cara|pie)\b/,
    /\b(taquicardia|palpitaciones)\b|\bcorazon\b.*\b(rapido|acelerado)\b/,
    /\b(reaccion\w*|alergi\w*|anafila\w*|infeccion\w*|infectad[oa]|pus|tome demasiad[oa]s?)\b/,
    /\b(vomit\w*|nauseas?|diarrea)\b/,
    /\b(piel|ojos?|brazo|pierna|mano|pie)\b.*\b(roj[oa]s?|amarill[oa]s?|caliente|morad[oa]s?)\b/,
    /\b(via|aguja|cateter|linea|picc|puerto)\b.*\b(salio|sale|cayo|roj[oa]|caliente|gotea|rompio|suelt[oa])\b|\b(salio|cayo|rompio) (la|el) (via|aguja|cateter|linea|picc)\b/,
    /\bbomba\b.*\b(suena|alarma|pita|paro|vacia|gotea)\b/,
    /\b(me siento|se siente|estoy|me puse|siento) (muy |bien |tan )?(mal|enferm[oa]|debil|fatal)\b|\bno (me siento|se siente) (muy |nada )?bien\b/,
    /\bme cai\b|\bse cayo\b(?! (la|mi) (llamada|senal)\b)/,
    /\b(quiero morir\w*|suicid\w*|matarme)\b/,
    /\b(emergencia|ambulancia|urgencias|auxilio|hospitalizad[oa]|en el hospital)\b/,
  ],
};
