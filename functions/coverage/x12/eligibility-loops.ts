import { lookup } from '../../platform/lookup.ts';
import { MalformedX12 } from '../../x12/interchange.ts';
import { at, type ReadSegment } from '../../x12/read-segment.ts';

/** One EB (loop 2110) with what follows it; `related` is its loop 2120, between LS and LE. */
export type BenefitLoop = {
  benefit: ReadSegment;
  segments: readonly ReadSegment[];
  related: readonly ReadSegment[];
};

/** One level of the hierarchy (HL) with its own segments and its benefits. */
export type Level = {
  kind: string;
  id: string;
  parent: string;
  segments: readonly ReadSegment[];
  benefits: readonly BenefitLoop[];
};

/** Payer 20, provider 21, subscriber 22, dependent 23: what stands under what. */
const parentKinds = lookup<string | undefined>({
  '20': undefined,
  '21': '20',
  '22': '21',
  '23': '22',
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

const benefitLoopOf = ([benefit, ...rest]: readonly ReadSegment[]): BenefitLoop => {
  const begin = rest.findIndex(({ id }) => id === 'LS');
  const end = rest.findIndex(({ id }) => id === 'LE');
  if (begin < 0 !== end < 0 || end < begin) throw new MalformedX12('ls-le');
  const within = begin < 0 ? rest.length : begin;
  return {
    benefit: benefit as ReadSegment,
    segments: [...rest.slice(0, within), ...rest.slice(begin < 0 ? rest.length : end + 1)],
    related: rest.slice(within + 1, begin < 0 ? within : end),
  };
};

const levelOf = ([hl, ...rest]: readonly ReadSegment[]): Level => {
  const [segments = [], ...benefits] = cutAt(rest, 'EB');
  return {
    kind: at(hl, 3),
    id: at(hl, 1),
    parent: at(hl, 2),
    segments,
    benefits: benefits.map(benefitLoopOf),
  };
};

/**
 * The levels of a 271, each under one of the right kind that came before it.
 *
 * @throws MalformedX12 where the hierarchy does not hold.
 */
export const readLevels = (segments: readonly ReadSegment[]): Level[] => {
  const [, ...parts] = cutAt(segments, 'HL');
  const known = new Map<string, string>();
  return parts.map((part) => {
    const level = levelOf(part);
    const { kind, id, parent } = level;
    const fits = kind in parentKinds && known.get(parent) === parentKinds[kind];
    if (!fits || known.has(id)) throw new MalformedX12('hl');
    known.set(id, kind);
    return level;
  });
};
