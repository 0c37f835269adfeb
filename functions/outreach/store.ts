import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { Hold } from '../hold/hold.ts';
import { placeStanding } from '../hold/standing-hold.ts';
import { byStep } from '../platform/audit.ts';
import { TransientFault } from '../platform/errors.ts';
import { readKept } from '../platform/kept-entries.ts';
import { type Key, keys } from '../platform/keys.ts';
import { unpacked } from '../platform/packed.ts';
import { readTogether } from '../platform/read-items.ts';
import { type Committed, commit } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { type Patient, PhoneNumber, reachedFor } from '../referral/contact.ts';
import { readNumber, readPatient } from '../referral/people-store.ts';
import { readFile, readItems, readReferral } from '../referral/reading.ts';
import type { Referral } from '../referral/referral.ts';
import { isAhead, Visit } from '../series/visit.ts';
import type { DeliveryFacts } from './delivery.ts';
import { Message } from './message.ts';
import {
  claimed,
  dueKey,
  firstClaimed,
  firstWritten,
  type MessageEnding,
  settled,
  textCounted,
} from './message-items.ts';
import { isCounted } from './text-limits.ts';
import { type Undelivered, undeliveredHold } from './undelivered.ts';

/** What outreach reads of a site and of a practice; the rest of them is not its business. */
const SiteForMessages = z.object({ name: z.string(), phone: z.string(), zone: z.string() });
export type SiteForMessages = z.infer<typeof SiteForMessages>;
const Practice = z.object({ practice: z.object({ email: z.email().optional() }) });

/** Everything a message is judged and written by. */
export type OutreachFacts = DeliveryFacts & { site: SiteForMessages | undefined };

/** What the messages of an event are made from; `known` are those that were made before. */
export type EventFacts = {
  patient: Patient | undefined;
  visit: Visit | undefined;
  known: ReadonlySet<string>;
};

const attempts = 4;

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

  /** Writes all, or nothing when a condition failed: then whose it was, as the database tells. */
  const failing = async (items: TransactItem[]): Promise<CancellationReason | undefined> => {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: items }));
      return undefined;
    } catch (error) {
      const reasons =
        error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
      const failed = reasons.find(({ Code }) => Code === 'ConditionalCheckFailed');
      if (failed) return failed;
      throw error;
    }
  };

  /** False when a condition failed: someone else was first, or the facts have changed. */
  const writeIf = async (items: TransactItem[]): Promise<boolean> =>
    (await failing(items)) === undefined;

  /** The telephone number that stood in the way of a write, if it did. */
  const refusedBy = async (item: TransactItem): Promise<PhoneNumber | undefined> => {
    const failed = await failing([item]);
    return failed && PhoneNumber.parse(unmarshall(failed.Item ?? {}));
  };

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
    const { texts, stopped } = number;
    return {
      ...patient,
      texts,
      ...(stopped ? { consents: { ...patient.consents, text: stopped } } : {}),
    };
  };

  const queue = async (messages: readonly Message[]): Promise<void> => {
    await writeIf(
      messages.map((message) =>
        firstWritten(name, message, { status: 'queued', dueAt: message.dueAt }),
      ),
    );
  };

  /** How a message ends or goes on; `change` writes it, as an item that is there or as a new one. */
  const endings = (change: (message: Message, ending: MessageEnding) => TransactItem) => ({
    /** Queued → queued for later, or sending → queued after a sender gave it back. */
    postpone: (message: Message, dueAt: string): Promise<boolean> =>
      writeIf([change(message, { status: 'queued', dueAt })]),

    /** Queued or sending → ended. Nobody else needs to hear of it. */
    settle: (
      message: Message,
      ending: Pick<Message, 'status' | 'code' | 'receipt'>,
      at: string,
    ): Promise<boolean> => writeIf([change(message, { ...ending, settledAt: at })]),

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

  /** A text that another delivery of its event has begun to send: whether it did, the sweep decides. */
  const handOver = async (message: Message, now: Date): Promise<void> => {
    await writeIf([firstClaimed(name, message, now)]);
  };

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
      const stored = await readTogether(table, [keys.patient(file.referral.patientId), ...wanted]);
      return {
        patient: await patientFor(file.referral),
        visit: file.each('VISIT#', Visit).find((visit) => visit.visitId === visitId),
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
        return {
          patient: undefined,
          visit: undefined,
          ahead: [],
          site: undefined,
          siteZone: undefined,
          practiceMail: order?.submission.practice.email,
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
        site,
        siteZone: site?.zone,
        practiceMail: undefined,
      };
    },

    withNumber,

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
     * Queued → sending. With it a text is counted against the patient's limits, on condition that
     * the patient still allows it and that no other text was counted meanwhile.
     */
    claim: (message: Message, person: Patient | undefined, now: Date): Promise<boolean> =>
      writeIf([
        claimed(name, message, now),
        ...(person ? [textCounted(name, message, person, now)] : []),
      ]),

    ...later,

    /**
     * The same for a message that is due the moment its event arrives, and is in no queue: it is
     * written once, with how it ended. Lost before that, the event comes again. A mail then goes out
     * again. A text was counted with the patient before it went out, and is handed to the queue as
     * one whose sender may be lost.
     */
    atOnce: {
      claim: async (message: Message, person: Patient | undefined, now: Date): Promise<boolean> => {
        if (message.channel === 'mail' || !person) return true;
        const found = isCounted(message, person)
          ? person
          : await refusedBy(textCounted(name, message, person, now));
        if (!found) return true;
        if (isCounted(message, found)) await handOver(message, now);
        // Another text was counted meanwhile, or the patient has changed: the next sweep looks again.
        else await queue([message]);
        return false;
      },
      handOver,
      postpone: async (message: Message, dueAt: string): Promise<boolean> =>
        (await first.postpone(message, dueAt)) || later.postpone(message, dueAt),
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
