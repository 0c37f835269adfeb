import type { PatientClaimed } from '../referral.ts';

type Name = PatientClaimed['name'];

/** What tells generations of one name apart; all else behind a name is a degree or a title. */
const generation = /^(?:jr|sr|ii|iii|iv)\.?$/i;

/**
 * A name with what tells generations apart in its own place, where payers expect it: at the end of
 * the family name, or sent as a suffix.
 */
export const separateSuffix = (
  { given, middle, family, suffix }: Name,
  sent: readonly string[] = [],
): Name => {
  const words = family.trim().split(/[\s,]+/);
  const last = words.at(-1) as string;
  const atEnd = words.length > 1 && generation.test(last);
  const found = suffix ?? sent.find((one) => generation.test(one.trim()))?.trim();
  const kept = found ?? (atEnd ? last : undefined);
  return {
    given,
    ...(middle ? { middle } : {}),
    family: atEnd
      ? family
          .trim()
          .slice(0, -last.length)
          .replace(/[\s,]+$/, '')
      : family,
    ...(kept ? { suffix: kept } : {}),
  };
};

const titles = /^(?:mr|mrs|ms|miss|mx|dr|sr|sra|srta)\.?$/i;

/**
 * A name that was sent as one text: "Family, Given" or "Given Family" of two words. Of more words
 * without a comma nobody can tell which are the family's; they are read as is most common, and asked
 * about. Undefined where there are not two words.
 */
export const nameInText = (text: string): { name: Name; isSure: boolean } | undefined => {
  const [family = '', ...others] = text.split(',').map((part) => part.trim());
  const wordsOf = (part: string) =>
    part.split(/\s/).filter((word, index) => word !== '' && !(index === 0 && titles.test(word)));
  const generations = others.filter((part) => generation.test(part));
  const [parted, ...beyond] = others.filter((part) => part !== '' && !generations.includes(part));
  const shape = (given: readonly string[], of: string): Name | undefined => {
    const [first, ...middle] = given;
    return first && of
      ? separateSuffix(
          {
            given: first.slice(0, 60),
            ...(middle.length > 0 ? { middle: middle.join(' ').slice(0, 60) } : {}),
            family: of.slice(0, 60),
          },
          generations,
        )
      : undefined;
  };
  if (parted !== undefined) {
    const name = shape(wordsOf(parted), family);
    return name && { name, isSure: beyond.length === 0 };
  }
  const words = wordsOf(family);
  const atEnd = words.findLastIndex((word) => !generation.test(word));
  // Who is called "Kim Jr" and no more has a family name that is not told.
  const from = Math.max(atEnd, 1);
  const name = shape(words.slice(0, from), words.slice(from).join(' '));
  return name && { name, isSure: atEnd === 1 };
};

/** What stands in the place of a name and is none. */
const noName = /^(?:unknown|none|no ?name|n\/?a|anonymous|patient|name|test|unk|[^\p{L}]*)$/iu;

/** A name of one word. */
export const singleName = (text: string): Name | undefined => {
  const words = text.split(/[\s,]+/).filter((word) => word !== '' && !titles.test(word));
  const [only, ...others] = words;
  return only !== undefined && others.length === 0 && !noName.test(only)
    ? { given: '', family: only.slice(0, 60) }
    : undefined;
};

/** All given names as one text: persons are compared by all that is known of them. */
export const allGiven = ({ given, middle }: Name): string =>
  [given, middle].filter(Boolean).join(' ');

/** The whole name as people write it. */
export const wholeName = ({ given, middle, family, suffix }: Name): string =>
  [given, middle, family, suffix].filter(Boolean).join(' ');
