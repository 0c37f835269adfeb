import { plain } from '../../referral/facts/result-words.ts';

/**
 * What the words on the end of a treatment come to for step therapy. The list is closed: every word has
 * to be of a phrase below or carry no meaning, else a person reads it. "Not a failure" is none.
 * General knowledge - verify.
 */
export type OutcomeReading =
  | 'failed'
  | 'not-tolerated'
  | 'worked'
  | 'not-tried'
  | 'going-on'
  | 'contradictory'
  | 'not-understood';

type Told = Exclude<OutcomeReading, 'contradictory' | 'not-understood'>;

/** Longer phrases first: what they take is not read again. */
const phrases: readonly (readonly [RegExp, Told])[] = [
  [
    /\b(never (tried|taken|started|used)|not (yet )?(tried|taken|started|used)|declined|refused|contra-?indicated)\b/g,
    'not-tried',
  ],
  [
    /\b((poorly|not) (well )?tolerated|did not tolerate|could not tolerate|unable to tolerate|intoleran(t|ce)( to)?|adverse (event|effect|reaction)s?|side effects?|toxicity|allergic reaction|anaphylaxis|hypersensitivity)\b/g,
    'not-tolerated',
  ],
  [
    /\b((no|not an?|without) (adequate|sufficient|clinical|significant|meaningful)?\s?(response|effect|improvement|benefit|relief)|(inadequate|insufficient|poor|incomplete|suboptimal) (clinical )?(response|effect|control|benefit|relief)|did not (respond|work|help)|lack of (efficacy|effect|response)|loss of (efficacy|effect|response)|lost response|not effective|ineffective(ness)?|treatment failure|(primary|secondary) (failure|non-?response)|failed|failure|non-?respon(se|der|sive)|refractory|disease progression|progressed|relapsed?)\b/g,
    'failed',
  ],
  [
    /\b((good|excellent|adequate|full|complete|sustained) (clinical )?(response|effect|control)|well tolerated|well controlled|effective|responded( well)?|worked( well)?|in remission|remission|improved|improvement|stable|tolerated|completed|course completed)\b/g,
    'worked',
  ],
  [/\b(ongoing|continu(es|ed|ing)|still taking|taking now|current(ly)?|active)\b/g, 'going-on'],
];

const without =
  /\b(a|an|the|to|of|on|in|at|for|after|with|and|by|due|because|from|through|until|since|over|about|than|more|least|patient|treatment|therapy|trial|course|dose|doses|drug|it|was|were|had|has|is|stopped|discontinued|ended|day|days|week|weeks|wk|wks|month|months|mo|mos|year|years|yr|yrs|daily|weekly|monthly|mg|g|kg|iv|sc|po|oral|maximum|max|full|adequate|nausea|vomiting|diarrhea|constipation|rash|itching|hives|headaches?|fatigue|dizziness|cough|fever|elevated|raised|high|low|liver|enzymes?|alt|ast|lfts?|hepatotoxicity|transaminases?|cytopenias?|leukopenia|neutropenia|anemia|mouth|ulcers?|ulceration|stomatitis|gi|gastrointestinal|upset|abdominal|stomach|pain|bleeding|infections?|edema|myalgia|arthralgia|reflux|pancreatitis|severe|moderate|mild|grade|jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)\b/g;

/** What is told of how a treatment ended. */
export const readTherapyOutcome = (words: string): OutcomeReading => {
  const told = new Set<Told>();
  let left = plain(words);
  for (const [pattern, reading] of phrases)
    left = left.replace(pattern, () => {
      told.add(reading);
      return ' ';
    });
  const rest = left.replace(without, ' ').replace(/[\d\s.,;:()/%+-]/g, '');
  if (rest !== '' || told.size === 0) return 'not-understood';
  // That it failed and was not tolerated are two reasons for one end.
  const against = told.has('failed') || told.has('not-tolerated');
  const others = [...told].filter((one) => one !== 'failed' && one !== 'not-tolerated');
  if (against)
    return others.length > 0 ? 'contradictory' : told.has('failed') ? 'failed' : 'not-tolerated';
  return others.length === 1 ? (others[0] as Told) : 'contradictory';
};
