import { describe, expect, it } from 'vitest';
import { givenNext } from '../support/journey.ts';
import { patientStories } from '../support/patient-story.ts';

const patientStory = patientStories();

const patience = 300_000;

describe('a patient at home who speaks Spanish, and a daughter who cares for her', () => {
  it(
    'are written to in Spanish, and the daughter does what her mother lets her',
    async () => {
      const reached = { phone: '+13125550181' };
      const rosa = { email: 'rosa@caregiver.example' };
      const story = await patientStory('hogar', {
        therapy: 'ivig',
        reached,
        change: (clean) => ({
          ...clean,
          patient: { ...clean.patient, language: 'es' },
          order: { ...clean.order, firstDose: false },
          placement: {
            preferred: 'home',
            residence: 'private',
            homeSuitable: true,
            caregiver: true,
          },
        }),
      });
      await story.day();
      const visit = await story.next();
      expect(visit.setting).toBe('home');
      expect((await story.texts()).join('\n')).toMatch(/visitas/);
      // On the telephone she says that her daughter may be written to, and see.
      const allowed = async (may: 'see' | 'act') => {
        const { revision } = await story.record();
        const body = { revision, channel: 'mail', note: 'said so on the telephone' };
        const caregiver = { name: 'Rosa', may };
        const address = may === 'see' ? { address: rosa.email } : {};
        return story.as('coordinator', `${await story.recordPath()}/contact`, {
          ...body,
          ...address,
          caregiver,
        });
      };
      expect((await allowed('see')).status).toBe(200);
      expect(await story.mails(rosa)).toEqual([]);

      // Another visit is moved: news goes to both, each in words for who reads it.
      const day = Date.parse(visit.startsAt) + 86_400_000;
      let moved = 0;
      for (let ahead = 0; ahead < 6 && moved !== 200; ahead += 1) {
        const startsAt = new Date(day + ahead * 86_400_000).toISOString();
        const path = `/visits/${visit.visitId}/move`;
        moved = (await story.as('clinician', path, { startsAt, note: 'the nurse is ill' })).status;
      }
      expect(moved).toBe(200);
      const mail = (await story.mails(rosa)).at(-1);
      expect(mail).toMatch(/^Hola:\n\nEsto es sobre el cuidado de/);

      const page = await story.page(rosa);
      expect(await page.get('')).toMatchObject({ reader: { name: 'Rosa', may: 'see' } });
      const [first] = (await page.visits()).filter(({ status }) => status === 'planned');
      const confirm = `/visits/${first?.visitId}/confirmation`;
      const shut = await page.post(confirm, {}, first?.revision);
      expect([shut.status, shut.body.code]).toEqual([403, 'caregiver-may-not']);
      expect((await page.post('/preferences', { caregiver: { may: 'act' } })).status).toBe(403);

      expect((await allowed('act')).status).toBe(200);
      expect((await page.post(confirm, {}, first?.revision)).body.status).toBe('confirmed');
      const words = 'No puedo llevarla ese día';
      const wish = { wish: 'later', words };
      await page.post(`/visits/${first?.visitId}/move-request`, wish, first?.revision);
      expect(await story.whyHeld('move-requested', 'scheduler')).toContain(
        `Rosa, who cares for the patient: “${words}”`,
      );
      const { revision } = await story.record();
      await story.as('coordinator', `${await story.recordPath()}/links-end`, {
        revision,
        note: 'the daughter moved away',
      });
      expect((await page.post(confirm, {}, first?.revision)).status).toBeGreaterThanOrEqual(401);

      const told = await story.told();
      for (const line of [
        /asked the patient how they are reached; somebody who cares for them may see\./,
        /asked the patient how they are reached; somebody who cares for them may see and act\./,
        /Somebody who cares for the patient confirmed a visit\./,
        /Somebody who cares for the patient asked to move a visit: later\./,
        /Links to the patient's page that were sent before are no longer good/,
        /Sent: text to the patient about a visit that has a new time/,
        /Sent: e-mail to the patient about a visit that has a new time/,
      ])
        expect(told).toMatch(line);
      await story.staysNeutral();
    },
    patience,
  );
});

describe('a child', () => {
  it(
    'hears nothing; the guardian is spoken to of the child',
    async () => {
      const child = { phone: '+13125550182' };
      const guardian = { phone: '+13125550183', email: 'parent@guardian.example' };
      const story = await patientStory('kind', {
        reached: child,
        change: (clean) => ({
          ...clean,
          patient: {
            ...clean.patient,
            birthDate: '2014-05-06',
            guardian: { name: 'Pat Sample', relationship: 'parent', ...guardian },
          },
        }),
      });
      expect(await story.heard(child)).toEqual([]);
      const heard = await story.heard(guardian);
      expect(heard.length).toBeGreaterThan(0);
      expect(heard.map(({ body }) => body).join('\n')).toMatch(/about the care of Tess|For Tess:/);
      const told = await story.told();
      expect(told).toMatch(/Sent: e-mail to the patient about/);
      expect(told).not.toMatch(/guardian\.example|5550183/);
    },
    patience,
  );
});

describe('a patient with a telephone alone', () => {
  it(
    'hears by text what matters, each in its place, and the timeline says what waited for it',
    async () => {
      const reached = { phone: '+13125550184' };
      const story = await patientStory('phone', { onFriday: true, reached });
      const visit = await story.next();
      expect(await story.heard()).toEqual([]);
      // Both that the order is here and that the visits are set wait for the morning: one is left to say.
      await story.day('P2D');
      expect(await story.texts()).toEqual([expect.stringMatching(/visits .*are set/)]);
      await story.until(visit.startsAt, { minutes: 60 });
      const texts = await story.texts();
      expect(texts.length).toBeLessThanOrEqual(6);
      expect(texts.filter((text) => /your visit is/i.test(text)).length).toBeGreaterThan(0);
      const told = await story.told();
      expect(told).toMatch(/Sent: text to the patient about a visit that is near/);
      expect(told).toMatch(
        /Sent: text to the patient about the visits that are set\. \| It waited for the hours/,
      );
      await story.staysNeutral();
    },
    patience,
  );
});

describe('STOP in the middle of a series', () => {
  it(
    'in odd words ends the texts at once, and START has them again',
    async () => {
      const reached = { phone: '+13125550185', email: 'stop@patient.example' };
      const story = await patientStory('stop', { reached });
      await story.write('pls dont msg me anymore!!');
      const stopped = (await story.texts()).length;
      expect((await story.texts()).at(-1)).toMatch(/no more texts/);
      const visit = await story.next();
      await story.until(visit.startsAt, { days: 1 });
      expect((await story.texts()).length).toBe(stopped);
      expect((await story.mails()).at(-1)).toMatch(/Your visit is/);
      await story.write('START');
      expect((await story.texts()).at(-1)).toMatch(/texts about your visits again/);
      await story.as('scheduler', `/visits/${visit.visitId}/cancellation`, { reason: 'patient' });
      await story.day('PT18H');
      expect((await story.texts()).at(-1)).toMatch(/will not take place/);
      const told = await story.told();
      expect(told).toMatch(/The patient changed how they are reached/);
      expect(told).toMatch(/Sent: e-mail to the patient about a visit that is near/);
      expect(told).not.toMatch(/Sent: text to the patient about a visit that is near/);
    },
    patience,
  );
});

describe('what a patient tells of a visit', () => {
  it(
    'of a fever on the day stops it, reaches a clinician, and says so on the timeline',
    async () => {
      const reached = { phone: '+13125550186', email: 'fever@patient.example' };
      const practice = { email: 'desk@fever.example' };
      const story = await patientStory('fever', {
        reached,
        change: (clean) => ({ ...clean, practice: { ...clean.practice, ...practice } }),
      });
      const visit = await story.next();
      await story.until(visit.startsAt, { minutes: 120 });
      const page = await story.page();
      const [first] = await page.visits();
      const answer = await page.post(`/visits/${first?.visitId}/health`, {
        yes: ['fever', 'newMedicine'],
        symptom: 'moderate',
        words: 'since last night',
      });
      expect([answer.status, answer.body.awaitsCall, answer.body.mayConfirm]).toEqual([
        202,
        true,
        false,
      ]);
      expect(await story.whyHeld('patient-unwell', 'clinician')).toMatch(
        /fever; a new medicine.*grade 2.*since last night/,
      );
      const confirm = await story.as('scheduler', `/visits/${visit.visitId}/confirmation`, {});
      expect([confirm.status, confirm.body.code]).toEqual([409, 'patient-unwell']);
      const again = await story.as('coordinator', `/visits/${visit.visitId}/health`, {
        yes: ['infection'],
      });
      expect([again.status, again.body.stops]).toEqual([202, [visit.visitId]]);
      expect(await story.mails(practice)).toEqual([]);
      await page.post(`/visits/${first?.visitId}/health`, { symptom: 'severe' });
      expect(await story.mails(practice)).toEqual([expect.stringMatching(/Please call us today/)]);
      await story.resolve('patient-unwell', 'clinician', {
        action: 'answered',
        note: 'A cold, no fever now; the prescriber agrees to go on.',
      });
      expect((await page.visits())[0]).not.toHaveProperty('awaitsCall');
      expect(await story.told()).toMatch(/may tell of an illness/);
    },
    patience,
  );

  it(
    'in a text that calls it off reaches the scheduler, and the patient hears what stays until then',
    async () => {
      const reached = { phone: '+13125550187', email: 'cannot@patient.example' };
      const story = await patientStory('cannot', { reached });
      const visit = await story.next();
      await story.write("I can't come on that day, my sister marries");
      expect((await story.texts()).at(-1)).toMatch(/will call you about a new time\. Until then/);
      expect(await story.open('move-requested')).toBeDefined();
      await story.as('scheduler', `/visits/${visit.visitId}/cancellation`, { reason: 'patient' });
      expect(await story.open('move-requested')).toBeUndefined();
      await story.day('PT18H');
      const told = await story.told();
      expect(told).toMatch(/asked to move a visit: cannot come/);
      expect(told).toMatch(/A visit was cancelled: patient/);
      expect(told).toMatch(/Sent: text to the patient about a visit that does not take place/);
    },
    patience,
  );
});

describe('more texts that are due in a week than may go out', () => {
  it(
    'go by what has to be known or are dropped, and the timeline says which and why',
    async () => {
      const reached = { phone: '+13125550188' };
      const story = await patientStory('capped', {
        onFriday: true,
        reached,
        change: (clean) => ({ ...clean, order: { ...clean.order, startOn: '2026-11-24' } }),
      });
      await story.day();
      await givenNext(story);
      await story.day('P2D');
      expect(await story.texts()).toEqual([
        expect.stringMatching(/visits .*are set/),
        expect.stringMatching(/your visit is .*If you are sick/),
        expect.stringMatching(/your visit is .*Reply C/),
      ]);
      const told = await story.told();
      for (const line of [
        /Not sent: text to the patient about the order that came in\. \| What it was to say had changed/,
        /Sent: text to the patient about how to prepare for a visit\. \| It waited for its place: .*one text a day/,
        /Sent: text to the patient about a visit that is near\. \| It waited for its place/,
        /could not be delivered\. \| It was the text to the patient about their health after a visit\. \| At most one text a day and three a week/,
      ])
        expect(told).toMatch(line);
    },
    patience,
  );
});
