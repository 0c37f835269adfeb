import type {
  Coding,
  DocumentReference,
  Extension,
  FhirResource,
  MedicationRequest,
  Reference,
} from 'fhir/r4.js';
import { sha256 } from '../../platform/canonical.ts';
import type { SentDocument } from '../../platform/document-gateway.ts';
import type { Order, Submission } from '../../referral/referral.ts';
import type { Therapy } from '../../therapy/therapy.ts';
import { orderedCodes } from '../ordered-codes.ts';
import { concept, pasSystems, profile } from './codes.ts';
import { writeDosages } from './dosing.ts';

/** A resource of a request with the name that the others call it by. */
export type Entry<R extends FhirResource = FhirResource> = { fullUrl: string; resource: R };

/** The same name for the same thing in every sending of one authorization. */
const uuidOf = (...words: string[]): string => {
  const hex = sha256(JSON.stringify(words));
  // Version 8 of RFC 9562: made by our own rule.
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
};

export const makeUrn = (...words: string[]): string => `urn:uuid:${uuidOf(...words)}`;

export const refer = ({ fullUrl }: { fullUrl: string }): Reference => ({ reference: fullUrl });

const meta = (name: string) => ({ meta: { profile: [profile(name)] } });

/** The product as it was ordered, or as a pharmacist entered it; else the ingredient of its therapy. */
const codingOf = (order: Order, therapy: Therapy): Coding[] => {
  const systems = { rxnorm: pasSystems.rxnorm, ndc: pasSystems.ndc } as const;
  const ordered = orderedCodes(order).flatMap(({ system, code }) =>
    system === 'hcpcs' ? [] : [{ system: systems[system], code }],
  );
  if (ordered.length > 0) return ordered;
  return therapy.rxnorm[0] ? [{ system: pasSystems.rxnorm, code: therapy.rxnorm[0] }] : [];
};

export const writeMedicationRequest = (
  { order }: Submission,
  therapy: Therapy,
  { isAtHome, ...links }: { patient: Entry; requester: Entry; isAtHome: boolean },
): MedicationRequest => {
  const coding = codingOf(order, therapy);
  return {
    resourceType: 'MedicationRequest',
    ...meta('profile-medicationrequest'),
    status: 'active',
    intent: 'order',
    category: [concept(pasSystems.orderCategory, isAtHome ? 'community' : 'outpatient')],
    medicationCodeableConcept: {
      ...(coding.length > 0 ? { coding } : {}),
      text: order.drug,
    },
    subject: refer(links.patient),
    ...(order.signedAt ? { authoredOn: order.signedAt } : {}),
    requester: refer(links.requester),
    dosageInstruction: writeDosages(order, therapy),
  };
};

/** LOINC 34133-9, a summary of care, where a document does not say what it is. */
const untypedDocument = '34133-9';

export const writeDocument = (document: SentDocument, patient: Entry): DocumentReference => ({
  resourceType: 'DocumentReference',
  ...meta('profile-documentreference'),
  status: 'current',
  type: concept(pasSystems.loinc, document.type ?? untypedDocument),
  category: [concept(pasSystems.documentCategory, 'clinical-note')],
  subject: refer(patient),
  content: [
    {
      attachment: {
        contentType: document.contentType,
        title: document.title,
        data: document.data,
      },
    },
  ],
});

export const extension = (url: string, code: { system: string; code: string }): Extension => ({
  url,
  valueCodeableConcept: concept(code.system, code.code),
});
