import { shortened } from '../fhir/values.ts';
import { lookup } from '../platform/lookup.ts';
import { noneRequired } from './answer/agreement.ts';
import {
  type Difference,
  grantedStates,
  type Line,
  type LineDecision,
  type LineState,
} from './authorization.ts';
import { unitsOfVisits } from './line-units.ts';
import type { Amount, Echo, LineAnswer, PayerAnswer } from './payer-answer.ts';

/** X12 886 reasons that ask for more before a decision. */
const wantsInformation = new Set(['0U', '0P']);

/** Where the request says that care is given. */
export type PlaceAsked = { placeOfService: string; siteNpi?: string | undefined };

/**
 * Units of an amount; visits count by what the visits of the line take, its first ones first. As many as
 * were asked for take what was asked for.
 */
const unitsIn = ({ units, visits }: Amount, line: Line): number | undefined => {
  if (units !== undefined || visits === undefined) return units;
  return visits === line.visits ? line.units : unitsOfVisits(line, visits);
};

/** Visits of a drug that is dispensed by days say nothing of its units. */
const isCountless = ({ visits }: Amount, { perVisit }: Line): boolean =>
  visits !== undefined && perVisit === 0;

/** The payer says that it was asked for less than we asked, for more, or for something other. */
const isAnotherRequest = (line: Line, { asked = {} }: LineAnswer): boolean => {
  const units = unitsIn(asked, line);
  return (
    (units !== undefined && units !== line.units) ||
    (asked.codes ?? []).some((code) => code !== line.code) ||
    (asked.from ?? line.from) > line.from ||
    (asked.through ?? line.through) < line.through
  );
};

/** What the payer says that it was asked for. */
const echoAsSent = ({ units, visits, codes = [], from, through }: Echo = {}): string[] => {
  const told = [
    ...codes,
    ...(units === undefined ? [] : [`${units} units`]),
    ...(visits === undefined ? [] : [`${visits} visits`]),
    ...(from ? [`from ${from}`] : []),
    ...(through ? [`through ${through}`] : []),
  ];
  return told.length > 0 ? [`asked for: ${told.join(', ')}`] : [];
};

/**
 * PAS says in one place that the amount beside a changed line is what was asked, in another that
 * it is what was granted. If it is neither, nobody knows what the payer read.
 */
const isMisread = (line: Line, said: LineAnswer): boolean => {
  const beside = said.beside && unitsIn(said.beside, line);
  return (
    isAnotherRequest(line, said) ||
    (beside !== undefined && beside !== line.units && beside !== unitsIn(said, line))
  );
};

/** In what that which was certified is less than, more than, or other than, what was asked. */
const differencesOf = (
  line: Line,
  said: LineAnswer,
  { placeOfService, siteNpi }: PlaceAsked,
): Difference[] => {
  const units = unitsIn(said, line);
  const found: readonly [Difference, boolean][] = [
    ['units', units !== undefined && units < line.units],
    // More than was asked is what the payer read otherwise; a longer period covers what was asked.
    ['more-units', units !== undefined && units > line.units],
    // Of both the lesser binds: units for six visits, and leave for three, pay for three.
    ['visits', said.units !== undefined && (said.visits ?? line.visits) < line.visits],
    ['from', said.from !== undefined && said.from > line.from],
    ['through', said.through !== undefined && said.through < line.through],
    // Of two codes for one line nobody knows which was meant.
    ['product', said.codes.some((code) => code !== line.code)],
    ['place', (said.placeOfService ?? placeOfService) !== placeOfService],
    ['provider', siteNpi !== undefined && said.sites.length > 0 && !said.sites.includes(siteNpi)],
  ];
  return found.filter(([, is]) => is).map(([difference]) => difference);
};

/** A 278 returns every line: one that was changed, or granted in part, and stands there as asked, is neither. */
const isReturnedAsAsked = (line: Line, said: LineAnswer, place: PlaceAsked): boolean =>
  said.returned === true && differencesOf(line, said, place).length === 0;

const isAsked = ({ information }: PayerAnswer, { sequence }: Line): boolean =>
  information.some(({ line }) => line === undefined || line === sequence);

type Context = { line: Line; said: LineAnswer; answer: PayerAnswer; place: PlaceAsked };

/** What each X12 306 action means for a line; what is not here needs a person. */
const actions = lookup<(context: Context) => LineState>({
  // Certified in total: held against the request all the same.
  A1: ({ line, said, place }) =>
    differencesOf(line, said, place).length > 0 ? 'approved-modified' : 'approved',
  A2: ({ line, said, place }) =>
    unitsIn(said, line) === undefined || isReturnedAsAsked(line, said, place)
      ? 'needs-person'
      : 'partially-approved',
  A3: ({ said: { reasons } }) =>
    reasons.length > 0 && reasons.every((reason) => reason === noneRequired)
      ? 'not-required'
      : 'denied',
  A4: ({ line, said, answer }) =>
    said.reasons.some((reason) => wantsInformation.has(reason)) || isAsked(answer, line)
      ? 'pended-information-required'
      : 'pended-in-review',
  // Modified: without what it was modified to, nobody knows what was granted.
  A6: ({ line, said, place }) =>
    said.changed || (said.returned && differencesOf(line, said, place).length > 0)
      ? 'approved-modified'
      : 'needs-person',
  C: () => 'cancelled',
  CT: () => 'contact-payer',
  NA: () => 'not-required',
});

/** X12 901: the payer's side failed. */
const payerFailed = new Set(['42', '80']);
/** X12 889: not to be sent again, the payer will answer. */
const willAnswer = 'Y';

/** The payer cannot answer now, and does not say that it will by itself. */
const isToAskAgain = ({ code, followUp }: PayerAnswer['errors'][number]): boolean =>
  payerFailed.has(code) && followUp !== willAnswer;

/** X12 889 follow-ups of a rejection. */
const followUps = lookup<LineState>({
  N: 'rejected-stop',
  S: 'rejected-stop',
  [willAnswer]: 'pended-in-review',
});
/** Whether the payer only says that it cannot answer now; sending again may help. */
export const isLater = ({ lines, header, errors }: PayerAnswer): boolean =>
  lines.length === 0 && !header && errors.some(isToAskAgain);

const stateOfErrors = ({ errors }: PayerAnswer): LineState | undefined => {
  if (errors.length === 0) return undefined;
  if (errors.some(isToAskAgain)) return 'transmission-failed';
  const states = errors.map(({ followUp }) => followUps[followUp] ?? 'rejected-fix');
  const order: LineState[] = ['rejected-stop', 'rejected-fix', 'pended-in-review'];
  return order.find((state) => states.includes(state));
};

/** What is said of a line: its own words, with the decision of the whole where it has none. */
const saidOf = ({ sequence }: Line, { lines, header }: PayerAnswer): LineAnswer | undefined => {
  const own = lines.find((line) => line.sequence === sequence);
  if (!own || own.action || !header?.action) return own ?? header;
  return {
    ...header,
    ...own,
    reasons: own.reasons.length > 0 ? own.reasons : header.reasons,
    doubts: [...own.doubts, ...header.doubts],
  };
};

/**
 * Granted without a number to bill it under, or in one word for the whole with no decision at the
 * line: a line is granted where it says so itself.
 */
const isBare = (state: LineState, { number }: LineAnswer, isOwn: boolean): boolean =>
  grantedStates.has(state) && (!isOwn || (number === undefined && state !== 'not-required'));

const judge = (
  line: Line,
  answer: PayerAnswer,
  place: PlaceAsked,
): { state: LineState; said?: LineAnswer } => {
  const said = saidOf(line, answer);
  const heard = said ? { said } : {};
  if (answer.doubts.length > 0) return { state: 'needs-person', ...heard };
  if (!said?.action) return { state: stateOfErrors(answer) ?? 'needs-person', ...heard };
  if (said.doubts.length > 0 || isCountless(said, line) || isMisread(line, said))
    return { state: 'needs-person', said };
  const state = actions[said.action]?.({ line, said, answer, place }) ?? 'needs-person';
  const isOwn = answer.lines.some((one) => one.sequence === line.sequence && one.action);
  return { state: isBare(state, said, isOwn) ? 'needs-person' : state, said };
};

/** Lines of the answer that are none of ours; one that was taken out of the request may come back cancelled. */
export const strayLines = (
  lines: readonly Pick<Line, 'sequence'>[],
  { lines: answered }: PayerAnswer,
): LineAnswer[] =>
  answered.filter(
    ({ sequence, action }) => action !== 'C' && !lines.some((line) => line.sequence === sequence),
  );

const asAsked = new Set<LineState>(['approved', 'not-required']);

/** The payer's own words, kept where somebody has to act on them, or has been told something more. */
const wordsKept = (state: LineState, { said, note }: LineAnswer): string[] =>
  asAsked.has(state)
    ? [note ?? ''].filter(Boolean)
    : said.map((words) => shortened(words, 400)).slice(0, 12);

const decisionOf = (
  line: Line,
  state: LineState,
  said: LineAnswer,
  { at, place }: { at: string; place: PlaceAsked },
): LineDecision => {
  const another = isAnotherRequest(line, said) ? echoAsSent(said.asked) : [];
  const words = [...another, ...wordsKept(state, said)].slice(0, 12);
  const differs = differencesOf(line, said, place);
  const granted = grantedStates.has(state);
  const units = unitsIn(said, line);
  const counts = granted && state !== 'not-required';
  return {
    reasons: said.reasons,
    at,
    ...(granted && said.number ? { number: said.number } : {}),
    ...(counts && units !== undefined ? { units } : {}),
    ...(counts && said.visits !== undefined ? { visits: said.visits } : {}),
    ...(counts && said.from ? { from: said.from } : {}),
    ...(counts && said.through ? { through: said.through } : {}),
    ...(differs.length > 0 && state !== 'approved' ? { differs } : {}),
    ...(words.length > 0 ? { said: words } : {}),
  };
};

/** A later answer may speak of some lines only; what was decided of the others stands. */
const isSilentOn = (line: Line, { lines, header, errors, doubts }: PayerAnswer): boolean =>
  line.state !== 'drafted' &&
  errors.length === 0 &&
  doubts.length === 0 &&
  header === undefined &&
  !lines.some(({ sequence }) => sequence === line.sequence);

/** The lines after an answer: each line's state, and what was decided of it. */
export const judgeLines = (
  lines: readonly Line[],
  answered: PayerAnswer,
  place: PlaceAsked,
): Line[] => {
  const isStray = strayLines(lines, answered).length > 0;
  const answer = isStray
    ? { ...answered, doubts: [...answered.doubts, 'a line that was not asked for'] }
    : answered;
  return lines.map((line) => {
    if (isSilentOn(line, answer)) return line;
    const { state, said } = judge(line, answer, place);
    const { decision: _, ...rest } = line;
    return {
      ...rest,
      state,
      ...(said ? { decision: decisionOf(line, state, said, { at: answer.at, place }) } : {}),
    };
  });
};
