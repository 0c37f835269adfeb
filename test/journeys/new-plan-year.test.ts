import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningService } from '../../demo/service.ts';
import { expectExplained, memberOf, ordered, programs } from '../support/programs.ts';
import { spawnStoryService } from '../support/story-service.ts';

type Story = Awaited<ReturnType<typeof ordered>>;

let service: RunningService;
const stories = new Map<string, Story>();

/** Orders of the last days of the year under each plan, whose doses begin in the new one. */
beforeAll(async () => {
  service = await spawnStoryService();
  const [first] = programs;
  if (!first) throw new Error('no program');
  const clock = await ordered(service, 'clock', first, { says: 'APPROVE' });
  const untilThen =
    Date.UTC(clock.stage.now().getUTCFullYear(), 11, 28, 15) - clock.stage.now().getTime();
  await clock.stage.advance(`PT${Math.ceil(untilThen / 60_000)}M`);
  for (const program of programs) {
    const story = await ordered(service, 'year', program, { says: 'APPROVE' });
    await story.send();
    await story.told(story.approval());
    stories.set(program.name, story);
  }
  await clock.stage.advance('P7D');
  // Tokens are made by the clock as each story saw it last.
  for (const story of stories.values()) await story.stage.advance('PT1M');
}, 600_000);
afterAll(() => service?.stop());

describe('a member of another plan in January', () => {
  it.each(programs)(
    'who was one of $name: the new plan is asked, and pays for the visits as they are booked',
    async ({ name, payerId, next }) => {
      const story = stories.get(name) as Story;
      expect(story.stage.now().toISOString()).toMatch(/-01-0\dT/);
      const before = await story.planned();
      expect(before.length).toBe(6);
      expect((await story.authorization()).payerId).toBe(payerId);

      await story.correct({ coverages: memberOf(next, `NY${story.memberId}`) }, 'the new plan');
      const hold = await story.hold();
      expect(hold?.reason).toBe('coverage-changed');
      expectExplained(hold);
      expect((await story.planned()).length).toBe(6);
      await story.resolve('coverage-changed', 'coordinator', { action: 'ask-again' });
      // Whatever writes to the referral at the same moment tries again in seconds.
      await story.stage.advance('PT2M');

      expect(await story.reasons()).toEqual([]);
      const anew = await story.authorization();
      expect([anew.payerId, anew.status]).toEqual([next, 'approved']);
      const reserved = (view: typeof anew) =>
        view.visits.filter(({ state }) => state === 'reserved').length;
      expect([reserved(await story.authorization(2)), reserved(anew)]).toEqual([0, 6]);
      expect((await story.planned()).map(({ startsAt }) => startsAt)).toEqual(
        before.map(({ startsAt }) => startsAt),
      );
    },
    240_000,
  );
});
