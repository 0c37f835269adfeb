import type { ApiRequest } from '../api/routes.ts';

type Sought = ApiRequest<'POST /patients/search'>['body'];

const dateIn = (text: string): string | undefined => {
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  if (month && day && year) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
};

/** Letters and digits together, as a number on a card has them. */
const isMemberId = (word: string): boolean => /\d/.test(word) && /[a-z]/i.test(word);

/** Of a telephone, once its marks are left out. */
const digitsOf = (words: readonly string[]): string => words.join('').replace(/[\s()+.-]/g, '');

const leastLetters = 3;
const leastDigits = 4;

/**
 * What somebody looks for, by what they typed in one line: names, a birth date, a telephone or a member
 * number. Undefined while it is too little to find anybody by.
 */
export const lookFor = (typed: string): Sought | undefined => {
  const words = typed
    .trim()
    .split(/[\s,]+/)
    .filter(Boolean);
  const birthDate = words.map(dateIn).find(Boolean);
  const others = words.filter((word) => !dateIn(word));
  const memberId = others.find(isMemberId);
  const names = others.filter((word) => !/\d/.test(word) && /\p{L}/u.test(word));
  const phone = digitsOf(others.filter((word) => !names.includes(word) && word !== memberId));
  const [family, ...given] = names;
  const sought = {
    ...(family && { family }),
    ...(given.length > 0 && { given: given.join(' ') }),
    ...(birthDate && { birthDate }),
    ...(memberId && { memberId }),
    ...(phone.length >= leastDigits && { phone }),
  };
  const enough = names.some((name) => name.length >= leastLetters);
  return enough || birthDate || memberId || phone.length >= leastDigits ? sought : undefined;
};
