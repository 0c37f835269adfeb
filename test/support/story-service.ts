import { Temporal } from 'temporal-polyfill';
import { httpClient } from '../../demo/client.ts';
import { freshDataFolder, type RunningService, spawnService } from '../../demo/service.ts';
import { freePort } from '../../local/ports.ts';
import { synthesizedService } from './synthesized-service.ts';
import { checkEventsWhole } from './whole-events.ts';

/**
 * When the stories of the tests begin: a Monday morning, whenever they run. Another day and hour show
 * what holds on it: `STORIES_START=2027-01-01T04:30:00Z npm test -- test/journeys`.
 */
export const storiesStart = process.env.STORIES_START ?? '2026-11-23T14:00:00Z';

/** The service in a process of its own, on a new folder; its clock starts there, and goes on. */
export const spawnStoryService = async (): Promise<RunningService> => {
  await synthesizedService();
  const options = ['--no-synth', '--clock', storiesStart];
  const service = await spawnService(freshDataFolder(), await freePort(), options);
  return {
    ...service,
    stop: async () => {
      await service.stop();
      checkEventsWhole(service.data);
    },
  };
};

/**
 * Moves the clock to the next Friday, 6:00 where the stories' patients live, whenever the story begins: no
 * text goes out before 9:00, and the Tuesday after it is a day of work.
 */
export const earlyOnFriday = async (service: RunningService): Promise<void> => {
  const http = httpClient(service.address);
  const { body } = await http.expect(200, 'GET', '/local/clock');
  const now = Temporal.Instant.from(String(body.now)).toZonedDateTimeISO('America/Chicago');
  const friday = now.add({ days: (5 - now.dayOfWeek + 7) % 7 || 7 }).withPlainTime('06:00');
  await http.expect(200, 'POST', '/local/clock', { body: { to: friday.toInstant().toString() } });
};
