import { createHash } from 'node:crypto';
import type { DecidedLine } from './decide.ts';
import { codedConcept, pas, x12System } from './pas-extensions.ts';
import type { PasLine } from './pas-request.ts';

/** A number of nine digits that is the same for the same request. */
export const numberOf = (prefix: string, identifier: string): string => {
  const hash = createHash('sha256').update(identifier).digest().readUInt32BE();
  return `${prefix}${100_000_000 + (hash % 900_000_000)}`;
};

const granting = new Set(['A1', 'A2', 'A6']);

const adjudication = ({ action, reason }: DecidedLine, identifier: string) => [
  {
    extension: [
      {
        url: pas('extension-reviewAction'),
        extension: [
          ...(granting.has(action)
            ? [{ url: 'number', valueString: numberOf('PA', identifier) }]
            : []),
          {
            url: pas('extension-reviewActionCode'),
            valueCodeableConcept: codedConcept(x12System('306'), action),
          },
          ...(reason
            ? [
                {
                  url: 'reasonCode',
                  valueCodeableConcept: codedConcept(
                    'https://codesystem.x12.org/external/886',
                    reason,
                  ),
                },
              ]
            : []),
        ],
      },
    ],
    category: codedConcept('http://terminology.hl7.org/CodeSystem/adjudication', 'submitted'),
  },
];

export const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

/** What was decided of one line; the trace number comes back as it was sent. */
export const answerLine = (line: PasLine, decision: DecidedLine, identifier: string) => {
  const period = { start: line.from, end: line.through };
  const granted = { ...period, end: daysBefore(line.through, decision.endsEarlier ?? 0) };
  return {
    extension: [
      ...(line.trace ? [line.trace] : []),
      { url: pas('extension-itemRequestedServiceDate'), valuePeriod: period },
      ...(granting.has(decision.action)
        ? [{ url: pas('extension-itemPreAuthPeriod'), valuePeriod: granted }]
        : []),
      ...(decision.action === 'A4'
        ? [
            {
              url: pas('extension-administrationReferenceNumber'),
              valueString: numberOf('REF', identifier),
            },
          ]
        : []),
    ],
    itemSequence: line.sequence,
    ...(decision.note ? { noteNumber: [decision.note] } : {}),
    adjudication: adjudication(decision, identifier),
  };
};

/** A line that the payer adds of its own. */
export const addedLine = (identifier: string) => ({
  itemSequence: [99],
  productOrService: codedConcept('http://www.ama-assn.org/go/cpt', '99601'),
  quantity: { value: 1, unit: 'UN' },
  adjudication: adjudication({ action: 'A1' }, identifier),
});

/** What was granted in place of what a line asked for. */
export const answerAddedItem = (line: PasLine, decision: DecidedLine, identifier: string) => ({
  itemSequence: [line.sequence],
  productOrService: {
    coding: [decision.product ? { ...line.code, code: decision.product } : line.code],
  },
  quantity: { value: decision.granted, unit: 'UN' },
  adjudication: adjudication({ action: 'A1' }, identifier),
});
