import { readFileSync } from 'node:fs';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type Example = { routeKey: string; path: Record<string, string>; body?: Json };

const example = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8'));

export type Known = {
  referralId: string;
  holdId: string;
  visitId: string;
  patientId: string;
  native: Json;
};

/** One valid request of every kind that takes a body, and some of those that take none. */
export const requestExamples = ({
  referralId,
  holdId,
  visitId,
  patientId,
  native,
}: Known): Example[] => {
  const nurse = example('network/nurses/nur_amara-fenwick.json');
  const site = example('network/sites/site_riverbend-infusion.json');
  const payer = example('network/payers/acme-health.json');
  const visit = { visitId };
  const patient = { patientId: 'pat_1' };
  return [
    ...[
      '01-infliximab-center.json',
      '02-ivig-home.json',
      '03-opat-ceftriaxone-urgent.json',
      '04-incomplete-then-corrected.json',
    ].map((name) => ({ routeKey: 'POST /referrals', path: {}, body: example(name) })),
    { routeKey: 'POST /referrals', path: {}, body: native },
    { routeKey: 'POST /referrals/check', path: {}, body: native },
    {
      routeKey: 'POST /referrals/{referralId}/corrections',
      path: { referralId },
      body: example('04-incomplete-then-corrected.correction.json'),
    },
    {
      routeKey: 'POST /referrals/{referralId}/documents',
      path: { referralId },
      body: example('06-pended-for-information.document.json'),
    },
    {
      routeKey: 'POST /referrals/{referralId}/uploads',
      path: { referralId },
      body: {
        title: 'Letter',
        type: '18746-8',
        contentType: 'application/pdf',
        bytes: 5_000_000,
        sha256: 'a'.repeat(64),
      },
    },
    {
      routeKey: 'POST /referrals/{referralId}/uploads/{uploadId}/binding',
      path: { referralId, uploadId: 'upl_0000000000000000000z' },
    },
    {
      routeKey: 'POST /referrals/{referralId}/withdrawal',
      path: { referralId },
      body: { reason: 'care-elsewhere', note: 'moved' },
    },
    {
      routeKey: 'POST /patients/search',
      path: {},
      body: {
        family: 'Exampleton',
        given: 'Odalys',
        birthDate: '1984-02-03',
        memberId: 'M1',
        phone: '+13125550142',
      },
    },
    { routeKey: 'POST /referrals/labels', path: {}, body: { ids: [referralId] } },
    {
      routeKey: 'PUT /me/preferences',
      path: {},
      body: {
        views: [
          { title: 'Mine', filters: { team: 'coordinator', assignee: 'me', dueWithinHours: 4 } },
        ],
        singleKeys: false,
        theme: 'dark',
      },
    },
    { routeKey: 'POST /holds/{holdId}/assignment', path: { holdId }, body: { assignee: 'ada' } },
    {
      routeKey: 'POST /holds/{holdId}/notice',
      path: { holdId },
      body: {
        said: 'Denied',
        noticeOn: '2026-11-20',
        deadlines: [{ rung: 'appeal', on: '2027-01-20' }],
      },
    },
    {
      routeKey: 'POST /holds/{holdId}/resolution',
      path: { holdId },
      body: {
        action: 'recheck',
        note: 'called',
        siteId: 'site_riverbend',
        toleranceDays: 2,
        coverage: example('05-inactive-coverage-replaced.coverage.json'),
        reference: 'R1',
        authorizationNumber: 'A1',
        expiresOn: '2027-06-30',
        approvedLines: [{ sequence: 1, units: 100 }],
      },
    },
    {
      routeKey: 'PUT /holds/{holdId}/reminder',
      path: { holdId },
      body: { at: '2026-12-01T15:00:00Z', note: 'ask again' },
    },
    {
      routeKey: 'PUT /practices/{practiceNpi}/drafts/{draftId}',
      path: { practiceNpi: '1234567893', draftId: '00000000-0000-4000-8000-000000000001' },
      body: { typed: { given: 'Ansel', 'result.71774-4': 'negative' } },
    },
    {
      routeKey: 'PUT /practices/{practiceNpi}/news',
      path: { practiceNpi: '1234567893' },
      body: {
        choices: [
          { from: '2026-12-01', points: ['decided', 'booked'], daily: true },
          { from: '2027-02-01', points: [], email: 'desk@practice.example' },
        ],
      },
    },
    {
      routeKey: 'POST /referrals/{referralId}/coverage-word',
      path: { referralId },
      body: {
        payerId: 'acme-health',
        way: 'telephone',
        person: 'Ms. Field',
        reference: 'C-1',
        at: '2026-11-20T15:00:00Z',
        plan: 'Silver PPO',
        from: '2026-01-01',
        through: '2027-12-31',
        uploadId: 'upl_0000000000000000000z',
      },
    },
    ...['/holds/{holdId}', '/authorizations/{authorizationId}', '/referrals/{referralId}'].map(
      (of) => ({
        routeKey: `POST ${of}/correspondence`,
        path: { holdId, referralId, authorizationId: `auth_${referralId.slice(4)}_1` },
        body: {
          way: 'telephone',
          party: 'payer',
          person: 'Ms. Field',
          at: '2026-11-20T15:00:00Z',
          reference: 'C-1',
          said: 'Still in review.',
          next: { step: 'Call again', on: '2027-01-04' },
        },
      }),
    ),
    {
      routeKey: 'PUT /network/nurses/{nurseId}',
      path: { nurseId: 'nur_amara-fenwick' },
      body: nurse,
    },
    {
      routeKey: 'PUT /network/sites/{siteId}',
      path: { siteId: 'site_riverbend-infusion' },
      body: site,
    },
    { routeKey: 'PUT /network/payers/{payerId}', path: { payerId: 'acme-health' }, body: payer },
    {
      routeKey: 'PUT /therapies/{therapyId}/policy',
      path: { therapyId: 'infliximab' },
      body: {
        effectiveFrom: '2027-01-04',
        why: 'pharmacy committee',
        rules: {
          minGapDays: 35,
          competencies: ['rate-titration'],
          settings: { home: 'not-usual' },
          toleranceDays: { before: 3, after: 3 },
        },
        revision: 0,
      },
    },
    {
      routeKey: 'POST /therapies/{therapyId}/policy/decision',
      path: { therapyId: 'infliximab' },
      body: { version: 1, action: 'approve', note: 'as we agreed' },
    },
    {
      routeKey: 'POST /referrals/{referralId}/visits',
      path: { referralId },
      body: { visits: [{ dose: 2, startsAt: '2027-02-04T15:00:00Z' }], note: 'asked for' },
    },
    {
      routeKey: 'POST /visits/{visitId}/move',
      path: visit,
      body: { startsAt: '2027-02-05T15:00:00Z', nurseId: 'nur_amara', note: 'asked for' },
    },
    {
      routeKey: 'POST /visits/{visitId}/cancellation',
      path: visit,
      body: { reason: 'patient', note: 'away' },
    },
    { routeKey: 'POST /visits/{visitId}/confirmation', path: visit },
    {
      routeKey: 'POST /visits/{visitId}/start',
      path: visit,
      body: {
        startedAt: '2027-02-04T15:00:00Z',
        access: {
          difficultBefore: false,
          difficultyExpected: false,
          veinNotPalpable: false,
          veinNotVisible: false,
          veinUnderThreeMillimeters: false,
          device: 'peripheral',
          attempts: 1,
        },
      },
    },
    {
      routeKey: 'POST /visits/{visitId}/completion',
      path: visit,
      body: {
        endedAt: '2027-02-04T18:00:00Z',
        infusionMinutes: 90,
        doseComplete: true,
        teachBack: [{ topic: 'infection', understood: true }],
      },
    },
    {
      routeKey: 'POST /visits/{visitId}/reaction',
      path: visit,
      body: { grade: 2, actions: ['slowed'] },
    },
    {
      routeKey: 'POST /visits/{visitId}/plan-end',
      path: visit,
      body: { madeAt: '2026-12-01T15:00:00Z', from: '2026-12-20', reason: 'it was the rate alone' },
    },
    {
      routeKey: 'POST /visits/{visitId}/entries',
      path: visit,
      body: { weightKg: '71.5', said: 'weighed again', reason: 'scale was off' },
    },
    {
      routeKey: 'POST /patients/{patientId}/contact',
      path: patient,
      body: { revision: 1, channel: 'mail', address: 'odalys@example.org', note: 'told us' },
    },
    {
      routeKey: 'POST /patients/{patientId}/links-end',
      path: patient,
      body: { revision: 1, note: 'telephone was lost' },
    },
    {
      routeKey: 'POST /patients/{patientId}/merge',
      path: patient,
      body: { revision: 1, other: 'pat_2', note: 'one person' },
    },
    {
      routeKey: 'POST /patients/{patientId}/split',
      path: patient,
      body: { revision: 1, other: 'pat_2', referrals: [referralId], note: 'two persons' },
    },
    { routeKey: 'POST /patients/me/entry', path: {}, body: { birthDate: '1980-02-03' } },
    {
      routeKey: 'POST /patients/me/preferences',
      path: {},
      body: { language: 'es', text: 'given', mail: 'withdrawn' },
    },
    {
      routeKey: 'POST /patients/me/acknowledgements',
      path: {},
      body: {
        referralId,
        itemId: 'hand-washing',
        version: 1,
        understanding: 'understood',
        name: 'Odalys',
        relationship: 'self',
      },
    },
    { routeKey: 'POST /patients/me/visits/{visitId}/confirmation', path: visit },
    {
      routeKey: 'POST /patients/me/visits/{visitId}/time',
      path: visit,
      body: { startsAt: '2026-12-12T15:00:00Z' },
    },
    {
      routeKey: 'POST /patients/me/visits/{visitId}/move-request',
      path: visit,
      body: { wish: 'later' },
    },
    {
      routeKey: 'POST /patients/me/visits/{visitId}/health',
      path: visit,
      body: { yes: ['fever'], symptom: 'mild', words: 'since yesterday' },
    },
    { routeKey: 'POST /visits/{visitId}/health', path: visit, body: { yes: ['fever'] } },
    {
      routeKey: 'POST /payers/{payerId}/notifications',
      path: { payerId: 'acme-health' },
      body: {
        resourceType: 'Bundle',
        type: 'collection',
        entry: [{ resource: { resourceType: 'ClaimResponse', outcome: 'complete' } }],
      },
    },
    ...[
      ['contact', { revision: 1, channel: 'mail', address: 'odalys@example.org', note: 'called' }],
      ['links-end', { revision: 1, note: 'lost her telephone' }],
      ['merge', { revision: 1, other: 'pat_other', note: 'the same person' }],
      ['split', { revision: 1, other: 'pat_other', referrals: [referralId], note: 'twins' }],
    ].map(([act, body]) => ({
      routeKey: `POST /patients/{patientId}/${act}`,
      path: { patientId },
      body: body as Json,
    })),
    { routeKey: 'GET /referrals', path: {} },
    { routeKey: 'GET /referrals/{referralId}', path: { referralId } },
    { routeKey: 'GET /referrals/{referralId}/explanation', path: { referralId } },
    { routeKey: 'GET /referrals/{referralId}/slots', path: { referralId } },
    { routeKey: 'GET /holds', path: {} },
    { routeKey: 'GET /visits', path: {} },
    { routeKey: 'GET /measures', path: {} },
  ];
};

type Spot = { at: readonly (string | number)[]; value: Json };

/** Every place of a body, its own included, outermost first. */
export const spotsOf = (value: Json, at: Spot['at'] = []): Spot[] => [
  { at, value },
  ...(Array.isArray(value)
    ? value.flatMap((part, index) => spotsOf(part, [...at, index]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, part]) => spotsOf(part, [...at, name]))
      : []),
];

/** The body with something else at a place; `undefined` takes the place out. */
export const withAt = (value: Json, at: Spot['at'], put: Json | undefined): Json | undefined => {
  const [first, ...rest] = at;
  if (first === undefined) return put;
  if (Array.isArray(value))
    return value.flatMap((part, index) => {
      const kept = index === first ? withAt(part, rest, put) : part;
      return kept === undefined ? [] : [kept];
    });
  const parts = Object.entries(value as { [name: string]: Json }).flatMap(([name, part]) => {
    const kept = name === first ? withAt(part, rest, put) : part;
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return Object.fromEntries(parts);
};

/** The body with a field called otherwise. */
export const renamedAt = (value: Json, at: Spot['at'], name: string): Json => {
  const around = at.slice(0, -1);
  const within = around.reduce<Json>(
    (part, step) => (part as { [name: string]: Json })[step] as Json,
    value,
  );
  const renamed = Object.entries(within as { [name: string]: Json }).map(
    ([own, part]) => [own === at.at(-1) ? name : own, part] as const,
  );
  return withAt(value, around, Object.fromEntries(renamed)) as Json;
};
