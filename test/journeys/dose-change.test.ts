import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningService } from '../../demo/service.ts';
import { givenNext, sent } from '../support/journey.ts';
import { spawnStoryService } from '../support/story-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await spawnStoryService();
}, 120_000);
afterAll(() => service.stop());

type Story = Awaited<ReturnType<typeof sent>>;
type Shown = {
  authorizationId: string;
  status: string;
  lines: {
    kind: string;
    asked: { units: number; visits: number; unitsPerVisit: number };
    ledger: {
      used: number;
      reserved: number;
      left: number;
      visits: { reserved: number; used: number };
      dose?: { unit: string; reserved: string; used: string };
    };
  }[];
};

/** The drug's line of every authorization, the first round first. */
const ledgers = async ({ http, stage, read }: Story) => {
  const { authorizations } = await read();
  const shown = await Promise.all(
    authorizations.map(
      async ({ authorizationId }) =>
        (
          await http.expect(200, 'GET', `/authorizations/${authorizationId}`, {
            token: stage.token('coordinator'),
          })
        ).body as unknown as Shown,
    ),
  );
  return shown.map(({ status, lines }) => {
    const drug = lines.find(({ kind }) => kind === 'drug') as Shown['lines'][number];
    const { visits, dose, used, reserved, left } = drug.ledger;
    return { status, asked: drug.asked, used, reserved, left, visits, dose };
  });
};

describe('a dose that changes once its visits are booked', () => {
  it('is authorized anew, and every visit to come draws on what was granted for it', async () => {
    const story = await sent(service, 'dosechange', 'infliximab');
    const given = await givenNext(story);
    const before = (await story.read()).visits.filter(({ status }) => status === 'planned');
    const [first] = await ledgers(story);
    const perVisit = first?.asked.unitsPerVisit ?? 0;
    expect(first).toMatchObject({ visits: { used: 1, reserved: before.length } });

    await story.correct({ order: { dose: { value: '10', unit: 'mg/kg' } } }, 'dose');
    await story.resolve('order-changed', 'clinician', {
      action: 'accept',
      note: 'As discussed with the prescriber.',
    });
    await story.resolve('coverage-changed', 'coordinator', { action: 'ask-again' });

    expect(await story.openHolds()).toEqual([]);
    const [old, anew] = await ledgers(story);
    expect(old).toMatchObject({ reserved: 0, visits: { used: 1, reserved: 0 } });
    expect(anew).toMatchObject({
      status: 'approved',
      asked: { visits: before.length },
      used: 0,
      left: 0,
      visits: { used: 0, reserved: before.length },
    });
    expect(anew?.asked.unitsPerVisit).toBeGreaterThan(perVisit);
    const after = (await story.read()).visits.filter(({ status }) => status === 'planned');
    expect(after.map(({ startsAt }) => startsAt)).toEqual(before.map(({ startsAt }) => startsAt));

    // The next one is given, and taken from the newer one.
    const next = await givenNext(story);
    expect(next.dose).toBe(given.dose + 1);
    expect((await ledgers(story)).map(({ visits }) => visits.used)).toEqual([1, 1]);
  }, 120_000);
});
