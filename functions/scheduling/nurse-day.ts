import { grid, overlap, type Span } from '../network/days.ts';
import type { Point } from '../network/network.ts';
import { travelMinutes } from '../network/travel.ts';

/** A home visit as the nurse's day sees it. */
export type NurseBlock = Span & { visitId: string; at: Point };

/**
 * One nurse's day: the unit that bookings lock. Every write expects the `rev` it read, and the
 * travel between neighbors lies within the same item, so two bookings that fit alone but not
 * together cannot both pass.
 */
export type NurseDay = { nurseId: string; on: string; rev: number; blocks: readonly NurseBlock[] };

export type NurseShift = { shift: Span | undefined; base: Point; maxVisits: number };

export type HomeAsk = {
  minutes: number;
  at: Point;
  /** When the visit may lie, besides the shift. */
  within?: Span | undefined;
  /** Other visits of the patient. */
  busy: readonly Span[];
};

export type HomeFit = { from: number; to: number; travel: number; detour: number };
export type HomeRefusal = 'day-off' | 'day-full' | 'no-gap' | 'too-far' | 'patient-busy';

export const onGrid = (minute: number): number => Math.ceil(minute / grid) * grid;

/** The first start at or after `from` at which the patient is free for so many minutes. */
export const patientFree = (from: number, minutes: number, busy: readonly Span[]): number => {
  let start = onGrid(from);
  for (let moved = true; moved; ) {
    const clash = busy.find((span) => overlap({ from: start, to: start + minutes }, span));
    moved = clash !== undefined;
    if (clash) start = onGrid(clash.to);
  }
  return start;
};

/** A free stretch of a nurse's day, with where the nurse is before and after it. */
type Gap = { opens: number; closes: number; before: Point; after: Point };

const gapsOf = (blocks: readonly NurseBlock[], shift: Span, base: Point): Gap[] => {
  const sorted = [...blocks].sort((a, b) => a.from - b.from);
  return Array.from({ length: sorted.length + 1 }, (_, index) => {
    const [previous, next] = [sorted[index - 1], sorted[index]];
    return {
      opens: previous?.to ?? shift.from,
      closes: next?.from ?? shift.to,
      before: previous?.at ?? base,
      after: next?.at ?? base,
    };
  });
};

/** The earliest start in one gap, with the travel it costs; or what is in its way. */
const fitGap = (
  gap: Gap,
  { minutes, at, within, busy }: HomeAsk,
): HomeFit | { refused: HomeRefusal } => {
  if (gap.closes - gap.opens < minutes) return { refused: 'no-gap' };
  const there = travelMinutes(gap.before, at);
  const onward = travelMinutes(at, gap.after);
  const earliest = Math.max(gap.opens + there, within?.from ?? 0);
  const latest = Math.min(gap.closes - onward, within?.to ?? gap.closes);
  // Whoever asks for a part of the day knows that the rest of it is closed to them.
  if (onGrid(earliest) + minutes > latest) return { refused: within ? 'no-gap' : 'too-far' };
  const from = patientFree(earliest, minutes, busy);
  if (from + minutes > latest) return { refused: 'patient-busy' };
  const detour = Math.max(0, there + onward - travelMinutes(gap.before, gap.after));
  return { from, to: from + minutes, travel: there, detour };
};

/** What is told when no gap fits, the nearest to a fit first. */
const nearest: readonly HomeRefusal[] = ['patient-busy', 'too-far', 'no-gap'];

/**
 * Where a visit fits into a nurse's day: the gap with the least extra travel, and in it the
 * earliest start. Travel from and to the base is part of the shift.
 */
export const fitNurseDay = (
  blocks: readonly NurseBlock[],
  { shift, base, maxVisits }: NurseShift,
  ask: HomeAsk,
): HomeFit | { refused: HomeRefusal } => {
  if (!shift) return { refused: 'day-off' };
  if (blocks.length >= maxVisits) return { refused: 'day-full' };
  let best: HomeFit | undefined;
  const refusals = new Set<HomeRefusal>();
  for (const gap of gapsOf(blocks, shift, base)) {
    const fit = fitGap(gap, ask);
    if ('refused' in fit) refusals.add(fit.refused);
    else if (!best || fit.detour < best.detour) best = fit;
  }
  return best ?? { refused: nearest.find((refused) => refusals.has(refused)) ?? 'no-gap' };
};

export type HomeConflict = { code: HomeRefusal | 'nurse-busy'; visitId?: string };

/** What stands in the way of one exact start; empty when the nurse can be there in time. */
export const homeConflicts = (
  blocks: readonly NurseBlock[],
  { shift, base, maxVisits }: NurseShift,
  wanted: Span & { at: Point },
): HomeConflict[] => {
  if (!shift) return [{ code: 'day-off' }];
  const conflicts: HomeConflict[] = [];
  if (blocks.length >= maxVisits) conflicts.push({ code: 'day-full' });
  for (const block of blocks) {
    const travel = travelMinutes(block.at, wanted.at);
    if (overlap(block, wanted)) conflicts.push({ code: 'nurse-busy', visitId: block.visitId });
    else if (overlap({ from: block.from - travel, to: block.to + travel }, wanted))
      conflicts.push({ code: 'too-far', visitId: block.visitId });
  }
  const commute = travelMinutes(base, wanted.at);
  if (wanted.from < shift.from + commute || wanted.to > shift.to - commute)
    conflicts.push({ code: 'day-off' });
  return conflicts;
};
