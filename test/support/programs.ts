import { expect } from 'vitest';
import type { RunningService } from '../../demo/service.ts';
import type { AuthorizationView } from '../../functions/authorization/routes.ts';
import { addDays } from '../../functions/platform/days.ts';
import { localDate } from '../../functions/platform/zoned-time.ts';
import type { HoldDetail } from '../../functions/worklist/routes.ts';
import { sent } from './journey.ts';

/**
 * What happens to an authorization, under each kind of plan that there is. Those without a machine of
 * their own are sent packets, and people write down what they answer.
 */
export type Program = { name: string; payerId: string; byHand?: true; next: string };
export const programs: readonly Program[] = [
  { name: 'Medicare Advantage', payerId: 'meridian-plan', next: 'acme-health' },
  // Drugs are mostly not asked about; of this member the payer says that it wants to be.
  { name: 'traditional Medicare', payerId: 'part-b-north', byHand: true, next: 'meridian-plan' },
  { name: 'Medicaid managed care', payerId: 'valley-advantage', next: 'juniper-exchange' },
  { name: 'a commercial plan', payerId: 'acme-health', next: 'summit-trust' },
  { name: 'a self-funded plan', payerId: 'summit-trust', next: 'acme-health' },
  { name: 'an exchange plan', payerId: 'juniper-exchange', next: 'valley-advantage' },
  { name: 'a utilization manager', payerId: 'tamarack-benefit', byHand: true, next: 'acme-health' },
  { name: 'a plan without a machine', payerId: 'cedar-fund', byHand: true, next: 'summit-trust' },
];

export const memberOf = (payerId: string, memberId: string) => [
  {
    ...{ rank: 'primary' as const, payerId, payerName: payerId },
    ...{ memberId, relationship: 'self' as const },
  },
];

/** Infliximab for a member whom the payer answers so, as far as it has a machine. */
export const ordered = async (
  service: RunningService,
  journey: string,
  program: Program,
  /** How the payer answers, and how many days later than usual the doses begin. */
  { says, later = 0 }: { says: string; later?: number },
) => {
  const { payerId, byHand } = program;
  const story = `${journey}${programs.indexOf(program)}`;
  const memberId = `PR${story.toUpperCase()}-${byHand ? 'APPROVE' : says}`;
  const told = await sent(service, story, 'infliximab', (clean) => ({
    ...clean,
    coverages: memberOf(payerId, memberId),
    order: { ...clean.order, startOn: addDays(clean.order.startOn ?? '', later) },
    placement: { preferred: 'infusion-center' as const, residence: 'private' as const },
  }));
  const { http, stage, read, openHolds, resolve, referralId } = told;
  const get = async (path: string, role = 'coordinator') =>
    (await http.expect(200, 'GET', path, { token: stage.token(role) })).body;
  const dayAhead = (days: number) => addDays(localDate(stage.now(), 'America/New_York'), days);
  /** The open hold of this reason, or the first of any. */
  const hold = async (reason?: string) => {
    const open = (await openHolds()).find((one) => !reason || one.reason === reason);
    return open && ((await get(`/holds/${open.holdId}`)) as unknown as HoldDetail);
  };
  const authorization = async (back = 1) => {
    const id = (await read()).authorizations.at(-back)?.authorizationId;
    return (await get(`/authorizations/${id}`)) as unknown as AuthorizationView;
  };
  /** Sends what lies ready, as people do. */
  const send = async () => {
    if (!byHand) return;
    const number = (await hold())?.packet?.number;
    await resolve('packet-to-send', 'coordinator', {
      ...{ action: 'sent', sentAt: stage.now().toISOString() },
      reference: `SENT-${story}-${number}`,
    });
  };
  return {
    ...told,
    program,
    memberId,
    /** The simulated payers answer otherwise of the member from now on. */
    answeredAs: async (word: string) => {
      const { status } = await fetch(`${service.payers}/members/${memberId}/scenario`, {
        ...{ method: 'PUT', body: word },
      });
      expect(status).toBe(204);
    },
    hold,
    authorization,
    dayAhead,
    send,
    /** What a payer without a machine answers, taken down by a coordinator. */
    told: async (body: Record<string, unknown>) => {
      if (byHand) await resolve('payer-decision', 'coordinator', { person: 'Ms. Field', ...body });
    },
    approval: (days = 300) => ({
      ...{ action: 'record-approval', authorizationNumber: `PA-1${story}` },
      expiresOn: dayAhead(days),
    }),
    reasons: async () => (await openHolds()).map(({ reason }) => reason),
    texts: async () => (await read()).timeline.map(({ text }) => text).join('\n'),
    supply: async (title: string, type: string) => {
      await http.expect(201, 'POST', `/referrals/${referralId}/documents`, {
        token: stage.token('referrer', '1234567893'),
        body: {
          ...{ title, type, contentType: 'application/pdf' },
          data: Buffer.from(`%PDF-1.4 ${title}`).toString('base64'),
        },
        idempotencyKey: stage.key(`supply ${title}`),
      });
      await stage.quiet();
    },
    planned: async () => (await read()).visits.filter(({ status }) => status === 'planned'),
  };
};

/** What every hold tells whoever opens it: what is asked, in whose words, by when and why, and what each step costs. */
export const expectExplained = (hold: HoldDetail | undefined) => {
  expect(hold).toMatchObject({
    asks: expect.stringMatching(/^[A-Z].+\.$/),
    words: expect.stringMatching(/^[a-z]/),
    dueAt: expect.stringMatching(/^\d{4}-/),
    dueBecause: expect.stringMatching(/^[A-Z\d].+\.$/),
  });
  expect(hold?.why.length).toBeGreaterThan(0);
  expect(hold?.actions.length).toBeGreaterThan(0);
  for (const { says, costs } of hold?.actions ?? []) {
    expect(says).toMatch(/^[A-Z].{3,}/);
    expect(costs).toMatch(/^[A-Z].+\.$/);
  }
};

/** The payer grants half of the units of the drug, and everything else as it was asked. */
export const grantHalf = async ({
  authorization,
  approval,
  told,
}: Pick<
  Awaited<ReturnType<typeof ordered>>,
  'authorization' | 'approval' | 'told'
>): Promise<void> => {
  const [drug, ...services] = (await authorization()).lines;
  await told({
    ...approval(),
    action: 'record-part',
    approvedLines: [
      { sequence: drug?.sequence, units: Math.floor((drug?.asked.units ?? 0) / 2) },
      ...services.map(({ sequence, asked }) => ({ sequence, units: asked.units })),
    ],
    said: 'Half of the units for now.',
  });
};
