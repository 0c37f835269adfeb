import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvedOrder, benchPracticeNpi } from '../../bench/order.ts';
import { type LocalService, startLocalService } from '../support/local-service.ts';
import { storiesStart } from '../support/story-service.ts';

let service: LocalService;
beforeAll(async () => {
  service = await startLocalService({ network: 'example', startAt: storiesStart });
}, 300_000);
afterAll(() => service.close(), 60_000);

type View = {
  holds: { holdId: string; reason: string; status: string; dueAt: string }[];
  timeline: { text: string }[];
};
type Detail = { why: { code: string; text: string; said?: string }[] };

const get = async <Answer>(path: string, role = 'coordinator'): Promise<Answer> =>
  (await service.http('GET', path, { token: service.token(role) })).json as Answer;

/** A patient with an order under way, and the telephone they write from. */
const somebody = async (number: number) => {
  const order = approvedOrder(number, 3, service.clock.now());
  const answer = await service.http('POST', '/referrals', {
    token: service.token('referrer', benchPracticeNpi),
    body: order,
    headers: { 'idempotency-key': `written-back-${number}` },
  });
  expect(answer.status, answer.text).toBe(202);
  await service.idle();
  const { referralId } = answer.json as { referralId: string };
  const from = order.patient.phone;
  return {
    referralId,
    read: () => get<View>(`/referrals/${referralId}`),
    write: async (text: string) => {
      const sent = await service.http('POST', '/local/texts', { body: { from, text } });
      expect(sent.status, sent.text).toBeLessThan(300);
      await service.idle();
    },
    heard: async () =>
      (await service.messages())
        .filter(({ channel, to }) => channel === 'text' && to === from)
        .map(({ body }) => body),
  };
};

const openOf = ({ holds }: View, reason: string) =>
  holds.find((hold) => hold.reason === reason && hold.status === 'open');

const resolve = async (holdId: string, role: string, action: string) => {
  const path = `/holds/${holdId}`;
  const token = service.token(role);
  const seen = await service.http('GET', path, { token });
  const answer = await service.http('POST', `${path}/resolution`, {
    token,
    body: { action, note: 'Spoken with by telephone; all is arranged.' },
    headers: { 'if-match': seen.headers.get('etag') ?? '', 'idempotency-key': `end-${holdId}` },
  });
  expect(answer.status, answer.text).toBe(200);
  await service.idle();
};

describe('what a patient writes back', { timeout: 180_000 }, () => {
  it('reaches a coordinator in their own words, until it is answered', async () => {
    const patient = await somebody(7101);
    await patient.write('My son comes with me, is that fine?');
    const hold = openOf(await patient.read(), 'patient-wrote');
    const { why } = await get<Detail>(`/holds/${hold?.holdId}`);
    expect(why.map(({ said }) => said)).toContain('My son comes with me, is that fine?');
    const { timeline } = await patient.read();
    expect(JSON.stringify(timeline)).not.toContain('My son');
    const list = await get<{ items: { holdId: string }[] }>('/holds?team=coordinator');
    expect(list.items.map(({ holdId }) => holdId)).toContain(hold?.holdId);
    expect((await get<Detail>(`/holds/${hold?.holdId}`, 'scheduler')).why).toEqual([]);
    expect((await patient.heard()).at(-1)).toMatch(/^Our team has your text and will answer you/);

    await patient.write('Is Thursday possible?');
    const more = await get<Detail>(`/holds/${hold?.holdId}`);
    expect(more.why.flatMap(({ said }) => said ?? [])).toHaveLength(2);
    await resolve(hold?.holdId ?? '', 'coordinator', 'answered');
    expect(openOf(await patient.read(), 'patient-wrote')).toBeUndefined();
  });

  it('of an illness reaches a clinician within half an hour, the emergency number first', async () => {
    const patient = await somebody(7102);
    await patient.write('tengo ronchas y fiebre');
    const hold = openOf(await patient.read(), 'patient-unwell');
    expect(Date.parse(hold?.dueAt ?? '')).toBeLessThan(service.clock.now() + 86_400_000);
    const { why } = await get<Detail>(`/holds/${hold?.holdId}`, 'clinician');
    expect(why.map(({ code }) => code)).toContain('wrote-of-unwell');
    expect((await patient.heard()).at(-1)).toMatch(/^¿Emergencia\? Llame al 911 ya/);
    await resolve(hold?.holdId ?? '', 'clinician', 'answered');
  });

  it('in odd words stops the texts, and what they write after it is read unanswered', async () => {
    const patient = await somebody(7103);
    await patient.write('ya no me manden nada');
    const stopped = await patient.heard();
    expect(stopped.at(-1)).toMatch(/no le enviaremos m[aá]s textos/);
    await patient.write('My arm is swollen');
    expect(await patient.heard()).toEqual(stopped);
    expect(openOf(await patient.read(), 'patient-unwell')).toBeDefined();
  });

  it('that may mean the texts or the visit stops nothing until a person has asked', async () => {
    const patient = await somebody(7104);
    await patient.write('I want to cancel');
    expect((await patient.heard()).at(-1)).toMatch(/We send no others until then/);
    const hold = openOf(await patient.read(), 'patient-wrote');
    await resolve(hold?.holdId ?? '', 'coordinator', 'stop-texts');
    const { timeline } = await patient.read();
    expect(timeline.map(({ text }) => text).join()).toContain('gets no more texts');
    const before = await patient.heard();
    await patient.write('hello?');
    expect(await patient.heard()).toEqual(before);
  });
});
