import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Acknowledgement, acknowledged } from '../education/acknowledgement.ts';
import { type Teaching, teachingOf } from '../education/education.ts';
import { Hold } from '../hold/hold.ts';
import type { Actor } from '../platform/audit.ts';
import { type Key, keys } from '../platform/keys.ts';
import { noteOn } from '../platform/note-readings.ts';
import { type Committed, commit } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import { type Channel, type Consent, type Language, Patient } from '../referral/contact.ts';
import { readItems, readReferral } from '../referral/reading.ts';
import { moveAnswered, moveToArrange } from '../scheduling/scheduler-holds.ts';
import { isSuspended } from '../series/suspension.ts';
import { type MoveWish, Visit } from '../series/visit.ts';
import type { BookedVisit } from './booked-visit.ts';
import { moveRequested, visitConfirmed } from './visit-parts.ts';

const Place = z.object({ name: z.string(), phone: z.string() });
export type Place = z.infer<typeof Place>;

/** Who does it, in which operation and when. */
export type Doing = { operation: string; actor: Actor; at: string };

export type Preferences = {
  language?: Language;
  consents: Partial<Record<Channel, Consent>>;
};

/** A patient's referrals that are read at once; more than anyone has open. */
const mostReferrals = 20;

/** What a patient sees and does: reads over all their referrals, and conditional writes. */
export const patientStore = (table: Table) => {
  const { client, name } = table;

  const read = async <T>(key: Key, schema: z.ZodType<T>): Promise<T | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: name, Key: key, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : schema.parse(Item);
  };

  const patient = (patientId: string) => read(keys.patient(patientId), Patient);

  const holdsOf = async (referralId: string): Promise<Hold[]> =>
    (await readItems(table, referralId, 'HOLD#')).map((item) => Hold.parse(item));

  /** Holds are read only where a reaction has suspended a visit: a clearance lifts that. */
  const booked = async (referralId: string, visits: Visit[]): Promise<BookedVisit[]> => {
    const holds = visits.some(({ suspendedAt }) => suspendedAt !== undefined)
      ? await holdsOf(referralId)
      : [];
    return visits.map((visit) => ({ ...visit, suspended: isSuspended(visit, holds) }));
  };

  return {
    noteReading: noteOn(table),

    patient,

    /** Who a text comes from: every patient of that number. */
    patientsOfPhone: async (blindIndex: string): Promise<Patient[]> => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          IndexName: 'number',
          KeyConditionExpression: '#number = :number',
          ExpressionAttributeNames: { '#number': 'number' },
          ExpressionAttributeValues: { ':number': blindIndex },
        }),
      );
      const found = await Promise.all(
        Items.map(({ pk, sk }) => read({ pk: String(pk), sk: String(sk) }, Patient)),
      );
      return found.filter((each) => each !== undefined);
    },

    /** A patient's referrals, newest first. */
    referrals: async (patientId: string): Promise<string[]> =>
      ((await patient(patientId))?.referrals ?? []).slice(-mostReferrals).reverse(),

    visits: async (referralId: string): Promise<BookedVisit[]> =>
      booked(
        referralId,
        (await readItems(table, referralId, 'VISIT#')).map((item) => Visit.parse(item)),
      ),

    visit: async (visitId: string): Promise<BookedVisit | undefined> => {
      const visit = await read(keys.visit(visitId), Visit);
      return visit && (await booked(visit.referralId, [visit]))[0];
    },

    place: (siteId: string) => read(keys.site(siteId), Place),

    teaching: async (referralId: string): Promise<Teaching | undefined> =>
      teachingOf(await readItems(table, referralId, 'EDUCATION')),

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

    /** Flags a visit that is ahead; its status stays, and a scheduler is asked. */
    requestMove: async (
      visit: BookedVisit,
      wish: MoveWish,
      { operation, actor, at }: Doing,
    ): Promise<Committed> => {
      const [referral, holds] = await Promise.all([
        readReferral(table, visit.referralId),
        holdsOf(visit.referralId),
      ]);
      return commit(table, {
        referralId: visit.referralId,
        operation,
        event: 'visit.move-requested',
        actor,
        at,
        detail: { visitId: visit.visitId, revision: visit.revision, wish },
        items: [
          moveRequested(name, visit, wish, at),
          ...moveToArrange(name, { referral, holds }, visit, wish, new Date(at)),
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

    /** The patient wants a lesson taught again; it stands on the referral's timeline. */
    askAgain: (
      lesson: { referralId: string; itemId: string; version: number },
      { operation, actor, at }: Doing,
    ): Promise<Committed> =>
      commit(table, {
        referralId: lesson.referralId,
        operation,
        event: 'education.questioned',
        actor,
        at,
        detail: { itemId: lesson.itemId, version: lesson.version },
        items: [],
      }),

    /** The patient's choices, told on the chain of the given referral. */
    changePreferences: (
      patientId: string,
      referralId: string,
      { language, consents }: Preferences,
      { operation, actor, at }: Doing,
    ): Promise<Committed> => {
      const channels = Object.entries(consents);
      return commit(table, {
        referralId,
        operation,
        event: 'preference.changed',
        actor,
        at,
        detail: {
          ...(language ? { language } : {}),
          ...Object.fromEntries(channels.map(([channel, { status }]) => [channel, status])),
        },
        items: [
          {
            Update: {
              TableName: name,
              Key: keys.patient(patientId),
              UpdateExpression: `SET ${[
                ...(language ? ['#language = :language'] : []),
                ...channels.map(([channel]) => `consents.#${channel} = :${channel}`),
              ].join(', ')}`,
              ConditionExpression: 'attribute_exists(pk)',
              ExpressionAttributeNames: {
                ...(language ? { '#language': 'language' } : {}),
                ...Object.fromEntries(channels.map(([channel]) => [`#${channel}`, channel])),
              },
              ExpressionAttributeValues: {
                ...(language ? { ':language': language } : {}),
                ...Object.fromEntries(channels.map(([channel, value]) => [`:${channel}`, value])),
              },
            },
          },
        ],
      });
    },
  };
};

export type PatientStore = ReturnType<typeof patientStore>;
