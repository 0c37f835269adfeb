export type Work = {
  /** Counts as work until it settles. */
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Suspends the caller's own work while something else goes on for it. */
  join<T>(promise: Promise<T>): Promise<T>;
  /** As `join`, for a wait that only time or a callback ends. */
  park<T>(promise: Promise<T>): Promise<T>;
  waiting(): number;
  idle(): Promise<void>;
};

/** Knows whether anything is being done, so that a caller can tell waiting from working. */
export const openWork = (): Work => {
  let busy = 0;
  let parked = 0;
  let idlers: (() => void)[] = [];

  // Whoever is woken resumes within this tick, so only the next one may conclude that all is idle.
  const settle = () => {
    if (busy > 0 || idlers.length === 0) return;
    setImmediate(() => {
      if (busy > 0) return;
      const ready = idlers;
      idlers = [];
      for (const resolve of ready) resolve();
    });
  };
  const leave = () => {
    busy -= 1;
    settle();
  };
  const join = async <T>(promise: Promise<T>): Promise<T> => {
    leave();
    try {
      return await promise;
    } finally {
      busy += 1;
    }
  };

  return {
    run: async (task) => {
      busy += 1;
      try {
        return await task();
      } finally {
        leave();
      }
    },
    join,
    park: async (promise) => {
      parked += 1;
      try {
        return await join(promise);
      } finally {
        parked -= 1;
      }
    },
    waiting: () => parked,
    idle: () =>
      new Promise((resolve) => {
        idlers.push(resolve);
        settle();
      }),
  };
};
