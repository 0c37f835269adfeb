import type * as z from 'zod';
import { Order, Referral, Submission } from '../../functions/referral/referral.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';

type Part<T> = { [K in keyof T]?: T[K] | undefined };
type SubmissionInput = z.input<typeof Submission>;

/** A complete, signed infliximab order; name only what your case needs to differ. */
export const anOrder = (different: Part<Order> = {}): Order =>
  Order.parse({
    therapyId: 'infliximab',
    drug: lookUpTherapy(different.therapyId)?.name ?? 'infliximab 100 MG Injection [Remicade]',
    dose: { value: '5', unit: 'mg/kg' },
    route: 'IV',
    frequency: { loadingDays: [0, 14, 42], intervalDays: 56 },
    doses: 6,
    durationMinutes: 120,
    startOn: '2026-12-01',
    signedAt: '2026-11-19T15:30:00Z',
    firstDose: true,
    premedications: ['acetaminophen 650 mg by mouth'],
    reactionOrders: true,
    lineType: 'peripheral',
    ...different,
  });

/** A submission that is complete: every completeness rule is satisfied on 2026-11-20. */
export const aSubmission = (different: Part<SubmissionInput> = {}): Submission =>
  Submission.parse({
    urgency: 'routine',
    practice: { npi: '1234567893', name: 'Lakeside Rheumatology', phone: '+13125550100' },
    prescriber: { npi: '1000000012', name: 'Imogen Testwell', phone: '+13125550101' },
    patient: {
      name: { given: 'Odalys', family: 'Exampleton' },
      birthDate: '1984-03-09',
      sex: 'female',
      identifiers: [{ system: 'urn:example:chart', value: 'EX1001' }],
      address: {
        line: ['12 Sample Street'],
        city: 'Chicago',
        state: 'IL',
        postalCode: '60601',
      },
      phone: '+13125550142',
      email: 'odalys@example.org',
      language: 'en',
      emergencyContact: { name: 'Rafe Exampleton', phone: '+13125550143' },
    },
    coverages: [
      {
        rank: 'primary',
        payerId: 'acme-health',
        payerName: 'Acme Health',
        memberId: 'EX1001-APPROVE',
        relationship: 'self',
      },
    ],
    diagnoses: [{ code: 'K50.90', text: "Crohn's disease, unspecified, without complications" }],
    order: anOrder(),
    observations: [
      {
        code: '29463-7',
        text: 'Body weight',
        on: '2026-11-15',
        value: { value: '82', unit: 'kg' },
      },
      {
        code: '8302-2',
        text: 'Body height',
        on: '2026-11-15',
        value: { value: '168', unit: 'cm' },
      },
      {
        code: '71774-4',
        text: 'Tuberculosis screen (IGRA)',
        on: '2026-10-20',
        value: { coded: 'negative' },
      },
      {
        code: '5196-1',
        text: 'Hepatitis B surface antigen',
        on: '2026-10-20',
        value: { coded: 'negative' },
      },
      {
        code: '13952-7',
        text: 'Hepatitis B core antibody',
        on: '2026-10-20',
        value: { coded: 'negative' },
      },
    ],
    allergies: 'none-known',
    medicines: 'none-known',
    priorTherapies: [{ drug: 'azathioprine', outcome: 'no response after 4 months' }],
    placement: { residence: 'private', homeSuitable: true, caregiver: true },
    documents: [],
    ...different,
  });

/** The main item of a referral that was just received. */
export const aReferral = (different: Part<z.input<typeof Referral>> = {}): Referral =>
  Referral.parse({
    referralId: 'ref_01jd0000000000000000',
    status: 'accepted',
    practiceNpi: '1234567893',
    patientId: 'pat_01jd0000000000000000',
    therapyId: 'infliximab',
    urgency: 'routine',
    receivedAt: '2026-11-20T15:00:00Z',
    orderVersion: 1,
    ...different,
  });
