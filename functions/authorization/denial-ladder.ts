import { allowanceEndsAt } from '../payer/decision-clock.ts';
import {
  alertsOf,
  DenialRung,
  type DenialRungRow,
  endOfDay,
  lastDayOf,
  rungRowFor,
} from '../payer/denial-rung.ts';
import { denialRungs } from '../payer/denial-rungs.ts';
import type { Payer } from '../payer/payer.ts';
import { localDate } from '../platform/zoned-time.ts';
import type { Authorization, Line } from './authorization.ts';
import { type Denial, type RungTaken, rungsNow } from './denial.ts';

/** What the ladder is read by: the payer's kind, zone and own rows. */
export type LadderPayer = Pick<Payer, 'lineOfBusiness' | 'zone' | 'denialRungs'>;

export type RungState =
  | 'open'
  /** It waits for the answer to a rung before it; its fast form may be open all the same. */
  | 'not-yet'
  | 'under-way'
  /** It was taken, and the payer has answered. */
  | 'over'
  /** Another rung was taken that ends the right to it. */
  | 'lost'
  /** Its window has closed. */
  | 'lapsed';

/** One rung as it stands on a day. */
export type RungStanding = {
  rung: DenialRung;
  row: DenialRungRow;
  state: RungState;
  taken?: RungTaken | undefined;
  /** First and last day of its window, in the payer's zone; none where the row knows none. */
  window?: { from: string; lastDay: string; closesAt: string; stated: boolean } | undefined;
  /** Only its fast form may be taken. */
  onlyExpedited?: true;
  /** The rung that ended the right to it. */
  lostTo?: DenialRung;
};

type Denied = Pick<Authorization, 'lines'>;

/** Whether a line was denied, or granted otherwise than asked. */
export const isShort = ({ state, decision }: Line): boolean =>
  state === 'denied' || (decision?.differs?.length ?? 0) > 0;

/** A denial that touches a drug goes by the rows of drugs. */
export const benefitDenied = ({ lines }: Denied): 'drug' | 'service' =>
  lines.some((line) => line.kind === 'drug' && isShort(line)) ? 'drug' : 'service';

/** The day on the notice, or of the payer's answer in its own zone. */
const noticeDay = (told: { at: string; noticeOn?: string | undefined }, zone: string): string =>
  told.noticeOn ?? localDate(told.at, zone);

const upheld = ({ outcome }: RungTaken): boolean => outcome === 'upheld' || outcome === 'partly';

/** The newest answer that a rung waits for; undefined while none was given. */
const answerBefore = (
  { after }: Pick<DenialRungRow, 'after'>,
  taken: readonly RungTaken[],
): RungTaken | undefined => taken.findLast((one) => after.includes(one.rung) && upheld(one));

/** From which day the window of a rung runs: the denial, or the answer to the rung before it. */
const windowFrom = (row: DenialRungRow, denial: Denial, zone: string): string | undefined => {
  if (row.after.length === 0) return noticeDay(denial, zone);
  const before = answerBefore(row, rungsNow(denial));
  return before && noticeDay({ at: before.endedAt ?? before.at, noticeOn: before.noticeOn }, zone);
};

const windowOf = (row: DenialRungRow, denial: Denial, zone: string): RungStanding['window'] => {
  const from = windowFrom(row, denial, zone);
  const stated = denial.deadlines.findLast(({ rung }) => rung === row.rung)?.on;
  const lastDay = stated ?? (from && row.window ? lastDayOf(row.window, from) : undefined);
  return from !== undefined && lastDay !== undefined
    ? { from, lastDay, closesAt: endOfDay(lastDay, zone), stated: stated !== undefined }
    : undefined;
};

/** Which rungs a denial has, lowest first, and how each stands. */
export const ladderOf = (
  denied: Denied & { denial: Denial },
  payer: LadderPayer,
  now: Date,
): RungStanding[] => {
  const { denial } = denied;
  const { zone, lineOfBusiness } = payer;
  const taken = rungsNow(denial);
  const question = {
    lineOfBusiness,
    benefit: benefitDenied(denied),
    on: noticeDay(denial, zone),
  };
  return DenialRung.options.flatMap((rung): RungStanding[] => {
    const row = rungRowFor([...payer.denialRungs, ...denialRungs], { ...question, rung });
    const mine = taken.findLast((one) => one.rung === rung);
    if (!row) return [];
    const window = windowOf(row, denial, zone);
    const standing = { rung, row, ...(mine ? { taken: mine } : {}), ...(window ? { window } : {}) };
    if (mine) return [{ ...standing, state: mine.outcome ? 'over' : 'under-way' }];
    const closer = taken.find((one) => row.closedBy.includes(one.rung));
    if (closer) return [{ ...standing, state: 'lost', lostTo: closer.rung }];
    if (row.after.length > 0 && !answerBefore(row, taken))
      return [
        {
          ...standing,
          state: 'not-yet',
          ...(row.expedited?.atOnce ? { onlyExpedited: true } : {}),
        },
      ];
    const isLapsed = window !== undefined && now.getTime() >= Date.parse(window.closesAt);
    return [{ ...standing, state: isLapsed ? 'lapsed' : 'open' }];
  });
};

/** Whether a rung may be taken as it stands; its fast form alone where the rung before is not answered. */
export const mayTakeRung = ({ state, onlyExpedited }: RungStanding, expedited: boolean): boolean =>
  state === 'open' || (expedited && onlyExpedited === true);

/** Rungs that are open, and that taking this one loses. */
export const forfeitsOf = (rung: DenialRung, ladder: readonly RungStanding[]): RungStanding[] =>
  ladder.filter(
    (one) => one.rung !== rung && one.state === 'open' && one.row.closedBy.includes(rung),
  );

/** When people are asked about the windows that run now, soonest first. */
export const alertsAhead = (ladder: readonly RungStanding[], zone: string, now: Date): string[] => {
  const running = ladder.flatMap(({ state, window }) =>
    state === 'open' && window ? alertsOf(window, zone) : [],
  );
  return [...new Set(running)].filter((at) => Date.parse(at) > now.getTime()).sort();
};

/** The denial with a rung taken against it now. */
export const takeRung = (
  denial: Denial,
  { rung, row }: Pick<RungStanding, 'rung' | 'row'>,
  payer: Pick<Payer, 'zone'>,
  told: { at: string; expedited?: true | undefined; reference?: string | undefined },
): Denial => {
  const allows = (told.expedited && row.expedited?.decides) || row.decides;
  const taken: RungTaken = {
    rung,
    request: denial.request,
    rule: row.id,
    at: told.at,
    ...(told.expedited ? { expedited: true } : {}),
    ...(told.reference ? { reference: told.reference } : {}),
    decidesBy: allowanceEndsAt(allows, told.at, payer.zone),
  };
  return { ...denial, rungs: [...denial.rungs, taken].slice(-20) };
};
