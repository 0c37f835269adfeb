import { type Key, keys } from '../platform/keys.ts';
import { readTogether } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import { Patient, PhoneNumber } from './contact.ts';
import type { Found } from './people-items.ts';

/** A switchboard's number is shared by more than one has to be compared with. */
const mostCompared = 60;

const patientsOf = async (table: Table, ids: readonly string[]): Promise<Patient[]> =>
  (await readTogether(table, [...new Set(ids)].map(keys.patient))).map((item) =>
    Patient.parse(item),
  );

/** Those patients and, of each who was found to be another one, that one too. */
export const readPatients = async (table: Table, ids: readonly string[]): Promise<Patient[]> => {
  const found = await patientsOf(table, ids);
  const others = found
    .flatMap(({ mergedInto }) => mergedInto ?? [])
    .filter((id) => !found.some(({ patientId }) => patientId === id));
  return [...found, ...(others.length > 0 ? await patientsOf(table, others) : [])];
};

/** The patient that an id stands for, also after it was found to be another one. */
export const readPatient = async (
  table: Table,
  patientId: string,
): Promise<Patient | undefined> => {
  const found = await readPatients(table, [patientId]);
  const own = found.find((each) => each.patientId === patientId);
  return own?.mergedInto ? found.find((each) => each.patientId === own.mergedInto) : own;
};

export const readNumber = async (
  table: Table,
  number: string,
): Promise<PhoneNumber | undefined> => {
  const [item] = await readTogether(table, [keys.number(number)]);
  return item && PhoneNumber.parse(item);
};

/** Finds people by what they are known by: one call, and one more where anybody shares it. */
export const findPeople = async (
  table: Table,
  tokens: readonly string[],
  numbers: readonly string[],
): Promise<Found> => {
  const items = await readTogether(table, [...tokens.map(keys.token), ...numbers.map(keys.number)]);
  const byKey = new Map(items.map((item) => [String(item.pk), PhoneNumber.parse(item)]));
  const under = (wanted: readonly string[], key: (id: string) => Key) =>
    new Map(
      wanted.flatMap((id) => {
        const item = byKey.get(key(id).pk);
        return item ? [[id, item] as const] : [];
      }),
    );
  const ids = [...new Set([...byKey.values()].flatMap(({ patients }) => patients))];
  return {
    tokens: under(tokens, keys.token),
    numbers: under(numbers, keys.number),
    patients: ids.length > 0 ? await readPatients(table, ids.slice(-mostCompared)) : [],
  };
};

/** Which of these referrals have not ended. */
export const openAmong = async (
  table: Table,
  referralIds: readonly string[],
): Promise<ReadonlySet<string>> => {
  const items = await readTogether(table, [...new Set(referralIds)].map(keys.referral));
  return new Set(items.filter(({ status }) => status !== 'closed').map(({ id }) => String(id)));
};
