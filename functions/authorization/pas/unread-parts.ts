import { CodeableConcept } from '../../fhir/elements.ts';
import { shortened } from '../../fhir/values.ts';
import { speaksAgainst } from '../answer/contrary-words.ts';
import { extensions, isPasExtension } from './codes.ts';
import { isKnownPart, isTrialLabel } from './known-parts.ts';
import { asSent, codesIn } from './response-values.ts';

/** What stands in an answer where no rule looks for it. */
export type UnreadParts = {
  /** Something there turns the meaning of what it stands on. */
  isModified: boolean;
  /** Decisions in places that PAS has none in, as sent. */
  decisions: string[];
  /** Words of extensions that we do not know, as sent. */
  words: string[];
  /** Modifiers, as sent. */
  modifiers: string[];
  /** Elements that R4 does not have there, as sent. */
  strange: string[];
  /** What of it keeps anybody from acting on the answer, in our words. */
  doubts: string[];
};

export const nothingUnread = (): UnreadParts => ({
  isModified: false,
  decisions: [],
  words: [],
  modifiers: [],
  strange: [],
  doubts: [],
});

type Json = Record<string, unknown>;
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** No answer goes deeper than this; what does is nobody's answer. */
const deepest = 16;

/** Where modifiers and decisions are read by those who read the line, the addition or the whole. */
const ofModifier = /^(item|addItem)?$|^((item|addItem)\.)?adjudication$/;
const ofDecision = /^((item|addItem)\.)?adjudication\.extension$/;
/** Parts of a line that nobody asked for keep it from a grant by themselves; resources speak for themselves. */
const leftAlone = new Set(['detail', 'contained', 'text', 'meta']);

/** Parts of a decision that are read. */
const ofReview = ['number', 'reasonCode', 'reviewActionCode', 'code', 'secondSurgicalOpinionFlag'];
/** A name without an address is the part of another extension, and of nothing by itself. */
const isKnown = (url: string, under: string): boolean =>
  isPasExtension(url) ||
  url.startsWith('http://hl7.org/fhir/') ||
  (!url.includes(':') &&
    under !== '' &&
    (under !== extensions.reviewAction || ofReview.includes(url)));

const concept = (value: unknown): string => asSent(CodeableConcept.safeParse(value).data);

/** What an extension says in words: its value where that is a text, a code or a number. */
const saidIn = (extension: Json): string[] =>
  Object.entries(extension).flatMap(([name, value]) => {
    if (!name.startsWith('value')) return [];
    if (isJson(value)) return concept(value) || concept({ coding: [value] }) || [];
    // Yes and no say something only with what they are said of.
    return typeof value === 'boolean'
      ? [`${String(extension.url).split(/[/:]/).at(-1)}: ${value}`]
      : [String(value).slice(0, 400)];
  });

/** Texts of an extension, in whatever type: those of codes say what a code is, and nothing of the grant. */
const freeTextsIn = ({ valueString, valueMarkdown, valueAnnotation }: Json): string[] =>
  [valueString, valueMarkdown, isJson(valueAnnotation) ? valueAnnotation.text : undefined].filter(
    (text) => typeof text === 'string',
  );

/** Elements that no rule reads, and that may be named so that they take a grant back. */
const unreadElements = ['type', 'subType', 'payeeType', 'total', 'payment', 'fundsReserve'];

const contraryIn = (response: Json): string[] =>
  unreadElements
    .flatMap((name) => (name in response ? textsIn(response[name]) : []))
    .filter(speaksAgainst)
    .map((text) => text.slice(0, 400));

const decisionIn = ({ extension }: Json): string =>
  (Array.isArray(extension) ? extension : []).filter(isJson).flatMap(saidIn).join(' ');

/** X12 1322: the certification is cancelled. */
const cancels = ({ valueCodeableConcept }: Json): boolean =>
  codesIn(CodeableConcept.safeParse(valueCodeableConcept).data).includes('3');

/** Looks at one extension that stands at `path`, under the one with the address `under`. */
const lookAt = (extension: Json, path: string, under: string, found: UnreadParts): void => {
  const url = typeof extension.url === 'string' ? extension.url : '';
  if (url === extensions.reviewAction && !ofDecision.test(path))
    found.decisions.push(decisionIn(extension));
  if (url === extensions.certificationType && cancels(extension))
    found.doubts.push('a cancellation beside its decision');
  if (!isKnown(url, under)) found.words.push(...saidIn(extension));
  else if (under !== extensions.reviewAction)
    found.words.push(...freeTextsIn(extension).filter(speaksAgainst));
};

/** Why a beginning, an end or an amount is not given: it is open, or nobody knows it yet. */
const ofBounds: ReadonlySet<string> = new Set(['_start', '_end', '_value']);

const walk = (value: Json, path: readonly string[], under: string, found: UnreadParts): void => {
  if (path.length > deepest) found.isModified = true;
  if (path.length > deepest) return;
  for (const [name, inner] of Object.entries(value)) {
    if (leftAlone.has(name)) continue;
    const at = [...path, name];
    if (ofBounds.has(name)) found.doubts.push('a bound that is left out for a reason');
    if (!isKnownPart(path.join('.'), name)) {
      found.strange.push(shortened(`${name}: ${textsIn(inner).join(', ')}`, 400));
      continue;
    }
    if (name === 'modifierExtension') {
      found.modifiers.push(JSON.stringify(inner).slice(0, 200));
      const isElsewhere = !ofModifier.test(path.join('.'));
      if (isElsewhere && (!Array.isArray(inner) || inner.length > 0)) found.isModified = true;
      continue;
    }
    for (const one of Array.isArray(inner) ? inner : [inner]) {
      if (!isJson(one)) continue;
      if (name === 'extension') lookAt(one, at.join('.'), under, found);
      walk(one, at, typeof one.url === 'string' ? one.url : under, found);
    }
  }
};

/** Whatever is written in an element, in its order. */
export const textsIn = (value: unknown, depth = 0): string[] => {
  if (depth > deepest || value === null || value === undefined) return [];
  if (!isJson(value)) return [String(value)];
  return Object.values(value).flatMap((one) => textsIn(one, depth + 1));
};

const plainText = (div: string): string =>
  div
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(nbsp|#160);/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * What the narrative tells that is nowhere else: all of one that says it adds something; of one that is made
 * from the rest only what contradicts a grant.
 */
const narrated = ({ text }: Json): string[] => {
  if (!isJson(text) || typeof text.div !== 'string') return [];
  const said = plainText(text.div.slice(0, 20_000));
  const isMade = text.status === 'generated' || text.status === 'extensions';
  return said !== '' && (!isMade || speaksAgainst(said)) ? [shortened(said, 400)] : [];
};

/** Labels that say it is a trial: a test of a payer's server decides nothing. */
export const trialLabels = ({ meta }: Json): string[] =>
  (isJson(meta) ? [meta.security, meta.tag].flat().filter(isJson) : [])
    .map(({ code, display }) => ({ code: String(code ?? ''), display: String(display ?? '') }))
    .filter(isTrialLabel)
    .map(({ code, display }) => shortened([code, display].filter(Boolean).join(' '), 200));

/**
 * Goes through a whole ClaimResponse as it was sent, for what its form does not hold: a decision, a
 * modifier or words may stand anywhere in it, and none of them is passed over.
 */
export const findUnread = (response: unknown): UnreadParts => {
  const found = nothingUnread();
  if (!isJson(response)) return found;
  walk(response, [], '', found);
  found.words.push(...narrated(response), ...contraryIn(response));
  if (found.strange.length > 0) found.doubts.push('parts that nobody here knows');
  const labels = trialLabels(response);
  if (labels.length > 0) found.doubts.push('the label of a test');
  found.modifiers.push(...labels);
  return found;
};
