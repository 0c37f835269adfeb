import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openClock } from '../../local/time/clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'dripline-clock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const day = 86_400_000;

describe('the clock of the runtime', () => {
  it('rings what is due right after a jump, whatever was set on the way', async () => {
    const clock = openClock({ path: join(folder, 'clock.json') });
    const start = clock.now();
    const rung: string[] = [];
    clock.schedule(start + day, () => {
      rung.push('first');
      clock.schedule(start + 30 * day, () => rung.push('set on the way'));
    });
    const after = new Promise<void>((resolve) => {
      clock.schedule(start + 31 * day + 20, () => {
        rung.push('right after');
        resolve();
      });
    });
    clock.moveTo(start + 31 * day);
    expect(rung).toEqual(['first', 'set on the way']);
    await after;
    expect(rung).toEqual(['first', 'set on the way', 'right after']);
    clock.close();
  });

  it('tells whole milliseconds, also on the way past what is due between two', () => {
    const clock = openClock({ path: join(folder, 'whole.json') });
    const start = clock.now();
    const told: number[] = [];
    clock.schedule(start + day + 0.25, () => told.push(clock.now()));
    clock.moveTo(start + 2 * day);
    expect(told[0]).toBeGreaterThanOrEqual(start + day + 1);
    expect([...told, clock.now()].filter((at) => !Number.isInteger(at))).toEqual([]);
    clock.close();
  });

  it('is at a whole millisecond again after a kill on a way that ended between two', () => {
    const path = join(folder, 'killed.json');
    const clock = openClock({ path });
    clock.moveTo(clock.now() + day + 0.5);
    clock.close();
    const again = openClock({ path });
    expect(Number.isInteger(again.now())).toBe(true);
    again.close();
  });
});
