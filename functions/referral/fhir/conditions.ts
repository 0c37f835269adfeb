import * as z from 'zod';
import {
  CodeableConcept,
  conceptWords,
  Extension,
  readCodes,
  systems,
} from '../../fhir/elements.ts';
import { latestDate, shortened, wholeDate } from '../../fhir/values.ts';
import type { ConditionClaimed } from '../clinical-claims.ts';
import { femaleBody } from '../facts/recorded-sex.ts';
import { plain } from '../facts/result-words.ts';
import type { Diagnosis } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { observationsCoded } from './coded.ts';
import { dotted, icd10Code } from './icd10.ts';
import { inPieces, remarkedConditions } from './remarks.ts';
import { foundBy } from './taken-on.ts';

type Placed = PlacedResource<'Condition'>;

/** A state in the codes of a concept and in its words, each written as a code. */
const statesIn = (concept: CodeableConcept | undefined): ReadonlySet<string | undefined> =>
  new Set([
    ...(concept?.coding ?? []).map(({ code }) => code),
    ...conceptWords(concept).map((words) => plain(words).replaceAll(' ', '-')),
  ]);

const ended = ['inactive', 'remission', 'resolved'];

/**
 * What verification, clinical status and abatement make of a condition; undefined for one entered in
 * error. One that is said to go on counts as going on, whatever day it should have ended.
 */
export const stateOf = (
  { resource }: Placed,
  asOf: string,
): ConditionClaimed['state'] | undefined => {
  const { clinicalStatus, verificationStatus } = resource;
  const verified = statesIn(verificationStatus);
  if (verified.has('entered-in-error')) return undefined;
  if (verified.has('refuted')) return 'refuted';
  const stands = statesIn(clinicalStatus);
  const goesOn = ['active', 'recurrence', 'relapse'].some((one) => stands.has(one));
  const over = wholeDate(resource.abatementDateTime ?? resource.abatementPeriod?.end);
  if (!goesOn && (ended.some((one) => stands.has(one)) || (over !== undefined && over <= asOf)))
    return 'past';
  return ['unconfirmed', 'provisional', 'differential'].some((one) => verified.has(one))
    ? 'possible'
    : 'active';
};

/** Every word of a condition beyond its name. */
const remarksOf = ({ resource }: Placed, name: string | undefined): string[] => {
  const words = [
    ...conceptWords(resource.code),
    ...conceptWords(resource.severity),
    ...(resource.stage ?? []).flatMap(({ summary }) => conceptWords(summary)),
    ...(resource.note ?? []).flatMap((note) => note.text ?? []),
  ];
  return [...new Set(words)].filter((one) => one !== name || one.length > 200).flatMap(inPieces);
};

const codesOf = ({ resource: { code, stage = [] } }: Placed, system: string | readonly string[]) =>
  [code, ...stage.map(({ summary }) => summary)].flatMap((concept) => readCodes(concept, system));

/** Reasons of the order that have no code which can be read, in their words. */
const reasonsInWords = (
  order: PlacedResource<'MedicationRequest'> | undefined,
): ConditionClaimed[] =>
  (order?.resource.reasonCode ?? []).flatMap((concept, index): ConditionClaimed[] => {
    const [name, ...others] = [...new Set(conceptWords(concept))];
    const isCoded = readCodes(concept, [systems.icd10, ...systems.icd10World])
      .map(dotted)
      .some((code) => icd10Code.test(code));
    const snomed = readCodes(concept, systems.snomed).filter((code) => code.length <= 20);
    if (isCoded || (!name && snomed.length === 0)) return [];
    const said = [...(name && name.length > 200 ? [name] : []), ...others].flatMap(inPieces);
    return [
      {
        ...(snomed.length > 0 ? { snomed: snomed.slice(0, 5) } : {}),
        ...(name ? { name: shortened(name, 200) } : {}),
        ...(said.length > 0 ? { said: said.slice(0, 20) } : {}),
        state: 'active',
        from: `${order?.at}.reasonCode[${index}]`.slice(0, 60),
      },
    ];
  });

/** LOINC for what a patient smokes. */
const smokingStatus = '72166-2';

/** The newest word on smoking. */
const habitsOf = (reading: BundleReading): ConditionClaimed[] => {
  const told = observationsCoded(reading, 'loinc', [smokingStatus])
    .filter(({ resource: { status } }) => status !== 'entered-in-error')
    .map(({ at, resource }) => ({ at, resource, on: foundBy(resource) ?? '' }))
    .sort((a, b) => (a.on < b.on ? 1 : -1))
    .slice(0, 1);
  return told.flatMap(({ at, resource: { valueCodeableConcept, valueString } }) => {
    const snomed = readCodes(valueCodeableConcept, systems.snomed).slice(0, 5);
    const [name = valueString] = conceptWords(valueCodeableConcept);
    if (!name && snomed.length === 0) return [];
    return [
      {
        ...(snomed.length > 0 ? { snomed } : {}),
        ...(name ? { name: shortened(name, 200) } : {}),
        state: 'active' as const,
        from: at,
      },
    ];
  });
};

/** A faith by which no blood is taken; no other is anybody's business. */
const faithOf = (patient: PlacedResource<'Patient'> | undefined): ConditionClaimed[] =>
  (patient?.resource.extension ?? []).flatMap(({ url = '', valueCodeableConcept }) => {
    const faith = CodeableConcept.safeParse(valueCodeableConcept).data;
    const name = conceptWords(faith).find((words) => /jehovah/i.test(words));
    return name && patient && url.endsWith('patient-religion')
      ? [{ name: shortened(name, 200), state: 'active' as const, from: patient.at }]
      : [];
  });

/** Sex at birth: LOINC. */
const sexAtBirth = ['76689-9', '99501-5'];
const isFemale = (codes: readonly (string | undefined)[]): boolean =>
  codes.some(
    (code) => code === 'F' || code === 'LA3-6' || code === 'female-typical' || code === femaleBody,
  );

/** Codes that an extension of the patient gives, in its parts too. */
const codesWithin = (extension: z.infer<typeof Extension>): (string | undefined)[] => {
  const { valueCode, valueCoding, valueCodeableConcept } = extension;
  const parts = z.array(Extension).safeParse(extension.extension).data ?? [];
  return [
    ...[valueCode, valueCoding?.code],
    ...(CodeableConcept.safeParse(valueCodeableConcept).data?.coding ?? []).map(({ code }) => code),
    ...parts.flatMap((part) => [
      part.valueCode,
      ...(CodeableConcept.safeParse(part.valueCodeableConcept).data?.coding ?? []).map(
        ({ code }) => code,
      ),
    ]),
  ];
};

/** A body that is told to be a woman's, where the gender does not say so: it may be with child. */
const bodyOf = (
  reading: BundleReading,
  patient: PlacedResource<'Patient'> | undefined,
): ConditionClaimed[] => {
  if (!patient || /^f/i.test(patient.resource.gender ?? '')) return [];
  const told = [
    ...(patient.resource.extension ?? [])
      .filter(({ url = '' }) => /birthsex$|us-core-sex$|sexParameterForClinicalUse$/i.test(url))
      .map((one) => ({ at: patient.at, codes: codesWithin(one) })),
    ...observationsCoded(reading, 'loinc', sexAtBirth)
      .filter(({ resource: { status } }) => status !== 'entered-in-error')
      .map(({ at, resource }) => ({
        at,
        codes: (resource.valueCodeableConcept?.coding ?? []).map(({ code }) => code),
      })),
  ].find(({ codes }) => isFemale(codes));
  if (!told) return [];
  reading.use(told.at, 'the sex at birth');
  return [{ snomed: [femaleBody], name: 'Female at birth', state: 'active', from: told.at }];
};

/**
 * What the patient has, may have or had, beyond the diagnoses of the order and what is remarked of
 * those. More remarks than a claim holds make the condition one that is not understood.
 */
export const conditionsFrom = (
  reading: BundleReading,
  diagnoses: readonly Diagnosis[],
  order: PlacedResource<'MedicationRequest'> | undefined,
  patient: PlacedResource<'Patient'> | undefined,
): ConditionClaimed[] => {
  const listed = new Set(diagnoses.map(({ code }) => code));
  const found = reading.all('Condition').flatMap((placed): ConditionClaimed[] => {
    const { at, resource } = placed;
    const state = stateOf(placed, reading.asOf);
    const icd10 = codesOf(placed, [systems.icd10, ...systems.icd10World])
      .map(dotted)
      .filter((code) => icd10Code.test(code))
      .slice(0, 5);
    const icd9 = codesOf(placed, systems.icd9).filter((code) => code.length <= 10);
    const snomed = codesOf(placed, systems.snomed).filter((code) => code.length <= 20);
    const [name] = conceptWords(resource.code);
    const remarks = remarksOf(placed, name);
    const named = icd10.length + icd9.length + snomed.length + remarks.length > 0 || name;
    if (!state || state === 'refuted' || !named) return [];
    const isTold =
      state === 'active' && icd10.length > 0 && icd10.every((code) => listed.has(code));
    if (isTold && icd9.length + snomed.length + remarks.length === 0) return [];
    const since = latestDate(
      resource.onsetDateTime ?? resource.onsetPeriod?.start ?? resource.recordedDate,
      reading.asOf,
    );
    if (remarks.length > 20) reading.doubt(at, 'has more remarks than a referral holds');
    reading.use(at, state === 'past' ? 'history' : 'conditions');
    return [
      {
        ...(icd10.length > 0 ? { icd10 } : {}),
        ...(icd9.length > 0 ? { icd9: icd9.slice(0, 5) } : {}),
        ...(snomed.length > 0 ? { snomed: snomed.slice(0, 5) } : {}),
        ...(name ? { name: shortened(name, 200) } : {}),
        ...(remarks.length > 0 ? { said: remarks.slice(0, 20) } : {}),
        state,
        ...(since ? { since } : {}),
        from: at,
        ...(reading.ownerOf({ resource }) === 'untold' ? { untied: true } : {}),
      },
    ];
  });
  return [
    ...found,
    ...reasonsInWords(order),
    ...remarkedConditions(reading),
    ...habitsOf(reading),
    ...faithOf(patient),
    ...bodyOf(reading, patient),
  ].slice(0, 300);
};
