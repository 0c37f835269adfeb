import { checkBundle } from './bundle-checks.ts';
import { codingIn, list, object, textIn, type UncheckedJson } from './json.ts';
import type { SimulatedPayer } from './payers.ts';
import type { Issue, NoteIssue } from './report.ts';

/** A bundle that is being read: what does not hold of it, and its resources by their fullUrl. */
export type PasEnvelope = {
  bundle: UncheckedJson;
  issues: Issue[];
  report: NoteIssue;
  entries: Map<string, UncheckedJson>;
};

/** Opens a bundle; one that is none has issues, and nothing else of it is read. */
export const openEnvelope = (body: unknown): PasEnvelope => {
  const issues: Issue[] = [];
  const report: NoteIssue = (holds, expression, diagnostics) => {
    if (!holds) issues.push({ expression, diagnostics });
  };
  const bundle = object(body);
  checkBundle(bundle, report);
  const entries = new Map(
    list(bundle.entry).map(({ fullUrl, resource }) => [textIn(fullUrl), object(resource)]),
  );
  return { bundle, issues, report, entries };
};

/** For whom a Claim asks, and who asks; that it asks this payer is checked. */
export const readParties = (
  claim: UncheckedJson,
  { entries, report }: Pick<PasEnvelope, 'entries' | 'report'>,
  payer: SimulatedPayer,
): { memberId: string; requestorNpi: string } => {
  const identifiersOf = (reference: unknown) =>
    list(entries.get(textIn(object(reference).reference))?.identifier);
  const member = identifiersOf(list(claim.insurance)[0]?.coverage).find(
    ({ type }) => textIn(codingIn(type).code) === 'MB',
  );
  const npi = identifiersOf(claim.provider).find(
    ({ system }) => system === 'http://hl7.org/fhir/sid/us-npi',
  );
  const [memberId, requestorNpi] = [textIn(member?.value), textIn(npi?.value)];
  report(memberId !== '', 'Coverage.identifier', 'lacks the member id');
  report(
    identifiersOf(claim.insurer).some(({ value }) => value === payer.ediId),
    'Organization.identifier',
    'names another payer',
  );
  report(/^\d{10}$/.test(requestorNpi), 'Organization.identifier', 'lacks the NPI');
  return { memberId, requestorNpi };
};
