import { Eligibility } from '../coverage/eligibility.ts';
import { Hold } from '../hold/hold.ts';
import { beginning, type Items } from '../platform/items.ts';
import { unpacked } from '../platform/packed.ts';
import { notFound } from '../platform/principal.ts';
import type { Table } from '../platform/table.ts';
import { readItems } from '../referral/reading.ts';
import { Referral, Submission } from '../referral/referral.ts';
import { Series } from '../series/series.ts';
import { Authorization } from './authorization.ts';

/** Everything of one referral that authorization looks at, from one query. */
export type AuthorizationFile = {
  referral: Referral;
  series: Series | undefined;
  submission: Submission;
  eligibility: Eligibility | undefined;
  holds: readonly Hold[];
  authorizations: readonly Authorization[];
};

const fileOf = (items: Items): AuthorizationFile => {
  const main = items.find(({ sk }) => sk === 'REFERRAL');
  const order = beginning(items, 'ORDER#').at(-1);
  if (!main || !order) throw notFound('referral');
  return {
    referral: Referral.parse(main),
    series: Series.optional().parse(main.series),
    submission: Submission.parse(unpacked(order.submission)),
    eligibility: Eligibility.optional().parse(main.eligibility),
    holds: beginning(items, 'HOLD#').map((item) => Hold.parse(item)),
    authorizations: beginning(items, 'AUTH#').map((item) => Authorization.parse(item)),
  };
};

/** @throws Refusal 404 when there is no such referral. */
export const readAuthorizationFile = async (
  table: Table,
  referralId: string,
): Promise<AuthorizationFile> => fileOf(await readItems(table, referralId));
