import { type CodeableConcept, conceptWords, readCodes, systems } from '../../fhir/elements.ts';
import { contradicts, findTherapy } from '../drug.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';

type Drugged = Pick<
  PlacedResource<'MedicationRequest'>['resource'],
  'medicationCodeableConcept' | 'medicationReference'
>;

const conceptOf = (reading: BundleReading, resource: Drugged): CodeableConcept | undefined =>
  resource.medicationCodeableConcept ??
  reading.get('Medication', resource.medicationReference)?.resource.code;

/** The drug of an order or of a dose given: its therapy, its name and everything said of it. */
export const readDrug = (reading: BundleReading, resource: Drugged) => {
  const concept = conceptOf(reading, resource);
  const hcpcs = readCodes(concept, systems.hcpcs);
  const words = conceptWords(concept);
  const [hcpcsCode] = hcpcs.filter((code) => /^[A-Z]\d{4}$/.test(code));
  const named = {
    hcpcs,
    rxnorm: readCodes(concept, systems.rxnorm),
    // What a reference shows of its drug must be that drug too.
    words: [...words, resource.medicationReference?.display ?? ''].filter(Boolean),
  };
  return {
    named,
    therapy: findTherapy(named),
    name: named.words[0] ?? concept?.coding?.[0]?.code,
    hcpcs: hcpcsCode,
  };
};

/** The drug is named once, and every code and word of it means the same one. */
export const checkDrug = (
  reading: BundleReading,
  { at, resource }: PlacedResource<'MedicationRequest'>,
): void => {
  const { name, named } = readDrug(reading, resource);
  const { medicationCodeableConcept, medicationReference, substitution } = resource;
  if (!name)
    reading.complain(`${at}.medicationCodeableConcept`, 'names no drug', 'Add a code and a text.');
  if (medicationCodeableConcept && medicationReference)
    reading.complain(`${at}.medicationReference`, 'is a second drug', 'Name the drug once.');
  if (contradicts({ ...named, substitutionAllowed: substitution?.allowedBoolean }))
    reading.complain(
      `${at}.${medicationCodeableConcept ? 'medicationCodeableConcept' : 'medicationReference'}`,
      'names different drugs in its codes and words',
      'Name one drug in every code and text; allow substitution where a biosimilar may be given.',
    );
};
