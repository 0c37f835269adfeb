import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningService } from '../../demo/service.ts';
import { addDays } from '../../functions/platform/days.ts';
import { localDate } from '../../functions/platform/zoned-time.ts';
import type { Submission } from '../../functions/referral/referral.ts';
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

/** The desk's day so many days from an instant. */
const daysAhead = (now: Date, days: number): string =>
  addDays(localDate(now, 'America/New_York'), days);

type Where = { payerId: string; preferred: 'hospital-outpatient' | 'infusion-center' };
/** A plan of Medicaid whose rules leave the place free, and which does not pay for a hospital all the same. */
const hospital: Where = { payerId: 'valley-advantage', preferred: 'hospital-outpatient' };

/** Infliximab for a member whom the payer answers as is said. */
const deniedAt = async (story: string, says: string, { payerId, preferred }: Where = hospital) => {
  const told = await sent(service, story, 'infliximab', (clean: Submission) => ({
    ...clean,
    coverages: [
      {
        rank: 'primary' as const,
        payerId,
        payerName: payerId,
        memberId: `DL${story.toUpperCase()}-${says}`,
        relationship: 'self' as const,
      },
    ],
    placement: { preferred, residence: 'private' as const },
  }));
  const { http, stage, openHolds, referralId } = told;
  const token = () => stage.token('coordinator');
  const look = async () => {
    const [open] = await openHolds();
    const { body, headers } = await http.expect(200, 'GET', `/holds/${open?.holdId}`, {
      token: token(),
    });
    return { hold: body as unknown as HoldDetail, etag: headers.get('etag') ?? '' };
  };
  return {
    ...told,
    look,
    offered: async () => (await look()).hold.actions.map(({ action }) => action),
    rungs: async () =>
      Object.fromEntries(
        ((await look()).hold.denial?.rungs ?? []).map(({ rung, state, taken }) => [
          rung,
          taken?.outcome ?? state,
        ]),
      ),
    /** What is refused, with the code that says why. */
    refused: async (body: Record<string, unknown>) => {
      const { hold, etag } = await look();
      const answer = await http.send('POST', `/holds/${hold.holdId}/resolution`, {
        token: token(),
        body,
        ifMatch: etag,
        idempotencyKey: stage.key(`refused ${JSON.stringify(body)}`),
      });
      return [answer.status, answer.body.code];
    },
    authorization: async () => {
      const { authorizations } = await told.read();
      const id = authorizations.at(-1)?.authorizationId ?? '';
      return (await http.expect(200, 'GET', `/authorizations/${id}`, { token: token() })).body;
    },
    timeline: async () =>
      ((await stage.read(referralId)) as unknown as { timeline: { text: string; why: string[] }[] })
        .timeline,
    post: async (path: string, body: object) => {
      const { hold } = await look();
      await http.expect(
        path === 'correspondence' ? 201 : 200,
        'POST',
        `/holds/${hold.holdId}/${path}`,
        {
          token: token(),
          body,
          idempotencyKey: stage.key(`${path} ${JSON.stringify(body)}`),
        },
      );
    },
  };
};

describe('a denial that is about the site', () => {
  it(
    'climbs to the last rung with its reason kept, and ends with words when nothing is left',
    async () => {
      const story = await deniedAt('climbs', 'SITEUPHELD');
      expect((await story.look()).hold).toMatchObject({
        reason: 'denied-site-of-care',
        denial: {
          readings: [{ reading: 'site-of-care' }],
          reasons: [{ code: '0G' }, { code: '16' }],
        },
      });
      expect(await story.offered()).toEqual(['move-site', 'peer-to-peer', 'appeal', 'close']);
      // Three letters lie ready for a person to sign; a scheduler is shown none.
      const { letters = [] } = (await story.look()).hold;
      expect(letters.map(({ letter }) => letter)).toEqual([
        ...['appeal', 'peer-to-peer', 'determination'],
      ]);
      for (const { letter, href } of letters) {
        const read = (role: string) =>
          fetch(`${service.address}${href}`, {
            headers: { authorization: `Bearer ${story.stage.token(role)}` },
          });
        const answer = await read('coordinator');
        expect([answer.status, answer.headers.get('content-type')]).toEqual([
          ...[200, 'application/pdf'],
        ]);
        const { text } = readPdf(Buffer.from(await answer.arrayBuffer()));
        expect(text).toContain('Signature');
        expect(text).toContain('The payer wants another site of care');
        expect(text).toContain(letter === 'determination' ? 'denied' : 'Facts');
        expect((await read('scheduler')).status).toBe(403);
      }
      expect(await story.refused({ action: 'external-review', note: 'An outside look.' })).toEqual([
        409,
        'rung-not-open',
      ]);
      // An appeal would end the right to a call, so it is named first.
      const appeal = { action: 'appeal', note: 'Filed with the letter of the clinic.' };
      expect(await story.refused(appeal)).toEqual([409, 'forfeits-another']);

      // The call: logged while it is awaited, then upheld by telephone without a code.
      await story.resolve('denied-site-of-care', 'coordinator', {
        action: 'peer-to-peer',
        reference: 'P2P-5',
      });
      await story.post('correspondence', {
        ...{ way: 'telephone', party: 'payer', person: 'reviewer Lee' },
        said: 'The reviewer calls on Friday at nine.',
      });
      expect(await story.rungs()).toMatchObject({ 'peer-to-peer': 'under-way', appeal: 'open' });
      await story.resolve('payer-decision', 'coordinator', {
        action: 'record-denial',
        note: 'The reviewer did not agree.',
        said: 'A hospital is not needed for this drug.',
      });
      expect((await story.look()).hold).toMatchObject({
        reason: 'denied-site-of-care',
        denial: {
          readings: [{ reading: 'site-of-care' }],
          said: expect.arrayContaining(['A hospital is not needed for this drug.']),
        },
      });
      expect(await story.offered()).toEqual(['move-site', 'appeal', 'close']);

      // The letter dates the denial and names the last day of the appeal, which goes before the row.
      const lastDay = daysAhead(story.stage.now(), 50);
      await story.post('notice', { deadlines: [{ rung: 'appeal', on: lastDay }] });
      expect(
        (await story.look()).hold.actions.find(({ action }) => action === 'appeal')?.until,
      ).toMatchObject({ lastDay, stated: true, zone: 'America/Chicago' });

      // The appeal: the payer answers it by itself, twenty days after the request.
      await story.resolve('denied-site-of-care', 'coordinator', appeal);
      expect((await story.look()).hold).toMatchObject({ reason: 'payer-decision' });
      await story.stage.advance('P21D');
      expect((await story.look()).hold).toMatchObject({ reason: 'denied-site-of-care' });
      expect(await story.rungs()).toMatchObject({
        'peer-to-peer': 'upheld',
        appeal: 'upheld',
        'external-review': 'open',
      });
      expect(await story.offered()).toEqual(['move-site', 'external-review', 'close']);

      // The last rung, upheld: nothing is left but another site or the end.
      await story.resolve('denied-site-of-care', 'coordinator', {
        action: 'external-review',
        note: 'The patient asks for the hearing.',
      });
      await story.resolve('payer-decision', 'coordinator', {
        action: 'record-denial',
        note: 'The hearing is over.',
        said: 'The denial stands.',
      });
      const { hold } = await story.look();
      expect(hold.reason).toBe('denied-site-of-care');
      expect(hold.actions.map(({ action }) => action)).toEqual(['move-site', 'close']);
      expect(hold.why.at(-1)).toMatchObject({ code: 'ladder-ended' });
      expect(await story.authorization()).toMatchObject({
        status: 'denied',
        denial: {
          readings: [{ reading: 'site-of-care' }],
          rungs: [
            { rung: 'resubmit' },
            {
              rung: 'peer-to-peer',
              taken: { outcome: 'upheld', reference: 'P2P-5' },
              correspondence: [expect.stringMatching(/^cor_/)],
            },
            { rung: 'appeal', taken: { outcome: 'upheld' } },
            { rung: 'external-review', taken: { outcome: 'upheld', said: ['The denial stands.'] } },
          ],
        },
      });
      const told = await story.timeline();
      const texts = told.map(({ text }) => text).join('\n');
      expect(texts).toContain('This ends the peer-to-peer review: the denial was upheld.');
      expect(texts).toContain('This ends the appeal: the denial was upheld.');
      expect(texts).toContain('This ends the external review: the denial was upheld.');
      expect(JSON.stringify(told.map(({ why }) => why))).toContain(
        'A hospital is not needed for this drug.',
      );

      await story.resolve('denied-site-of-care', 'coordinator', { action: 'close' });
      expect((await story.read()).status).toBe('closed');
      expect((await story.authorization()).status).toBe('withdrawn');
    },
    patience,
  );

  it(
    'is overturned in the call: number and days are on record, and the visits are booked',
    async () => {
      const story = await deniedAt('won', 'SITEDENY');
      const expiresOn = daysAhead(story.stage.now(), 400);
      await story.resolve('denied-site-of-care', 'coordinator', { action: 'peer-to-peer' });
      await story.resolve('payer-decision', 'coordinator', {
        action: 'record-approval',
        authorizationNumber: 'PA-CALL-9',
        expiresOn,
        said: 'Granted after the call.',
      });
      expect(await story.openHold()).toBeUndefined();
      const { status, visits } = await story.read();
      expect(status).toBe('active');
      expect(visits.length).toBeGreaterThan(0);
      expect(await story.authorization()).toMatchObject({
        status: 'approved',
        authorizationNumber: 'PA-CALL-9',
        expiresOn,
        denial: { ended: { outcome: 'overturned' } },
      });
      expect((await story.timeline()).map(({ text }) => text).join('\n')).toContain(
        'This ends the peer-to-peer review: the denial was overturned.',
      );
    },
    patience,
  );

  it(
    'is overturned by the payer itself after an appeal, and goes on without anybody',
    async () => {
      const story = await deniedAt('later', 'SITEOVERTURNED');
      await story.resolve('denied-site-of-care', 'coordinator', {
        ...{ action: 'appeal', note: 'Filed with the notes.' },
        forfeits: ['peer-to-peer'],
      });
      expect(await story.rungs()).toMatchObject({ 'peer-to-peer': 'lost', appeal: 'under-way' });
      await story.stage.advance('P21D');
      // Nobody is asked about the payer any more; its answer came late for the first dose.
      expect((await story.openHolds()).map(({ reason }) => reason)).toEqual(['first-dose-late']);
      expect((await story.read()).status).toBe('active');
      expect(await story.authorization()).toMatchObject({
        status: 'approved',
        denial: { ended: { outcome: 'overturned' } },
      });
    },
    patience,
  );
});

describe('a denial that was told by telephone', () => {
  it(
    'is about what the payer said; a call that nobody asks for in time moves on to the appeal',
    async () => {
      const where = { payerId: 'acme-health', preferred: 'infusion-center' } as const;
      const story = await deniedAt('lapses', 'PENDSILENT', where);
      await story.resolve('payer-decision', 'coordinator', {
        action: 'record-denial',
        note: 'Told by telephone.',
        said: 'Two other drugs come first.',
        denialReading: 'step-therapy',
        noticeOn: daysAhead(story.stage.now(), -1),
      });
      const { hold } = await story.look();
      expect(hold).toMatchObject({
        reason: 'denied',
        denial: {
          readings: [{ reading: 'step-therapy' }],
          said: ['Two other drugs come first.'],
          evidence: expect.arrayContaining([
            expect.objectContaining({ criterion: 'What was tried before, and why it ended' }),
          ]),
        },
      });
      const lastDay = daysAhead(story.stage.now(), 14);
      expect(hold.actions.find(({ action }) => action === 'peer-to-peer')?.until).toMatchObject({
        lastDay,
        zone: 'America/Chicago',
      });

      // Nobody acts: somebody else is asked before the last day, and the hold goes on without the call.
      await story.stage.advance('P16D');
      const late = await story.look();
      expect(late.hold.status).toBe('overdue');
      expect(late.hold.actions.map(({ action }) => action)).not.toContain('peer-to-peer');
      expect(late.hold.why.find(({ code }) => code === 'rung-peer-to-peer')?.text).toContain(
        `its last day was ${lastDay}`,
      );
      await story.resolve('denied', 'coordinator', {
        action: 'appeal',
        note: 'With the history of both drugs.',
        expedited: true,
      });
      const appealed = (await story.look()).hold;
      expect(appealed.denial?.rungs.find(({ rung }) => rung === 'appeal')?.taken).toMatchObject({
        expedited: true,
      });
      // Seventy-two hours, as the fast form has.
      expect(Date.parse(appealed.dueAt) - story.stage.now().getTime()).toBeLessThan(73 * 3_600_000);
    },
    patience,
  );
});
