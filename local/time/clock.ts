import { type AlarmQueue, openAlarmQueue } from './alarm-queue.ts';
import { readOffset, writeOffset } from './clock-offset.ts';

/** Virtual time for everything that runs locally. Instants are epoch milliseconds, UTC. */
export type Clock = {
  /** The current virtual instant; never earlier than one it already returned. */
  now(): number;
  /** Wakes once at or after `atMs`, never early; returns a function that disarms it. */
  schedule(atMs: number, wake: () => void): () => void;
  /** The earliest armed deadline. */
  next(): number | undefined;
  /** Jumps forward and fires what came due in order. A jump backwards does nothing. */
  moveTo(atMs: number): void;
};

/** Longest delay `setTimeout` honours; anything longer would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

const moveThrough = (alarms: AlarmQueue, atMs: number, setNow: (atMs: number) => void) => {
  for (let due = alarms.next(); due !== undefined && due <= atMs; due = alarms.next()) {
    setNow(due);
    alarms.takeDue(due)?.();
  }
  setNow(atMs);
};

/** A clock that only moves when told to. */
export const testClock = (startMs: number): Clock => {
  const alarms = openAlarmQueue();
  let now = startMs;
  const setNow = (atMs: number) => {
    now = Math.max(now, atMs);
  };
  return {
    now: () => now,
    schedule: (atMs, wake) => {
      const disarm = alarms.add(atMs, wake);
      if (atMs <= now) queueMicrotask(() => moveThrough(alarms, now, setNow));
      return disarm;
    },
    next: () => alarms.next(),
    moveTo: (atMs) => moveThrough(alarms, Math.max(now, atMs), setNow),
  };
};

/** Real time plus an offset that {@link Clock.moveTo} grows and `path` keeps across restarts. */
export const openClock = ({ path }: { path: string }): Clock & { close(): void } => {
  const alarms = openAlarmQueue();
  let offset = readOffset(path);
  let latest = 0;
  let timer: NodeJS.Timeout | undefined;
  let armedFor = Number.POSITIVE_INFINITY;

  const now = () => {
    latest = Math.max(latest, Date.now() + offset);
    return latest;
  };
  const arm = () => {
    const due = alarms.next();
    if (due === undefined || due >= armedFor) return;
    clearTimeout(timer);
    armedFor = due;
    timer = setTimeout(fire, Math.min(Math.max(0, due - now()), longestTimerMs));
  };
  const fire = () => {
    armedFor = Number.POSITIVE_INFINITY;
    for (let wake = alarms.takeDue(now()); wake; wake = alarms.takeDue(now())) wake();
    arm();
  };

  return {
    now,
    schedule: (atMs, wake) => {
      const disarm = alarms.add(atMs, wake);
      arm();
      return disarm;
    },
    next: () => alarms.next(),
    moveTo: (wantedMs) => {
      // A part of a journey may end between two milliseconds, and a killed service begins there again.
      const atMs = Math.ceil(wantedMs);
      const step = atMs - now();
      if (step <= 0) return;
      writeOffset(path, offset + step);
      moveThrough(alarms, atMs, (at) => {
        const gained = at - now();
        if (gained > 0) offset += gained;
      });
      // Whatever was armed on the way was armed for a real time that is no longer right.
      clearTimeout(timer);
      armedFor = Number.POSITIVE_INFINITY;
      arm();
    },
    close: () => clearTimeout(timer),
  };
};
