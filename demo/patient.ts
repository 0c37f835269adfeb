import { Unexpected } from './client.ts';
import type { ShownReferral, StoryStage } from './story.ts';

type Message = { channel: string; to: string; body: string };
type Lesson = { referralId: string; itemId: string; version: number };

/** The signed token of the newest link to the patient's page among the messages sent. */
const linkToken = (messages: Message[]): string => {
  const links = messages.flatMap((message) => [
    ...JSON.stringify(message).matchAll(/\/patient#([A-Za-z0-9._~-]+)/g),
  ]);
  const token = links.at(-1)?.[1];
  if (!token) throw new Unexpected('No message with a link to the patient’s page was sent.');
  return token;
};

/** The birth date of the patient whom an example is about. */
const birthDateIn = async (stage: StoryStage, file: string): Promise<string> => {
  const { entry } = (await stage.file(file)) as {
    entry: { resource: { resourceType: string; birthDate?: string } }[];
  };
  return String(
    entry.find(({ resource }) => resource.resourceType === 'Patient')?.resource.birthDate,
  );
};

/**
 * The patient opens the link of a message, says the birth date, confirms the first visit and reads the
 * teaching.
 */
export const confirmAndLearn =
  (file: string) =>
  async (stage: StoryStage, _referral: ShownReferral): Promise<void> => {
    const { body } = await stage.http.expect(200, 'GET', '/local/messages');
    const link = linkToken(Object.values(body) as Message[]);
    const entry = await stage.http.expect(201, 'POST', '/patients/me/entry', {
      token: link,
      body: { birthDate: await birthDateIn(stage, file) },
    });
    const token = { token: link, pass: String(entry.body.pass) };
    const visits = await stage.http.expect(200, 'GET', '/patients/me/visits', token);
    const [first] = visits.body.items as { visitId: string; revision: number }[];
    if (!first) throw new Unexpected('The patient sees no visit.');
    await stage.http.expect(200, 'POST', `/patients/me/visits/${first.visitId}/confirmation`, {
      ...token,
      body: {},
      idempotencyKey: stage.key('confirm'),
      ifMatch: `"${first.revision}"`,
    });
    stage.say('patient: confirmed the first visit');
    const education = await stage.http.expect(200, 'GET', '/patients/me/education', token);
    for (const lesson of education.body.items as Lesson[])
      await stage.http.expect(201, 'POST', '/patients/me/acknowledgements', {
        ...token,
        body: {
          referralId: lesson.referralId,
          itemId: lesson.itemId,
          version: lesson.version,
          name: 'the patient',
          relationship: 'self',
        },
        idempotencyKey: stage.key(`acknowledge ${lesson.itemId}`),
      });
    stage.say('patient: acknowledged the teaching');
  };
