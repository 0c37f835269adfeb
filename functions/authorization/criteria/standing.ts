import type { FactSource } from '../../referral/facts/fact.ts';

/** Something told of the patient or the request that decides a criterion: where it stands, and its day. */
export type DecidingFact = FactSource & { says: string };
type Some = readonly [DecidingFact, ...DecidingFact[]];

/**
 * How a criterion of a payer stands. What meets it, or fails it, is a fact that can be shown: a standing
 * without one is no other than unknown, and what was told and not understood is unknown too.
 */
export type CriterionStanding =
  | { standing: 'met'; facts: Some }
  | { standing: 'not-met'; facts: Some }
  | { standing: 'contradictory'; facts: Some }
  | { standing: 'unknown'; facts: readonly DecidingFact[]; lacks: string };

export const met = (...facts: Some): CriterionStanding => ({ standing: 'met', facts });
export const notMet = (...facts: Some): CriterionStanding => ({ standing: 'not-met', facts });
export const contradictory = (...facts: Some): CriterionStanding => ({
  standing: 'contradictory',
  facts,
});
/** @param lacks what somebody has to supply, as a demand: "Send a weight." */
export const unknown = (lacks: string, facts: readonly DecidingFact[] = []): CriterionStanding => ({
  standing: 'unknown',
  lacks,
  facts,
});

export const decidedBy = (is: boolean, ...facts: Some): CriterionStanding =>
  is ? met(...facts) : notMet(...facts);

const isOf =
  <Kind extends CriterionStanding['standing']>(kind: Kind) =>
  (one: CriterionStanding): one is Extract<CriterionStanding, { standing: Kind }> =>
    one.standing === kind;

/** Whether it is met or not: nothing is left for a person to find out. */
export const isDecided = ({ standing }: CriterionStanding): boolean =>
  standing === 'met' || standing === 'not-met';

/**
 * The facts of all, each told once: one dose may be held against two bounds. There is one at least
 * wherever one of them is not unknown.
 */
export const factsOf = (all: readonly CriterionStanding[]): DecidingFact[] => {
  const told = all.flatMap(({ facts }) => facts);
  return [...new Map(told.map((fact) => [`${fact.pointer} ${fact.says}`, fact])).values()];
};

/** All of these must be met, in the order of what weighs most. Nothing to meet is nothing known. */
export const everyOf = (parts: readonly CriterionStanding[], lacks: string): CriterionStanding => {
  for (const kind of ['not-met', 'contradictory', 'unknown'] as const) {
    const found = parts.find(isOf(kind));
    if (found) return found;
  }
  const [first, ...rest] = factsOf(parts);
  return first ? met(first, ...rest) : unknown(lacks);
};

/**
 * Several tell of one thing. That some meet it while others do not, or are not understood, is a
 * contradiction for a person: nobody's word silently wins.
 */
export const agreeing = (
  witnesses: readonly CriterionStanding[],
  lacks: string,
): CriterionStanding => {
  const [first, ...rest] = factsOf(witnesses);
  const kinds = new Set(witnesses.map(({ standing }) => standing));
  const open = witnesses.find(isOf('unknown'));
  if (!first) return unknown(lacks);
  if (kinds.has('contradictory') || (kinds.has('met') && kinds.size > 1))
    return contradictory(first, ...rest);
  if (open) return unknown(open.lacks, [first, ...rest]);
  return kinds.has('met') ? met(first, ...rest) : notMet(first, ...rest);
};
