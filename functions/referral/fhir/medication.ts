import * as z from 'zod';
import { type CodeableConcept, conceptWords, readCodes, systems } from '../../fhir/elements.ts';
import { lookup } from '../../platform/lookup.ts';
import { type DrugNamed, findTherapy } from '../order/drug.ts';
import type { Order } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { resources } from './resources.ts';

type Drugged = Pick<
  PlacedResource<'MedicationRequest'>['resource'],
  'medicationCodeableConcept' | 'medicationReference'
>;

type Medication = PlacedResource<'Medication'>['resource'];

const Contained = resources.Medication.extend({
  resourceType: z.literal('Medication'),
  id: z.string().max(100),
});

/** The Medication that a resource carries within itself. */
const containedIn = (resource: Drugged, reference: string): Medication | undefined => {
  const { contained } = resource as { contained?: unknown };
  return (Array.isArray(contained) ? contained : [])
    .map((one) => Contained.safeParse(one).data)
    .find((one) => one && `#${one.id}` === reference);
};

const diluent = /sodium chloride|saline|dextrose|ringer|water/i;

/** What a Medication is: its code, or else what it is made of without what that is dissolved in. */
const namesOf = ({ code, ingredient = [] }: Medication): CodeableConcept[] => {
  if (code && conceptWords(code).length + (code.coding ?? []).length > 0) return [code];
  const made = ingredient.flatMap(({ itemCodeableConcept: one }): CodeableConcept[] =>
    one ? [one] : [],
  );
  const drugs = made.filter((concept) => !diluent.test(conceptWords(concept).join(' ')));
  return drugs.length > 0 ? drugs : made;
};

/** Every concept that says which drug it is: where there are two, each is read. */
const conceptsOf = (reading: BundleReading, resource: Drugged): CodeableConcept[] => {
  const { medicationCodeableConcept, medicationReference } = resource;
  const reference = medicationReference?.reference ?? '';
  const referred = reference.startsWith('#')
    ? containedIn(resource, reference)
    : reading.get('Medication', medicationReference)?.resource;
  return [
    ...(medicationCodeableConcept ? [medicationCodeableConcept] : []),
    ...(referred ? namesOf(referred) : []),
  ];
};

const drugOf = (reading: BundleReading, resource: Drugged) => {
  const concepts = conceptsOf(reading, resource);
  const codes = (system: string | readonly string[]) =>
    concepts.flatMap((concept) => readCodes(concept, system));
  const named = {
    hcpcs: codes(systems.hcpcs),
    ndc: codes(systems.ndc),
    rxnorm: codes(systems.rxnorm),
    // What a reference shows of its drug must be that drug too.
    words: [
      ...concepts.flatMap(conceptWords),
      resource.medicationReference?.display?.trim() ?? '',
    ].filter(Boolean),
  } satisfies DrugNamed;
  return {
    named,
    therapy: findTherapy(named),
    name: named.words[0] ?? concepts.flatMap(({ coding }) => coding ?? [])[0]?.code,
  };
};

type Drug = ReturnType<typeof drugOf>;

/**
 * Everyone who reads a resource asks for its drug. By the Medications that it may refer to, of which
 * there are fewer as soon as it is known whom the bundle is about.
 */
const drugs = new WeakMap<object, WeakMap<Drugged, Drug>>();

/** The drug of an order or of a dose given: its therapy, its name and everything said of it. */
export const readDrug = (reading: BundleReading, resource: Drugged): Drug => {
  const medications = reading.all('Medication');
  const known = drugs.get(medications) ?? new WeakMap<Drugged, Drug>();
  drugs.set(medications, known);
  const read = known.get(resource) ?? drugOf(reading, resource);
  known.set(resource, read);
  return read;
};

/** Codes of what may be given instead: none, or an equivalent. Source: HL7 v3 substanceAdminSubstitution. */
const substitutes = lookup<boolean>({ N: false, E: true, EC: true, BC: true, G: true });

const substitutionAllowed = ({
  allowedBoolean,
  allowedCodeableConcept,
}: NonNullable<PlacedResource<'MedicationRequest'>['resource']['substitution']> = {}):
  | boolean
  | undefined =>
  allowedBoolean ??
  (allowedCodeableConcept?.coding ?? [])
    .map(({ code = '' }) => substitutes[code])
    .find((one) => one !== undefined);

/** Which drug is ordered: the therapy it is, and its names and codes as they were given. */
export const productFrom = (
  reading: BundleReading,
  resource: PlacedResource<'MedicationRequest'>['resource'],
  route?: Order['route'],
): Pick<Order, 'therapyId' | 'drug' | 'hcpcs' | 'codes' | 'alsoNamed' | 'substitutionAllowed'> => {
  const { name, named } = readDrug(reading, resource);
  const therapy = findTherapy({ ...named, route });
  const codes = (['hcpcs', 'ndc', 'rxnorm'] as const).flatMap((system) =>
    named[system].map((code) => ({ system, code: code.slice(0, 30) })),
  );
  const [hcpcs] = named.hcpcs.filter((code) => /^[A-Z]\d{4}$/.test(code));
  const alsoNamed = [...new Set(named.words.map((word) => word.slice(0, 200)))].slice(1, 11);
  const substitution = substitutionAllowed(resource.substitution);
  return {
    ...(therapy ? { therapyId: therapy.id } : {}),
    drug: (name ?? 'not named').slice(0, 200),
    ...(hcpcs ? { hcpcs } : {}),
    ...(codes.length > 0 ? { codes: codes.slice(0, 20) } : {}),
    ...(alsoNamed.length > 0 ? { alsoNamed } : {}),
    ...(substitution === undefined ? {} : { substitutionAllowed: substitution }),
  };
};
