type Alarm = { at: number; order: number; wake: (() => void) | undefined };

export type AlarmQueue = {
  add(atMs: number, wake: () => void): () => void;
  next(): number | undefined;
  /** Removes the earliest alarm due at `nowMs` and returns what it wakes. */
  takeDue(nowMs: number): (() => void) | undefined;
};

const before = (a: Alarm, b: Alarm) => a.at < b.at || (a.at === b.at && a.order < b.order);

/** A binary heap of alarms, earliest first, first armed first among equals. */
export const openAlarmQueue = (): AlarmQueue => {
  const heap: Alarm[] = [];
  let armed = 0;

  const swap = (i: number, j: number) => {
    const held = heap[i] as Alarm;
    heap[i] = heap[j] as Alarm;
    heap[j] = held;
  };
  const rise = (start: number) => {
    for (let i = start; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!before(heap[i] as Alarm, heap[parent] as Alarm)) return;
      swap(i, parent);
      i = parent;
    }
  };
  const sink = () => {
    for (let i = 0; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < heap.length && before(heap[child] as Alarm, heap[least] as Alarm)) {
          least = child;
        }
      }
      if (least === i) return;
      swap(i, least);
      i = least;
    }
  };
  const pop = () => {
    const first = heap[0];
    const last = heap.pop();
    if (last && heap.length > 0) {
      heap[0] = last;
      sink();
    }
    return first;
  };
  const dropDisarmed = () => {
    while (heap.length > 0 && heap[0]?.wake === undefined) pop();
  };

  return {
    add: (atMs, wake) => {
      // A retry with jitter is due between two milliseconds; the clock knows whole ones only.
      const alarm: Alarm = { at: Math.ceil(atMs), order: armed++, wake };
      heap.push(alarm);
      rise(heap.length - 1);
      return () => {
        alarm.wake = undefined;
      };
    },
    next: () => {
      dropDisarmed();
      return heap[0]?.at;
    },
    takeDue: (now) => {
      dropDisarmed();
      return heap[0] && heap[0].at <= now ? pop()?.wake : undefined;
    },
  };
};
