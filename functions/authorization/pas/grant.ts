import type * as z from 'zod';
import { type CodeableConcept, type Reference, systems } from '../../fhir/elements.ts';
import type { Amount, LineAnswer } from '../payer-answer.ts';
import { extensions, pasSystems } from './codes.ts';
import type { ResponseContext } from './response-context.ts';
import type { AddItem, ResponseExtension } from './response-form.ts';
import {
  amountAsSent,
  asSent,
  codesIn,
  type Days,
  daysAsSent,
  daysWithin,
  find,
  fullDays,
  readAmount,
} from './response-values.ts';

/** What a place in the answer says was granted: how much, when, of what, where and by whom. */
type PayerGrant = { amount: Amount; placeOfService?: string } & Days &
  Pick<LineAnswer, 'codes' | 'sites' | 'doubts' | 'said'>;

export const nothing: PayerGrant = {
  ...{ amount: {}, codes: [], sites: [], doubts: [], said: [] },
  unclear: false,
};

/** Codes that can be held against ours. */
const procedures = [...systems.hcpcs, pasSystems.cpt, 'urn:oid:2.16.840.1.113883.6.12'];
/** Places of service, as payers write the address of their list. */
const places = [
  pasSystems.placeOfService,
  'https://www.cms.gov/Medicare/Coding/place-of-service-codes',
  'http://www.cms.gov/Medicare/Coding/place-of-service-codes',
];
/** Service types and revenue codes say nothing of the drug. */
const besideProduct = /1365|revenue/i;

/** HCPCS and CPT codes of a product. */
export const proceduresIn = (concept: CodeableConcept | undefined): string[] =>
  codesIn(concept, ...procedures);

/** The product that is named; `isUnread` where it is named in a way that cannot be compared. */
const productIn = (concept: CodeableConcept | undefined) => {
  const codes = proceduresIn(concept);
  const others = (concept?.coding ?? []).filter(
    ({ code, system }) => !(code && system && besideProduct.test(system)),
  );
  const isNamed = others.length > 0 || Boolean(concept?.text?.trim() && !concept.coding?.length);
  return { codes, isUnread: isNamed && codes.length === 0 };
};

/** The first amount that is given; amounts of two places are never put together. */
export const firstAmount = (...places: (Amount | undefined)[]): Amount => {
  const { units, visits } =
    places.find((one) => one?.units !== undefined || one?.visits !== undefined) ?? {};
  return { ...(units === undefined ? {} : { units }), ...(visits === undefined ? {} : { visits }) };
};

/** Who may give it, by NPI; somebody who is named and not known by one is in doubt. */
const providersIn = (named: readonly Reference[], { npisOf }: ResponseContext) => {
  const sites = named.flatMap(npisOf);
  const isUnknown = named.length > 0 && sites.length === 0;
  return {
    sites,
    doubts: isUnknown ? ['a provider that cannot be told apart'] : [],
    said: [
      ...named.flatMap(({ display }) => display ?? []),
      ...sites.map((npi) => `provider ${npi}`),
    ],
  };
};

const all = (list: readonly ResponseExtension[] | undefined, url: string): ResponseExtension[] =>
  (list ?? []).filter((one) => one.url === url);

/** Two that say the same are one. */
const isTwofold = (values: readonly unknown[]): boolean =>
  new Set(values.map((value) => JSON.stringify(value))).size > 1;

const periodsIn = (list: readonly ResponseExtension[] | undefined): Days[] => {
  const effective = find(list, extensions.certificationEffective)?.valueDate;
  const expires = find(list, extensions.certificationExpires)?.valueDate;
  return [
    ...all(list, extensions.preAuthPeriod).map(({ valuePeriod }) =>
      valuePeriod ? fullDays(valuePeriod) : { unclear: true },
    ),
    fullDays({ start: effective, end: expires }),
  ];
};

/** Modifiers that tell only whether something is discarded (JW, JZ); any other is not what was asked. */
const ofWaste = ['JW', 'JZ'];

const modifiersIn = (named: readonly (CodeableConcept | undefined)[]) => ({
  doubts: named.some(
    (one) => codesIn(one).length === 0 || !codesIn(one).every((code) => ofWaste.includes(code)),
  )
    ? ['a modifier that was not asked for']
    : [],
  said: named.map((one) => `modifier ${asSent(one)}`),
});

/** Parts of a detail that are there without the value that PAS gives them. */
const isUnreadPart = ({ url, valueQuantity, valueCodeableConcept }: ResponseExtension): boolean =>
  (url === 'quantity' && !valueQuantity) ||
  (['productOrServiceCode', 'modifier'].includes(url) && !valueCodeableConcept);

/** The same periods as sent. */
const periodsAsSent = (list: readonly ResponseExtension[] | undefined): string[] => [
  ...all(list, extensions.preAuthPeriod).flatMap(({ valuePeriod, ...other }) =>
    valuePeriod ? daysAsSent(valuePeriod) : [JSON.stringify(other).slice(0, 200)],
  ),
  ...daysAsSent({
    start: find(list, extensions.certificationEffective)?.valueDate,
    end: find(list, extensions.certificationExpires)?.valueDate,
  }),
];

/** What stands beside a line in extensions. */
export const detailOf = (
  list: readonly ResponseExtension[] | undefined,
  context: ResponseContext,
): PayerGrant => {
  const details = all(list, extensions.authorizedDetail);
  const parts = details.flatMap(({ extension = [] }) => extension);
  const product = parts.filter(({ url }) => url === 'productOrServiceCode');
  const quantities = parts.flatMap(({ url, valueQuantity }) =>
    url === 'quantity' && valueQuantity ? [valueQuantity] : [],
  );
  const read = product.map(({ valueCodeableConcept }) => productIn(valueCodeableConcept));
  const amount = readAmount(quantities[0]);
  const days = daysWithin(...periodsIn(list));
  const modifiers = modifiersIn(
    parts.filter(({ url }) => url === 'modifier').map((one) => one.valueCodeableConcept),
  );
  const providers = providersIn(
    all(list, extensions.authorizedProvider)
      .flatMap(({ extension = [] }) => extension)
      .flatMap(({ valueReference }) => (valueReference ? [valueReference] : [])),
    context,
  );
  return {
    ...days,
    amount: firstAmount(amount),
    codes: read.flatMap(({ codes }) => codes),
    sites: providers.sites,
    doubts: [
      ...(isTwofold(quantities) ? ['two amounts'] : []),
      ...(amount.unclear ? ['an amount that cannot be read'] : []),
      ...(days.unclear ? ['dates that cannot be read'] : []),
      ...(read.some(({ isUnread }) => isUnread) ? ['a product that cannot be compared'] : []),
      ...(parts.some(isUnreadPart) ? ['a detail that cannot be read'] : []),
      ...modifiers.doubts,
      ...providers.doubts,
    ],
    said: [
      ...product.map(({ valueCodeableConcept }) => asSent(valueCodeableConcept)),
      ...modifiers.said,
      ...quantities.map(amountAsSent),
      ...parts.filter(isUnreadPart).map((part) => JSON.stringify(part).slice(0, 200)),
      ...periodsAsSent(list),
      ...providers.said,
    ].filter(Boolean),
  };
};

const placeIn = ({
  locationCodeableConcept: place,
  locationReference,
  locationAddress,
}: z.infer<typeof AddItem>) => {
  const [code, ...others] = new Set(codesIn(place, ...places));
  const isUnread = place !== undefined && (code === undefined || others.length > 0);
  return {
    ...(code ? { placeOfService: code } : {}),
    doubts: isUnread || locationAddress ? ['a place that cannot be compared'] : [],
    said: [...(place ? [`place ${asSent(place)}`] : [])],
    at: locationReference ? [locationReference] : [],
  };
};

/** What was granted in place of the request: native fields first, then the detail beside them. */
export const grantOf = (add: z.infer<typeof AddItem>, context: ResponseContext): PayerGrant => {
  const detail = detailOf(add.extension, context);
  const { servicedPeriod, servicedDate } = add;
  const period = servicedPeriod ?? { start: servicedDate, end: servicedDate };
  const served = fullDays(period);
  const days = daysWithin(detail, served);
  const amount = readAmount(add.quantity);
  const product = productIn(add.productOrService);
  const modifiers = modifiersIn(add.modifier ?? []);
  const { at, placeOfService, ...place } = placeIn(add);
  const providers = providersIn([...(add.provider ?? []), ...at], context);
  return {
    ...days,
    amount: firstAmount(amount, detail.amount),
    ...(placeOfService ? { placeOfService } : {}),
    codes: [...product.codes, ...detail.codes],
    sites: [...detail.sites, ...providers.sites],
    doubts: [
      ...detail.doubts,
      ...(days.unclear ? ['dates that cannot be read'] : []),
      ...(amount.unclear ? ['an amount that cannot be read'] : []),
      ...(product.isUnread ? ['a product that cannot be compared'] : []),
      ...modifiers.doubts,
      ...place.doubts,
      ...providers.doubts,
    ],
    said: [
      asSent(add.productOrService),
      ...modifiers.said,
      ...(add.quantity ? [amountAsSent(add.quantity)] : []),
      ...daysAsSent(period),
      ...place.said,
      ...providers.said,
      ...detail.said,
    ].filter(Boolean),
  };
};
