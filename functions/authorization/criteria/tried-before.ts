import type { CriterionOf } from '../../payer/pack.ts';
import { listed } from '../../referral/clinical-claims.ts';
import { medicineClasses } from '../../referral/facts/medicine-classes.ts';
import { stateInWords } from '../../referral/facts/medicine-words.ts';
import { plain } from '../../referral/facts/result-words.ts';
import type { Submission } from '../../referral/referral.ts';
import { readTherapyOutcome } from './outcome-words.ts';
import {
  agreeing,
  type CriterionStanding,
  contradictory,
  type DecidingFact,
  met,
  notMet,
  unknown,
} from './standing.ts';

/** Step therapy: what was tried before, and whether it failed or was not tolerated. */
type Tried = {
  names: readonly string[];
  rxnorm: readonly string[];
  fact: DecidingFact;
  outcome: CriterionStanding;
  /** It is named, and nobody says what came of it. */
  isSilent: boolean;
  isDated: boolean;
};

const ask = (drug: string): string =>
  `Say what came of ${drug}: whether it failed or was not tolerated, and from when to when it was taken.`;

/** A name that says that something was not so is nobody's word that it was. */
const denies = /\b(no|not|never|without|denies|avoid|if)\b/;
const isDenied = (drug: string): boolean => denies.test(plain(drug));

const outcomeOf = (
  drug: string,
  outcome: string | undefined,
  fact: DecidingFact,
): CriterionStanding => {
  if (outcome === undefined || isDenied(drug)) return unknown(ask(drug), [fact]);
  switch (readTherapyOutcome(outcome)) {
    case 'failed':
    case 'not-tolerated':
      return met(fact);
    case 'worked':
    case 'not-tried':
    case 'going-on':
      return notMet(fact);
    case 'contradictory':
      return contradictory(fact);
    case 'not-understood':
      return unknown(ask(drug), [fact]);
  }
};

const told = ({ priorTherapies }: Submission): Tried[] =>
  priorTherapies.map(({ drug, outcome }, index) => {
    const says = outcome ? `${drug}: ${outcome}` : `${drug}, without what came of it`;
    const fact = { says, pointer: `/priorTherapies/${index}` };
    return {
      names: [plain(drug)],
      rxnorm: [],
      fact,
      outcome: outcomeOf(drug, outcome, fact),
      isSilent: outcome === undefined && !isDenied(drug),
      isDated: false,
    };
  });

const span = (since?: string, until?: string): string =>
  since || until ? ` (${since ?? 'not told'} to ${until ?? 'not told'})` : '';

/** Medicines of the list; what is of nobody proves nothing, and what is taken still has not ended. */
const ofList = ({ medicines }: Submission): Tried[] =>
  listed(medicines).map((medicine, index) => {
    const { name, alsoNamed = [], rxnorm = [], reason, since, until, untied } = medicine;
    const state = stateInWords(medicine);
    const says = `${name}${reason ? `: ${reason}` : `, ${state.replaceAll('-', ' ')}`}${span(since, until)}`;
    const fact = { says, pointer: `/medicines/${index}`, ...(until ? { on: until } : {}) };
    const isOver = state === 'ended';
    return {
      names: [name, ...alsoNamed].map(plain),
      rxnorm,
      fact,
      outcome:
        untied || state === 'unknown'
          ? unknown(ask(name), [fact])
          : isOver
            ? outcomeOf(name, reason, fact)
            : notMet(fact),
      isSilent: isOver && reason === undefined && !isDenied(name),
      isDated: isOver && !untied && since !== undefined && until !== undefined,
    };
  });

type Wanted = { title: string; is: (one: Tried) => boolean };

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const wantedDrug = (names: readonly string[]): Wanted => {
  const called = new RegExp(
    `(^|[^a-z])(${names.map((name) => escaped(plain(name))).join('|')})([^a-z]|$)`,
  );
  return {
    title: names[0] as string,
    is: (one) => one.names.some((name) => called.test(name)),
  };
};

const wantedClass = (id: string): Wanted => {
  const known = medicineClasses.find((one) => one.id === id);
  return {
    title: known?.title ?? id,
    is: ({ names, rxnorm }) =>
      known !== undefined &&
      (names.some((name) => known.called.test(name)) ||
        rxnorm.some((code) => known.rxnorm.has(code))),
  };
};

/** One drug or class. That it failed counts where one who tells of it says when, if that is asked. */
const standingOf = (
  { title, is }: Wanted,
  all: readonly Tried[],
  dated: boolean,
): CriterionStanding | undefined => {
  const about = all.filter(is);
  if (about.length === 0) return undefined;
  // A list that has a drug as ended, and not why, adds nothing to who says why.
  const heard = about.filter(({ isSilent }) => !isSilent);
  const standing = agreeing(
    (heard.length > 0 ? heard : about).map(({ outcome }) => outcome),
    ask(title),
  );
  return standing.standing === 'met' && dated && !about.some(({ isDated }) => isDated)
    ? unknown(`Say from when to when ${title} was taken.`, standing.facts)
    : standing;
};

export const judgeTried = (
  { drugs, classes, atLeast, dated }: CriterionOf<'tried'>,
  submission: Submission,
): CriterionStanding => {
  const wanted = [...drugs.map(wantedDrug), ...classes.map(wantedClass)];
  const all = [...told(submission), ...ofList(submission)];
  const standings = wanted.map((one) => standingOf(one, all, dated));
  const of = (kind: CriterionStanding['standing']): DecidingFact[][] =>
    standings.flatMap((one) => (one?.standing === kind ? [[...one.facts]] : []));
  const failed = of('met');
  const [first, ...rest] = failed.flat();
  if (first && failed.length >= atLeast) return met(first, ...rest);
  const against = of('not-met');
  const [contrary, ...others] = against.flat();
  // So many worked, go on or were never tried that the rest cannot make up for them.
  if (contrary && wanted.length - against.length < atLeast)
    return notMet(contrary, ...others, ...failed.flat());
  const [doubted, ...doubts] = of('contradictory').flat();
  if (doubted) return contradictory(doubted, ...doubts);
  const open = standings.find((one) => one?.standing === 'unknown');
  return unknown(
    open?.standing === 'unknown'
      ? open.lacks
      : `Tell of ${atLeast} of: ${wanted.map(({ title }) => title).join(', ')}: from when to when, and why each ended.`,
    standings.flatMap((one) => one?.facts ?? []),
  );
};
