import { checkDocuments, checkReferences } from './bundle-checks.ts';
import { checkClaim, checkPrior } from './claim-checks.ts';
import { codingIn, list, object, textIn, type UncheckedJson } from './json.ts';
import { openEnvelope, readParties } from './pas-envelope.ts';
import { findExtension } from './pas-extensions.ts';
import type { SimulatedPayer } from './payers.ts';
import type { Issue } from './report.ts';

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
  const envelope = openEnvelope(body);
  const { bundle, issues, report, entries } = envelope;
  if (issues.length > 0) return { issues };
  const claimUrls = [...entries].flatMap(([url, { resourceType }]) =>
    resourceType === 'Claim' ? [url] : [],
  );
  const claimUrl = claimUrls[0] as string;
  const claim = entries.get(claimUrl) as UncheckedJson;
  checkClaim(claim, report);
  checkPrior(claim, claimUrls, report);
  checkReferences(entries, claimUrls, report);
  checkDocuments(entries, report);
  const parties = readParties(claim, envelope, payer);
  if (issues.length > 0) return { issues };
  return {
    issues,
    request: {
      identifier: textIn(object(bundle.identifier).value),
      claimUrl,
      claim,
      ...parties,
      isUpdate: claim.related !== undefined,
      addedDocuments: addedDocuments(claim),
      entries,
      lines: list(claim.item).map(lineOf),
    },
  };
};
