import { checkReferences } from './bundle-checks.ts';
import { list, object, textIn, type UncheckedJson } from './json.ts';
import { openEnvelope, readParties } from './pas-envelope.ts';
import { findExtension } from './pas-extensions.ts';
import type { SimulatedPayer } from './payers.ts';
import type { Issue } from './report.ts';

/** A question what became of requests, as a payer reads it: for whom, by whom, and which numbers. */
type PasInquiry = { memberId: string; requestorNpi: string; numbers: string[] };

const numbersOf = (item: UncheckedJson): string[] =>
  [
    findExtension(item, 'extension-administrationReferenceNumber')?.valueString,
    findExtension(item, 'extension-authorizationNumber')?.valueString,
    object(findExtension(item, 'extension-itemTraceNumber')?.valueIdentifier).value,
  ]
    .map(textIn)
    .filter(Boolean);

/**
 * Reads an inquiry for one payer: requester, payer and member must be named. A line is found by the
 * payer's numbers or by its trace, never by the identifier of the Claim, which names the inquiry.
 */
export const readPasInquiry = (
  body: unknown,
  payer: SimulatedPayer,
): { issues: Issue[]; inquiry?: PasInquiry } => {
  const envelope = openEnvelope(body);
  const { issues, report, entries } = envelope;
  if (issues.length > 0) return { issues };
  const [claimUrl = ''] = entries.keys();
  const claim = entries.get(claimUrl) as UncheckedJson;
  checkReferences(entries, [claimUrl], report);
  report(claim.use === 'preauthorization', 'Claim.use', 'must be preauthorization');
  const parties = readParties(claim, envelope, payer);
  if (issues.length > 0) return { issues };
  return { issues, inquiry: { ...parties, numbers: list(claim.item).flatMap(numbersOf) } };
};
