import type { AuditRecord } from '../platform/audit.ts';
import { Setting } from '../therapy/setting.ts';

/** What earlier rounds of a referral taught about places. */
type SitesLeft = { denied: Setting[]; withoutCapacity: string[] };

type Stay = { siteId: string; setting: Setting };

const stayOf = ({ siteId, setting }: Record<string, unknown>): Stay | undefined => {
  const known = Setting.safeParse(setting);
  return known.success ? { siteId: String(siteId), setting: known.data } : undefined;
};

/**
 * Reads a referral's audit chain: a site is not chosen again that was left because the payer denied
 * its setting or its policy does not allow it, or because it had no capacity. What was left last is
 * where the referral still stands, also when a clinician had chosen it by hand. What a payer denied,
 * another one may pay for.
 */
export const sitesLeft = (
  records: readonly AuditRecord[],
  standing: { siteId?: string | undefined; setting?: string | undefined },
): SitesLeft => {
  const deniedBy = new Map<string, Set<Setting>>();
  const withoutCapacity = new Set<string>();
  const lastChoice = records.findLastIndex(({ event }) => event === 'site.chosen');
  let current: Stay | undefined;
  let payer = '';
  for (const [index, { event, detail }] of records.entries()) {
    if (event === 'coverage.verified' && detail.payerId) payer = String(detail.payerId);
    if (event === 'site.chosen') current = stayOf(detail);
    if (event !== 'hold.resolved' || detail.action !== 'move-site') continue;
    const left = (index > lastChoice ? stayOf(standing) : undefined) ?? current;
    if (!left) continue;
    if (detail.reason === 'denied-site-of-care' || detail.reason === 'criteria-not-met')
      deniedBy.set(payer, new Set([...(deniedBy.get(payer) ?? []), left.setting]));
    if (detail.reason === 'no-capacity') withoutCapacity.add(left.siteId);
  }
  return { denied: [...(deniedBy.get(payer) ?? [])], withoutCapacity: [...withoutCapacity] };
};
