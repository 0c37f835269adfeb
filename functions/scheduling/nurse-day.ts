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

/**
 * Where a visit fits into a nurse's day: the gap with the least extra travel, and in it the
 * earliest start. Travel from and to the base is part of the shift.
 */
export const fitNurseDay = (
  blocks: readonly NurseBlock[],
  { shift, base, maxVisits }: NurseShift,
  { minutes, at, within, busy }: HomeAsk,
): HomeFit | { refused: HomeRefusal } => {
  if (!shift) return { refused: 'day-off' };
  if (blocks.length >= maxVisits) return { refused: 'day-full' };
  const sorted = [...blocks].sort((a, b) => a.from - b.from);
  let best: HomeFit | undefined;
  let refused: HomeRefusal = 'no-gap';
  for (let gap = 0; gap <= sorted.length; gap += 1) {
    const before = sorted[gap - 1];
    const after = sorted[gap];
    const opens = before?.to ?? shift.from;
    const closes = after?.from ?? shift.to;
    if (closes - opens < minutes) continue;
    const there = travelMinutes(before?.at ?? base, at);
    const onward = travelMinutes(at, after?.at ?? base);
    const earliest = Math.max(opens + there, within?.from ?? 0);
    const latest = Math.min(closes - onward, within?.to ?? closes);
    if (onGrid(earliest) + minutes > latest) {
      if (refused === 'no-gap' && !within) refused = 'too-far';
      continue;
    }
    const from = patientFree(earliest, minutes, busy);
    if (from + minutes > latest) {
      refused = 'patient-busy';
      continue;
    }
    const detour = there + onward - travelMinutes(before?.at ?? base, after?.at ?? base);
    if (!best || detour < best.detour)
      best = { from, to: from + minutes, travel: there, detour: Math.max(0, detour) };
  }
  return best ?? { refused };
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
