import { describe, expect, it } from 'vitest';
import { givenNext } from '../support/journey.ts';
import { type PatientStory, patientStories } from '../support/patient-story.ts';

const patientStory = patientStories();

const patience = 300_000;

/** Moved by days within the window of its dose, as a clinician may. */
const movedLater = async (story: PatientStory, visitId: string, from: string) => {
  for (let days = 1; days <= 7; days += 1) {
    const startsAt = new Date(Date.parse(from) + days * 86_400_000).toISOString();
    const body = { startsAt, note: 'the patient was unwell' };
    const { status } = await story.as('scheduler', `/visits/${visitId}/move`, body);
    if (status === 200) return startsAt;
  }
  throw new Error('no day in the window');
};

describe('a grave reaction at home', () => {
  it(
    'stops the series, is told to the practice, and the plan after it is before the next nurse',
    async () => {
      const reached = { phone: '+13125550193', email: 'reaction@patient.example' };
      const story = await patientStory('grave', {
        therapy: 'ivig',
        reached,
        change: (clean) => ({
          ...clean,
          practice: { ...clean.practice, email: 'desk@grave.example' },
          order: { ...clean.order, firstDose: false },
          placement: { preferred: 'home', residence: 'private', homeSuitable: true },
        }),
      });
      const given = await givenNext(story);
      expect(given.siteId).toContain('home');
      const reaction = await story.as(
        `nurse ${given.nurseId}`,
        `/visits/${given.visitId}/reaction`,
        { grade: 3, anaphylaxis: false, actions: ['stopped', 'medicated'] },
      );
      expect(reaction.status).toBe(200);
      expect(await story.mails({ email: 'desk@grave.example' })).toEqual([
        expect.stringMatching(/Please call us today/),
      ]);
      await story.resolve('visit-suspended', 'clinician', {
        action: 'clear',
        note: 'Half the rate with an antihistamine before it.',
        plan: { ratePercent: 50, premedications: ['cetirizine 10 mg by mouth'], extraMinutes: 60 },
      });
      const sheet = await story.atBedside();
      for (const line of ['cetirizine 10 mg by mouth', 'Half the rate', '50'])
        expect(sheet).toContain(line);
      const told = await story.told();
      expect(told).toMatch(/A severe reaction was reported/);
      expect(told).toMatch(/Sent: e-mail to the practice about a severe reaction/);
    },
    patience,
  );
});

describe('a visit that turns red', () => {
  it(
    'and recovers is neither prepared nor reminded of until then, and is both after it',
    async () => {
      const reached = { phone: '+13125550191', email: 'red@patient.example' };
      const story = await patientStory('recovers', { reached });
      const visit = await story.next();
      await story.correct({ order: { dose: { value: '6', unit: 'mg/kg' } } }, 'dose');
      await story.until(visit.startsAt, { days: 5 });
      expect((await story.openHolds()).map(({ reason }) => reason)).toContain('visit-not-ready');
      const red = await story.told();
      expect(red).toMatch(/checked and lacks something/);
      expect(red).not.toMatch(/how to prepare for a visit|a visit that is near/);
      const confirm = `/visits/${visit.visitId}/confirmation`;
      expect((await story.as('scheduler', confirm, {})).status).toBe(409);

      await story.resolve('order-changed', 'clinician', {
        action: 'accept',
        note: 'As discussed with the prescriber.',
      });
      await story.resolve('coverage-changed', 'coordinator', { action: 'ask-again' });
      await story.until(visit.startsAt, { days: 1 });
      const told = await story.told();
      expect(told).toMatch(/checked and has what it needs/);
      expect(told).toMatch(/Sent: text to the patient about a visit that is near/);
      await givenNext(story);
    },
    patience,
  );

  it(
    'and does not recover is planned anew in its window, told at once, and reminded of at its new time',
    async () => {
      const reached = { phone: '+13125550192', email: 'anew@patient.example' };
      const story = await patientStory('anew', { reached });
      const visit = await story.next();
      await story.until(visit.startsAt, { days: 3 });
      await story.write('I have a fever since this morning');
      expect((await story.texts()).at(-1)).toMatch(/^Emergency\? Call 911 now/);
      await story.until(visit.startsAt, { days: 1 });
      expect(await story.told()).not.toMatch(/a visit that is near/);
      await story.resolve('patient-unwell', 'clinician', {
        action: 'answered',
        note: 'Influenza; the dose waits until it is over.',
      });
      const startsAt = await movedLater(story, visit.visitId, visit.startsAt);
      await story.day('PT12H');
      expect((await story.texts()).join('\n')).toMatch(/your visit has a new time/);
      await story.until(startsAt, { minutes: 30 });
      const told = await story.told();
      expect(told).toMatch(/A visit was moved/);
      expect(told).toMatch(/Sent: text to the patient about a visit that has a new time/);
      expect(told).toMatch(/Sent: (text|e-mail) to the patient about a visit that is near/);
      expect((await givenNext(story)).dose).toBe(1);
    },
    patience,
  );
});

describe('veins that are hard to find', () => {
  it(
    'lead to a hold about a line, and the port that a clinician arranges is before the next nurse',
    async () => {
      const reached = { phone: '+13125550194', email: 'veins@patient.example' };
      const story = await patientStory('veins', { reached });
      // Found hard once, the next nurse comes prepared; found hard again, a clinician is asked.
      const access = {
        difficultBefore: true,
        difficultyExpected: true,
        veinNotPalpable: true,
        veinNotVisible: true,
        veinUnderThreeMillimeters: true,
        device: 'peripheral',
        attempts: 4,
      };
      await givenNext(story, { access });
      expect(await story.open('access-review')).toBeUndefined();
      await givenNext(story, { access });
      const hold = await story.open('access-review');
      expect(hold).toBeDefined();
      await story.resolve('access-review', 'clinician', {
        action: 'line-arranged',
        lineType: 'port',
        note: 'A port on Thursday.',
      });
      expect(await story.atBedside()).toMatch(/port/);
      expect(await story.told()).toMatch(
        /a line that suits the visits to come is arranged\. \| Noted: A port on Thursday/,
      );
    },
    patience,
  );
});

describe('a first dose that is missed', () => {
  it(
    'is looked for again, and neither its health is asked after nor the next dose given before it',
    async () => {
      const reached = { phone: '+13125550195', email: 'missed@patient.example' };
      const story = await patientStory('missed', { reached });
      const visit = await story.next();
      await story.until(visit.endsAt);
      await story.day('PT3H');
      await story.resolve('visit-unrecorded', 'scheduler', {
        action: 'missed',
        note: 'She did not come and did not call.',
      });
      await story.day('P1D');
      const { status } = (await story.visits()).find(({ dose }) => dose === 1) as {
        status: string;
      };
      expect(status).toBe('missed');
      expect((await story.openHolds()).map(({ reason }) => reason)).toContain('visit-to-rebook');
      const told = await story.told();
      expect(told).toMatch(/A visit was missed/);
      expect(told).not.toMatch(/their health after a visit/);
    },
    patience,
  );
});
