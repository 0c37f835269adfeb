import type { Payer } from '../../functions/payer/payer.ts';
import { canariesOf } from './canary.ts';
import type { CanaryService } from './canary-service.ts';
import { itemsOf } from './canary-sinks.ts';
import {
  addHostilePayers,
  practiceNpi,
  type Stage,
  sendBadInput,
  stageOf,
} from './canary-stories.ts';
import { hostilePaths, startHostilePayer } from './hostile-payer.ts';

const payerId = 'acme-health';

const people = {
  approved: 1,
  incomplete: 2,
  unknownPayer: 3,
  withdrawn: 4,
  denied: 5,
  garbage: 6,
  pendedForInformation: 7,
  inactive: 8,
  badInput: 9,
} as const;
const hostileFrom = 20;

export type Played = {
  people: number[];
  /** Where each referral stood after its first answers: its status, or the hold it waits in. */
  reached: Record<string, string>;
  refusals: number;
  /** How often each hostile address was asked. */
  heard: Record<string, number>;
};

const note = (number: number) => canariesOf(number).note;

const standing = async (stage: Stage, referralId: string): Promise<string> => {
  const { status } = await stage.read(referralId);
  const hold = await stage.openHold(referralId);
  return hold ? `waits: ${hold.reason}` : status;
};

/** Resolves the open hold by the action, then sends the same again, too late. */
const resolveTwice = async (stage: Stage, id: string, number: number, action: string) => {
  const hold = await stage.openHold(id);
  if (!hold?.actions.some((allowed) => allowed.action === action))
    throw new Error(`Person ${number} waits in ${JSON.stringify(hold)}, not for ${action}.`);
  const token = await stage.token('coordinator');
  const { json } = await stage.send('GET', `/holds/${hold.holdId}`, { token });
  const { actions } = json as { actions: { action: string; forfeits?: string[] }[] };
  const forfeits = actions.find((allowed) => allowed.action === action)?.forfeits;
  const said = { note: note(number), reference: canariesOf(number).memberId };
  const body = { action, ...said, ...(forfeits ? { forfeits } : {}) };
  const { json: me } = (await stage.send('GET', '/me', { token })) as {
    json: { personId: string };
  };
  await stage.send('POST', `/holds/${hold.holdId}/assignment`, {
    token,
    body: { assignee: me.personId, expected: null },
  });
  const first = await stage.resolve(hold.holdId, 'coordinator', body);
  const late = await stage.resolve(hold.holdId, 'coordinator', body);
  if (first !== 200 || late !== 409)
    throw new Error(`Person ${number}: ${action} answered ${first}, then ${late}.`);
};

/** The coordinator gives up on what stays broken. */
const closeByHand = async (stage: Stage, id: string) => {
  const hold = await stage.openHold(id);
  const number = hostileFrom;
  if (hold)
    await stage.resolve(hold.holdId, 'coordinator', { action: 'close', note: note(number) });
};

const patientIdOf = async (stage: Stage, referralId: string): Promise<string> => {
  const items = await itemsOf(stage.dataFolder);
  const main = items.find(({ pk, sk }) => pk === `REF#${referralId}` && sk === 'REFERRAL');
  return String(main?.patientId);
};

/** What a patient does on the page and by text, right and wrong. */
const actAsPatient = async (stage: Stage, referralId: string, number: number) => {
  const of = canariesOf(number);
  const token = await stage.token('patient', await patientIdOf(stage, referralId));
  const get = (path: string) => stage.send('GET', path, { token });
  const post = (path: string, body: unknown) => stage.send('POST', path, { token, body });
  await get('/patients/me');
  await get('/patients/me/visits');
  const education = (await get('/patients/me/education')).json as
    | { items?: { itemId: string; version: number }[] }
    | undefined;
  const [visit] = (await stage.read(referralId)).visits;
  for (const { itemId, version } of education?.items ?? [])
    await post('/patients/me/acknowledgements', {
      referralId,
      itemId,
      version,
      name: `${of.given} ${of.family}`,
      relationship: 'self',
    });
  await post('/patients/me/acknowledgements', { referralId, itemId: of.family, name: of.family });
  await post(`/patients/me/visits/${visit?.visitId}/confirmation`, {});
  await post(`/patients/me/visits/${visit?.visitId}/move-request`, { wish: of.note });
  await post(`/patients/me/visits/${visit?.visitId}/move-request`, { wish: 'later' });
  await post(`/patients/me/visits/${visit?.visitId}/health`, { yes: ['fever'], words: of.note });
  await post('/patients/me/preferences', { language: of.city, [of.family]: of.phone });
  await get(`/patients/${encodeURIComponent(of.family)}`);
  await stage.send('GET', '/patients/me', { token: `${of.family}.${of.memberId}.x` });
  for (const text of [of.textMessage, 'HELP', 'C', `STOP ${of.textMessage}`, 'STOP'])
    await stage.textFrom(of.phone, text);
};

/** What happens around a visit: a reaction, a clearance, a move, a cancellation, each with words. */
const actOnVisits = async (stage: Stage, referralId: string, number: number) => {
  const of = canariesOf(number);
  const [first, second, third] = (await stage.read(referralId)).visits;
  const secondsToEnd = Math.ceil((Date.parse(first?.endsAt ?? '') - (await stage.nowMs())) / 1000);
  if (secondsToEnd > 0) await stage.advance(`PT${secondsToEnd}S`);
  const nurses = await stage.send('GET', '/network/nurses?limit=100', {
    token: await stage.token('admin'),
  });
  const { items } = nurses.json as { items: { nurseId: string; siteId: string }[] };
  const nurseId = items.find(({ siteId }) => siteId === first?.siteId)?.nurseId ?? '';
  const as = async (role: string, path: string, body: unknown) =>
    stage.send('POST', `/visits/${path}`, {
      token: await stage.token(role, role === 'nurse' ? nurseId : ''),
      body,
    });
  await as('nurse', `${first?.visitId}/start`, { startedAt: of.birthDate });
  await as('nurse', `${first?.visitId}/start`, { startedAt: first?.startsAt });
  await as('nurse', `${first?.visitId}/reaction`, {
    grade: 3,
    actions: ['stopped'],
    note: of.note,
  });
  await stage.quiet();
  await as('nurse', `${first?.visitId}/completion`, {
    endedAt: first?.endsAt,
    infusionMinutes: 60,
    doseComplete: false,
    teachBack: [{ topic: of.diagnosis, understood: false }],
  });
  await as('scheduler', `${second?.visitId}/move`, { startsAt: of.birthDate, note: of.note });
  await as('scheduler', `${third?.visitId}/cancellation`, { reason: 'other', note: of.note });
  await as('scheduler', `${of.family}/cancellation`, { reason: of.note });
  await stage.quiet();
};

const withdraw = async (stage: Stage, referralId: string, number: number) => {
  await stage.send('POST', `/referrals/${referralId}/withdrawal`, {
    token: await stage.token('referrer', practiceNpi),
    body: { reason: 'other', note: note(number) },
  });
  await stage.quiet();
};

const supply = async (stage: Stage, referralId: string, number: number) => {
  const of = canariesOf(number);
  const token = await stage.token('referrer', practiceNpi);
  await stage.send('POST', `/referrals/${referralId}/documents`, {
    token,
    body: {
      title: of.documentTitle,
      contentType: 'text/plain',
      data: Buffer.from(of.documentContent).toString('base64'),
    },
  });
  const patch = { type: 'application/merge-patch+json', token };
  await stage.send('POST', `/referrals/${referralId}/corrections`, {
    ...patch,
    body: { patient: { birthDate: of.family }, [of.family]: { order: of.drug } },
  });
  await stage.send('POST', `/referrals/${referralId}/corrections`, {
    ...patch,
    body: { allergies: [{ substance: of.allergy, reaction: of.reaction }] },
  });
  await stage.quiet();
};

/** Plays every way a referral can go, well and badly, and lets two weeks pass. */
export const playStories = async (service: CanaryService): Promise<Played> => {
  const stage = stageOf(service);
  const hostile = await startHostilePayer();
  try {
    const like = await stage.send('GET', `/network/payers/${payerId}`, {
      token: await stage.token('admin'),
    });
    await addHostilePayers(stage, hostile.address, like.json as Payer);

    const ids: Record<string, string> = {
      approved: await stage.post({ number: people.approved, payerId, ending: '-APPROVE' }),
      incomplete: await stage.post({
        number: people.incomplete,
        payerId,
        without: ['Observation'],
      }),
      unknownPayer: await stage.post({ number: people.unknownPayer, payerId: 'nobody-knows' }),
      withdrawn: await stage.post({ number: people.withdrawn, payerId, ending: '-PENDSILENT' }),
      denied: await stage.post({ number: people.denied, payerId, ending: '-DENY' }),
      garbage: await stage.post({ number: people.garbage, payerId, ending: '-GARBAGE' }),
      pendedForInformation: await stage.post({
        number: people.pendedForInformation,
        payerId,
        ending: '-PENDINFO',
      }),
      inactive: await stage.post({ number: people.inactive, payerId, ending: '-INACTIVE' }),
    };
    let number = hostileFrom;
    for (const path of hostilePaths)
      for (const what of ['coverage', 'decision']) {
        const name = `${what}-${path.slice(1)}`;
        ids[name] = await stage.post({ number, payerId: name });
        number += 1;
      }
    // Retries of what failed run on the service's clock.
    await stage.advance('PT2H');
    const reached: Record<string, string> = {};
    for (const [name, id] of Object.entries(ids)) reached[name] = await standing(stage, id);

    await sendBadInput(stage, people.badInput);
    await supply(stage, ids.incomplete ?? '', people.incomplete);
    await supply(stage, ids.pendedForInformation ?? '', people.pendedForInformation);
    await resolveTwice(stage, ids.unknownPayer ?? '', people.unknownPayer, 'recheck');
    await resolveTwice(stage, ids.denied ?? '', people.denied, 'appeal');
    await resolveTwice(stage, ids['coverage-echo'] ?? '', hostileFrom, 'retry');
    for (const [name, id] of Object.entries(ids))
      if (reached[name] === 'waits: needs-attention') await closeByHand(stage, id);
    await withdraw(stage, ids.withdrawn ?? '', people.withdrawn);
    await actAsPatient(stage, ids.approved ?? '', people.approved);
    await stage.advance('P14D');
    await actOnVisits(stage, ids.approved ?? '', people.approved);
    for (const id of Object.values(ids)) await stage.read(id);

    return {
      people: [
        ...Object.values(people),
        ...Array.from({ length: number - hostileFrom }, (_, index) => hostileFrom + index),
      ],
      reached,
      refusals: stage.exchanged.filter(({ status }) => status >= 400).length,
      heard: hostile.heard,
    };
  } finally {
    hostile.close();
  }
};
