import type { Alarm, Records } from '../data/records.ts';
import type { Clock } from './clock.ts';

/**
 * Wakes a process outside this one, a simulated payer for instance, at an instant of the runtime's
 * clock: its address gets a POST, and moving the clock waits for the answer.
 */
export type Alarms = {
  set(atMs: number, url: string): number;
  /** Arms what an earlier process was asked for. */
  resume(): void;
  busy(): number;
};

type Options = { records: Records; clock: Clock };

const answerLimitMs = 10_000;
const retryAfterMs = 60_000;
const longestTriesMs = 10 * retryAfterMs;

export const openAlarms = ({ records, clock }: Options): Alarms => {
  let active = 0;

  const ring = async ({ url }: Alarm) => {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        signal: AbortSignal.timeout(answerLimitMs),
      });
      return answer.ok;
    } catch {
      return false;
    }
  };
  const fire = async (alarm: Alarm) => {
    active += 1;
    const rang = await ring(alarm);
    // Whoever does not answer for ten minutes has gone; at the next start it is tried once more.
    if (rang) records.removeAlarm(alarm.id);
    else if (clock.now() < alarm.at + longestTriesMs) arm(alarm, clock.now() + retryAfterMs);
    active -= 1;
  };
  const arm = (alarm: Alarm, atMs = alarm.at) => clock.schedule(atMs, () => void fire(alarm));

  return {
    set: (at, url) => {
      const alarm = records.addAlarm({ at, url });
      arm(alarm);
      return alarm.id;
    },
    resume: () => {
      for (const alarm of records.alarms()) arm(alarm);
    },
    busy: () => active,
  };
};
