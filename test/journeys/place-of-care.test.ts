import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpClient, httpClient } from '../../demo/client.ts';
import type { RunningService } from '../../demo/service.ts';
import { daysSince, shiftDates } from '../../demo/shift-dates.ts';
import { setStage } from '../../demo/stage.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { givenNext } from '../support/journey.ts';
import { spawnStoryService } from '../support/story-service.ts';

let service: RunningService;
let http: HttpClient;
let stage: Awaited<ReturnType<typeof setStage>>;
beforeAll(async () => {
  service = await spawnStoryService();
  http = httpClient(service.address);
  stage = await setStage(http, service.data, 'places', () => {});
}, 300_000);
afterAll(() => service?.stop());

const home = { preferred: 'home', residence: 'private', homeSuitable: true } as const;

/** A clean order of a therapy for somebody of this family name, sent as a form. */
const receive = async (
  therapyId: string,
  { family, number }: { family: string; number: number },
  different: (clean: Submission) => Partial<Submission>,
): Promise<string> => {
  const clean = cleanReferral(therapyId);
  const {
    policy: _,
    account: __,
    ...sent
  } = {
    ...clean,
    patient: {
      ...clean.patient,
      name: { given: 'Mira', family },
      birthDate: `19${60 + number}-04-1${number % 10}`,
      phone: `+1312555018${number % 10}`,
      identifiers: [{ system: 'https://practice.example/mrn', value: `PL-${number}` }],
    },
    coverages: [
      {
        rank: 'primary' as const,
        payerId: 'acme-health',
        memberId: `EX90${number}-APPROVE`,
        relationship: 'self' as const,
      },
    ],
    ...different(clean),
  } as Submission & { policy?: unknown };
  const { body } = await http.expect(202, 'POST', '/referrals', {
    token: stage.token('referrer', '1234567893'),
    contentType: 'application/json',
    body: shiftDates(sent, daysSince(stage.now())),
    idempotencyKey: stage.key(`receive ${family}`),
  });
  await stage.quiet();
  return String(body.referralId);
};

const openHolds = async (referralId: string) =>
  (await stage.read(referralId)).holds.filter(({ status }) => status !== 'resolved');

const giveNext = (referralId: string) => givenNext({ http, stage, referralId });

const resolve = async (referralId: string, reason: string, role: string, body: object) => {
  const hold = (await openHolds(referralId)).find((one) => one.reason === reason);
  expect(hold?.reason).toBe(reason);
  await stage.resolve(hold?.holdId ?? '', role, body as never);
  await stage.quiet();
};

const ahead = async (referralId: string) =>
  (await stage.read(referralId)).visits.filter(({ status }) => status === 'planned') as unknown as {
    dose: number;
    siteId: string;
    setting: string;
  }[];

describe('where care is given', () => {
  it('is a site that the program of the drug has authorized, though another is asked for', async () => {
    const referralId = await receive('natalizumab', { family: 'Quillmark', number: 1 }, () => ({
      placement: { preferred: 'clinic', residence: 'private' },
    }));
    const shown = await stage.read(referralId);
    const { siteId } = shown as unknown as { siteId?: string };
    expect(['site_riverbend-infusion', 'site_lakeshore-hospital']).toContain(siteId);
  }, 120_000);

  it('is the facility that a resident lives in', async () => {
    const referralId = await receive('ceftriaxone', { family: 'Maplewood', number: 2 }, () => ({
      placement: {
        preferred: 'long-term-care',
        residence: 'long-term-care',
        facility: { name: 'Maple Court' },
      },
    }));
    expect(await stage.read(referralId)).toMatchObject({
      siteId: 'site_maple-court',
      setting: 'long-term-care',
    });
  }, 120_000);

  it('is a center for the first dose and the home for those that follow', async () => {
    const referralId = await receive('infliximab', { family: 'Lindqvist', number: 3 }, () => ({
      placement: home,
    }));
    const first = await giveNext(referralId);
    expect(first.siteId).not.toContain('home');
    // Who does not work there is told that there is no such visit, and is on record as having tried.
    await http.expect(404, 'POST', `/visits/${first.visitId}/reaction`, {
      token: stage.token('nurse', 'nur_junia-ostrander'),
      ifMatch: '*',
      idempotencyKey: stage.key('reaction of another'),
      body: { grade: 1, actions: ['slowed'] },
    });
    const { body } = await http.expect(200, 'GET', `/referrals/${referralId}/readers`, {
      token: stage.token('admin'),
    });
    expect(body.items).toContainEqual(
      expect.objectContaining({ seen: 'visit', outcome: 'refused' }),
    );
    await resolve(referralId, 'site-review', 'coordinator', { action: 'place-again' });
    const visits = await ahead(referralId);
    expect(visits.length).toBeGreaterThan(0);
    expect(new Set(visits.map(({ setting }) => setting))).toEqual(new Set(['home']));
    expect(visits.map(({ dose }) => dose)).not.toContain(1);
    expect(await openHolds(referralId)).toEqual([]);
  }, 240_000);

  it('is where the payer leaves it free, and for the doses after those is found before they are due', async () => {
    const token = stage.token('admin');
    const path = '/network/payers/summit-trust';
    const { body: payer } = await http.expect(200, 'GET', path, { token });
    const [rule] = payer.siteRules as object[];
    const avoids = ['infusion-center', 'hospital-outpatient', 'clinic'];
    const siteRules = [{ ...rule, avoids, freeDoses: 2, exceptions: [] }];
    await http.expect(200, 'PUT', path, { token, body: { ...payer, siteRules } });

    const referralId = await receive('infliximab', { family: 'Vantongeren', number: 5 }, () => ({
      coverages: [
        {
          rank: 'primary',
          payerId: 'summit-trust',
          memberId: 'EX905-APPROVE',
          relationship: 'self',
        },
      ],
      placement: { residence: 'private', homeSuitable: true },
    }));
    const booked = await ahead(referralId);
    expect(new Set(booked.map(({ setting }) => setting))).toEqual(new Set(['infusion-center']));
    await giveNext(referralId);

    // One free dose is left: the place of the third is looked for while there is time to ask the payer.
    const [asked] = await openHolds(referralId);
    expect(asked?.reason).toBe('site-review');
    const { body: shown } = await http.expect(200, 'GET', `/holds/${asked?.holdId}`, {
      token: stage.token('coordinator'),
    });
    expect(JSON.stringify(shown)).toContain('free through dose 2');
    await resolve(referralId, 'site-review', 'coordinator', { action: 'place-again' });
    const visits = await ahead(referralId);
    expect(visits.map(({ dose, setting }) => [dose, setting])).toEqual([
      [2, 'infusion-center'],
      ...[3, 4, 5, 6].map((dose) => [dose, 'home']),
    ]);
    expect(visits[0]).toEqual(booked[1]);

    expect((await giveNext(referralId)).siteId).toBe(booked[1]?.siteId);
    expect((await giveNext(referralId)).siteId).toContain('home');
    expect(await openHolds(referralId)).toEqual([]);
  }, 240_000);

  it('is a watched place after a grave reaction at home, once a clinician has cleared it', async () => {
    const referralId = await receive('ivig', { family: 'Ostrowski', number: 4 }, ({ order }) => ({
      placement: home,
      order: { ...order, firstDose: false },
    }));
    const given = await giveNext(referralId);
    expect(given.siteId).toContain('home');
    await http.expect(200, 'POST', `/visits/${given.visitId}/reaction`, {
      token: stage.token('nurse', given.nurseId),
      ifMatch: '"0"',
      idempotencyKey: stage.key('reaction'),
      body: { grade: 3, anaphylaxis: false, actions: ['stopped', 'medicated'] },
    });
    await stage.quiet();
    await resolve(referralId, 'visit-suspended', 'clinician', {
      action: 'clear',
      note: 'Slower, with premedication, where she is watched.',
    });
    await resolve(referralId, 'site-review', 'coordinator', { action: 'place-again' });
    const visits = await ahead(referralId);
    expect(visits.length).toBeGreaterThan(0);
    expect(visits.map(({ setting }) => setting)).not.toContain('home');
  }, 240_000);
});
