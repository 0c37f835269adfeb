import { expect } from 'vitest';
import { type HttpClient, httpClient } from '../../demo/client.ts';
import type { RunningService } from '../../demo/service.ts';
import { daysSince, shiftDates } from '../../demo/shift-dates.ts';
import { setStage } from '../../demo/stage.ts';
import type { ShownReferral } from '../../demo/story.ts';
import { addDays } from '../../functions/platform/days.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { cleanReferral, exampleNurses } from './clean-referrals.ts';

/** The practice that sends the clean orders. */
const practice = '1234567893';

export const begun = async (service: RunningService, story: string) => {
  const http = httpClient(service.address);
  return { http, stage: await setStage(http, service.data, story, () => {}) };
};

/** A clean order of a therapy for a patient of its own, with what is different. */
const orderOf = (story: string, therapyId: string, change: (clean: Submission) => Submission) => {
  const clean = cleanReferral(therapyId);
  const [coverage] = clean.coverages;
  const { account: _, ...order } = change({
    ...clean,
    patient: {
      ...clean.patient,
      name: { given: 'Tess', family: `Sample${story}` },
      identifiers: [{ system: 'urn:example:chart', value: `JN-${story}` }],
    },
    coverages: coverage ? [{ ...coverage, memberId: `JN${story.toUpperCase()}-APPROVE` }] : [],
  });
  return order;
};

/** A referral that was taken, with what the people around it do and see. */
export const taken = async (service: RunningService, story: string, order: object, npi: string) => {
  const { http, stage } = await begun(service, story);
  const received = await http.expect(202, 'POST', '/referrals', {
    token: stage.token('referrer', npi),
    contentType: 'application/json',
    body: shiftDates(order, daysSince(stage.now())),
    idempotencyKey: stage.key('receive'),
  });
  const referralId = String(received.body.referralId);
  await stage.quiet();
  const read = async () =>
    (await stage.read(referralId)) as ShownReferral & {
      siteId?: string;
      findings: { code: string; severity: string }[];
    };
  const openHolds = async () => {
    await stage.quiet();
    return (await read()).holds.filter(({ status }) => status !== 'resolved');
  };
  return {
    http,
    stage,
    referralId,
    read,
    openHolds,
    openHold: async () => (await openHolds())[0],
    findings: async () => (await read()).findings.filter(({ severity }) => severity !== 'warn'),
    /** The one that is open is of this reason, and somebody of this role ends it. */
    resolve: async (reason: string, role: string, body: Record<string, unknown>) => {
      const open = await openHolds();
      expect(open.map((hold) => hold.reason)).toContain(reason);
      const hold = open.find((one) => one.reason === reason);
      await stage.resolve(hold?.holdId ?? '', role, body);
      await stage.quiet();
    },
    correct: async (body: object, point: string) => {
      await http.expect(200, 'POST', `/referrals/${referralId}/corrections`, {
        token: stage.token('referrer', npi),
        contentType: 'application/merge-patch+json',
        body: shiftDates(body, daysSince(stage.now())),
        idempotencyKey: stage.key(point),
      });
      await stage.quiet();
    },
  };
};

/** The same of a clean order of a therapy, as of the service's today. */
export const sent = (
  service: RunningService,
  story: string,
  therapyId: string,
  change: (clean: Submission) => Submission = (clean) => clean,
) => taken(service, story, orderOf(story, therapyId, change), practice);

type Acting = { http: HttpClient; stage: Awaited<ReturnType<typeof begun>>['stage'] };

type Booked = {
  visitId: string;
  status: string;
  dose: number;
  startsAt: string;
  endsAt: string;
  siteId: string;
  minutes?: { infusion: number };
};

/** Who gives a visit: whom the schedule names, or anybody of the center. */
const nurseOf = async ({ http, stage }: Acting, { visitId, siteId, startsAt }: Booked) => {
  const on = startsAt.slice(0, 10);
  const { body } = await http.expect(
    200,
    'GET',
    `/visits?from=${addDays(on, -1)}&to=${on}&siteId=${siteId}&limit=100`,
    { token: stage.token('scheduler') },
  );
  const visits = body.items as { visitId: string; nurseId?: string }[];
  return (
    visits.find((visit) => visit.visitId === visitId)?.nurseId ??
    exampleNurses.find((nurse) => nurse.siteId === siteId)?.nurseId ??
    ''
  );
};

/** Moves the clock to the next visit, which its nurse begins and ends; the visit as it was booked. */
export const givenNext = async (
  { http, stage, referralId }: Acting & { referralId: string },
  /** What is written down at its end beside what always is. */
  found: object = {},
): Promise<Booked & { nurseId: string }> => {
  const visit = ((await stage.read(referralId)).visits as unknown as Booked[]).find(
    ({ status }) => status === 'planned' || status === 'confirmed',
  );
  if (!visit) throw new Error('no visit to come');
  const until = async (instant: string) => {
    const minutes = Math.ceil((Date.parse(instant) - stage.now().getTime()) / 60_000);
    if (minutes > 0) await stage.advance(`PT${minutes}M`);
    await stage.quiet();
  };
  const record = (what: string, body: object) =>
    http.expect(200, 'POST', `/visits/${visit.visitId}/${what}`, {
      token: stage.token('nurse', nurseId),
      ifMatch: '*',
      idempotencyKey: stage.key(`${what} ${visit.visitId}`),
      body,
    });
  await until(visit.startsAt);
  const nurseId = await nurseOf({ http, stage }, visit);
  await record('start', {});
  await until(visit.endsAt);
  await record('completion', {
    infusionMinutes: visit.minutes?.infusion ?? 120,
    doseComplete: true,
    teachBack: [],
    ...found,
  });
  await stage.quiet();
  return { ...visit, nurseId };
};
