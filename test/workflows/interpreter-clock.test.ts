import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClock, testClock } from '../../local/time/clock.ts';

const dayMs = 86_400_000;
let path: string;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clock-'));
  path = join(folder, 'clock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the virtual clock', () => {
  it('fires what is due in order of time, each at its own instant', () => {
    void fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_000 })), (delays) => {
        const clock = testClock(0);
        const fired: number[] = [];
        for (const delay of delays) clock.schedule(delay, () => fired.push(clock.now()));
        clock.moveTo(500);
        expect(fired).toEqual(delays.filter((delay) => delay <= 500).sort((a, b) => a - b));
        expect(clock.now()).toBe(500);
        const later = delays.filter((delay) => delay > 500);
        expect(clock.next()).toBe(later.length > 0 ? Math.min(...later) : undefined);
      }),
    );
  });

  it('does not fire what was disarmed and does not move back', () => {
    const clock = testClock(1_000);
    let fired = 0;
    clock.schedule(2_000, () => fired++)();
    clock.moveTo(3_000);
    clock.moveTo(10);
    expect([fired, clock.now(), clock.next()]).toEqual([0, 3_000, undefined]);
  });
});

describe('the clock of the local service', () => {
  it('keeps the time it was moved to when it is opened again', () => {
    const first = openClock({ path });
    const target = Date.now() + 90 * dayMs;
    first.moveTo(target);
    first.close();
    const second = openClock({ path });
    expect(second.now()).toBeGreaterThanOrEqual(target);
    expect(second.now()).toBeLessThan(target + dayMs);
    second.close();
  });

  it('fires a wait longer than any timer only when its time comes', () => {
    const clock = openClock({ path });
    const due = clock.now() + 60 * dayMs;
    const fired: number[] = [];
    clock.schedule(due, () => fired.push(clock.now()));
    clock.moveTo(due - dayMs);
    expect(fired).toEqual([]);
    clock.moveTo(due);
    expect(fired).toHaveLength(1);
    expect(fired[0]).toBeGreaterThanOrEqual(due);
    clock.close();
  });

  it('fires by itself in real time', async () => {
    const clock = openClock({ path });
    const due = clock.now() + 5;
    await new Promise<void>((resolve) => clock.schedule(due, resolve));
    expect(clock.now()).toBeGreaterThanOrEqual(due);
    clock.close();
  });

  it('refuses a file that does not hold a time', () => {
    writeFileSync(path, 'tomorrow');
    expect(() => openClock({ path })).toThrow('is damaged: it holds how far the clock was moved');
  });
});
