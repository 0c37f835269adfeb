import type { Criterion, CriterionOf } from '../../payer/pack.ts';
import type { SiteException } from '../../payer/site-exception.ts';
import { ageOn } from '../../platform/days.ts';
import { readProgram } from '../../referral/checks/enrollment-programs.ts';
import { plain } from '../../referral/facts/result-words.ts';
import type { Submission } from '../../referral/referral.ts';
import type { Setting } from '../../therapy/setting.ts';
import { exceptionFacts } from '../denial-evidence.ts';
import { type Amounts, judgePeriod, judgeQuantity } from './quantity-criterion.ts';
import { judgeResult } from './result-criterion.ts';
import {
  type CriterionStanding,
  contradictory,
  type DecidingFact,
  decidedBy,
  met,
  notMet,
  unknown,
} from './standing.ts';
import { judgeTried } from './tried-before.ts';

/** What a criterion is held against: the facts of one drug, where it is given, and the payer's day. */
export type CriteriaFile = Amounts & { setting: Setting; on: string };

const codeOf = (code: string): string => code.replace('.', '').toUpperCase();

/** Whether a code of the order begins as one of these does. */
export const begins = (code: string, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => codeOf(code).startsWith(codeOf(prefix)));

/** The diagnoses of the order whose code begins as one of these does; all of them where none is named. */
const diagnosisFacts = (
  { diagnoses }: Submission,
  prefixes?: readonly string[] | undefined,
): DecidingFact[] =>
  diagnoses.flatMap(({ code, text }, index) =>
    prefixes === undefined || begins(code, prefixes)
      ? [{ says: text ? `${code} ${text}` : code, pointer: `/diagnoses/${index}` }]
      : [],
  );

/** The order has none of the diagnoses that are asked for: it has others, or nobody told any. */
export const otherDiagnosis = (submission: Submission): CriterionStanding => {
  const [other, ...others] = diagnosisFacts(submission);
  return other ? notMet(other, ...others) : unknown('Send the diagnosis and its code.');
};

/** The order's diagnosis; one that the list of conditions has as refuted, or only possible, contradicts it. */
const judgeDiagnosis = (
  { prefixes }: CriterionOf<'diagnosis'>,
  submission: Submission,
): CriterionStanding => {
  const [first, ...rest] = diagnosisFacts(submission, prefixes);
  const doubts = (submission.conditions ?? []).flatMap(
    ({ icd10 = [], name, state }, index): DecidingFact[] =>
      (state === 'refuted' || state === 'possible') && icd10.some((code) => begins(code, prefixes))
        ? [{ says: `${name ?? icd10.join(', ')}: ${state}`, pointer: `/conditions/${index}` }]
        : [],
  );
  if (!first) return otherDiagnosis(submission);
  return doubts.length > 0 ? contradictory(first, ...rest, ...doubts) : met(first, ...rest);
};

const judgeAge = (
  { least, most }: CriterionOf<'age'>,
  { patient }: Submission,
  on: string,
): CriterionStanding => {
  const age = ageOn(patient.birthDate, on);
  if (age < 0) return unknown('Look at the birth date: it lies after the request.');
  return decidedBy((least === undefined || age >= least) && (most === undefined || age <= most), {
    says: `${age} years old`,
    pointer: '/patient/birthDate',
  });
};

/** Where the reasons for a place are told; those that are not here with what is said of the place. */
const toldAt: Partial<Record<SiteException, string>> = {
  'prior-severe-reaction': '/order/priorReaction',
  pediatric: '/patient/birthDate',
};

/** The place that was chosen; elsewhere, a reason that the payer names and that is on record. */
const judgeSite = (
  { settings, exceptions }: CriterionOf<'site'>,
  { submission, setting, on }: CriteriaFile,
): CriterionStanding => {
  const where: DecidingFact = {
    says: `given at: ${setting.replaceAll('-', ' ')}`,
    pointer: '/setting',
  };
  if (settings.includes(setting)) return met(where);
  const [first, ...rest] = exceptions.flatMap((exception) =>
    exceptionFacts[exception]({ submission, on }).map(
      (says): DecidingFact => ({ says, pointer: toldAt[exception] ?? '/placement' }),
    ),
  );
  return first ? met(first, ...rest, where) : notMet(where);
};

/** Programs that go by several names are known by one. */
const programOf = (named: string): string => readProgram(named) ?? plain(named);

const judgeRems = (
  { program }: CriterionOf<'rems'>,
  { enrollments = [] }: Submission,
  on: string,
): CriterionStanding => {
  const wanted = programOf(program);
  const about = enrollments.flatMap((one, index) => {
    const { number, who, state, until } = one;
    const numbered = number ? `number ${number}` : 'without a number';
    const isOver = until !== undefined && until < on;
    // What keeps it from counting is shown with it.
    const against = [
      ...(who === 'prescriber' ? ['of the prescriber'] : []),
      ...(state ? [state] : []),
      ...(isOver ? [`through ${until}`] : []),
    ];
    return programOf(one.program) === wanted
      ? [
          {
            holds: number !== undefined && against.length === 0,
            fact: {
              says: [one.program, numbered, ...against].join(', '),
              pointer: `/enrollments/${index}`,
              ...(one.on ? { on: one.on } : {}),
            },
          },
        ]
      : [];
  });
  const enrolled = about.find(({ holds }) => holds);
  return enrolled
    ? met(enrolled.fact)
    : unknown(
        `Send the patient's enrollment number of ${program}.`,
        about.map(({ fact }) => fact),
      );
};

const judgeSpecialty = (
  { taxonomies }: CriterionOf<'specialty'>,
  { prescriber }: Submission,
): CriterionStanding => {
  const { specialties = [] } = prescriber ?? {};
  const [first, ...rest] = specialties.map(
    (code): DecidingFact => ({
      says: `specialty ${code}`,
      pointer: '/prescriber/specialties',
    }),
  );
  if (!first) return unknown('Say what the prescriber is a specialist of, by taxonomy code.');
  return decidedBy(
    specialties.some((code) => taxonomies.some((one) => code.startsWith(one))),
    first,
    ...rest,
  );
};

/** A document that can be sent: one of its kind with content. */
const judgeDocument = (
  { types, says }: CriterionOf<'document'>,
  { documents }: Submission,
): CriterionStanding => {
  const [first, ...rest] = documents.flatMap(({ title, type, data, storedAs }, index) =>
    types.some((one) => one === type) && (data ?? storedAs) !== undefined
      ? [{ says: `${title} (${type})`, pointer: `/documents/${index}` }]
      : [],
  );
  return first ? met(first, ...rest) : unknown(`Send it as a document: ${says}`);
};

/**
 * How a criterion of a payer stands by what is on record: pure, and in every case with the facts that
 * decide it. What nobody told, or nobody understood, is unknown and never met.
 */
export const judgeCriterion = (criterion: Criterion, file: CriteriaFile): CriterionStanding => {
  const { submission, on } = file;
  switch (criterion.kind) {
    case 'diagnosis':
      return judgeDiagnosis(criterion, submission);
    case 'tried':
      return judgeTried(criterion, submission);
    case 'result':
      return judgeResult(criterion, submission.observations, on);
    case 'age':
      return judgeAge(criterion, submission, on);
    case 'site':
      return judgeSite(criterion, file);
    case 'quantity':
      return judgeQuantity(criterion, file);
    case 'period':
      return judgePeriod(criterion, file);
    case 'rems':
      return judgeRems(criterion, submission, on);
    case 'specialty':
      return judgeSpecialty(criterion, submission);
    case 'document':
      return judgeDocument(criterion, submission);
  }
};
