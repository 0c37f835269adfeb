import type { Therapy } from '../../therapy/therapy.ts';
import { allergens, bearOnNothing, premedicines, unspecific } from '../facts/allergens.ts';
import { medicineClasses } from '../facts/medicine-classes.ts';
import { plain } from '../facts/result-words.ts';
import type { Finding, Submission } from '../referral.ts';
import { misspellings } from '../spelling.ts';
import type { Checked } from './findings.ts';

const source = 'allergies by drug, class and ingredient: drug labels; a pharmacist confirms them';
const clear = 'Have the prescriber change the order, or a clinician clear it with a reason.';

type Listed = Extract<NonNullable<Submission['allergies']>, readonly unknown[]>[number];
type Told = Pick<Finding, 'code' | 'severity' | 'text' | 'fix'>;

/** Reactions of the stomach or the head, which are no allergies: all of the words must be these. */
const mild =
  /^(mild |slight |severe )*(nausea|vomiting|emesis|n\/?v|upset stomach|stomach (upset|ache|pain)|gi (upset|intolerance|distress)|gastrointestinal upset|diarrhea|constipation|headaches?|intolerance|heartburn|nauseas|vomitos?|diarrea)([ ,;/]+(and |or |& )?(nausea|vomiting|emesis|upset stomach|stomach (upset|ache|pain)|gi upset|diarrhea|constipation|headaches?))*\.?$/;

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const isWordOf = (words: string, word: string): boolean =>
  new RegExp(`(^|[^a-z])${escaped(word)}s?(?![a-z])`).test(words);

/** Products that only billing codes tell apart bear the names of their makers, who make much else. */
const namesOf = ({ names: own, allergens: substances, products = [] }: Therapy): string[] => [
  ...own,
  ...substances,
  ...products.flatMap(({ name, names }) => [name.toLowerCase(), ...names]),
];

/** A name of the drug with a slip of the pen in it: one sign in six, or two in eight. */
const isMisspelled = (words: string, names: readonly string[]): boolean =>
  words
    .split(/[^a-z0-9-]/)
    .filter((word) => word.length >= 6)
    .some((word) =>
      names.some(
        (name) => name.length >= 6 && misspellings(word, name) <= (name.length >= 8 ? 2 : 1),
      ),
    );

const spelledFor = ({ id }: Therapy): string[] =>
  allergens
    .filter(({ therapies }) => therapies.includes(id))
    .flatMap(({ spelled }) => spelled ?? []);

const isKnown = (words: string): boolean =>
  bearOnNothing.test(words) ||
  premedicines.test(words) ||
  allergens.some(({ called }) => called.test(words)) ||
  medicineClasses.some(({ called }) => called.test(words));

const match: Told = {
  code: 'allergy-match',
  severity: 'block',
  text: 'The patient is allergic to this drug, its class or something in it.',
  fix: clear,
};

/** What one allergy means for the therapy. */
const toldOf = ({ substance, reaction }: Listed, therapy: Therapy): Told[] => {
  const words = plain(substance);
  const names = namesOf(therapy);
  if (names.some((name) => isWordOf(words, name))) return [match];
  const rows = allergens.filter(
    ({ called, therapies }) =>
      (therapies === 'all' || therapies.includes(therapy.id)) && called.test(words),
  );
  const isMild = reaction !== undefined && mild.test(plain(reaction));
  if (rows.some(({ stops, crosses }) => stops && !(crosses && isMild))) return [match];
  const told = rows.map(
    ({ title, fix }): Told =>
      fix
        ? {
            code: 'allergy-supplies',
            severity: 'warn',
            text: `The patient is allergic to ${title}.`,
            fix,
          }
        : {
            code: 'allergy-weighed',
            severity: 'warn',
            text: `The patient did not bear ${title}, which the therapy is related to or contains.`,
            fix: 'Weigh it before the first dose.',
          },
  );
  if ((therapy.reactionOrdersNeeded || therapy.premedicationNeeded) && premedicines.test(words))
    told.push({
      code: 'allergy-premedication',
      severity: 'warn',
      text: 'The patient is allergic to a drug that is given before the infusion, or for a reaction to it.',
      fix: 'Check the premedication and the orders for a reaction.',
    });
  if (told.length > 0) return told;
  if (unspecific.test(words))
    return [
      {
        code: 'allergy-not-understood',
        severity: 'missing',
        text: 'An allergy is told, and not to what.',
        fix: 'Name the substance of each allergy, and what happened.',
      },
    ];
  if (isKnown(words)) return [];
  return [
    isMisspelled(words, [...names, ...spelledFor(therapy)])
      ? match
      : {
          code: 'allergy-unknown',
          severity: 'warn',
          text: 'An allergy is to something that no list here knows.',
          fix: 'See whether it is in the drug, or belongs to its class.',
        },
  ];
};

/** Allergies to the drug, its class, what is in it, or what is used with it; each kind once. */
export const allergyFindings = ({ submission: { allergies }, therapy }: Checked): Finding[] => {
  if (!therapy || !Array.isArray(allergies)) return [];
  const found = new Map<string, Finding>();
  for (const one of allergies)
    for (const told of toldOf(one, therapy))
      if (!found.has(told.code)) found.set(told.code, { ...told, pointer: '/allergies', source });
  return [...found.values()];
};
