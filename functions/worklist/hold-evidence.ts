import { evidenceFor } from '../authorization/denial-evidence.ts';
import type { RoundFile } from '../authorization/round-of-hold.ts';
import type { Hold } from '../hold/hold.ts';
import { deskZone } from '../hold/hold-clock.ts';
import { readerOf } from '../platform/disclosure.ts';
import type { Principal } from '../platform/principal.ts';
import { localDate } from '../platform/zoned-time.ts';
import { mayReadWhy } from './hold-disclosure.ts';
import type { HoldDetail } from './routes.ts';

/** The request that a hold is about, as it is read at an instant. */
export type RoundShown = RoundFile & { now: Date };

/** A hold of a denial with what would answer that, for whoever reads the hold and is shown clinical facts. */
export const withEvidenceShown = (
  detail: HoldDetail,
  hold: Hold,
  { authorization, payer, submission, now }: RoundShown,
  principal: Principal,
): HoldDetail => {
  const see = readerOf(principal, { practice: hold.practiceNpi });
  if (!detail.denial || !see('clinical') || !mayReadWhy(principal, hold)) return detail;
  const readings = detail.denial.readings.map(({ reading }) => reading);
  const on = localDate(now, deskZone);
  const evidence = evidenceFor(readings, { submission, authorization, payer, on });
  return { ...detail, denial: { ...detail.denial, evidence } };
};
