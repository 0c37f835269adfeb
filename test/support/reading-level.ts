import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';

const sentencesOf = (text: string): string[] =>
  text.split(/[.!?]+/).filter((sentence) => /\p{L}/u.test(sentence));
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}']+/gu) ?? [];

/** Grade of an English text by the Flesch-Kincaid formula (1975). */
export const englishGrade = (text: string): number =>
  fleschKincaid({
    sentence: sentencesOf(text).length,
    word: wordsOf(text).length,
    syllable: wordsOf(text).reduce((sum, word) => sum + syllable(word), 0),
  });

/**
 * Syllables of a Spanish word: its vowel groups, where two open vowels (a, e, o) and every stressed
 * i or u beside a vowel part. The u of que, qui, gue and gui is silent.
 */
export const spanishSyllables = (word: string): number => {
  const spoken = word
    .toLowerCase()
    .replace(/qu(?=[eéií])/g, 'q')
    .replace(/gu(?=[eéií])/g, 'g')
    .replace(/y$/, 'i');
  const groups = spoken.match(/[aeiouáéíóúü]+/g) ?? [];
  const parted = groups.reduce((sum, group) => {
    const breaks = [...group].filter((vowel, at) => {
      const before = group[at - 1];
      if (before === undefined) return false;
      const bothOpen = /[aeoáéó]/.test(before) && /[aeoáéó]/.test(vowel);
      return bothOpen || /[íú]/.test(before) || /[íú]/.test(vowel);
    });
    return sum + 1 + breaks.length;
  }, 0);
  return Math.max(parted, 1);
};

/**
 * Ease of a Spanish text by Szigriszt (1993), as the INFLESZ scale reads it (Barrio-Cantalejo 2008):
 * above 80 very easy, primary school; 65 to 80 fairly easy; 55 to 65 normal.
 */
export const spanishEase = (text: string): number => {
  const words = wordsOf(text);
  const syllables = words.reduce((sum, word) => sum + spanishSyllables(word), 0);
  return 206.835 - (62.3 * syllables) / words.length - words.length / sentencesOf(text).length;
};

/**
 * School years that a Spanish text asks for, by Crawford (1984), whose formula was made for the years of
 * primary school: sentences and syllables per hundred words.
 */
export const spanishGrade = (text: string): number => {
  const words = wordsOf(text);
  const syllables = words.reduce((sum, word) => sum + spanishSyllables(word), 0);
  const hundred = 100 / words.length;
  return -0.205 * sentencesOf(text).length * hundred + 0.049 * syllables * hundred - 3.407;
};
