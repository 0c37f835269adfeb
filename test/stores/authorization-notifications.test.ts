import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Authorization } from '../../functions/authorization/authorization.ts';
import { putAuthorization } from '../../functions/authorization/authorization-item.ts';
import { submissionBundle } from '../../functions/authorization/pas/bundle.ts';
import { receivePayerNotification } from '../../functions/authorization/receive-payer-notification.ts';
import { authorizationStore } from '../../functions/authorization/store.ts';
import type { Hold } from '../../functions/hold/hold.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { byStep } from '../../functions/platform/audit.ts';
import { Refusal } from '../../functions/platform/errors.ts';
import { chain, commit } from '../../functions/platform/record.ts';
import type { ResolutionBody } from '../../functions/worklist/routes.ts';
import type { UncheckedJson } from '../../payer-simulator/json.ts';
import { writeResponse } from '../../payer-simulator/pas-answer.ts';
import { writeNotification } from '../../payer-simulator/pas-notification.ts';
import { readRequest } from '../../payer-simulator/pas-request.ts';
import { type SimulatedPayer, simulatedPayers } from '../../payer-simulator/payers.ts';
import type { PayerVerdict } from '../../payer-simulator/scenarios.ts';
import { signBody } from '../../payer-simulator/service-client.ts';
import {
  anAuthorization,
  storeReferral,
  submissionFacts,
  submissionFor,
} from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { aHold } from '../support/holds.ts';
import { examplePayer } from '../support/payer-simulator.ts';
import { resolveAs } from '../support/steps.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const sentAt = '2026-11-20T16:00:00.000Z';
const hoursLater = (hours: number) => new Date(Date.parse(sentAt) + hours * 3_600_000);

const deniedLines = anAuthorization().lines.map((line) => ({
  ...line,
  state: 'denied' as const,
  decision: { reasons: ['0F'], at: '2026-11-19T12:00:00Z' },
}));

type Given = {
  authorization?: Partial<Authorization>;
  hold?: Partial<Hold> | false;
  closed?: boolean;
};

/** A referral whose request is with the payer, and the payer's voice. */
const given = async ({ authorization: different = {}, hold, closed }: Given = {}) => {
  const { table } = database;
  const submission = submissionFor('PENDAPPROVE');
  const referral = await storeReferral(
    table,
    { submission, payer: examplePayer() },
    {
      ...(closed ? { status: 'closed' as const, closeReason: 'withdrawn' as const } : {}),
    },
  );
  const { referralId } = referral;
  const authorization = anAuthorization({
    referralId,
    authorizationId: `auth_${referralId.slice(4)}_1`,
    status: 'pended',
    sent: { number: 1, version: 1, operation: 'op', at: sentAt, documents: 0 },
    answeredAt: sentAt,
    ...different,
  });
  await commit(table, {
    referralId,
    operation: 'given',
    event: 'authorization.submitted',
    actor: byStep('test'),
    at: sentAt,
    items: [putAuthorization(table.name, { ...authorization, rev: 1 })],
  });
  if (hold !== false)
    await table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: holdItem(
          aHold(referralId, {
            scope: 'a1.',
            reason: 'payer-decision',
            owner: 'payer',
            team: 'coordinator',
            stage: 'Submit authorization',
            ...hold,
          }),
        ),
      }),
    );
  const bundle = submissionBundle(submissionFacts({ authorization, submission, at: sentAt }));
  const { request } = readRequest(
    JSON.parse(JSON.stringify(bundle)),
    simulatedPayers[0] as SimulatedPayer,
  );
  if (!request) throw new Error('the request is not good');

  const store = authorizationStore(table);
  const notification = (verdict: PayerVerdict, event: number, at: Date): UncheckedJson =>
    writeNotification(writeResponse(request, verdict, at), `acme-${referralId}`, event, at);
  const send = async (
    body: unknown,
    more: { payerId?: string; as?: string; signature?: string; now?: Date } = {},
  ) => {
    const rawBody = JSON.stringify(body);
    const payerId = more.payerId ?? 'acme-health';
    return receivePayerNotification({
      store,
      tableName: table.name,
      now: () => more.now ?? hoursLater(30),
    })({
      principal: {
        subject: 'client',
        roles: new Set(['payer'] as const),
        practices: new Set<string>(),
        payerId: more.as ?? payerId,
      },
      path: { payerId },
      query: undefined,
      body: body as never,
      rawBody,
      headers: { 'x-jws-signature': more.signature ?? (await signBody('acme-health', rawBody)) },
      contentType: 'application/fhir+json',
      idempotencyKey: undefined,
    });
  };
  return {
    referralId,
    authorizationId: authorization.authorizationId,
    notification,
    send,
    read: async () => (await store.get(authorization.authorizationId)) as Authorization,
    holds: async () => (await store.file(referralId)).holds,
    /** A coordinator ends the open hold of this reason. */
    resolve: async (reason: string, body: ResolutionBody) => {
      const { holds } = await store.file(referralId);
      const open = holds.find((one) => one.reason === reason && one.status === 'open');
      await resolveAs(table, 'coordinator', { holdId: open?.holdId ?? '', body }, hoursLater(20));
    },
    events: async () => (await chain(table, referralId)).map(({ event }) => event),
  };
};

const refused = async (promise: Promise<unknown>): Promise<Refusal> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
};

describe("a payer's decision", () => {
  it('is recorded and ends the wait for it in the same change', async () => {
    const { send, notification, read, holds, events } = await given();
    expect(await send(notification('approve', 1, hoursLater(20)))).toMatchObject({
      body: { outcome: 'recorded' },
    });
    expect((await read()).status).toBe('approved');
    const [hold] = await holds();
    expect(hold).toMatchObject({
      status: 'resolved',
      settlement: { resume: 'Authorized' },
      resolution: { action: 'payer-notification', by: { kind: 'payer' } },
    });
    expect(await events()).toEqual(['authorization.submitted', 'authorization.notified']);
  });

  it.each([
    ['deny', 'denied', 'denied'],
    ['change', 'changed', 'approval-changed'],
    ['contact', 'contact-payer', 'payer-contact'],
    ['pend-for-information', 'information-required', 'information-requested'],
  ] as const)('of "%s" leads to the wait that fits it', async (verdict, status, reason) => {
    const { send, notification, read, holds } = await given();
    await send(notification(verdict, 1, hoursLater(20)));
    expect((await read()).status).toBe(status);
    expect((await holds())[0]?.settlement).toMatchObject({ resume: 'Await resolution', reason });
  });

  it('to go on deciding changes no wait', async () => {
    const { send, notification, holds } = await given();
    await send(notification('pend', 1, hoursLater(20)));
    expect((await holds())[0]).toMatchObject({ status: 'open' });
  });

  it('counts once however often it is delivered', async () => {
    const { send, notification, events } = await given();
    const body = notification('approve', 1, hoursLater(20));
    await send(body);
    expect(await send(body)).toMatchObject({ body: { outcome: 'known' } });
    // Another delivery of the same event may be written anew, with other names of its parts.
    expect(await send(notification('approve', 1, hoursLater(20)))).toMatchObject({
      body: { outcome: 'known' },
    });
    expect(await events()).toHaveLength(2);
  });

  it('is heard under a number that was there before, where it says something else', async () => {
    const { send, notification, read, holds } = await given();
    await send(notification('approve', 1, hoursLater(20)));
    expect(await send(notification('deny', 1, hoursLater(21)))).toMatchObject({
      body: { outcome: 'recorded' },
    });
    expect((await read()).status).toBe('approved');
    expect((await holds()).find(({ taskToken }) => !taskToken)).toMatchObject({
      reason: 'approval-taken-back',
      status: 'open',
    });
  });

  it('that took an approval back is not undone by an older approval that comes late', async () => {
    const { send, notification, read, holds } = await given();
    await send(notification('approve', 1, hoursLater(20)));
    await send(notification('deny', 3, hoursLater(25)));
    expect(await send(notification('approve', 2, hoursLater(22)))).toMatchObject({
      body: { outcome: 'nothing-new' },
    });
    const dispute = (await holds()).find(({ reason }) => reason === 'approval-taken-back');
    expect(dispute).toMatchObject({ status: 'open' });
    expect((await read()).status).toBe('approved');
    // What is newer than that ends it.
    await send(notification('approve', 4, hoursLater(26)));
    expect((await holds()).filter(({ status }) => status === 'open')).toEqual([]);
  });

  it('under a number that was there before, dated earlier, comes before a person', async () => {
    const { send, notification, read, holds } = await given();
    await send(notification('deny', 1, hoursLater(20)));
    await send(notification('approve', 1, hoursLater(19)), { now: hoursLater(32) });
    expect((await read()).status).toBe('denied');
    expect((await holds()).map(({ reason }) => reason)).toContain('answer-unexpected');
  });

  it('counts once when three deliveries come at the same moment', async () => {
    const { send, notification, events } = await given();
    const body = notification('approve', 1, hoursLater(20));
    await Promise.all([send(body), send(body), send(body)]);
    expect(await events()).toHaveLength(2);
  });

  it('that is older than the one on record changes nothing', async () => {
    const { send, notification, read, events } = await given();
    await send(notification('approve', 2, hoursLater(20)));
    expect(await send(notification('pend', 1, hoursLater(10)))).toMatchObject({
      body: { outcome: 'nothing-new' },
    });
    expect((await read()).status).toBe('approved');
    expect(await events()).toHaveLength(3);
  });

  it('that was made before another is of no account, in whatever order they are told', async () => {
    for (const turned of [false, true]) {
      const { send, notification, read } = await given();
      const told = [
        notification('deny', 1, hoursLater(10)),
        notification('approve', 2, hoursLater(20)),
      ];
      const [first, second] = turned ? told.reverse() : told;
      await send(first);
      await send(second, { now: hoursLater(32) });
      expect((await read()).status).toBe('approved');
    }
  });

  it('that only its date makes older comes before a person', async () => {
    const { send, notification, read, holds } = await given();
    await send(notification('approve', 2, hoursLater(20)));
    const { entry } = notification('deny', 3, hoursLater(10)) as { entry: { resource: unknown }[] };
    await send(entry[1]?.resource);
    expect((await read()).status).toBe('approved');
    expect((await holds()).find(({ taskToken }) => !taskToken)).toMatchObject({
      reason: 'approval-taken-back',
      status: 'open',
    });
  });

  it('under another number than the approval on record comes before a person with both', async () => {
    const { send, notification, read, holds, referralId } = await given();
    await send(notification('approve', 1, hoursLater(20)));
    const [{ decision } = {}] = (await read()).lines;
    const number = decision?.number ?? '';
    const again = JSON.stringify(notification('approve', 2, hoursLater(25)));
    await send(JSON.parse(again.replaceAll(number, 'PA-9099')));
    expect((await read()).status).toBe('approved');
    expect((await read()).lines[0]?.decision?.number).toBe(number);
    const dispute = (await holds()).find(({ taskToken }) => !taskToken);
    expect(dispute).toMatchObject({ reason: 'approval-taken-back', status: 'open' });
    const words = JSON.stringify(await chain(database.table, referralId));
    expect(words).toContain(`PA-9099 in place of ${number}`);
  });

  it('under the number of the approval in another spelling is no news', async () => {
    const { send, notification, read, holds } = await given();
    await send(notification('approve', 1, hoursLater(20)));
    const number = (await read()).lines[0]?.decision?.number ?? '';
    const again = JSON.stringify(notification('approve', 2, hoursLater(25)));
    await send(JSON.parse(again.replaceAll(number, `${number.slice(0, 2)}-${number.slice(2)}`)));
    expect((await holds()).filter(({ taskToken }) => !taskToken)).toEqual([]);
  });

  it('of which nobody can tell the order comes before a person beside the wait, which goes on', async () => {
    const { send, notification, read, holds } = await given();
    await send(notification('approve', 1, hoursLater(-1)));
    expect((await read()).status).toBe('pended');
    expect((await holds()).map(({ reason, status }) => [reason, status]).sort()).toEqual([
      ['answer-unexpected', 'open'],
      ['payer-decision', 'open'],
    ]);
  });

  it('that cancels the drug alone comes before a person, before an approval and after one', async () => {
    const first = await given();
    await first.send(first.notification('cancel-drug', 1, hoursLater(20)));
    expect(await first.read()).toMatchObject({
      status: 'contact-payer',
      lines: [{ state: 'cancelled', decision: { said: ['C'] } }, {}, {}],
    });
    const second = await given();
    await second.send(second.notification('approve', 1, hoursLater(20)));
    await second.send(second.notification('cancel-drug', 2, hoursLater(25)));
    expect((await second.read()).status).toBe('approved');
    expect((await second.holds()).find(({ taskToken }) => !taskToken)).toMatchObject({
      reason: 'approval-taken-back',
    });
  });

  it('is kept when it comes before our own record of the sending', async () => {
    const { send, notification, read } = await given({
      authorization: { status: 'drafted', sent: undefined, answeredAt: undefined },
      hold: false,
    });
    await send(notification('approve', 1, hoursLater(1)));
    expect((await read()).status).toBe('approved');
  });

  it('is asked for again when the wait for it is just being placed', async () => {
    const { send, notification, read } = await given({ hold: false });
    const now = new Date(Date.parse(sentAt) + 60_000);
    await expect(send(notification('approve', 1, now), { now })).rejects.toThrow(
      'hold-not-placed-yet',
    );
    expect((await read()).status).toBe('pended');
  });

  it('is taken on and brought before a person when no wait for it ever came', async () => {
    const { send, notification, read, holds } = await given({ hold: false });
    expect(await send(notification('approve', 1, hoursLater(1)))).toMatchObject({
      body: { outcome: 'recorded' },
    });
    expect((await read()).status).toBe('approved');
    expect(await holds()).toMatchObject([{ reason: 'answer-unexpected', status: 'open' }]);
  });

  it('about a site that was left for another is on record; only a grant comes before a person', async () => {
    const { send, notification, read, holds, resolve } = await given({
      authorization: { status: 'denied' },
      hold: { reason: 'denied-site-of-care', owner: 'coordinator' },
    });
    await resolve('denied-site-of-care', { action: 'move-site' });
    expect((await read()).status).toBe('withdrawn');
    expect(await send(notification('deny', 1, hoursLater(21)))).toMatchObject({
      body: { outcome: 'nothing-new' },
    });
    expect(await holds()).toHaveLength(1);
    expect(await send(notification('approve', 2, hoursLater(22)))).toMatchObject({
      body: { outcome: 'recorded' },
    });
    expect((await read()).status).toBe('withdrawn');
    expect((await holds()).find(({ status }) => status === 'open')).toMatchObject({
      reason: 'answer-unexpected',
      team: 'coordinator',
    });
  });

  it.each<[string, number, string, string]>([
    [
      'before the day of the call is the one that stands: the call is under way',
      -20,
      'pended',
      'nothing-new',
    ],
    ['on the day of the call, by a date alone, is its answer', 0, 'denied', 'recorded'],
    ['after the call is its answer', 20, 'denied', 'recorded'],
  ])('that denies again and is dated %s', async (_, hours, status, outcome) => {
    const { send, notification, read, resolve } = await given({
      authorization: { status: 'denied', lines: deniedLines, answeredAt: '2026-11-19T12:00:00Z' },
      hold: { reason: 'denied', owner: 'coordinator' },
    });
    // Taken at noon on 21 November, UTC.
    await resolve('denied', { action: 'peer-to-peer' });
    const at = new Date(Date.parse('2026-11-21T12:00:00Z') + hours * 3_600_000);
    expect(await send(notification('deny', 1, at), { now: hoursLater(60) })).toMatchObject({
      body: { outcome },
    });
    expect(await read()).toMatchObject({
      status,
      denial: {
        rungs: [{ rung: 'peer-to-peer', ...(status === 'denied' ? { outcome: 'upheld' } : {}) }],
      },
    });
  });

  it('that takes back an approval comes before a person', async () => {
    const { send, notification, read, holds } = await given();
    await send(notification('approve', 1, hoursLater(20)));
    await send(notification('deny', 2, hoursLater(25)));
    expect((await read()).status).toBe('approved');
    const standing = (await holds()).find(({ taskToken }) => !taskToken);
    expect(standing).toMatchObject({ reason: 'approval-taken-back', status: 'open' });
  });

  it('that approves again what it took back ends the question about it', async () => {
    const { send, notification, read, holds } = await given();
    await send(notification('approve', 1, hoursLater(20)));
    await send(notification('deny', 2, hoursLater(25)));
    await send(notification('approve', 3, hoursLater(26)));
    expect((await read()).status).toBe('approved');
    expect((await holds()).filter(({ status }) => status === 'open')).toEqual([]);
  });

  it('that approves again after the denial was taken down lets the visits go on', async () => {
    const { send, notification, read, holds, resolve } = await given();
    await send(notification('approve', 1, hoursLater(20)));
    await send(notification('deny', 2, hoursLater(25)));
    await resolve('approval-taken-back', { action: 'record-denial', note: 'Confirmed by phone.' });
    expect((await read()).status).toBe('denied');
    expect((await holds()).find(({ status }) => status === 'open')).toMatchObject({
      reason: 'approval-lost',
      team: 'coordinator',
    });
    expect(await send(notification('approve', 3, hoursLater(28)))).toMatchObject({
      body: { outcome: 'recorded' },
    });
    expect((await read()).status).toBe('approved');
    expect((await holds()).filter(({ status }) => status === 'open')).toEqual([]);
  });

  it('is recorded for a closed referral without opening anything', async () => {
    const { send, notification, holds } = await given({ hold: false, closed: true });
    await send(notification('approve', 1, hoursLater(20)));
    expect(await holds()).toEqual([]);
  });

  it('may come together with others in one delivery, and each counts', async () => {
    const { send, notification, read, events } = await given();
    const { notification: others } = await given({ authorization: { payerId: 'meridian-plan' } });
    const statusOf = (told: UncheckedJson) =>
      (told.entry as { resource: UncheckedJson }[])[0] as { resource: UncheckedJson };
    const all = [
      others('approve', 1, hoursLater(15)),
      notification('pend', 2, hoursLater(18)),
      notification('approve', 3, hoursLater(20)),
    ];
    const [status, ...rest] = all.flatMap(({ entry }) => entry as { resource: UncheckedJson }[]);
    const gathered = {
      ...all[1],
      entry: [
        {
          ...status,
          resource: {
            resourceType: 'Parameters',
            parameter: all.flatMap((one) => statusOf(one).resource.parameter as UncheckedJson[]),
          },
        },
        ...rest.filter(({ resource }) => resource.resourceType === 'Bundle'),
      ],
    };
    // One is about a request that is not this payer's; the payer hears of it after the rest.
    expect(await refused(send(gathered))).toMatchObject({ status: 404 });
    expect((await read()).status).toBe('approved');
    expect(await events()).toHaveLength(3);
    await refused(send(gathered));
    expect(await events()).toHaveLength(3);
  });

  it('that names only the lines by our trace numbers is of the last sending', async () => {
    const { send, notification, read } = await given();
    const body = JSON.parse(
      JSON.stringify(notification('approve', 1, hoursLater(20))).replaceAll(
        /(auth_\w+)-1/g,
        'none',
      ),
    );
    await send(body);
    expect((await read()).status).toBe('approved');
  });

  it('of a sending before the present draft is out of date', async () => {
    const { send, notification, read } = await given({ authorization: { version: 2 } });
    expect(await send(notification('approve', 1, hoursLater(20)))).toMatchObject({
      body: { outcome: 'nothing-new' },
    });
    expect((await read()).status).toBe('pended');
  });

  describe('of which the payer sends no more than the name', () => {
    const named = (reference: object, subscription: string) => ({
      resourceType: 'Bundle',
      type: 'history',
      entry: [
        {
          resource: {
            resourceType: 'Parameters',
            parameter: [
              {
                name: 'subscription',
                valueReference: { reference: `Subscription/${subscription}` },
              },
              { name: 'type', valueCode: 'event-notification' },
              {
                name: 'notification-event',
                part: [
                  { name: 'event-number', valueString: '7' },
                  { name: 'focus', valueReference: reference },
                ],
              },
            ],
          },
        },
        { fullUrl: 'https://payer.example/fhir/ClaimResponse/77', request: { method: 'POST' } },
      ],
    });
    /** A request that was answered by a resource of this name. */
    const answered = async (name: string) => {
      const world = await given();
      const { table } = database;
      const file = await authorizationStore(table).file(world.referralId);
      const [authorization] = file.authorizations;
      if (!authorization) throw new Error('no authorization');
      await authorizationStore(table).put(
        { ...authorization, rev: authorization.rev + 1 },
        {
          operation: 'answered',
          event: 'authorization.submitted',
          actor: byStep('test'),
          at: sentAt,
          names: [name],
        },
      );
      return world;
    };

    it.each([
      'ClaimResponse/77',
      'https://payer.example/fhir/ClaimResponse/77',
      'https://payer.example/fhir/ClaimResponse/77/_history/2',
    ])('has the payer asked, once, and nobody yet: %s', async (reference) => {
      const { send, holds, read, authorizationId, referralId } = await answered('ClaimResponse/77');
      const notice = named({ reference }, referralId);
      expect(await send(notice)).toEqual({
        body: { outcome: 'recorded', authorizationId },
      });
      expect(await send(notice)).toMatchObject({ body: { outcome: 'known' } });
      expect(await holds()).toMatchObject([{ reason: 'payer-decision', status: 'open' }]);
      const due = await authorizationStore(database.table).inquiriesDue(
        hoursLater(31).toISOString(),
        100,
      );
      expect(due.filter((one) => one.authorizationId === authorizationId)).toMatchObject([
        { payerId: 'acme-health', eventNumber: 7, tries: 0 },
      ]);
      expect(await read()).toMatchObject({ status: 'pended' });
      expect(JSON.stringify(await chain(database.table, referralId))).toContain(
        'news of this request',
      );
    });

    it('is known by our own identifier as well', async () => {
      const { send, holds, authorizationId, referralId } = await given();
      const reference = { identifier: { value: `${authorizationId}-1` } };
      expect(await send(named(reference, referralId))).toMatchObject({
        body: { outcome: 'recorded' },
      });
      expect(await holds()).toHaveLength(1);
    });

    it('asks nothing for a referral that is closed', async () => {
      const { send, authorizationId, referralId } = await given({ closed: true });
      const reference = { identifier: { value: `${authorizationId}-1` } };
      await send(named(reference, referralId));
      const due = await authorizationStore(database.table).inquiriesDue(
        hoursLater(31).toISOString(),
        100,
      );
      expect(due.map((one) => one.authorizationId)).not.toContain(authorizationId);
    });

    it('is refused where the name leads nowhere, so that the payer sends the rest', async () => {
      const { send, referralId } = await given();
      const notice = named({ reference: 'ClaimResponse/nobody' }, referralId);
      expect(await refused(send(notice))).toMatchObject({
        status: 422,
        code: 'not-a-notification',
      });
    });
  });

  describe('that brings no answer', () => {
    const about = (authorizationId: string) => ({ identifier: { value: `${authorizationId}-1` } });
    const bringing = (resource: UncheckedJson) => ({
      resourceType: 'Bundle',
      type: 'history',
      entry: [
        {
          resource: {
            resourceType: 'Parameters',
            parameter: [
              { name: 'type', valueCode: 'event-notification' },
              {
                name: 'notification-event',
                part: [{ name: 'event-number', valueString: '3' }],
              },
            ],
          },
        },
        { fullUrl: 'urn:uuid:t', resource },
      ],
    });
    const taskFor = (authorizationId: string, description: string) => ({
      ...{ resourceType: 'Task', status: 'requested', description },
      focus: about(authorizationId),
    });

    it('and asks for something while the request is with the payer asks for that, too', async () => {
      const { send, read, authorizationId } = await given({
        authorization: {
          status: 'information-required',
          information: [{ kind: 'attachment', code: '11506-3' }],
          informationDueAt: hoursLater(90).toISOString(),
        },
      });
      expect(await send(bringing(taskFor(authorizationId, 'Send the weight')))).toMatchObject({
        body: { outcome: 'recorded', authorizationId },
      });
      const { status, information } = await read();
      expect(status).toBe('information-required');
      expect(information).toEqual([
        { kind: 'attachment', code: '11506-3' },
        { kind: 'words', code: 'Send the weight' },
      ]);
    });

    it.each([
      ['a Task', (id: string) => taskFor(id, 'Send the weight'), 'Send the weight'],
      [
        'a message',
        (id: string) => ({
          ...{ resourceType: 'Communication', status: 'completed' },
          about: [about(id)],
          payload: [{ contentString: 'Your approval is withdrawn' }],
        }),
        'Your approval is withdrawn',
      ],
    ])('after an approval is brought before a person: %s', async (_, resource, words) => {
      const { send, read, holds, authorizationId, referralId } = await given({
        authorization: {
          status: 'approved',
          lines: anAuthorization().lines.map((line) => ({ ...line, state: 'approved' as const })),
        },
        hold: false,
      });
      await send(bringing(resource(authorizationId)));
      expect((await read()).status).toBe('approved');
      expect((await holds()).filter(({ status }) => status === 'open')).toHaveLength(1);
      expect(JSON.stringify(await chain(database.table, referralId))).toContain(words);
    });

    it('is refused where it names no request of ours', async () => {
      const { send } = await given();
      const task = taskFor('nobody', 'Send the weight');
      expect(await refused(send(bringing(task)))).toMatchObject({
        status: 422,
        code: 'not-a-notification',
      });
    });
  });

  it('may come as the bare response bundle', async () => {
    const { send, notification, read } = await given();
    const body = notification('approve', 1, hoursLater(20));
    const [, second] = body.entry as { resource: UncheckedJson }[];
    await send(second?.resource);
    expect((await read()).status).toBe('approved');
  });
});

describe('a notification is turned away', () => {
  it('when its signature does not fit its body', async () => {
    const { send, notification, read } = await given();
    const signature = await signBody('acme-health', 'another body');
    const body = notification('approve', 1, hoursLater(20));
    expect(await refused(send(body, { signature }))).toMatchObject({
      status: 401,
      code: 'signature-invalid',
    });
    expect((await read()).status).toBe('pended');
  });

  it('when another payer signed it', async () => {
    const { send, notification } = await given();
    const body = notification('approve', 1, hoursLater(20));
    const signature = await signBody('meridian-plan', JSON.stringify(body));
    expect(await refused(send(body, { signature }))).toMatchObject({ status: 401 });
  });

  it.each(['', 'a.b.c', '..', `${Buffer.from('{"alg":"none"}').toString('base64url')}..AA`])(
    'when its signature is %j',
    async (signature) => {
      const { send, notification } = await given();
      const body = notification('approve', 1, hoursLater(20));
      expect(await refused(send(body, { signature }))).toMatchObject({ status: 401 });
    },
  );

  it('when the path names another payer than the caller', async () => {
    const { send, notification } = await given();
    const body = notification('approve', 1, hoursLater(20));
    expect(await refused(send(body, { as: 'meridian-plan' }))).toMatchObject({ status: 404 });
  });

  it('when it is about no authorization of this payer', async () => {
    const { send, notification } = await given();
    const { notification: others } = await given({ authorization: { payerId: 'meridian-plan' } });
    expect(await refused(send(others('approve', 1, hoursLater(20))))).toMatchObject({
      status: 404,
    });
    const body = JSON.parse(
      JSON.stringify(notification('approve', 1, hoursLater(20))).replaceAll('auth_', 'none_'),
    );
    expect(await refused(send(body))).toMatchObject({ status: 404 });
  });

  it.each([
    { resourceType: 'Bundle', type: 'history', entry: [] },
    { resourceType: 'Bundle', type: 'batch' },
    {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: { resourceType: 'Patient' } }],
    },
    { resourceType: 'ClaimResponse', item: 'many' },
  ])('when it is no notification: %j', async (body) => {
    const { send } = await given();
    expect(await refused(send(body))).toMatchObject({ status: 422, code: 'not-a-notification' });
  });

  it('but a heartbeat is welcome', async () => {
    const { send } = await given();
    const body = {
      resourceType: 'Bundle',
      type: 'history',
      entry: [
        {
          resource: {
            resourceType: 'Parameters',
            parameter: [{ name: 'type', valueCode: 'heartbeat' }],
          },
        },
      ],
    };
    expect(await send(body)).toMatchObject({ body: { outcome: 'nothing-new' } });
  });
});
