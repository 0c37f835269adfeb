import { plain } from '../facts/result-words.ts';

/** Programs by the words that name them: of natalizumab, and of the inhibitors of complement. */
const programs = {
  touch: ['touch'],
  tyruko: ['tyruko'],
  // One program since 22 March 2024.
  'ultomiris-soliris': ['ultomiris', 'soliris', 'ultsol', 'ultsolrems'],
  bkemv: ['bkemv'],
  epysqli: ['epysqli'],
} as const;
export type EnrollmentProgram = keyof typeof programs;

/** What else their names and the labels of their numbers are made of; a word that is none of these is of something else. */
const around = new Set(
  `tysabri natalizumab sztn biogen sandoz ms cd prescribing program rems patient enrollment enrolment enrolled
  number no id identifier the of in for and prescriber certification certified eculizumab ravulizumab`.split(
    /\s+/,
  ),
);

/** A system of identifiers that is named for the program, not for a clinic whose name begins alike. */
const systemOf = (program: string): RegExp =>
  new RegExp(`(?:^|[/:.])${program}(?:-?prescribing)?(?:-?program|-?rems)?(?:$|[/:.#])`);

const isSystem = (word: string): boolean => /[:/]/.test(word);

/** The program that an enrollment names by its words, or by the system of its number. */
export const readProgram = (named: string): EnrollmentProgram | undefined => {
  const parts = plain(named).split(' ');
  const words = parts.filter((part) => !isSystem(part)).flatMap((part) => part.split(/[^a-z]/));
  return (Object.keys(programs) as EnrollmentProgram[]).find((program) => {
    const names: readonly string[] = programs[program];
    return (
      names.some((name) => parts.some((part) => isSystem(part) && systemOf(name).test(part))) ||
      (names.some((name) => words.includes(name)) &&
        words.every((word) => word === '' || names.includes(word) || around.has(word)))
    );
  });
};
