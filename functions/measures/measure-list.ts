import { bucketWords, decisionEdges, type Edges, firstInfusionEdges, holdEdges } from './edges.ts';
import { daysAway } from './tally.ts';

/** What measures are told of: one row each, with what is counted, from where, and since when it is known. */
export const measureNames = [
  'days-to-first-infusion',
  'approved-before-service',
  'complete-at-first-sending',
  'hold-ageing',
  'decision-times',
  'decisions-in-time',
  'first-pass-denials',
  'denials-overturned',
  'units-lost',
  'doses-outside-window',
  'nurse-and-chair-use',
  'messages',
  'no-shows',
] as const;
export type MeasureName = (typeof measureNames)[number];

export const dimensionNames = [
  'month',
  'path',
  'payer',
  'code',
  'practice',
  'reason',
  'owner',
  'site',
  'therapy',
  'nurse',
  'kind',
  'channel',
] as const;
export type DimensionName = (typeof dimensionNames)[number];

/** A column: each thing that is counted stands in exactly one of a row. */
export type Column = { id: string; title: string };

export type MeasureRow = {
  title: string;
  /** What is counted, from which facts, in which month. */
  definition: string;
  source: string;
  family: string;
  /** By what it can be told beside months: the place of each in the names of its counters. */
  dimensions: Partial<Record<DimensionName, number>>;
  columns: readonly Column[];
  /** In which column a cell counts; undefined where it does not. */
  columnOf: (cell: string, by: readonly string[]) => string | undefined;
  /** Of a length of time: its columns are buckets with these edges. */
  edges?: Edges;
  /** Sums beside what is counted: from the cells of a row. */
  sums?: readonly (Column & { of: (cells: Readonly<Record<string, number>>) => number })[];
  /** One of its columns is told by another measure, too, so that it cannot hide the others. */
  toldElsewhere?: true;
  /** Told only of months that are over: until then it can change. */
  whenOver?: true;
};

/** Where the doses of a therapy may stand: days before and after their own. */
export type WindowOf = (therapyId: string) => { before: number; after: number } | undefined;

const named = (columns: readonly Column[]): Pick<MeasureRow, 'columns' | 'columnOf'> => ({
  columns,
  columnOf: (cell) => columns.find(({ id }) => id === cell)?.id,
});

const spread = (edges: Edges): Pick<MeasureRow, 'columns' | 'columnOf' | 'edges'> => {
  const columns = [...edges.upTo.keys(), edges.upTo.length].map((bucket) => ({
    id: `${edges.unit} ${bucket}`,
    title: bucketWords(edges, bucket),
  }));
  return { ...named(columns), edges };
};

const ofStream = 'counted from the changes of the table as they happen';

/** Every measure. `windowOf` tells the window of a therapy as the catalogue has it now. */
export const measureList = (windowOf: WindowOf): Readonly<Record<MeasureName, MeasureRow>> => ({
  'days-to-first-infusion': {
    title: 'Days from referral to first infusion',
    definition:
      'Days from the day on which an order first came in to the day on which its first dose was given, in the month of that dose. By path: whether a payer was asked to authorize it, and whether its first word was a denial. Referrals without a dose are not in it.',
    source: `Order received, visit completed, payer’s first decision; ${ofStream}. To compare with: 27, 31 and 50 days without authorization, with it, and denied first (225 patients of one hospital; MDedge Rheumatology 208868).`,
    family: 'first-infusion',
    dimensions: { path: 0 },
    ...spread(firstInfusionEdges),
  },
  'approved-before-service': {
    title: 'Approved before the date of service',
    definition:
      'Doses given that an authorization pays for, in the month of the dose: approved when the payer granted it on a day before the dose, else not. Days are those of the desk (New York). Doses that no authorization was asked for are not in it.',
    source: `Ledger of the authorization and its first grant; ${ofStream}. The measure of SamaCare’s “approvals before date of service”.`,
    family: 'services',
    dimensions: { payer: 0 },
    ...named([
      { id: 'before', title: 'approved before' },
      { id: 'not-before', title: 'not approved before' },
    ]),
  },
  'complete-at-first-sending': {
    title: 'Complete at first sending',
    definition:
      'Orders as they first came in, in that month: complete when nothing was missing that holds them up. What came later does not change it.',
    source: `Verdict on the order at its receipt; ${ofStream}.`,
    family: 'referrals',
    dimensions: { practice: 0 },
    ...named([
      { id: 'complete', title: 'complete' },
      { id: 'incomplete', title: 'not complete' },
    ]),
  },
  'hold-ageing': {
    title: 'How long holds last',
    definition:
      'Hours from the opening of a hold to its end, nights and holidays among them, in the month of the end, by its reason and who owned it. Open holds are not in it: the worklist shows those.',
    source: `Hold opened and resolved; ${ofStream}.`,
    family: 'holds',
    dimensions: { reason: 0, owner: 1 },
    ...spread(holdEdges),
  },
  'decision-times': {
    title: 'How long payers take to decide',
    definition:
      'Hours from the first sending of a request to the payer’s first decision on it (approved, changed or denied), by the payer’s own time of the answer, in the month of the decision. Time in which the payer waited for documents is in it.',
    source: `Request sent and decided; ${ofStream}. To compare with: 60 % within a day, the rest 9.5 days (SamaCare 2020).`,
    family: 'decisions',
    dimensions: { payer: 0 },
    ...spread(decisionEdges),
  },
  'decisions-in-time': {
    title: 'Decisions against the clock',
    definition:
      'First decisions of payers against the latest clock of the lines of the request as it stood at the decision, in the month of the decision.',
    source: `Clocks of the payer’s entry and of decision-clocks.ts, each with its own source; ${ofStream}.`,
    family: 'decisions',
    dimensions: { payer: 0 },
    ...named([
      { id: 'in-time', title: 'in time' },
      { id: 'late', title: 'late' },
      { id: 'no-clock', title: 'no clock' },
    ]),
  },
  'first-pass-denials': {
    title: 'First decisions',
    definition:
      'What the payer’s first decision on a request was, in the month of the decision: approved as asked, changed (granted other than asked), or denied.',
    source: `Request decided; ${ofStream}. To compare with: denials 5.7 % (Medicare Advantage), 12.5 % (Medicaid managed care), OIG.`,
    family: 'decisions',
    dimensions: { payer: 0 },
    ...named([
      { id: 'approved', title: 'approved' },
      { id: 'changed', title: 'changed' },
      { id: 'denied', title: 'denied' },
    ]),
  },
  'denials-overturned': {
    title: 'Denials overturned',
    definition:
      'Requests that were first denied, in the month of the denial: overturned when the same request was granted later, in whole or in part, else they stand. A later month can still change it.',
    source: `Request decided, and decided again; ${ofStream}. To compare with: about a third (Medicaid managed care), 82 % (Medicare Advantage) of those appealed, OIG.`,
    family: 'decisions',
    dimensions: { payer: 0 },
    ...named([
      { id: 'overturned', title: 'overturned' },
      { id: 'stands', title: 'stands' },
    ]),
  },
  'units-lost': {
    title: 'Units lost to expiry',
    definition:
      'Billing units of drugs that payers granted and that no visit used, in the month of the last day that they were good for, once the month is over. Counted are the lines of requests; units are the sums over them. Units of different codes are different amounts: read them by code.',
    source: `Ledger of the authorization; ${ofStream}.`,
    family: 'units',
    dimensions: { payer: 0, code: 1 },
    ...named([{ id: 'lines', title: 'lines' }]),
    sums: [
      { id: 'granted', title: 'units granted', of: ({ granted = 0 }) => granted },
      { id: 'used', title: 'units used', of: ({ used = 0 }) => used },
      {
        id: 'lost',
        title: 'units lost',
        of: ({ granted = 0, used = 0 }) => Math.max(0, granted - used),
      },
    ],
    whenOver: true,
  },
  'doses-outside-window': {
    title: 'Doses outside their window',
    definition:
      'Doses given, in the month of the dose, by how far from the day that the series had planned: within the days that the therapy allows, before or after them. Windows are those of the catalogue as it is now; a drug that it does not know has none.',
    source: `Visit completed, its own day, and toleranceDays of the therapy; ${ofStream}.`,
    family: 'visits',
    dimensions: { site: 0, therapy: 1 },
    columns: [
      { id: 'within', title: 'within' },
      { id: 'before', title: 'too early' },
      { id: 'after', title: 'too late' },
      { id: 'unknown', title: 'window not known' },
    ],
    columnOf: (cell, [, therapyId = '']) => {
      const away = daysAway(cell);
      if (away === undefined) return undefined;
      const window = windowOf(therapyId);
      if (!window) return 'unknown';
      if (away < -window.before) return 'before';
      return away > window.after ? 'after' : 'within';
    },
  },
  'nurse-and-chair-use': {
    title: 'Use of nurses and chairs',
    definition:
      'Visits that took place, in their month, with the hours planned for them and those taken from start to end as recorded: at a center hours of its chairs, at home hours of the nurse without travel.',
    source: `Visit completed; ${ofStream}. To compare with: 70 % of chair hours used of 80 % planned (medians of a 2019 survey, Advisory Board).`,
    family: 'visits',
    dimensions: { site: 0, nurse: 2 },
    ...named([{ id: 'given', title: 'visits' }]),
    sums: [
      { id: 'planned', title: 'hours planned', of: ({ planned = 0 }) => inHours(planned) },
      { id: 'taken', title: 'hours taken', of: ({ taken = 0 }) => inHours(taken) },
    ],
  },
  messages: {
    title: 'Messages by outcome',
    definition:
      'Messages to patients and practices, in the month in which they ended: sent, never sent and why not by us (withheld) or by the carrier (refused), of unknown fate, or sent and come back.',
    source: `Message ended, message undelivered; ${ofStream}.`,
    family: 'messages',
    dimensions: { kind: 0, channel: 1 },
    ...named([
      { id: 'sent', title: 'sent' },
      { id: 'undelivered', title: 'did not arrive' },
      { id: 'withheld', title: 'withheld' },
      { id: 'refused', title: 'refused' },
      { id: 'unknown', title: 'unknown' },
    ]),
  },
  'no-shows': {
    title: 'No-shows',
    definition:
      'Visits that were not cancelled, in their month: the patient was seen, or was not. Visits that were cancelled or moved before are not in it.',
    source: `Visit completed or missed; ${ofStream}. To compare with: 5 % (median of a 2019 survey, Advisory Board).`,
    family: 'visits',
    dimensions: { site: 0, therapy: 1 },
    ...named([
      { id: 'given', title: 'seen' },
      { id: 'missed', title: 'not seen' },
    ]),
    // Those seen are the visits of nurses and chairs, and the doses in and outside their windows.
    toldElsewhere: true,
  },
});

/** Minutes in hours, to a tenth. */
const inHours = (minutes: number): number => Math.round(minutes / 6) / 10;
