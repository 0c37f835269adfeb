import { daysBetween } from '../platform/days.ts';
import { dayAt, monthAt } from './desk-days.ts';
import {
  bucketOf,
  decisionEdges,
  type Edges,
  firstInfusionEdges,
  holdEdges,
  mostDaysAway,
} from './edges.ts';
import { counterName, type Facts, type Tally, type ToldFact } from './measured.ts';

/** What a unit counts as, from its facts: rules that know nothing of the table, of when, or of how often. */

const hourMs = 3_600_000;

const words = (value: ToldFact[string] | undefined): string =>
  typeof value === 'string' ? value : 'unknown';
const amount = (value: ToldFact[string] | undefined): number =>
  typeof value === 'number' ? value : 0;
const list = (value: ToldFact[string] | undefined): readonly string[] =>
  Array.isArray(value) ? value : [];

const bucket = (edges: Edges, length: number): string => `${edges.unit} ${bucketOf(edges, length)}`;

/** Hours between two instants; never below none, should clocks differ. */
const hoursBetween = (from: string, to: string): number =>
  Math.max(0, (Date.parse(to) - Date.parse(from)) / hourMs);

/** How the payer's word came to the first infusion, as published figures tell it apart. */
const pathOf = (decided: ToldFact | undefined): string => {
  if (!decided) return 'no-authorization';
  return decided.outcome === 'denied' ? 'denied-first' : 'authorized';
};

const ofReferral = (facts: Facts): Tally => {
  const { 'first:received': received, 'first:given': given, 'first:decided': decided } = facts;
  if (!received) return {};
  const complete = received.complete === 1 ? 'complete' : 'incomplete';
  const firstSending = counterName('referrals', monthAt(received.order), [
    words(received.practiceNpi),
  ]);
  if (!given) return { [firstSending]: { [complete]: 1 } };
  const days = Math.max(0, daysBetween(dayAt(received.order), given.order));
  return {
    [firstSending]: { [complete]: 1 },
    [counterName('first-infusion', given.order.slice(0, 7), [pathOf(decided)])]: {
      [bucket(firstInfusionEdges, days)]: 1,
    },
  };
};

const decisionCells = (facts: Facts, decided: ToldFact): Record<string, number> => {
  const { 'first:sent': sent, 'first:granted': granted } = facts;
  const outcome = words(decided.outcome);
  const { dueAt } = decided;
  return {
    [outcome]: 1,
    ...(outcome === 'denied' ? { [granted ? 'overturned' : 'stands']: 1 } : {}),
    ...(sent ? { [bucket(decisionEdges, hoursBetween(sent.order, decided.order))]: 1 } : {}),
    [typeof dueAt === 'string'
      ? Date.parse(decided.order) <= Date.parse(dueAt)
        ? 'in-time'
        : 'late'
      : 'no-clock']: 1,
  };
};

/** Doses that the round paid for: approved before their day, or not. */
const serviceTally = (facts: Facts): Tally => {
  const { 'first:granted': granted, 'last:standing': standing } = facts;
  const tally: Tally = {};
  for (const on of list(standing?.usedOn)) {
    const counter = counterName('services', on.slice(0, 7), [words(standing?.payerId)]);
    const cells = tally[counter] ?? {};
    const cell = granted && dayAt(granted.order) < on ? 'before' : 'not-before';
    cells[cell] = (cells[cell] ?? 0) + 1;
    tally[counter] = cells;
  }
  return tally;
};

/** Units by the month in which they run out: what was granted, and what was used of it. */
const unitsTally = (standing: ToldFact | undefined): Tally => {
  const tally: Tally = {};
  for (const [name, value] of Object.entries(standing ?? {})) {
    if (!name.startsWith('units ') || typeof value !== 'string') continue;
    const [code = '', through = '', granted = '0', used = '0'] = value.split(' ');
    const counter = counterName('units', through.slice(0, 7), [words(standing?.payerId), code]);
    const { lines = 0, ...before } = tally[counter] ?? {};
    tally[counter] = {
      lines: lines + 1,
      granted: (before.granted ?? 0) + Number(granted),
      used: (before.used ?? 0) + Number(used),
    };
  }
  return tally;
};

const ofRound = (facts: Facts): Tally => {
  const { 'first:decided': decided, 'last:standing': standing } = facts;
  return {
    ...(decided
      ? {
          [counterName('decisions', monthAt(decided.order), [words(decided.payerId)])]:
            decisionCells(facts, decided),
        }
      : {}),
    ...serviceTally(facts),
    ...unitsTally(standing),
  };
};

/** The cell of a dose that was given so many days after its own day. */
const awayCell = (days: number): string =>
  `away ${Math.max(-mostDaysAway, Math.min(mostDaysAway, days))}`;

/** How many days after its own day a cell stands for; undefined of a cell of another kind. */
export const daysAway = (cell: string): number | undefined =>
  cell.startsWith('away ') ? Number(cell.slice('away '.length)) : undefined;

const ofVisit = ({ 'last:seen': seen }: Facts): Tally => {
  if (!seen) return {};
  const [on, siteId, therapyId] = [words(seen.on), words(seen.siteId), words(seen.therapyId)];
  const counter = counterName('visits', on.slice(0, 7), [siteId, therapyId, words(seen.who)]);
  if (seen.status === 'missed') return { [counter]: { missed: 1 } };
  return {
    [counter]: {
      given: 1,
      planned: amount(seen.planned),
      ...(seen.taken === undefined ? {} : { taken: amount(seen.taken) }),
      [awayCell(daysBetween(words(seen.idealOn), on))]: 1,
    },
  };
};

const ofHold = ({ 'first:ended': ended }: Facts): Tally => {
  if (!ended) return {};
  const counter = counterName('holds', monthAt(ended.order), [
    words(ended.reason),
    words(ended.owner),
  ]);
  return {
    [counter]: { [bucket(holdEdges, hoursBetween(words(ended.openedAt), ended.order))]: 1 },
  };
};

/** A message that went out and did not arrive counts as that alone. */
const ofMessage = (facts: Facts): Tally => {
  const { 'first:ended': ended, 'first:undelivered': undelivered } = facts;
  const told = ended ?? undelivered;
  if (!told) return {};
  const counter = counterName('messages', monthAt(told.order), [
    words(told.kind),
    words(told.channel),
  ]);
  return { [counter]: { [undelivered ? 'undelivered' : words(told.status)]: 1 } };
};

/** What a unit counts as. */
export const tallyOf = (place: string, facts: Facts): Tally => {
  const kind = place.split('#')[0];
  if (kind === 'REFERRAL') return ofReferral(facts);
  if (kind === 'AUTH') return ofRound(facts);
  if (kind === 'VISIT') return ofVisit(facts);
  if (kind === 'HOLD') return ofHold(facts);
  return kind === 'MSG' ? ofMessage(facts) : {};
};
