import { lookup } from '../../platform/lookup.ts';
import { MalformedX12 } from '../../x12/interchange.ts';
import { at, type ReadSegment } from '../../x12/read-segment.ts';
import { deniesPlainly } from '../answer/contrary-words.ts';
import { levelKinds } from './review-set.ts';

/** One level of a 278: what it says itself, and each that it names (NM1) with what belongs to that one. */
export type ReviewLevel = {
  kind: string;
  id: string;
  parent: string;
  own: readonly ReadSegment[];
  named: readonly (readonly ReadSegment[])[];
};

/** What stands under what. */
const parentKinds = lookup<readonly string[]>({
  [levelKinds.payer]: [],
  [levelKinds.requester]: [levelKinds.payer],
  [levelKinds.subscriber]: [levelKinds.requester],
  [levelKinds.dependent]: [levelKinds.subscriber],
  [levelKinds.event]: [levelKinds.subscriber, levelKinds.dependent],
  [levelKinds.service]: [levelKinds.event],
});

/** Cuts a list where these segments begin; what comes before the first of them goes first. */
const cutAt = (segments: readonly ReadSegment[], id: string): ReadSegment[][] => {
  const parts: ReadSegment[][] = [[]];
  for (const segment of segments) {
    if (segment.id === id) parts.push([segment]);
    else parts.at(-1)?.push(segment);
  }
  return parts;
};

/**
 * The levels of a 278, each under one of the right kind that came before it.
 *
 * @throws MalformedX12 where the hierarchy does not hold.
 */
export const readReviewLevels = (segments: readonly ReadSegment[]): ReviewLevel[] => {
  const [before = [], ...parts] = cutAt(segments, 'HL');
  if (before.length > 0) throw new MalformedX12('hl');
  const known = new Map<string, string>();
  return parts.map(([hl, ...rest]) => {
    const [own = [], ...named] = cutAt(rest, 'NM1');
    const level = { kind: at(hl, 3), id: at(hl, 1), parent: at(hl, 2), own, named };
    const parents = parentKinds[level.kind];
    const fits =
      parents !== undefined &&
      (parents.length === 0
        ? level.parent === ''
        : parents.includes(known.get(level.parent) ?? ''));
    if (!fits || known.has(level.id)) throw new MalformedX12('hl');
    known.set(level.id, level.kind);
    return level;
  });
};

/** Segments that are read at a level; whatever else stands there is not understood. */
const readAt = lookup<readonly string[]>({
  [levelKinds.event]: ['TRN', 'AAA', 'UM', 'HCR', 'REF', 'DTP', 'HI', 'HSD', 'PWK', 'MSG'],
  [levelKinds.service]: [
    ...['TRN', 'AAA', 'UM', 'HCR', 'REF', 'DTP', 'HI', 'SV1', 'SV2', 'HSD', 'PWK', 'MSG'],
  ],
});
const readAbove = ['AAA'];
/** What tells more of somebody who is named. */
const ofNamed = ['NM1', 'REF', 'N3', 'N4', 'PER', 'AAA', 'PRV', 'DMG', 'INS'];

/** What stands at a level, or behind somebody whom it names, and belongs neither here nor there. */
export const partsOutOfPlace = ({ kind, own, named }: ReviewLevel): ReadSegment[] => [
  ...own.filter(({ id }) => !(readAt[kind] ?? readAbove).includes(id)),
  ...named.flat().filter(({ id }) => !ofNamed.includes(id)),
];

/** Segments, other than a message, in any element of which the payer says in words that it grants nothing. */
export const partsAgainst = ({ own, named }: ReviewLevel): ReadSegment[] =>
  [...own, ...named.flat()].filter(
    ({ id, elements }) => id !== 'MSG' && elements.some(deniesPlainly),
  );

/** A segment as sent, for words that a person reads. */
export const segmentAsSent = ({ id, elements }: ReadSegment): string =>
  [id, ...elements].join(' ').replace(/\s+/g, ' ').trim();

export const all = (segments: readonly ReadSegment[], id: string): ReadSegment[] =>
  segments.filter((one) => one.id === id);
