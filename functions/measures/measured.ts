import * as z from 'zod';

/**
 * What is counted. A unit is one thing of a referral that is counted: the referral itself, a round
 * with its payer, a visit, a hold, a message. What the stream of changes tells of it is kept as facts,
 * and what it counts as follows from its facts alone.
 */

/** Something that was told, and when or as which version: of two that tell the same, one stays. */
export const ToldFact = z
  .object({ order: z.string() })
  .catchall(z.union([z.string(), z.number(), z.array(z.string())]));
export type ToldFact = z.infer<typeof ToldFact>;

/** By name: `first:` keeps the entry of the lowest order, `last:` that of the highest. */
export const Facts = z.record(z.string().regex(/^(first|last):[a-z-]+$/), ToldFact);
export type Facts = z.infer<typeof Facts>;

/** A unit: its referral, and where in it: `REFERRAL`, `AUTH#001`, `VISIT#002`, `HOLD#…` or `MSG#…`. */
export type Unit = { referralId: string; place: string };

/** What a change tells of a unit. */
export type ToldOf = Unit & { facts: Facts };

const text = (entry: ToldFact): string => JSON.stringify(Object.entries(entry).sort());

/** Which of two stays; where their order is the same the choice is always the same one. */
const stays = (name: string, one: ToldFact, other: ToldFact): ToldFact => {
  const isBefore = one.order === other.order ? text(one) < text(other) : one.order < other.order;
  return isBefore === name.startsWith('first:') ? one : other;
};

/**
 * The facts of a unit with what was told now. It makes no difference how often, and in which order,
 * something is told.
 */
export const withTold = (known: Facts, told: Facts): Facts => {
  const all: Facts = { ...known };
  for (const [name, entry] of Object.entries(told)) {
    const before = Object.hasOwn(all, name) ? all[name] : undefined;
    all[name] = before ? stays(name, before, entry) : entry;
  }
  return all;
};

/** What a unit counts as: by counter, then by cell of that counter, how much. */
export const Tally = z.record(z.string(), z.record(z.string(), z.number()));
export type Tally = z.infer<typeof Tally>;

/** By how much each cell of each counter is to be raised or lowered; nothing that stays. */
export const tallyChange = (changes: readonly { before: Tally; after: Tally }[]): Tally => {
  const all: Tally = {};
  const add = (tally: Tally, sign: 1 | -1) => {
    for (const [counter, cells] of Object.entries(tally))
      for (const [cell, amount] of Object.entries(cells)) {
        const of = all[counter] ?? {};
        of[cell] = (of[cell] ?? 0) + sign * amount;
        all[counter] = of;
      }
  };
  for (const { before, after } of changes) {
    add(before, -1);
    add(after, 1);
  }
  return Object.fromEntries(
    Object.entries(all)
      .map(
        ([counter, cells]) =>
          [
            counter,
            Object.fromEntries(Object.entries(cells).filter(([, amount]) => amount !== 0)),
          ] as const,
      )
      .filter(([, cells]) => Object.keys(cells).length > 0),
  );
};

/** The name of a counter: what it counts, in which month, and for whom. */
export const counterName = (family: string, month: string, by: readonly string[]): string =>
  [family, month, ...by.map((one) => one.replaceAll('|', '/'))].join('|');

/** The parts of that name. */
export const counterParts = (name: string): { family: string; month: string; by: string[] } => {
  const [family = '', month = '', ...by] = name.split('|');
  return { family, month, by };
};
