import type { BenchService } from './running-service.ts';

/** Where the patients of the benchmarks live. */
export const patientsZone = 'America/Chicago';
/** Late enough for texts, and for all that a referral asks for on its first day. */
const midMorning = '10:00';

/** What the service's clock shows, in milliseconds since 1970. */
export const readServiceClock = async (service: BenchService): Promise<number> => {
  const { now } = (await service.get('/local/clock')) as { now: string };
  return Date.parse(now);
};

/** Moves the clock so many seconds on, and waits until what became due on the way is done. */
export const advance = async (service: BenchService, seconds: number): Promise<void> => {
  const answer = await fetch(`${service.address}/local/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: `PT${seconds}S` }),
  });
  if (!answer.ok) throw new Error(`The clock was not moved: ${await answer.text()}`);
  await service.quiet();
};

/** Moves the clock to an instant, if that is to come. */
export const advanceTo = async (service: BenchService, instantMs: number): Promise<void> => {
  const seconds = Math.ceil((instantMs - (await readServiceClock(service))) / 1000);
  if (seconds > 0) await advance(service, seconds);
};

const wallTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: patientsZone,
  hour: '2-digit',
  minute: '2-digit',
});

/**
 * Moves the clock to the next mid-morning of the patients, whenever the benchmark is run: at night a text
 * is put off, and a figure of then would leave out what it takes to send it.
 */
export const advanceToMidMorning = async (service: BenchService): Promise<void> => {
  const quarter = 15 * 60_000;
  let at = Math.ceil((await readServiceClock(service)) / quarter) * quarter;
  while (wallTime.format(at) !== midMorning) at += quarter;
  await advanceTo(service, at);
};

export const midMorningNote = `The service's clock was moved to ${midMorning} in ${patientsZone}, where the patients live, so that texts go out at once as by day.`;
