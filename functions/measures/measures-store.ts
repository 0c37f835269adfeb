import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { canonical, sha256 } from '../platform/canonical.ts';
import { TransientFault } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import { readAll, readMany } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { writeItems } from '../platform/write-items.ts';
import {
  counterParts,
  Facts,
  Tally,
  type ToldOf,
  tallyChange,
  type Unit,
  withTold,
} from './measured.ts';
import { tallyOf } from './tally.ts';

/** What is known of a unit, what it was counted as last, and how often that changed. */
const Kept = z.object({ facts: Facts, tally: Tally, revision: z.number().int().min(0) });
type Kept = z.infer<typeof Kept>;
const neverCounted: Kept = { facts: {}, tally: {}, revision: 0 };

/** What a unit is known by now, and counts as, beside what was kept of it. */
type UnitChange = { unit: ToldOf; kept: Kept; facts: Facts; after: Tally };

/** A counter: its cells by name. */
export type Counter = { by: readonly string[]; cells: Readonly<Record<string, number>> };

/** Units that are counted in one transaction, which takes a hundred items, counters among them. */
const mostTogether = 20;
const mostItems = 100;
const tries = 8;
/**
 * Ten batches of a shard run beside each other, and a morning's reminders all raise one counter: those that
 * met over it wait a moment, each another one, so that they do not meet again. At most three seconds in all.
 */
const firstPauseMs = 20;
const longestPauseMs = 500;
const pauseMs = (unit: Unit | undefined, attempt: number): number => {
  const part = Number.parseInt(sha256(canonical([unit, attempt])).slice(0, 8), 16) / 2 ** 32;
  return part * Math.min(longestPauseMs, firstPauseMs * 2 ** attempt);
};

const adding = (tableName: string, change: Tally): TransactItem[] =>
  Object.entries(change).map(([name, cells]) => {
    const all = Object.entries(cells);
    const { family, month, by } = counterParts(name);
    return {
      Update: {
        TableName: tableName,
        Key: keys.measure(family, month, by),
        UpdateExpression: `ADD ${all.map((_, at) => `#c${at} :c${at}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(all.map(([cell], at) => [`#c${at}`, cell])),
        ExpressionAttributeValues: Object.fromEntries(
          all.map(([, amount], at) => [`:c${at}`, amount]),
        ),
      },
    };
  });

/** What was told of each unit, together. */
const byUnit = (told: readonly ToldOf[]): ToldOf[] => {
  const units = new Map<string, ToldOf>();
  for (const { referralId, place, facts } of told) {
    const name = `${referralId} ${place}`;
    units.set(name, {
      referralId,
      place,
      facts: withTold(units.get(name)?.facts ?? {}, facts),
    });
  }
  return [...units.values()];
};

/** Keeps what is counted, and reads it. */
export const measuresStore = (table: Table) => {
  const { name } = table;

  /** What is to be written of these units: nothing of one of which all was known. */
  const changesOf = async (units: readonly ToldOf[]): Promise<UnitChange[]> => {
    const items = await readMany(table, units.map(keys.measured));
    return units.flatMap((unit, at) => {
      const kept = items[at] ? Kept.parse(items[at]) : neverCounted;
      const facts = withTold(kept.facts, unit.facts);
      if (canonical(facts) === canonical(kept.facts)) return [];
      return [{ unit, kept, facts, after: tallyOf(unit.place, facts) }];
    });
  };

  const marker = ({ unit, kept, facts, after }: UnitChange): TransactItem => ({
    Put: {
      TableName: name,
      Item: { ...keys.measured(unit), facts, tally: after, revision: kept.revision + 1 },
      ConditionExpression: kept.revision === 0 ? 'attribute_not_exists(pk)' : 'revision = :seen',
      ...(kept.revision === 0 ? {} : { ExpressionAttributeValues: { ':seen': kept.revision } }),
    },
  });

  /** Whether these went in; not where somebody else changed one, or had one in hand at every try. */
  const isWritten = async (items: readonly TransactItem[]): Promise<boolean> => {
    try {
      return items.length === 0 || !(await writeItems(table, items));
    } catch (error) {
      if (error instanceof TransientFault) return false;
      throw error;
    }
  };

  const keepPart = async (units: readonly ToldOf[]): Promise<void> => {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const changes = await changesOf(units);
      if (changes.length === 0) return;
      const isStill = ({ kept, after }: UnitChange) => canonical(kept.tally) === canonical(after);
      const moving = changes.filter((one) => !isStill(one));
      const change = tallyChange(moving.map(({ kept, after }) => ({ before: kept.tally, after })));
      const items = [...moving.map(marker), ...adding(name, change)];
      if (items.length > mostItems && units.length > 1) {
        const half = Math.ceil(units.length / 2);
        await keepPart(units.slice(0, half));
        return keepPart(units.slice(half));
      }
      // What moves no counter hangs on its own condition alone, and costs half by itself.
      const writes = [items, ...changes.filter(isStill).map((one) => [marker(one)])];
      const written = await Promise.all(writes.map(isWritten));
      if (written.every(Boolean)) return;
      await pause(pauseMs(units[0], attempt));
    }
    throw new TransientFault('measuring-contended');
  };

  return {
    /**
     * Takes what was told into what is counted. What is known of each unit, what it counts as and the
     * counters change together, on the condition that nobody changed the unit meanwhile: told twice, late
     * or in another order it makes no difference.
     *
     * @throws TransientFault when others kept counting the same units at every try
     */
    keep: async (told: readonly ToldOf[]): Promise<void> => {
      const units = byUnit(told);
      for (let from = 0; from < units.length; from += mostTogether)
        await keepPart(units.slice(from, from + mostTogether));
    },

    /** The counters of a month. */
    read: async (family: string, month: string): Promise<Counter[]> => {
      const items = await readAll(table, keys.measure(family, month, []).pk);
      return items.map(({ pk: _, sk, ...cells }) => ({
        by: counterParts([family, month, sk].join('|')).by,
        cells: Object.fromEntries(
          Object.entries(cells).flatMap(([cell, amount]) =>
            typeof amount === 'number' ? [[cell, amount] as const] : [],
          ),
        ),
      }));
    },
  };
};

export type MeasuresStore = ReturnType<typeof measuresStore>;
