import { areSwapped, misspellings, partsOfName, plainSpelling } from '../spelling.ts';
import type { PersonFacts } from './facts.ts';
import { areForms } from './nicknames.ts';

/** How far two persons agree in each thing they are known by; `unknown` where one of them lacks it. */
export type Agreement = {
  chart: 'same' | 'swapped' | 'different' | 'unknown';
  member: 'same' | 'swapped' | 'different' | 'unknown';
  birth: 'same' | 'near' | 'different';
  given: 'same' | 'short' | 'close' | 'different';
  family: 'same' | 'part' | 'close' | 'different';
  phone: 'same' | 'different' | 'unknown';
};

/** A letter or two, by how long the name is: short names differ in one letter and are two names. */
const areClose = (one: string, other: string): boolean => {
  const length = Math.min(one.length, other.length);
  return length >= 3 && misspellings(one, other) <= (length >= 8 ? 2 : 1);
};

const isInitial = (part: string): boolean => part.length === 1;

/** Whether middle names say two things: `Mary Ann` and `Mary Beth`, `Jo A.` and `Jo B.` */
const middlesDiffer = ([, one]: readonly string[], [, other]: readonly string[]): boolean =>
  one !== undefined &&
  other !== undefined &&
  (isInitial(one) || isInitial(other)
    ? one[0] !== other[0]
    : !areClose(one, other) && one !== other);

const givenOf = (one: readonly string[], other: readonly string[]): Agreement['given'] => {
  const [first = ''] = one;
  const [second = ''] = other;
  if (one.join('') === other.join('')) return 'same';
  if (first === second) return middlesDiffer(one, other) ? 'close' : 'same';
  const initials = isInitial(first) || isInitial(second);
  if (initials ? first[0] === second[0] : areForms(first, second))
    return middlesDiffer(one, other) ? 'close' : 'short';
  const goesByMiddle =
    (one[1] === second && second.length > 2) || (other[1] === first && first.length > 2);
  if (goesByMiddle) return 'short';
  return areClose(first, second) ? 'close' : 'different';
};

/** Words of three letters that are no name of a family by themselves; shorter ones never are. */
const particles = new Set(['del', 'las', 'los', 'van', 'von', 'der', 'iii']);

const familyOf = (one: readonly string[], other: readonly string[]): Agreement['family'] => {
  if (one.join('') === other.join('')) return 'same';
  const shared = one.some(
    (part) => part.length > 2 && !particles.has(part) && other.includes(part),
  );
  if (shared) return 'part';
  return areClose(one.join(''), other.join('')) ? 'close' : 'different';
};

/** What registries write where a name is not known, or there is none: first, last, middle. */
const unnamed = new Set(['fnu', 'lnu', 'nfn', 'nln', 'nmn']);
const partsKnown = (name: string): string[] =>
  partsOfName(name).filter((part) => !unnamed.has(part));

/** Who has one name alone beside who has two: a person looks, where it is one of the two. */
const singleOf = (
  single: readonly string[],
  given: readonly string[],
  family: readonly string[],
): Pick<Agreement, 'given' | 'family'> => {
  const alike = familyOf(single, family);
  const isOne = alike !== 'different' || given.includes(single.join(''));
  return {
    given: isOne ? 'close' : 'different',
    family: isOne && alike === 'different' ? 'part' : alike,
  };
};

type Name = PersonFacts['names'][number];
const givenRank = ['same', 'short', 'close', 'different'] as const;
const familyRank = ['same', 'part', 'close', 'different'] as const;

/** How two names agree, also where given and family name were put in each other's place. */
const nameOf = (one: Name, other: Name): Pick<Agreement, 'given' | 'family'> => {
  const [given, family] = [partsKnown(one.given), partsKnown(one.family)];
  const [otherGiven, otherFamily] = [partsKnown(other.given), partsKnown(other.family)];
  if (given.length === 0 && otherGiven.length > 0) return singleOf(family, otherGiven, otherFamily);
  if (otherGiven.length === 0 && given.length > 0) return singleOf(otherFamily, given, family);
  const exchanged =
    given.join('') === otherFamily.join('') && family.join('') === otherGiven.join('');
  if (exchanged && given.join('') !== family.join('')) return { given: 'short', family: 'part' };
  return { given: givenOf(given, otherGiven), family: familyOf(family, otherFamily) };
};

/** The best that any two of their names do. */
const namesOf = (one: PersonFacts, other: PersonFacts): Pick<Agreement, 'given' | 'family'> => {
  const all = one.names.flatMap((name) => other.names.map((against) => nameOf(name, against)));
  const worst = { given: 'different', family: 'different' } as const;
  const rank = ({ given, family }: Pick<Agreement, 'given' | 'family'>) =>
    givenRank.indexOf(given) * 4 + familyRank.indexOf(family);
  return all.sort((a, b) => rank(a) - rank(b))[0] ?? worst;
};

/** One digit, two neighbors, or day and month in each other's place. */
const areNear = (one: string, other: string): boolean => {
  const [year, month, day] = one.split('-');
  return other === `${year}-${day}-${month}` || misspellings(one, other) === 1;
};

const birthOf = (one: PersonFacts, other: PersonFacts): Agreement['birth'] => {
  if (one.birthDates.some((date) => other.birthDates.includes(date))) return 'same';
  return one.birthDates.some((date) => other.birthDates.some((against) => areNear(date, against)))
    ? 'near'
    : 'different';
};

/** A number counts only against those that the same office gives. */
const numbersOf = (
  one: readonly { office: string; number: string }[],
  other: readonly { office: string; number: string }[],
): Agreement['chart'] => {
  const pairs = one.flatMap((mine) =>
    other.filter(({ office }) => office === mine.office).map(({ number }) => [mine.number, number]),
  ) as [string, string][];
  if (pairs.length === 0) return 'unknown';
  if (pairs.some(([mine, theirs]) => mine === theirs)) return 'same';
  return pairs.some(([mine, theirs]) => areSwapped(mine, theirs)) ? 'swapped' : 'different';
};

const chartsOf = ({ charts }: PersonFacts) =>
  charts.map(({ practiceNpi, system, value }) => ({
    office: `${practiceNpi} ${system}`,
    number: plainSpelling(value),
  }));

const membersOf = ({ members }: PersonFacts) =>
  members.map(({ payerId, memberId }) => ({ office: payerId, number: plainSpelling(memberId) }));

const phoneOf = (one: PersonFacts, other: PersonFacts): Agreement['phone'] => {
  if (one.phones.length === 0 || other.phones.length === 0) return 'unknown';
  return one.phones.some((phone) => other.phones.includes(phone)) ? 'same' : 'different';
};

/** Compares two persons; the order of the two makes no difference. */
export const comparePersons = (one: PersonFacts, other: PersonFacts): Agreement => ({
  chart: numbersOf(chartsOf(one), chartsOf(other)),
  member: numbersOf(membersOf(one), membersOf(other)),
  birth: birthOf(one, other),
  ...namesOf(one, other),
  phone: phoneOf(one, other),
});
