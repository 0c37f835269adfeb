import type { Effect } from '../hold/effects.ts';
import { readEvidence } from '../hold/evidence.ts';
import type { Hold } from '../hold/hold.ts';
import { deskZone } from '../hold/hold-clock.ts';
import { placeStanding } from '../hold/standing-hold.ts';
import { Refusal } from '../platform/errors.ts';
import { referralIdOf } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { notFound } from '../platform/principal.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { localDate } from '../platform/zoned-time.ts';
import { addressOf, type ContactChannel, type Patient, patientPut } from '../referral/contact.ts';
import { withContact } from '../referral/contact-change.ts';
import { deathHolds } from '../referral/patient-holds.ts';
import { listedUnder, releasedFrom } from '../referral/people-items.ts';
import { openAmong, readNumber, readPatient, readPatients } from '../referral/people-store.ts';
import { readFile, readItems } from '../referral/reading.ts';
import { ReferralStatus } from '../referral/referral.ts';
import { referralUpdate } from '../referral/referral-item.ts';
import { readOwnCalendar } from '../scheduling/calendar-store.ts';
import {
  type PatientCalendar,
  patientCalendarMoved,
  patientCalendarPut,
} from '../scheduling/day-items.ts';
import { apart, mergedPatients, type Said, splitPatients } from './patient-merge.ts';

/** A referral's place under its patient; closed ones too. */
const ownedBy = (tableName: string, referralIds: readonly string[], patientId: string) =>
  referralIds.map((referralId) =>
    referralUpdate(tableName, referralId, ReferralStatus.options, { set: { patientId } }),
  );

/** What moves a number from whoever had it to whoever has it now. */
export const numberParts = async (
  table: Table,
  before: Patient,
  after: Patient,
): Promise<TransactItem[]> => {
  if (before.number === after.number) return [];
  const [left, taken] = await Promise.all(
    [before.number, after.number].map((number) => number && readNumber(table, number)),
  );
  return [
    ...(before.number && left
      ? [releasedFrom(table.name, before.number, left, after.patientId)]
      : []),
    ...(after.number
      ? listedUnder(table.name, keys.number(after.number), taken || undefined, after.patientId)
      : []),
  ];
};

/** The most referrals that are moved in one transaction, beside calendars and patients. */
const mostMoved = 60;

const refuseTooMany = (referrals: readonly unknown[]): void => {
  if (referrals.length > mostMoved)
    throw new Refusal(
      409,
      'too-many-referrals',
      `At most ${mostMoved} referrals are moved at once.`,
    );
};

/**
 * Everything that makes two patients one person: their choices, their calendar and their referrals.
 *
 * @throws Refusal 409 when either was merged before.
 */
export const mergeParts = async (
  table: Table,
  into: Patient,
  from: Patient,
  said: Said,
): Promise<TransactItem[]> => {
  if (into.patientId === from.patientId || into.mergedInto || from.mergedInto)
    throw new Refusal(409, 'already-one-person', 'The two are one person already.');
  refuseTooMany(from.referrals);
  const merged = mergedPatients(into, from, said);
  const asked = into.silentSince ? from : into;
  const [calendar, other, earlier] = await Promise.all([
    readOwnCalendar(table, into.patientId),
    readOwnCalendar(table, from.patientId),
    readPatients(
      table,
      from.merges.map(({ patientId }) => patientId),
    ),
  ]);
  return [
    patientPut(table.name, merged.into),
    patientPut(table.name, merged.from),
    ...earlier
      .filter(({ mergedInto }) => mergedInto === from.patientId)
      .map((each) => patientPut(table.name, { ...each, mergedInto: into.patientId })),
    ...ownedBy(
      table.name,
      from.referrals.map(({ referralId }) => referralId),
      into.patientId,
    ),
    patientCalendarPut(table.name, { ...calendar, blocks: [...calendar.blocks, ...other.blocks] }),
    patientCalendarMoved(table.name, other, into.patientId),
    ...(await numberParts(table, into, merged.into)),
    ...(await deathsAsked(table, merged.into, asked, new Date(said.at))),
  ];
};

/** Of whom one record says that they have died: open referrals of the other one are asked about. */
const deathsAsked = async (
  table: Table,
  merged: Patient,
  { silentSince, referrals }: Patient,
  now: Date,
): Promise<TransactItem[]> => {
  if (!merged.silentSince || silentSince) return [];
  const open = await openAmong(
    table,
    referrals.map(({ referralId }) => referralId),
  );
  const files = await Promise.all([...open].map((referralId) => readFile(table, referralId)));
  return files
    .flatMap((file) => deathHolds(merged, file, now))
    .map((hold) => placeStanding(table.name, hold));
};

/** A calendar's blocks by whose referral the visit is of. */
const partedBy = ({ blocks }: PatientCalendar, moved: readonly string[]) => {
  const theirs = new Set(moved);
  return {
    moved: blocks.filter(({ visitId }) => theirs.has(referralIdOf(visitId))),
    kept: blocks.filter(({ visitId }) => !theirs.has(referralIdOf(visitId))),
  };
};

/** Visits that were booked for a referral while it was the other patient's go back with it. */
const visitsOf = async (
  table: Table,
  referralIds: readonly string[],
  patientId: string,
): Promise<TransactItem[]> => {
  const all = await Promise.all(
    referralIds.map((referralId) => readItems(table, referralId, 'VISIT#')),
  );
  return all
    .flat()
    .filter((visit) => visit.patientId !== patientId)
    .map(({ pk, sk }) => ({
      Update: {
        TableName: table.name,
        Key: { pk, sk },
        UpdateExpression: 'SET patientId = :patient',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':patient': patientId },
      },
    }));
};

/** Everything that undoes a merge. @throws Refusal 409 when the other one is not part of the patient. */
export const splitParts = async (
  table: Table,
  patient: Patient,
  other: Patient,
  more: readonly string[],
): Promise<TransactItem[]> => {
  if (other.mergedInto !== patient.patientId)
    throw new Refusal(409, 'not-merged', 'The other one is not merged into this patient.');
  const parted = splitPatients(patient, other, more);
  refuseTooMany(parted.moved);
  const [calendar, theirs] = await Promise.all([
    readOwnCalendar(table, patient.patientId),
    readOwnCalendar(table, other.patientId),
  ]);
  const blocks = partedBy(calendar, parted.moved);
  return [
    patientPut(table.name, parted.patient),
    patientPut(table.name, parted.other),
    ...ownedBy(table.name, parted.moved, other.patientId),
    patientCalendarPut(table.name, { ...calendar, blocks: blocks.kept }),
    patientCalendarPut(table.name, { ...theirs, blocks: blocks.moved }),
    ...(await visitsOf(table, parted.moved, other.patientId)),
    ...(await numberParts(table, patient, parted.patient)),
  ];
};

/** Whose hold it is, and whom they may also be, as they stand now. */
const peopleOf = async (table: Table, hold: Hold): Promise<Patient[]> => {
  const { patientId = '', others = [] } = readEvidence(hold, 'patient-uncertain') ?? {};
  const all = await Promise.all([patientId, ...others].map((id) => readPatient(table, id)));
  return all.filter((each) => each !== undefined);
};

/**
 * What a person says of one who may be somebody we know: the first of the others stands for both
 * from now on, or none of them is ever taken for this one again.
 */
export const personSettled: Effect = async ({ table, hold, resolution }) => {
  const { action, by, at, note = '' } = resolution;
  const [patient, ...others] = await peopleOf(table, hold);
  const left = others.filter(({ patientId }) => patientId !== patient?.patientId);
  const [first] = left;
  if (!patient || !first) return [];
  if (action === 'same-person') return mergeParts(table, first, patient, { by, at, note });
  const kept = left.reduce((one, other) => apart(one, other)[0], patient);
  return [kept, ...left.map((other) => apart(other, patient)[0])].map((each) =>
    patientPut(table.name, each),
  );
};

/** What the patient told us of a number or address that a practice named. */
export const contactSettled: Effect = async ({ table, hold, resolution }) => {
  const { referralId } = hold;
  const { action, at } = resolution;
  const { patientId = '' } = readEvidence(hold, 'contact-claimed') ?? {};
  const patient = await readPatient(table, patientId);
  if (!patient) throw notFound('patient');
  const claims = patient.claims.filter((claim) => claim.referralId === referralId);
  const after = claims.reduce(
    (one, { channel, address, number, practiceNpi }) =>
      withVerified(
        one,
        channel,
        action === 'use-new' ? { address, number, practiceNpi } : { practiceNpi },
        at,
      ),
    patient,
  );
  const rest = after.claims.filter((claim) => claim.referralId !== referralId);
  return [
    patientPut(table.name, { ...after, claims: rest }),
    ...(await numberParts(table, patient, after)),
  ];
};

/**
 * Who was said to have died lives: they are written to again. Where it was said anew since then, that
 * word is asked about by its own hold, and stands until it is answered.
 */
export const foundAlive: Effect = async ({ table, hold }) => {
  const said = readEvidence(hold, 'death-reported');
  const patient = said && (await readPatient(table, said.patientId));
  if (!patient || patient.silentSince !== said.since) return [];
  const { silentSince: _, ...spokenTo } = patient;
  return [patientPut(table.name, spokenTo)];
};

/** The patient with a contact that our staff have asked about: another one, or the one in use. */
export const withVerified = (
  patient: Patient,
  channel: ContactChannel,
  said: { address?: string; number?: string | undefined; practiceNpi?: string },
  at: string,
): Patient => {
  const address = said.address ?? addressOf(patient, channel);
  if (!address) return patient;
  const isKept = address === addressOf(patient, channel);
  const namedBy = isKept
    ? (patient.contacts[channel]?.namedBy ?? [])
    : said.practiceNpi
      ? [said.practiceNpi]
      : [];
  // Asked about while a parent decides, it stays the parent's until then.
  const until = patient.contacts[channel]?.parentUntil;
  const { caregiver } = patient.contacts[channel] ?? {};
  const isParents = isKept && until !== undefined && localDate(new Date(at), deskZone) < until;
  return withContact(patient, channel, address, {
    ...(isParents ? { parentUntil: until } : {}),
    ...(isKept && caregiver ? { caregiver } : {}),
    standing: 'verified',
    namedBy,
    since: at,
    number: isKept ? patient.number : said.number,
  });
};
