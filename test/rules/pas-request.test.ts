import type { Claim, Organization, Patient, PractitionerRole } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import type { Authorization } from '../../functions/authorization/authorization.ts';
import { submissionBundle } from '../../functions/authorization/pas/bundle.ts';
import type { SubmissionFacts } from '../../functions/authorization/pas/submission.ts';
import { renewedNumber } from '../../functions/authorization/renewal-rules.ts';
import {
  anAuthorization,
  aSite,
  submissionFacts,
  submissionFor,
} from '../support/authorizations.ts';

/** The resources of a request, by type; of a type that comes more than once, the first. */
const requestOf = (different: Partial<SubmissionFacts> = {}) => {
  const { entry = [] } = submissionBundle(submissionFacts(different));
  const ofType = <R>(type: string) =>
    entry.flatMap(({ resource }) => (resource?.resourceType === type ? [resource as R] : []));
  return {
    claim: ofType<Claim>('Claim')[0] as Claim,
    role: ofType<PractitionerRole>('PractitionerRole')[0],
    site: ofType<Organization>('Organization').find(({ name }) => name === aSite().name),
    patient: ofType<Patient>('Patient')[0],
  };
};

const document = (type?: string) => ({
  title: 'A document',
  ...(type ? { type } : {}),
  contentType: 'text/plain',
  data: 'QQ==',
});
const named = (list: { url: string }[] | undefined, name: string) =>
  (list ?? []).filter(({ url }) => url.endsWith(name));

describe('a request', () => {
  it('has no given name for who has one name alone', () => {
    const facts = submissionFacts();
    const { patient } = facts.submission;
    const submission = {
      ...facts.submission,
      patient: { ...patient, name: { given: '', family: 'Exampleton' } },
    };
    expect(requestOf({ submission }).patient?.name).toEqual([{ family: 'Exampleton' }]);
  });

  it.each([
    ['infusion-center', 'FA'],
    ['hospital-outpatient', 'FA'],
    ['home', 'SJ'],
  ] as const)('names a site of care of kind %s as %s, in both of its places', (setting, code) => {
    const { claim, site } = requestOf({ site: { ...aSite(), setting } });
    expect(claim.careTeam?.[1]?.role?.coding?.[0]?.code).toBe(code);
    expect(site?.type?.[0]?.coding?.[0]?.code).toBe(code);
  });

  it.each([
    ['a laboratory report', '11502-2', 'LA'],
    ['an office note', '11506-3', '09'],
    ['something of another type', '34117-2', 'M1'],
    ['something of no type', undefined, 'M1'],
  ])('says of %s what it is', (_, type, code) => {
    const { claim } = requestOf({ documents: [document(type)] });
    const info = claim.supportingInfo?.find(({ valueReference }) => valueReference);
    expect(JSON.stringify(info?.extension)).toContain(
      JSON.stringify({ system: 'https://codesystem.x12.org/005010/755', code }),
    );
  });

  it.each([
    ['the prescriber', { phone: '+13125550101' }, {}, { system: 'phone', value: '+13125550101' }],
    ['the practice', {}, { phone: '+13125550102' }, { system: 'phone', value: '+13125550102' }],
    [
      'the fax of the practice',
      {},
      { fax: '+13125550103' },
      { system: 'fax', value: '+13125550103' },
    ],
  ])('says how to reach %s', (_, person, practice, telecom) => {
    const submission = submissionFor('APPROVE', 'acme-health', {
      practice: { npi: '1234567893', name: 'Lakeside Rheumatology', ...practice },
      prescriber: { npi: '1000000012', name: 'Imogen Testwell', ...person },
    });
    expect(requestOf({ submission }).role?.telecom).toEqual([telecom]);
  });

  it('is the practice that asks where the NPI of the prescriber is none', () => {
    const submission = submissionFor('APPROVE', 'acme-health', {
      prescriber: { npiAsSent: '1888888888', name: 'Imogen Testwell', phone: '+13125550101' },
    });
    const request = requestOf({ submission });
    expect(request.role).toBeUndefined();
    expect(JSON.stringify(request)).not.toContain('1888888888');
  });

  it('gives each line a trace number under our own number', () => {
    const { claim } = requestOf();
    const traces = claim.item?.map(
      ({ extension }) =>
        (named(extension, 'itemTraceNumber')[0] as { valueIdentifier?: unknown }).valueIdentifier,
    );
    expect(traces).toEqual(
      [1, 2, 3].map((line) => ({
        system: 'urn:trnorg:9DRIPLINE0',
        value: `auth_01jd0000000000000000_1.${line}`,
      })),
    );
  });

  it.each([
    ['a first authorization', {}, undefined, { code: 'I', before: [] }],
    ['a renewal', { bookedBefore: 6 }, 'PA1', { code: 'R', before: ['PA1'] }],
    ['a renewal of what has no number', { bookedBefore: 6 }, undefined, { code: 'R', before: [] }],
  ])(
    'for %s says so with each line, and what it goes on from',
    (_, round, previousNumber, { code, before }) => {
      const { claim } = requestOf({ authorization: anAuthorization(round), previousNumber });
      for (const { extension } of claim.item ?? []) {
        expect(named(extension, 'certificationType')).toMatchObject([
          { valueCodeableConcept: { coding: [{ code }] } },
        ]);
        expect(named(extension, 'extension-authorizationNumber')).toMatchObject(
          before.map((valueString) => ({ valueString })),
        );
      }
    },
  );

  it('for a renewal goes on from the newest grant of the same payer for the same drug', () => {
    const round = (number: number, different: Partial<Authorization>): Authorization => ({
      ...anAuthorization(different),
      authorizationId: `auth_01jd0000000000000000_${number}`,
    });
    const granted = (number: string) =>
      anAuthorization().lines.map((line) => ({
        ...line,
        state: 'approved' as const,
        decision: { reasons: [], at: '2026-11-20T16:00:00Z', number },
      }));
    const renewal = round(5, { bookedBefore: 6 });
    const known = [
      round(1, { lines: granted('PA1') }),
      round(2, { lines: granted('PA2') }),
      round(3, { lines: granted('PA3'), payerId: 'meridian-plan' }),
      round(4, {}),
      renewal,
    ];
    expect(renewedNumber(renewal, known)).toBe('PA2');
    expect(renewedNumber(round(5, {}), known)).toBeUndefined();
  });

  it('that supplies a document marks it and the drug line it belongs to, and nothing else', () => {
    const continues = { number: 1, at: '2026-11-20T16:00:00Z', documents: 1 };
    const documents = [document('11506-3'), document('11502-2')];
    const { claim } = requestOf({ documents, number: 2, continues });
    const marks = (list: Claim['item'] | Claim['supportingInfo']) =>
      list?.map(({ extension }) => named(extension, 'infoChanged'));
    const [drug, ...services] = marks(claim.item) ?? [];
    expect(drug).toMatchObject([{ valueCode: 'changed' }]);
    expect(services.flat()).toEqual([]);
    expect(marks(claim.supportingInfo)).toMatchObject([[], [], [], [{ valueCode: 'added' }]]);
  });
});
