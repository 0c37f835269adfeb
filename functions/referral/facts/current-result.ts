import { daysBetween } from '../../platform/days.ts';
import { micro } from '../../platform/quantity.ts';
import type { Observation } from '../referral.ts';
import { type LabTest, partOf, testBehind } from './lab-tests.ts';
import { type ResultNumber, type ResultReading, readResult } from './read-result.ts';

type Read = {
  index: number;
  on: string | undefined;
  code: string;
  reading: ResultReading;
  /** It is one of several tubes, and says nothing for itself. */
  isPart?: boolean;
};

/** What is known of a test on a day, with the place of the result that says so. */
export type CurrentResult =
  | { state: 'none' }
  | {
      state: Exclude<ResultReading['state'], 'number'> | 'undated';
      index: number;
      fresh: boolean;
    }
  | { state: 'numbers'; index: number; fresh: boolean; numbers: readonly ResultNumber[] };

const answering = (codes: readonly string[], test: LabTest | undefined) => (code: string) => {
  if (codes.includes(code) && partOf(code)?.part !== 'never') return true;
  const placed = partOf(code);
  return placed !== undefined && placed.test === test && placed.part !== 'never';
};

const clearAntigen = micro('0.35');
const mostNil = micro('8');
const leastMitogen = micro('0.5');

/**
 * QuantiFERON-TB Gold Plus by its tubes, each less nil: antigen from 0.35 and a quarter of nil on is
 * positive; below it, negative where the control tube worked. Laboratory pages of the test.
 */
const byTubes = (
  { on }: Read,
  observations: readonly Observation[],
): 'negative' | 'positive' | 'indeterminate' | 'not-understood' => {
  const tubes = (code: string) =>
    observations.flatMap((one) =>
      one.code === code &&
      one.on === on &&
      one.value &&
      'value' in one.value &&
      !one.value.comparator
        ? [micro(one.value.value)]
        : [],
    );
  const [nil] = tubes('71776-9');
  const [mitogen] = tubes('71774-4');
  const antigen = [...tubes('64084-7'), ...tubes('88517-8')].sort((a, b) => (a < b ? 1 : -1))[0];
  if (antigen === undefined || nil === undefined) return 'not-understood';
  if (nil > mostNil) return 'indeterminate';
  if (antigen >= clearAntigen && antigen * 4n >= nil) return 'positive';
  if (mitogen === undefined) return 'not-understood';
  return mitogen >= leastMitogen ? 'negative' : 'indeterminate';
};

const readAt =
  (observations: readonly Observation[]) =>
  (observation: Observation, index: number): Read => {
    const { on, code } = observation;
    const read: Read = { index, on, code, reading: readResult(observation) };
    const part = partOf(code)?.part;
    const { value } = observation;
    if (part === 'words-only' && read.reading.state === 'not-understood')
      return { ...read, isPart: value !== undefined && 'value' in value };
    if (part !== 'needs-controls' || read.reading.state !== 'negative') return read;
    const state = byTubes(read, observations);
    return { ...read, reading: { state }, isPart: state === 'not-understood' };
  };

/** The results of one day together: what disagrees is for a person. */
const ofDay = (day: readonly Read[], fresh: boolean): CurrentResult => {
  const index = (day[0] as Read).index;
  const states = new Set(day.map(({ reading }) => reading.state));
  const at = (state: ResultReading['state']) =>
    day.find(({ reading }) => reading.state === state)?.index ?? index;
  for (const state of ['contradictory', 'indeterminate', 'not-understood'] as const)
    if (states.has(state) && !states.has('positive')) return { state, index: at(state), fresh };
  if (states.has('positive'))
    return states.has('negative')
      ? { state: 'contradictory', index: at('positive'), fresh }
      : { state: 'positive', index: at('positive'), fresh };
  if (states.has('negative')) return { state: 'negative', index: at('negative'), fresh };
  const numbers = day.flatMap(({ reading }) =>
    reading.state === 'number' ? [reading.number] : [],
  );
  if (numbers.length > 0) return { state: 'numbers', index: at('number'), fresh, numbers };
  return { state: 'not-performed', index, fresh };
};

/** What stays whatever comes after it, the gravest first. */
const stays = ['positive', 'contradictory', 'not-understood'] as const;

/** A control tube's number, or a tube's without its controls, is heard where its day says nothing else. */
const isHeard = ({ isPart, on }: Read, _: number, all: readonly Read[]): boolean =>
  !isPart || !all.some((other) => !other.isPart && other.on === on);

const passes = (state: CurrentResult['state']): boolean =>
  state === 'negative' || state === 'numbers' || state === 'not-performed';

/**
 * What the results of one test come to on a day: the newest that says anything stands, but what was
 * once found and stays makes a later negative a contradiction. Results of days to come are not used.
 */
export const currentResult = (
  observations: readonly Observation[],
  codes: readonly string[],
  { asOf, withinDays }: { asOf: string; withinDays: number | undefined },
): CurrentResult => {
  const test = testBehind(codes);
  const answers = answering(codes, test);
  const read = observations
    .map((observation, index) => ({ observation, index }))
    .filter(
      ({ observation: { code, on, status } }) =>
        answers(code) && status !== 'entered-in-error' && (on === undefined || on <= asOf),
    )
    .map(({ observation, index }) => readAt(observations)(observation, index))
    .filter(isHeard);
  const dated = read.filter(({ on }) => on !== undefined);
  const days = [...new Set(dated.map(({ on }) => on as string))].sort().reverse();
  const isFresh = (on: string) => withinDays === undefined || daysBetween(on, asOf) <= withinDays;
  const byDay = days.map((on) =>
    ofDay(
      dated.filter((one) => one.on === on),
      isFresh(on),
    ),
  );
  const standing = byDay.find(({ state }) => state !== 'not-performed') ?? byDay[0];
  if (test?.staysPositive && (standing === undefined || passes(standing.state))) {
    // What may have been positive once is looked at, whenever it was and however it is written.
    const doubted = stays.flatMap((state) =>
      read.filter(({ reading }) => reading.state === state),
    )[0];
    if (doubted)
      return {
        state:
          standing?.state === 'negative' && doubted.reading.state === 'positive'
            ? 'contradictory'
            : (doubted.reading.state as (typeof stays)[number]),
        index: doubted.index,
        fresh: true,
      };
  }
  if (standing) return standing;
  // None of them has a day.
  const bad = read.find(({ reading }) => reading.state === 'positive') ?? read[0];
  if (!bad) return { state: 'none' };
  const { state } = bad.reading;
  return {
    state: state === 'negative' || state === 'number' ? 'undated' : state,
    index: bad.index,
    fresh: true,
  };
};
