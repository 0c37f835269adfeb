import { availableParallelism } from 'node:os';

/** Somebody waits for a route, a workflow's clock runs on a task; an event waits in its stream. */
export type Haste = 'route' | 'task' | 'event';

/** May be ended more than once. */
export type Turn = { end(): void };

type Waiting = { since: number; start: (turn: Turn) => void };

/** So long after the last route nobody is expected to be waiting. */
const aloneAfterMs = 400;

/** Half the time an invocation waits for an answer of the table and needs no core. */
const perCore = 2;

/** Nothing in the background waits longer than this for routes alone. */
const patienceMs = 100;

/**
 * Who may run now. Routes run at once. While there are any, whatever runs in the background leaves a
 * core to them and waits when they need more. It goes tasks before events, so that what has begun
 * ends before more begins, and the oldest first. Events that wait are kept where they come from, and
 * come in larger batches.
 */
export const openTurns = (cores = availableParallelism()) => {
  const lines = { task: [] as Waiting[], event: [] as Waiting[] };
  let routes = 0;
  let background = 0;
  let lastRouteAt = Number.NEGATIVE_INFINITY;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const places = () => {
    const alone = routes === 0 && performance.now() - lastRouteAt > aloneAfterMs;
    return alone ? perCore * cores : Math.max(1, cores - 1);
  };

  const turn = (leave: () => void): Turn => {
    let over = false;
    return {
      end: () => {
        if (over) return;
        over = true;
        leave();
        grant();
      },
    };
  };

  const grant = () => {
    while (!stopped && background < places()) {
      const line = lines.task.length ? lines.task : lines.event;
      const [first] = line;
      if (!first) return;
      const waitedMs = performance.now() - first.since;
      if (routes > 0 && routes + background >= cores && waitedMs < patienceMs) {
        timer ??= setTimeout(() => {
          timer = undefined;
          grant();
        }, patienceMs - waitedMs);
        return;
      }
      line.shift();
      background += 1;
      first.start(
        turn(() => {
          background -= 1;
        }),
      );
    }
  };

  return {
    /** Resolves when the invocation may begin; never, once the turns are stopped. */
    take: (haste: Haste): Promise<Turn> => {
      if (haste !== 'route') {
        return new Promise((start) => {
          lines[haste].push({ since: performance.now(), start });
          grant();
        });
      }
      routes += 1;
      return Promise.resolve(
        turn(() => {
          routes -= 1;
          lastRouteAt = performance.now();
        }),
      );
    },
    /** Nothing in the background begins any more; what waits is done at the next start. */
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};

export type Turns = ReturnType<typeof openTurns>;
