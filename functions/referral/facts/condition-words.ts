import type { ConditionClaimed } from '../clinical-claims.ts';
import { plain } from './result-words.ts';

/** Codes of ICD as the tables here keep them: capitals, without the dot. */
export const undotted = (code: string): string => code.trim().toUpperCase().replaceAll('.', '');

const untilStop = '[^.;,]*?(?=$|[.;,]| but | with | and )';

/** What a test looks for or is called; with a negative word behind, it denies what it looks for. */
const tested =
  '(?:tb|tuberculosis|hep(?:atitis)?|a|b|c|hbv|hcv|hiv|hbsag|hbcab|hbc|core|surface|anti-\\w+|antigens?|antibod\\w+|ab|ag|igra|quantiferon\\S*|qft\\S*|ppd|tst|t-?spot\\S*|covid\\S*|flu|influenza|mrsa|cultures?|screen\\w*|tests?|testing|panel|and|or|results?|was|were|is|are|the|for|of|total|gold|plus|in|blood|urine|cxr|chest|x-?ray|serolog\\w+|skin|viral|load|dna|rna|came|back|remains?|[\\d/-]+)';

const notDoubted = '(?<!not |cannot |never |not be |cannot be |not been |yet be )';
/** One of several things that are denied together; what begins with a verb is none of them. */
const listed =
  '(?:(?!(?:has|had|is|are|was|were|now|but|with|reports?|does|did|admits|positive|develop\\w*|on|taking|started|and)\\b)[\\w-]+(?: (?!has|had|is|was|now|but)[\\w-]+){0,2})';

/** What is denied, prevented, looked for, or of somebody else: no condition of the patient. */
const denials = [
  `\\b(denies|denied|negative for|no(?! longer)|without|niega|sin) ${listed}(, ${listed}){0,7},? (or|nor|o|ni) ${untilStop}`,
  `[^.;,]{1,120} ${notDoubted}(ruled out|excluded|unlikely|descartad[oa])(?=$|[.;, ])`,
  `\\b(without|no(?! (longer|change|improvement))|denies|denied|negative for|${notDoubted}ruled out|absence of|free of|not in|screen(ing|ed)? for|tested for|exposure to|contact with|coloni[sz](ed|ation) (with|by)|at risk|risk (of|for)|susceptib\\w+ to|in case of|call if|report|sin|niega)\\b${untilStop}`,
  `\\b(family|fam|fhx|fh|paternal|maternal|mother|father|brother|sister|parents?|grand\\w+|aunt|uncle|cousin|sons?|daughter|husband|wife|spouse|antecedentes? familiares?|madre|padre|herman[oa])\\b[^.;]*?(?=$|[.;])`,
  `\\bcarrier( or suspected carrier)? of (?!.*\\b(hep|hbv|hcv|hiv|tb|tuberculosis|viral))${untilStop}`,
  `(\\S{1,30} ){0,2}(vaccin|immuni[sz]ation|prophyla|shot\\b)\\S*(( against| for) ${untilStop})?`,
  'post[- ]covid\\S*',
  `(\\b${tested}\\b[ ,:;/&()-]{0,3}){1,12}(negative|neg|non-?reactive|not detected|undetectable|negativ[oa]s?)\\b`,
].map((pattern) => new RegExp(pattern, 'g'));

const past = new RegExp(
  `\\b(history of|h\\/o|hx of|s\\/p|status post|past|prior|previous|resolved|antecedentes? de)\\b${untilStop}`,
  'g',
);

/**
 * The words of a condition as a table reads them: plain, without what they deny, and without what they
 * call past unless `whenPast` also bears.
 */
export const wordsOf = (
  { name, said = [] }: Pick<ConditionClaimed, 'name' | 'said'>,
  { whenPast }: { whenPast: boolean },
): string[] =>
  [name, ...said].flatMap((one) => {
    const affirmed = denials.reduce((left, denial) => left.replace(denial, ' '), plain(one ?? ''));
    const words = plain(whenPast ? affirmed : affirmed.replace(past, ' '));
    return words === '' ? [] : [words];
  });
