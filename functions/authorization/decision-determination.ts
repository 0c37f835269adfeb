import { payerReason } from '../payer/payer-reasons.ts';
import type { Determination, Reason } from '../platform/determination.ts';
import type { Authorization, Line } from './authorization.ts';
import { authorizedUnits } from './ledger.ts';
import type { InformationAsked, PayerAnswer } from './payer-answer.ts';

const bearings: Readonly<Partial<Record<Line['state'], Reason['bearing']>>> = {
  denied: 'against',
  'rejected-fix': 'against',
  'rejected-stop': 'against',
};

const asAsked = new Set<Line['state']>(['approved', 'not-required']);

/** A line that is not as it was asked for, in words; the payer's own follow. */
const lineReason = ({ sequence, code, state, decision }: Line, note = ''): Reason => {
  const why = (decision?.reasons ?? []).map(payerReason).join(', ');
  const said = note ? ` The payer says: ${note}` : '';
  return {
    bearing: bearings[state] ?? 'note',
    code: `line-${sequence}-${state}`,
    text: `Line ${sequence} (${code}): ${state.replaceAll('-', ' ')}${why ? `: ${why}` : ''}.${said}`,
  };
};

const noteOn = ({ sequence }: Line, answer: PayerAnswer | undefined): string | undefined =>
  answer?.lines.find((line) => line.sequence === sequence)?.note;

/** What the payer wants to see, by its code or in its words. */
const askedReason = ({ kind, code, line }: InformationAsked): Reason => ({
  bearing: 'note',
  code: 'payer-asks',
  text: `The payer asks for ${kind === 'words' ? code : `${kind === 'questionnaire' ? 'a questionnaire' : 'a document'} (${code})`}${line === undefined ? '' : `, for line ${line}`}.`,
});

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
      ...(answer?.added ? { added: answer.added } : {}),
      ...(answer?.errors.length
        ? {
            errors: answer.errors.map(({ code, followUp, path }) =>
              [code + followUp, path].filter(Boolean).join(' '),
            ),
          }
        : {}),
      ...(answer?.information.length ? { information: answer.information } : {}),
    },
    rule: {
      id: 'payer-answer',
      version: '1',
      source: 'Da Vinci PAS 2.2.1; X12 306, 886, 889 and 901',
    },
    answer: status,
    reasons:
      others.length > 0
        ? [
            ...others.map((line) => lineReason(line, noteOn(line, answer))),
            ...(answer?.information ?? []).map(askedReason),
            ...words.map((said) => ({
              bearing: 'note' as const,
              code: 'payer-says',
              text: `The payer says: ${said}`,
            })),
          ]
        : [{ bearing: 'for', code: 'as-asked', text: 'The payer grants every line as asked.' }],
  };
};
