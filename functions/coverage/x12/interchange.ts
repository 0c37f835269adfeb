import { type Delimiters, type Segment, writeSegment } from './segment.ts';

/** Who sends one transaction set to whom, when, under which numbers. */
export type Envelope = {
  sender: string;
  receiver: string;
  /** Local date and time as X12 writes them: CCYYMMDD and HHMM. */
  on: string;
  at: string;
  /** 1 to 999999999; the receiver's acknowledgements name it. */
  control: number;
  /** `T` marks a test. */
  usage: 'P' | 'T';
};

export type TransactionSet = { code: string; version: string; group: string };

/** One interchange with one group and one transaction set, counters and numbers filled in. */
export const writeInterchange = (
  envelope: Envelope,
  set: TransactionSet,
  body: readonly Segment[],
): string => {
  const { sender, receiver, on, at, usage } = envelope;
  const control = String(envelope.control).padStart(9, '0');
  const setNumber = '0001';
  const segments = body.map(writeSegment);
  const isa = [
    'ISA*00*          *00*          *ZZ*',
    sender.padEnd(15).slice(0, 15),
    '*ZZ*',
    receiver.padEnd(15).slice(0, 15),
    `*${on.slice(2)}*${at}*^*00501*${control}*0*${usage}*:~`,
  ].join('');
  return [
    isa,
    writeSegment([
      'GS',
      set.group,
      sender,
      receiver,
      on,
      at,
      String(envelope.control),
      'X',
      set.version,
    ]),
    writeSegment(['ST', set.code, setNumber, set.version]),
    ...segments,
    writeSegment(['SE', String(segments.length + 2), setNumber]),
    writeSegment(['GE', '1', String(envelope.control)]),
    writeSegment(['IEA', '1', control]),
  ].join('');
};

/** The text is not one well-formed interchange. `code` says where it breaks, never its content. */
export class MalformedX12 extends Error {
  override name = 'MalformedX12';
}

/** A segment as read: elements of repetitions of components, all text. */
export type ReadSegment = { id: string; elements: readonly string[]; delimiters: Delimiters };

export type ReadTransaction = { code: string; version: string; segments: readonly ReadSegment[] };
export type ReadInterchange = { control: string; transactions: readonly ReadTransaction[] };

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

/** The n-th element (1 is the first) as plain text. */
export const at = (segment: ReadSegment | undefined, position: number): string =>
  segment?.elements[position - 1]?.trim() ?? '';

/** The repetitions of an element. */
export const repetitions = (segment: ReadSegment, position: number): string[] =>
  at(segment, position).split(segment.delimiters.repetition).filter(Boolean);

/** The components of a composite element. */
export const components = (segment: ReadSegment, position: number): string[] =>
  at(segment, position).split(segment.delimiters.component);

const expect = (holds: boolean, code: string): void => {
  if (!holds) throw new MalformedX12(code);
};

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
  expect(Number(at(iea, 1)) === inside.filter(({ id }) => id === 'GS').length, 'iea-count');
  return { control: at(isa, 13), transactions: groups(inside) };
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
      expect(Number(at(segment, 1)) === inGroup, 'ge-count');
      group = undefined;
    } else if (segment.id === 'ST') {
      expect(group !== undefined && !set, 'st');
      set = [segment];
    } else if (set) {
      set.push(segment);
      if (segment.id === 'SE') {
        expect(at(segment, 2) === at(set[0], 2), 'se');
        expect(Number(at(segment, 1)) === set.length, 'se-count');
        found.push({
          code: at(set[0], 1),
          version: at(set[0], 3) || at(group, 8),
          segments: set.slice(1, -1),
        });
        inGroup += 1;
        set = undefined;
      }
    } else expect(segment.id === 'TA1', 'outside-set');
  }
  expect(!group && !set, 'unclosed');
  return found;
};
