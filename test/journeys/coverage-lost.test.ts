import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningService } from '../../demo/service.ts';
import { expectExplained, memberOf, ordered, programs } from '../support/programs.ts';
import { spawnStoryService } from '../support/story-service.ts';

type Story = Awaited<ReturnType<typeof ordered>>;

let service: RunningService;
const stories = new Map<string, Story>();
const booked = new Map<string, string[]>();
const startsOf = async (story: Story) => (await story.planned()).map(({ startsAt }) => startsAt);

/** Approved and booked under each plan; then the payers know the members no more, and weeks go by. */
beforeAll(async () => {
  service = await spawnStoryService();
  for (const program of programs) {
    const story = await ordered(service, 'loses', program, { says: 'APPROVE', later: 63 });
    await story.send();
    await story.told(story.approval());
    booked.set(program.name, await startsOf(story));
    await story.answeredAs('INACTIVE');
    stories.set(program.name, story);
  }
  const [first] = stories.values();
  if (!first) throw new Error('no program');
  // A week before the first visits, whose payers are asked anew: what they said is old by then.
  const last = Math.max(...[...booked.values()].map(([startsAt = '']) => Date.parse(startsAt)));
  const minutes = Math.ceil((last - first.stage.now().getTime()) / 60_000);
  await first.stage.advance(`PT${minutes - 7 * 1440 + 1}M`);
  // Tokens are made by the clock as each story saw it last.
  for (const story of stories.values()) await story.stage.advance('PT1M');
}, 600_000);
afterAll(() => service?.stop());

describe('a coverage that is lost between the approval and a visit', () => {
  it.each(programs)(
    'of $name: nobody is treated unpaid, and another plan takes over',
    async ({ name, next }) => {
      const story = stories.get(name) as Story;
      const hold = await story.hold('visit-not-ready');
      expectExplained(hold);
      expect(hold?.why).toEqual([
        expect.objectContaining({
          code: 'coverage-unconfirmed',
          text: expect.stringContaining('it says that the member is not covered'),
        }),
      ]);

      // The patient has another plan by now: it is asked, and pays for the visits as they are booked.
      await story.correct({ coverages: memberOf(next, `NX${story.memberId}`) }, 'another plan');
      await story.resolve('coverage-changed', 'coordinator', { action: 'ask-again' });
      // Two workflows write to the referral at once; the one that comes second tries again in seconds.
      await story.stage.advance('PT2M');
      // The visit was looked at again as the new payer was asked, or somebody has it looked at.
      if ((await story.reasons()).includes('visit-not-ready'))
        await story.resolve('visit-not-ready', 'coordinator', { action: 'recheck' });
      const left = (await story.reasons()).filter((one) => one !== 'message-undelivered');
      expect(left).toEqual([]);
      const anew = await story.authorization();
      expect([anew.payerId, anew.status]).toEqual([next, 'approved']);
      expect(await startsOf(story)).toEqual(booked.get(name));
    },
    240_000,
  );
});
