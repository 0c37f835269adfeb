import { describe, expect, it } from 'vitest';
import { type Haste, openTurns, type Turn } from '../../local/lambda/turns.ts';

/** Asks for turns by name and keeps who has begun; a route has just been answered. */
const asked = (cores: number) => {
  const turns = openTurns(cores);
  const begun: string[] = [];
  const held = new Map<string, Turn>();
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  void turns.take('route').then((turn) => turn.end());
  return {
    begun,
    turns,
    ask: async (haste: Haste, ...names: string[]) => {
      for (const name of names) {
        void turns.take(haste).then((turn) => {
          begun.push(name);
          held.set(name, turn);
        });
      }
      await settled();
    },
    end: async (name: string) => {
      held.get(name)?.end();
      await settled();
    },
  };
};

describe('the turns of invocations', () => {
  it('leave a core to routes, which begin at once', async () => {
    const { ask, begun } = asked(2);
    await ask('route');
    await ask('task', 'first task', 'second task');
    await ask('route', 'route', 'another route');
    expect(begun).toEqual(['first task', 'route', 'another route']);
  });

  it('leave no core idle when nobody has asked for a route', async () => {
    const turns = openTurns(2);
    const begun = [turns.take('task'), turns.take('event')];
    expect(await Promise.all(begun)).toHaveLength(2);
  });

  it('go to two for each core meanwhile, for one of them waits for the table', async () => {
    const turns = openTurns(2);
    const begun: number[] = [];
    for (const number of [1, 2, 3, 4, 5]) {
      void turns.take('task').then(() => begun.push(number));
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  it('go to tasks before events, and to the oldest first', async () => {
    const { ask, end, begun } = asked(2);
    await ask('route');
    await ask('event', 'running');
    await ask('event', 'first event', 'second event');
    await ask('task', 'first task', 'second task');
    for (const name of ['running', 'first task', 'second task', 'first event']) await end(name);
    expect(begun).toEqual(['running', 'first task', 'second task', 'first event', 'second event']);
  });

  it('keep the background waiting while routes need all cores, but not for ever', async () => {
    const { ask, end, begun } = asked(2);
    await ask('route', 'route', 'another route');
    await ask('task', 'task');
    expect(begun).not.toContain('task');
    await end('route');
    expect(begun).toContain('task');

    const crowded = asked(1);
    await crowded.ask('route', 'a route that lasts');
    await new Promise<void>((resolve) => {
      void crowded.turns.take('task').then(() => resolve());
    });
  });

  it('count once, however often one is ended', async () => {
    const { ask, end, begun } = asked(2);
    await ask('route');
    await ask('task', 'a', 'b', 'c');
    await end('a');
    await end('a');
    expect(begun).toEqual(['a', 'b']);
  });

  it('begin nothing more in the background once stopped', async () => {
    const { ask, end, begun, turns } = asked(2);
    await ask('route');
    await ask('task', 'running', 'waiting');
    turns.stop();
    await end('running');
    await ask('route', 'route');
    expect(begun).toEqual(['running', 'route']);
  });
});
