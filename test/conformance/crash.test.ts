import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { driveToEnd, expectedOutput, openOn, openWorld, type World } from './crash-sample.ts';

class Killed extends Error {}

let folder: string;
let journals = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crash-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Kills the engine at the given points, counted from each opening, and finishes without. */
const runWithCrashes = async (world: World, crashAt: readonly number[]) => {
  const path = join(folder, `${journals++}.db`);
  const points: string[] = [];
  for (const limit of [...crashAt, Number.POSITIVE_INFINITY]) {
    let seen = 0;
    const { engine, crashed } = await openOn(world, path, (point) => {
      points.push(point);
      seen += 1;
      if (seen === limit) throw new Killed(point);
    });
    const driven = driveToEnd(engine, world);
    driven.catch(() => undefined);
    const outcome = await Promise.race([crashed, driven]);
    await engine.close();
    if (outcome !== 'crashed') return { output: outcome, points };
  }
  throw new Error('unreachable');
};

/** A repeated call of a step must carry its key; two steps never share one. */
const keysByVisit = (world: World) => {
  const keys = new Map<string, Set<string>>();
  for (const { functionName, stepKey } of world.calls) {
    keys.set(stepKey, (keys.get(stepKey) ?? new Set()).add(functionName));
  }
  return keys;
};

const calm = async () => {
  const world = openWorld();
  return { ...(await runWithCrashes(world, [])), keys: [...keysByVisit(world).keys()].sort() };
};

describe('an engine that dies at any durable write', () => {
  it('runs the sample to its end when nothing happens', async () => {
    const { output, points, keys } = await calm();
    expect(output).toEqual(expectedOutput);
    expect(points.length).toBeGreaterThan(40);
    expect(keys).toHaveLength(6);
  });

  it.each([
    ['once', (at: number) => [at]],
    ['again during recovery', (at: number) => [at, 1]],
    ['again after the next write', (at: number) => [at, 2]],
    ['again a few writes later', (at: number) => [at, 7]],
  ])('killed %s, ends with the same result and the same step keys', async (_when, crashes) => {
    const expected = await calm();
    for (let at = 1; at <= expected.points.length; at++) {
      const world = openWorld();
      const { output } = await runWithCrashes(world, crashes(at));
      const where = `killed at ${at}: ${expected.points[at - 1]}`;
      expect(output, where).toEqual(expectedOutput);
      // A nested execution has a name of its own, drawn when it is first started.
      const keys = keysByVisit(world);
      expect(keys.size, where).toBe(expected.keys.length);
      expect([...keys.values()].every((functions) => functions.size === 1)).toBe(true);
    }
  });

  it('ends the same after any series of deaths', async () => {
    const deaths = fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 2, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(deaths, async (crashes) => {
        const world = openWorld();
        const { output } = await runWithCrashes(world, crashes);
        expect(output).toEqual(expectedOutput);
        expect(keysByVisit(world).size).toBe(6);
      }),
      { numRuns: 60 },
    );
  });
});
