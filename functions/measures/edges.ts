/**
 * The edges by which lengths of time are counted: each is the greatest that its bucket holds, and what
 * is more than the last stands in one bucket more. A count cannot be cut anew later, so that an edge is
 * added by counting beside, never by moving one.
 */
export type Edges = { unit: 'days' | 'hours'; upTo: readonly number[] };

/** A week each for the first weeks, then months. Published means to compare with: 27, 31 and 50 days. */
export const firstInfusionEdges: Edges = {
  unit: 'days',
  upTo: [3, 7, 14, 21, 30, 45, 60, 90, 120],
};

/**
 * The spans that decision clocks are made of: two hours of an answer at once, one and three days of urgent
 * ones, a week, two and a month of those that are not.
 */
export const decisionEdges: Edges = { unit: 'hours', upTo: [2, 24, 72, 168, 336, 720] };

/** Half a shift, then the spans that clocks of holds run in. */
export const holdEdges: Edges = { unit: 'hours', upTo: [4, 24, 48, 72, 120, 168, 336, 720] };

/** Days that a dose may be away from its own day and still be told apart. */
export const mostDaysAway = 15;

/** The bucket of a length, from 0. */
export const bucketOf = ({ upTo }: Edges, length: number): number => {
  const at = upTo.findIndex((most) => length <= most);
  return at < 0 ? upTo.length : at;
};

/** A bucket in words: from what it begins after, up to and with what it ends at. */
export const bucketWords = ({ upTo, unit }: Edges, bucket: number): string => {
  const [above, most] = [upTo[bucket - 1], upTo[bucket]];
  if (most === undefined) return `more than ${above} ${unit}`;
  return above === undefined
    ? `up to ${most} ${unit}`
    : `more than ${above}, up to ${most} ${unit}`;
};

/**
 * The bucket that the given part of all lies in: the one in which the running sum reaches it. All that is
 * known of the value is that it is within the edges; undefined of nothing.
 */
export const bucketAt = (counts: readonly number[], part: number): number | undefined => {
  const all = counts.reduce((sum, one) => sum + one, 0);
  if (all === 0) return undefined;
  // The nearest rank: the smallest that at least this part of all is not above.
  const rank = Math.max(1, Math.ceil(part * all));
  let sum = 0;
  return counts.findIndex((one) => {
    sum += one;
    return sum >= rank;
  });
};
