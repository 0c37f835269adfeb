import { describe, expect, it } from 'vitest';
import type { Authorization } from '../../functions/authorization/authorization.ts';
import { decisionDetermination } from '../../functions/authorization/decision-determination.ts';
import { holdReasonFor } from '../../functions/authorization/decision-holds.ts';
import { readPayerAnswer } from '../../functions/authorization/pas/response.ts';
import { type Applied, applyAnswer } from '../../functions/authorization/record-decision.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { item, response, review } from '../support/payer-answers.ts';

const zone = { zone: 'America/Chicago', lineOfBusiness: 'commercial' as const, denialRungs: [] };
const display: Readonly<Record<string, string>> = {
  A1: 'Certified in total',
  A3: 'Not Certified',
  A4: 'Pending',
  A6: 'Modified',
  C: 'Cancelled',
  A5: 'Invented',
};

/** A decision with its code as the payer names it. */
const said = (code: string) => {
  const [one] = review(code);
  const text = JSON.stringify(one).replace(
    `"code":"${code}"`,
    `"code":"${code}","display":"${display[code]}"`,
  );
  return [JSON.parse(text)];
};

const statuses = ['active', 'entered-in-error'];
const uses = ['preauthorization', 'predetermination'];
const outcomes = ['complete', 'queued', 'error'];
const headers = [undefined, 'A1', 'A3', 'A4', 'A5'];
const items = ['A1', 'A3', 'A4', 'A6', 'C', 'A5', undefined];
const spreads = ['every line', 'the first line'] as const;
const additions = {
  none: undefined,
  same: { itemSequence: [1], quantity: { value: 300 }, adjudication: review('A1') },
  fewer: { itemSequence: [1], quantity: { value: 100 }, adjudication: review('A1') },
  unasked: { itemSequence: [7], quantity: { value: 1 }, adjudication: review('A1') },
} as const;
const modifiers = {
  none: {},
  extension: { modifierExtension: [{ url: 'urn:unknown', valueBoolean: true }] },
} as const;
type Addition = keyof typeof additions;
type Modifier = keyof typeof modifiers;

type Case = {
  status: string;
  use: string;
  outcome: string;
  header: string | undefined;
  action: string | undefined;
  spread: (typeof spreads)[number];
  addition: Addition;
  modifier: Modifier;
};

const bodyOf = ({ status, use, outcome, header, action, spread, addition, modifier }: Case) => {
  const actionAt = (sequence: number) =>
    spread === 'every line' || sequence === 1 ? action : 'A1';
  const add = additions[addition];
  return response({
    status,
    use,
    outcome,
    ...modifiers[modifier],
    ...(header ? { adjudication: said(header) } : {}),
    item: [1, 2, 3].map((sequence) => {
      const at = actionAt(sequence);
      return at ? item(sequence, at, { adjudication: said(at) }) : { itemSequence: sequence };
    }),
    ...(add ? { addItem: [add] } : {}),
  });
};

const cases: Case[] = statuses.flatMap((status) =>
  uses.flatMap((use) =>
    outcomes.flatMap((outcome) =>
      headers.flatMap((header) =>
        items.flatMap((action) =>
          spreads.flatMap((spread) =>
            (Object.keys(additions) as Addition[]).flatMap((addition) =>
              (Object.keys(modifiers) as Modifier[]).map((modifier) => ({
                ...{ status, use, outcome, header, action, spread, addition, modifier },
              })),
            ),
          ),
        ),
      ),
    ),
  ),
);

/** The one thing that counts as an approval: everything says so, and nothing says otherwise. */
const saysSo = ({ status, use, outcome, header, action, addition, modifier }: Case): boolean =>
  status === 'active' &&
  use === 'preauthorization' &&
  outcome === 'complete' &&
  (header === undefined || header === 'A1') &&
  action === 'A1' &&
  (addition === 'none' || addition === 'same') &&
  modifier === 'none';

const at = '2026-11-20T16:00:00Z';
const pended = anAuthorization({
  status: 'pended',
  answeredAt: '2026-11-20T15:00:00Z',
  answeredBy: 5,
});
const approved: Authorization = {
  ...pended,
  status: 'approved',
  lines: pended.lines.map((line) => ({
    ...line,
    state: 'approved',
    decision: { number: 'PA-77', reasons: [], at },
  })),
};
/** How an answer comes: as the reply, as the next event, after an approval, or overtaken by one. */
const orders = {
  reply: [{ ...pended, answeredAt: undefined, answeredBy: undefined }, undefined],
  next: [pended, 6],
  afterApproval: [approved, 6],
  overtaken: [{ ...pended, answeredAt: '2026-11-21T16:00:00Z', answeredBy: 9 }, 6],
} as const;

/** What a person would act on: the request as it stands, or as the notice would have it. */
const told = (applied: Applied): Authorization | undefined =>
  applied.outcome === 'applied'
    ? applied.authorization
    : applied.outcome === 'contrary'
      ? applied.wouldBe
      : undefined;

describe('of all that a payer may answer', () => {
  const answers = cases.map((one) => ({ one, answer: readPayerAnswer(bodyOf(one)) }));
  /** The payer says that it is deciding: by a code, or by an outcome and nothing more. */
  const mayOnlyWait = ({ action, header, outcome }: Case): boolean =>
    [action, header].includes('A4') || (outcome === 'queued' && !action && !header);

  it.each(Object.keys(orders) as (keyof typeof orders)[])(
    'nothing is approved unless everything says so, and the rest reaches a person in the payer\u2019s words: %s',
    (order) => {
      const [before, eventNumber] = orders[order];
      const wrong: unknown[] = [];
      for (const { one, answer } of answers) {
        const applied = applyAnswer(
          before as Authorization,
          { answer, receivedAt: at, eventNumber },
          zone,
        );
        const after = told(applied);
        const isApproved = applied.outcome === 'applied' && after?.status === 'approved';
        if (order === 'overtaken') {
          if (applied.outcome !== 'stale') wrong.push(['not stale', one]);
          continue;
        }
        if (isApproved !== saysSo(one)) wrong.push(['approved', isApproved, one]);
        if (isApproved) continue;
        const reason = after && holdReasonFor(after);
        const isPersons = reason !== undefined && (reason !== 'payer-decision' || mayOnlyWait(one));
        if (!isPersons || applied.outcome === 'stale') wrong.push(['nobody', reason, one]);
        if (order === 'afterApproval' && applied.outcome !== 'contrary')
          wrong.push(['not disputed', one]);
        const words = after ? JSON.stringify(decisionDetermination(after, answer).reasons) : '';
        for (const code of [one.action, one.header])
          if (code && !words.includes(`${code} ${display[code]}`) && code !== 'A1')
            wrong.push(['words', code, words, one]);
        if (one.status === 'entered-in-error' && !words.includes('status entered-in-error'))
          wrong.push(['status', words, one]);
      }
      expect(answers.length).toBeGreaterThan(5_000);
      expect([wrong.length, wrong.slice(0, 3)]).toEqual([0, []]);
    },
    120_000,
  );

  it('names our lines by their code and the payer\u2019s words, where one was cancelled', () => {
    const answer = readPayerAnswer(
      response({
        item: [
          item(1, 'C', { adjudication: said('C') }),
          item(2, 'A1'),
          item(3, 'A1', { noteNumber: [1] }),
        ],
        processNote: [{ number: 1, text: 'This is no guarantee of payment.' }],
      }),
    );
    const applied = applyAnswer(pended, { answer, receivedAt: at, eventNumber: 6 }, zone);
    const after = told(applied) as Authorization;
    expect(after).toMatchObject({
      status: 'contact-payer',
      lines: [{ state: 'cancelled' }, { state: 'approved' }, { state: 'approved' }],
    });
    expect(decisionDetermination(after, answer).reasons[0]?.text).toBe(
      'Line 1 (J1745): cancelled. The payer says: C Cancelled',
    );
  });
});
