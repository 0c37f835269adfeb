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
