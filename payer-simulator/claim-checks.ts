import { codingIn, list, object, textIn, type UncheckedJson } from './json.ts';
import { findExtension } from './pas-extensions.ts';
import type { NoteIssue } from './report.ts';

const isDate = (value: unknown): boolean => /^\d{4}-\d{2}-\d{2}$/.test(textIn(value));

/** What a line points at by sequence, and where that stands. */
const pointers = {
  careTeamSequence: 'careTeam',
  diagnosisSequence: 'diagnosis',
  informationSequence: 'supportingInfo',
} as const;

const checkItem = (
  claim: UncheckedJson,
  item: UncheckedJson,
  at: string,
  report: NoteIssue,
): void => {
  const requestType = codingIn(
    findExtension(item, 'extension-serviceItemRequestType')?.valueCodeableConcept,
  );
  const certification = codingIn(
    findExtension(item, 'extension-certificationType')?.valueCodeableConcept,
  );
  report(
    ['HS', 'SC', 'AR', 'IN'].includes(textIn(requestType.code)),
    `${at}.extension`,
    'request type',
  );
  report(Boolean(textIn(certification.code)), `${at}.extension`, 'certification type');
  report(Number.isInteger(item.sequence), `${at}.sequence`, 'is missing');
  report(Boolean(textIn(codingIn(item.category).code)), `${at}.category`, 'is missing');
  report(
    Boolean(textIn(codingIn(item.productOrService).code)),
    `${at}.productOrService`,
    'is missing',
  );
  const place = textIn(codingIn(item.locationCodeableConcept).code);
  report(/^\d{2}$/.test(place), `${at}.location`, 'must be a place of service');
  const period = object(item.servicedPeriod);
  report(isDate(period.start) && isDate(period.end), `${at}.serviced`, 'must hold full dates');
  for (const [name, rows] of Object.entries(pointers)) {
    const known = new Set(list(claim[rows]).map(({ sequence }) => sequence));
    const named = Array.isArray(item[name]) ? item[name] : [];
    report(
      named.every((sequence) => known.has(sequence)),
      `${at}.${name}`,
      'leads nowhere',
    );
  }
  const quantity = object(item.quantity).value;
  report(typeof quantity === 'number' && quantity > 0, `${at}.quantity.value`, 'is missing');
};

const distinct = (rows: readonly UncheckedJson[]): boolean =>
  new Set(rows.map(({ sequence }) => sequence)).size === rows.length;

export const checkClaim = (claim: UncheckedJson, report: NoteIssue): void => {
  report(claim.status === 'active', 'Claim.status', 'must be active');
  report(claim.use === 'preauthorization', 'Claim.use', 'must be preauthorization');
  report(
    textIn(list(claim.identifier)[0]?.value) !== '' &&
      textIn(list(claim.identifier)[0]?.system) !== '',
    'Claim.identifier',
    'is missing',
  );
  for (const name of ['patient', 'insurer', 'provider'])
    report(textIn(object(claim[name]).reference) !== '', `Claim.${name}`, 'is missing');
  report(!Number.isNaN(Date.parse(textIn(claim.created))), 'Claim.created', 'is no date');
  report(textIn(codingIn(claim.type).code) !== '', 'Claim.type', 'is missing');
  report(textIn(codingIn(claim.priority).code) !== '', 'Claim.priority', 'is missing');
  const insurance = list(claim.insurance);
  report(insurance[0]?.focal === true, 'Claim.insurance.focal', 'must be true');
  const items = list(claim.item);
  report(items.length > 0, 'Claim.item', 'is missing');
  report(distinct(items), 'Claim.item.sequence', 'is used twice');
  for (const [index, item] of items.entries())
    checkItem(claim, item, `Claim.item[${index}]`, report);
  const infos = list(claim.supportingInfo);
  report(distinct(infos), 'Claim.supportingInfo.sequence', 'is used twice');
  for (const member of list(claim.careTeam))
    report(
      typeof findExtension(member, 'extension-careTeamClaimScope')?.valueBoolean === 'boolean',
      'Claim.careTeam.extension',
      'lacks the scope',
    );
  report(list(claim.diagnosis).length <= 12, 'Claim.diagnosis', 'are more than 12');
};

/** An update continues the second Claim of the bundle; a new request has no second. */
export const checkPrior = (
  claim: UncheckedJson,
  claimUrls: readonly string[],
  report: NoteIssue,
): void => {
  const [related] = list(claim.related);
  if (!related) {
    report(claimUrls.length === 1, 'Bundle.entry', 'a new request holds one Claim');
    return;
  }
  const prior = textIn(object(related.claim).reference);
  const relationship = textIn(codingIn(related.relationship).code);
  report(relationship === 'prior', 'Claim.related.relationship', 'must be prior');
  report(claimUrls[1] === prior, 'Claim.related.claim', 'must be the second Claim');
};
