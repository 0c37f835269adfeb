import { isBeyondCoverage } from '../coverage/covered-day.ts';
import { eligibilityKept } from '../coverage/eligibility.ts';
import { Hold, isOpen } from '../hold/hold.ts';
import type { Actor } from '../platform/audit.ts';
import { referralIdOf } from '../platform/ids.ts';
import { beginning, type Items } from '../platform/items.ts';
import { keys } from '../platform/keys.ts';
import { noteOn } from '../platform/note-readings.ts';
import { readAll } from '../platform/read-items.ts';
import { type Committed, chain, commit, recordAlone } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import { type Consent, type Patient, reachedOn } from '../referral/contact.ts';
import { openAmong, readNumber, readPatient, readPatients } from '../referral/people-store.ts';
import { readItems } from '../referral/reading.ts';
import { Referral, readMain } from '../referral/referral.ts';
import { type MoveAsked, moveAnswered, moveToArrange } from '../scheduling/scheduler-holds.ts';
import { isClearanceEnded } from '../series/clearance.ts';
import { isSuspended, saysUnwell, waitOf } from '../series/suspension.ts';
import { Visit } from '../series/visit.ts';
import type { BookedVisit } from './booked-visit.ts';
import type { Speaker } from './caregiver.ts';
import { Message } from './message.ts';
import { numberChosen, type Preferences, preferencesChosen } from './preference-parts.ts';
import { moveRequested, visitConfirmed } from './visit-parts.ts';

/** Who does it, in which operation and when; `speaker` where it is not the patient who says it. */
export type Doing = {
  operation: string;
  actor: Actor;
  at: string;
  speaker?: Speaker | undefined;
};

/** Of an event: as whom it was said, where that is not the patient. */
export const saidAs = ({ speaker }: Pick<Doing, 'speaker'>): { by?: Speaker['as'] } =>
  speaker ? { by: speaker.as } : {};

type ToldTime = { operation: string; revision: number };

export const holdsOfReferral = async (table: Table, referralId: string): Promise<Hold[]> =>
  (await readItems(table, referralId, 'HOLD#')).map((item) => Hold.parse(item));

/** As the main item, the holds and the visits of a referral tell. */
export const bookedAs = (items: Items, visits: readonly Visit[]): BookedVisit[] => {
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

/** What a patient sees and does: reads over all their referrals, and conditional writes. */
export const patientStore = (table: Table) => {
  const { name } = table;

  const visitsOf = async (referralId: string): Promise<BookedVisit[]> => {
    const items = await readItems(table, referralId);
    return bookedAs(
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

    visit: async (visitId: string): Promise<BookedVisit | undefined> =>
      (await visitsOf(referralIdOf(visitId))).find((visit) => visit.visitId === visitId),

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
    confirmVisit: async (
      visit: BookedVisit,
      { operation, actor, at, speaker }: Doing,
    ): Promise<Committed> =>
      commit(table, {
        referralId: visit.referralId,
        operation,
        event: 'visit.confirmed',
        actor,
        at,
        detail: { visitId: visit.visitId, revision: visit.revision, ...saidAs({ speaker }) },
        items: [
          visitConfirmed(name, visit, at),
          ...(visit.moveRequestedAt
            ? moveAnswered(name, await holdsOfReferral(table, visit.referralId), visit, {
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
      { operation, actor, at, speaker }: Doing,
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
        detail: { visitId: visit.visitId, revision: visit.revision, wish, ...saidAs({ speaker }) },
        items: [
          moveRequested(name, visit, wish, at),
          ...moveToArrange(
            name,
            { referral, holds },
            { visit, wish, ...told, by: speaker?.named },
            new Date(at),
          ),
        ],
      });
    },

    /**
     * The patient's choices, told on the chain of the given referral. A choice about texts is kept
     * with the number too, which is left in peace under whatever name it comes again.
     */
    changePreferences: (
      { patientId, number }: Pick<Patient, 'patientId' | 'number'>,
      referralId: string,
      { language, consents }: Preferences,
      { operation, actor, at, speaker }: Doing,
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
          ...saidAs({ speaker }),
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
