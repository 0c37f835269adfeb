import * as z from 'zod';
import type { CorrespondenceView } from '../hold/correspondence.ts';
import { DenialReading, readingSays } from '../payer/denial-readings.ts';
import { DenialRung, DenialRungRow } from '../payer/denial-rung.ts';
import { payerReason } from '../payer/payer-reasons.ts';
import type { Reader } from '../platform/disclosure.ts';
import type { Authorization } from './authorization.ts';
import { Denial, RungTaken } from './denial.ts';
import { forfeitsOf, type LadderPayer, ladderOf, type RungStanding } from './denial-ladder.ts';
import { denialStanding } from './denial-rules.ts';
import { markSays, rungNames, standingSays } from './denial-words.ts';

const Taken = RungTaken.omit({ request: true, rule: true });

const RungView = z.object({
  rung: DenialRung,
  state: z.enum(['open', 'not-yet', 'under-way', 'over', 'lost', 'lapsed']),
  /** How it stands, in a sentence. */
  says: z.string(),
  takenBy: DenialRungRow.shape.takenBy,
  goesTo: z.string(),
  /** Whether facts that the request did not have are looked at. */
  newFacts: z.boolean(),
  /** Days of its window by the payer's clocks; `stated` where the notice named the last one. */
  window: z
    .object({
      from: z.iso.date(),
      lastDay: z.iso.date(),
      closesAt: z.iso.datetime(),
      zone: z.string(),
      stated: z.boolean(),
    })
    .optional(),
  decides: z.string(),
  expedited: z.object({ criterion: z.string(), decides: z.string(), only: z.boolean() }).optional(),
  /** Rights that are open still and end when it is taken, and the warning that says so. */
  forfeits: z.array(DenialRung),
  warns: z.string().optional(),
  taken: Taken.optional(),
  /** Calls, letters and looks while it was under way: ids of the correspondence. */
  correspondence: z.array(z.string()).optional(),
  rule: z.object({
    id: z.string(),
    basis: z.string(),
    source: z.string(),
    mark: DenialRungRow.shape.mark,
    /** How far it may be relied on; left out where its source is official. */
    says: z.string().optional(),
  }),
});
type RungView = z.infer<typeof RungView>;

/** A call, a letter or a look that was written down. */
type Logged = Pick<CorrespondenceView, 'correspondenceId' | 'at' | 'missed'>;

/** A denial with its ladder, as it is shown beside the request and its hold. */
export const DenialView = z.object({
  at: z.iso.datetime(),
  noticeOn: z.iso.date().optional(),
  readings: z.array(z.object({ reading: DenialReading, says: z.string() })),
  /** The payer's codes in our words. */
  reasons: z.array(z.object({ code: z.string(), says: z.string() })),
  /** The payer's words, as sent or told. */
  said: z.array(z.string()).optional(),
  rungs: z.array(RungView),
  /** What was taken against requests of this round that were denied before. */
  earlier: z.array(Taken),
  ended: Denial.shape.ended,
});
export type DenialView = z.infer<typeof DenialView>;

const allows = (allowance: DenialRungRow['decides']): string =>
  Object.entries(allowance)
    .map(
      ([unit, count]) =>
        `${count} ${unit.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`,
    )
    .join();

/** The payer's words may name its numbers. */
const takenView = (
  { said, reference, ...taken }: RungTaken,
  see: Reader,
): z.infer<typeof Taken> => {
  const { request: _, rule: __, ...shown } = taken;
  return see('numbers')
    ? { ...shown, ...(said ? { said } : {}), ...(reference ? { reference } : {}) }
    : shown;
};

/** Calls, letters and looks while a rung was under way. */
const loggedDuring = ({ taken }: RungStanding, logged: readonly Logged[]): readonly Logged[] => {
  if (!taken) return [];
  const ends = Date.parse(taken.endedAt ?? '9999-12-31T00:00:00Z');
  return logged.filter(
    ({ at }) => Date.parse(at) >= Date.parse(taken.at) && Date.parse(at) <= ends,
  );
};

const calls = (count: number): string => `${count} missed call${count === 1 ? '' : 's'}`;

/** A rung that the payer ends by itself once so many of its calls were not taken, and how many were. */
const missedSays = (
  { row: { missedCalls }, state }: RungStanding,
  logged: readonly Logged[],
): string[] => {
  if (state !== 'under-way' || !missedCalls) return [];
  const missed = logged.filter((one) => one.missed).length;
  const rule = `The payer counts it as held after ${calls(missedCalls)}`;
  if (missed === 0) return [`${rule}.`];
  return missed < missedCalls
    ? [`${rule}; ${calls(missed)} on record.`]
    : [`${rule}, and so many are on record: ask what it decided.`];
};

type Ladder = { ladder: readonly RungStanding[]; zone: string; logged: readonly Logged[] };

const rungView = (
  standing: RungStanding,
  { ladder, zone, logged }: Ladder,
  see: Reader,
): RungView => {
  const { rung, row, state, window, taken, onlyExpedited } = standing;
  const lost = state === 'open' || onlyExpedited ? forfeitsOf(rung, ladder) : [];
  const mark = markSays(row);
  const during = loggedDuring(standing, logged);
  return {
    rung,
    state,
    says: [standingSays(standing, zone), ...missedSays(standing, during)].join(' '),
    takenBy: row.takenBy,
    goesTo: row.goesTo,
    newFacts: row.newFacts,
    ...(window ? { window: { ...window, zone } } : {}),
    decides: allows(row.decides),
    ...(row.expedited
      ? {
          expedited: {
            criterion: row.expedited.criterion,
            decides: allows(row.expedited.decides),
            only: onlyExpedited === true,
          },
        }
      : {}),
    forfeits: lost.map((one) => one.rung),
    ...(lost.length > 0
      ? {
          warns: `To take it ends the right to ${lost.map((one) => rungNames[one.rung]).join(' and ')}.`,
        }
      : {}),
    ...(taken ? { taken: takenView(taken, see) } : {}),
    ...(during.length > 0
      ? { correspondence: during.map(({ correspondenceId }) => correspondenceId) }
      : {}),
    rule: {
      id: row.id,
      basis: row.basis,
      source: row.source,
      mark: row.mark,
      ...(mark ? { says: mark } : {}),
    },
  };
};

/** Whether there is a denial to tell of: one that is kept, or one that was before any was. */
const isDenied = ({ denial, status }: Authorization): boolean =>
  denial !== undefined || status === 'denied' || status === 'changed';

/** A denial and its ladder as they stand now, for this reader; undefined where nothing is denied. */
export const denialView = (
  authorization: Authorization,
  { payer, logged = [] }: { payer: LadderPayer; logged?: readonly Logged[] },
  now: Date,
  see: Reader,
): DenialView | undefined => {
  if (!isDenied(authorization)) return undefined;
  const denial = denialStanding(authorization, now);
  const { at, noticeOn, readings, codes, said, ended } = denial;
  // Of one that has ended nothing is open any more: what was taken is history.
  const ladder = ladderOf({ ...authorization, denial }, payer, now).filter(
    ({ taken }) => taken !== undefined || !ended,
  );
  return {
    at,
    ...(noticeOn ? { noticeOn } : {}),
    readings: readings.map((reading) => ({ reading, says: readingSays(reading) })),
    reasons: codes.map((code) => ({ code, says: payerReason(code) })),
    ...(see('numbers') && said.length > 0 ? { said } : {}),
    rungs: ladder.map((standing) => rungView(standing, { ladder, zone: payer.zone, logged }, see)),
    earlier: denial.rungs
      .filter(({ request }) => request !== denial.request)
      .map((taken) => takenView(taken, see)),
    ...(ended ? { ended } : {}),
  };
};
