import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningService } from '../../demo/service.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { givenNext, sent } from '../support/journey.ts';
import { spawnStoryService } from '../support/story-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await spawnStoryService();
}, 120_000);
afterAll(() => service.stop());

const patience = 120_000;
const payers = {
  /** Leaves the place free. */
  valley: { payerId: 'valley-advantage', payerName: 'Valley Advantage' },
  /** Pays for no hospital. */
  summit: { payerId: 'summit-trust', payerName: 'Summit Trust' },
};
const primary = (payer: keyof typeof payers, memberId: string) => [
  { rank: 'primary' as const, ...payers[payer], memberId, relationship: 'self' as const },
];

/** Infliximab in a setting that is asked for, for a member of the payer that leaves it free. */
const covered = (
  story: string,
  preferred: 'hospital-outpatient' | 'infusion-center',
  says: string,
) =>
  sent(service, story, 'infliximab', (clean: Submission) => ({
    ...clean,
    coverages: primary('valley', `PC${story.toUpperCase()}-${says}`),
    placement: { preferred, residence: 'private' },
  }));

type Story = Awaited<ReturnType<typeof covered>>;

const coveredBySummit = ({ correct, referralId }: Story) =>
  correct({ coverages: primary('summit', `${referralId.slice(4, 12)}-APPROVE`) }, 'coverage');

const looked = async ({ read }: Story) => {
  const { status, setting, visits, authorizations } = await read();
  const ahead = visits.filter((visit) => visit.status === 'planned');
  return {
    status,
    setting,
    ahead,
    doses: ahead.map(({ dose }) => dose),
    rounds: authorizations.map((one) => one.status),
  };
};

/** What pays for the visits to come, and how many units of the drug the payer was asked for last. */
const paying = async ({ http, stage, read }: Story) => {
  const { authorizations } = await read();
  const last = authorizations.at(-1)?.authorizationId ?? '';
  const { body } = await http.expect(200, 'GET', `/authorizations/${last}`, {
    token: stage.token('coordinator'),
  });
  const { payerId, visits, lines } = body as unknown as {
    payerId: string;
    visits: { state: string }[];
    lines: { kind: string; asked: { units: number; visits: number } }[];
  };
  return {
    payerId,
    reserved: visits.filter(({ state }) => state === 'reserved').length,
    visitsAsked: lines.find(({ kind }) => kind === 'drug')?.asked.visits,
  };
};

describe('another payer than the one for which a place was chosen', () => {
  it(
    'has the place weighed anew under its rules, and booked visits follow there',
    async () => {
      const story = await covered('moves', 'hospital-outpatient', 'APPROVE');
      const before = await looked(story);
      expect([before.setting, before.doses]).toEqual(['hospital-outpatient', [1, 2, 3, 4, 5, 6]]);

      await coveredBySummit(story);
      expect((await looked(story)).ahead).toEqual(before.ahead);
      await story.resolve('coverage-changed', 'coordinator', { action: 'ask-again' });
      const after = await looked(story);
      expect([after.status, after.setting, after.doses]).toEqual([
        'active',
        'infusion-center',
        [1, 2, 3, 4, 5, 6],
      ]);
      expect(new Set(after.ahead.map(({ siteId }) => siteId))).not.toContain(
        before.ahead[0]?.siteId,
      );
      expect(await paying(story)).toMatchObject({ payerId: 'summit-trust', reserved: 6 });
      expect(await story.openHold()).toBeUndefined();
    },
    patience,
  );

  it(
    'pays for the doses to come at the times that the patient has, where the place is right for it too',
    async () => {
      const story = await covered('stays', 'infusion-center', 'APPROVE');
      await givenNext(story);
      const before = await looked(story);
      expect(before.doses).toEqual([2, 3, 4, 5, 6]);

      await coveredBySummit(story);
      await story.resolve('coverage-changed', 'coordinator', { action: 'ask-again' });
      const after = await looked(story);
      expect(after.ahead).toEqual(before.ahead);
      expect(await paying(story)).toEqual({
        payerId: 'summit-trust',
        reserved: 5,
        visitsAsked: 5,
      });
      expect(await story.openHold()).toBeUndefined();
    },
    patience,
  );

  it(
    'is asked at once where the payer before has not decided, and nothing is booked on that one',
    async () => {
      const story = await covered('waits', 'hospital-outpatient', 'PENDINFO');
      expect((await story.openHold())?.reason).toBe('information-requested');

      await coveredBySummit(story);
      const { status, setting, doses, rounds } = await looked(story);
      expect([status, setting, doses]).toEqual(['active', 'infusion-center', [1, 2, 3, 4, 5, 6]]);
      expect(rounds).toEqual(['withdrawn', 'approved']);
      expect(await story.openHold()).toBeUndefined();
    },
    patience,
  );
});
