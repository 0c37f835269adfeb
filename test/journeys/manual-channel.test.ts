import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningService } from '../../demo/service.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { asked } from '../support/authorization-story.ts';
import { spawnStoryService } from '../support/story-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await spawnStoryService();
}, 120_000);
afterAll(() => service.stop());

const patience = 240_000;

/** Infliximab for a member of a fund that takes requests by fax and telephone alone. */
const atFund = (story: string, change?: (clean: Submission) => Submission) =>
  asked(
    service,
    story,
    {
      therapyId: 'infliximab',
      payerId: 'cedar-fund',
      payerName: 'Cedar Fund',
      memberId: `MC${story.toUpperCase()}-APPROVE`,
    },
    change,
  );

describe('a payer that takes requests by fax', () => {
  it(
    'is sent a packet, held to its clock from the fax on, and its word by telephone books the series',
    async () => {
      const story = await atFund('fax');
      const hold = await story.hold();
      expect(hold).toMatchObject({
        reason: 'packet-to-send',
        asks: expect.stringContaining('Send the packet'),
        dueBecause: expect.stringContaining('H14'),
        packet: { channel: 'fax', to: '+13125550160', number: 1 },
        why: [
          { code: 'by-hand' },
          {
            code: 'send-by-fax',
            text: 'Fax the packet to +13125550160; the confirmation of the machine is the proof. It is for: Utilization review.',
          },
        ],
      });
      const text = await story.packet(hold.packet?.href ?? '');
      for (const word of ['Cedar Fund', 'Samplefax', 'MCFAX-APPROVE', 'J1745', '+13125550160'])
        expect(text).toContain(word);

      const sentAt = story.stage.now().toISOString();
      await story.resolve('packet-to-send', 'coordinator', {
        action: 'sent',
        sentAt,
        reference: 'FX-2208',
      });
      const waiting = await story.hold();
      expect(waiting.reason).toBe('payer-decision');
      // Fifteen days for a claim before the service, 29 CFR 2560.503-1, from the fax.
      const [drug] = (await story.authorization()).lines;
      const law = Date.parse(drug?.clock?.dueAt ?? '') - Date.parse(sentAt);
      expect(law).toBeGreaterThan(14.9 * 86_400_000);
      expect(law).toBeLessThan(15.1 * 86_400_000);
      // The dose has less than that: somebody is to call before.
      expect(Date.parse(waiting.dueAt)).toBeLessThan(Date.parse(drug?.clock?.dueAt ?? ''));
      expect(waiting.dueBecause).toContain('window of the first dose');

      // The fund is silent until its time is over; somebody calls.
      await story.stage.advance('P16D');
      expect(await story.hold()).toMatchObject({ reason: 'payer-decision', status: 'overdue' });
      const expiresOn = new Date(story.stage.now().getTime() + 300 * 86_400_000)
        .toISOString()
        .slice(0, 10);
      await story.resolve('payer-decision', 'coordinator', {
        action: 'record-approval',
        authorizationNumber: 'CF-77',
        expiresOn,
        person: 'Maria of utilization review',
        said: 'Approved as requested, the letter follows.',
      });
      expect(await story.authorization()).toMatchObject({
        status: 'approved',
        authorizationNumber: 'CF-77',
        sent: { channel: 'fax', proof: 'FX-2208', at: sentAt },
        lines: expect.arrayContaining([
          expect.objectContaining({
            state: 'approved',
            decision: expect.objectContaining({
              number: 'CF-77',
              through: expiresOn,
              toldBy: 'Maria of utilization review',
              said: ['Approved as requested, the letter follows.'],
            }),
          }),
        ]),
      });
      const events = (await story.authorization()).correspondence.map(({ event }) => event);
      expect(events).toEqual(
        expect.arrayContaining(['authorization.drafted', 'authorization.packet-made']),
      );
    },
    patience,
  );

  it(
    'whose fax takes nothing is called instead, and an urgent order is called in at once',
    async () => {
      const story = await atFund('call');
      await story.resolve('packet-to-send', 'coordinator', {
        action: 'next-channel',
        note: 'The machine of the fund is off since this morning.',
      });
      expect(await story.hold()).toMatchObject({
        packet: { channel: 'telephone', to: '+13125550161', number: 1 },
        why: [
          { code: 'by-hand' },
          { code: 'send-by-telephone' },
          {
            code: 'channel-failed',
            text: 'Tried before, cedar-fax: A person could not send it so.',
          },
        ],
      });
      await story.resolve('packet-to-send', 'coordinator', {
        action: 'sent',
        sentAt: story.stage.now().toISOString(),
        reference: 'CALL-3',
        person: 'Maria of utilization review',
      });
      expect((await story.authorization()).sent).toMatchObject({
        channel: 'telephone',
        proof: 'CALL-3',
        person: 'Maria of utilization review',
      });

      const urgent = await atFund('urgent', (clean) => ({ ...clean, urgency: 'urgent' }));
      expect(await urgent.hold()).toMatchObject({
        packet: { channel: 'telephone' },
        why: [
          { code: 'by-hand' },
          { text: expect.stringContaining('Weekdays, 08:00 to 17:00 Central.') },
        ],
      });
    },
    patience,
  );
});
