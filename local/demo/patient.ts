import { Unexpected } from './client.ts';
import type { ReferralView, Stage } from './story.ts';

type Message = { channel?: string; body?: string; text?: string; at?: string };

/** The signed token of the newest link to the patient's page among the messages sent. */
const linkToken = (messages: Message[]): string => {
  const links = messages.flatMap((message) => [
    ...JSON.stringify(message).matchAll(/\/patient#([A-Za-z0-9._~-]+)/g),
  ]);
  const token = links.at(-1)?.[1];
  if (!token) throw new Unexpected('No message with a link to the patient’s page was sent.');
  return token;
};

/** The patient opens the link of a message, confirms the first visit and reads the teaching. */
export const confirmAndLearn = async (stage: Stage, _referral: ReferralView): Promise<void> => {
  const { body } = await stage.http.expect(200, 'GET', '/local/messages');
  const token = linkToken(Object.values(body) as Message[]);
  const visits = await stage.http.expect(200, 'GET', '/patients/me/visits', { token });
  const [first] = visits.body.items as { visitId: string }[];
  if (!first) throw new Unexpected('The patient sees no visit.');
  await stage.http.expect(200, 'POST', `/patients/me/visits/${first.visitId}/confirmation`, {
    token,
    body: {},
    idempotencyKey: stage.key('confirm'),
  });
  stage.say('patient: confirmed the first visit');
  const education = await stage.http.expect(200, 'GET', '/patients/me/education', { token });
  for (const item of education.body.items as { educationId: string; version: string }[])
    await stage.http.expect(201, 'POST', '/patients/me/acknowledgements', {
      token,
      body: { educationId: item.educationId, version: item.version },
      idempotencyKey: stage.key(`acknowledge ${item.educationId}`),
    });
  stage.say('patient: acknowledged the teaching');
};
