/**
 * How people write in haste, and how it is read: numbers and letters for words, letters that are left out,
 * endings as they are spoken, and how Spanish is spelled by ear. What is not named here is read as it is
 * written. Own list.
 */
const spelled: readonly [RegExp, string][] = [
  [/\b(2morrow|2moro|2mrw|tmrw|tmw|tmr|tomoro|tomorow|tommorow|tommorrow)\b/g, 'tomorrow'],
  [/\b(2day|tday)\b/g, 'today'],
  [/\b(2nite|tonite)\b/g, 'tonight'],
  [/\bgotta\b/g, 'got to'],
  [/\bgonna\b/g, 'going to'],
  [/\bwanna\b/g, 'want to'],
  [/\b(u|ya) (got|have|guys|all)\b/g, 'you $2'],
  [/\bu\b/g, 'you'],
  [/\bur\b/g, 'your'],
  [/(?<=\p{L} )b(?= (there|here|able)\b)/gu, 'be'],
  [/(?<=\p{L} )2(?= \p{L})/gu, 'to'],
  [/\bresched\b/g, 'reschedule'],
  [/\b(thurs|thur)\b/g, 'thursday'],
  [/\b(tues|tue)\b/g, 'tuesday'],
  [/\bfri\b/g, 'friday'],
  [/\bmon\b/g, 'monday'],
  [/\b(plz|pls)\b/g, 'please'],
  [
    /\b(text|txt|send|blow|message|feel|swell|throw|bleed|breath|shak|hurt|itch|clos|burn|pass|cough|pound|rac|turn|com|go|leak|beep|runn|fall|spinn|freez|kill|bother|call|gett|talk|breakin|break|shiver)in\b/g,
    '$1ing',
  ],
  [/\b(hurt|chill|hive|shake)z\b/g, '$1s'],
  [/\b(feva|fevor|fver|fevr)\b/g, 'fever'],
  [/\b(brethe|breeth|breth|breathin|breath)\b/g, 'breath'],
  [/\b(swolen|swollin)\b/g, 'swollen'],
  [/\bkiero\b/g, 'quiero'],
  [/\b(ekivocad)/g, 'equivocad'],
  [/\b(kien|qien)\b/g, 'quien'],
  [/\b(tngo|tenog)\b/g, 'tengo'],
  [/\b(fievre|fiebr|fievr|fievbre)\b/g, 'fiebre'],
  [/\bsierra\b/g, 'cierra'],
  [/\b(cabesa|caveza|cavesa)\b/g, 'cabeza'],
  [/\b(porfa|porfavor|x favor|xfa|xfavor)\b/g, 'por favor'],
  [/\b(msj|msjs|mensajito|mensajitos|mnsj)\b/g, 'mensajes'],
  [/\bq\b/g, 'que'],
  [/\b(dont|doesnt) no\b/g, '$1 know'],
];

/** The same as plain data, which bundles carry packed: the source of each pattern, and what it is read as. */
export const wayPatterns = spelled.map(([{ source, flags }, word]) => ({ source, flags, word }));
