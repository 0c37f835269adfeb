import { CodeableConcept } from '../../fhir/elements.ts';
import { extensions, isPasExtension } from './codes.ts';
import { asSent } from './response-values.ts';

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
};

const nothing = (): UnreadParts => ({
  isModified: false,
  decisions: [],
  words: [],
  modifiers: [],
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
const isKnown = (url: string, under: string): boolean =>
  isPasExtension(url) ||
  url.startsWith('http://hl7.org/fhir/') ||
  (!url.includes(':') && (under !== extensions.reviewAction || ofReview.includes(url)));

const concept = (value: unknown): string => asSent(CodeableConcept.safeParse(value).data);

/** What an extension says in words: its value where that is a text, a code or a number. */
const saidIn = (extension: Json): string[] =>
  Object.entries(extension).flatMap(([name, value]) => {
    if (!name.startsWith('value')) return [];
    if (isJson(value)) return concept(value) || concept({ coding: [value] }) || [];
    return typeof value === 'boolean' ? [] : [String(value).slice(0, 400)];
  });

const decisionIn = ({ extension }: Json): string =>
  (Array.isArray(extension) ? extension : []).filter(isJson).flatMap(saidIn).join(' ');

/** Looks at one extension that stands at `path`, under the one with the address `under`. */
const lookAt = (extension: Json, path: string, under: string, found: UnreadParts): void => {
  const url = typeof extension.url === 'string' ? extension.url : '';
  if (url === extensions.reviewAction && !ofDecision.test(path))
    found.decisions.push(decisionIn(extension));
  if (!isKnown(url, under)) found.words.push(...saidIn(extension));
};

const walk = (value: Json, path: readonly string[], under: string, found: UnreadParts): void => {
  if (path.length > deepest) found.isModified = true;
  if (path.length > deepest) return;
  for (const [name, inner] of Object.entries(value)) {
    if (leftAlone.has(name)) continue;
    const at = [...path, name];
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

/**
 * Goes through a whole ClaimResponse as it was sent, for what its form does not hold: a decision, a
 * modifier or words may stand anywhere in it, and none of them is passed over.
 */
export const findUnread = (response: unknown): UnreadParts => {
  const found = nothing();
  if (isJson(response)) walk(response, [], '', found);
  return found;
};
