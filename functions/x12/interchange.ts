import { at, type ReadSegment } from './read-segment.ts';
import type { Delimiters } from './segment.ts';

/** The text is not one well-formed interchange. `message` says where it breaks, never its content. */
export class MalformedX12 extends Error {
  override name = 'MalformedX12';
}

export type ReadTransaction = { code: string; version: string; segments: readonly ReadSegment[] };
type ReadInterchange = {
  transactions: readonly ReadTransaction[];
  /** TA1: what became of an interchange of ours, whose code and note stand in elements 4 and 5. */
  acknowledgements: readonly ReadSegment[];
  /** It is marked as anything but production (ISA15). */
  isTest: boolean;
};

const limits = { characters: 2_000_000, segments: 20_000 };

/** The first 106 characters are fixed and name the delimiters. */
const delimitersOf = (text: string): Delimiters => {
  if (!text.startsWith('ISA') || text.length < 106) throw new MalformedX12('no-isa');
  const found: Delimiters = {
    element: text.charAt(3),
    repetition: text.charAt(82),
    component: text.charAt(104),
    terminator: text.charAt(105),
  };
  const all = Object.values(found);
  if (new Set(all).size !== 4 || all.some((one) => /[A-Za-z0-9 ]/.test(one)))
    throw new MalformedX12('delimiters');
  if (text.slice(0, 105).split(found.element).length !== 17) throw new MalformedX12('isa');
  return found;
};

const split = (text: string): ReadSegment[] => {
  const delimiters = delimitersOf(text);
  const parts = text.split(delimiters.terminator).map((part) => part.replace(/^[\r\n]+/, ''));
  if (parts.pop()?.trim()) throw new MalformedX12('unfinished-segment');
  if (parts.length > limits.segments) throw new MalformedX12('too-many-segments');
  return parts.map((part) => {
    const [id = '', ...elements] = part.split(delimiters.element);
    if (!/^[A-Z][A-Z0-9]{1,2}$/.test(id)) throw new MalformedX12('segment-id');
    return { id, elements, delimiters };
  });
};

const expect = (holds: boolean, code: string): void => {
  if (!holds) throw new MalformedX12(code);
};

/** A count as X12 writes it, in digits; anything else is no count. */
const counted = (segment: ReadSegment | undefined, position: number): number =>
  /^\d{1,9}$/.test(at(segment, position)) ? Number(at(segment, position)) : Number.NaN;

/**
 * Reads an interchange and holds its envelopes against each other: numbers and counts of ISA/IEA,
 * GS/GE and ST/SE have to agree.
 *
 * @throws MalformedX12 naming the envelope that does not agree.
 */
export const readInterchange = (text: string): ReadInterchange => {
  expect(text.length <= limits.characters, 'too-long');
  const segments = split(text.trimStart());
  const [isa] = segments;
  const iea = segments.at(-1);
  expect(iea?.id === 'IEA' && at(iea, 2) === at(isa, 13), 'iea');
  const inside = segments.slice(1, -1);
  expect(counted(iea, 1) === inside.filter(({ id }) => id === 'GS').length, 'iea-count');
  return {
    transactions: groups(inside),
    acknowledgements: inside.filter(({ id }) => id === 'TA1'),
    isTest: at(isa, 15) !== 'P',
  };
};

const groups = (segments: readonly ReadSegment[]): ReadTransaction[] => {
  const found: ReadTransaction[] = [];
  let group: ReadSegment | undefined;
  let inGroup = 0;
  let set: ReadSegment[] | undefined;
  for (const segment of segments) {
    if (segment.id === 'GS') {
      expect(!group, 'gs');
      group = segment;
      inGroup = 0;
    } else if (segment.id === 'GE') {
      expect(group !== undefined && !set && at(segment, 2) === at(group, 6), 'ge');
      expect(counted(segment, 1) === inGroup, 'ge-count');
      group = undefined;
    } else if (segment.id === 'ST') {
      expect(group !== undefined && !set, 'st');
      set = [segment];
    } else if (set) {
      set.push(segment);
      if (segment.id === 'SE') {
        expect(at(segment, 2) === at(set[0], 2), 'se');
        expect(counted(segment, 1) === set.length, 'se-count');
        found.push({
          code: at(set[0], 1),
          version: at(set[0], 3) || at(group, 8),
          segments: set.slice(1, -1),
        });
        inGroup += 1;
        set = undefined;
      }
    } else expect(segment.id === 'TA1' && !group, 'outside-set');
  }
  expect(!group && !set, 'unclosed');
  return found;
};
