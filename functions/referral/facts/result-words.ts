import type { Bearing } from './result-codes.ts';

/**
 * What the words of a result come to, in English and Spanish. Words are negative only when they are
 * made of nothing but a phrase of the closed list, the name of the test and words that carry no
 * meaning: one word more, and a person reads it.
 */
const before: readonly [RegExp, Bearing][] = [
  [
    /\b(pending|in progress|in process|to follow|awaiting|not (yet )?(resulted|available|back)|sent out|send[- ]?out|ordered|pendiente|en proceso|por (llegar|confirmar)|en espera|aun no disponible|sin resultado)\b/,
    'not-performed',
  ],
  [
    /\b(not (done|performed|tested|collected|obtained|drawn|sent|run)|never (done|tested)|no (test|specimen|sample) (done|received|collected)|tnp|cancell?ed|declined|refused|no (se )?(realizo|realizad[oa]|hizo|tomo|efectuo|solicitad[oa]|hech[oa])|cancelad[oa]|rechazad[oa]|rehus[oa])\b/,
    'not-performed',
  ],
  [
    /\b(qns|quantity (not |in)sufficient|insufficient|hemoly[sz]ed|hemolysis|clotted|lipemic|icteric|unsatisfactory|rejected|specimen (error|problem)|mislabel+ed|invalid|unable to|uninterpretable|technical(ly)? (failure|error)|(mitogen|positive control) (low|fail)|nil (too )?high|repeat (test|specimen|recommended)|recollect|contaminat|muestra (insuficiente|hemolizada|coagulada|rechazada)|cantidad insuficiente|hemolizad[oa]|no valido|no interpretable|repetir)/,
    'not-performed',
  ],
  [
    /\b(indetermin\w*|inconclusive|equivocal|borderline|gr[ae]y zone|undetermined|uncertain|questionable|weak(ly)? (positive|reactive)|low positive|faint(ly)?|trace|initially reactive|possible|probable|probably|presumptive|suspected|unconfirmed|discordant|no concluyente|dudos[oa]|equivoc[oa]|zona gris|debil(mente)? (positiv[oa]|reactiv[oa])|limitrofe|presuntiv[oa]|sospechos[oa])\b/,
    'indeterminate',
  ],
  [/\b(no longer|was|previously)\b.*\b(positive|reactive|positiv[oa])/, 'contradictory'],
  [/\b(false[- ]positive|falso positivo)\b/, 'contradictory'],
  [
    /\b(history of|h\/o|prior|previous|past) (a )?(positive|reactive)|previously treated|treated (ltbi|latent)|antecedente/,
    'positive',
  ],
  [/\bnot negative\b|\bno es negativ[oa]\b|\bnon-?negative\b/, 'positive'],
];

/** The closed list of phrases that say that nothing was found. */
const negatives =
  /\b(repeatedly )?(non[- ]?reactive|not reactive|nr|no reactiv[oa]s?|no[- ]reactante|target not detected|tnd|(not|none|un)[ -]?detected|undetectable|none (seen|found)|no detectad[oa]s?|indetectable|no se detecta|no se detecto|no evidence of|no latent (tb|tuberculosis|infection)|sin evidencia de|not positive|no positiv[oa]|negative|neg|negativ[oa]s?|absent|ausente)\b/g;

/** The same once the name of the test is taken out: "no HBsAg detected". */
const namedNegatives = /\bno detected\b/g;

/** The same where they are all there is. */
const negativeAlone = /^(-|nil|ninguno)$/;

const positives =
  /\b(positive|reactive|detected|present|pos|elevated|converted|positiv[oa]s?|reactiv[oa]s?|detectad[oa]s?|presente|elevad[oa])\b|^\+{1,4}$/;

/** Words that carry no meaning beside a verdict. */
const without =
  /\b(results?|resultado|tests?|prueba|screen(ing)?|for|of|the|in|by|is|a|de|la|el|en|para|final|lab|serum|suero|plasma|blood|sangre|qualitative|interpretation|assay|immunoassay|eia|cmia|on|dated|collected|drawn|date|fecha|ref(erence)?|range|normal|expected|qualifier|value|finding|jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)\b/g;

/** How often it was found so, and marks around words. */
const marks = /\bx ?[2-9]\b|["'`®™]|\((r|tm)\)/g;

const dates =
  /\b(0?[1-9]|1[0-2])\/(19|20)\d{2}\b|\b\d{4}-\d{2}(-\d{2})?\b|\b\d{1,2}\/\d{1,2}\/(19|20)?\d{2}\b|\b(19|20)\d{2}\b/g;

/** Words without accents and odd dashes, as most are. */
const ascii = /^[\x20-\x7e]*$/;

const withoutAccents = (words: string): string =>
  words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-');

/** Lower case, without accents, with plain dashes and single blanks. */
export const plain = (words: string): string =>
  (ascii.test(words) ? words : withoutAccents(words)).toLowerCase().replace(/\s+/g, ' ').trim();

/** What is found in a specimen, or named, and is no verdict of the test: "hemolysis detected". */
const noVerdict =
  /\b(hemolysis|clots?|interference|error|contamination) (was |is )?(detected|present)\b|\b(positive|negative) controls?\b/g;

/** Whether a verdict stands beside the words that match; what a row is about is none. */
const speaksBeside = (said: string): boolean => {
  const rest = before.reduce(
    (left, [pattern]) =>
      left.replace(new RegExp(`(?:${pattern.source})( (positive|reactive)\\b)?`, 'g'), ' '),
    said.replace(noVerdict, ' ').replace(negatives, ' '),
  );
  return positives.test(rest.trim());
};

/** How a test is told in words: its names, and phrases that only mean something beside it. */
export type TestWords = {
  /** Words that name the test, which a result may repeat without changing what it says. */
  names: RegExp;
  /** Phrases that are its negative; closed, like the list above. */
  clean?: RegExp;
  /** Phrases that say nothing for or against it. */
  idle?: RegExp;
  /** Phrases that are its positive. */
  found?: RegExp;
};

/** Whether nothing is left of words once those without meaning are gone. */
const isEmpty = (left: string): boolean =>
  left
    .replace(dates, ' ')
    .replace(without, ' ')
    .replace(/[\s.,:;()[\]/*-]+/g, '') === '';

/** Whether words only name the test, or say nothing. */
export const carriesNothing = (words: string, test: TestWords | undefined): boolean => {
  const said = plain(words).replace(marks, ' ');
  return isEmpty(test ? said.replace(test.names, ' ') : said);
};

const verdict =
  '(?:positive|negative|reactive|non-?reactive|indeterminate|equivocal|borderline|detected|not detected)';
/** "A positive result should...", "a negative result does not exclude...": of no result that stands. */
const inGeneral = new RegExp(
  `\\b${verdict} (?:test |screening )?results? (?:in [^.]*)?(?:should|may|must|can|could|do|does|indicates?|suggests?|means?|requires?)\\b|\\bdoes not (?:exclude|rule out|distinguish)\\b|\\b(?:generate|give|giving|cause|prevent|exclude)s? (?:an? )?false[- ](?:positive|negative)|\\bshould be considered for (?:additional|further|repeat)`,
);
/** "Negative <0.9, equivocal 0.9-1.1, positive >1.1": where verdicts begin. */
const scale = new RegExp(
  `${verdict}:? ?(?:[<>]=?|[≤≥]|is )?\\s?\\d[^;\\n]*?${verdict}:? ?(?:[<>]=?|[≤≥]|is )?\\s?\\d[\\d.]*`,
  'g',
);
/** A heading over what a verdict means in general. */
const heading = new RegExp(
  `(?:^|[.\\n])\\s*(${verdict})[.:]?\\s+(?=(?:an? )?(?:single )?\\1 results?\\b)`,
  'g',
);

/** A note without what it says of such results in general. */
export const ofThisResult = (note: string): string =>
  plain(note.replace(/\n+/g, '. '))
    .replace(scale, ' ')
    .replace(heading, '. ')
    .split(/(?<=[.;!?])\s+/)
    .filter((sentence) => !inGeneral.test(sentence))
    .join(' ');

/** What denies a denial: "no evidence of a negative result". */
const deniesTwice =
  /\b(no evidence of|sin evidencia de)\b[^.;,:(-]*\b(negativ\w*|neg|non[- ]?reactive|not detected|undetectable|absent)\b/;

/** What words come to for a test. */
export const bearingOfWords = (words: string, test: TestWords | undefined): Bearing => {
  const plainly = plain(words).replace(marks, ' ').replace(/\s+/g, ' ').trim();
  const cleaned = test?.clean ? plainly.replace(test.clean, ' negative ') : plainly;
  const said = (test?.idle ? cleaned.replace(test.idle, ' ') : cleaned).trim();
  const [early, ...later] = before.filter(([pattern]) => pattern.test(said));
  if (early) {
    const [, bearing] = early;
    if (bearing !== 'not-performed' && bearing !== 'indeterminate') return bearing;
    const others = new Set(later.map(([, one]) => one));
    if (others.has('positive') || others.has('contradictory') || speaksBeside(said))
      return 'contradictory';
    return others.has('indeterminate') ? 'indeterminate' : bearing;
  }
  if (negativeAlone.test(said)) return 'negative';
  if (/^(normal|wnl|within normal limits)\.?$/.test(said)) return 'neutral';
  if (deniesTwice.test(said)) return 'not-understood';
  const unnamed = plain(test ? said.replace(negatives, ' ').replace(test.names, ' ') : said);
  const left = unnamed.replace(negatives, ' ').replace(namedNegatives, ' ');
  const denies = left !== unnamed || said.search(negatives) >= 0;
  if (positives.test(left.trim()) || (test?.found && said.search(test.found) >= 0))
    return denies ? 'contradictory' : 'positive';
  if (!denies) return 'not-understood';
  return isEmpty(left) ? 'negative' : 'not-understood';
};
