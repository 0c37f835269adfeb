import { checkBundle, checkReferences } from './bundle-checks.ts';
import { codingIn, list, object, textIn, type UncheckedJson } from './json.ts';
import { findExtension } from './pas-extensions.ts';
import type { SimulatedPayer } from './payers.ts';
import type { Issue, NoteIssue } from './report.ts';

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
  const issues: Issue[] = [];
  const report: NoteIssue = (holds, expression, diagnostics) => {
    if (!holds) issues.push({ expression, diagnostics });
  };
  const bundle = object(body);
  checkBundle(bundle, report);
  if (issues.length > 0) return { issues };
  const entries = new Map(
    list(bundle.entry).map(({ fullUrl, resource }) => [textIn(fullUrl), object(resource)]),
  );
  const [claimUrl = ''] = entries.keys();
  const claim = entries.get(claimUrl) as UncheckedJson;
  checkReferences(entries, [claimUrl], report);
  const behind = (reference: unknown) => entries.get(textIn(object(reference).reference));
  const identifiers = (resource: UncheckedJson | undefined) => list(resource?.identifier);
  const memberId = textIn(
    identifiers(behind(list(claim.insurance)[0]?.coverage)).find(
      ({ type }) => textIn(codingIn(type).code) === 'MB',
    )?.value,
  );
  const requestorNpi = textIn(
    identifiers(behind(claim.provider)).find(
      ({ system }) => system === 'http://hl7.org/fhir/sid/us-npi',
    )?.value,
  );
  report(claim.use === 'preauthorization', 'Claim.use', 'must be preauthorization');
  report(memberId !== '', 'Coverage.identifier', 'lacks the member id');
  report(/^\d{10}$/.test(requestorNpi), 'Organization.identifier', 'lacks the NPI');
  report(
    identifiers(behind(claim.insurer)).some(({ value }) => value === payer.ediId),
    'Organization.identifier',
    'names another payer',
  );
  if (issues.length > 0) return { issues };
  return {
    issues,
    inquiry: { memberId, requestorNpi, numbers: list(claim.item).flatMap(numbersOf) },
  };
};
