import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpClient } from '../../demo/client.ts';
import { play } from '../../demo/play.ts';
import type { RunningService } from '../../demo/service.ts';
import { stories } from '../../demo/stories.ts';
import { doubles } from '../crash/doubles.ts';
import { spawnStoryService } from '../support/story-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await spawnStoryService();
}, 120_000);
afterAll(() => service.stop());

describe('the examples, through HTTP to the service of the synthesized template', () => {
  it.each(stories.map((story) => [story.title, story] as const))(
    '%s',
    async (_, story) => {
      const http = httpClient(service.address);
      const played = await play(http, service.data, story, () => {});
      expect(played.failures).toEqual([]);
      expect(await doubles(http, service.data, service.payers, [played])).toEqual([]);
    },
    60_000,
  );

  it('leave nothing undelivered behind', async () => {
    const { body } = await httpClient(service.address).expect(200, 'GET', '/local/dead-letters');
    expect(Object.values(body)).toEqual([]);
  });
});
