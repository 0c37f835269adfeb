/** Thrown through a run that was stopped from outside; never reaches Retry or Catch. */
export class Cancelled extends Error {
  constructor() {
    super('The run was stopped');
    this.name = 'Cancelled';
  }
}

export type Cancellation = {
  readonly cancelled: boolean;
  /** Runs `undo` when cancelled; returns a function that forgets it. */
  onCancel(undo: () => void): () => void;
  cancel(): void;
  /** A part that can be cancelled alone, and is cancelled with the whole. */
  part(): Cancellation;
  /** @throws Cancelled */
  check(): void;
};

/** Stops a tree of runs at once: everything it undoes happens in the same tick. */
export const openCancellation = (): Cancellation => {
  const undos = new Set<() => void>();
  let cancelled = false;
  const self: Cancellation = {
    get cancelled() {
      return cancelled;
    },
    onCancel: (undo) => {
      undos.add(undo);
      return () => undos.delete(undo);
    },
    cancel: () => {
      if (cancelled) return;
      cancelled = true;
      for (const undo of undos) undo();
      undos.clear();
    },
    part: () => {
      const part = openCancellation();
      if (cancelled) part.cancel();
      else undos.add(part.cancel);
      return part;
    },
    check: () => {
      if (cancelled) throw new Cancelled();
    },
  };
  return self;
};
