import { Hold } from '../hold/hold.ts';
import { beginning, type Items } from '../platform/items.ts';
import { unpacked } from '../platform/packed.ts';
import { notFound } from '../platform/principal.ts';
import { Finding, Referral, Submission } from './referral.ts';

/** A referral with its current order, what was found about it, and its holds. */
export type ReferralRecords = {
  referral: Referral;
  submission: Submission;
  /** Findings of the current order, doubts included. */
  findings: Finding[];
  holds: Hold[];
};

/**
 * Reads the items kept under a referral. What holds it up stands on the main item, as last
 * checked; doubts stand with the order they are about.
 *
 * @throws Refusal 404 when there is no such referral.
 */
export const recordsFrom = (items: Items): ReferralRecords => {
  const main = items.find(({ sk }) => sk === 'REFERRAL');
  if (!main) throw notFound('referral');
  const referral = Referral.parse(main);
  const versions = beginning(items, 'ORDER#').sort((a, b) =>
    String(a.sk) < String(b.sk) ? 1 : -1,
  );
  const [order] = versions;
  if (!order) throw notFound('referral');
  const told = versions.find(({ findings }) => Array.isArray(findings));
  const doubts = Finding.array()
    .parse(told?.findings ?? [])
    .filter(({ severity }) => severity === 'warn');
  return {
    referral,
    submission: Submission.parse(unpacked(order.submission)),
    findings: [...referral.findings, ...doubts],
    holds: beginning(items, 'HOLD#').map((item) => Hold.parse(item)),
  };
};
