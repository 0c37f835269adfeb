import { type DenialReading, denialReadings, readingsOf } from '../payer/denial-readings.ts';
import type { Authorization, AuthorizationStatus, Difference } from './authorization.ts';
import { Denial, type RungOutcome, type RungTaken, underWay } from './denial.ts';
import { alertsAhead, isShort, type LadderPayer, ladderOf } from './denial-ladder.ts';

/** A grant that is other than what was asked, by what differs. */
const byDifference: Readonly<Record<Difference, DenialReading>> = {
  units: 'amount',
  'more-units': 'amount',
  visits: 'amount',
  from: 'timing',
  through: 'timing',
  product: 'product',
  place: 'site-of-care',
  provider: 'provider',
};

type Reason = Pick<Denial, 'readings' | 'codes' | 'said'>;

const inOrder = (readings: Iterable<DenialReading>): DenialReading[] => {
  const found = new Set(readings);
  return denialReadings.filter((reading) => found.has(reading));
};

/** Why lines were denied or granted otherwise: the payer's codes and words, and what we read in them. */
export const reasonIn = ({
  lines,
  payerSays = [],
}: Pick<Authorization, 'lines' | 'payerSays'>): Reason => {
  const short = lines.filter(isShort);
  const codes = [...new Set(short.flatMap(({ decision }) => decision?.reasons ?? []))];
  const said = short.flatMap(({ decision }) => decision?.said ?? []);
  const differs = short.flatMap(({ decision }) => decision?.differs ?? []);
  return {
    codes,
    said: [...new Set([...said, ...payerSays])].slice(0, 24),
    readings: inOrder([
      ...readingsOf(codes),
      ...differs.map((difference) => byDifference[difference]),
    ]),
  };
};

const isRead = ({ readings }: Pick<Denial, 'readings'>): boolean =>
  readings.some((reading) => reading !== 'not-understood');

const deniedStatuses: ReadonlySet<AuthorizationStatus> = new Set(['denied', 'changed']);

/**
 * The denial of a request: as it is kept or, of one that was denied before any was kept, as its lines
 * tell it. Undefined where nothing is denied.
 */
export const denialOf = (
  authorization: Pick<Authorization, 'status' | 'lines' | 'payerSays' | 'answeredAt' | 'denial'>,
): Denial | undefined => {
  if (authorization.denial) return authorization.denial;
  if (!deniedStatuses.has(authorization.status)) return undefined;
  const decided = authorization.lines.filter(isShort).flatMap(({ decision }) => decision?.at ?? []);
  const at = authorization.answeredAt ?? decided.sort().at(-1);
  return at === undefined ? undefined : Denial.parse({ ...reasonIn(authorization), at });
};

/** The denial of a request that a person works on, whose day nobody knows: its windows count from now. */
export const denialStanding = (authorization: Parameters<typeof denialOf>[0], now: Date): Denial =>
  denialOf(authorization) ?? Denial.parse({ ...reasonIn(authorization), at: now.toISOString() });

/** Whether a denial is about the place and not the drug alone, by its newest answer or one before it. */
export const isAboutSite = (
  authorization: Pick<Authorization, 'lines' | 'payerSays' | 'denial'>,
): boolean => (authorization.denial ?? reasonIn(authorization)).readings.includes('site-of-care');

/** Holds at which a person decides what is done about a denial. */
const decided: ReadonlySet<string> = new Set(['denied', 'denied-site-of-care', 'approval-changed']);
export const isAwaitedByPerson = (reason: string): boolean => decided.has(reason);

const outcomes: Readonly<Partial<Record<AuthorizationStatus, RungOutcome>>> = {
  approved: 'overturned',
  changed: 'partly',
  denied: 'upheld',
  withdrawn: 'given-up',
};

/** What has become of whatever is under way; a person who takes what was granted has won a part. */
const outcomeOf = (before: Authorization, after: Authorization): RungOutcome | undefined =>
  after.acceptedAt && after.acceptedAt !== before.acceptedAt ? 'partly' : outcomes[after.status];

/** What is told of an answer or an action beside the lines. */
export type DenialTold = {
  at: string;
  /** The day on the notice. */
  noticeOn?: string | undefined;
  /** What a person says that it is about. */
  reading?: DenialReading | undefined;
  /** The payer's words as a person heard or read them. */
  said?: string | undefined;
};

const toldReason = (after: Authorization, { reading, said }: DenialTold): Reason => {
  const { codes, readings, said: sent } = reasonIn(after);
  return {
    codes,
    readings: inOrder([...readings, ...(reading ? [reading] : [])]),
    said: [...new Set([...(said ? [said.slice(0, 400)] : []), ...sent])].slice(0, 24),
  };
};

/** A first denial, or that of a new request: its ladder begins, and what came before is kept. */
const begun = (before: Denial | undefined, reason: Reason, told: DenialTold): Denial => {
  // A new request that is denied without a word why was asked for the reason of the one before.
  const kept = before && !isRead(reason) && isRead(before) ? before.readings : reason.readings;
  return Denial.parse({
    ...reason,
    request: (before?.request ?? 0) + 1,
    readings: kept.length > 0 ? kept : ['not-understood'],
    at: told.at,
    ...(told.noticeOn ? { noticeOn: told.noticeOn } : {}),
    rungs: before?.rungs ?? [],
    before: before
      ? [
          ...before.before,
          { at: before.at, readings: before.readings, codes: before.codes, said: before.said },
        ].slice(-10)
      : [],
  });
};

/** The same denial after a further answer: no reason is lost by another, nor by an answer without one. */
const carried = (before: Denial, reason: Reason): Denial => {
  const readings = inOrder([...before.readings, ...reason.readings]);
  const read = readings.filter((reading) => reading !== 'not-understood');
  return {
    ...before,
    readings: read.length > 0 ? read : readings,
    codes: [...new Set([...before.codes, ...reason.codes])],
    said: [...new Set([...before.said, ...reason.said])].slice(-24),
  };
};

const answered = (
  taken: RungTaken,
  outcome: RungOutcome,
  told: DenialTold,
  said: string[],
): RungTaken => ({
  ...taken,
  outcome,
  endedAt: told.at,
  ...(told.noticeOn ? { noticeOn: told.noticeOn } : {}),
  ...(said.length > 0 ? { said: said.slice(0, 12) } : {}),
});

/** What the ladder has become by this change; undefined where nothing is denied, as on the usual way. */
const denialAfter = (
  before: Authorization,
  after: Authorization,
  told: DenialTold,
): Denial | undefined => {
  const standing = denialOf(before);
  const outcome = outcomeOf(before, after);
  const isDenied = deniedStatuses.has(after.status);
  if (!standing) return isDenied ? begun(undefined, toldReason(after, told), told) : undefined;
  if (!outcome) return standing;
  const reason = toldReason(after, told);
  const taken = underWay(standing);
  const closed = {
    ...standing,
    rungs: standing.rungs.map((one) =>
      one.outcome
        ? one
        : answered(one, outcome, told, told.said ? [told.said.slice(0, 400)] : reason.said),
    ),
  };
  if (!isDenied) return { ...closed, ended: { at: told.at, outcome } };
  const { ended, ...open } = closed;
  // A new request was denied, or an approval taken back: another notice, with windows of its own.
  if (ended || taken?.rung === 'resubmit') return begun(open, reason, told);
  return carried(open, reason);
};

/**
 * The authorization after a change with its denial kept: why, what was taken and what came of it, and
 * when people are asked about the windows that run. Without a denial it is as it was given.
 */
export const withDenial = (
  before: Authorization,
  after: Authorization,
  told: DenialTold,
  payer: LadderPayer,
): Authorization => {
  const denial = denialAfter(before, after, told);
  if (!denial) return after;
  return withAlerts({ ...after, denial }, payer, new Date(told.at));
};

/** The request given up, and its denial with it: nothing against that is open, whatever its payer allows. */
export const givenUpAt = (before: Authorization, at: string): Authorization => {
  const after = { ...before, status: 'withdrawn' as const, rev: before.rev + 1 };
  const denial = denialAfter(before, after, { at });
  return denial ? { ...after, denial: { ...denial, alerts: [] } } : after;
};

/** Which rung a change has ended, and how; it is told by named outcomes. */
export const rungEnded = (
  before: Pick<Authorization, 'denial'>,
  after: Pick<Authorization, 'denial'>,
): { rung?: string; rungOutcome?: RungOutcome } => {
  const taken = underWay(before.denial);
  const now = after.denial?.rungs.find(
    (one) => one.rung === taken?.rung && one.at === taken.at && one.outcome,
  );
  return now?.outcome ? { rung: now.rung, rungOutcome: now.outcome } : {};
};

/** The alerts of the windows that run at an instant; none once the denial has ended. */
export const withAlerts = (
  authorization: Authorization,
  payer: LadderPayer,
  now: Date,
): Authorization => {
  const { denial } = authorization;
  if (!denial) return authorization;
  const alerts = denial.ended
    ? []
    : alertsAhead(ladderOf({ ...authorization, denial }, payer, now), payer.zone, now);
  return { ...authorization, denial: { ...denial, alerts } };
};

/** The soonest alert after an instant. */
export const nextAlert = (
  denial: Pick<Denial, 'alerts'> | undefined,
  now: Date,
): string | undefined => denial?.alerts.find((at) => Date.parse(at) > now.getTime());
