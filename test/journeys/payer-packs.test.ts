import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningService } from '../../demo/service.ts';
import type { PolicyPack } from '../../functions/payer/pack.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import type { HoldDetail } from '../../functions/worklist/routes.ts';
import type { Replay } from '../replay/replay-text.ts';
import { asked } from '../support/authorization-story.ts';
import { examplePayer } from '../support/payer-simulator.ts';
import { spawnStoryService } from '../support/story-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await spawnStoryService();
}, 120_000);
afterAll(() => service.stop());

const patience = 240_000;
const run = promisify(execFile);

type Packed = { payerId: string; therapyId: string; answers?: string };

/** An order for a member of a payer that has a pack for its therapy. */
const ordered = async (
  story: string,
  { payerId, therapyId, answers = 'APPROVE' }: Packed,
  change: (clean: Submission) => Submission = (one) => one,
) => {
  const told = await asked(
    service,
    story,
    { therapyId, payerId, payerName: payerId, memberId: `PP${story.toUpperCase()}-${answers}` },
    change,
  );
  const { http, stage, read, get } = told;
  return {
    ...told,
    /** How often the payer was asked by its own books. */
    received: async () => {
      const log = (await (await fetch(`${service.payers}/log`)).json()) as {
        submissions: { identifier: string }[];
      };
      const id = (await read()).authorizations.at(-1)?.authorizationId ?? 'none';
      return log.submissions.filter(({ identifier }) => identifier.startsWith(id)).length;
    },
    tried: async (body: Record<string, unknown>) => {
      const [open] = await told.openHolds();
      const token = stage.token('coordinator');
      const seen = await http.expect(200, 'GET', `/holds/${open?.holdId}`, { token });
      return http.send('POST', `/holds/${open?.holdId}/resolution`, {
        token,
        body,
        ifMatch: seen.headers.get('etag') ?? '',
        idempotencyKey: stage.key(`tried ${JSON.stringify(body)}`),
      });
    },
    supply: async (document: { title: string; type: string }) => {
      await http.expect(201, 'POST', `/referrals/${told.referralId}/documents`, {
        token: stage.token('referrer', '1234567893'),
        body: {
          ...document,
          contentType: 'application/pdf',
          data: Buffer.from('%PDF-1.4 example').toString('base64'),
        },
        idempotencyKey: stage.key(`supply ${document.title}`),
      });
      await stage.quiet();
    },
    worklist: async (team: string) =>
      ((await get(`/holds?team=${team}&limit=100`, team)).items as HoldDetail[]).filter(
        ({ referralId }) => referralId === told.referralId,
      ),
  };
};

const costsOf = ({ actions }: HoldDetail): Record<string, string> =>
  Object.fromEntries(actions.map(({ action, costs }) => [action, costs]));

const theEnd = 'The referral: nothing more is asked of anybody, and visits to come are released.';

describe('a payer with a pack for the therapy', () => {
  it(
    'is sent nothing until the practice supplies what is missing, and then approves',
    async () => {
      const story = await ordered('gap', { payerId: 'acme-health', therapyId: 'tocilizumab' });
      const hold = await story.hold('referrer', '1234567893');
      expect(hold).toMatchObject({
        reason: 'evidence-missing',
        owner: 'referrer',
        asks: expect.stringContaining('Get everything that is named from the practice'),
        words: 'rules',
        dueBecause: expect.stringContaining('1 business day'),
        why: [
          {
            code: 'criterion-unknown',
            text: expect.stringMatching(
              /^Methotrexate.* Not known\. Tell of 1 of: methotrexate.* Without it the payer denies\.$/,
            ),
          },
        ],
      });
      expect(costsOf(hold)).toEqual({
        recheck: 'Nothing.',
        'submit-without':
          'The time until the payer asks for it, or denies the request for want of it.',
        close: theEnd,
      });
      // The next business day of the desk at the same hour.
      expect(Date.parse(hold.dueAt)).toBeGreaterThan(Date.parse(hold.openedAt) + 12 * 3_600_000);
      expect(await story.received()).toBe(0);

      // A name without what came of it is nothing that the payer can read: the wait goes on, as due as before.
      const azathioprine = { drug: 'azathioprine', outcome: 'no response after 4 months' };
      await story.stage.advance('PT2H');
      await story.correct({ priorTherapies: [azathioprine, { drug: 'methotrexate' }] }, 'a name');
      const still = await story.hold();
      expect(still).toMatchObject({
        reason: 'evidence-missing',
        dueAt: hold.dueAt,
        why: [{ text: expect.stringContaining('Say what came of methotrexate') }],
      });
      expect(await story.received()).toBe(0);

      const failed = { drug: 'methotrexate', outcome: 'no response after 4 months' };
      await story.correct({ priorTherapies: [azathioprine, failed] }, 'an outcome');
      expect(await story.openHolds()).toEqual([]);
      expect(await story.received()).toBe(1);
      expect(await story.authorization()).toMatchObject({
        status: 'approved',
        criteria: {
          answer: 'met',
          rule: { id: 'acme-tocilizumab-arthritis', version: '2025-01-01' },
          reasons: expect.arrayContaining([
            expect.objectContaining({
              bearing: 'for',
              text: expect.stringMatching(
                /^Methotrexate.* Met: methotrexate: no response after 4 months/,
              ),
            }),
          ]),
        },
      });
      const { status, visits } = await story.read();
      expect(status).toBe('active');
      expect(visits.length).toBeGreaterThan(0);
    },
    patience,
  );

  it(
    'is asked for an exception, with its reason, where what is on record does not meet it',
    async () => {
      const story = await ordered(
        'exception',
        { payerId: 'valley-advantage', therapyId: 'alpha1_pi' },
        (clean) => ({
          ...clean,
          observations: clean.observations.map((one) =>
            one.code === '1825-9' ? { ...one, value: { value: '62', unit: 'mg/dL' } } : one,
          ),
        }),
      );
      const hold = await story.hold();
      expect(hold).toMatchObject({
        reason: 'criteria-not-met',
        owner: 'coordinator',
        asks: expect.stringContaining('ask for an exception with its reason'),
        words: 'rules',
        dueBecause: expect.stringContaining('1 business day'),
        why: [
          {
            code: 'criterion-not-met',
            text: expect.stringMatching(
              /^An alpha-1 antitrypsin level below 57 mg\/dL.* Not met: alpha-1 antitrypsin, 1825-9: 62 mg\/dL, .* Without it the payer denies\.$/,
            ),
          },
        ],
      });
      // Another site changes nothing of a level, so none is offered.
      expect(costsOf(hold)).toEqual({
        recheck: 'Nothing.',
        'ask-exception':
          'The time until the payer decides; it may deny what its policy does not allow.',
        close: theEnd,
      });
      expect(await story.received()).toBe(0);

      // An exception without a reason is none.
      const unfounded = await story.tried({ action: 'ask-exception' });
      expect([unfounded.status, unfounded.body.code]).toEqual([422, 'action-incomplete']);
      const note = 'Two genotypes of the severe form; the level was drawn in an infection.';
      await story.resolve('criteria-not-met', 'coordinator', { action: 'ask-exception', note });
      expect(await story.openHolds()).toEqual([]);
      expect(await story.received()).toBe(1);
      expect(await story.authorization()).toMatchObject({
        status: 'approved',
        criteria: { answer: 'not-met', taken: { note } },
      });
      expect((await story.read()).visits.length).toBeGreaterThan(0);
    },
    patience,
  );

  it(
    'reads what a clinician says where the chart contradicts itself, and nobody else may say it',
    async () => {
      const story = await ordered(
        'doubt',
        { payerId: 'acme-health', therapyId: 'tocilizumab' },
        (clean) => ({
          ...clean,
          priorTherapies: [
            { drug: 'methotrexate', outcome: 'no response after 4 months' },
            { drug: 'methotrexate', outcome: 'good response' },
          ],
        }),
      );
      expect((await story.worklist('clinician')).map(({ reason }) => reason)).toEqual([
        'evidence-contradictory',
      ]);
      const hold = await story.hold('clinician');
      expect(hold).toMatchObject({
        owner: 'clinician',
        asks: expect.stringContaining('Find out what is true'),
        words: 'rules',
        dueBecause: expect.stringContaining('8 hours'),
        why: [
          {
            code: 'criterion-contradictory',
            text: expect.stringContaining(
              'What is on record contradicts itself: methotrexate: no response after 4 months [/priorTherapies/0]; methotrexate: good response [/priorTherapies/1].',
            ),
          },
        ],
      });
      expect(costsOf(hold)).toEqual({
        recheck: 'Nothing.',
        'submit-without':
          'The time until the payer decides; it may read the chart otherwise, and deny.',
        close: theEnd,
      });

      // Once the clinicians were asked twice, a coordinator hears of it, who cannot say what is true.
      await story.stage.advance('PT17H');
      expect(await story.hold()).toMatchObject({ status: 'overdue', escalatedTo: 'coordinator' });
      const note = 'It worked for a year and failed then; the second entry is the older one.';
      const told = { action: 'submit-without', note };
      const refused = await story.tried(told);
      expect([refused.status, refused.body.code]).toEqual([403, 'clinical-decision']);
      expect(await story.received()).toBe(0);

      await story.resolve('evidence-contradictory', 'clinician', told);
      expect(await story.openHolds()).toEqual([]);
      expect(await story.received()).toBe(1);
      expect(await story.authorization()).toMatchObject({
        status: 'approved',
        criteria: { answer: 'unknown', taken: { note } },
      });
      expect((await story.read()).visits.length).toBeGreaterThan(0);
    },
    patience,
  );
});

describe('traditional Medicare', () => {
  it(
    'is not asked about a drug, and books once what it holds its claims against is on record',
    async () => {
      const story = await ordered('medicare', {
        payerId: 'part-b-north',
        therapyId: 'ivig',
        answers: 'NOAUTH',
      });
      const hold = await story.hold();
      expect(hold).toMatchObject({
        reason: 'conditions-undocumented',
        owner: 'referrer',
        asks: expect.stringContaining('book all the same with the reason'),
        words: 'rules',
        dueBecause: expect.stringContaining('1 business day'),
        why: [
          {
            code: 'criterion-unknown',
            text: 'Notes of a visit that tell of the course. Not known. Send it as a document: Notes of a visit that tell of the course. Without it the payer denies.',
          },
        ],
      });
      expect(costsOf(hold)).toEqual({
        recheck: 'Nothing.',
        'book-without': 'Payment, should the payer deny the claims of the visits for want of it.',
        close: theEnd,
      });
      expect((await story.read()).visits).toEqual([]);

      await story.supply({ title: 'Visit note', type: '11506-3' });
      expect(await story.openHolds()).toEqual([]);
      const { status, authorizations, visits, timeline } = await story.read();
      expect(status).toBe('active');
      expect(visits.length).toBeGreaterThan(0);
      expect(authorizations).toEqual([]);
      expect(timeline.map(({ text }) => text)).toEqual(
        expect.arrayContaining([
          'What the payer holds its claims against is not all on record.',
          'What the payer holds its claims against is on record.',
        ]),
      );
    },
    patience,
  );
});

describe('a plan whose requests a utilization manager decides', () => {
  it(
    'has the packet go to the manager, once its criteria are met',
    async () => {
      const story = await ordered('manager', {
        payerId: 'tamarack-benefit',
        therapyId: 'ocrelizumab',
      });
      expect(await story.hold()).toMatchObject({
        reason: 'evidence-missing',
        why: [{ text: expect.stringContaining('what the prescriber is a specialist of') }],
      });
      await story.correct({ prescriber: { specialties: ['2084N0400X'] } }, 'the specialty');
      expect(await story.hold()).toMatchObject({
        reason: 'packet-to-send',
        packet: { channel: 'portal', to: 'https://requests.ridgeline-review.example/' },
        why: [
          { code: 'by-hand' },
          { text: expect.stringContaining('Ridgeline Review, utilization manager of the plan') },
        ],
      });
      await story.resolve('packet-to-send', 'coordinator', {
        action: 'sent',
        sentAt: story.stage.now().toISOString(),
        reference: 'RR-4410',
      });
      expect(await story.authorization()).toMatchObject({
        criteria: { answer: 'met' },
        sent: { channel: 'portal', proof: 'RR-4410' },
      });
    },
    patience,
  );
});

describe('a changed policy, put to what was asked before', () => {
  const replay = (...options: string[]) =>
    run(process.execPath, ['test/replay/main.ts', '--data', service.data, ...options]);

  const changed = (change: (pack: PolicyPack) => object): string => {
    const { packs } = examplePayer('acme-health');
    const pack = packs.find(({ id }) => id === 'acme-tocilizumab-arthritis') as PolicyPack;
    const file = join(mkdtempSync(join(tmpdir(), 'pack-')), 'pack.json');
    writeFileSync(file, JSON.stringify({ ...pack, ...change(pack) }));
    return file;
  };

  it(
    'says which requests would have come to another answer, and why',
    async () => {
      const { referralId } = await ordered(
        'replayed',
        { payerId: 'acme-health', therapyId: 'tocilizumab' },
        (clean) => ({
          ...clean,
          priorTherapies: [{ drug: 'methotrexate', outcome: 'no response after 4 months' }],
        }),
      );
      const twoDrugs = changed(({ criteria }) => ({
        from: '2027-01-01',
        criteria: criteria.map((one) => (one.kind === 'tried' ? { ...one, atLeast: 2 } : one)),
      }));
      const { stdout } = await replay('--pack', twoDrugs);
      expect(stdout).toContain('acme-tocilizumab-arthritis, from 2027-01-01, of acme-health');
      const [, told = ''] = stdout.split(`${referralId.replace('ref_', 'auth_')}_1, tocilizumab`);
      expect(stdout.slice(0, -told.length)).toContain(
        'met before, not all known with the change: waits for what is lacking',
      );
      expect(told).toContain('~ acme-tocilizumab-arthritis/step:');
      expect(told.split('  auth_')[0]?.replace(/\s+/g, ' ')).toContain(
        'Tell of 2 of: methotrexate',
      );

      const { stdout: same } = await replay(
        '--pack',
        changed(() => ({})),
        '--json',
      );
      const { cases } = JSON.parse(same) as Replay;
      expect(cases.map((one) => one.referralId)).toContain(referralId);
      expect(cases.flatMap(({ replayed }) => replayed.differences)).toEqual([]);
      expect(cases.some(({ byOrderOfToday }) => byOrderOfToday)).toBe(false);
    },
    patience,
  );

  it('tells how it is used, and what a file has wrong', async () => {
    expect((await replay('--help')).stdout).toContain('npm run replay -- --pack <file>');
    await expect(
      replay(
        '--pack',
        changed(() => ({ criteria: [] })),
      ),
    ).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is no policy:\n  criteria:'),
    });
    await expect(
      replay(
        '--pack',
        changed(() => ({ id: 'unheard-of' })),
      ),
    ).rejects.toMatchObject({
      stderr: expect.stringContaining('say whose it is with --payer'),
    });
  });
});
