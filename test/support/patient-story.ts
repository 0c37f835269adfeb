import { afterAll, beforeAll, expect } from 'vitest';
import type { HttpReply } from '../../demo/client.ts';
import type { RunningService } from '../../demo/service.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { sent } from './journey.ts';
import { earlyOnFriday, spawnStoryService } from './story-service.ts';

type Message = { channel: 'text' | 'mail'; to: string; subject?: string; body: string };
type Visit = {
  visitId: string;
  dose: number;
  status: string;
  revision: number;
  startsAt: string;
  endsAt: string;
  siteId: string;
  setting: string;
  mayConfirm: boolean;
  mayAskToMove: boolean;
};
type Reached = { phone?: string; email?: string };
type Who = {
  /** Infliximab, where it is not said. */
  therapy?: string;
  /** Whoever is written to: the patient, or who decides for them. */
  reached: Reached;
  change?: (clean: Submission) => Submission;
  /** The order comes early on a Friday, whatever day and hour the story before it has left. */
  onFriday?: true;
};

/** A patient whose order is taken and booked, as they and those around them live it. */
const patientStory = async (
  service: RunningService,
  name: string,
  { therapy = 'infliximab', reached, change = (clean) => clean, onFriday: isOnFriday }: Who,
) => {
  if (isOnFriday) await earlyOnFriday(service);
  let birthDate = '';
  const story = await sent(service, name, therapy, (clean) => {
    const { phone: _, email: __, ...patient } = clean.patient;
    const changed = change({ ...clean, patient: { ...patient, ...reached } });
    birthDate = changed.patient.birthDate;
    return changed;
  });
  const { http, stage } = story;

  const all = async (): Promise<Message[]> =>
    Object.values((await http.expect(200, 'GET', '/local/messages')).body) as Message[];
  /** What came to somebody, by the way it came. */
  const heard = async (to: Reached = reached): Promise<Message[]> =>
    (await all()).filter((one) => one.to === to.phone || one.to === to.email);
  const texts = async (to: Reached = reached): Promise<string[]> =>
    (await heard(to)).filter(({ channel }) => channel === 'text').map(({ body }) => body);
  const mails = async (to: Reached = reached): Promise<string[]> =>
    (await heard(to)).filter(({ channel }) => channel === 'mail').map(({ body }) => body);

  /** The page that the newest link opens; who reads it has said the birth date. */
  const page = async (to: Reached = reached) => {
    const links = (await heard(to)).flatMap(({ body }) => [...body.matchAll(/#([\w.~-]{40,})/g)]);
    const token = String(links.at(-1)?.[1]);
    const { body } = await http.expect(201, 'POST', '/patients/me/entry', {
      token,
      body: { birthDate },
    });
    const pass = String(body.pass);
    let asked = 0;
    return {
      get: async (path: string) =>
        (await http.expect(200, 'GET', `/patients/me${path}`, { token, pass })).body,
      post: async (path: string, sends: object, seen?: number): Promise<HttpReply> => {
        asked += 1;
        const answer = await http.send('POST', `/patients/me${path}`, {
          token,
          pass,
          body: sends,
          idempotencyKey: stage.key(`${to.phone ?? to.email} ${path} ${asked}`),
          ...(seen === undefined ? {} : { ifMatch: `"${seen}"` }),
        });
        await stage.quiet();
        return answer;
      },
      visits: async () =>
        (await http.expect(200, 'GET', '/patients/me/visits', { token, pass })).body
          .items as unknown as Visit[],
    };
  };

  const linked = async (): Promise<string> =>
    ((await story.read()) as unknown as { links: { patientRecord: string } }).links.patientRecord;

  const visits = async () => (await story.read()).visits as unknown as Visit[];
  const next = async (): Promise<Visit> => {
    const ahead = (await visits()).find(({ status }) => ['planned', 'confirmed'].includes(status));
    if (!ahead) throw new Error('no visit to come');
    return ahead;
  };
  const until = async (instant: string, before: { days?: number; minutes?: number } = {}) => {
    const early = (before.days ?? 0) * 1440 + (before.minutes ?? 0);
    const minutes = Math.ceil((Date.parse(instant) - stage.now().getTime()) / 60_000) - early;
    if (minutes > 0) await stage.advance(`PT${minutes}M`);
    await stage.quiet();
  };
  /** The lines of the timeline, each with its reasons. */
  const told = async (): Promise<string> =>
    (await story.read()).timeline.map(({ text, why }) => [text, ...why].join(' | ')).join('\n');
  const open = async (reason: string) =>
    (await story.openHolds()).find((hold) => hold.reason === reason);
  const seen = async (role: string, path: string) =>
    (await http.expect(200, 'GET', path, { token: stage.token(role) })).body;

  return {
    ...story,
    all,
    heard,
    texts,
    mails,
    page,
    visits,
    next,
    until,
    told,
    /** Where our staff see of the patient, and what they see. */
    recordPath: async () => (await linked()).replace(/\/record$/, ''),
    record: async () =>
      (await http.expect(200, 'GET', await linked(), { token: stage.token('coordinator') }))
        .body as { revision: number },
    write: async (text: string, from = reached.phone) => {
      await http.send('POST', '/local/texts', { body: { from, text } });
      await stage.quiet();
    },
    open,
    /** Why the open hold of a reason waits, as whoever works it reads it. */
    whyHeld: async (reason: string, role: string): Promise<string> =>
      JSON.stringify((await seen(role, `/holds/${(await open(reason))?.holdId}`)).why),
    /** What is before whoever gives the next visit. */
    atBedside: async (): Promise<string> =>
      JSON.stringify(await seen('clinician', `/visits/${(await next()).visitId}/bedside`)),
    /** A person of ours does something, by role and, of nurses, who: `nurse nur_amara`. */
    as: async (who: string, path: string, body: object) => {
      const [role = '', subject] = who.split(' ');
      const answer = await http.send('POST', path, {
        token: stage.token(role, subject),
        body,
        ifMatch: '*',
        idempotencyKey: stage.key(`${who} ${path} ${JSON.stringify(body)}`),
      });
      await stage.quiet();
      return answer;
    },
    /** A day at noon, so that what waits for the morning or for its place has gone. */
    day: async (duration = 'P1DT4H') => {
      await stage.advance(duration);
      await stage.quiet();
    },
    /** No drug, and nobody who pays, stands in what anybody got. */
    staysNeutral: async () => {
      const { name: drug } = lookUpTherapy(therapy) ?? { name: therapy };
      for (const one of await heard())
        expect(JSON.stringify(one)).not.toMatch(new RegExp(`${drug}|${therapy}|acme`, 'i'));
    },
  };
};

export type PatientStory = Awaited<ReturnType<typeof patientStory>>;

/** The patients of a test file: their stories go on one after the other, on one service. */
export const patientStories = () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await spawnStoryService();
  }, 300_000);
  afterAll(() => service.stop());
  return (name: string, who: Who): Promise<PatientStory> => patientStory(service, name, who);
};
