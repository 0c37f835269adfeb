import type { SimulatedPayer } from './payers.ts';

/** A request as a payer reads it. Everything is looked at before it is believed. */
export type Json = { [name: string]: unknown };

export type PasLine = {
  sequence: number;
  code: Json;
  units: number;
  from: string;
  through: string;
  placeOfService: string;
};

export type PasRequest = {
  identifier: string;
  claimUrl: string;
  claim: Json;
  memberId: string;
  lines: PasLine[];
  isUpdate: boolean;
  addedDocuments: number;
  requestorNpi: string;
  /** What an answer echoes, by fullUrl. */
  entries: Map<string, Json>;
};

export type Issue = { expression: string; diagnostics: string };

const definitions = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/';
const codes = 'http://hl7.org/fhir/us/davinci-pas/CodeSystem/PASTempCodes';

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const object = (value: unknown): Json => (isObject(value) ? value : {});
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const isDate = (value: unknown): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text(value));

const codingIn = (concept: unknown): Json => list(object(concept).coding)[0] ?? {};
const extensionOf = (element: Json, name: string): Json | undefined =>
  list(element.extension).find(({ url }) => url === `${definitions}${name}`);

const references = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isObject(value)) return [];
  const own = typeof value.reference === 'string' ? [value.reference] : [];
  return [...own, ...Object.values(value).flatMap(references)];
};

type Report = (holds: boolean, expression: string, diagnostics: string) => void;

const checkBundle = (bundle: Json, report: Report): void => {
  report(bundle.resourceType === 'Bundle', 'Bundle', 'is not a Bundle');
  report(bundle.type === 'collection', 'Bundle.type', 'must be collection');
  const identifier = object(bundle.identifier);
  report(Boolean(text(identifier.system)), 'Bundle.identifier.system', 'is missing');
  report(Boolean(text(identifier.value)), 'Bundle.identifier.value', 'is missing');
  report(!Number.isNaN(Date.parse(text(bundle.timestamp))), 'Bundle.timestamp', 'is no instant');
  const entries = list(bundle.entry);
  report(entries.length > 0, 'Bundle.entry', 'is missing');
  for (const [index, entry] of entries.entries()) {
    const at = `Bundle.entry[${index}]`;
    report(Boolean(text(entry.fullUrl)), `${at}.fullUrl`, 'is missing');
    report(isObject(entry.resource), `${at}.resource`, 'is missing');
    report(!entry.search && !entry.request && !entry.response, at, 'must only hold a resource');
  }
  const urls = entries.map(({ fullUrl }) => fullUrl);
  report(new Set(urls).size === urls.length, 'Bundle.entry.fullUrl', 'is used twice');
  const claims = entries.filter(({ resource }) => object(resource).resourceType === 'Claim');
  report(claims[0] === entries[0], 'Bundle.entry[0]', 'must be the Claim');
  report(claims.length <= 2, 'Bundle.entry', 'must not hold more than two Claims');
};

/** Every reference leads to an entry, and every entry is led to from the Claims. */
const checkReferences = (entries: Map<string, Json>, claimUrls: string[], report: Report): void => {
  const reached = new Set(claimUrls);
  const queue = [...claimUrls];
  for (let url = queue.pop(); url !== undefined; url = queue.pop()) {
    for (const reference of references(entries.get(url))) {
      if (reached.has(reference)) continue;
      report(entries.has(reference), 'Bundle.entry', 'lacks a resource that is referred to');
      reached.add(reference);
      if (entries.has(reference)) queue.push(reference);
    }
  }
  report(
    [...entries.keys()].every((url) => reached.has(url)),
    'Bundle.entry',
    'holds a resource that nothing refers to',
  );
};

const checkItem = (item: Json, at: string, report: Report): void => {
  const requestType = codingIn(
    extensionOf(item, 'extension-serviceItemRequestType')?.valueCodeableConcept,
  );
  const certification = codingIn(
    extensionOf(item, 'extension-certificationType')?.valueCodeableConcept,
  );
  report(
    ['HS', 'SC', 'AR', 'IN'].includes(text(requestType.code)),
    `${at}.extension`,
    'request type',
  );
  report(Boolean(text(certification.code)), `${at}.extension`, 'certification type');
  report(Number.isInteger(item.sequence), `${at}.sequence`, 'is missing');
  report(Boolean(text(codingIn(item.category).code)), `${at}.category`, 'is missing');
  report(
    Boolean(text(codingIn(item.productOrService).code)),
    `${at}.productOrService`,
    'is missing',
  );
  const place = text(codingIn(item.locationCodeableConcept).code);
  report(/^\d{2}$/.test(place), `${at}.location`, 'must be a place of service');
  const period = object(item.servicedPeriod);
  report(isDate(period.start) && isDate(period.end), `${at}.serviced`, 'must hold full dates');
  const quantity = object(item.quantity).value;
  report(typeof quantity === 'number' && quantity > 0, `${at}.quantity.value`, 'is missing');
};

const distinct = (rows: readonly Json[]): boolean =>
  new Set(rows.map(({ sequence }) => sequence)).size === rows.length;

const checkClaim = (claim: Json, report: Report): void => {
  report(claim.status === 'active', 'Claim.status', 'must be active');
  report(claim.use === 'preauthorization', 'Claim.use', 'must be preauthorization');
  report(
    text(list(claim.identifier)[0]?.value) !== '' && text(list(claim.identifier)[0]?.system) !== '',
    'Claim.identifier',
    'is missing',
  );
  for (const name of ['patient', 'insurer', 'provider'])
    report(text(object(claim[name]).reference) !== '', `Claim.${name}`, 'is missing');
  report(!Number.isNaN(Date.parse(text(claim.created))), 'Claim.created', 'is no date');
  report(text(codingIn(claim.type).code) !== '', 'Claim.type', 'is missing');
  report(text(codingIn(claim.priority).code) !== '', 'Claim.priority', 'is missing');
  const insurance = list(claim.insurance);
  report(insurance[0]?.focal === true, 'Claim.insurance.focal', 'must be true');
  const items = list(claim.item);
  report(items.length > 0, 'Claim.item', 'is missing');
  report(distinct(items), 'Claim.item.sequence', 'is used twice');
  for (const [index, item] of items.entries()) checkItem(item, `Claim.item[${index}]`, report);
  const infos = list(claim.supportingInfo);
  report(distinct(infos), 'Claim.supportingInfo.sequence', 'is used twice');
  for (const member of list(claim.careTeam))
    report(
      typeof extensionOf(member, 'extension-careTeamClaimScope')?.valueBoolean === 'boolean',
      'Claim.careTeam.extension',
      'lacks the scope',
    );
  report(list(claim.diagnosis).length <= 12, 'Claim.diagnosis', 'are more than 12');
};

const checkDocuments = (entries: Map<string, Json>, report: Report): void => {
  for (const resource of entries.values()) {
    if (resource.resourceType !== 'DocumentReference') continue;
    const attachment = object(list(resource.content)[0]?.attachment);
    report(text(attachment.data) !== '', 'DocumentReference.content.attachment.data', 'is missing');
    report(attachment.url === undefined, 'DocumentReference.content.attachment.url', 'not allowed');
  }
};

const addedDocuments = (claim: Json): number =>
  list(claim.supportingInfo).filter(
    (info) =>
      list(object(info.category).coding).some(
        ({ system, code }) => system === codes && code === 'additionalInformation',
      ) && extensionOf(info, 'extension-infoChanged') !== undefined,
  ).length;

const npiOf = (resource: Json | undefined): string =>
  text(
    list(resource?.identifier).find(({ system }) => system === 'http://hl7.org/fhir/sid/us-npi')
      ?.value,
  );

/** Reads a request for one payer; with issues, nothing else of the answer counts. */
export const readRequest = (
  body: unknown,
  payer: SimulatedPayer,
): { issues: Issue[]; request?: PasRequest } => {
  const issues: Issue[] = [];
  const report: Report = (holds, expression, diagnostics) => {
    if (!holds) issues.push({ expression, diagnostics });
  };
  const bundle = object(body);
  checkBundle(bundle, report);
  if (issues.length > 0) return { issues };
  const entries = new Map(
    list(bundle.entry).map(({ fullUrl, resource }) => [text(fullUrl), object(resource)]),
  );
  const claimUrls = [...entries].flatMap(([url, { resourceType }]) =>
    resourceType === 'Claim' ? [url] : [],
  );
  const claimUrl = claimUrls[0] as string;
  const claim = entries.get(claimUrl) as Json;
  checkClaim(claim, report);
  checkReferences(entries, claimUrls, report);
  checkDocuments(entries, report);
  const related = list(claim.related);
  const isUpdate = related.length > 0;
  if (isUpdate) {
    const prior = text(object(related[0]?.claim).reference);
    const relationship = text(codingIn(related[0]?.relationship).code);
    report(relationship === 'prior', 'Claim.related.relationship', 'must be prior');
    report(claimUrls[1] === prior, 'Claim.related.claim', 'must be the second Claim');
  } else report(claimUrls.length === 1, 'Bundle.entry', 'a new request holds one Claim');

  const coverage = entries.get(text(object(list(claim.insurance)[0]?.coverage).reference));
  const member = list(coverage?.identifier).find(({ type }) => text(codingIn(type).code) === 'MB');
  report(text(member?.value) !== '', 'Coverage.identifier', 'lacks the member id');
  const insurer = entries.get(text(object(claim.insurer).reference));
  report(
    list(insurer?.identifier).some(({ value }) => value === payer.ediId),
    'Organization.identifier',
    'names another payer',
  );
  const requestorNpi = npiOf(entries.get(text(object(claim.provider).reference)));
  report(/^\d{10}$/.test(requestorNpi), 'Organization.identifier', 'lacks the NPI');
  if (issues.length > 0) return { issues };
  return {
    issues,
    request: {
      identifier: text(object(bundle.identifier).value),
      claimUrl,
      claim,
      memberId: text(member?.value),
      isUpdate,
      addedDocuments: addedDocuments(claim),
      requestorNpi,
      entries,
      lines: list(claim.item).map((item) => ({
        sequence: Number(item.sequence),
        code: codingIn(item.productOrService),
        units: Number(object(item.quantity).value),
        from: text(object(item.servicedPeriod).start),
        through: text(object(item.servicedPeriod).end),
        placeOfService: text(codingIn(item.locationCodeableConcept).code),
      })),
    },
  };
};
