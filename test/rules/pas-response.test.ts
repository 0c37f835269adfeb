import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPayerAnswer } from '../../functions/authorization/pas/response.ts';
import { applyAnswer } from '../../functions/authorization/record-decision.ts';
import { UnreadableAnswer } from '../../functions/authorization/unreadable-answer.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { item, linesAfter, pas, response, statesAfter, three } from '../support/payer-answers.ts';

describe('an answer', () => {
  it('is found inside the Parameters of an inquiry, by either name', () => {
    for (const name of ['return', 'responseBundle']) {
      const body = { resourceType: 'Parameters', parameter: [{ name, resource: three('A1') }] };
      expect(statesAfter(body)).toEqual(Array(3).fill('approved'));
    }
  });

  it('names our sending by the identifier it echoes', () => {
    expect(readPayerAnswer(three('A1')).about).toEqual([
      { authorizationId: 'auth_01jd0000000000000000_1', sending: 1 },
    ]);
  });

  it('of a payer that echoes only the trace numbers of our lines names the request all the same', () => {
    const traced = {
      url: pas('extension-itemTraceNumber'),
      valueIdentifier: { system: 'urn:trnorg:9DRIPLINE0', value: 'auth_01jd0000000000000000_1.1' },
    };
    const body = response({
      identifier: [{ system: 'urn:example:payer', value: '111099' }],
      item: [item(1, 'A1', { extension: [traced] })],
    });
    expect(readPayerAnswer(body).about).toEqual([
      { authorizationId: 'auth_01jd0000000000000000_1' },
    ]);
  });

  it.each([
    ['its name alone', { coding: [{ display: 'Infliximab, 10 mg' }] }],
    ['a text', { text: 'Inflectra' }],
    ['a code of another system', { coding: [{ system: 'urn:plan', code: 'J1745' }] }],
    ['two codes', { coding: [{ code: 'J1745' }, { code: 'Q5103' }] }],
  ])('with a product in %s is not taken for the one that was asked for', (_, named) => {
    const body = response({
      item: [item(1, 'A1')],
      addItem: [{ itemSequence: [1], productOrService: named }],
    });
    expect(statesAfter(body)[0]).not.toBe('approved');
    expect(JSON.stringify(linesAfter(body)[0]?.decision?.said)).toMatch(
      /Infliximab, 10 mg|Inflectra|J1745/,
    );
  });

  it('about one line leaves the others as they were decided', () => {
    const payer = {
      zone: 'America/Chicago',
      lineOfBusiness: 'commercial' as const,
      denialRungs: [],
    };
    const before = anAuthorization();
    const reply = { answer: readPayerAnswer(three('A4')), receivedAt: '2026-11-20T16:00:00Z' };
    const first = applyAnswer(before, reply, payer);
    if (first.outcome !== 'applied') throw new Error(first.outcome);
    const answer = readPayerAnswer(
      response({ created: '2026-11-21T10:00:00Z', item: [item(1, 'A1')] }),
    );
    const later = { answer, receivedAt: '2026-11-21T10:00:00Z' };
    const second = applyAnswer(first.authorization, later, payer);
    expect(second).toMatchObject({
      authorization: {
        status: 'pended',
        lines: [
          { state: 'approved' },
          { state: 'pended-in-review' },
          { state: 'pended-in-review' },
        ],
      },
    });
  });

  type Told = [created: string, receivedAt: string, number?: number];
  const zone = { zone: 'America/Chicago', lineOfBusiness: 'commercial' as const, denialRungs: [] };
  const given = (created: string, action: string) =>
    readPayerAnswer(response({ created, item: [1, 2, 3].map((line) => item(line, action)) }));
  /** What becomes of two answers, each with its date, its receipt and the payer's event number. */
  const inTurn = (...answers: Told[]) => {
    let standing = anAuthorization();
    return answers.map(([created, receivedAt, eventNumber], turn) => {
      const answer = given(created, turn === 0 ? 'A4' : 'A1');
      const applied = applyAnswer(standing, { answer, receivedAt, eventNumber }, zone);
      if (applied.outcome === 'applied') standing = applied.authorization;
      return applied.outcome;
    });
  };

  it.each<[string, Told, Told, string]>([
    [
      'dated a year ahead does not keep the next from being heard',
      ['2027-11-20T16:00:00Z', '2026-11-20T16:00:00Z'],
      ['2026-11-21T10:00:00Z', '2026-11-21T10:00:05Z'],
      'applied',
    ],
    [
      'of a clock that is an hour fast is followed in the order of receipt',
      ['2026-11-20T17:00:00Z', '2026-11-20T16:00:00Z'],
      ['2026-11-20T17:05:00Z', '2026-11-20T16:05:00.500Z'],
      'applied',
    ],
    [
      'of a clock that is a little fast comes before a person, since only its date says that it is older',
      ['2026-11-20T16:02:00Z', '2026-11-20T16:00:00Z'],
      ['2026-11-20T16:01:00Z', '2026-11-20T16:00:30Z'],
      'contrary',
    ],
    [
      'that names only its day is not older than what came before it on that day',
      ['2026-11-20T16:00:00Z', '2026-11-20T16:00:00Z'],
      ['2026-11-20', '2026-11-20T16:30:00Z'],
      'applied',
    ],
    [
      'of a later event is newer, whatever date it bears',
      ['2026-11-20T16:00:00Z', '2026-11-20T16:00:01Z', 7],
      ['2026-11-01T16:00:00Z', '2026-11-20T17:00:00Z', 8],
      'applied',
    ],
    [
      'of an earlier event with a later date comes before a person',
      ['2026-11-20T16:00:00Z', '2026-11-20T16:00:01Z', 8],
      ['2026-11-20T16:30:00Z', '2026-11-20T17:00:00Z', 7],
      'contrary',
    ],
    [
      'of an earlier event and an earlier date is out of date',
      ['2026-11-20T16:00:00Z', '2026-11-20T16:00:01Z', 8],
      ['2026-11-20T15:00:00Z', '2026-11-20T17:00:00Z', 7],
      'stale',
    ],
    [
      'of the same instant and a later event is newer',
      ['2026-11-20T16:00:00Z', '2026-11-20T16:00:01Z', 7],
      ['2026-11-20T16:00:00.000Z', '2026-11-20T16:00:02Z', 8],
      'applied',
    ],
    [
      'of the same instant and an earlier event is out of date',
      ['2026-11-20T16:00:00Z', '2026-11-20T16:00:01Z', 8],
      ['2026-11-20T16:00:00.000Z', '2026-11-20T16:00:02Z', 7],
      'stale',
    ],
  ])('%s', (_, first, second, outcome) => {
    expect(inTurn(first, second)).toEqual(['applied', outcome]);
  });

  const wrappedIn = (resource: unknown) => ({
    resourceType: 'Parameters',
    parameter: [{ name: 'return', resource }],
  });

  it('wrapped twenty thousand times is unreadable, and no more than that', () => {
    const deep = Array.from({ length: 20_000 }).reduce<unknown>(wrappedIn, three('A1'));
    expect(() => readPayerAnswer(deep)).toThrow(UnreadableAnswer);
  });

  it.each([
    [undefined],
    ['<html>'],
    [{ resourceType: 'OperationOutcome' }],
    [{ resourceType: 'Bundle', entry: [] }],
    [{ resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Claim' } }] }],
    [{ resourceType: 'Parameters', parameter: [] }],
    [wrappedIn(wrappedIn(three('A1')))],
  ])('is not read from %j', (body) => {
    expect(() => readPayerAnswer(body)).toThrow(UnreadableAnswer);
  });

  it('of any shape gives states we know or is unreadable', () => {
    fc.assert(
      fc.property(
        fc.record({ item: fc.jsonValue(), addItem: fc.jsonValue(), error: fc.jsonValue() }),
        (claim) => {
          try {
            const states = statesAfter(response(claim));
            expect(states).not.toContain('approved');
          } catch (error) {
            expect(error).toBeInstanceOf(UnreadableAnswer);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
