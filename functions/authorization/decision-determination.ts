import { deskZone } from '../hold/hold-clock.ts';
import { payerReason } from '../payer/payer-reasons.ts';
import type { Determination, Reason } from '../platform/determination.ts';
import { localDateTime } from '../platform/zoned-time.ts';
import type { Authorization, Difference, Line } from './authorization.ts';
import { strayLines } from './decision-rules.ts';
import { authorizedUnits } from './ledger.ts';
import type { InformationAsked, PayerAnswer } from './payer-answer.ts';

const bearings: Readonly<Partial<Record<Line['state'], Reason['bearing']>>> = {
  denied: 'against',
  'rejected-fix': 'against',
  'rejected-stop': 'against',
};

const asAsked = new Set<Line['state']>(['approved', 'not-required']);

const inWords: Readonly<Record<Difference, string>> = {
  units: 'fewer units',
  'more-units': 'more units',
  visits: 'fewer visits',
  from: 'a later beginning',
  through: 'an earlier end',
  product: 'another product',
  place: 'another place',
  provider: 'another provider',
};

/** Why nobody may act on what is said of a line. */
const doubtsOn = (
  { sequence, state }: Pick<Line, 'sequence' | 'state'>,
  answer: PayerAnswer | undefined,
): string[] => {
  const said = answer?.lines.find((line) => line.sequence === sequence);
  const doubts = [...new Set(said?.doubts)];
  if (state !== 'needs-person' || !answer || doubts.length > 0 || answer.doubts.length > 0)
    return doubts;
  if (!said) return ['the answer does not speak of this line'];
  if (!said.action) return ['the answer decides nothing at this line'];
  return said.number ? ['nothing that a rule reads'] : ['no number, or nothing that a rule reads'];
};

/** A line that is not as it was asked for: our reading first, then the payer's own words. */
const lineReason = (line: Line, answer: PayerAnswer | undefined): Reason => {
  const { sequence, code, state, decision } = line;
  const why = [
    ...(decision?.reasons ?? []).map(payerReason),
    ...(decision?.differs ?? []).map((difference) => inWords[difference]),
    ...doubtsOn(line, answer),
  ].join(', ');
  const said = decision?.said?.length ? ` The payer says: ${decision.said.join('; ')}` : '';
  return {
    bearing: bearings[state] ?? 'note',
    code: `line-${sequence}-${state}`,
    text: `Line ${sequence} (${code}): ${state.replaceAll('-', ' ')}${why ? `: ${why}` : ''}.${said}`,
  };
};

const deskTime = `${deskZone.replace(/^.*\//, '').replaceAll('_', ' ')} time`;

/** The day of an instant that ends a day; else the time by the clocks of whoever has to answer by it. */
const dayOrTime = (at: string): string =>
  at.endsWith('T23:59:59.000Z')
    ? at.slice(0, 10)
    : `${localDateTime(new Date(at), deskZone).slice(0, 16).replace('T', ' ')} ${deskTime}`;

/** What the payer wants to see, by its code or in its words, for which line and by when. */
const askedReason = ({ kind, code, says, line, dueAt }: InformationAsked): Reason => {
  const coded = `${kind === 'questionnaire' ? 'a questionnaire' : 'a document'} (${says?.includes(code) ? says : [code, says].filter(Boolean).join(' ')})`;
  const parts = [
    `The payer asks for ${kind === 'words' ? code : coded}`,
    ...(line === undefined ? [] : [`for line ${line}`]),
    ...(dueAt ? [`by ${dayOrTime(dueAt)}`] : []),
  ];
  return { bearing: 'note', code: 'payer-asks', text: `${parts.join(', ')}.` };
};

const saying = (code: string, text: string): Reason => ({ bearing: 'note', code, text });

/** What the answer says beside our lines: additions, lines that are not ours, and of the whole. */
const besideLines = (
  lines: readonly Line[],
  answer: PayerAnswer | undefined,
  words: readonly string[],
): Reason[] => [
  ...(answer?.added ?? []).map((said) =>
    saying('payer-adds', `The payer adds a line of its own: ${said}.`),
  ),
  ...(answer ? strayLines(lines, answer) : []).map(({ sequence, said }) =>
    saying(
      'line-not-asked',
      `Line ${sequence} was not asked for. The payer says: ${said.join('; ')}`,
    ),
  ),
  ...words.map((said) => saying('payer-says', `The payer says: ${said}`)),
];

/** Lines as asked, with what the payer adds to them in words. */
const asAskedReasons = (lines: readonly Line[]): Reason[] => [
  { bearing: 'for', code: 'as-asked', text: 'The payer grants every line as asked.' },
  ...lines.flatMap(({ sequence, decision }) =>
    (decision?.said ?? []).map((said) =>
      saying('payer-says', `The payer says of line ${sequence}: ${said}`),
    ),
  ),
];

/** The payer's answer line by line, and its words on the whole, as it is kept to explain it. */
export const decisionDetermination = (
  { authorizationId, status, version, lines }: Authorization,
  answer?: PayerAnswer,
  words: readonly string[] = answer?.words ?? [],
): Determination => {
  const others = lines.filter(({ state }) => !asAsked.has(state));
  return {
    question: 'authorized',
    facts: {
      authorizationId,
      version,
      asked: lines.map(({ code, units }) => `${code} ${units}`),
      granted: lines.map((line) => authorizedUnits(line)),
      ...(answer?.added.length ? { added: answer.added.length } : {}),
      ...(answer?.errors.length
        ? {
            errors: answer.errors.map(({ code, followUp, path }) =>
              [code + followUp, path].filter(Boolean).join(' '),
            ),
          }
        : {}),
      ...(answer?.doubts.length ? { doubts: answer.doubts } : {}),
      ...(answer?.information.length ? { information: answer.information } : {}),
    },
    rule: {
      id: 'payer-answer',
      version: '1',
      source: 'Da Vinci PAS 2.2.1; X12 306, 886, 889 and 901',
    },
    answer: status,
    reasons: [
      ...(others.length > 0
        ? others.map((line) => lineReason(line, answer))
        : asAskedReasons(lines)),
      ...(answer?.information ?? []).map(askedReason),
      ...besideLines(lines, answer, words),
    ],
  };
};
