import { numberWord, readNumeral } from '../sig/words.ts';

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];
const ordinalWord = `(?:${ordinals.join('|')}|\\d{1,2}(?:st|nd|rd|th))`;
const numbered = `(?:no\\.?|number|num|#)?\\s*#?\\s*(${numberWord})`;
const dose = '(?:dose|infusion|treatment)';
const loading = '(?:(?:loading|induction|initial|starter)\\s+)?';
const had = '(?:given|received|completed|administered|done|infused)';

/** Not where it is a condition, or of another drug: "after 3 doses", "2 doses of a vaccine". */
const told = '(?<!\\b(?:after|once|when|until|if|not|have|every)\\s+)';
const ofThis = '(?!\\s*(?:of|every|q ?\\d|x)\\b)';
const insensitive = (words: string): RegExp => new RegExp(words, 'i');

/** How the number of the next dose is told. */
const named = [
  insensitive(
    `\\bnext ${loading}${dose}(?: due)?(?: (?:is|will be|to be given is))?\\s*:?\\s*(?:the )?${loading}(?:${dose}\\s*${numbered}|#\\s*(\\d+))(?![\\d/-])`,
  ),
  insensitive(
    `\\b(?:due for|starting (?:at|with|from)|resume (?:at|with|from)|continue (?:at|with|from)|begin (?:at|with)|start (?:at|with)|pick(?:ing)? up at)\\s*(?:the )?${loading}${dose}\\s*${numbered}(?![\\d/-])`,
  ),
  insensitive(
    `\\b(?:next ${dose} is|due for|this is|resume with|continue with|start(?:ing)? with)\\s*(?:the |her |his |their )?(${ordinalWord})\\s*${loading}${dose}\\b`,
  ),
];

/** How it is told how many doses were given before it, in an instruction for this drug. */
const counted = [
  insensitive(
    `${told}\\b${loading}${dose}s?\\s*#?1\\s*(?:and|&|-|to|through|,)\\s*#?(${numberWord})\\s*(?:were |was |have been |already )*${had}\\b(?:\\s*elsewhere)?${ofThis}`,
  ),
  insensitive(
    `${told}\\b(${numberWord})\\s*${loading}${dose}s?\\s*(?:(?:were |was |have been |has been |already )+${had}|received|completed)\\b(?: (?:elsewhere|so far|to date))?${ofThis}`,
  ),
  insensitive(
    `${told}\\b(?:already |patient |has )+(?:had|received|completed)\\s*(?:the first )?(${numberWord})\\s*${loading}${dose}s?\\b(?: (?:elsewhere|so far|to date|already))?${ofThis}`,
  ),
];

/** Doses that are counted there are no infusions. */
const ofVaccine = /\b(?:vaccin\w*|immuni[sz]\w*|shingrix|hepatitis|covid)\b/i;

const read = (word: string): number => {
  const place = ordinals.indexOf(word.toLowerCase());
  return place >= 0 ? place + 1 : Number.parseInt(word, 10) || readNumeral(word.toLowerCase());
};

const firstIn = (text: string, ways: readonly RegExp[]): number | undefined => {
  for (const words of ways) {
    const found = text.match(words);
    const number = found?.[1] ?? found?.[2];
    if (number) return read(number);
  }
  return undefined;
};

/** Where words stand: an instruction is about its drug alone, a note may be about anything. */
type Place = 'instruction' | 'note';

/** The number of the dose that comes next, where a text names it or counts those given before. */
export const nextDoseSaid = (text: string, place: Place): number | undefined => {
  if (ofVaccine.test(text)) return undefined;
  const next = firstIn(text, named);
  if (next !== undefined || place === 'note') return next;
  const before = firstIn(text, counted);
  return before === undefined ? undefined : before + 1;
};

/** The text without the words that name the next dose: what is left says when doses fall. */
export const withoutNextDose = (text: string, place: Place): string =>
  ofVaccine.test(text)
    ? text
    : [...named, ...(place === 'note' ? [] : counted)].reduce(
        (left, words) => left.replace(words, ' '),
        text,
      );
