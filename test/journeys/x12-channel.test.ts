import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningService } from '../../demo/service.ts';
import { asked } from '../support/authorization-story.ts';
import { spawnStoryService } from '../support/story-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await spawnStoryService();
}, 120_000);
afterAll(() => service.stop());

const patience = 240_000;

/** Infliximab for a member of a plan that takes requests as a 278, and by fax. */
const atHarbor = (story: string, scenario: string) =>
  asked(service, story, {
    therapyId: 'infliximab',
    payerId: 'harbor-mutual',
    payerName: 'Harbor Mutual',
    memberId: `HM${story.toUpperCase()}-${scenario}`,
  });

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
      expect((await story.hold()).reason).toBe('information-requested');
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
