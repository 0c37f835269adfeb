import type { CriterionOf } from '../../payer/pack.ts';
import { decimal, micro } from '../../platform/quantity.ts';
import { type CurrentResult, currentResult } from '../../referral/facts/current-result.ts';
import type { ResultNumber } from '../../referral/facts/read-result.ts';
import { resultCalled } from '../../referral/facts/result-titles.ts';
import { sameUnit } from '../../referral/facts/units.ts';
import type { Observation } from '../../referral/referral.ts';
import {
  agreeing,
  type CriterionStanding,
  contradictory,
  type DecidingFact,
  decidedBy,
  factsOf,
  isDecided,
  met,
  unknown,
} from './standing.ts';

type Asked = CriterionOf<'result'>;

const wordsOf = ({ value, said = [], interpretation = [] }: Observation): string => {
  const marks = interpretation.length > 0 ? ` (${interpretation.join(', ')})` : '';
  if (!value) return `${said.join('; ') || 'no value'}${marks}`;
  return 'coded' in value
    ? `${value.coded.slice(0, 80)}${marks}`
    : `${value.comparator ?? ''}${value.value} ${value.unit}${marks}`;
};

const factOf = (observations: readonly Observation[], index: number): DecidingFact => {
  const one = observations[index] as Observation;
  return {
    says: `${resultCalled(one)}: ${wordsOf(one)}`,
    pointer: `/observations/${index}`,
    ...(one.on ? { on: one.on } : {}),
  };
};

/** A bound in millionths; none where none is named. One of two is named at least. */
const boundOf = (bound: string | undefined): bigint[] =>
  bound === undefined ? [] : [micro(bound)];

/** Whether a number is within the bounds; undefined where its own bound leaves it open. */
const isWithin = (
  { micro: amount, comparator }: Pick<ResultNumber, 'micro' | 'comparator'>,
  { least, most }: { least?: string | undefined; most?: string | undefined },
): boolean | undefined => {
  const lows = boundOf(least);
  const highs = boundOf(most);
  switch (comparator) {
    case undefined:
      return lows.every((low) => amount >= low) && highs.every((high) => amount <= high);
    case '<':
    case '<=':
      // It lies below: surely too low, or surely low enough where nothing else is asked.
      if (lows.some((low) => amount < low || (amount === low && comparator === '<'))) return false;
      return lows.length === 0 && highs.every((high) => amount <= high) ? true : undefined;
    case '>':
    case '>=':
      if (highs.some((high) => amount > high || (amount === high && comparator === '>')))
        return false;
      return highs.length === 0 && lows.every((low) => amount >= low) ? true : undefined;
  }
};

const bounds = ({ least, most }: { least?: string | undefined; most?: string | undefined }) =>
  [
    ...boundOf(least).map((low) => `at least ${decimal(low)}`),
    ...boundOf(most).map((high) => `at most ${decimal(high)}`),
  ].join(' and ');

const numbersAgainst = (
  { needs }: Asked,
  numbers: readonly ResultNumber[],
  fact: DecidingFact,
): CriterionStanding => {
  if (!needs) return met(fact);
  if (needs.of === 'word')
    return unknown(`Send the result as ${needs.word} or not, as the laboratory reads it.`, [fact]);
  const unit = sameUnit(needs.unit);
  const lacks = `Send the result in ${needs.unit}: ${bounds(needs)} is asked for.`;
  return agreeing(
    numbers.map((number) => {
      const within = sameUnit(number.unit) === unit ? isWithin(number, needs) : undefined;
      return within === undefined ? unknown(lacks, [fact]) : decidedBy(within, fact);
    }),
    lacks,
  );
};

/** What the results of one day, or one without a day, come to. */
const ofDay = (
  asked: Asked,
  found: Exclude<CurrentResult, { state: 'none' }>,
  { observations, indices }: { observations: readonly Observation[]; indices: readonly number[] },
): CriterionStanding => {
  const fact = factOf(observations, indices[found.index] as number);
  if (indices.some((index) => observations[index]?.untied))
    return unknown('Send the result with the name of the patient it is of.', [fact]);
  switch (found.state) {
    case 'undated':
      return unknown('Send the day on which it was taken.', [fact]);
    case 'contradictory':
      return contradictory(fact);
    case 'indeterminate':
    case 'not-understood':
      return unknown('Send the result again, so that it can be read.', [fact]);
    case 'numbers':
      return numbersAgainst(asked, found.numbers, fact);
    default:
      if (!asked.needs) return met(fact);
      return asked.needs.of === 'word'
        ? decidedBy(found.state === asked.needs.word, fact)
        : unknown(`Send the number, in ${asked.needs.unit}.`, [fact]);
  }
};

/** What these results come to, as far as they are not too old; parts of one test are read together. */
const judgedOf = (
  asked: Asked,
  { observations, indices }: { observations: readonly Observation[]; indices: readonly number[] },
  told: Parameters<typeof currentResult>[2],
): CriterionStanding[] => {
  const found = currentResult(
    indices.map((index) => observations[index] as Observation),
    asked.codes,
    told,
  );
  if (found.state === 'none' || found.state === 'not-performed' || !found.fresh) return [];
  const standing = ofDay(asked, found, { observations, indices });
  const isReported = observations[indices[found.index] as number]?.dayOfReport;
  // The day of the report alone does not show that it is young enough.
  return isReported && standing.standing === 'met'
    ? [unknown('Send the day on which it was taken.', factsOf([standing]))]
    : [standing];
};

/**
 * A result that is not older than so many days on the day of the request. Every result within them is
 * heard, not the newest alone: where they differ, a person says which the payer is told.
 */
export const judgeResult = (
  asked: Asked,
  observations: readonly Observation[],
  on: string,
): CriterionStanding => {
  const told = { asOf: on, withinDays: asked.withinDays };
  const days = [...new Set(observations.map((one) => one.on))];
  const heard = days.flatMap((day) => {
    const indices = observations.flatMap((one, index) => (one.on === day ? [index] : []));
    const decided = judgedOf(asked, { observations, indices }, told).filter(isDecided);
    // Where a day is not understood, one of its results may say what another leaves open; where they
    // differ, each is shown.
    return decided.length > 0
      ? decided
      : indices.flatMap((index) => judgedOf(asked, { observations, indices: [index] }, told));
  });
  const all = currentResult(observations, asked.codes, told);
  // What was once found and stays, however old, and a newer result that says otherwise.
  if (all.state === 'contradictory') {
    const fact = factOf(observations, all.index);
    return contradictory(fact, ...factsOf(heard).filter(({ pointer }) => pointer !== fact.pointer));
  }
  const lacks = `Send a result of the last ${asked.withinDays} days (LOINC ${asked.codes.join(' or ')}).`;
  if (heard.length > 0) return agreeing(heard, lacks);
  // One that is too old, or was never made, is shown to whoever looks for another.
  return unknown(lacks, all.state === 'none' ? [] : [factOf(observations, all.index)]);
};
