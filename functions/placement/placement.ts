import type { Determination, Reason } from '../platform/determination.ts';
import { underLocalPolicy } from '../therapy/policy.ts';
import { policyOf } from '../therapy/therapy.ts';
import type { Candidate, Ranking } from './rank-sites.ts';
import type { SiteFacts, SiteVerdict } from './site-facts.ts';
import { siteReasons } from './site-reasons.ts';

/** How many candidates and excluded sites a determination keeps by name. */
const kept = 20;

const reasonOf = ({ bearing, code }: SiteVerdict): Reason => {
  const { text, source, asks }: { text: string; source: string; asks?: string } = siteReasons[code];
  return {
    bearing: bearing === 'excludes' ? 'against' : bearing,
    code,
    text: asks ? `${text} Asked is ${asks}.` : text,
    source,
  };
};

const named = ({ siteId, reasons, kilometers }: Candidate) => ({
  siteId,
  reasons: reasons.map(({ bearing, code }) => `${bearing}:${code}`),
  ...(kilometers === undefined ? {} : { kilometers }),
});

/**
 * The decision about where care happens, with the whole ranking: every candidate with its
 * reasons by code, every excluded site with the rule that ended it, and what must be supplied.
 */
export const placementDetermination = (
  { candidates, excluded, tie }: Ranking,
  facts: SiteFacts,
  answer: string,
): Determination => {
  const [best] = candidates;
  const standing = best ? best.reasons : excluded.flatMap(({ reasons }) => reasons.slice(-1));
  const shown = tie ? [...standing, { bearing: 'against' as const, code: tie }] : standing;
  const codes = new Set<string>();
  const { policyVersion } = facts.therapy;
  return {
    question: 'site-of-care',
    facts: {
      on: facts.on,
      therapyId: facts.therapy.id,
      ...policyOf(facts.therapy),
      ...(facts.payerId ? { payerId: facts.payerId } : {}),
      candidates: candidates.slice(0, kept).map(named),
      excluded: Object.fromEntries(
        excluded.slice(0, kept).map(({ siteId, excludedBy }) => [siteId, excludedBy ?? '']),
      ),
      documents: best ? [...best.documents] : [],
    },
    rule: { id: 'site-of-care', version: '1', source: 'payer site-of-care policies; own order' },
    answer,
    reasons: [
      ...shown.filter(({ code }) => !codes.has(code) && codes.add(code)).map(reasonOf),
      ...(policyVersion === undefined ? [] : [underLocalPolicy({ version: policyVersion })]),
    ],
  };
};
