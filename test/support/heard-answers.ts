import type { Authorization } from '../../functions/authorization/authorization.ts';
import { decisionDetermination } from '../../functions/authorization/decision-determination.ts';
import { readPayerAnswer } from '../../functions/authorization/pas/response.ts';
import type { PayerAnswer } from '../../functions/authorization/payer-answer.ts';
import { applyAnswer } from '../../functions/authorization/record-decision.ts';
import { anAuthorization } from './authorizations.ts';

const pended = anAuthorization({
  status: 'pended',
  sent: {
    ...{ number: 1, version: 1, operation: 'op', at: '2026-11-20T15:00:00Z', documents: 0 },
    siteNpi: '1234567893',
  },
});

/** What becomes of a request on which nothing was decided, and what a person reads of the answer, as it came over the wire. */
export const hearAnswer = (
  body: unknown,
): { after: Authorization; answer: PayerAnswer; words: string } => {
  const answer = readPayerAnswer(JSON.parse(JSON.stringify(body)));
  const applied = applyAnswer(
    pended,
    { answer, receivedAt: '2026-11-20T16:00:00Z' },
    { zone: 'America/Chicago', lineOfBusiness: 'commercial', denialRungs: [] },
  );
  if (applied.outcome !== 'applied') throw new Error(applied.outcome);
  const { reasons } = decisionDetermination(applied.authorization, answer);
  return {
    after: applied.authorization,
    answer,
    words: reasons.map(({ text }) => text).join('\n'),
  };
};
