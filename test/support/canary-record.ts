import { authorizationStore } from '../../functions/authorization/store.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import type { Determination } from '../../functions/platform/determination.ts';
import { keys } from '../../functions/platform/keys.ts';
import { commit } from '../../functions/platform/record.ts';
import type { Table } from '../../functions/platform/table.ts';
import { listKeys } from '../../functions/referral/main-item.ts';
import { anAuthorization } from './authorizations.ts';
import { aHold } from './holds.ts';
import { given, keepOnMain } from './network.ts';
import { aPatient, ownReferral } from './patients.ts';
import { examplePayer } from './payer-simulator.ts';
import { anOrder, aSubmission } from './referrals.ts';
import { aVisitAtCenter } from './visits.ts';

export const otherReferral = 'ref_0000000000000000000z';

/** A word for each kind of fact, found nowhere else: where it is read, the fact was shown. */
export const canaries = {
  name: /Quillfeather|Zephyrine/,
  contact: /5550177|zephyrine@|Canary Caller/,
  address: /Canary Wharf Lane/,
  identity: /1961-07-13|CHART-CANARY/,
  therapy: /immune glob|"ivig"/i,
  order: /canary premedication|Canarimab/,
  clinical: /canary seed|Canary site reason/,
  diagnosis: /Canary disease|canary prior/,
  notes: /Canary note|Canary reaction/,
  // Alone: the signature of an upload's address may well hold four sevens.
  authorized: /(?<![\w-])7777(?![\w-])/,
  payer: /Canary payer reason|CANARY-886/,
  numbers: /CANARYREF|MEMBER-CANARY/,
  findings: /Canary finding/,
  documents: /Canary letter/,
  planning: /Canary plan reason/,
  others: new RegExp(otherReferral),
  /** The way to the patient's record. */
  record: /\/patients\/pat_[0-9a-z]+\/record/,
} as const;
export type Canary = keyof typeof canaries;

const submission = () =>
  aSubmission({
    patient: {
      name: { given: 'Zephyrine', family: 'Quillfeather' },
      birthDate: '1961-07-13',
      sex: 'female',
      identifiers: [{ system: 'urn:example:chart', value: 'CHART-CANARY-9' }],
      address: {
        line: ['77 Canary Wharf Lane'],
        city: 'Chicago',
        state: 'IL',
        postalCode: '60601',
      },
      phone: '+13125550177',
      email: 'zephyrine@example.org',
      language: 'en',
      emergencyContact: { name: 'Canary Caller', phone: '+13125550178' },
    },
    coverages: [
      {
        rank: 'primary',
        payerId: 'acme-health',
        payerName: 'Acme Health',
        memberId: 'MEMBER-CANARY-4',
        relationship: 'self',
      },
    ],
    diagnoses: [{ code: 'K50.90', text: 'Canary disease' }],
    allergies: [{ substance: 'canary seed' }],
    priorTherapies: [{ drug: 'canary prior', outcome: 'none' }],
    order: anOrder({
      therapyId: 'ivig',
      drug: 'Canarimab 100 MG',
      premedications: ['canary premedication'],
      firstDose: false,
      doses: 2,
      startOn: '2026-12-03',
      frequency: { loadingDays: [], intervalDays: 28 },
    }),
    documents: [{ title: 'Canary letter', contentType: 'text/plain', storedAs: 'doc/1', bytes: 1 }],
  });

const told =
  (table: Table, referralId: string) => (question: Determination['question'], text: string) =>
    commit(table, {
      referralId,
      operation: `told:${question}`,
      event: 'coverage.verified',
      actor: { kind: 'system', id: 'test' },
      at: '2026-11-20T17:00:00.000Z',
      determination: {
        question,
        facts: {},
        rule: { id: 'r', version: '1', source: 's' },
        answer: 'a',
        reasons: [{ bearing: 'against', code: 'c', text }],
      },
      items: [],
    });

/** One referral of practice 1234567893 with a canary in every kind of fact, and all that hangs on it. */
export const aCanaryRecord = async (table: Table) => {
  const { referralId, visitId, visit } = await aVisitAtCenter(table);
  const [finding] = [
    {
      code: 'allergies-missing',
      severity: 'missing' as const,
      pointer: '/allergies',
      text: 'Canary finding',
      fix: 'Add it.',
      source: 's',
    },
  ];
  await given(table, {
    items: [
      { ...keys.order(referralId, 1), submission: submission(), findings: [finding] },
      { ...keys.payer('acme-health'), ...examplePayer() },
      {
        ...keys.patient(visit.patientId),
        ...aPatient({
          patientId: visit.patientId,
          givenName: 'Zephyrine',
          phone: '+13125550177',
          email: 'zephyrine@example.org',
          referrals: [ownReferral(referralId)],
        } as never),
      },
    ],
  });
  await keepOnMain(table, referralId, {
    id: referralId,
    practice: listKeys.practice('1234567893'),
    practiceSort: '2026-11-20T15:00:00Z',
    month: listKeys.month('2026-11'),
    monthSort: '2026-11-20T15:00:00Z',
    findings: [finding],
    possibleDuplicateOf: otherReferral,
  });
  const tell = told(table, referralId);
  await tell('authorized', 'Canary payer reason');
  await tell('site-of-care', 'Canary site reason');
  await tell('series', 'Canary plan reason');
  await tell('reaction', 'Canary reaction');
  await tell('complete', 'Canary finding');
  const hold = aHold(referralId, {
    reason: 'denied',
    owner: 'coordinator',
    team: 'coordinator',
    status: 'resolved',
    openedAt: '2026-11-20T18:00:00.000Z',
    resolution: {
      action: 'appeal',
      note: 'Canary note',
      facts: {},
      by: { kind: 'person', id: 'dana' },
      at: '2026-11-20T19:00:00.000Z',
    },
  });
  const open = aHold(referralId, {
    ...hold,
    count: 2,
    status: 'open',
    resolution: undefined,
  } as never);
  const openHold = { ...open, holdId: aHold(referralId, { count: 2 }).holdId };
  const plan = aHold(referralId, {
    ...hold,
    holdId: `${hold.holdId.replace(/_[^_]+$/, '')}_v1.1`,
    scope: 'v1.',
    reason: 'visit-suspended',
    owner: 'clinician',
    team: 'clinician',
    resolution: { ...hold.resolution, action: 'clear' },
  } as never);
  await given(table, { items: [holdItem(hold), holdItem(openHold), holdItem(plan)] });
  const draft = anAuthorization({ referralId });
  await authorizationStore(table).put(
    {
      ...draft,
      reference: 'CANARYREF-1',
      lines: draft.lines.map((line) => ({
        ...line,
        units: 7777,
        decision: {
          number: 'CANARYREF-2',
          reasons: ['CANARY-886'],
          at: '2026-11-20T17:00:00.000Z',
        },
      })),
    },
    {
      operation: 'given',
      at: '2026-11-20T16:00:00.000Z',
      event: 'authorization.drafted',
      actor: { kind: 'system', id: 'test' },
    },
  );
  return {
    referralId,
    visitId,
    patientId: visit.patientId,
    authorizationId: draft.authorizationId,
    holdId: hold.holdId,
    openHoldId: openHold.holdId,
    on: visit.on,
    startsAt: visit.startsAt,
    submission: submission(),
  };
};
export type CanaryRecord = Awaited<ReturnType<typeof aCanaryRecord>>;
