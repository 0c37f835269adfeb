import { Cancelled } from './cancellation.ts';
import type { Run } from './runtime.ts';

/** Waits for a stored instant (epoch ms), past or future. @throws Cancelled */
export const waitUntil = ({ runtime, cancellation }: Run, atMs: number): Promise<void> =>
  runtime.work.park(
    new Promise<void>((resolve, reject) => {
      const disarm = runtime.clock.schedule(atMs, () => {
        forget();
        resolve();
      });
      const forget = cancellation.onCancel(() => {
        disarm();
        reject(new Cancelled());
      });
    }),
  );
