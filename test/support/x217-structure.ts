import { readInterchange } from '../../functions/x12/interchange.ts';
import type { ReadSegment } from '../../functions/x12/read-segment.ts';
import type { ElementTable, LoopTable, Part, SegmentTable } from './x217-tables.ts';

/**
 * Holds a transaction set against the published tables of its loops: which segment stands where, how
 * often, and what its elements hold. What it returns is at fault, each with its place; nothing means that
 * all of it is as the tables want it.
 */
type Walk = { segments: readonly ReadSegment[]; at: number; faults: string[] };

const text = (segment: ReadSegment, position: number): string =>
  segment.elements[position - 1] ?? '';

const isLoop = (part: Part): part is LoopTable => 'loop' in part;

const isThis = ({ id, told }: SegmentTable, segment: ReadSegment): boolean =>
  segment.id === id && (told === undefined || told.codes.includes(text(segment, told.at)));

const begins = (part: Part, segment: ReadSegment): boolean =>
  isLoop(part) ? isThis(part.parts[0] as SegmentTable, segment) : isThis(part, segment);

const forms = {
  AN: /^\S(.*\S)?$/,
  ID: /^[A-Z0-9]+$/,
  N0: /^-?\d+$/,
  R: /^-?\d*\.?\d+$/,
  DT: /^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/,
  TM: /^([01]\d|2[0-3])[0-5]\d([0-5]\d(\d\d)?)?$/,
} as const;

const faultOf = (value: string, table: ElementTable, segment: ReadSegment): string => {
  const { repetition, component } = segment.delimiters;
  if (value === '') return table.usage === 'R' ? 'is missing' : '';
  if (table.usage === 'N') return 'has no place here';
  if ('parts' in table) {
    const parts = value.split(component);
    if (parts.length > table.parts.length) return 'has more parts than it may';
    if (parts.at(-1) === '') return 'ends with an empty part';
    const found = table.parts.map((part, index) => faultOf(parts[index] ?? '', part, segment));
    const first = found.findIndex(Boolean);
    return first < 0 ? '' : `part ${first + 1} ${found[first]}`;
  }
  const { kind, least, most, codes, repeats = 1 } = table;
  const all = value.split(repetition);
  if (all.length > repeats) return 'is repeated more often than it may';
  for (const one of all) {
    const length = kind === 'R' ? one.replace(/[-.]/g, '').length : one.length;
    if (length < least || length > most) return `has ${length} characters, not ${least} to ${most}`;
    if (!forms[kind].test(one)) return `is no ${kind}`;
    if (codes && !codes.includes(one)) return `holds a code that it may not: ${one}`;
  }
  return '';
};

/** Syntax notes of 005010: of these elements of a segment both are there, or neither. */
const together: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  NM1: [[8, 9]],
  PER: [
    [3, 4],
    [5, 6],
    [7, 8],
  ],
  DMG: [[1, 2]],
  PWK: [[5, 6]],
  HSD: [[1, 2]],
  SV1: [[3, 4]],
  SV2: [[4, 5]],
};

const checkElements = (segment: ReadSegment, table: SegmentTable, walk: Walk, loop: string) => {
  const count = Math.max(segment.elements.length, table.elements.length);
  if (segment.elements.at(-1) === '') walk.faults.push(`${loop} ${segment.id} ends with nothing`);
  for (const [one, other] of together[segment.id] ?? [])
    if ((text(segment, one) === '') !== (text(segment, other) === ''))
      walk.faults.push(`${loop} ${segment.id} has one of ${one} and ${other} without the other`);
  for (let position = 1; position <= count; position += 1) {
    const element = table.elements[position - 1];
    const fault = element
      ? faultOf(text(segment, position), element, segment)
      : text(segment, position)
        ? 'has no place here'
        : '';
    if (fault)
      walk.faults.push(`${loop} ${segment.id}${String(position).padStart(2, '0')} ${fault}`);
  }
};

/** Takes what belongs to a loop, in the order of its table; the first that does not ends it. */
const walkLoop = (parts: readonly Part[], walk: Walk, loop: string): void => {
  const counts = new Map<Part, number>();
  let place = 0;
  for (;;) {
    const segment = walk.segments[walk.at];
    const part = segment && parts.find((one) => begins(one, segment) && one.place >= place);
    if (!segment || !part) break;
    place = part.place;
    const count = (counts.get(part) ?? 0) + 1;
    // The first segment of a loop begins the next one of its kind.
    if (count > 1 && !isLoop(part) && part === parts[0]) break;
    counts.set(part, count);
    if (count > part.most) walk.faults.push(`${loop} ${segment.id} comes too often`);
    if (isLoop(part)) walkLoop(part.parts, walk, part.loop);
    else {
      checkElements(segment, part, walk, loop);
      walk.at += 1;
    }
  }
  for (const part of parts)
    if (part.usage === 'R' && !counts.has(part))
      walk.faults.push(`${loop} ${isLoop(part) ? part.loop : part.id} is missing`);
};

/** What of one interchange with one 278 is not as its tables want it. */
export const faultsIn = (interchange: string, table: readonly Part[]): string[] => {
  const { transactions } = readInterchange(interchange);
  const [set] = transactions;
  if (!set || transactions.length > 1) return ['not one transaction set'];
  const walk: Walk = { segments: set.segments, at: 0, faults: [] };
  if (set.version !== '005010X217') walk.faults.push(`version ${set.version}`);
  walkLoop(table, walk, 'ST');
  const left = walk.segments[walk.at];
  if (left) walk.faults.push(`${left.id} ${text(left, 1)} at ${walk.at + 1} belongs to no loop`);
  return walk.faults;
};
