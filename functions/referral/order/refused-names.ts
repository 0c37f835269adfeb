/**
 * What an order says of its drug that is not to be given: "(not Inflectra)", up to where the words turn
 * to something else. What is named after a comma is refused as well; nobody can tell that it is not.
 */
const refused =
  /\b(?:not|no|do not (?:substitute|switch|interchange)(?: (?:with|to|for))?)\s+(?!to\b|less\b|more\b|exceed|substitut)[^.;)\]]*?(?=[.;)\]]|\b(?:but|use|give|dispense)\b|$)/gi;

/** The words of a drug without those that refuse another one. */
export const withoutRefused = (words: string): string => words.replace(refused, ' ');

/** The words that refuse one. */
export const refusedIn = (words: string): string[] =>
  [...words.matchAll(refused)].map(([found]) => found);
