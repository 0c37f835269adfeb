import type { Order } from '../referral/referral.ts';

/** Codes of the product as it was ordered, with the NDC that a pharmacist entered where the order has none. */
export const orderedCodes = ({ codes = [], entered }: Order): NonNullable<Order['codes']> =>
  entered?.ndc && !codes.some(({ system }) => system === 'ndc')
    ? [...codes, { system: 'ndc', code: entered.ndc }]
    : codes;
