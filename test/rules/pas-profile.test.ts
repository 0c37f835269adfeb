import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { submissionBundle } from '../../functions/authorization/pas/bundle.ts';
import { inquiryBundle } from '../../functions/authorization/pas/inquiry.ts';
import type { SubmissionFacts } from '../../functions/authorization/pas/submission.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { writeResponse } from '../../payer-simulator/pas-answer.ts';
import { readRequest } from '../../payer-simulator/pas-request.ts';
import { simulatedPayers } from '../../payer-simulator/payers.ts';
import type { PayerVerdict } from '../../payer-simulator/scenarios.ts';
import {
  anAuthorization,
  aSite,
  requestFacts,
  submissionFacts,
  submissionFor,
} from '../support/authorizations.ts';
import { type Json, openProfiles, type Profiles } from '../support/fhir-profile.ts';
import { anOrder } from '../support/referrals.ts';

const packages = ['davinci_pas_2.2.1.tgz', 'us_core_700.tgz'].map(
  (name) => new URL(`../../../shared/fhir/${name}`, import.meta.url).pathname,
);
const missing = packages.find((path) => !existsSync(path));

const note = {
  title: 'Office note',
  type: '11506-3',
  contentType: 'text/plain',
  data: Buffer.from('An invented note.').toString('base64'),
};

const bundleOf = (different: Partial<SubmissionFacts> = {}): Json =>
  JSON.parse(JSON.stringify(submissionBundle(submissionFacts(different))));

const approvedLines = () =>
  anAuthorization().lines.map((line) => ({
    ...line,
    state: 'approved' as const,
    decision: { number: 'PA-1', reasons: [], at: '2026-11-21T16:00:00Z' },
  }));

const inquiryOf = (different: Parameters<typeof anAuthorization>[0]): Json => {
  const facts = submissionFacts({ authorization: anAuthorization(different) });
  return JSON.parse(JSON.stringify(inquiryBundle({ ...facts, at: '2026-11-21T16:00:00Z' })));
};

const dependent = submissionFor('APPROVE', 'acme-health', {
  coverages: [
    {
      rank: 'primary',
      payerId: 'acme-health',
      memberId: 'EX1001-APPROVE',
      groupNumber: 'G77',
      relationship: 'child',
    },
  ],
});
const ivig = lookUpTherapy('ivig') as NonNullable<ReturnType<typeof lookUpTherapy>>;
const ivigOrder = submissionFor('APPROVE', 'acme-health', {
  order: anOrder({
    therapyId: 'ivig',
    drug: 'Privigen 10 % immune globulin',
    dose: { value: '0.4', unit: 'g/kg' },
    frequency: { loadingDays: [], intervalDays: 28 },
    doses: 12,
    durationMinutes: 240,
  }),
});

const requests: [string, () => Json][] = [
  ['a plain order', () => bundleOf()],
  ['an urgent order', () => bundleOf({ authorization: anAuthorization({ urgency: 'expedited' }) })],
  [
    'a renewal',
    () => bundleOf({ authorization: anAuthorization({ bookedBefore: 6 }), previousNumber: 'PA1' }),
  ],
  ['a dependent in a group', () => bundleOf({ submission: dependent })],
  ['documents', () => bundleOf({ documents: [note, { ...note, title: 'Another note' }] })],
  [
    'an update with the document asked for',
    () =>
      bundleOf({
        documents: [note],
        number: 2,
        continues: { number: 1, at: '2026-11-20T16:00:00Z', documents: 0 },
      }),
  ],
  [
    'a home infusion with nursing',
    () =>
      bundleOf({
        submission: ivigOrder,
        therapy: ivig,
        authorization: anAuthorization(
          { placeOfService: '12' },
          requestFacts({ submission: ivigOrder, therapy: ivig, setting: 'home' }),
        ),
        site: aSite({ siteId: 'site_home', setting: 'home', placeOfService: '12', chairs: 0 }),
      }),
  ],
  [
    'a prescriber nobody can telephone',
    () => {
      const submission = submissionFor('APPROVE', 'acme-health', {
        practice: { npi: '1234567893', name: 'Lakeside Rheumatology' },
        prescriber: { npi: '1000000012', name: 'Imogen Testwell' },
        diagnoses: [],
      });
      return bundleOf({ submission });
    },
  ],
];

const inquiries: [string, () => Json][] = [
  ['while it is decided', () => inquiryOf({ reference: 'REF7' })],
  ['of what was approved', () => inquiryOf({ lines: approvedLines() })],
];

const item = (claim: Json): Json => (claim.item as Json[])[0] as Json;
const entryOf = (bundle: Json, type: string): Json =>
  (bundle.entry as Json[])
    .map(({ resource }) => resource as Json)
    .find(({ resourceType }) => resourceType === type) as Json;

/** Single faults in a good request; each must be seen. */
const faults: [string, (claim: Json, bundle: Json) => void][] = [
  ['a claim that is not active', (claim) => Object.assign(claim, { status: 'draft' })],
  ['a claim for payment', (claim) => Object.assign(claim, { use: 'claim' })],
  ['a line without request type', (claim) => (item(claim).extension as unknown[]).shift()],
  ['a line without category', (claim) => delete item(claim).category],
  ['a line without place', (claim) => delete item(claim).locationCodeableConcept],
  [
    'a month for a date',
    (claim) => Object.assign(item(claim), { servicedPeriod: { start: '2026-12', end: '2027-01' } }),
  ],
  [
    'an insurance that is not focal',
    (claim) => Object.assign((claim.insurance as Json[])[0] as Json, { focal: false }),
  ],
  [
    'a care team member without scope',
    (claim) => delete ((claim.careTeam as Json[])[0] as Json).extension,
  ],
  ['a claim without insurer', (claim) => delete claim.insurer],
  ['a text for a number', (claim) => Object.assign(item(claim), { sequence: '1' })],
  [
    'a message without text',
    (claim) => delete ((claim.supportingInfo as Json[])[1] as Json).valueString,
  ],
  [
    'a document without its information',
    (claim) => delete ((claim.supportingInfo as Json[])[2] as Json).extension,
  ],
  ['a bundle without identifier', (_, bundle) => delete bundle.identifier],
  ['a bundle that is a transaction', (_, bundle) => Object.assign(bundle, { type: 'transaction' })],
  ['a claim that is not first', (_, bundle) => (bundle.entry as unknown[]).reverse()],
  ['an entry without address', (_, bundle) => delete ((bundle.entry as Json[])[2] as Json).fullUrl],
  [
    'a coverage without member id',
    (_, bundle) => Object.assign(entryOf(bundle, 'Coverage'), { identifier: [] }),
  ],
  [
    'a coverage that ended',
    (_, bundle) => Object.assign(entryOf(bundle, 'Coverage'), { status: 'cancelled' }),
  ],
  ['a patient without sex', (_, bundle) => delete entryOf(bundle, 'Patient').gender],
  [
    'an organization that is not active',
    (_, bundle) => delete entryOf(bundle, 'Organization').active,
  ],
  [
    'an order that is a plan',
    (_, bundle) => Object.assign(entryOf(bundle, 'MedicationRequest'), { intent: 'plan' }),
  ],
  [
    'an order without requester',
    (_, bundle) => delete entryOf(bundle, 'MedicationRequest').requester,
  ],
  [
    'a document without content',
    (_, bundle) => Object.assign(entryOf(bundle, 'DocumentReference'), { content: [] }),
  ],
  ['a role without telephone', (_, bundle) => delete entryOf(bundle, 'PractitionerRole').telecom],
];

describe.skipIf(missing !== undefined)(
  `FHIR profiles (packages in ../shared/fhir${missing ? ', absent' : ''})`,
  () => {
    let profiles: Profiles;
    beforeAll(() => {
      profiles = openProfiles(packages);
    });

    it('find nothing wrong with the 43 published PAS examples that declare a profile', () => {
      const examples = [...profiles.examples].filter(
        ([, json]) =>
          Array.isArray((json.meta as Json | undefined)?.profile) &&
          JSON.stringify(json.meta).includes('davinci-pas'),
      );
      expect(examples).toHaveLength(43);
      const found = examples.flatMap(([name, json]) =>
        profiles
          .validate(json)
          .map(
            (issue) =>
              `${name.split('/').at(-1)}: ${issue.path} ${issue.message} (${issue.profile.split('/').at(-1)})`,
          ),
      );
      expect(found).toEqual([]);
    });

    it.each(requests)('find nothing wrong with our request for %s', (_, make) => {
      expect(profiles.validate(make())).toEqual([]);
    });

    it.each(inquiries)('find nothing wrong with our inquiry %s', (_, make) => {
      expect(profiles.validate(make())).toEqual([]);
    });

    it.each(['approve', 'change', 'partial', 'deny', 'pend', 'pend-for-information', 'reject'])(
      'find nothing wrong with the simulated answer "%s"',
      (verdict) => {
        const { request, issues } = readRequest(
          bundleOf(),
          simulatedPayers[0] as (typeof simulatedPayers)[number],
        );
        expect(issues).toEqual([]);
        const response =
          request &&
          writeResponse(request, verdict as PayerVerdict, new Date('2026-11-20T16:00:01Z'));
        expect(profiles.validate(JSON.parse(JSON.stringify(response)))).toEqual([]);
      },
    );

    it.each(faults)('find %s', (_, spoil) => {
      const bundle = bundleOf({ documents: [note] });
      const claim = ((bundle.entry as Json[])[0] as Json).resource as Json;
      spoil(claim, bundle);
      expect(profiles.validate(bundle)).not.toEqual([]);
    });
  },
);
