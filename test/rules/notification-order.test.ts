import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Authorization } from '../../functions/authorization/authorization.ts';
import { decisionDetermination } from '../../functions/authorization/decision-determination.ts';
import { holdReasonFor } from '../../functions/authorization/decision-holds.ts';
import { readPayerAnswer } from '../../functions/authorization/pas/response.ts';
import { applyAnswer } from '../../functions/authorization/record-decision.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { item, response } from '../support/payer-answers.ts';

const payer = { zone: 'America/Chicago', lineOfBusiness: 'commercial' as const, denialRungs: [] };
const sentAt = Date.parse('2026-11-20T16:00:00Z');
const at = (hours: number) => new Date(sentAt + hours * 3_600_000).toISOString();

const pended = anAuthorization({
  status: 'pended',
  sent: { number: 1, version: 1, operation: 'op', at: at(0), documents: 0 },
  answeredAt: at(0),
});

/** What a payer says of each line, and of the approval under which number. */
type Said = { code: string; number: string };
const read = ({ code, number }: Said, event: number) => ({
  event,
  answer: readPayerAnswer({
    ...response({
      created: at(event),
      item: [1, 2, 3].map((sequence) =>
        item(sequence, code, {}, ['A1', 'A2', 'A6'].includes(code) ? { number } : {}),
      ),
    }),
    timestamp: at(event),
  }),
});

/** Answers that were read, by what they say: thousands of histories tell the same few. */
const answers = new Map<string, ReturnType<typeof read>>();
const told = (said: Said, event: number): ReturnType<typeof read> => {
  const key = `${event} ${said.code} ${said.number}`;
  const known = answers.get(key) ?? read(said, event);
  answers.set(key, known);
  return known;
};

/** The request as it stands, and what a person settles with the payer beside it. */
type Known = { stands: Authorization; disputed?: Authorization | undefined };

const hear = (
  { stands, disputed }: Known,
  { event, answer }: ReturnType<typeof told>,
  receivedAt: string,
): Known => {
  const applied = applyAnswer(stands, { answer, receivedAt, eventNumber: event }, payer);
  switch (applied.outcome) {
    case 'stale':
      return { stands, disputed };
    case 'contrary':
      return { stands: applied.heard ?? stands, disputed: applied.wouldBe };
    case 'applied': {
      const { authorization } = applied;
      // As the recorder does it: an approval that is given again leaves nothing to settle.
      return {
        stands: authorization,
        disputed: authorization.status === 'approved' ? undefined : disputed,
      };
    }
  }
};

/** What whoever looks at it is told last of the payer. */
const lastWord = ({ stands, disputed }: Known) => {
  const { status, lines } = disputed ?? stands;
  return [status, ...lines.map(({ state, decision }) => `${state} ${decision?.number ?? '-'}`)];
};

const codes = ['A1', 'A2', 'A3', 'A4', 'A6', 'C', 'CT', 'NA', 'A5'];
const said = fc.record({
  code: fc.constantFrom(...codes),
  number: fc.constantFrom('PA-1', 'PA-2'),
});
/** Up to six events, told in some order, some more than once. */
const history = fc
  .array(said, { minLength: 2, maxLength: 6 })
  .chain((events) =>
    fc.tuple(
      fc.constant(events),
      fc.shuffledSubarray(
        events.flatMap((_, index) => [index, index]),
        { minLength: events.length, maxLength: 2 * events.length },
      ),
    ),
  )
  // Every event is told at least once.
  .map(([events, order]) => ({
    events,
    order: [...order, ...events.keys()].filter(
      (index, place, all) => place < order.length || !all.slice(0, order.length).includes(index),
    ),
  }));

const longAfter = at(1000);

describe('what a payer tells in numbered events', () => {
  it('comes to the same last word in whatever order, and however often, it is told', () => {
    let turned = 0;
    fc.assert(
      fc.property(history, ({ events, order }) => {
        const all = events.map((one, index) => told(one, index + 1));
        const inTurn = all.reduce((known, one) => hear(known, one, longAfter), {
          stands: pended,
        } as Known);
        const asTold = order.reduce(
          (known, index) => hear(known, all[index] as (typeof all)[number], longAfter),
          { stands: pended } as Known,
        );
        if (order.some((index, place) => index < (order[place - 1] ?? 0))) turned += 1;
        expect(lastWord(asTold)).toEqual(lastWord(inTurn));
        // What stands as approved and is not what was said last is before a person.
        const { stands, disputed } = asTold;
        if (stands.status === 'approved' && lastWord(asTold)[0] !== 'approved')
          expect(disputed).toBeDefined();
      }),
      { numRuns: 10_000, seed: 20_261_130 },
    );
    expect(turned).toBeGreaterThan(5_000);
  });

  it('that took an approval back stands, though the approval is told once more after it', () => {
    const [first, again, back] = [
      told({ code: 'A1', number: 'PA-1' }, 1),
      told({ code: 'A1', number: 'PA-1' }, 2),
      told({ code: 'A3', number: '' }, 3),
    ];
    const known = [first, back, again].reduce((before, one) => hear(before, one, longAfter), {
      stands: pended,
    } as Known);
    expect(known).toMatchObject({ stands: { status: 'approved' }, disputed: { status: 'denied' } });
  });
});

describe('a code that nobody knows', () => {
  const known = new Set(['A1', 'A2', 'A3', 'A4', 'A6', 'C', 'CT', 'NA']);
  const code = fc.oneof(
    fc.stringMatching(/^[A-Z0-9]{1,4}$/),
    fc.constantFrom('constructor', '__proto__', 'toString', 'a1', 'A1x'),
  );
  it('always reaches a person, with the code as sent, alone or beside approvals', () => {
    fc.assert(
      fc.property(code, fc.integer({ min: 1, max: 3 }), fc.boolean(), (odd, line, alone) => {
        fc.pre(!known.has(odd));
        const answer = readPayerAnswer(
          response({
            item: [1, 2, 3].map((sequence) =>
              item(sequence, alone || sequence === line ? odd : 'A1'),
            ),
          }),
        );
        const applied = applyAnswer(pended, { answer, receivedAt: at(1), eventNumber: 1 }, payer);
        if (applied.outcome !== 'applied') throw new Error(applied.outcome);
        const after = applied.authorization;
        expect(after.status).toBe('contact-payer');
        expect(holdReasonFor(after)).toBe('payer-contact');
        const words = decisionDetermination(after, answer).reasons.map(({ text }) => text);
        expect(words.join(' ')).toContain(odd);
      }),
      { numRuns: 2_000 },
    );
  });
});
