import type { BlindIndex } from '../../platform/blind-index.ts';
import { partsOfName, plainSpelling } from '../spelling.ts';
import type { PersonFacts } from './facts.ts';

/** The words of a telephone number's blind index. */
export const phoneWords = (e164: string): readonly [string, string] => ['phone', e164];

/**
 * What persons are looked up by: everyone who shares one of these with a new referral is compared
 * with it. The day of birth goes with one letter of each name, either first, so that a changed
 * family name, a second given name or a slip of spelling further on still finds the person.
 */
const wordsOf = ({ names, birthDates, charts, members }: PersonFacts): string[][] => [
  ...charts.map(({ practiceNpi, system, value }) => [
    'chart',
    practiceNpi,
    system,
    plainSpelling(value),
  ]),
  ...members.map(({ payerId, memberId }) => ['member', payerId, plainSpelling(memberId)]),
  ...birthDates.flatMap((date) =>
    names.map(({ given }) => ['born', date, (partsOfName(given)[0] ?? '').slice(0, 1)]),
  ),
];

/** Blind keys of what a person is known by, each once; and of the telephone numbers. */
export const makeTokens = async (
  facts: PersonFacts,
  index: BlindIndex,
): Promise<{ tokens: string[]; numbers: ReadonlyMap<string, string> }> => {
  const [tokens, numbers] = await Promise.all([
    Promise.all(wordsOf(facts).map((words) => index(...words))),
    Promise.all(
      facts.phones.map(async (phone) => [phone, await index(...phoneWords(phone))] as const),
    ),
  ]);
  return { tokens: [...new Set(tokens)], numbers: new Map(numbers) };
};
