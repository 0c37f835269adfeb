/** One thing told: what somebody did is shown for a while as well, a count that changed is only read out. */
export type Announced = { id: number; text: string; shown: boolean };

/** So many stay: what is told right after another thing must not take its place before it was read out. */
const kept = 3;

let told: readonly Announced[] = [];
let count = 0;
const listeners = new Set<() => void>();

/** What a screen reader is told without being asked: results and counts. */
export const announcements = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  told: () => told,
};

export const announce = (text: string, { shown = true }: { shown?: boolean } = {}): void => {
  count += 1;
  told = [...told, { id: count, text, shown }].slice(-kept);
  for (const listener of listeners) listener();
};
