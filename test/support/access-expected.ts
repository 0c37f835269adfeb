import { machineClaims, personClaims } from './callers.ts';
import type { Canary, CanaryRecord } from './canary-record.ts';
import { aNurse, aSite } from './network.ts';
import { examplePayer } from './payer-simulator.ts';

/** Whether what a caller may see is this record's, another's, or nothing. */
export const owners = ['own', 'foreign', 'none'] as const;
export type Owner = (typeof owners)[number];

const pick = <T>(owner: Owner, own: T, foreign: T): T[] =>
  owner === 'none' ? [] : [owner === 'own' ? own : foreign];
const practice = (owner: Owner) => pick(owner, 'practice:1234567893', 'practice:1000000020');
const nurse = (owner: Owner) => pick(owner, 'nurse:nur_amara', 'nurse:nur_other');
const patient = (owner: Owner, { patientId }: CanaryRecord) =>
  pick(owner, `patient:${patientId}`, 'patient:pat_0000000000000000000z');

export type Caller = {
  name: string;
  /** The roles that count for the caller, written down here and not read from the token. */
  as: readonly string[];
  client: 'console' | 'patients' | 'machine';
  claims: (owner: Owner, record: CanaryRecord) => Record<string, unknown>;
};

const person = (
  name: string,
  as: readonly string[],
  groups: Caller['claims'] | ((owner: Owner, record: CanaryRecord) => string[]),
): Caller => ({
  name,
  as,
  client: 'console',
  claims: (owner, record) => personClaims('somebody', ...(groups(owner, record) as string[])),
});

const machine = (
  name: string,
  as: readonly string[],
  client: string,
  scopes: (owner: Owner) => string[],
): Caller => ({
  name,
  as,
  client: 'machine',
  claims: (owner) => machineClaims(client, ...scopes(owner)),
});

const slash = (groups: string[]) => groups.map((group) => group.replace(':', '/'));
const systemScopes = (owner: Owner) => ['dripline/referrals', ...slash(practice(owner))];

const draftPath = {
  practiceNpi: '1234567893',
  draftId: '00000000-0000-4000-8000-000000000001',
};

/** Everybody who may come: each role, nobody, several roles at once, and those who only look like one. */
export const callers: readonly Caller[] = [
  person('nobody', [], () => []),
  person('referrer', ['referrer'], (owner) => ['referrer', ...practice(owner)]),
  person('coordinator', ['coordinator'], (owner) => ['coordinator', ...practice(owner)]),
  person('clinician', ['clinician'], (owner) => ['clinician', ...practice(owner)]),
  person('scheduler', ['scheduler'], (owner) => ['scheduler', ...practice(owner)]),
  person('nurse', ['nurse'], (owner) => ['nurse', ...nurse(owner)]),
  person('admin', ['admin'], (owner) => ['admin', ...practice(owner), ...nurse(owner)]),
  {
    ...person('patient', ['patient'], (owner, record) => ['patient', ...patient(owner, record)]),
    client: 'patients',
    claims: (owner, record) => ({
      ...personClaims('somebody', 'patient', ...patient(owner, record)),
      client_id: 'patients',
    }),
  },
  machine('system', ['system'], 'client-system', systemScopes),
  machine('payer', ['payer'], 'client-payer', (owner) => [
    'dripline/notifications',
    ...slash(pick(owner, 'payer:acme-health', 'payer:summit-trust')),
  ]),
  person('admin and referrer', ['admin', 'referrer'], (owner) => [
    'admin',
    'referrer',
    ...practice(owner),
  ]),
  person('scheduler and nurse', ['scheduler', 'nurse'], (owner) => [
    'scheduler',
    'nurse',
    ...nurse(owner),
  ]),
  person('patient at the console', [], (owner, record) => ['patient', ...patient(owner, record)]),
  person('group named like machines', [], (owner) => [
    'system',
    'payer',
    'dripline/referrals',
    ...slash(practice(owner)),
  ]),
  person('group that holds a role', [], () => ['lunch,admin', '[coordinator]']),
  {
    ...machine('machine with groups', [], 'client-system', systemScopes),
    claims: (owner) => ({
      ...machineClaims('client-system', ...systemScopes(owner)),
      'cognito:groups': '[coordinator]',
    }),
  },
];

export type Request = {
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  type?: string;
};

const announced = {
  title: 'Letter',
  contentType: 'application/pdf',
  bytes: 5_000_000,
  sha256: 'a'.repeat(64),
};

/** A request of each route, about this record and sound in itself. */
export const requestsOf = (record: CanaryRecord): Record<string, Request> => {
  const { referralId, visitId, authorizationId, holdId, openHoldId, on, startsAt, patientId } =
    record;
  const ofReferral = { path: { referralId } };
  const ofVisit = { path: { visitId } };
  const note = 'They called and asked for it.';
  const called = { way: 'telephone', party: 'other', said: note };
  const ofPatient = { path: { patientId } };
  // Of a revision that never was: asked by whoever may, it is refused for how things stand.
  const stale = { revision: 999, note };
  return {
    'POST /referrals/labels': { body: { ids: [referralId] } },
    'POST /patients/search': { body: { family: 'Quillfeather' } },
    'POST /referrals': { body: { ...record.submission, documents: [] } },
    'POST /referrals/check': { body: { ...record.submission, documents: [] } },
    'GET /referrals/{referralId}': ofReferral,
    'GET /referrals/{referralId}/documents': ofReferral,
    'GET /referrals/{referralId}/documents/{documentId}/link': {
      path: { referralId, documentId: 'no-such-document' },
    },
    'GET /referrals/{referralId}/explanation': ofReferral,
    'GET /referrals/{referralId}/readers': ofReferral,
    'GET /referrals/{referralId}/audit': ofReferral,
    'POST /referrals/{referralId}/corrections': { ...ofReferral, body: { urgency: 'urgent' } },
    'POST /referrals/{referralId}/documents': {
      ...ofReferral,
      body: { title: 'Letter', contentType: 'text/plain', data: 'TGV0dGVy' },
    },
    'POST /referrals/{referralId}/uploads': { ...ofReferral, body: announced },
    // One that nobody announced: its own refusal is the same as that of a foreign referral.
    'POST /referrals/{referralId}/uploads/{uploadId}/binding': {
      path: { referralId, uploadId: 'upl_0000000000000000000z' },
    },
    'POST /referrals/{referralId}/withdrawal': { ...ofReferral, body: { reason: 'other', note } },
    'PUT /me/preferences': { body: { theme: 'dark' } },
    'GET /practices/{practiceNpi}/drafts': { path: { practiceNpi: '1234567893' } },
    'GET /practices/{practiceNpi}/drafts/{draftId}': {
      path: draftPath,
    },
    'PUT /practices/{practiceNpi}/drafts/{draftId}': {
      path: draftPath,
      body: { typed: { given: 'Ansel' } },
    },
    'GET /practices/{practiceNpi}/news': { path: { practiceNpi: '1234567893' } },
    'PUT /practices/{practiceNpi}/news': {
      path: { practiceNpi: '1234567893' },
      body: { choices: [] },
    },
    'GET /holds/{holdId}': { path: { holdId } },
    'POST /holds/{holdId}/assignment': {
      path: { holdId: openHoldId },
      body: { assignee: 'somebody' },
    },
    'PUT /holds/{holdId}/presence': { path: { holdId: openHoldId } },
    'PUT /holds/{holdId}/reminder': { path: { holdId: openHoldId }, body: { at: null } },
    'POST /holds/{holdId}/notice': {
      path: { holdId: openHoldId },
      body: { said: note },
    },
    'POST /holds/{holdId}/resolution': {
      path: { holdId: openHoldId },
      body: { action: 'no-such-action', note },
    },
    'GET /authorizations/{authorizationId}': { path: { authorizationId } },
    'GET /authorizations/{authorizationId}/packet': { path: { authorizationId } },
    'GET /authorizations/{authorizationId}/letters/{letter}': {
      path: { authorizationId, letter: 'appeal' },
    },
    'POST /referrals/{referralId}/coverage-word': {
      ...ofReferral,
      body: { payerId: 'acme-health', way: 'portal', reference: 'R-1' },
    },
    'POST /holds/{holdId}/correspondence': { path: { holdId: openHoldId }, body: called },
    'POST /authorizations/{authorizationId}/correspondence': {
      path: { authorizationId },
      body: called,
    },
    'POST /referrals/{referralId}/correspondence': { ...ofReferral, body: called },
    'POST /payers/{payerId}/notifications': {
      path: { payerId: 'acme-health' },
      body: { resourceType: 'Bundle', type: 'collection', entry: [] },
      type: 'application/fhir+json',
    },
    'GET /referrals/{referralId}/slots': ofReferral,
    'POST /referrals/{referralId}/visits': {
      ...ofReferral,
      body: { visits: [{ dose: 1, startsAt }] },
    },
    'GET /visits': { query: { from: on, to: on } },
    'GET /board': { query: { from: on } },
    'GET /nurses/{nurseId}/schedule': { path: { nurseId: 'nur_amara' }, query: { on } },
    'GET /visits/{visitId}/bedside': ofVisit,
    'POST /visits/{visitId}/confirmation': ofVisit,
    'POST /visits/{visitId}/move': { ...ofVisit, body: { startsAt, note } },
    'POST /visits/{visitId}/cancellation': { ...ofVisit, body: { reason: 'patient' } },
    'POST /visits/{visitId}/start': { ...ofVisit, body: {} },
    'POST /visits/{visitId}/completion': {
      ...ofVisit,
      body: { infusionMinutes: 60, doseComplete: true },
    },
    'POST /visits/{visitId}/reaction': { ...ofVisit, body: { grade: 1 } },
    'POST /visits/{visitId}/plan-end': {
      ...ofVisit,
      body: { madeAt: startsAt, from: '2030-01-01', reason: note },
    },
    'POST /visits/{visitId}/entries': { ...ofVisit, body: { said: note } },
    'GET /patients/{patientId}/record': ofPatient,
    'POST /patients/{patientId}/contact': { ...ofPatient, body: { ...stale, channel: 'text' } },
    'POST /patients/{patientId}/links-end': { ...ofPatient, body: stale },
    'POST /patients/{patientId}/merge': { ...ofPatient, body: { ...stale, other: 'pat_else' } },
    'POST /patients/{patientId}/split': { ...ofPatient, body: { ...stale, other: 'pat_else' } },
    'POST /patients/me/visits/{visitId}/confirmation': ofVisit,
    'GET /patients/me/visits/{visitId}/times': ofVisit,
    'POST /patients/me/visits/{visitId}/time': { ...ofVisit, body: { startsAt } },
    'POST /patients/me/visits/{visitId}/move-request': { ...ofVisit, body: { wish: 'later' } },
    'POST /patients/me/visits/{visitId}/health': { ...ofVisit, body: { yes: ['fever'] } },
    'POST /visits/{visitId}/health': { ...ofVisit, body: { yes: ['fever'] } },
    'POST /patients/me/entry': { body: { birthDate: '1980-02-03' } },
    'POST /patients/me/preferences': { body: { language: 'en' } },
    'POST /patients/me/acknowledgements': {
      body: { referralId, itemId: 'x', version: 1, name: 'A', relationship: 'self' },
    },
    'GET /therapies/{therapyId}': { path: { therapyId: 'infliximab' } },
    'PUT /therapies/{therapyId}/policy': {
      path: { therapyId: 'infliximab' },
      body: { effectiveFrom: '2026-12-01', why: note, rules: { premedicationNeeded: true } },
    },
    'POST /therapies/{therapyId}/policy/decision': {
      path: { therapyId: 'infliximab' },
      body: { version: 1, action: 'approve', note },
    },
    'GET /measures': { query: { measure: 'no-shows' } },
    'GET /network/payers/{payerId}': { path: { payerId: 'acme-health' } },
    'GET /network/payers/{payerId}/reachability': { path: { payerId: 'acme-health' } },
    'PUT /network/payers/{payerId}': { path: { payerId: 'acme-health' }, body: examplePayer() },
    'GET /network/sites/{siteId}': { path: { siteId: 'site_riverbend' } },
    'PUT /network/sites/{siteId}': { path: { siteId: 'site_riverbend' }, body: aSite() },
    'GET /network/nurses/{nurseId}': { path: { nurseId: 'nur_amara' } },
    'PUT /network/nurses/{nurseId}': { path: { nurseId: 'nur_amara' }, body: aNurse() },
  };
};

/** Who may ask, of whatever or of what is theirs only, and how a sound request is answered. */
type Rule = { any?: string; own?: string; is: readonly number[]; others?: number };
const staff = 'coordinator clinician scheduler admin';
const practices = 'referrer system';
const done = [200, 201, 202, 204];
/** Past the question of who asks: done, or refused for how things stand. */
const past = [...done, 409, 412, 422, 428];

const rules: Readonly<Record<string, Rule>> = {
  'GET /openapi.json': { any: 'everybody', is: [200] },
  'GET /patient': { any: 'everybody', is: [200] },
  'GET /sign-in': { any: 'everybody', is: [200] },
  // Our staff name how an order came that they key in: without it, it is refused as sent.
  'POST /referrals': { any: 'coordinator', own: practices, is: past, others: 403 },
  'POST /referrals/check': {
    any: 'coordinator',
    own: practices,
    is: [200, 422],
    others: 403,
  },
  'POST /referrals/labels': {
    any: 'coordinator clinician scheduler',
    own: practices,
    is: [200],
    others: 200,
  },
  'POST /patients/search': {
    any: 'coordinator clinician scheduler',
    own: 'referrer',
    is: [200],
    others: 200,
  },
  'GET /referrals': { any: staff, own: practices, is: [200] },
  'GET /referrals/{referralId}': { any: staff, own: practices, is: [200] },
  'GET /referrals/{referralId}/documents': {
    any: 'coordinator clinician',
    own: practices,
    is: [200],
  },
  // test/stores/documents.test.ts has who is given the address of one that there is.
  'GET /referrals/{referralId}/documents/{documentId}/link': {
    any: 'coordinator clinician',
    own: practices,
    is: [404],
  },
  'GET /referrals/{referralId}/explanation': { any: staff, own: practices, is: [200] },
  'GET /referrals/{referralId}/readers': { any: 'admin', is: [200] },
  'GET /referrals/{referralId}/audit': { any: 'admin', is: [200] },
  'POST /referrals/{referralId}/corrections': {
    any: 'coordinator clinician',
    own: practices,
    is: past,
  },
  'POST /referrals/{referralId}/documents': {
    any: 'coordinator clinician',
    own: practices,
    is: past,
  },
  'POST /referrals/{referralId}/uploads': {
    any: 'coordinator clinician',
    own: practices,
    is: past,
  },
  'POST /referrals/{referralId}/uploads/{uploadId}/binding': {
    any: 'coordinator clinician',
    own: practices,
    is: [404],
  },
  'POST /referrals/{referralId}/withdrawal': { any: 'coordinator', own: practices, is: past },
  'GET /me': { any: `${staff} referrer nurse`, is: [200] },
  'PUT /me/preferences': { any: `${staff} referrer nurse`, is: [200] },
  'GET /practices/{practiceNpi}/drafts': { own: 'referrer', is: [200] },
  'GET /practices/{practiceNpi}/drafts/{draftId}': { own: 'referrer', is: [200, 404] },
  'PUT /practices/{practiceNpi}/drafts/{draftId}': { own: 'referrer', is: past },
  'GET /practices/{practiceNpi}/news': {
    any: 'coordinator admin',
    own: 'referrer',
    is: [200],
  },
  'PUT /practices/{practiceNpi}/news': { any: 'coordinator admin', own: 'referrer', is: past },
  'GET /people': { any: staff, is: [200] },
  'GET /holds': { any: staff, own: 'referrer', is: [200] },
  'GET /holds/counts': { any: staff, is: [200] },
  'GET /holds/{holdId}': { any: staff, own: 'referrer', is: [200] },
  'POST /holds/{holdId}/assignment': { any: staff, is: past },
  'PUT /holds/{holdId}/presence': { any: staff, is: [200] },
  'PUT /holds/{holdId}/reminder': { any: staff, is: [200] },
  'GET /me/reminders': { any: staff, is: [200] },
  'POST /holds/{holdId}/notice': { any: 'coordinator clinician admin', is: [403, 409] },
  'POST /holds/{holdId}/resolution': { any: staff, own: 'referrer', is: [403, 422] },
  'GET /authorizations/{authorizationId}': { any: staff, own: practices, is: [200] },
  // Of this one no packet was made: test/functions/make-packet.test.ts has who reads one.
  'GET /authorizations/{authorizationId}/packet': {
    any: 'coordinator clinician',
    own: practices,
    is: [404],
  },
  // Nothing of it is denied: test/journeys/denial-ladder.test.ts reads the letters of one that is.
  'GET /authorizations/{authorizationId}/letters/{letter}': {
    any: 'coordinator clinician',
    own: practices,
    is: [404],
  },
  'POST /referrals/{referralId}/coverage-word': { any: 'coordinator clinician', is: past },
  'POST /holds/{holdId}/correspondence': { any: staff, own: 'referrer', is: [201, 403, 409] },
  'POST /authorizations/{authorizationId}/correspondence': {
    any: 'coordinator clinician scheduler',
    own: 'referrer',
    is: past,
  },
  'POST /referrals/{referralId}/correspondence': {
    any: 'coordinator clinician scheduler',
    own: 'referrer',
    is: past,
  },
  'POST /payers/{payerId}/notifications': { own: 'payer', is: [401] },
  'GET /referrals/{referralId}/slots': { any: 'scheduler coordinator', is: past },
  'POST /referrals/{referralId}/visits': { any: 'scheduler clinician', is: past },
  'GET /visits': { any: 'scheduler coordinator nurse admin', is: [200] },
  'GET /board': { any: 'scheduler coordinator', is: [200] },
  'GET /nurses/{nurseId}/schedule': { any: 'scheduler admin', own: 'nurse', is: [200] },
  'GET /visits/{visitId}/bedside': { any: 'clinician', own: 'nurse', is: [200] },
  'POST /visits/{visitId}/confirmation': { any: 'scheduler coordinator', is: past },
  'POST /visits/{visitId}/move': { any: 'scheduler clinician', is: past },
  'POST /visits/{visitId}/cancellation': { any: 'scheduler coordinator', is: past },
  'POST /visits/{visitId}/start': { own: 'nurse', is: past },
  'POST /visits/{visitId}/completion': { own: 'nurse', is: past },
  'POST /visits/{visitId}/reaction': { any: 'clinician', own: 'nurse', is: past },
  'POST /visits/{visitId}/plan-end': { any: 'clinician', is: past },
  'POST /visits/{visitId}/entries': { own: 'nurse', is: past },
  'GET /patients/me': { own: 'patient', is: [200] },
  'GET /patients/me/visits': { own: 'patient', is: [200] },
  'GET /patients/me/calendar': { own: 'patient', is: [200] },
  'GET /patients/me/education/file': { own: 'patient', is: [200] },
  'GET /patients/me/education': { own: 'patient', is: [200] },
  'POST /patients/me/entry': { own: 'patient', is: [409] },
  'POST /patients/me/preferences': { own: 'patient', is: past },
  'POST /patients/me/acknowledgements': { own: 'patient', is: [404] },
  'POST /patients/me/visits/{visitId}/confirmation': { own: 'patient', is: past },
  'GET /patients/me/visits/{visitId}/times': { own: 'patient', is: [200] },
  'POST /patients/me/visits/{visitId}/time': { own: 'patient', is: past },
  'POST /patients/me/visits/{visitId}/move-request': { own: 'patient', is: past },
  'POST /patients/me/visits/{visitId}/health': { own: 'patient', is: past },
  'POST /visits/{visitId}/health': { any: 'coordinator scheduler clinician', is: past },
  'GET /patients/{patientId}/record': { any: 'coordinator', is: [200] },
  'POST /patients/{patientId}/contact': { any: 'coordinator', is: past },
  'POST /patients/{patientId}/links-end': { any: 'coordinator', is: past },
  'POST /patients/{patientId}/merge': { any: 'coordinator', is: past },
  'POST /patients/{patientId}/split': { any: 'coordinator', is: past },
  'GET /therapies': { any: 'referrer system coordinator clinician scheduler admin', is: [200] },
  'GET /therapies/{therapyId}': { any: staff, is: [200] },
  'PUT /therapies/{therapyId}/policy': { any: 'clinician admin', is: past },
  'POST /therapies/{therapyId}/policy/decision': { any: 'clinician admin', is: past },
  'GET /payers': { any: 'referrer system coordinator clinician scheduler admin', is: [200] },
  'GET /measures': { any: 'admin', is: [200] },
  'GET /network/payers': { any: 'admin scheduler coordinator', is: [200] },
  'GET /network/sites': { any: 'admin scheduler coordinator', is: [200] },
  'GET /network/nurses': { any: 'admin scheduler coordinator', is: [200] },
  'GET /network/payers/{payerId}': { any: 'admin scheduler coordinator', is: [200] },
  'GET /network/sites/{siteId}': { any: 'admin scheduler coordinator', is: [200] },
  'GET /network/nurses/{nurseId}': { any: 'admin scheduler coordinator', is: [200] },
  'GET /network/payers/{payerId}/reachability': {
    any: 'admin scheduler coordinator',
    is: [200],
  },
  'PUT /network/payers/{payerId}': { any: 'admin', is: past },
  'PUT /network/sites/{siteId}': { any: 'admin', is: past },
  'PUT /network/nurses/{nurseId}': { any: 'admin', is: past },
};

const ruleOf = (key: string): Rule => {
  const rule = rules[key];
  if (!rule) throw new Error(`Nobody has written down who may ask ${key}.`);
  return rule;
};

const among = (list: string | undefined, roles: readonly string[]): readonly string[] =>
  roles.filter((role) => list?.split(' ').includes(role));

/** The statuses with which a caller with a good token may be answered. */
export const answers = (key: string, caller: Caller, owner: Owner): readonly number[] => {
  const { any, own, is, others = 404 } = ruleOf(key);
  if (any === 'everybody') return is;
  const atPatientDoor = key.includes('/patients/me');
  if (!atPatientDoor && caller.client === 'patients') return [401];
  // A patient of whom nobody knows which is not let in by the door.
  if (atPatientDoor && caller.as.includes('patient') && owner === 'none') return [403];
  if (among(any, caller.as).length > 0) return is;
  if (among(own, caller.as).length === 0) return [403];
  // The list of a practice is its own, whichever practice that is.
  const isOwnList = (key === 'GET /referrals' || key === 'GET /holds') && owner === 'foreign';
  if (owner === 'own' || isOwnList) return is;
  return [others];
};

const order =
  'name contact address identity therapy order clinical diagnosis numbers documents findings';
const practiceSees = `${order} authorized payer planning`;
const all = `${practiceSees} notes others`;
const told = { coordinator: 'payer notes', clinician: 'payer notes' };
const waiting = { coordinator: 'payer', clinician: 'payer', referrer: 'payer' };
/** A payer's rules and the catalogue name therapies, of no patient. */
const ofPayers = { admin: 'therapy', scheduler: 'therapy', coordinator: 'therapy' };
const receipt = {
  coordinator: 'findings',
  clinician: 'findings',
  referrer: 'findings',
  system: 'findings',
};

const reasoning = 'therapy clinical payer authorized findings planning';

/** Which kinds of facts each role reads where, of what it may see. */
const sees: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'GET /referrals/{referralId}/documents': {
    coordinator: 'documents',
    clinician: 'documents',
    referrer: 'documents',
    system: 'documents',
  },
  // Of their own order, as they sent it: what is asked back is asked in their own words.
  'POST /referrals': { referrer: 'order', system: 'order' },
  'POST /referrals/check': { referrer: 'therapy order', system: 'therapy order' },
  'POST /referrals/labels': {
    coordinator: 'name',
    clinician: 'name',
    scheduler: 'name',
    referrer: 'name',
    system: 'name',
  },
  'GET /referrals': {
    coordinator: 'therapy',
    clinician: 'therapy',
    scheduler: 'therapy',
    referrer: 'therapy',
    system: 'therapy',
  },
  'GET /referrals/{referralId}': {
    coordinator: `${all} record`,
    clinician: all,
    referrer: practiceSees,
    system: practiceSees,
    scheduler: 'name contact address therapy authorized planning',
  },
  'GET /referrals/{referralId}/explanation': {
    coordinator: reasoning,
    clinician: reasoning,
    referrer: reasoning,
    system: reasoning,
    scheduler: 'therapy authorized planning',
  },
  'GET /holds/{holdId}': { ...told, referrer: 'payer' },
  'POST /holds/{holdId}/assignment': waiting,
  'GET /authorizations/{authorizationId}': {
    coordinator: 'authorized payer numbers',
    clinician: 'authorized payer numbers',
    referrer: 'authorized payer numbers',
    system: 'authorized payer numbers',
    scheduler: 'authorized',
  },
  'GET /nurses/{nurseId}/schedule': {
    nurse: 'name contact address therapy order clinical',
    scheduler: 'name contact address therapy',
  },
  'GET /visits/{visitId}/bedside': {
    nurse: 'name contact identity therapy order clinical notes',
    clinician: 'name contact identity therapy order clinical notes',
  },
  'GET /therapies': {
    ...ofPayers,
    clinician: 'therapy',
    referrer: 'therapy',
    system: 'therapy',
  },
  'GET /network/payers': ofPayers,
  'GET /network/payers/{payerId}': ofPayers,
  'GET /patients/{patientId}/record': { coordinator: 'name contact' },
  'GET /patients/me': { patient: 'name' },
  'POST /patients/me/preferences': { patient: 'name' },
  'POST /referrals/{referralId}/documents': receipt,
  'POST /referrals/{referralId}/withdrawal': receipt,
};

/** What belongs to no patient and no practice. */
const ofNobody = new Set(['GET /therapies']);
const ofTheirOwn = ['referrer', 'system', 'nurse', 'patient'];

/** The kinds of facts that a caller is shown, over all roles that they have toward this record. */
export const seen = (key: string, caller: Caller, owner: Owner): Canary[] =>
  caller.as
    .filter((role) => owner === 'own' || ofNobody.has(key) || !ofTheirOwn.includes(role))
    .flatMap((role) => (sees[key]?.[role] ?? '').split(' ').filter(Boolean) as Canary[]);
