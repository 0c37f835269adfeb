import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Resource } from '../support/bundles.ts';
import { dangers, endangered, found } from '../support/dangers.ts';
import { longRuns } from '../support/runs.ts';

const runs = longRuns(10_000);
const patience = 1_200_000;

/**
 * What stands in charts beside an order, and would endanger the patient if it were hers. Another
 * patient's order with a coverage would make two referrals, and is refused.
 */
const strangers: readonly Resource[] = [
  {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '5196-1' }] },
    effectiveDateTime: '2026-11-15',
    valueString: 'Positive',
  },
  {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
    effectiveDateTime: '2026-11-18',
    valueQuantity: { value: 12, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
  },
  {
    resourceType: 'Condition',
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'I50.9' }] },
  },
  { resourceType: 'AllergyIntolerance', code: { text: 'infliximab' }, criticality: 'high' },
  {
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text: 'rituximab' },
  },
  {
    resourceType: 'MedicationStatement',
    status: 'active',
    medicationCodeableConcept: { text: 'anakinra' },
  },
  {
    resourceType: 'MedicationAdministration',
    status: 'completed',
    effectiveDateTime: '2026-11-10',
    medicationCodeableConcept: { text: 'Remicade' },
  },
  {
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '03' }] },
    occurrenceDateTime: '2026-11-10',
  },
  { resourceType: 'ServiceRequest', status: 'active', intent: 'order', priority: 'stat' },
  { resourceType: 'Flag', status: 'active', code: { text: 'Pregnant' } },
];

/** What is of this patient, and has nothing to do with the order. */
const unrelated: readonly Resource[] = [
  {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }], text: 'Heart rate' },
    effectiveDateTime: '2026-11-15',
    valueQuantity: { value: 71, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
  },
  {
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'order',
    code: { coding: [{ system: 'http://snomed.info/sct', code: '71651007' }], text: 'Mammogram' },
  },
  {
    resourceType: 'Encounter',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  },
  { resourceType: 'Goal', lifecycleStatus: 'active', description: { text: 'Walk more' } },
  {
    resourceType: 'Appointment',
    status: 'booked',
    participant: [{ status: 'accepted' }],
  },
];

describe('what a bundle holds beside', () => {
  it(
    'changes no finding, where it is of others or has nothing to do with the order',
    () => {
      const names = ['nothing', ...Object.keys(dangers)];
      const alone = new Map(names.map((name) => [name, found(endangered(name))]));
      fc.assert(
        fc.property(
          fc.constantFrom(...names),
          fc.record({ foreign: fc.subarray([...strangers]), withPatient: fc.boolean() }),
          fc.subarray([...unrelated]),
          fc.nat(20),
          (name, { foreign, withPatient }, own, at) => {
            const bundle = endangered(name);
            const patient = bundle.entry.find(
              ({ resource }) => resource.resourceType === 'Patient',
            );
            const of = (reference: string | undefined, one: Resource): Resource => ({
              ...one,
              subject: { reference },
              patient: { reference },
            });
            const added = [
              ...(withPatient ? [{ resourceType: 'Patient', id: 'somebody-else' }] : []),
              ...foreign.map((one) => of('Patient/somebody-else', one)),
              ...own.map((one) => of(patient?.fullUrl, one)),
            ].map((resource, index) => ({ fullUrl: `urn:uuid:beside-${index}`, resource }));
            bundle.entry.splice(at, 0, ...added);
            expect(found(bundle)).toEqual(alone.get(name));
          },
        ),
        runs,
      );
    },
    patience,
  );
});
