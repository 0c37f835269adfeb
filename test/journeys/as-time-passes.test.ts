import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpClient } from '../../demo/client.ts';
import type { RunningService } from '../../demo/service.ts';
import { setStage } from '../../demo/stage.ts';
import { spawnStoryService } from '../support/story-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await spawnStoryService();
}, 120_000);
afterAll(() => service.stop());

/** The example with other words in it. */
const reworded = (bundle: unknown, words: Readonly<Record<string, string>>): unknown =>
  JSON.parse(
    Object.entries(words).reduce(
      (text, [was, is]) => text.replaceAll(was, is),
      JSON.stringify(bundle),
    ),
  );

/** A member whose payer grants half of the units that are asked for, each time. */
const grantedByHalf = (bundle: unknown): unknown =>
  reworded(bundle, { 'EX1001-APPROVE': 'EX1001-CHANGED' });

/** Another patient, whose payer tells each time of a plan that ends ten days later. */
const coveredForTenDays = (bundle: unknown): unknown =>
  reworded(bundle, {
    'EX1001-APPROVE': 'EX1001-ENDING',
    EX1001: 'EX7001',
    Exampleton: 'Musterfeld',
    Odalys: 'Petra',
    '1984-03-09': '1979-11-21',
    '555-0142': '555-0189',
  });

describe('a series that its authorization does not pay for to the end', () => {
  it('is renewed when a coordinator says so, and the doses that it pays for are booked', async () => {
    const http = httpClient(service.address);
    const stage = await setStage(http, service.data, 'renewal', () => {});
    const received = await http.expect(202, 'POST', '/referrals', {
      token: stage.token('referrer', '1234567893'),
      contentType: 'application/fhir+json',
      body: grantedByHalf(await stage.file('01-infliximab-center.json')),
      idempotencyKey: stage.key('receive'),
    });
    const referralId = String(received.body.referralId);
    const doses = async () => (await stage.read(referralId)).visits.map(({ dose }) => dose);
    const resolve = async (reason: string, action: string) => {
      await stage.quiet();
      const { holds } = await stage.read(referralId);
      const open = holds.filter(({ status }) => status !== 'resolved');
      expect(open.map((hold) => hold.reason)).toEqual([reason]);
      await stage.resolve(open[0]?.holdId ?? '', 'coordinator', { action });
      await stage.quiet();
    };

    await stage.quiet();
    const [hold] = (await stage.read(referralId)).holds;
    const page = String((await http.expect(200, 'GET', '/local')).body.text);
    for (const shown of ['Open holds', 'approval-changed', hold?.holdId, referralId, '1234567893'])
      expect(page).toContain(shown);
    expect(page).not.toMatch(/infliximab|Remicade|EX1001/i);

    await resolve('approval-changed', 'accept');
    expect(await doses()).toEqual([1, 2]);
    // The watch looks every day, and half of five doses ends within two visits.
    await stage.advance('P1D');
    await resolve('authorization-ending', 'renew');
    await resolve('approval-changed', 'accept');

    const { status, authorizations, timeline } = await stage.read(referralId);
    expect(status).toBe('active');
    expect(authorizations.map((one) => one.status)).toEqual(['approved', 'approved']);
    expect(await doses()).toEqual([1, 2, 3]);
    // What goes to the patient of it is told behind it.
    expect(timeline.findLast(({ event }) => event !== 'message.sent')).toMatchObject({
      event: 'renewal.ended',
      text: 'The authorization was renewed; the series goes on.',
    });
    const { body } = await http.expect(200, 'GET', '/local/executions');
    const statusOf = new Map(
      Object.values(body as Record<string, { name: string; status: string }>).map((execution) => [
        execution.name,
        execution.status,
      ]),
    );
    const rounds = authorizations.map(({ authorizationId }) => String(authorizationId));
    expect(rounds).toHaveLength(2);
    for (const name of [`${referralId}-n2`, ...rounds])
      expect(statusOf.get(name)).toBe('SUCCEEDED');
  }, 60_000);
});

describe('a coverage that ends before a visit', () => {
  it('is asked about anew a week before, and nobody confirms the visit until then', async () => {
    const http = httpClient(service.address);
    const stage = await setStage(http, service.data, 'ending', () => {});
    const received = await http.expect(202, 'POST', '/referrals', {
      token: stage.token('referrer', '1234567893'),
      contentType: 'application/fhir+json',
      body: coveredForTenDays(await stage.file('01-infliximab-center.json')),
      idempotencyKey: stage.key('receive'),
    });
    const referralId = String(received.body.referralId);
    await stage.quiet();
    const changed = async (
      dose: number,
      what: string,
      body: object | undefined,
      status: number,
    ) => {
      const visit = (await stage.read(referralId)).visits.find((one) => one.dose === dose);
      return http.expect(status, 'POST', `/visits/${visit?.visitId}/${what}`, {
        token: stage.token('scheduler'),
        ifMatch: '"0"',
        idempotencyKey: stage.key(`${what} ${dose} ${status}`),
        ...(body ? { body } : {}),
      });
    };
    expect((await changed(2, 'confirmation', undefined, 409)).body).toMatchObject({
      code: 'coverage-ended',
    });
    await changed(1, 'cancellation', { reason: 'patient' }, 200);
    const asked = async () =>
      (await stage.read(referralId)).timeline.filter(({ event }) => event === 'coverage.verified')
        .length;
    expect(await asked()).toBe(1);
    const [, second] = (await stage.read(referralId)).visits;
    const minutes = Math.ceil(
      (Date.parse(second?.startsAt ?? '') - stage.now().getTime()) / 60_000 - 7 * 1440,
    );
    await stage.advance(`PT${minutes + 1}M`);
    await stage.quiet();
    expect(await asked()).toBe(2);
    const { holds } = await stage.read(referralId);
    expect(holds.map(({ reason }) => reason)).not.toContain('visit-not-ready');
    await changed(2, 'confirmation', undefined, 200);
  }, 60_000);
});

describe('a decision that the payer sends later', () => {
  it('is there as soon as the service is quiet after the clock was moved', async () => {
    const http = httpClient(service.address);
    const stage = await setStage(http, service.data, 'later', () => {});
    const received = await http.expect(202, 'POST', '/referrals', {
      token: stage.token('referrer', '1000000020'),
      contentType: 'application/fhir+json',
      body: await stage.file('02-ivig-home.json'),
      idempotencyKey: stage.key('receive'),
    });
    const referralId = String(received.body.referralId);
    await stage.quiet();
    expect((await stage.read(referralId)).authorizations).toMatchObject([{ status: 'pended' }]);
    // It decides after twenty hours: within the short way of the second move.
    await stage.advance('PT19H59M');
    await stage.advance('PT2M');
    const { status } = await http.send('GET', '/local/idle');
    expect(status).toBe(200);
    const after = await stage.read(referralId);
    expect(after.authorizations).toMatchObject([{ status: 'approved' }]);
    expect(after.status).toBe('active');
  }, 60_000);
});
