import * as z from 'zod';
import { HumanName, Identifier, type Reference } from '../../fhir/elements.ts';
import type { AnsweredParties, AnsweredPatient } from '../payer-answer.ts';
import { extensions, ourSystems } from './codes.ts';
import type { FoundResponse } from './response-body.ts';
import { contextOf } from './response-context.ts';
import { asSent, codesIn } from './response-values.ts';

const Patient = z.object({
  resourceType: z.literal('Patient'),
  id: z.string().max(64).optional(),
  name: z.array(HumanName).max(20).optional(),
  birthDate: z.string().max(40).optional(),
  identifier: z.array(Identifier).max(20).optional(),
});
const Insurer = z.object({
  resourceType: z.literal('Organization'),
  id: z.string().max(64).optional(),
  name: z.string().max(400).optional(),
  identifier: z.array(Identifier).max(20).optional(),
});

/** A name in one text: `Family, Given` or `Given Family`. */
const nameIn = (text: string): AnsweredPatient['names'] => {
  const [family = '', given] = text.split(',').map((part) => part.trim());
  if (given !== undefined) return [{ given, family }];
  const words = family.split(/\s+/);
  return words.length > 1
    ? [{ given: words.slice(0, -1).join(' '), family: words.at(-1) ?? '' }]
    : [];
};

const namesOf = (names: readonly z.infer<typeof HumanName>[] = []): AnsweredPatient['names'] =>
  names.flatMap(({ family, given = [], text }) =>
    family || given.length > 0
      ? [{ given: given.join(' '), family: family ?? '' }]
      : nameIn(text ?? ''),
  );

type Id = z.infer<typeof Identifier>;

/** Whether a number says that it is a member's: by its type, in code or words, or by our own system. */
const isMemberId = ({ type, system }: Id): boolean =>
  codesIn(type).includes('MB') ||
  /\b(member|subscriber)\b/i.test(type?.text ?? '') ||
  ourSystems.isMember(system);

/** Numbers of a patient: a member's, and those that do not say what they are. */
const idsOf = (
  identifiers: readonly Id[] = [],
): Pick<AnsweredPatient, 'memberIds' | 'otherIds'> => {
  const valued = identifiers.flatMap((one) => (one.value ? [{ ...one, value: one.value }] : []));
  const others = valued.filter((one) => !isMemberId(one) && codesIn(one.type).length === 0);
  return {
    memberIds: valued.filter(isMemberId).map(({ value }) => value),
    ...(others.length > 0 ? { otherIds: others.map(({ value }) => value) } : {}),
  };
};

const patientOf = ({ name, birthDate, identifier }: z.infer<typeof Patient>): AnsweredPatient => ({
  names: namesOf(name),
  ...(birthDate ? { birthDate } : {}),
  ...idsOf(identifier),
});

const known = <T extends { id?: string | undefined; resourceType: string }>(
  { bundle, response }: FoundResponse,
  form: z.ZodType<T>,
): (T & { names: (string | undefined)[] })[] =>
  [
    ...bundle.entry,
    ...(response.contained ?? []).map((resource) => ({ fullUrl: `#${resource.id}`, resource })),
  ].flatMap(({ fullUrl, resource }) => {
    const { success, data } = form.safeParse(resource);
    return success
      ? [{ ...data, names: [fullUrl, data.id && `${data.resourceType}/${data.id}`] }]
      : [];
  });

type Named = { names: (string | undefined)[] };
type Link = z.infer<typeof Reference> | undefined;

const behind = <T extends Named>(to: Link, all: readonly T[]): T[] =>
  all.filter(({ names }) => to?.reference !== undefined && names.includes(to.reference));

/** Diagnoses that a line says it is about, by their codes, or in words. */
const diagnosesIn = ({ item = [] }: FoundResponse['response']): string[] =>
  item
    .flatMap(({ extension = [] }) => extension)
    .filter(({ url }) => url === extensions.communicatedDiagnosis)
    .flatMap(({ valueCodeableConcept }) => {
      const codes = codesIn(valueCodeableConcept);
      return codes.length > 0 ? codes : [asSent(valueCodeableConcept)].filter(Boolean);
    });

/**
 * Whom a response says it is about, by whom it was asked and who answers, as far as it says: behind
 * its references, or in the references themselves.
 */
export const partiesIn = (found: FoundResponse): AnsweredParties => {
  const { bundle, response } = found;
  const { patient, requestor, insurer } = response;
  const patients = known(found, Patient);
  const [referred] = behind(patient, patients);
  const told =
    patient?.display || patient?.identifier
      ? [
          {
            names: nameIn(patient.display ?? ''),
            ...idsOf(patient.identifier ? [patient.identifier] : []),
          },
        ]
      : [];
  const insurers = behind(insurer, known(found, Insurer));
  return {
    patients: [...(referred ? [referred] : patients.slice(0, 1)).map(patientOf), ...told],
    requestors: requestor ? contextOf(bundle, response).npisOf(requestor) : [],
    insurers: [...insurers.flatMap(({ identifier = [] }) => identifier), insurer?.identifier]
      .filter((one) => one?.system === ourSystems.payer)
      .flatMap((one) => one?.value ?? []),
    diagnoses: diagnosesIn(response),
    said: {
      insurer: insurers[0]?.name ?? insurer?.display ?? '',
    },
  };
};
