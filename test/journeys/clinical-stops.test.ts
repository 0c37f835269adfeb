import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningService } from '../../demo/service.ts';
import { daysSince } from '../../demo/shift-dates.ts';
import { deskZone } from '../../functions/hold/hold-clock.ts';
import { addDays } from '../../functions/platform/days.ts';
import { holidayObservedOn } from '../../functions/platform/federal-holidays.ts';
import { localDate } from '../../functions/platform/zoned-time.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { begun, sent } from '../support/journey.ts';
import { spawnStoryService } from '../support/story-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await spawnStoryService();
}, 300_000);
afterAll(() => service.stop());

const patience = 240_000;
const vaccinated = (clean: Submission): Submission => ({
  ...clean,
  vaccinations: [{ cvx: '03', on: '2026-11-12', given: true }],
});
const withCreatinine = (value: string) => (clean: Submission) => ({
  ...clean,
  observations: [
    ...clean.observations.filter(({ code }) => code !== '2160-0'),
    { code: '2160-0', on: '2026-11-19', value: { value, unit: 'mg/dL' } },
  ],
});

describe('a live vaccine shortly before a first dose', () => {
  it(
    'stops the order until a clinician clears it with a reason, and then the series is booked',
    async () => {
      const story = await sent(service, 'vaccine', 'infliximab', vaccinated);
      expect(await story.findings()).toMatchObject([{ code: 'live-vaccine', severity: 'block' }]);
      expect((await story.read()).visits).toEqual([]);
      await story.resolve('order-unsafe', 'clinician', {
        action: 'clear',
        clearance: { covers: 'course' },
        note: 'Given by mistake three weeks early; weighed with the prescriber.',
      });
      const { status, visits } = await story.read();
      expect([status, visits.length]).toEqual(['active', 6]);
    },
    patience,
  );
});

describe('a pregnancy before a drug that harms an unborn child', () => {
  const tested = (coded: string) => (clean: Submission) =>
    clean.observations.map((one) => (one.code === '2106-3' ? { ...one, value: { coded } } : one));
  const pregnant = (clean: Submission): Submission => ({
    ...clean,
    pregnancy: { state: 'pregnant' },
    observations: tested('positive')(clean),
  });

  it(
    'stops the order until a clinician clears it with a reason, and then the series is booked',
    async () => {
      const story = await sent(service, 'expecting', 'paclitaxel', pregnant);
      const stops = await story.findings();
      expect(stops.length).toBeGreaterThan(0);
      expect(stops.map(({ severity }) => severity)).toEqual(stops.map(() => 'block'));
      expect(stops.map(({ code }) => code)).toContain('pregnant');
      const { visits, authorizations } = await story.read();
      expect([visits, authorizations]).toEqual([[], []]);
      const hold = await story.openHold();
      await story.http.expect(403, 'POST', `/holds/${hold?.holdId}/resolution`, {
        token: story.stage.token('coordinator'),
        body: { action: 'clear', note: 'The prescriber wants it.' },
        idempotencyKey: story.stage.key('not a clinician'),
        ifMatch: '*',
      });
      await story.resolve('order-unsafe', 'clinician', {
        action: 'clear',
        clearance: { covers: 'course' },
        note: 'Third trimester; weighed with oncology and obstetrics, the patient agrees.',
      });
      const after = await story.read();
      expect([after.status, after.visits.length]).toEqual(['active', 6]);
    },
    patience,
  );

  it(
    'ends the referral where the prescriber stops the order: nothing is booked, and the practice is told',
    async () => {
      const story = await sent(service, 'stopped', 'paclitaxel', (clean) => ({
        ...pregnant(clean),
        practice: { ...clean.practice, email: 'desk@lakeside.example' },
      }));
      await story.resolve('order-unsafe', 'clinician', {
        action: 'close',
        note: 'The prescriber waits until the child is born.',
      });
      const { status, closeReason, visits, authorizations } = await story.read();
      expect([status, closeReason, visits, authorizations]).toEqual([
        'closed',
        'withdrawn',
        [],
        [],
      ]);
      const { body } = await story.http.expect(200, 'GET', '/local/messages');
      const told = JSON.stringify(body);
      expect(told).toContain('desk@lakeside.example');
      expect(told).toContain(story.referralId);
      expect(told).not.toMatch(/pregnan/i);
    },
    patience,
  );

  it(
    'is asked about where nobody has tested, and the test that the practice sends lets the order go on',
    async () => {
      const story = await sent(service, 'untested', 'paclitaxel', (clean) => ({
        ...clean,
        observations: clean.observations.filter(({ code }) => code !== '2106-3'),
      }));
      expect((await story.findings()).map(({ severity }) => severity)).toEqual(['missing']);
      expect(await story.openHold()).toMatchObject({
        reason: 'order-incomplete',
        owner: 'referrer',
      });
      await story.correct(
        { observations: tested('negative')(cleanReferral('paclitaxel')) },
        'test',
      );
      const { status, visits } = await story.read();
      expect([status, visits.length]).toEqual(['active', 6]);
    },
    patience,
  );
});

describe('kidneys that fail after a daily antibiotic was authorized', () => {
  it(
    'have the dose lowered, accepted by a clinician, and authorized anew before the rest is given',
    async () => {
      const story = await sent(service, 'renal', 'ertapenem', (clean) => ({
        ...withCreatinine('1')(clean),
        coverages: clean.coverages.map((one) => ({
          ...one,
          payerId: 'summit-trust',
          payerName: 'Summit Trust',
        })),
      }));
      const units = async () => {
        const authorizations = (await story.read()).authorizations as unknown as {
          status: string;
          lines: { kind: string; units: number }[];
        }[];
        return authorizations.map(({ status, lines }) => [
          status,
          lines.find(({ kind }) => kind === 'drug')?.units,
        ]);
      };
      expect(await units()).toEqual([['approved', 28]]);

      await story.correct(
        { observations: withCreatinine('4.6')(cleanReferral('ertapenem')).observations },
        'creatinine',
      );
      expect((await story.findings()).map(({ code }) => code)).toContain('kidney-function-low');
      await story.correct({ order: { dose: { value: '500', unit: 'mg' } } }, 'dose');
      expect(await story.findings()).toEqual([]);
      await story.resolve('order-changed', 'clinician', {
        action: 'accept',
        note: 'Half the dose for the kidneys, as the label has it.',
      });
      await story.resolve('coverage-changed', 'coordinator', { action: 'ask-again' });
      expect(await units()).toEqual([
        ['approved', 28],
        ['approved', 14],
      ]);
      expect(await story.openHold()).toBeUndefined();
    },
    patience,
  );
});

describe('a limit that the service sets for itself', () => {
  it(
    'stops an order until a second clinician loosens it, and the record names its version',
    async () => {
      const { http, stage } = await begun(service, 'policy');
      const path = '/therapies/zoledronic_acid';
      const today = localDate(stage.now(), deskZone);
      const set = async (subject: string, rules: object, revision?: number) =>
        (
          await http.expect(200, 'PUT', `${path}/policy`, {
            token: stage.token('clinician', subject),
            body: { effectiveFrom: addDays(today, 0), why: 'committee', rules, revision },
          })
        ).body;
      await set('noor', { doseLimits: [{ per: 'dose', unit: 'mg', most: '4' }] });

      const story = await sent(service, 'policy', 'zoledronic_acid');
      expect(await story.findings()).toMatchObject([
        { code: 'dose-above-maximum', source: 'local policy, version 1' },
      ]);
      expect(await set('noor', {}, 1)).toMatchObject({
        status: 'waiting',
        looser: [{ was: 'at most 4 mg', is: 'at most 5 mg' }],
      });
      const decide = (subject: string, status: number) =>
        http.expect(status, 'POST', `${path}/policy/decision`, {
          token: stage.token('clinician', subject),
          ifMatch: '"2"',
          body: { version: 2, action: 'approve', note: 'as the label has it' },
        });
      expect((await decide('noor', 403)).body).toMatchObject({ code: 'second-person-needed' });
      await decide('ines', 200);
      await story.resolve('order-unsafe', 'clinician', { action: 'recheck' });
      const { status } = await story.read();
      expect(status).toBe('active');
      const shown = JSON.stringify(await story.read());
      expect(shown).toContain('local policy, version 2.');
    },
    patience,
  );
});

const eveOfHoliday = (now: Date): string => {
  const today = localDate(now, deskZone);
  const days = Array.from({ length: 120 }, (_, ahead) => addDays(today, ahead + 4));
  return addDays(days.find((day) => holidayObservedOn(day)) ?? '', -1);
};

describe('an urgent daily antibiotic from a hospital before a holiday', () => {
  /** Ten days from the day before the next holiday, for a patient who cannot be seen at home. */
  const overHoliday = async (story: string, payer: { payerId: string; payerName: string }) => {
    const { stage } = await begun(service, story);
    const now = stage.now();
    const eve = eveOfHoliday(now);
    const began = await sent(service, story, 'ceftriaxone', (clean) => ({
      ...clean,
      urgency: 'urgent',
      coverages: clean.coverages.map((one) => ({ ...one, ...payer })),
      order: { ...clean.order, startOn: addDays(eve, -daysSince(now)), doses: 10 },
      placement: { residence: 'private', homeSuitable: false },
    }));
    const { visits, setting } = await began.read();
    return {
      ...began,
      setting,
      due: Array.from({ length: 10 }, (_, index) => addDays(eve, index)),
      on: visits.map(({ startsAt, zone }) => localDate(new Date(startsAt), zone)),
    };
  };

  it(
    'has every dose on its day where a hospital is open, holiday and weekend too',
    async () => {
      const { on, due, setting, openHold } = await overHoliday('holiday', {
        payerId: 'acme-health',
        payerName: 'Acme Health',
      });
      expect(setting).toBe('hospital-outpatient');
      expect(on).toEqual(due);
      expect(await openHold()).toBeUndefined();
    },
    patience,
  );

  it(
    'has a dose that nobody can give on its day told at once to scheduler and practice, and nothing booked',
    async () => {
      const { stage: clock } = await begun(service, 'closed');
      const eve = eveOfHoliday(clock.now());
      const story = await sent(service, 'closed', 'ceftriaxone', (clean) => ({
        ...clean,
        urgency: 'urgent',
        practice: { ...clean.practice, email: 'desk@lakeside.example' },
        coverages: clean.coverages.map((one) => ({
          ...one,
          payerId: 'summit-trust',
          payerName: 'Summit Trust',
        })),
        // A day at a center, and the next one a holiday on which it is closed.
        order: { ...clean.order, startOn: addDays(eve, -daysSince(clock.now())), doses: 2 },
        placement: { residence: 'private', homeSuitable: false },
      }));
      const { http, stage } = story;
      const shown = await story.read();
      expect([shown.status, shown.visits]).toEqual(['accepted', []]);
      const hold = await story.openHold();
      expect(hold?.reason).toBe('no-capacity');
      const seen = async (role: string) =>
        (await http.expect(200, 'GET', `/holds/${hold?.holdId}`, { token: stage.token(role) }))
          .body as { openedAt: string; dueAt: string };
      const { openedAt, dueAt, ...why } = await seen('scheduler');
      expect(Date.parse(dueAt) - Date.parse(openedAt)).toBeLessThanOrEqual(2 * 3_600_000);
      expect(JSON.stringify(why)).toContain('closed');

      const { body } = await http.expect(200, 'GET', '/local/messages');
      const mails = Object.values(body as Record<string, { to: string; body: string }>);
      const told = mails.filter((mail) => mail.to === 'desk@lakeside.example');
      expect(told.map((mail) => mail.body).join()).toContain('can give every dose');
      expect(JSON.stringify(told)).not.toMatch(/ceftriaxone/i);

      // Who may widen a window is asked next, before the day is over.
      await stage.advance('PT2H1M');
      await stage.quiet();
      const { body: list } = await http.expect(200, 'GET', '/holds?team=clinician', {
        token: stage.token('clinician'),
      });
      expect(JSON.stringify(list)).toContain(hold?.holdId);
    },
    patience,
  );
});
