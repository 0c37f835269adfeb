import type * as z from 'zod';
import type { Reference } from '../../fhir/elements.ts';
import type { Amount, LineAnswer } from '../payer-answer.ts';
import { readLineTrace } from '../request-names.ts';
import { extensions, pasSystems, x12 } from './codes.ts';
import type { AddItem, Adjudication, Item, ResponseExtension } from './response-form.ts';
import { codeIn, codesIn, find, fullDays, readAmount } from './response-values.ts';

/** What the lines of one response share. */
export type ResponseContext = {
  /** The NPI of the organization that a reference leads to. */
  npiOf: (reference: Reference) => string | undefined;
  notes: ReadonlyMap<number, string>;
};

type Review = Pick<LineAnswer, 'action' | 'number' | 'reasons' | 'unclear'>;

/** X12 HCR02 has 50 characters; a longer number is not cut, since that would make it another. */
const longestNumber = 60;

/** The decision code stands under its full address; 2.0.1 servers also use the short name. */
const actionUrls: readonly string[] = [extensions.reviewActionCode, 'reviewActionCode', 'code'];

/** The one decision among adjudications; two different ones are none. */
export const readReview = (adjudications: readonly z.infer<typeof Adjudication>[] = []): Review => {
  const parts = adjudications
    .flatMap(({ extension = [] }) => extension)
    .filter(({ url }) => url === extensions.reviewAction)
    .flatMap(({ extension = [] }) => extension);
  const actions = new Set(
    parts
      .filter(({ url }) => actionUrls.includes(url))
      .map(({ valueCodeableConcept }) => codeIn(valueCodeableConcept, x12('306')))
      .filter(Boolean),
  );
  const numbers = new Set(
    parts.flatMap(({ url, valueString }) => (url === 'number' && valueString ? valueString : [])),
  );
  const [action] = actions;
  const [number] = numbers;
  const isUsable = number !== undefined && number.length <= longestNumber;
  return {
    ...(action ? { action } : {}),
    ...(isUsable ? { number } : {}),
    reasons: parts
      .filter(({ url }) => url === 'reasonCode')
      .map(({ valueCodeableConcept }) => codeIn(valueCodeableConcept).slice(0, 10))
      .filter(Boolean),
    unclear: actions.size > 1 || numbers.size > 1 || (number !== undefined && !isUsable),
  };
};

type Grant = { amount: Amount; placeOfService?: string } & Pick<
  LineAnswer,
  'from' | 'through' | 'codes' | 'sites' | 'unclear'
>;

/** Codes that can be held against ours; service types and revenue codes say nothing of the drug. */
const procedures = [pasSystems.hcpcs, pasSystems.cpt] as const;

const nothing: Grant = { amount: {}, codes: [], sites: [], unclear: false };

const sitesIn = (
  list: readonly ResponseExtension[] | undefined,
  { npiOf }: ResponseContext,
): string[] =>
  (list ?? [])
    .filter(({ url }) => url === extensions.authorizedProvider)
    .flatMap(({ extension = [] }) => extension)
    .flatMap(({ valueReference }) => (valueReference && npiOf(valueReference)) || []);

/** The first amount that is given; amounts of two places are never put together. */
const firstAmount = (...places: (Amount | undefined)[]): Amount => {
  const { units, visits } =
    places.find((one) => one?.units !== undefined || one?.visits !== undefined) ?? {};
  return { ...(units === undefined ? {} : { units }), ...(visits === undefined ? {} : { visits }) };
};

/** What stands beside a line in extensions: dates, amount, code and who may give it. */
const detailOf = (
  list: readonly ResponseExtension[] | undefined,
  context: ResponseContext,
): Grant => {
  const parts = find(list, extensions.authorizedDetail)?.extension ?? [];
  const code = parts.find(({ url }) => url === 'productOrServiceCode')?.valueCodeableConcept;
  const amount = readAmount(parts.find(({ url }) => url === 'quantity')?.valueQuantity);
  const days = fullDays(find(list, extensions.preAuthPeriod)?.valuePeriod);
  return {
    ...days,
    amount: firstAmount(amount),
    codes: codesIn(code, ...procedures),
    sites: sitesIn(list, context),
    unclear: days.unclear || amount.unclear,
  };
};

/** What was granted in place of the request: native fields first, then the detail beside them. */
const grantOf = (add: z.infer<typeof AddItem>, context: ResponseContext): Grant => {
  const detail = detailOf(add.extension, context);
  const { servicedPeriod, servicedDate } = add;
  const days = fullDays(servicedPeriod ?? { start: servicedDate, end: servicedDate });
  const amount = readAmount(add.quantity);
  const codes = codesIn(add.productOrService, ...procedures);
  const placeOfService = codeIn(add.locationCodeableConcept, pasSystems.placeOfService);
  return {
    ...days,
    ...detail,
    amount: firstAmount(amount, detail.amount),
    ...(placeOfService ? { placeOfService } : {}),
    codes: codes.length > 0 ? codes : detail.codes,
    sites: [...detail.sites, ...(add.provider ?? []).flatMap((one) => context.npiOf(one) ?? [])],
    unclear: detail.unclear || days.unclear || amount.unclear,
  };
};

const differs = <T>(one: T | undefined, other: T | undefined): boolean =>
  one !== undefined && other !== undefined && one !== other;

/** The trace number is ours and names another line than the one it stands at. */
const isMistraced = ({ extension = [], itemSequence }: z.infer<typeof Item>): boolean =>
  extension
    .filter(({ url }) => url === extensions.itemTraceNumber)
    .map(({ valueIdentifier }) => readLineTrace(valueIdentifier?.value ?? ''))
    .some((trace) => trace !== undefined && trace.sequence !== itemSequence);

/** One line, with the added items that change it: at most one of them can be acted on. */
export const readLineAnswer = (
  item: z.infer<typeof Item>,
  adds: readonly z.infer<typeof AddItem>[],
  context: ResponseContext,
): LineAnswer => {
  const [add, ...more] = adds.filter(({ itemSequence }) =>
    itemSequence?.includes(item.itemSequence),
  );
  const own = readReview(item.adjudication);
  const inAdd = readReview(add?.adjudication);
  const detail = detailOf(item.extension, context);
  const granted = add ? grantOf(add, context) : nothing;
  const action = own.action ?? inAdd.action;
  const number = own.number ?? inAdd.number;
  const reference = find(item.extension, extensions.administrationReferenceNumber)?.valueString;
  const note = (item.noteNumber ?? []).flatMap((one) => context.notes.get(one) ?? []).join(' ');
  const { amount: besideAmount, ...beside } = detail;
  const { amount, ...instead } = granted;
  return {
    ...beside,
    ...instead,
    ...firstAmount(amount, besideAmount),
    ...(add ? { beside: besideAmount } : {}),
    sequence: item.itemSequence,
    ...(action ? { action } : {}),
    ...(number ? { number } : {}),
    ...(reference ? { reference: reference.slice(0, 60) } : {}),
    reasons: [...new Set([...own.reasons, ...inAdd.reasons])],
    codes: instead.codes.length > 0 ? instead.codes : beside.codes,
    sites: [...beside.sites, ...instead.sites],
    ...(note ? { note: note.slice(0, 400) } : {}),
    changed: add !== undefined,
    unclear:
      [own, inAdd, beside, instead].some(({ unclear }) => unclear) ||
      more.length > 0 ||
      // A modified line is certified as it now stands: A1 in the added item, or nothing.
      (inAdd.action !== 'A1' && differs(own.action, inAdd.action)) ||
      isMistraced(item),
  };
};
