import { readSite } from '../network/store.ts';
import { Refusal } from '../platform/errors.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { referralUpdate } from '../referral/referral-item.ts';

/**
 * The transaction part for a clinician's choice of site, to stand beside the end of the hold.
 *
 * @throws Refusal 422 when the network has no such site.
 */
export const chosenSitePart = async (
  table: Table,
  referralId: string,
  siteId: string,
): Promise<TransactItem> => {
  const site = await readSite(table, siteId);
  if (!site)
    throw new Refusal(422, 'site-unknown', 'The network has no such site.', {
      errors: [{ pointer: '/siteId', detail: 'is not a site of the network' }],
    });
  return referralUpdate(table.name, referralId, ['received', 'accepted', 'active'], {
    set: { siteId: site.siteId, setting: site.setting },
  });
};
