import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeLines } from '../../functions/authorization/decision-rules.ts';
import { readPayerAnswer, UnreadableAnswer } from '../../functions/authorization/pas-response.ts';
import { applyAnswer } from '../../functions/authorization/record-decision.ts';
import { anAuthorization } from '../support/authorizations.ts';

const base = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/';
const coded = (code: string, system = 'https://codesystem.x12.org/005010/306') => ({
  coding: [{ system, code }],
});
const review = (
  code: string,
  { number, reasons = [] }: { number?: string; reasons?: string[] } = {},
) => [
  {
    category: coded('submitted'),
    extension: [
      {
        url: `${base}extension-reviewAction`,
        extension: [
          ...(number ? [{ url: 'number', valueString: number }] : []),
          { url: `${base}extension-reviewActionCode`, valueCodeableConcept: coded(code) },
          ...reasons.map((reason) => ({
            url: 'reasonCode',
            valueCodeableConcept: coded(reason, 'https://codesystem.x12.org/external/886'),
          })),
        ],
      },
    ],
  },
];
const period = (start: string, end: string) => ({
  url: `${base}extension-itemPreAuthPeriod`,
  valuePeriod: { start, end },
});
const item = (itemSequence: number, code: string, more: Record<string, unknown> = {}, of = {}) => ({
  itemSequence,
  adjudication: review(code, of),
  ...more,
});

const response = (claim: Record<string, unknown>, others: unknown[] = []) => ({
  resourceType: 'Bundle',
  type: 'collection',
  timestamp: '2026-11-20T16:00:05Z',
  entry: [
    {
      resource: {
        resourceType: 'ClaimResponse',
        identifier: [{ system: 'urn:trnorg:9DRIPLINE0', value: 'auth_01jd0000000000000000_1-1' }],
        created: '2026-11-20T16:00:00Z',
        outcome: 'complete',
        ...claim,
      },
    },
    ...others.map((resource) => ({ resource })),
  ],
});

const { lines } = anAuthorization();
const three = (code: string, more: Record<string, unknown> = {}, of = {}) =>
  response({ item: [1, 2, 3].map((sequence) => item(sequence, code, more, of)) });
const statesOf = (body: unknown) =>
  judgeLines(lines, readPayerAnswer(body), '11').map(({ state }) => state);

describe('a line of the answer', () => {
  it.each([
    ['A1', {}, 'approved'],
    ['A3', { reasons: ['0F'] }, 'denied'],
    ['A3', { reasons: ['0H'] }, 'not-required'],
    ['A4', { reasons: ['0V'] }, 'pended-in-review'],
    ['A4', { reasons: ['0U'] }, 'pended-information-required'],
    ['A4', { reasons: ['0P'] }, 'pended-information-required'],
    ['A4', {}, 'pended-in-review'],
    ['A2', {}, 'needs-person'],
    ['A6', {}, 'needs-person'],
    ['C', {}, 'cancelled'],
    ['CT', {}, 'contact-payer'],
    ['NA', {}, 'not-required'],
    ['A5', {}, 'needs-person'],
    ['ZZ', {}, 'needs-person'],
  ])('with action %s and %j is %s', (code, of, state) => {
    expect(statesOf(three(code, {}, of))).toEqual([state, state, state]);
  });

  it('certified in total for fewer days is approved modified', () => {
    const body = three('A1', { extension: [period('2026-12-01', '2027-03-31')] });
    expect(statesOf(body)).toEqual(Array(3).fill('approved-modified'));
  });

  it('certified in total for other units is approved modified, with those units', () => {
    const detail = {
      url: `${base}extension-itemAuthorizedDetail`,
      extension: [{ url: 'quantity', valueQuantity: { value: 120 } }],
    };
    const answer = readPayerAnswer(response({ item: [item(1, 'A1', { extension: [detail] })] }));
    expect(judgeLines(lines, answer, '11')[0]).toMatchObject({
      state: 'approved-modified',
      decision: { units: 120 },
    });
  });

  it('modified takes what was granted from the added item with its sequence', () => {
    const answer = readPayerAnswer(
      response({
        item: [item(1, 'A6', {}, { number: 'PA9' }), item(2, 'A1'), item(3, 'A1')],
        addItem: [
          { itemSequence: [1], quantity: { value: 150 }, adjudication: review('A1') },
          { itemSequence: [9], quantity: { value: 1 }, adjudication: review('A1') },
        ],
      }),
    );
    expect(judgeLines(lines, answer, '11')[0]).toMatchObject({
      state: 'approved-modified',
      decision: { units: 150, number: 'PA9' },
    });
    expect(answer.added).toBe(1);
  });

  it('whose two places disagree needs a person', () => {
    const detail = {
      url: `${base}extension-itemAuthorizedDetail`,
      extension: [{ url: 'quantity', valueQuantity: { value: 300 } }],
    };
    const body = response({
      item: [item(1, 'A6', { extension: [detail] })],
      addItem: [{ itemSequence: [1], quantity: { value: 150 } }],
    });
    expect(statesOf(body)[0]).toBe('needs-person');
  });

  it('approved for another place is approved modified', () => {
    const place = {
      coding: [
        {
          system:
            'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
          code: '12',
        },
      ],
    };
    const body = response({
      item: [item(1, 'A1')],
      addItem: [{ itemSequence: [1], locationCodeableConcept: place }],
    });
    expect(statesOf(body)[0]).toBe('approved-modified');
  });

  it('asked about by a communication request waits for information, the others do not', () => {
    const request = {
      resourceType: 'CommunicationRequest',
      extension: [{ url: `${base}extension-serviceLineNumber`, valuePositiveInt: 2 }],
      category: [coded('15', 'https://codesystem.x12.org/005010/755')],
      payload: [{ contentString: '18776-5' }],
      occurrencePeriod: { end: '2026-11-25T17:00:00Z' },
    };
    const body = response({ item: [1, 2, 3].map((n) => item(n, 'A4')) }, [request]);
    expect(statesOf(body)).toEqual([
      'pended-in-review',
      'pended-information-required',
      'pended-in-review',
    ]);
    expect(readPayerAnswer(body)).toMatchObject({
      information: [
        { kind: 'attachment', code: '15', line: 2 },
        { kind: 'attachment', code: '18776-5', line: 2 },
      ],
      informationDueAt: '2026-11-25T17:00:00.000Z',
    });
  });

  it('left out of the answer needs a person', () => {
    expect(statesOf(response({ item: [item(1, 'A1')] }))).toEqual([
      'approved',
      'needs-person',
      'needs-person',
    ]);
  });

  it('without an action of its own takes that of the header', () => {
    expect(statesOf(response({ adjudication: review('A1') }))).toEqual(Array(3).fill('approved'));
  });

  it('of an older server that says "queued" is in review', () => {
    expect(statesOf(response({ outcome: 'queued' }))).toEqual(Array(3).fill('pended-in-review'));
  });

  it.each([
    ['33', 'C', 'rejected-fix'],
    ['33', 'R', 'rejected-fix'],
    ['33', 'N', 'rejected-stop'],
    ['33', 'Y', 'pended-in-review'],
    ['42', 'P', 'transmission-failed'],
    ['T4', '', 'rejected-fix'],
  ])('rejected with %s and follow-up %s is %s, never denied', (code, followUp, state) => {
    const error = {
      code: coded(code, 'https://codesystem.x12.org/005010/901'),
      extension: [
        {
          url: `${base}extension-errorFollowupAction`,
          valueCodeableConcept: coded(followUp || 'X', 'https://codesystem.x12.org/005010/889'),
        },
      ],
    };
    expect(statesOf(response({ outcome: 'error', error: [error] }))).toEqual(Array(3).fill(state));
  });
});

describe('an answer', () => {
  it('is found inside the Parameters of an inquiry, by either name', () => {
    for (const name of ['return', 'responseBundle']) {
      const body = { resourceType: 'Parameters', parameter: [{ name, resource: three('A1') }] };
      expect(statesOf(body)).toEqual(Array(3).fill('approved'));
    }
  });

  it('names our sending by the identifier it echoes', () => {
    expect(readPayerAnswer(three('A1')).about).toEqual([
      { authorizationId: 'auth_01jd0000000000000000_1', number: 1 },
    ]);
  });

  it('about one line leaves the others as they were decided', () => {
    const payer = { zone: 'America/Chicago' };
    const before = anAuthorization();
    const first = applyAnswer(before, readPayerAnswer(three('A4')), payer, '2026-11-20T16:00:00Z');
    if (first.outcome !== 'applied') throw new Error(first.outcome);
    const later = readPayerAnswer(
      response({ created: '2026-11-21T10:00:00Z', item: [item(1, 'A1')] }),
    );
    const second = applyAnswer(first.authorization, later, payer, '2026-11-21T10:00:00Z');
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
  const zone = { zone: 'America/Chicago' };
  const given = (created: string, action: string) =>
    readPayerAnswer(response({ created, item: [1, 2, 3].map((line) => item(line, action)) }));
  /** What becomes of two answers, each with its date, its receipt and the payer's event number. */
  const inTurn = (...answers: Told[]) => {
    let standing = anAuthorization();
    return answers.map(([created, receivedAt, number], turn) => {
      const answer = given(created, turn === 0 ? 'A4' : 'A1');
      const applied = applyAnswer(standing, answer, zone, receivedAt, number);
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
      'of a clock that is a little fast keeps its place before the one it was given after',
      ['2026-11-20T16:02:00Z', '2026-11-20T16:00:00Z'],
      ['2026-11-20T16:01:00Z', '2026-11-20T16:00:30Z'],
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

  it.each([
    [undefined],
    ['<html>'],
    [{ resourceType: 'OperationOutcome' }],
    [{ resourceType: 'Bundle', entry: [] }],
    [{ resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Claim' } }] }],
    [{ resourceType: 'Parameters', parameter: [] }],
  ])('is not read from %j', (body) => {
    expect(() => readPayerAnswer(body)).toThrow(UnreadableAnswer);
  });

  it('of any shape gives states we know or is unreadable', () => {
    fc.assert(
      fc.property(
        fc.record({ item: fc.jsonValue(), addItem: fc.jsonValue(), error: fc.jsonValue() }),
        (claim) => {
          try {
            const states = statesOf(response(claim));
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
