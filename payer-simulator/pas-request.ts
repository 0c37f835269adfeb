import { checkBundle, checkDocuments, checkReferences } from './bundle-checks.ts';
import { checkClaim, checkPrior } from './claim-checks.ts';
import { codingIn, list, object, textIn, type UncheckedJson } from './json.ts';
import { findExtension } from './pas-extensions.ts';
import type { SimulatedPayer } from './payers.ts';
import type { Issue, NoteIssue } from './report.ts';

/** A line of a request, as a payer reads it. */
export type PasLine = {
  sequence: number;
  code: UncheckedJson;
  units: number;
  from: string;
  through: string;
  placeOfService: string;
  /** The trace number to be echoed, as it stood. */
  trace: UncheckedJson | undefined;
};

/** A request after every check: what the payers here decide by. */
export type PasRequest = {
  identifier: string;
  claimUrl: string;
  claim: UncheckedJson;
  memberId: string;
  lines: PasLine[];
  isUpdate: boolean;
  addedDocuments: number;
  requestorNpi: string;
  /** What an answer echoes, by fullUrl. */
  entries: Map<string, UncheckedJson>;
};

const codes = 'http://hl7.org/fhir/us/davinci-pas/CodeSystem/PASTempCodes';

const addedDocuments = (claim: UncheckedJson): number =>
  list(claim.supportingInfo).filter(
    (info) =>
      list(object(info.category).coding).some(
        ({ system, code }) => system === codes && code === 'additionalInformation',
      ) && findExtension(info, 'extension-infoChanged') !== undefined,
  ).length;

const npiOf = (resource: UncheckedJson | undefined): string =>
  textIn(
    list(resource?.identifier).find(({ system }) => system === 'http://hl7.org/fhir/sid/us-npi')
      ?.value,
  );

const lineOf = (item: UncheckedJson): PasLine => ({
  sequence: Number(item.sequence),
  code: codingIn(item.productOrService),
  units: Number(object(item.quantity).value),
  from: textIn(object(item.servicedPeriod).start),
  through: textIn(object(item.servicedPeriod).end),
  placeOfService: textIn(codingIn(item.locationCodeableConcept).code),
  trace: findExtension(item, 'extension-itemTraceNumber'),
});

/** Reads a request for one payer; with issues, nothing else of the answer counts. */
export const readRequest = (
  body: unknown,
  payer: SimulatedPayer,
): { issues: Issue[]; request?: PasRequest } => {
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
  const claimUrls = [...entries].flatMap(([url, { resourceType }]) =>
    resourceType === 'Claim' ? [url] : [],
  );
  const claimUrl = claimUrls[0] as string;
  const claim = entries.get(claimUrl) as UncheckedJson;
  const referredTo = (reference: unknown) => entries.get(textIn(object(reference).reference));
  checkClaim(claim, report);
  checkPrior(claim, claimUrls, report);
  checkReferences(entries, claimUrls, report);
  checkDocuments(entries, report);

  const coverage = referredTo(list(claim.insurance)[0]?.coverage);
  const member = list(coverage?.identifier).find(
    ({ type }) => textIn(codingIn(type).code) === 'MB',
  );
  const memberId = textIn(member?.value);
  report(memberId !== '', 'Coverage.identifier', 'lacks the member id');
  report(
    list(referredTo(claim.insurer)?.identifier).some(({ value }) => value === payer.ediId),
    'Organization.identifier',
    'names another payer',
  );
  const requestorNpi = npiOf(referredTo(claim.provider));
  report(/^\d{10}$/.test(requestorNpi), 'Organization.identifier', 'lacks the NPI');
  if (issues.length > 0) return { issues };
  return {
    issues,
    request: {
      identifier: textIn(object(bundle.identifier).value),
      claimUrl,
      claim,
      memberId,
      isUpdate: claim.related !== undefined,
      addedDocuments: addedDocuments(claim),
      requestorNpi,
      entries,
      lines: list(claim.item).map(lineOf),
    },
  };
};
