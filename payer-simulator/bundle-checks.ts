import { isRecord, list, object, textIn, type UncheckedJson } from './json.ts';
import type { NoteIssue } from './report.ts';

export const checkBundle = (bundle: UncheckedJson, report: NoteIssue): void => {
  report(bundle.resourceType === 'Bundle', 'Bundle', 'is not a Bundle');
  report(bundle.type === 'collection', 'Bundle.type', 'must be collection');
  const identifier = object(bundle.identifier);
  report(Boolean(textIn(identifier.system)), 'Bundle.identifier.system', 'is missing');
  report(Boolean(textIn(identifier.value)), 'Bundle.identifier.value', 'is missing');
  report(!Number.isNaN(Date.parse(textIn(bundle.timestamp))), 'Bundle.timestamp', 'is no instant');
  const entries = list(bundle.entry);
  report(entries.length > 0, 'Bundle.entry', 'is missing');
  for (const [index, entry] of entries.entries()) {
    const at = `Bundle.entry[${index}]`;
    report(Boolean(textIn(entry.fullUrl)), `${at}.fullUrl`, 'is missing');
    report(isRecord(entry.resource), `${at}.resource`, 'is missing');
    report(!entry.search && !entry.request && !entry.response, at, 'must only hold a resource');
  }
  const urls = entries.map(({ fullUrl }) => fullUrl);
  report(new Set(urls).size === urls.length, 'Bundle.entry.fullUrl', 'is used twice');
  const claims = entries.filter(({ resource }) => object(resource).resourceType === 'Claim');
  report(claims[0] === entries[0], 'Bundle.entry[0]', 'must be the Claim');
  report(claims.length <= 2, 'Bundle.entry', 'must not hold more than two Claims');
};

const references = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isRecord(value)) return [];
  const own = typeof value.reference === 'string' ? [value.reference] : [];
  return [...own, ...Object.values(value).flatMap(references)];
};

/** Every reference leads to an entry, and every entry is led to from the Claims. */
export const checkReferences = (
  entries: Map<string, UncheckedJson>,
  claimUrls: string[],
  report: NoteIssue,
): void => {
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

export const checkDocuments = (entries: Map<string, UncheckedJson>, report: NoteIssue): void => {
  for (const resource of entries.values()) {
    if (resource.resourceType !== 'DocumentReference') continue;
    const attachment = object(list(resource.content)[0]?.attachment);
    report(
      textIn(attachment.data) !== '',
      'DocumentReference.content.attachment.data',
      'is missing',
    );
    report(attachment.url === undefined, 'DocumentReference.content.attachment.url', 'not allowed');
  }
};
