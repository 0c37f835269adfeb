import { judgeLines, type PlaceAsked } from '../../functions/authorization/decision-rules.ts';
import { readPayerAnswer } from '../../functions/authorization/pas/response.ts';
import { anAuthorization } from './authorizations.ts';

/** What a payer may say, piece by piece, after Da Vinci PAS 2.2.1. */
type Json = Record<string, unknown>;

export const pas = (name: string): string =>
  `http://hl7.org/fhir/us/davinci-pas/StructureDefinition/${name}`;

export const coded = (code: string, system = 'https://codesystem.x12.org/005010/306') => ({
  coding: [{ system, code }],
});

export const review = (
  code: string,
  {
    // Whoever grants something gives a number for it.
    number = ['A1', 'A2', 'A6'].includes(code) ? 'PA-77' : undefined,
    reasons = [],
  }: { number?: string | undefined; reasons?: string[] } = {},
) => [
  {
    category: coded('submitted', 'http://terminology.hl7.org/CodeSystem/adjudication'),
    extension: [
      {
        url: pas('extension-reviewAction'),
        extension: [
          ...(number ? [{ url: 'number', valueString: number }] : []),
          { url: pas('extension-reviewActionCode'), valueCodeableConcept: coded(code) },
          ...reasons.map((reason) => ({
            url: 'reasonCode',
            valueCodeableConcept: coded(reason, 'https://codesystem.x12.org/external/886'),
          })),
        ],
      },
    ],
  },
];

export const period = (start?: string, end?: string) => ({
  url: pas('extension-itemPreAuthPeriod'),
  valuePeriod: { start, end },
});

export const detail = (...parts: Json[]) => ({
  url: pas('extension-itemAuthorizedDetail'),
  extension: parts,
});

export const amount = (valueQuantity: Json) => ({ url: 'quantity', valueQuantity });

export const item = (itemSequence: number, code: string, more: Json = {}, of = {}) => ({
  itemSequence,
  adjudication: review(code, of),
  ...more,
});

export const response = (claim: Json, others: unknown[] = []) => ({
  resourceType: 'Bundle',
  type: 'collection',
  timestamp: '2026-11-20T16:00:05Z',
  entry: [
    {
      resource: {
        resourceType: 'ClaimResponse',
        identifier: [{ system: 'urn:trnorg:9DRIPLINE0', value: 'auth_01jd0000000000000000_1-1' }],
        created: '2026-11-20T16:00:00Z',
        status: 'active',
        use: 'preauthorization',
        outcome: 'complete',
        ...claim,
      },
    },
    ...others.map((resource) => ({ resource })),
  ],
});

/** The same said of each of the three lines that the request of the tests has. */
export const three = (code: string, more: Json = {}, of = {}) =>
  response({ item: [1, 2, 3].map((sequence) => item(sequence, code, more, of)) });

/** The three lines after an answer: 300 units of J1745, and 6 each of 96413 and 96415. */
export const linesAfter = (body: unknown, place: PlaceAsked = { placeOfService: '11' }) =>
  judgeLines(anAuthorization().lines, readPayerAnswer(body), place);

export const statesAfter = (body: unknown, place?: PlaceAsked) =>
  linesAfter(body, place).map(({ state }) => state);

/** What becomes of the first line when this is said of it. */
export const firstAfter = (code: string, more: Json = {}, rest: Json = {}, place?: PlaceAsked) =>
  linesAfter(response({ item: [item(1, code, more)], ...rest }), place)[0];
