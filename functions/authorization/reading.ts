import { Eligibility } from '../coverage/eligibility.ts';
import type { Hold } from '../hold/hold.ts';
import type { Sight } from '../platform/kept-entries.ts';
import { lazily } from '../platform/lazily.ts';
import type { Table } from '../platform/table.ts';
import { readFile } from '../referral/reading.ts';
import type { Referral, Submission } from '../referral/referral.ts';
import { Series } from '../series/series.ts';
import { Authorization } from './authorization.ts';

/** Everything of one referral that authorization looks at. */
export type AuthorizationFile = {
  referral: Referral;
  series: Series | undefined;
  submission: Submission;
  eligibility: Eligibility | undefined;
  holds: readonly Hold[];
  authorizations: readonly Authorization[];
  sight: Sight | undefined;
  /** How far the referral's story had gone when this was read; undefined where the items do not tell. */
  head: number | undefined;
};

/** @throws Refusal 404 when there is no such referral. */
export const readAuthorizationFile = async (
  table: Table,
  referralId: string,
): Promise<AuthorizationFile> => {
  const file = await readFile(table, referralId);
  return lazily({
    referral: () => file.referral,
    series: () => file.kept('series', Series),
    submission: () => file.submission,
    eligibility: () => file.kept('eligibility', Eligibility),
    holds: () => file.holds,
    authorizations: () => file.each('AUTH#', Authorization),
    sight: () => file.sight,
    head: () => file.head,
  });
};
