import type { Line, LineDecision, LineState } from './authorization.ts';
import type { LineAnswer, PayerAnswer } from './pas-response.ts';

/** X12 886 reasons that ask for more before a decision, and the one that needs no authorization. */
const wantsInformation = new Set(['0U', '0P']);
const noneRequired = '0H';

type Judged = { state: LineState; amounts: boolean };

const shortOf = (line: Line, answer: LineAnswer): boolean =>
  (answer.units !== undefined && answer.units < line.units) ||
  (answer.from !== undefined && answer.from > line.from) ||
  (answer.through !== undefined && answer.through < line.through) ||
  (answer.code !== undefined && answer.code !== line.code);

const isAsked = ({ information }: PayerAnswer, { sequence }: Line): boolean =>
  information.some(({ line }) => line === undefined || line === sequence);

type Context = { line: Line; said: LineAnswer; answer: PayerAnswer; placeOfService: string };

/** What each X12 306 action means for a line; what is not here needs a person. */
const actions: Readonly<Record<string, (context: Context) => LineState>> = {
  // Certified in total: held against the request all the same.
  A1: ({ line, said, placeOfService }) =>
    said.contradictory
      ? 'needs-person'
      : shortOf(line, said) || (said.placeOfService ?? placeOfService) !== placeOfService
        ? 'approved-modified'
        : 'approved',
  A2: ({ said }) =>
    said.units === undefined || said.contradictory ? 'needs-person' : 'partially-approved',
  A3: ({ said }) => (said.reasons.includes(noneRequired) ? 'not-required' : 'denied'),
  A4: ({ line, said, answer }) =>
    said.reasons.some((reason) => wantsInformation.has(reason)) || isAsked(answer, line)
      ? 'pended-information-required'
      : 'pended-in-review',
  // Modified: without what it was modified to, nobody knows what was granted.
  A6: ({ said }) => (said.changed && !said.contradictory ? 'approved-modified' : 'needs-person'),
  C: () => 'cancelled',
  CT: () => 'contact-payer',
  NA: () => 'not-required',
};

/** X12 889 follow-ups of a rejection. */
const followUps: Readonly<Record<string, LineState>> = {
  N: 'rejected-stop',
  S: 'rejected-stop',
  Y: 'pended-in-review',
};
/** X12 901: the payer's side failed. */
const payerFailed = new Set(['42', '80']);

/** Whether the payer only says that it cannot answer now; sending again may help. */
export const isLater = ({ lines, header, errors }: PayerAnswer): boolean =>
  lines.length === 0 && !header && errors.some(({ code }) => payerFailed.has(code));

const stateOfErrors = ({ errors }: PayerAnswer): LineState | undefined => {
  if (errors.length === 0) return undefined;
  if (errors.some(({ code }) => payerFailed.has(code))) return 'transmission-failed';
  const states = errors.map(({ followUp }) => followUps[followUp] ?? 'rejected-fix');
  const order: LineState[] = ['rejected-stop', 'rejected-fix', 'pended-in-review'];
  return order.find((state) => states.includes(state));
};

const judge = (
  line: Line,
  answer: PayerAnswer,
  placeOfService: string,
): Judged & { said?: LineAnswer } => {
  const own = answer.lines.find(({ sequence }) => sequence === line.sequence);
  const said = own?.action ? own : answer.header;
  if (!said?.action) {
    return { state: stateOfErrors(answer) ?? 'needs-person', amounts: false };
  }
  const state = actions[said.action]?.({ line, said, answer, placeOfService }) ?? 'needs-person';
  const amounts = ['approved', 'approved-modified', 'partially-approved'].includes(state);
  return { state, amounts, said: own ? { ...said, ...own, action: said.action } : said };
};

const decisionOf = (said: LineAnswer, amounts: boolean, at: string): LineDecision => ({
  reasons: said.reasons,
  at,
  ...(said.number ? { number: said.number } : {}),
  ...(amounts && said.units !== undefined ? { units: said.units } : {}),
  ...(amounts && said.from ? { from: said.from } : {}),
  ...(amounts && said.through ? { through: said.through } : {}),
});

/** A later answer may speak of some lines only; what was decided of the others stands. */
const isSilentOn = (line: Line, { lines, header, errors }: PayerAnswer): boolean =>
  line.state !== 'drafted' &&
  errors.length === 0 &&
  header === undefined &&
  !lines.some(({ sequence }) => sequence === line.sequence);

/** The lines after an answer: each line's state, and what was decided of it. */
export const judgeLines = (
  lines: readonly Line[],
  answer: PayerAnswer,
  placeOfService: string,
): Line[] =>
  lines.map((line) => {
    if (isSilentOn(line, answer)) return line;
    const { state, amounts, said } = judge(line, answer, placeOfService);
    const { decision: _, ...rest } = line;
    return {
      ...rest,
      state,
      ...(said ? { decision: decisionOf(said, amounts, answer.at) } : {}),
    };
  });
