import type { CriterionOf } from '../../payer/pack.ts';
import { decimal, micro } from '../../platform/quantity.ts';
import { type CurrentResult, currentResult } from '../../referral/facts/current-result.ts';
import type { ResultNumber } from '../../referral/facts/read-result.ts';
import { sameUnit } from '../../referral/facts/units.ts';
import type { Observation } from '../../referral/referral.ts';
import {
  agreeing,
  type CriterionStanding,
  contradictory,
  type DecidingFact,
  decidedBy,
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
    says: `${one.text ?? one.code}: ${wordsOf(one)}`,
    pointer: `/observations/${index}`,
    ...(one.on ? { on: one.on } : {}),
  };
};

/** Whether a number is within the bounds; undefined where its own bound leaves it open. */
const isWithin = (
  { micro: amount, comparator }: Pick<ResultNumber, 'micro' | 'comparator'>,
  { least, most }: { least?: string | undefined; most?: string | undefined },
): boolean | undefined => {
  const low = least === undefined ? undefined : micro(least);
  const high = most === undefined ? undefined : micro(most);
  switch (comparator) {
    case undefined:
      return (low === undefined || amount >= low) && (high === undefined || amount <= high);
    case '<':
    case '<=':
      // It lies below: surely too low, or surely low enough where nothing else is asked.
      if (low !== undefined && (amount < low || (amount === low && comparator === '<')))
        return false;
      return low === undefined && high !== undefined && amount <= high ? true : undefined;
    case '>':
    case '>=':
      if (high !== undefined && (amount > high || (amount === high && comparator === '>')))
        return false;
      return high === undefined && low !== undefined && amount >= low ? true : undefined;
  }
};

const bounds = ({ least, most }: { least?: string | undefined; most?: string | undefined }) =>
  [
    ...(least === undefined ? [] : [`at least ${decimal(micro(least))}`]),
    ...(most === undefined ? [] : [`at most ${decimal(micro(most))}`]),
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
  return agreeing(
    numbers.map((number) => {
      const within = sameUnit(number.unit) === unit ? isWithin(number, needs) : undefined;
      return within === undefined
        ? unknown(`Send the result in ${needs.unit}: ${bounds(needs)} is asked for.`, [fact])
        : decidedBy(within, fact);
    }),
    'Send the result.',
  );
};

/** What the results of one day, or one without a day, come to. */
const ofDay = (
  asked: Asked,
  found: CurrentResult,
  { observations, indices }: { observations: readonly Observation[]; indices: readonly number[] },
): CriterionStanding[] => {
  if (found.state === 'none' || found.state === 'not-performed') return [];
  const index = indices[found.index] as number;
  const fact = factOf(observations, index);
  const unclear = 'Send the result again, so that it can be read.';
  if (indices.some((one) => observations[one]?.untied))
    return [unknown('Send the result with the name of the patient it is of.', [fact])];
  switch (found.state) {
    case 'undated':
      return [unknown('Send the day on which it was taken.', [fact])];
    case 'contradictory':
      return [contradictory(fact)];
    case 'indeterminate':
    case 'not-understood':
      return [unknown(unclear, [fact])];
    case 'numbers':
      return [numbersAgainst(asked, found.numbers, fact)];
    default:
      if (!asked.needs) return [met(fact)];
      return asked.needs.of === 'word'
        ? [decidedBy(found.state === asked.needs.word, fact)]
        : [unknown(`Send the number, in ${asked.needs.unit}.`, [fact])];
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
  return 'fresh' in found && !found.fresh ? [] : ofDay(asked, found, { observations, indices });
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
  const lacks = `Send a result of the last ${asked.withinDays} days (LOINC ${asked.codes.join(' or ')}).`;
  const all = currentResult(observations, asked.codes, told);
  // What was once found and stays, however old, and a newer result that says otherwise.
  if (all.state === 'contradictory') return contradictory(factOf(observations, all.index));
  const days = [...new Set(observations.map((one) => one.on))];
  const heard = days.flatMap((day) => {
    const indices = observations.flatMap((one, index) => (one.on === day ? [index] : []));
    const together = judgedOf(asked, { observations, indices }, told);
    // Where a day is not understood, one of its results may say what another leaves open.
    return together.some(({ standing }) => standing === 'unknown')
      ? indices.flatMap((index) => judgedOf(asked, { observations, indices: [index] }, told))
      : together;
  });
  if (heard.length > 0) return agreeing(heard, lacks);
  return all.state === 'none' || all.state === 'not-performed'
    ? unknown(lacks)
    : unknown(lacks, [factOf(observations, all.index)]);
};
