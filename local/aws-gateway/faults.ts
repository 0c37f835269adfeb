/**
 * What the embedded database never does and AWS does: another transaction holds the item, too many
 * calls, or the answer is lost after the write was applied.
 */
export type Fault = 'conflict' | 'throttle' | 'lost-response';
export type FaultPlan = { next(caller: string, operation: string): Fault | undefined };

const kinds: readonly Fault[] = ['conflict', 'throttle', 'lost-response'];
const isWrite = /^(Put|Update|Delete|BatchWrite|TransactWrite)/;

/**
 * A plan that one seed reproduces: the same calls in the same order meet the same faults.
 *
 * @param rate share of calls that fail, from 0 to 1
 */
export const seededFaults = (seed: number, rate: number): FaultPlan => {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next: (_caller, operation) => {
      const [hit, kind] = [random() < rate, kinds[Math.floor(random() * kinds.length)]];
      if (!hit) return undefined;
      return isWrite.test(operation) ? kind : 'throttle';
    },
  };
};
