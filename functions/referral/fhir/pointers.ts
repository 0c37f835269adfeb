import { lookup } from '../../platform/lookup.ts';
import type { PlacedResource } from './bundle.ts';

/** FHIRPath-like pointer of an issue: `Bundle.entry[3].resource.name[0].family`. */
export const fhirPointer = (base: string, path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (pointer, part) =>
      typeof part === 'number' ? `${pointer}[${part}]` : `${pointer}.${String(part)}`,
    base,
  );

const dosage = 'dosageInstruction[0]';

/** Where a field of ours was read from, by its path: the longest that fits. */
const elements = lookup<string>({
  'patient/name/given': 'name[0].given',
  'patient/name/family': 'name[0].family',
  'patient/sex': 'gender',
  'patient/identifiers': 'identifier',
  'patient/address': 'address[0]',
  'patient/address/line': 'address[0].line',
  'patient/address/city': 'address[0].city',
  'patient/phone': 'telecom',
  'patient/email': 'telecom',
  'patient/language': 'communication',
  'patient/emergencyContact': 'contact',
  'patient/birthDate': 'birthDate',
  'order/drug': 'medicationCodeableConcept.text',
  'order/hcpcs': 'medicationCodeableConcept.coding',
  'order/dose': `${dosage}.doseAndRate[0].doseQuantity`,
  'order/loadingDose': `${dosage}.doseAndRate[0].doseQuantity`,
  'order/route': `${dosage}.route`,
  'order/lineType': `${dosage}.site`,
  'order/frequency': `${dosage}.timing`,
  'order/startOn': `${dosage}.timing`,
  'order/doses': `${dosage}.timing.repeat.count`,
  'order/durationMinutes': `${dosage}.timing.repeat.duration`,
  'order/signedAt': 'authoredOn',
  'order/firstDose': 'extension',
  'order/lastDoseOn': 'extension',
  'order/substitutionAllowed': 'substitution.allowedBoolean',
});

/** Which resources the other parts were read from. */
const sources = lookup<string>({
  practice: 'Organization',
  prescriber: 'Practitioner',
  coverages: 'Coverage',
  diagnoses: 'Condition',
  observations: 'Observation',
  allergies: 'AllergyIntolerance',
  priorTherapies: 'MedicationRequest',
  placement: 'ServiceRequest',
  documents: 'DocumentReference',
});

/** Where in the bundle a field of the submission came from, as an element of FHIR. */
export const locateField =
  (places: { patient: PlacedResource<'Patient'>; order: PlacedResource<'MedicationRequest'> }) =>
  (path: readonly PropertyKey[]): string => {
    const names = path.filter((part) => typeof part === 'string');
    const [part = ''] = names;
    if (part !== 'patient' && part !== 'order')
      return sources[part] ? `Bundle.entry.resource.ofType(${sources[part]})` : 'Bundle';
    for (let length = names.length; length > 1; length -= 1) {
      const element = elements[names.slice(0, length).join('/')];
      if (element) return `${places[part].at}.${element}`;
    }
    return places[part].at;
  };
