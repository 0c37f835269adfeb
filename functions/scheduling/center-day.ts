import { grid, overlap, type Span } from '../network/days.ts';
import type { Acuity } from '../series/visit.ts';
import { onGrid, patientFree } from './nurse-day.ts';

export type CenterBlock = Span & { visitId: string; acuity: Acuity };

/** One day of a site with chairs: the unit that bookings lock, as a nurse's day is. */
export type CenterDay = { siteId: string; on: string; rev: number; blocks: readonly CenterBlock[] };

/**
 * What a chair visit takes. Capacity is reserved, not a named chair or nurse: the team divides the
 * day among itself. Planning values to be set per site with its nurses (no national ratio exists).
 */
export const centerRules = {
  insertionMinutes: 15,
  removalMinutes: 10,
  checkEveryMinutes: 30,
  /** Patients watched at once by one nurse, and the most their acuities may add up to. */
  patientsPerNurse: 4,
  acuityPerNurse: 6,
  /** A first dose starts no later than this before closing. */
  firstDoseBeforeCloseMinutes: 180,
  source: 'own planning values; infusion center scheduling literature; verify per site',
} as const;

/** Nurses on duty, as spans of the day; `competent` is true for those who may give the therapy. */
export type Duty = Span & { competent: boolean };

export type CenterHours = {
  open: Span | undefined;
  chairs: number;
  duty: readonly Duty[];
};

export type CenterAsk = {
  minutes: number;
  acuity: Acuity;
  first: boolean;
  within?: Span | undefined;
  busy: readonly Span[];
};

export type CenterRefusal =
  | 'closed'
  | 'no-competent-nurse'
  | 'no-chair'
  | 'nurses-busy'
  | 'too-late-for-first-dose'
  | 'patient-busy'
  | 'too-long';

/** Whether the slot of a visit, counted from its start, takes a nurse's both hands. */
const needsHands = (slot: number, slots: number, acuity: Acuity): boolean =>
  slot * grid < centerRules.insertionMinutes ||
  (slots - slot) * grid <= centerRules.removalMinutes ||
  (acuity >= 2 && (slot * grid) % centerRules.checkEveryMinutes === 0);

/** Chairs, hands and acuity in use at each five-minute slot of the opening hours. */
type Load = { chairs: Uint8Array; hands: Uint8Array; acuity: Uint16Array };

const loadOf = (blocks: readonly CenterBlock[], open: Span): Load => {
  const slots = Math.ceil((open.to - open.from) / grid);
  const load = {
    chairs: new Uint8Array(slots),
    hands: new Uint8Array(slots),
    acuity: new Uint16Array(slots),
  };
  for (const block of blocks) {
    const length = Math.ceil((block.to - block.from) / grid);
    const first = Math.floor((block.from - open.from) / grid);
    for (let slot = 0; slot < length; slot += 1) {
      // The arrays have no room for what lies outside the hours, and leave it out.
      const at = first + slot;
      load.chairs[at] = (load.chairs[at] ?? 0) + 1;
      load.acuity[at] = (load.acuity[at] ?? 0) + block.acuity;
      if (needsHands(slot, length, block.acuity)) load.hands[at] = (load.hands[at] ?? 0) + 1;
    }
  }
  return load;
};

const onDuty = (duty: readonly Duty[], minute: number): Duty[] =>
  duty.filter(({ from, to }) => from <= minute && minute + grid <= to);

/** A day made ready for many questions. */
export const centerDay = (blocks: readonly CenterBlock[], { open, chairs, duty }: CenterHours) => {
  if (!open) {
    return {
      fit: (_ask: CenterAsk): Span | { refused: CenterRefusal } => ({ refused: 'closed' }),
      conflicts: (): CenterConflict[] => [{ code: 'closed', visitIds: [] }],
    };
  }
  const load = loadOf(blocks, open);
  const team = Array.from(load.chairs, (_, slot) => {
    const there = onDuty(duty, open.from + slot * grid);
    return { nurses: there.length, competent: there.some(({ competent }) => competent) };
  });

  /** The first slot of a visit at which something is short, with what it is. */
  const short = (
    start: number,
    minutes: number,
    acuity: Acuity,
  ): { at: number; code: CenterRefusal } | undefined => {
    const length = Math.ceil(minutes / grid);
    const first = (start - open.from) / grid;
    for (let slot = 0; slot < length; slot += 1) {
      const at = first + slot;
      const nurses = team[at]?.nurses ?? 0;
      if (!team[at]?.competent) return { at, code: 'no-competent-nurse' };
      const seated = (load.chairs[at] ?? 0) + 1;
      if (seated > chairs) return { at, code: 'no-chair' };
      const hands = (load.hands[at] ?? 0) + (needsHands(slot, length, acuity) ? 1 : 0);
      if (
        hands > nurses ||
        seated > nurses * centerRules.patientsPerNurse ||
        (load.acuity[at] ?? 0) + acuity > nurses * centerRules.acuityPerNurse
      )
        return { at, code: 'nurses-busy' };
    }
    return undefined;
  };

  const lastStart = (first: boolean, minutes: number): number =>
    Math.min(
      open.to - minutes,
      first ? open.to - centerRules.firstDoseBeforeCloseMinutes : open.to,
    );

  return {
    /** The earliest start of the day at which a chair, hands and a competent nurse are there. */
    fit: ({ minutes, acuity, first, within, busy }: CenterAsk) => {
      if (open.to - open.from < minutes) return { refused: 'too-long' as const };
      const latest = Math.min(lastStart(first, minutes), (within?.to ?? open.to) - minutes);
      let refused: CenterRefusal = first ? 'too-late-for-first-dose' : 'no-chair';
      let start = onGrid(Math.max(open.from, within?.from ?? 0));
      while (start <= latest) {
        const free = patientFree(start, minutes, busy);
        if (free > start) {
          refused = 'patient-busy';
          start = free;
          continue;
        }
        const lack = short(start, minutes, acuity);
        if (!lack) return { from: start, to: start + minutes };
        refused = lack.code;
        start += grid;
      }
      return { refused };
    },
    /** What stands in the way of one exact start, with the visits that are there then. */
    conflicts: (wanted: Span, acuity: Acuity, first: boolean): CenterConflict[] => {
      const minutes = wanted.to - wanted.from;
      if (wanted.from < open.from || wanted.to > open.to) return [{ code: 'closed', visitIds: [] }];
      if (wanted.from > lastStart(first, minutes))
        return [{ code: 'too-late-for-first-dose', visitIds: [] }];
      const lack = short(wanted.from, minutes, acuity);
      if (!lack) return [];
      const slot = { from: open.from + lack.at * grid, to: open.from + (lack.at + 1) * grid };
      const there = blocks.filter((block) => overlap(block, slot));
      return [
        {
          code: lack.code,
          visitIds: lack.code === 'no-competent-nurse' ? [] : there.map(({ visitId }) => visitId),
        },
      ];
    },
  };
};

export type CenterConflict = { code: CenterRefusal; visitIds: string[] };
