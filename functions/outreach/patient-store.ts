import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { isBeyondCoverage } from '../coverage/covered-day.ts';
import { eligibilityKept } from '../coverage/eligibility.ts';
import { type Acknowledgement, acknowledged } from '../education/acknowledgement.ts';
import { type Teaching, teachingOf } from '../education/education.ts';
import { type LessonQuestion, questionKept } from '../education/lesson-question.ts';
import { Hold, isOpen } from '../hold/hold.ts';
import { Address } from '../platform/address.ts';
import type { Actor } from '../platform/audit.ts';
import { TransientFault } from '../platform/errors.ts';
import { referralIdOf } from '../platform/ids.ts';
import { beginning, type Items } from '../platform/items.ts';
import { type Key, keys } from '../platform/keys.ts';
import { noteOn } from '../platform/note-readings.ts';
import { readAll } from '../platform/read-items.ts';
import { type Committed, chain, commit, recordAlone } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import { writeItems } from '../platform/write-items.ts';
import { type Consent, type Patient, reachedOn } from '../referral/contact.ts';
import { openAmong, readNumber, readPatient, readPatients } from '../referral/people-store.ts';
import { readItems, readReferral } from '../referral/reading.ts';
import { Referral, readMain } from '../referral/referral.ts';
import { type MoveAsked, moveAnswered, moveToArrange } from '../scheduling/scheduler-holds.ts';
import { isClearanceEnded } from '../series/clearance.ts';
import { isSuspended, saysUnwell, waitOf } from '../series/suspension.ts';
import { Visit } from '../series/visit.ts';
import type { BookedVisit } from './booked-visit.ts';
import { type CareProgress, progressOf } from './care-progress.ts';
import { Message } from './message.ts';
import { noEntry, PageEntry } from './page-entry.ts';
import { numberChosen, type Preferences, preferencesChosen } from './preference-parts.ts';
import { teachingAsked } from './teaching-asked.ts';
import { moveRequested, visitConfirmed } from './visit-parts.ts';

const SiteToCall = z.object({
  name: z.string(),
  phone: z.string(),
  address: Address.optional().catch(undefined),
});
export type SiteToCall = z.infer<typeof SiteToCall>;

/** Beside the patient. */
const entryKey = (patientId: string): Key => ({ pk: keys.patient(patientId).pk, sk: 'ENTRY' });

/** How often a write looks again where others changed the holds meanwhile. */
const attempts = 4;

/** Who does it, in which operation and when. */
export type Doing = { operation: string; actor: Actor; at: string };

type ToldTime = { operation: string; revision: number };

/** What a patient sees and does: reads over all their referrals, and conditional writes. */
export const patientStore = (table: Table) => {
  const { client, name } = table;

  const read = async <T>(key: Key, schema: z.ZodType<T>): Promise<T | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: name, Key: key, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : schema.parse(Item);
  };

  const holdsOf = async (referralId: string): Promise<Hold[]> =>
    (await readItems(table, referralId, 'HOLD#')).map((item) => Hold.parse(item));

  /** As the main item, the holds and the visits of a referral tell. */
  const booked = (items: Items, visits: readonly Visit[]): BookedVisit[] => {
    const main = items.find(({ sk }) => sk === 'REFERRAL') ?? {};
    const eligibility = eligibilityKept((name, schema) => schema.optional().parse(main[name]));
    const referral = Referral.pick({ cleared: true }).parse(main);
    const holds = beginning(items, 'HOLD#').map((item) => Hold.parse(item));
    return visits.map((visit) => ({
      ...visit,
      suspended: isSuspended(visit, holds) || isClearanceEnded(visit, { referral, visits, holds }),
      beyondCoverage: isBeyondCoverage(visit, eligibility, holds),
      lacking: waitOf(visit, holds) !== undefined,
      awaitsCall: holds.some((hold) => isOpen(hold) && saysUnwell(hold, visit)),
    }));
  };

  const visitsOf = async (referralId: string): Promise<BookedVisit[]> => {
    const items = await readItems(table, referralId);
    return booked(
      items,
      beginning(items, 'VISIT#').map((item) => Visit.parse(item)),
    );
  };

  return {
    noteReading: noteOn(table),

    /** The patient that an id stands for. */
    patient: (patientId: string) => readPatient(table, patientId),

    /**
     * Who a text comes from on a day: every patient who has that number, and those who had it, or whose
     * parent has it and decides for them no more.
     */
    patientsOfNumber: async (
      number: string,
      on: string,
    ): Promise<{ patients: Patient[]; former: Patient[] }> => {
      const known = await readNumber(table, number);
      if (!known) return { patients: [], former: [] };
      const all = await readPatients(table, [...known.patients, ...known.former]);
      const isTheirs = (each: Patient): boolean =>
        reachedOn(each, on).number === number && !each.mergedInto;
      return {
        patients: all.filter(isTheirs),
        former: all.filter((each) => !isTheirs(each)),
      };
    },

    /** Those of a patient's referrals that have not ended, in the order given. */
    open: async (referralIds: readonly string[]): Promise<string[]> => {
      const open = await openAmong(table, referralIds);
      return referralIds.filter((referralId) => open.has(referralId));
    },

    visits: visitsOf,

    /** The visits of a referral, and where its care stands. */
    care: async (
      referralId: string,
    ): Promise<{ visits: BookedVisit[]; progress: CareProgress }> => {
      const items = await readItems(table, referralId);
      const main = items.find(({ sk }) => sk === 'REFERRAL') ?? {};
      const visits = booked(
        items,
        beginning(items, 'VISIT#').map((item) => Visit.parse(item)),
      );
      const referral = Referral.pick({ status: true, closeReason: true }).parse(main);
      const holds = beginning(items, 'HOLD#').map((item) => Hold.parse(item));
      return { visits, progress: progressOf({ referral, holds, visits }) };
    },

    /** Who is in on a patient's page, and how often it was tried. */
    entry: async (patientId: string): Promise<PageEntry> =>
      (await read(entryKey(patientId), PageEntry)) ?? noEntry,

    /** The entry as it now stands, unless somebody else changed it since it was read. */
    keepEntry: async (patientId: string, entry: PageEntry): Promise<boolean> => {
      const refused = await writeItems(table, [
        {
          Put: {
            TableName: name,
            Item: { ...entryKey(patientId), ...entry },
            ...(entry.rev > 1
              ? {
                  ConditionExpression: 'rev = :seen',
                  ExpressionAttributeValues: { ':seen': entry.rev - 1 },
                }
              : { ConditionExpression: 'attribute_not_exists(pk)' }),
          },
        },
      ]);
      return !refused;
    },

    visit: async (visitId: string): Promise<BookedVisit | undefined> =>
      (await visitsOf(referralIdOf(visitId))).find((visit) => visit.visitId === visitId),

    place: (siteId: string) => read(keys.site(siteId), SiteToCall),

    teaching: async (referralId: string): Promise<Teaching | undefined> =>
      teachingOf(await readItems(table, referralId, 'EDUCATION')),

    /** What was sent, or is to be sent, about the referral of a visit. */
    messagesAbout: async ({ referralId }: Visit): Promise<Message[]> =>
      (await readAll(table, keys.message(referralId, '').pk, undefined, true)).map((item) =>
        Message.parse(item),
      ),

    /** The times of a visit that answers to the patient's texts have told, each by its operation. */
    timesTold: async ({ referralId, visitId }: Visit): Promise<ToldTime[]> =>
      (await chain(table, referralId)).flatMap(({ event, operation, detail }) =>
        event === 'visit.time-told' && detail.visitId === visitId
          ? [{ operation, revision: Number(detail.revision) }]
          : [],
      ),

    /** The patient was told by text when the visit is now; nothing of it changes. */
    noteTold: (
      { referralId, visitId, revision }: Visit,
      { operation, actor, at }: Doing,
    ): Promise<Committed> =>
      recordAlone(table, {
        referralId,
        operation,
        event: 'visit.time-told',
        actor,
        at,
        detail: { visitId, revision },
      }),

    /** Planned → confirmed, if it still is as the patient saw it. */
    confirmVisit: async (visit: BookedVisit, { operation, actor, at }: Doing): Promise<Committed> =>
      commit(table, {
        referralId: visit.referralId,
        operation,
        event: 'visit.confirmed',
        actor,
        at,
        detail: { visitId: visit.visitId, revision: visit.revision },
        items: [
          visitConfirmed(name, visit, at),
          ...(visit.moveRequestedAt
            ? moveAnswered(name, await holdsOf(visit.referralId), visit, {
                action: 'confirmed',
                by: actor,
                at,
              })
            : []),
        ],
      }),

    /**
     * Flags a visit that is ahead; its status stays, and a scheduler is asked, with what the patient
     * wrote of it.
     */
    requestMove: async (
      visit: BookedVisit,
      { wish, ...told }: MoveAsked,
      { operation, actor, at }: Doing,
    ): Promise<Committed> => {
      const items = await readItems(table, visit.referralId);
      const referral = readMain(items.find(({ sk }) => sk === 'REFERRAL') ?? {});
      const holds = beginning(items, 'HOLD#').map((item) => Hold.parse(item));
      return commit(table, {
        referralId: visit.referralId,
        operation,
        event: 'visit.move-requested',
        actor,
        at,
        detail: { visitId: visit.visitId, revision: visit.revision, wish },
        items: [
          moveRequested(name, visit, wish, at),
          ...moveToArrange(name, { referral, holds }, { visit, wish, ...told }, new Date(at)),
        ],
      });
    },

    /** Nothing → given; refused, with the first receipt as found, when it was given before. */
    acknowledge: (receipt: Acknowledgement, operation: string): Promise<Committed> =>
      commit(table, {
        referralId: receipt.referralId,
        operation,
        event: 'education.acknowledged',
        actor: receipt.by,
        at: receipt.at,
        detail: { itemId: receipt.itemId, version: receipt.version },
        items: [acknowledged(name, receipt)],
      }),

    /**
     * The patient wants a lesson explained: a nurse is asked, and the page shows what comes of it.
     *
     * @throws TransientFault when others changed the holds four times meanwhile.
     */
    askAgain: async (
      question: LessonQuestion,
      title: string,
      { operation, actor, at }: Doing,
    ): Promise<Committed> => {
      const { referralId, itemId, version, name: asker, relationship, words } = question;
      const by = relationship === 'caregiver' ? `${asker}, who cares for the patient` : asker;
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const [referral, holds] = await Promise.all([
          readReferral(table, referralId),
          holdsOf(referralId),
        ]);
        const { holdId, item } = teachingAsked(
          name,
          { subject: referral, holds },
          [{ itemId, title, at, by, ...(words ? { words } : {}) }],
          new Date(at),
        );
        const done = await commit(table, {
          referralId,
          operation,
          event: 'education.questioned',
          actor,
          at,
          detail: { itemId, version, holdId },
          items: [item, questionKept(name, question)],
        });
        if (done.outcome !== 'refused') return done;
      }
      throw new TransientFault('holds-contended');
    },

    /**
     * The patient's choices, told on the chain of the given referral. A choice about texts is kept
     * with the number too, which is left in peace under whatever name it comes again.
     */
    changePreferences: (
      { patientId, number }: Pick<Patient, 'patientId' | 'number'>,
      referralId: string,
      { language, consents }: Preferences,
      { operation, actor, at }: Doing,
    ): Promise<Committed> =>
      commit(table, {
        referralId,
        operation,
        event: 'preference.changed',
        actor,
        at,
        detail: {
          ...(language ? { language } : {}),
          ...Object.fromEntries(
            Object.entries(consents).map(([channel, { status }]) => [channel, status]),
          ),
        },
        items: [
          preferencesChosen(name, patientId, { ...(language ? { language } : {}), consents }),
          ...(number && consents.text ? [numberChosen(name, number, consents.text)] : []),
        ],
      }),

    /** A number that asks to be left in peace after whoever had it got another one. */
    stopNumber: (
      number: string,
      referralId: string,
      consent: Consent,
      { operation, actor, at }: Doing,
    ): Promise<Committed> =>
      commit(table, {
        referralId,
        operation,
        event: 'preference.changed',
        actor,
        at,
        detail: { formerNumber: consent.status },
        items: [numberChosen(name, number, consent)],
      }),
  };
};

export type PatientStore = ReturnType<typeof patientStore>;
