import type { Observation } from '../referral.ts';
import { plain } from './result-words.ts';

const groups =
  /(^|[^a-z])(ab|a|b|o|0) ?(?:,|;|\/)? ?(?:rh(?:esus)?(?:\(d\)| ?d)?|\(d\)|d)?:? ?(\+|-|pos(?:itive|itivo)?|neg(?:ative|ativo)?)(?![a-z])/g;

/** Words that may stand beside a group; any other may turn it round, as "not" does. */
const beside = /\b(blood|group|grupo|sanguineo|type|tipo|abo|rh|result|final)\b|[:;,.()/&]/g;

/** The blood groups that words name with their Rh factor, such as "O Pos" or "AB, Rh(D) negative". */
const groupsIn = (words: string): string[] => {
  const named: string[] = [];
  const left = plain(words).replace(groups, (_, _before, group: string, factor: string) => {
    named.push(`${group.replace('0', 'o')}${/\+|pos/.test(factor) ? '+' : '-'}`);
    return '';
  });
  return left.replace(beside, '').trim() === '' ? named : [];
};

/**
 * The blood groups that results name, each once: none where no result says one of the eight, several
 * where they do not agree. Words other than a group and its Rh factor name none.
 */
export const bloodGroups = (observations: readonly Observation[]): string[] => [
  ...new Set(
    observations.flatMap(({ value, said = [] }) =>
      [...(value && 'coded' in value ? [value.coded] : []), ...said].flatMap(groupsIn),
    ),
  ),
];
