import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpReply, httpClient } from '../../demo/client.ts';
import type { RunningService } from '../../demo/service.ts';
import { setStage } from '../../demo/stage.ts';
import { spawnStoryService } from '../support/story-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await spawnStoryService();
}, 120_000);
afterAll(() => service.stop());

type Message = { channel: string; to: string; subject?: string; body: string };
type Hold = { holdId: string; reason: string; status: string };

/** A patient with a booked series, the page that a message opens, and the telephone they write from. */
const somebody = async (words: Readonly<Record<string, string>>, born: string) => {
  const http = httpClient(service.address);
  const stage = await setStage(http, service.data, `patient ${words.EX1001}`, () => {});
  const bundle = Object.entries(words).reduce(
    (text, [was, is]) => text.replaceAll(was, is),
    JSON.stringify(await stage.file('01-infliximab-center.json')),
  );
  const received = await http.expect(202, 'POST', '/referrals', {
    token: stage.token('referrer', '1234567893'),
    contentType: 'application/fhir+json',
    body: JSON.parse(bundle),
    idempotencyKey: stage.key('receive'),
  });
  await stage.quiet();
  const referralId = String(received.body.referralId);
  const heard = async () =>
    (Object.values((await http.expect(200, 'GET', '/local/messages')).body) as Message[]).filter(
      ({ body, to }) => body.includes(String(words.Odalys)) || to === words['555-0142'],
    );
  const link = async () => {
    const links = (await heard()).flatMap(({ body }) => [...body.matchAll(/#([\w.~-]+)/g)]);
    return String(links.at(-1)?.[1]);
  };
  const enter = async (birthDate = born) =>
    http.send('POST', '/patients/me/entry', { token: await link(), body: { birthDate } });
  const page = async () => ({
    token: await link(),
    pass: String((await enter()).body.pass),
  });
  const holds = async (reason: string): Promise<Hold[]> =>
    (await stage.read(referralId)).holds.filter(
      (hold) => hold.reason === reason && hold.status === 'open',
    );
  return { http, stage, referralId, heard, link, enter, page, holds };
};

const problem = ({ status, body }: HttpReply) => [status, body.code];

describe('a patient with a link', { timeout: 180_000 }, () => {
  it('says the birth date first, and is told where, until when, and what is awaited', async () => {
    const who = await somebody(
      {
        EX1001: 'EX7101',
        Odalys: 'Marisol',
        Exampleton: 'Placeholder',
        '1984-03-09': '1971-02-03',
        '555-0142': '555-0171',
      },
      '1971-02-03',
    );
    const token = await who.link();
    const shut = await who.http.send('GET', '/patients/me/visits', { token });
    expect(problem(shut)).toEqual([403, 'birth-date-needed']);
    expect(problem(await who.enter('1971-02-04'))).toEqual([403, 'birth-date-wrong']);
    const page = await who.page();
    const { body } = await who.http.expect(200, 'GET', '/patients/me/visits', page);
    expect(body.progress).toEqual([{ step: 'visits-set' }]);
    const [first] = body.items as { place: { address: string; map: string } }[];
    expect(first?.place.address).toMatch(/, [A-Z]{2} \d{5}$/);
    expect(first?.place.map).toContain(encodeURIComponent(String(first?.place.address)));
    const mail = (await who.heard()).find(({ subject }) => subject === 'Your visits are set');
    expect(mail?.body).toContain(String(first?.place.address).split(',')[0]);
    expect(mail?.body).toMatch(/ to \d+:\d\d [AP]M/);
    const calendar = await who.http.expect(200, 'GET', '/patients/me/calendar', page);
    expect(String(calendar.body.text)).toMatch(/^BEGIN:VCALENDAR/);
  });

  it('asks to have a lesson explained, and reads the answer of the clinician', async () => {
    const who = await somebody(
      {
        EX1001: 'EX7102',
        Odalys: 'Beatriz',
        Exampleton: 'Stubbins',
        '1984-03-09': '1969-05-06',
        '555-0142': '555-0172',
      },
      '1969-05-06',
    );
    const page = await who.page();
    const lessons = async () =>
      (await who.http.expect(200, 'GET', '/patients/me/education', page)).body.items as {
        itemId: string;
        version: number;
        question?: { answer?: { words: string }; again?: object };
      }[];
    const [lesson] = await lessons();
    await who.http.expect(201, 'POST', '/patients/me/acknowledgements', {
      ...page,
      body: {
        ...{ referralId: who.referralId, itemId: lesson?.itemId, version: lesson?.version },
        ...{ name: 'Beatriz', relationship: 'self', understanding: 'teach-me-again' },
        question: 'Whom do I call at night?',
      },
      idempotencyKey: who.stage.key('ask'),
    });
    await who.stage.quiet();
    const [hold] = await who.holds('teaching-asked');
    await who.stage.resolve(String(hold?.holdId), 'clinician', {
      action: 'explained',
      note: 'Called her; she said back the number and the hours.',
      said: 'Call the number on this page, day or night.',
    });
    expect((await lessons())[0]?.question?.answer?.words).toMatch(/^Call the number/);
    const { timeline } = await who.stage.read(who.referralId);
    expect(JSON.stringify(timeline)).toContain('asked to have a lesson explained');
    expect(JSON.stringify(timeline)).not.toContain('at night');
  });

  it('writes that they cannot come: the scheduler is asked, and they hear what stays until then', async () => {
    const who = await somebody(
      {
        EX1001: 'EX7103',
        Odalys: 'Consuelo',
        Exampleton: 'Testwell',
        '1984-03-09': '1962-07-08',
        '555-0142': '555-0173',
      },
      '1962-07-08',
    );
    const { visits } = await who.stage.read(who.referralId);
    expect(visits.length).toBeGreaterThan(0);
    await who.http.send('POST', '/local/texts', {
      body: { from: '+13125550173', text: "I can't come, my son is sick" },
    });
    await who.stage.quiet();
    const [hold] = await who.holds('move-requested');
    expect(await who.holds('patient-wrote')).toEqual([]);
    const { body } = await who.http.expect(200, 'GET', `/holds/${hold?.holdId}`, {
      token: who.stage.token('scheduler'),
    });
    expect(JSON.stringify(body.why)).toContain('my son is sick');
    const texts = (
      Object.values((await who.http.expect(200, 'GET', '/local/messages')).body) as Message[]
    ).filter(({ channel, to }) => channel === 'text' && to === '+13125550173');
    expect(texts.at(-1)?.body).toMatch(/will call you about a new time\. Until then .* stays/);
  });
});
