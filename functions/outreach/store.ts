import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { Hold, isOpen } from '../hold/hold.ts';
import { placeStanding } from '../hold/standing-hold.ts';
import { Address } from '../platform/address.ts';
import { byStep } from '../platform/audit.ts';
import { TransientFault } from '../platform/errors.ts';
import { newIdPart } from '../platform/ids.ts';
import { readKept } from '../platform/kept-entries.ts';
import { type Key, keys } from '../platform/keys.ts';
import { unpacked } from '../platform/packed.ts';
import { readAll, readTogether } from '../platform/read-items.ts';
import { type Committed, commit } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { writeItems } from '../platform/write-items.ts';
import { localDate } from '../platform/zoned-time.ts';
import { type Patient, PhoneNumber, reachedFor } from '../referral/contact.ts';
import { readNumber, readPatient } from '../referral/people-store.ts';
import { readFile, readItems, readReferral } from '../referral/reading.ts';
import type { Referral } from '../referral/referral.ts';
import { isSuspended, waitOf } from '../series/suspension.ts';
import { isAhead, Visit } from '../series/visit.ts';
import { KeptNews, newsOn, newsZone, nothingChosenYet } from '../staff/practice-news.ts';
import type { DeliveryFacts } from './delivery.ts';
import { Message, type WaitReason } from './message.ts';
import {
  claimed,
  dueKey,
  firstWritten,
  type MessageEnding,
  marked,
  settled,
  taken,
  textCounted,
} from './message-items.ts';
import { type Undelivered, undeliveredHold } from './undelivered.ts';

/** What outreach reads of a site and of a practice; the rest of them is not its business. */
const SiteForMessages = z.object({
  name: z.string(),
  phone: z.string(),
  zone: z.string(),
  address: Address.optional().catch(undefined),
});
export type SiteForMessages = z.infer<typeof SiteForMessages>;
const Practice = z.object({ practice: z.object({ email: z.email().optional() }) });

/** Everything a message is judged and written by. */
export type OutreachFacts = DeliveryFacts & { site: SiteForMessages | undefined };

/** What the messages of an event are made from; `known` are those that were made before. */
export type EventFacts = {
  patient: Patient | undefined;
  visit: Visit | undefined;
  /** The first visit still ahead. */
  next: Visit | undefined;
  known: ReadonlySet<string>;
  practice?: { practiceNpi: string; news: KeptNews };
};

const attempts = 4;

/** Whether a visit waits: for what it lacks, or for the word of a clinician. */
const isRed = (visit: Visit, holds: readonly Hold[]): boolean =>
  isSuspended(visit, holds) || waitOf(visit, holds) !== undefined;

const byStart = (a: Visit, b: Visit): number => a.startsAt.localeCompare(b.startsAt);

/** Reads and conditional writes of messages. */
export const outreachStore = (table: Table) => {
  const { client, name } = table;

  const read = async <T>(key: Key, schema: z.ZodType<T>): Promise<T | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: name, Key: key, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : schema.parse(Item);
  };

  /** False when a condition failed: someone else was first, or the facts have changed. */
  const writeIf = async (item: TransactItem): Promise<boolean> =>
    (await writeItems(table, [item])) === undefined;

  /** The patient as messages about a referral may reach them. */
  const patientFor = async ({
    patientId,
    practiceNpi,
  }: Pick<Referral, 'patientId' | 'practiceNpi'>): Promise<Patient | undefined> => {
    const patient = await readPatient(table, patientId);
    return patient && reachedFor(patient, practiceNpi);
  };

  /** With what the number they have has been through: its texts, and whether it was stopped. */
  const withNumber = async (patient: Patient): Promise<Patient> => {
    const number = patient.number ? await readNumber(table, patient.number) : undefined;
    if (!number) return patient;
    const { texts, stopped, unclear } = number;
    return {
      ...patient,
      texts,
      ...(unclear ? { unclear } : {}),
      ...(stopped ? { consents: { ...patient.consents, text: stopped } } : {}),
    };
  };

  const queue = async (message: Message): Promise<void> => {
    await writeIf(firstWritten(name, message, { status: 'queued', dueAt: message.dueAt }));
  };

  /** Counts a text with the number it goes to, if the number is as it was read; else it is not claimed. */
  const countText = async (message: Message, person: Patient, now: Date): Promise<boolean> => {
    const by = newIdPart(now);
    const refused = await writeItems(table, [textCounted(name, message, person, { by, now })]);
    // The count of this very claim: its answer was lost on the way.
    return !refused || PhoneNumber.parse(refused.found).texts.some((text) => text.by === by);
  };

  /** How a message ends or goes on; `change` writes it, as an item that is there or as a new one. */
  const endings = (change: (message: Message, ending: MessageEnding) => TransactItem) => ({
    /** Queued → queued for later, for a reason, or given back by a sender after so many attempts. */
    postpone: (
      message: Message,
      dueAt: string,
      { attempts = message.attempts, code }: { attempts?: number; code?: WaitReason } = {},
    ): Promise<boolean> =>
      writeIf(change(message, { status: 'queued', dueAt, attempts, ...(code ? { code } : {}) })),

    /** Queued or sending → ended. Nobody else needs to hear of it. */
    settle: (
      message: Message,
      ending: Pick<Message, 'status' | 'code' | 'receipt'> & Partial<Pick<Message, 'attempts'>>,
      at: string,
    ): Promise<boolean> => writeIf(change(message, { ...ending, settledAt: at })),

    /**
     * Queued or sending → ended without surely reaching anyone; told on the referral's timeline,
     * and with the hold that asks a person to call.
     *
     * @throws TransientFault when others placed such holds four times meanwhile.
     */
    markUndelivered: async (
      message: Message,
      ending: Undelivered,
      at: string,
    ): Promise<Committed> => {
      const { referralId, messageId, kind, channel, visitId } = message;
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const [referral, holds] = await Promise.all([
          readReferral(table, referralId),
          readItems(table, referralId, 'HOLD#'),
        ]);
        const hold = undeliveredHold(
          message,
          ending,
          { referral, holds: holds.map((item) => Hold.parse(item)) },
          new Date(at),
        );
        const done = await commit(table, {
          referralId,
          operation: `message:${messageId}:undelivered`,
          event: 'message.undelivered',
          actor: byStep('deliver-message'),
          at,
          detail: {
            ...{ messageId, kind, channel, ...ending },
            ...(visitId ? { visitId } : {}),
            ...(hold ? { holdId: hold.holdId } : {}),
          },
          items: [
            change(message, { ...ending, settledAt: at }),
            ...(hold ? [placeStanding(name, hold)] : []),
          ],
        });
        // A refusal of the hold: another message placed one. Of the message: it ended meanwhile.
        if (done.outcome !== 'refused' || done.at === 0) return done;
      }
      throw new TransientFault('holds-contended');
    },
  });

  /** Of a message that is stored. */
  const later = endings((message, ending) => settled(name, message, ending));
  /** Of one that is not, unless another delivery of its event has stored it meanwhile. */
  const first = endings((message, ending) => firstWritten(name, message, ending));

  return {
    /**
     * What an event of a referral is about: the patient, the visit, and which of the messages that
     * it may call for are there already. The items are read in one call.
     */
    about: async (
      referralId: string,
      visitId: string | undefined,
      messageIds: readonly string[],
    ): Promise<EventFacts> => {
      const file = await readFile(table, referralId);
      const wanted = messageIds.map((messageId) => keys.message(referralId, messageId));
      const { practiceNpi } = file.referral;
      const newsKey = keys.practiceNews(practiceNpi);
      // In the same call: what a practice chose costs none of its own.
      const stored = await readTogether(table, [
        keys.patient(file.referral.patientId),
        newsKey,
        ...wanted,
      ]);
      const news = stored.find(({ pk, sk }) => pk === newsKey.pk && sk === newsKey.sk);
      const all = file.each('VISIT#', Visit);
      return {
        patient: await patientFor(file.referral),
        visit: all.find((visit) => visit.visitId === visitId),
        next: all.filter(isAhead).sort(byStart)[0],
        practice: { practiceNpi, news: KeptNews.safeParse(news).data ?? nothingChosenYet },
        known: new Set(stored.flatMap(({ messageId }) => (messageId ? [String(messageId)] : []))),
      };
    },

    facts: async (message: Message): Promise<OutreachFacts> => {
      const file = await readFile(table, message.referralId);
      const { referral } = file;
      if (message.recipient === 'practice') {
        const order = file.one(
          keys.order(message.referralId, referral.orderVersion).sk,
          z.object({ submission: z.preprocess(unpacked, Practice) }),
        );
        const kept = await read(keys.practiceNews(referral.practiceNpi), KeptNews);
        const chosen = newsOn(kept ?? nothingChosenYet, localDate(message.queuedAt, newsZone));
        return {
          patient: undefined,
          visit: undefined,
          ahead: [],
          site: undefined,
          siteZone: undefined,
          practiceMail: chosen.email ?? order?.submission.practice.email,
        };
      }
      const person = await patientFor(referral);
      const all = file.each('VISIT#', Visit).sort(byStart);
      const visit = all.find(({ visitId }) => visitId === message.visitId);
      const siteId = visit?.siteId ?? referral.siteId;
      const site = siteId
        ? await readKept(table, `place ${siteId}`, file.sight, () =>
            read(keys.site(siteId), SiteForMessages),
          )
        : undefined;
      return {
        patient: person,
        visit,
        ahead: all.filter(isAhead),
        ...(referral.status === 'closed' ? { closed: true } : {}),
        ...(file.holds.some((hold) => hold.owner === 'patient' && isOpen(hold))
          ? {}
          : { answered: true }),
        ...(visit && isRed(visit, file.holds) ? { red: true } : {}),
        site,
        siteZone: site?.zone,
        practiceMail: undefined,
      };
    },

    withNumber,

    /** What waits to be told about a referral. */
    waiting: async (referralId: string): Promise<Message[]> =>
      (await readAll(table, keys.message(referralId, '').pk, undefined, true))
        .map((item) => Message.parse(item))
        .filter(({ status }) => status === 'queued'),

    /** Nothing → queued, for later. One that was seen before stays as it is. */
    queue,

    /** Messages whose time has come, or whose sender has not come back, oldest first. */
    due: async (now: string, limit: number): Promise<Message[]> => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          IndexName: 'due',
          KeyConditionExpression: 'due = :due AND dueSort < :now',
          ExpressionAttributeValues: { ':due': dueKey, ':now': `${now}~` },
          Limit: limit,
        }),
      );
      const found = await Promise.all(
        Items.map(({ pk, sk }) => read({ pk: String(pk), sk: String(sk) }, Message)),
      );
      return found.filter((message) => message !== undefined);
    },

    /**
     * Takes a queued message: the message as it then stands, or undefined when another sender has it
     * or the facts are not as they were read. A text is counted with its number, and marked too: the
     * patient may have another number by the time that somebody asks what became of it.
     */
    claim: async (
      message: Message,
      person: Patient | undefined,
      now: Date,
    ): Promise<Message | undefined> => {
      if (message.channel === 'text' && person)
        return (await countText(message, person, now)) &&
          (await writeIf(marked(name, message, now)))
          ? message
          : undefined;
      return (await writeIf(claimed(name, message, now))) ? taken(message, now) : undefined;
    },

    ...later,

    /**
     * The same for a message that is due the moment its event arrives, and is in no queue: it is
     * written once, with how it ended. Lost before that, the event comes again. A mail then goes out
     * again. A text was counted with its number before it went out, and is handed to the queue: there
     * it counts as one that a sender has, and as lost when nothing is heard of it.
     */
    atOnce: {
      claim: async (
        message: Message,
        person: Patient | undefined,
        now: Date,
      ): Promise<Message | undefined> => {
        if (message.channel === 'mail' || !person) return message;
        if (await countText(message, person, now)) return message;
        // Counted by another delivery of the event, or beside another text: the next sweep looks again.
        await queue(message);
        return undefined;
      },
      handOver: queue,
      postpone: async (...given: Parameters<typeof later.postpone>): Promise<boolean> =>
        (await first.postpone(...given)) || later.postpone(...given),
      settle: async (...ending: Parameters<typeof later.settle>): Promise<boolean> =>
        (await first.settle(...ending)) || later.settle(...ending),
      markUndelivered: async (...ending: Parameters<typeof later.markUndelivered>) => {
        const done = await first.markUndelivered(...ending);
        return done.outcome === 'refused' ? later.markUndelivered(...ending) : done;
      },
    },
  };
};

export type OutreachStore = ReturnType<typeof outreachStore>;
