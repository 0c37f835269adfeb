import { plain } from '../facts/result-words.ts';

/** Programs in which a patient is enrolled for natalizumab: one of the originator, one of its biosimilar. */
const programs = ['touch', 'tyruko'] as const;
export type EnrollmentProgram = (typeof programs)[number];

/** What else their names and the labels of their numbers are made of; a word that is none of these is of something else. */
const around = new Set(
  `tysabri natalizumab sztn biogen sandoz ms cd prescribing program rems patient enrollment enrolment enrolled
  number no id identifier the of in for`.split(/\s+/),
);

/** A system of identifiers that is named for the program, not for a clinic whose name begins alike. */
const systemOf = (program: EnrollmentProgram): RegExp =>
  new RegExp(`(?:^|[/:.])${program}(?:-?prescribing)?(?:-?program|-?rems)?(?:$|[/:.#])`);

const isSystem = (word: string): boolean => /[:/]/.test(word);

/** The program that an enrollment names by its words, or by the system of its number. */
export const readProgram = (named: string): EnrollmentProgram | undefined => {
  const parts = plain(named).split(' ');
  const words = parts.filter((part) => !isSystem(part)).flatMap((part) => part.split(/[^a-z]/));
  return programs.find(
    (program) =>
      parts.some((part) => isSystem(part) && systemOf(program).test(part)) ||
      (words.includes(program) &&
        words.every((word) => word === '' || word === program || around.has(word))),
  );
};
