import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Acknowledgement, acknowledged } from '../education/acknowledgement.ts';
import { type Teaching, teachingOf } from '../education/education.ts';
import { type LessonQuestion, questionKept } from '../education/lesson-question.ts';
import { Hold } from '../hold/hold.ts';
import { Address } from '../platform/address.ts';
import { TransientFault } from '../platform/errors.ts';
import { beginning } from '../platform/items.ts';
import { type Key, keys } from '../platform/keys.ts';
import { type Committed, commit } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import { type Patient, patientPut } from '../referral/contact.ts';
import { readItems, readReferral } from '../referral/reading.ts';
import { Referral } from '../referral/referral.ts';
import { Visit } from '../series/visit.ts';
import type { BookedVisit } from './booked-visit.ts';
import { type CareProgress, progressOf } from './care-progress.ts';
import type { Speaker } from './caregiver.ts';
import { pageEntries } from './page-entry-store.ts';
import { bookedAs, type Doing, holdsOfReferral, patientStore } from './patient-store.ts';
import { teachingAsked } from './teaching-asked.ts';

const SiteToCall = z.object({
  name: z.string(),
  phone: z.string(),
  address: Address.optional().catch(undefined),
});
export type SiteToCall = z.infer<typeof SiteToCall>;

/** As whom a lesson was read, where it was not the patient. */
const readAs = ({ relationship }: Pick<Acknowledgement, 'relationship'>): { by?: Speaker['as'] } =>
  relationship === 'caregiver' ? { by: 'caregiver' } : {};

/** How often a write looks again where others changed the holds meanwhile. */
const attempts = 4;

/** What a patient's page shows and takes beside what a text can do; texts carry none of it. */
export const pageStore = (table: Table) => {
  const { client, name } = table;

  const read = async <T>(key: Key, schema: z.ZodType<T>): Promise<T | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: name, Key: key, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : schema.parse(Item);
  };

  return {
    ...patientStore(table),
    ...pageEntries(table),

    /**
     * Who else may see and act, as the patient says.
     *
     * @throws TransientFault when the patient was changed meanwhile.
     */
    changeCaregiver: async (
      patient: Patient,
      referralId: string,
      { operation, actor, at }: Doing,
    ): Promise<void> => {
      const may = patient.contacts.mail?.caregiver?.may ?? 'none';
      const done = await commit(table, {
        referralId,
        operation,
        event: 'preference.changed',
        actor,
        at,
        detail: { caregiver: may },
        items: [patientPut(name, patient)],
      });
      if (done.outcome === 'refused') throw new TransientFault('patient-changed');
    },

    /** The visits of a referral, and where its care stands. */
    care: async (
      referralId: string,
    ): Promise<{ visits: BookedVisit[]; progress: CareProgress }> => {
      const items = await readItems(table, referralId);
      const main = items.find(({ sk }) => sk === 'REFERRAL') ?? {};
      const visits = bookedAs(
        items,
        beginning(items, 'VISIT#').map((item) => Visit.parse(item)),
      );
      const referral = Referral.pick({ status: true, closeReason: true }).parse(main);
      const holds = beginning(items, 'HOLD#').map((item) => Hold.parse(item));
      return { visits, progress: progressOf({ referral, holds, visits }) };
    },

    place: (siteId: string) => read(keys.site(siteId), SiteToCall),

    teaching: async (referralId: string): Promise<Teaching | undefined> =>
      teachingOf(await readItems(table, referralId, 'EDUCATION')),

    /** Nothing → given; refused, with the first receipt as found, when it was given before. */
    acknowledge: (receipt: Acknowledgement, operation: string): Promise<Committed> =>
      commit(table, {
        referralId: receipt.referralId,
        operation,
        event: 'education.acknowledged',
        actor: receipt.by,
        at: receipt.at,
        detail: { itemId: receipt.itemId, version: receipt.version, ...readAs(receipt) },
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
          holdsOfReferral(table, referralId),
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
          detail: { itemId, version, holdId, ...readAs(question) },
          items: [item, questionKept(name, question)],
        });
        if (done.outcome !== 'refused') return done;
      }
      throw new TransientFault('holds-contended');
    },
  };
};

export type PageStore = ReturnType<typeof pageStore>;
