import type { Agreement } from './agreement.ts';

/**
 * What each agreement says for (or against) one person, in the manner of Fellegi and Sunter: about
 * the logarithm to base 2 of how much more often it is seen for one person than for two that were
 * taken at random. Own estimates, held low where families share a thing; the method is from
 * I. Fellegi, A. Sunter, "A Theory for Record Linkage", 1969.
 */
export const agreementWeights = {
  /** A practice gives a chart number once; two numbers are two charts, seldom of one person. */
  chart: { same: 13, swapped: 6, different: -13, unknown: 0 },
  /** A family may have one member number; people change plans and get another. */
  member: { same: 9, swapped: 4, different: -2, unknown: 0 },
  /** One in 30,000 or so; people who are born on one day meet in twins. */
  birth: { same: 9, near: 3, different: -12 },
  /** What tells twins apart. */
  given: { same: 5, short: 3, close: 2, different: -9 },
  /** Changes with a marriage; a family shares it. */
  family: { same: 6, part: 5, close: 3, different: -3 },
  /** Shared in families, and changed. */
  phone: { same: 4, different: -1, unknown: 0 },
} as const satisfies { [Thing in keyof Agreement]: Record<Agreement[Thing], number> };

/** From this sum on it is one person, and from that on a person looks; own estimates. */
export const thresholds = { certain: 24, likely: 12 } as const;
