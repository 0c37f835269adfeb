import { asList, asObject, asText, type JsonObject } from '../json.ts';
import type { Client } from './clients.ts';

/** Somebody who may sign in on this machine. Every name is invented. */
export type Person = {
  id: string;
  name: string;
  role: string;
  /** Whose person it is, or which of several of one role. */
  subject: string;
  about: string;
};

/** Asks the service as somebody of a role; undefined when it does not answer. */
export type AskPeople = (role: string, path: string, query: string) => Promise<unknown>;

const always: readonly Person[] = [
  { id: 'ann', name: 'Ann Clark', role: 'coordinator', subject: '', about: 'works the holds' },
  { id: 'bob', name: 'Bob Ames', role: 'coordinator', subject: 'bob', about: 'works the holds' },
  {
    id: 'chi',
    name: 'Chidi Rowe',
    role: 'clinician',
    subject: '',
    about: 'clears what is clinical',
  },
  {
    id: 'dana',
    name: 'Dana Wells',
    role: 'scheduler',
    subject: '',
    about: 'books and moves visits',
  },
  { id: 'eve', name: 'Eve Porter', role: 'admin', subject: '', about: 'sites, nurses, payers' },
];

/** What somebody of a role is called who is always there. */
export const exampleName = (role: string, subject: string): string | undefined =>
  always.find((person) => person.role === role && person.subject === subject)?.name;

/** The practices that have a client of their own; people there are called after what they do. */
const practiceStaff = (clients: readonly Client[]): Person[] =>
  clients
    .flatMap(({ scopes }) => scopes)
    .flatMap((scope) => /^practice\/(\d{10})$/.exec(scope)?.[1] ?? [])
    .map((npi) => ({
      id: `practice-${npi}`,
      name: `Practice ${npi}`,
      role: 'referrer',
      subject: npi,
      about: 'sends and follows referrals',
    }));

const nursesIn = (page: unknown): Person[] =>
  asList<JsonObject>(asObject(page ?? {}).items).map((nurse) => ({
    id: `nurse-${asText(nurse.nurseId)}`,
    name: asText(nurse.name) || asText(nurse.nurseId),
    role: 'nurse',
    subject: asText(nurse.nurseId),
    about: 'own visits',
  }));

export const examplePeople = async (
  clients: readonly Client[],
  ask: AskPeople,
): Promise<Person[]> => [
  ...always,
  ...practiceStaff(clients),
  ...nursesIn(await ask('admin', '/network/nurses', 'limit=100')),
];
