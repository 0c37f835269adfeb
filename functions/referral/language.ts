import * as z from 'zod';

/** Languages that messages, pages and lessons are written in. */
export const Language = z.enum(['en', 'es']);
export type Language = z.infer<typeof Language>;

const written = (code: string): Language | undefined => Language.safeParse(code.split('-')[0]).data;

/** The language we write in: the patient's when we have it, else English. */
export const writtenLanguage = (code: string): Language => written(code) ?? 'en';

export const isWritten = (code: string): boolean => written(code) !== undefined;

/** No one language: several, and none. The other codes that ISO 639-2 keeps for itself have no name. */
const unnamed = new Set(['mul', 'zxx']);

let displayNames: Intl.DisplayNames | undefined;

const englishName = (code: string): string | undefined => {
  displayNames ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  return displayNames.of(code);
};

/** A BCP 47 or ISO 639 code, of two or three letters, as the shortest code of the language. */
const byCode = (code: string): string | undefined => {
  try {
    const { language, region } = new Intl.Locale(code.replaceAll('_', '-'));
    if (unnamed.has(language) || englishName(language) === undefined) return undefined;
    return language.length === 2 && region?.length === 2 ? `${language}-${region}` : language;
  } catch {
    return undefined;
  }
};

const letters = [...'abcdefghijklmnopqrstuvwxyz'];

let names: ReadonlyMap<string, string> | undefined;

/** English names of the languages with a code of two letters. */
const codesByName = (): ReadonlyMap<string, string> => {
  names ??= new Map(
    letters
      .flatMap((first) => letters.map((second) => `${first}${second}`))
      .flatMap((code): [string, string][] => {
        const name = englishName(code);
        return name && new Intl.Locale(code).language === code ? [[name.toLowerCase(), code]] : [];
      }),
  );
  return names;
};

/** A language by its English name, or Spanish by its own. */
const byName = (said: string): string | undefined => {
  const name = said.toLowerCase();
  return /^espa[n\u00f1]ol$/.test(name) ? 'es' : codesByName().get(name);
};

/**
 * The language that a code (BCP 47, ISO 639-1, 639-2) or an English name stands for, as a code;
 * undefined when it is none that is known.
 */
export const readLanguage = (said: string): string | undefined => {
  const words = said.trim();
  // Those of nearly all patients are their own codes, and to look one up takes long.
  if (Language.safeParse(words).success) return words;
  const parts = [words, ...words.split(/[;/,()]/)].map((one) => one.trim());
  return byCode(words) ?? parts.map(byName).find((code) => code !== undefined);
};
