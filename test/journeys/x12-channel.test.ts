import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningService } from '../../demo/service.ts';
import type { AuthorizationView } from '../../functions/authorization/routes.ts';
import type { HoldDetail } from '../../functions/worklist/routes.ts';
import { sent } from '../support/journey.ts';
import { readPdf } from '../support/pdf-text.ts';
import { spawnStoryService } from '../support/story-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await spawnStoryService();
}, 120_000);
afterAll(() => service.stop());

const patience = 240_000;

/** Infliximab for a member of a plan that takes requests as a 278, and by fax. */
const atHarbor = async (story: string, scenario: string) => {
  const told = await sent(service, story, 'infliximab', (clean) => ({
    ...clean,
    coverages: [
      {
        rank: 'primary' as const,
        payerId: 'harbor-mutual',
        payerName: 'Harbor Mutual',
        memberId: `HM${story.toUpperCase()}-${scenario}`,
        relationship: 'self' as const,
      },
    ],
    placement: { preferred: 'infusion-center' as const, residence: 'private' as const },
  }));
  const token = () => told.stage.token('coordinator');
  const get = async (path: string) =>
    (await told.http.expect(200, 'GET', path, { token: token() })).body;
  const authorizationId = async () =>
    (await told.read()).authorizations.at(-1)?.authorizationId ?? '';
  return {
    ...told,
    hold: async () => {
      const [open] = await told.openHolds();
      return (await get(`/holds/${open?.holdId}`)) as unknown as HoldDetail;
    },
    authorization: async () =>
      (await get(`/authorizations/${await authorizationId()}`)) as unknown as AuthorizationView,
    packet: async (href: string) => {
      const answer = await fetch(`${service.address}${href}`, {
        headers: { authorization: `Bearer ${token()}` },
      });
      if (answer.status !== 200) throw new Error(await answer.text());
      return readPdf(Buffer.from(await answer.arrayBuffer())).text;
    },
  };
};

describe('a payer that takes requests as an X12 278', () => {
  it(
    'approves each line over its clearinghouse, and the series is booked',
    async () => {
      const story = await atHarbor('hub', 'APPROVE');
      const view = await story.authorization();
      expect(view).toMatchObject({
        status: 'approved',
        authorizationNumber: expect.stringMatching(/^PA\d+$/),
        sent: { channel: 'x12-278', number: 1 },
      });
      for (const line of view.lines)
        expect(line).toMatchObject({
          state: 'approved',
          decision: {
            units: line.asked.units,
            from: line.asked.from,
            through: line.asked.through,
          },
        });
      expect(await story.openHolds()).toEqual([]);
      expect((await story.read()).status).toBe('active');
    },
    patience,
  );

  it(
    'that asks for notes in LOINC is answered by fax with its reference, since a 278 carries no documents',
    async () => {
      const story = await atHarbor('hubinfo', 'PENDINFO');
      const asked = await story.hold();
      expect(asked.reason).toBe('information-requested');
      const { information = [] } = await story.authorization();
      expect(information).toEqual(
        expect.arrayContaining([
          { kind: 'attachment', code: '18776-5', line: 1 },
          { kind: 'attachment', code: '30954-2', line: 1 },
          expect.objectContaining({
            code: '09',
            says: 'OFFICE NOTES OF THE LAST VISIT, by fax, control number 77-1',
          }),
          expect.objectContaining({ code: expect.stringContaining('3125550172') }),
        ]),
      );
      await story.http.expect(201, 'POST', `/referrals/${story.referralId}/documents`, {
        token: story.stage.token('referrer', '1234567893'),
        contentType: 'application/json',
        body: {
          title: 'Plan of care',
          type: '18776-5',
          contentType: 'text/plain',
          data: Buffer.from('An invented plan.').toString('base64'),
        },
        idempotencyKey: story.stage.key('document'),
      });
      await story.stage.quiet();
      const [open] = await story.openHolds();
      if (open?.reason === 'information-requested')
        await story.resolve('information-requested', 'coordinator', { action: 'supply' });
      const packet = await story.hold();
      expect(packet).toMatchObject({
        reason: 'packet-to-send',
        packet: { channel: 'fax', to: '+13125550172', number: 2 },
      });
      const text = await story.packet(packet.packet?.href ?? '');
      for (const word of ['18776-5', 'OFFICE NOTES OF THE LAST VISIT', 'Plan of care'])
        expect(text).toContain(word);
      expect(text).toMatch(/REF\d{9}/);

      await story.resolve('packet-to-send', 'coordinator', {
        action: 'sent',
        sentAt: story.stage.now().toISOString(),
        reference: 'FX-278',
      });
      expect((await story.hold()).reason).toBe('payer-decision');
      const expiresOn = new Date(story.stage.now().getTime() + 300 * 86_400_000)
        .toISOString()
        .slice(0, 10);
      await story.resolve('payer-decision', 'coordinator', {
        action: 'record-approval',
        authorizationNumber: 'HM-9',
        expiresOn,
        person: 'Ms. Example of utilization review',
        said: 'Approved as requested.',
      });
      expect(await story.authorization()).toMatchObject({
        status: 'approved',
        authorizationNumber: 'HM-9',
        sent: { channel: 'fax', number: 2, proof: 'FX-278' },
      });
    },
    patience,
  );

  it(
    'whose clearinghouse rejects the form of a request gets it by fax, and the hold says why',
    async () => {
      const story = await atHarbor('hubreject', 'ACKREJECT');
      expect(await story.hold()).toMatchObject({
        reason: 'packet-to-send',
        packet: { channel: 'fax', number: 1 },
        why: expect.arrayContaining([
          {
            code: 'channel-failed',
            text: 'Tried before, harbor-278: The machine that receives for the payer rejected the form of the request: nobody there has seen it.',
          },
        ]),
      });
      await story.resolve('packet-to-send', 'coordinator', {
        action: 'sent',
        sentAt: story.stage.now().toISOString(),
        reference: 'FX-1',
      });
      expect(await story.authorization()).toMatchObject({
        status: 'pended',
        sent: { channel: 'fax', number: 1 },
      });
    },
    patience,
  );

  it(
    'that denies over a line what it grants over the whole is called, with its own words',
    async () => {
      const story = await atHarbor('hubcontra', 'DENIEDELSEWHERE');
      expect((await story.hold()).reason).toBe('payer-contact');
      expect((await story.authorization()).payerSays?.join()).toContain('A3 for the whole');
    },
    patience,
  );
});
