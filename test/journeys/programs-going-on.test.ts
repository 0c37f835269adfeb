import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningService } from '../../demo/service.ts';
import { givenNext } from '../support/journey.ts';
import {
  expectExplained,
  grantHalf,
  ordered,
  type Program,
  programs,
} from '../support/programs.ts';
import { spawnStoryService } from '../support/story-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await spawnStoryService();
}, 300_000);
afterAll(() => service?.stop());

const patience = 400_000;

/** An approved request whose first dose was given, with what is seen of its drug in each round. */
const begun = async (journey: string, program: Program, says: string) => {
  const story = await ordered(service, journey, program, { says });
  await story.send();
  const drugOf = async (back: number) => {
    const { status, authorizationNumber, lines } = await story.authorization(back);
    const drug = lines.find(({ kind }) => kind === 'drug');
    const { visits, used } = drug?.ledger ?? {};
    return { status, authorizationNumber, asked: drug?.asked, used, visits };
  };
  const times = async () =>
    (await story.planned()).map(({ dose, startsAt }) => ({ dose, startsAt }));
  return { ...story, drugOf, times };
};

describe.each(programs)('$name', (program) => {
  it(
    'grants half of the units: it is renewed before they are gone, and no visit to come is lost',
    async () => {
      const story = await begun('renews', program, 'CHANGED');
      await grantHalf(story);
      await story.resolve('approval-changed', 'coordinator', { action: 'accept' });
      const paid = await story.times();
      expect(paid.map(({ dose }) => dose)).toEqual([1, 2, 3]);
      await givenNext(story);

      const ending = await story.hold();
      expect(ending?.reason).toBe('authorization-ending');
      expectExplained(ending);
      expect(ending?.why).toMatchObject([{ code: 'units-run-out' }]);
      // There is time: the hold is due before the last dose that is paid for.
      expect(Date.parse(ending?.dueAt ?? '')).toBeLessThan(Date.parse(paid[2]?.startsAt ?? ''));

      await story.answeredAs('APPROVE');
      await story.resolve('authorization-ending', 'coordinator', { action: 'renew' });
      await story.send();
      await story.told({ ...story.approval(), authorizationNumber: 'PA-RENEWED-1' });
      expect(await story.reasons()).toEqual([]);
      const [before, renewed] = [await story.drugOf(2), await story.drugOf(1)];
      expect(before).toMatchObject({ status: 'approved', visits: { used: 1, reserved: 2 } });
      expect(renewed).toMatchObject({
        status: 'approved',
        asked: { visits: 3 },
        visits: { used: 0, reserved: 3 },
      });
      expect(renewed.authorizationNumber).not.toBe(before.authorizationNumber);
      const after = await story.times();
      expect(after.map(({ dose }) => dose)).toEqual([2, 3, 4, 5, 6]);
      // What was booked stays when it was.
      expect(after.slice(0, 2)).toEqual(paid.slice(1));
      expect((await story.read()).status).toBe('active');
      expect(await story.texts()).toContain('The authorization was renewed; the series goes on.');
    },
    patience,
  );

  it(
    'authorizes another dose anew: every visit to come draws on the new one, at its old time',
    async () => {
      const story = await begun('doubles', program, 'APPROVE');
      await story.told(story.approval());
      await givenNext(story);
      const planned = await story.times();
      expect(planned.map(({ dose }) => dose)).toEqual([2, 3, 4, 5, 6]);
      const first = await story.drugOf(1);
      expect(first).toMatchObject({ visits: { used: 1, reserved: 5 } });

      await story.correct({ order: { dose: { value: '10', unit: 'mg/kg' } } }, 'dose');
      const changed = await story.hold();
      expect(changed?.reason).toBe('order-changed');
      expectExplained(changed);
      await story.resolve('order-changed', 'clinician', {
        ...{ action: 'accept', note: 'As discussed with the prescriber.' },
      });
      const other = await story.hold();
      expect(other?.reason).toBe('coverage-changed');
      expectExplained(other);
      await story.resolve('coverage-changed', 'coordinator', { action: 'ask-again' });
      await story.send();
      await story.told({ ...story.approval(), authorizationNumber: 'PA-DOUBLED-1' });

      expect(await story.reasons()).toEqual([]);
      const [old, anew] = [await story.drugOf(2), await story.drugOf(1)];
      expect(old).toMatchObject({
        used: first.asked?.unitsPerVisit,
        visits: { used: 1, reserved: 0 },
      });
      expect(anew).toMatchObject({
        status: 'approved',
        asked: { visits: 5, unitsPerVisit: 2 * (first.asked?.unitsPerVisit ?? 0) },
        used: 0,
        visits: { used: 0, reserved: 5 },
      });
      expect(anew.authorizationNumber).not.toBe(old.authorizationNumber);
      expect(await story.times()).toEqual(planned);
    },
    patience,
  );
});
