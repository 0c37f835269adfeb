import { GetCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Hold, type Settlement } from '../../functions/hold/hold.ts';
import { consentBy } from '../../functions/outreach/consent.ts';
import type { Message } from '../../functions/outreach/message.ts';
import { dueKey } from '../../functions/outreach/message-items.ts';
import { type PageStore, pageStore } from '../../functions/outreach/page-store.ts';
import { type OutreachStore, outreachStore } from '../../functions/outreach/store.ts';
import { textTakenAt } from '../../functions/outreach/text-limits.ts';
import { byStep } from '../../functions/platform/audit.ts';
import { sha256 } from '../../functions/platform/canonical.ts';
import { newIdPart } from '../../functions/platform/ids.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import type { TransactItem } from '../../functions/platform/transaction.ts';
import type { Patient } from '../../functions/referral/contact.ts';
import { readItems } from '../../functions/referral/reading.ts';
import { Referral } from '../../functions/referral/referral.ts';
import { chooseSettlement } from '../../functions/worklist/hold-choices.ts';
import { openDatabase } from '../support/database.ts';
import { aHold, holdDesk } from '../support/holds.ts';
import { aBookedVisit, aMessage, aPatient, ownReferral } from '../support/patients.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
let messages: OutreachStore;
let patients: PageStore;
beforeAll(async () => {
  database = await openDatabase();
  messages = outreachStore(database.table);
  patients = pageStore(database.table);
});
afterAll(() => database.close());

let part: string;
let referralId: string;
let patientId: string;
let visitId: string;
beforeEach(() => {
  part = newIdPart(new Date());
  referralId = `ref_${part}`;
  patientId = `pat_${part}`;
  visitId = `vis_${part}_1`;
});

const now = new Date('2026-11-29T18:00:00.000Z');
const at = now.toISOString();

const write = (items: TransactItem[]) =>
  database.table.client.send(new TransactWriteCommand({ TransactItems: items }));
const put = (item: Record<string, unknown>): TransactItem => ({
  Put: { TableName: database.table.name, Item: item },
});
const stored = async (key: { pk: string; sk: string }) =>
  (
    await database.table.client.send(
      new GetCommand({ TableName: database.table.name, Key: key, ConsistentRead: true }),
    )
  ).Item;

const claims = (given: readonly (Message | undefined)[]): boolean[] =>
  given.map((message) => message !== undefined).sort();

/** The texts that the patient's number has been sent. */
const counted = async () => (await stored(keys.number(sha256(patientId))))?.texts;

const holdsOf = async (id: string): Promise<Hold[]> =>
  (await readItems(database.table, id, 'HOLD#')).map((item) => Hold.parse(item));

/** A referral with its patient, a site and a planned visit, as the other areas write them. */
const given = async (different: Partial<Patient> = {}): Promise<Patient> => {
  const patient = aPatient({ number: sha256(patientId), ...different, patientId });
  const visit = aBookedVisit({ visitId, referralId, patientId });
  const referral = Referral.parse({
    referralId,
    status: 'active',
    practiceNpi: '1234567893',
    patientId,
    urgency: 'routine',
    receivedAt: at,
    orderVersion: 1,
    siteId: 'site_lakeside',
  });
  await write([
    put({ ...keys.patient(patientId), ...patient, referrals: [ownReferral(referralId)], rev: 1 }),
    put({ ...keys.number(patient.number ?? ''), patients: [patientId], rev: 1 }),
    put({ ...keys.referral(referralId), ...referral }),
    put({
      ...keys.order(referralId, 1),
      submission: { practice: { name: 'Lakeside', email: 'desk@example.org' } },
    }),
    put({ ...keys.visit(visitId), ...visit }),
    put({
      ...keys.site('site_lakeside'),
      name: 'Lakeside Care',
      phone: '312-555-0100',
      zone: 'America/Chicago',
    }),
  ]);
  return patient;
};

const queued = async (different: Parameters<typeof aMessage>[0] = {}) => {
  const message = aMessage({
    messageId: `msg_${newIdPart(new Date())}`,
    referralId,
    visitId,
    ...different,
  });
  await messages.queue(message);
  return message;
};

const doing = (operation: string) => ({
  operation,
  actor: { kind: 'patient', id: patientId } as const,
  at,
});

describe('what an event is about', () => {
  it('is its patient, its visit, and those of its messages that were made before', async () => {
    const patient = await given();
    const message = await queued();
    const ids = [message.messageId, `msg_${part}_other`];
    expect(await messages.about(referralId, visitId, ids)).toMatchObject({
      patient: { patientId, phone: patient.phone },
      visit: { visitId },
      known: new Set([message.messageId]),
    });
    expect((await messages.about(referralId, undefined, [])).visit).toBeUndefined();
  });
});

describe('a message', () => {
  it('is queued once, and found when it is due', async () => {
    const message = await queued();
    await messages.queue({ ...message, kind: 'question' });
    expect(await stored(keys.message(referralId, message.messageId))).toMatchObject(message);
    const due = await messages.due(at, 100);
    expect(due.filter(({ messageId }) => messageId === message.messageId)).toEqual([message]);
    expect(await messages.due('2026-11-29T15:00:00.000Z', 100)).toEqual([]);
  });

  it('is claimed as a text by one of two senders, which count it once', async () => {
    const patient = await given();
    const message = await queued();
    const won = await Promise.all([
      messages.claim(message, patient, now),
      messages.claim(message, patient, now),
    ]);
    expect(claims(won)).toEqual([false, true]);
    expect(await counted()).toEqual([{ messageId: message.messageId, at, by: expect.any(String) }]);
    expect(await stored(keys.message(referralId, message.messageId))).toMatchObject({
      ...message,
      claimedAt: at,
    });
  });

  it('is claimed as a mail by one of two senders, and keeps its place in the queue', async () => {
    const patient = await given();
    const message = await queued({ channel: 'mail' });
    const won = await Promise.all([
      messages.claim(message, patient, now),
      messages.claim(message, patient, now),
    ]);
    expect(claims(won)).toEqual([false, true]);
    const due = await messages.due(at, 100);
    expect(due.filter(({ messageId }) => messageId === message.messageId)).toMatchObject([
      { status: 'sending', attempts: 1, claimedAt: at },
    ]);
    expect(await counted()).toBeUndefined();
  });

  it('is claimed as a text also when the answer of the count is lost on the way', async () => {
    const patient = await given();
    const message = await queued();
    const { table } = database;
    const deaf: typeof table = {
      ...table,
      client: Object.assign(Object.create(table.client), {
        send: async (command: Parameters<typeof table.client.send>[0]) => {
          if (command instanceof UpdateCommand) await table.client.send(command);
          return table.client.send(command);
        },
      }),
    };
    expect(await outreachStore(deaf).claim(message, patient, now)).toEqual(message);
    expect(await counted()).toHaveLength(1);
  });

  it('is not claimed once the patient has stopped texts, whatever was read before', async () => {
    const patient = await given();
    const message = await queued();
    await patients.changePreferences(
      patient,
      referralId,
      { consents: { text: consentBy('text', 'withdrawn', at) } },
      doing('stop-1'),
    );
    expect(await messages.claim(message, patient, now)).toBeUndefined();
    expect(await stored(keys.message(referralId, message.messageId))).toMatchObject({
      status: 'queued',
    });
  });

  it('is not claimed beside another text that was counted meanwhile', async () => {
    const patient = await given();
    const first = await queued();
    const second = await queued({ kind: 'visit-moved' });
    expect(await messages.claim(first, patient, now)).toEqual(first);
    expect(await messages.claim(second, patient, now)).toBeUndefined();
  });

  it('that was claimed is found with the claim by whoever looks next', async () => {
    const patient = await given();
    const message = await queued();
    await messages.claim(message, patient, now);
    const found = await messages.due('2026-11-29T18:05:00.000Z', 100);
    const [again] = found.filter(({ messageId }) => messageId === message.messageId);
    const { patient: person } = await messages.facts(message);
    const reached = await messages.withNumber(person as Patient);
    expect(textTakenAt(again as Message, reached)).toBe(at);
    const corrected = { ...reached, number: '+15555550199', texts: [] };
    expect(textTakenAt(again as Message, corrected)).toBe(at);
  });

  it('leaves the queue when it is sent, and is settled once', async () => {
    const message = await queued({ channel: 'mail' });
    const ending = { status: 'sent', receipt: 'r-1' } as const;
    expect(await messages.settle(message, ending, at)).toBe(true);
    expect(await messages.settle(message, { status: 'refused', code: 'x' }, at)).toBe(false);
    const item = await stored(keys.message(referralId, message.messageId));
    expect(item).toMatchObject({ status: 'sent', receipt: 'r-1', settledAt: at });
    expect(item).not.toHaveProperty('due');
  });

  it('that is put off keeps its place in the queue under the new time', async () => {
    const message = await queued();
    expect(await messages.postpone(message, '2026-11-30T15:00:00.000Z')).toBe(true);
    const item = await stored(keys.message(referralId, message.messageId));
    expect(item).toMatchObject({ due: dueKey, status: 'queued' });
    expect(item?.dueSort).toMatch(/^2026-11-30T15:00:00.000Z#/);
  });

  describe('that is due the moment its event arrives', () => {
    const arrived = (different: Parameters<typeof aMessage>[0] = {}) =>
      aMessage({
        messageId: `msg_${newIdPart(new Date())}`,
        referralId,
        visitId,
        ...different,
      });
    const ending = { status: 'sent', receipt: 'r-1' } as const;

    it('is written once as a mail, with how it ended, and stands in no queue', async () => {
      const message = arrived({ channel: 'mail' });
      const key = keys.message(referralId, message.messageId);
      expect(await messages.atOnce.claim(message, await given(), now)).toEqual(message);
      expect(await stored(key)).toBeUndefined();
      expect(await messages.atOnce.settle(message, ending, at)).toBe(true);
      expect(await messages.atOnce.settle(message, ending, at)).toBe(false);
      expect(await stored(key)).toMatchObject({ status: 'sent', settledAt: at });
      expect(await stored(key)).not.toHaveProperty('due');
    });

    const dueAt = async (after: string, { messageId }: Message) =>
      (await messages.due(after, 100)).filter((each) => each.messageId === messageId);
    it('is counted as a text before it goes out, and written once with how it ended', async () => {
      const message = arrived();
      expect(await messages.atOnce.claim(message, await given(), now)).toEqual(message);
      expect(await counted()).toMatchObject([{ messageId: message.messageId, at }]);
      expect(await stored(keys.message(referralId, message.messageId))).toBeUndefined();
      expect(await messages.atOnce.settle(message, ending, at)).toBe(true);
      expect(await stored(keys.message(referralId, message.messageId))).toMatchObject(ending);
      expect(await dueAt('2027-01-01T00:00:00.000Z', message)).toEqual([]);
    });

    it('is sent by one of two deliveries of its event, and its end is on record', async () => {
      const message = arrived();
      const patient = await given();
      const won = await Promise.all([
        messages.atOnce.claim(message, patient, now),
        messages.atOnce.claim(message, patient, now),
      ]);
      expect(claims(won)).toEqual([false, true]);
      expect(await messages.atOnce.settle(message, ending, at)).toBe(true);
      expect(await stored(keys.message(referralId, message.messageId))).toMatchObject(ending);
      expect(await dueAt('2027-01-01T00:00:00.000Z', message)).toEqual([]);
    });

    it('whose sender is lost is found by the event that comes again, and never sent again', async () => {
      const message = arrived();
      expect(await messages.atOnce.claim(message, await given(), now)).toEqual(message);
      await messages.atOnce.handOver(message);
      const { patient } = await messages.facts(message);
      const reached = await messages.withNumber(patient as Patient);
      const [found] = await dueAt('2026-11-29T18:05:00.000Z', message);
      expect(textTakenAt(found as Message, reached)).toBe(at);
    });

    it('that was put off meanwhile keeps its place in the queue', async () => {
      const message = arrived();
      const patient = await given();
      await messages.atOnce.claim(message, patient, now);
      expect(
        await messages.atOnce.postpone(message, '2026-11-29T18:05:00.000Z', { attempts: 1 }),
      ).toBe(true);
      expect(await dueAt('2026-11-29T18:05:00.000Z', message)).toMatchObject([
        { status: 'queued', attempts: 1 },
      ]);
    });

    it('waits in the queue as a text when another text was counted meanwhile', async () => {
      const patient = await given();
      const [first, second] = [arrived(), arrived({ kind: 'visit-moved' })];
      expect(await messages.atOnce.claim(first, patient, now)).toEqual(first);
      expect(await messages.atOnce.claim(second, patient, now)).toBeUndefined();
      expect(await stored(keys.message(referralId, second.messageId))).toMatchObject(second);
    });

    it('is put off into the queue', async () => {
      const message = arrived({ channel: 'mail', attempts: 1 });
      await messages.atOnce.postpone(message, '2026-11-30T15:00:00.000Z');
      expect(await stored(keys.message(referralId, message.messageId))).toMatchObject({
        due: dueKey,
        status: 'queued',
        attempts: 1,
      });
    });
  });

  it('that reached nobody stands on the timeline of its referral, without words or address', async () => {
    await given();
    const message = await queued();
    await messages.markUndelivered(message, { status: 'unknown', code: 'sender-lost' }, at);
    await messages.markUndelivered(message, { status: 'unknown', code: 'sender-lost' }, at);
    const records = await chain(database.table, referralId);
    expect(records.map(({ event }) => event)).toEqual(['message.undelivered']);
    expect(JSON.stringify(records)).not.toMatch(/Odalys|312-?5550|312-555|example\.org/);
  });

  it('that reached nobody puts one hold on the coordinators’ list, however many there are', async () => {
    await given();
    const ending = { status: 'unknown', code: 'sender-lost' } as const;
    const [one, two] = [await queued(), await queued({ kind: 'visit-moved' })];
    await Promise.all([one, two].map((each) => messages.markUndelivered(each, ending, at)));
    const holds = holdDesk(database.table);
    const placed = await holdsOf(referralId);
    expect(placed).toMatchObject([
      {
        holdId: `hold_${part}_rs1`,
        reason: 'message-undelivered',
        status: 'open',
        team: 'coordinator',
        evidence: { status: 'unknown', code: 'sender-lost', visitId },
      },
    ]);
    const { items } = await holds.ofTeam('coordinator', 100);
    expect(items.map(({ holdId }) => holdId)).toContain(`hold_${part}_rs1`);

    const [hold] = placed as [Hold];
    const resolution = { action: 'called', note: 'Told.', facts: {}, by: byStep('test'), at };
    const settlement = chooseSettlement(hold, 'called') as Settlement;
    await holds.resolve(hold, { settlement, resolution }, 'called', []);
    await messages.markUndelivered(await queued(), ending, at);
    expect((await holdsOf(referralId)).map(({ holdId }) => holdId)).toEqual([
      `hold_${part}_rs1`,
      `hold_${part}_rs2`,
    ]);
  });

  it('that a practice has no address for asks nobody to call', async () => {
    await given();
    const message = await queued({ recipient: 'practice', kind: 'referral-closed' });
    await messages.markUndelivered(message, { status: 'withheld', code: 'no-address' }, at);
    expect(await holdsOf(referralId)).toEqual([]);
  });

  it('is judged by the patient, the visit and the site as they stand', async () => {
    await given();
    const facts = await messages.facts(aMessage({ referralId, visitId }));
    expect(facts).toMatchObject({
      patient: { patientId },
      visit: { visitId },
      ahead: [{ visitId }],
      site: { name: 'Lakeside Care' },
      siteZone: 'America/Chicago',
    });
    expect(facts).not.toHaveProperty('closed');
    const practice = await messages.facts(aMessage({ referralId, recipient: 'practice' }));
    expect(practice).toMatchObject({ practiceMail: 'desk@example.org', patient: undefined });
  });
});

describe('a question', () => {
  it('is answered once no hold waits for the patient any more', async () => {
    await given();
    const question = aMessage({ referralId, kind: 'question' });
    expect(await messages.facts(question)).toMatchObject({ answered: true });
    const hold = aHold(referralId, { owner: 'patient', reason: 'coverage-not-active' });
    const place = (status: 'overdue' | 'resolved') =>
      database.table.client.send(
        new PutCommand({
          TableName: database.table.name,
          Item: { ...keys.hold(hold.holdId), ...hold, status },
        }),
      );
    await place('overdue');
    expect(await messages.facts(question)).not.toHaveProperty('answered');
    await place('resolved');
    expect(await messages.facts(question)).toMatchObject({ answered: true });
  });
});

describe('a patient', () => {
  it('changes a choice once for the same operation, and it is on record without address', async () => {
    const patient = await given();
    const change = { language: 'es', consents: {} } as const;
    const first = await patients.changePreferences(patient, referralId, change, doing('es-1'));
    const again = await patients.changePreferences(patient, referralId, change, doing('es-1'));
    expect([first.outcome, again.outcome]).toEqual(['applied', 'already']);
    expect(await patients.patient(patientId)).toMatchObject({ language: 'es' });
    const [record] = await chain(database.table, referralId);
    expect(record).toMatchObject({ event: 'preference.changed', detail: { language: 'es' } });
  });
});

describe("a patient's visit", () => {
  const seen = async () => {
    const visit = await patients.visit(visitId);
    if (!visit) throw new Error('no visit');
    return visit;
  };

  it('is confirmed from planned, and only in the revision the patient saw', async () => {
    await given();
    const visit = await seen();
    const stale = await patients.confirmVisit({ ...visit, revision: 9 }, doing('c-0'));
    expect(stale).toMatchObject({ outcome: 'refused', found: { revision: 1 } });
    expect(await patients.confirmVisit(visit, doing('c-1'))).toMatchObject({ outcome: 'applied' });
    expect(await seen()).toMatchObject({ status: 'confirmed', confirmedAt: at });
    expect(await patients.confirmVisit(visit, doing('c-2'))).toMatchObject({ outcome: 'refused' });
  });

  it('has on record which of its times an answer to a text has told, and what was sent about it', async () => {
    const visit = {
      ...aBookedVisit({ visitId, referralId, patientId }),
      suspended: false,
      beyondCoverage: false,
    };
    const doing = {
      operation: 'text:in-1',
      actor: { kind: 'patient' as const, id: patientId },
      at,
    };
    expect(await patients.timesTold(visit)).toEqual([]);
    await patients.noteTold(visit, doing);
    await patients.noteTold({ ...visit, visitId: `${visitId}2` }, { ...doing, operation: 'x' });
    expect(await patients.timesTold(visit)).toEqual([
      { operation: 'text:in-1', revision: visit.revision },
    ]);
    expect(await patients.messagesAbout(visit)).toEqual([]);
    const message = await queued();
    expect(await patients.messagesAbout(visit)).toEqual([message]);
  });

  it('keeps its time when the patient asks for another, and shows the wish', async () => {
    await given();
    await patients.requestMove(await seen(), { wish: 'later' }, doing('m-1'));
    expect(await seen()).toMatchObject({
      status: 'planned',
      moveRequestedAt: at,
      moveWish: 'later',
      startsAt: '2026-12-01T15:00:00.000Z',
    });
    const [record] = await chain(database.table, referralId);
    expect(record).toMatchObject({ event: 'visit.move-requested', detail: { wish: 'later' } });
  });
});
