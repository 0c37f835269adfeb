import type { Clock } from './clock.ts';

/**
 * The runtime's clock as other threads read it: an offset from real time, or, when the clock stands
 * still, the instant it stands at.
 */
export type SharedTime = { buffer: SharedArrayBuffer; publish(): void };

export const shareTime = (clock: Clock, { standsStill = false } = {}): SharedTime => {
  const buffer = new SharedArrayBuffer(16);
  const cells = new Float64Array(buffer);
  cells[1] = standsStill ? 1 : 0;
  const publish = () => {
    cells[0] = standsStill ? clock.now() : clock.now() - Date.now();
  };
  publish();
  return { buffer, publish };
};

/** Makes `Date`, and whatever reads it, follow the shared time in the calling thread. */
export const followSharedTime = (buffer: SharedArrayBuffer): void => {
  const cells = new Float64Array(buffer);
  const RealDate = Date;
  const realNow = RealDate.now;
  const now = () => Math.trunc(cells[1] ? (cells[0] ?? 0) : realNow() + (cells[0] ?? 0));
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, parameters, newTarget) =>
      Reflect.construct(target, parameters.length ? parameters : [now()], newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
  });
  RealDate.prototype.constructor = globalThis.Date;
};
