import { Payer } from '../../functions/payer/payer.ts';
import { canariesOf } from './canary.ts';
import { type CanaryCase, canaryBundle } from './canary-bundle.ts';
import type { CanaryService } from './canary-service.ts';
import { hostilePaths } from './hostile-payer.ts';

export const practiceNpi = '1234567893';

type Hold = { holdId: string; reason: string; status: string; actions: { action: string }[] };
type ReferralSeen = {
  referralId: string;
  status: string;
  holds: Hold[];
  visits: { visitId: string; status: string; startsAt: string; endsAt: string; siteId: string }[];
  timeline: { event: string }[];
};

/** Sends, reads and resolves as the people of the design would. */
export const stageOf = (service: CanaryService) => {
  const { send, quiet, token } = service;

  const post = async (story: Omit<CanaryCase, 'nowMs'>): Promise<string> => {
    const body = canaryBundle({ ...story, nowMs: await service.nowMs() });
    const sent = await send('POST', '/referrals', {
      token: await token('referrer', practiceNpi),
      type: 'application/fhir+json',
      body,
    });
    const { referralId } = (sent.json ?? {}) as { referralId?: string };
    if (sent.status !== 202 || !referralId)
      throw new Error(`Person ${story.number} was not accepted: ${sent.status} ${sent.text}`);
    await quiet();
    return referralId;
  };

  const read = async (referralId: string): Promise<ReferralSeen> => {
    const answer = await send('GET', `/referrals/${referralId}`, {
      token: await token('coordinator'),
    });
    if (answer.status !== 200) throw new Error(`GET answered ${answer.status}: ${answer.text}`);
    return answer.json as ReferralSeen;
  };

  const openHold = async (referralId: string): Promise<Hold | undefined> =>
    (await read(referralId)).holds.find(({ status }) => status === 'open' || status === 'overdue');

  const resolve = async (holdId: string, role: string, body: Record<string, unknown>) => {
    const answer = await send('POST', `/holds/${holdId}/resolution`, {
      token: await token(role),
      body,
    });
    await quiet();
    return answer.status;
  };

  return { ...service, post, read, openHold, resolve };
};

export type Stage = ReturnType<typeof stageOf>;

/** Payers of the directory that answer from the hostile addresses. */
export const addHostilePayers = async (stage: Stage, address: string, like: Payer) => {
  const token = await stage.token('admin');
  const put = async (payer: Payer) => {
    const answer = await stage.send('PUT', `/network/payers/${payer.payerId}`, {
      token,
      body: Payer.parse({ ...payer, revision: undefined }),
    });
    if (answer.status !== 200) throw new Error(`${payer.payerId}: ${answer.text}`);
  };
  for (const path of hostilePaths) {
    const name = path.slice(1);
    await put({
      ...like,
      payerId: `coverage-${name}`,
      clearinghouse: { ...like.clearinghouse, url: `${address}${path}` },
    });
    await put({
      ...like,
      payerId: `decision-${name}`,
      authorization: {
        channels: [
          {
            id: `decision-${name}`,
            source: 'own',
            from: '2025-01-01',
            channel: 'pas',
            url: `${address}${path}`,
            leaveAfterHours: 4,
          },
        ],
      },
    });
  }
};

/** Requests that must be refused, each full of canaries. */
export const sendBadInput = async (stage: Stage, number: number) => {
  const of = canariesOf(number);
  const token = await stage.token('referrer', practiceNpi);
  const bundle = canaryBundle({ number, nowMs: await stage.nowMs(), payerId: 'nobody' });
  const resources = bundle.entry.map(({ resource }) => resource as Record<string, unknown>);
  const broken = (change: (resource: Record<string, unknown>) => Record<string, unknown>) => ({
    ...bundle,
    entry: resources.map((resource) => ({ resource: change(resource) })),
  });
  const name = `${of.given} ${of.family}`;
  const fhir = 'application/fhir+json';
  const bodies: { body: unknown; type?: string; key?: string }[] = [
    { body: `{"patient": "${name} ${of.birthDate}", ` },
    { body: JSON.stringify(of), type: 'text/plain' },
    { body: of },
    { body: { patient: of, order: of, practice: of, [of.family]: of.memberId } },
    { body: [of.family, of.memberId] },
    { body: { ...bundle, type: of.diagnosis }, type: fhir },
    { body: { ...bundle, entry: of.phone }, type: fhir },
    {
      body: broken((resource) => ({ ...resource, birthDate: of.family, gender: of.city })),
      type: fhir,
    },
    {
      body: broken((resource) => ({ ...resource, subject: { reference: of.family } })),
      type: fhir,
    },
    {
      body: broken((resource) => ({ ...resource, code: of.diagnosis, name: of.family })),
      type: fhir,
    },
    {
      body: broken((resource) => ({ ...resource, dosageInstruction: [{ text: of.dosageText }] })),
      type: fhir,
    },
    { body: broken((resource) => ({ ...resource, [of.family]: of.given })), type: fhir, key: name },
  ];
  for (const sending of bodies) await stage.send('POST', '/referrals', { token, ...sending });
  const person = encodeURIComponent(name);
  await stage.send('GET', `/referrals/${person}`, { token });
  await stage.send('GET', `/referrals?month=${person}&cursor=${person}`, { token });
  await stage.send('GET', `/holds/${person}?team=${person}`, { token });
  await stage.send('GET', `/${person}`, { token });
  await stage.send('POST', '/referrals', { token: name.replace(' ', '.'), body: of });
  const other = await stage.token('referrer', '1000000012');
  await stage.send('POST', '/referrals', { token: other, type: fhir, body: bundle });
  return stage.exchanged.filter(({ status }) => status >= 400).length;
};
