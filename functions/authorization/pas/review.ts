import type * as z from 'zod';
import type { CodeableConcept } from '../../fhir/elements.ts';
import { granting, inTotal, isNumber, noneRequired } from '../answer/agreement.ts';
import { speaksAgainst, speaksForGrant } from '../answer/contrary-words.ts';
import type { LineAnswer } from '../payer-answer.ts';
import { extensions, x12 } from './codes.ts';
import type { Adjudication, ResponseExtension } from './response-form.ts';
import { asSent, codeIn, codesIn } from './response-values.ts';

/** One decision, of a line or of the whole. */
export type Review = Pick<LineAnswer, 'action' | 'number' | 'reasons' | 'doubts' | 'said'>;

/** The decision code stands under its full address; 2.0.1 servers also use the short name. */
const actionUrls: readonly string[] = [extensions.reviewActionCode, 'reviewActionCode', 'code'];

/** Adjudications that tell of money, and the one that carries a decision. */
const otherCategories: readonly string[] = [
  ...['SUBMITTED', 'COPAY', 'ELIGIBLE', 'DEDUCTIBLE', 'UNALLOCDEDUCT', 'ELIGPERCENT', 'TAX'],
  'BENEFIT',
];

type Part = NonNullable<ResponseExtension['extension']>[number];

const concepts = (parts: readonly Part[], urls: readonly string[]) =>
  parts.flatMap(({ url, valueCodeableConcept }) =>
    urls.includes(url) && valueCodeableConcept ? [valueCodeableConcept] : [],
  );

/** What beside a grant in total keeps it from being one. */
const againstGrant = (
  adjudications: readonly z.infer<typeof Adjudication>[],
  parts: readonly Part[],
): string[] => {
  const reasons = concepts(parts, ['reasonCode']);
  const named = adjudications.flatMap(({ category, reason }) => [category, reason]);
  const codes = concepts(parts, actionUrls);
  return [
    ...(reasons.some((one) => codeIn(one) !== noneRequired) ? ['a reason beside a grant'] : []),
    ...(adjudications.some(({ reason }) => reason) ? ['a reason beside a grant'] : []),
    // PAS gives a decision no value: nobody knows what it counts.
    ...(adjudications.some(({ value, extension }) => value !== undefined && extension?.length)
      ? ['a value beside a grant']
      : []),
    ...(adjudications.some(({ category }) =>
      codesIn(category).some((code) => !otherCategories.includes(code)),
    )
      ? ['an adjudication of another kind']
      : []),
    ...([...codes, ...named].some((one) => speaksAgainst(asSent(one)))
      ? ['words that speak against its code']
      : []),
    ...(parts.some(({ url, valueBoolean }) => url === 'secondSurgicalOpinionFlag' && valueBoolean)
      ? ['a second opinion is wanted']
      : []),
  ];
};

/** A code that grants nothing, called a grant. */
const isCalledGrant = (codes: readonly CodeableConcept[]): boolean =>
  codes
    .flatMap(({ coding = [], text }) => [...coding.map(({ display }) => display), text])
    .some((words) => words !== undefined && speaksForGrant(words));

/** The one decision among adjudications; two different ones are none. */
export const readReview = (adjudications: readonly z.infer<typeof Adjudication>[] = []): Review => {
  const parts = adjudications
    .flatMap(({ extension = [] }) => extension)
    .filter(({ url }) => url === extensions.reviewAction)
    .flatMap(({ extension = [] }) => extension);
  const decided = concepts(parts, actionUrls);
  const actions = new Set(decided.flatMap((one) => codesIn(one, x12('306'))));
  const numbers = new Set(
    parts.flatMap(
      ({ url, valueString, valueIdentifier }) =>
        (url === 'number' && (valueString ?? valueIdentifier?.value)?.trim()) || [],
    ),
  );
  const [action] = actions;
  const [number] = numbers;
  const isUsable = number !== undefined && isNumber(number);
  const why = concepts(parts, ['reasonCode']);
  return {
    ...(action ? { action } : {}),
    ...(isUsable ? { number } : {}),
    reasons: why.map((one) => codeIn(one).slice(0, 10)).filter(Boolean),
    doubts: [
      ...(actions.size > 1 ? ['two decisions'] : []),
      ...(numbers.size > 1 ? ['two numbers'] : []),
      ...(number !== undefined && !isUsable ? ['a number that cannot be one'] : []),
      ...(adjudications.some(({ modifierExtension }) => modifierExtension?.length)
        ? ['an extension that may change its meaning']
        : []),
      ...(action && inTotal.has(action) ? againstGrant(adjudications, parts) : []),
      ...(action && !granting.has(action) && isCalledGrant(decided)
        ? ['words that speak against its code']
        : []),
    ],
    said: [
      ...decided.map(asSent),
      ...[...numbers].map((one) => `number ${one}`),
      ...why.map(asSent),
      ...adjudications.flatMap(({ category, reason, value, amount }) => [
        ...(codesIn(category).includes('SUBMITTED') ? [] : [asSent(category)]),
        asSent(reason),
        value === undefined ? '' : `value ${value}`,
        amount?.value === undefined ? '' : `amount ${amount.value} ${amount.currency ?? ''}`.trim(),
      ]),
    ].filter(Boolean),
  };
};
