import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';

export type Quiescence = {
  /** Resolves with true when nothing is under way, or with false when that takes too long. */
  quiet(limitMs?: number): Promise<boolean>;
  /** What is still going on, for people. */
  pending(): string[];
};

type Options = {
  /** Waits for work that says itself when it is done. */
  settle: readonly (() => Promise<unknown>)[];
  busy: Readonly<Record<string, () => boolean>>;
  /** Changes whenever anything has happened. */
  stamp(): string;
};

/** Nothing is under way when all parts say so twice and nothing happened in between. */
export const openQuiescence = ({ settle, busy, stamp }: Options): Quiescence => {
  const pending = () =>
    Object.entries(busy)
      .filter(([, isBusy]) => isBusy())
      .map(([name]) => name);
  return {
    pending,
    quiet: async (limitMs = 60_000) => {
      const until = performance.now() + limitMs;
      let before = '';
      do {
        before = stamp();
        await nextTurn();
        const settled = Promise.all(settle.map((wait) => wait())).then(() => true);
        const late = new AbortController();
        const left = Math.max(0, until - performance.now());
        const inTime = await Promise.race([
          settled,
          pause(left, false, { signal: late.signal, ref: false }).catch(() => false),
        ]);
        late.abort();
        if (!inTime) return false;
        while (pending().length && performance.now() < until) await pause(2);
        await nextTurn();
      } while ((stamp() !== before || pending().length) && performance.now() < until);
      return performance.now() < until;
    },
  };
};
