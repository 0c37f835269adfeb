import { conceptWords, readCodes, systems } from '../../fhir/elements.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { readDrug } from './medication.ts';

type Request = PlacedResource<'MedicationRequest'>;

/**
 * Drugs that are given around an infusion to prevent or treat what it may do. Names, and RxNorm
 * ingredients: code lists of medicines; which of them are premedication is general knowledge - verify.
 */
const supportive = {
  words:
    /\b(acetaminophen|paracetamol|tylenol|diphenhydramine|benadryl|cetirizine|loratadine|fexofenadine|famotidine|ranitidine|ondansetron|granisetron|palonosetron|prochlorperazine|methylprednisolone|solu-?medrol|hydrocortisone|dexamethasone|prednisone|meperidine|ibuprofen|albuterol|epinephrine|adrenaline|epipen|heparin (lock|flush)|saline flush)\b/i,
  rxnorm: [
    '161',
    '3498',
    '20610',
    '28889',
    '4278',
    '26225',
    '6902',
    '5492',
    '3264',
    '8640',
    '3992',
    '5640',
    '435',
  ],
} as const;

const rescue = { words: /\b(epinephrine|adrenaline|epipen)\b/i, rxnorm: ['3992'] } as const;

const isOneOf = (
  reading: BundleReading,
  { resource }: Request,
  drugs: { words: RegExp; rxnorm: readonly string[] },
): boolean => {
  const { named } = readDrug(reading, resource);
  return (
    named.words.some((word) => drugs.words.test(word)) ||
    named.rxnorm.some((code) => drugs.rxnorm.includes(code))
  );
};

/** Everything that an order says of when and why its drug is given. */
const circumstances = ({ resource }: Request): string =>
  [
    ...(resource.dosageInstruction ?? []).flatMap(({ text, timing, asNeededCodeableConcept }) => [
      text ?? '',
      ...conceptWords(timing?.code),
      ...conceptWords(asNeededCodeableConcept),
    ]),
    ...(resource.reasonCode ?? []).flatMap(conceptWords),
  ].join(' ');

/** Given to prevent what the infusion may do: a drug that is used so, or one ordered before each. */
export const isPremedication = (reading: BundleReading, request: Request): boolean =>
  isOneOf(reading, request, supportive) ||
  /\bpre-?med|\b(before|prior to) (each|every|the) (infusion|dose)/i.test(circumstances(request));

/** Ordered against a reaction to the infusion: epinephrine, or any drug that says it is for one. */
export const isForReaction = (reading: BundleReading, request: Request): boolean =>
  isOneOf(reading, request, rescue) ||
  /\banaphyla|\b(infusion|allergic|hypersensitivity) reaction|\bfor (a |any )?reaction|\bhypersensitiv/i.test(
    circumstances(request),
  );

const infusedRoutes = ['47625008', '418114005', '419993007', '255560000', '34206005', '404816000'];

/** Whether an order says that its drug goes into a vein or under the skin. */
export const isInfused = ({ resource }: Request): boolean =>
  (resource.dosageInstruction ?? []).some(
    ({ route }) =>
      readCodes(route, systems.snomed).some((code) => infusedRoutes.includes(code)) ||
      /\biv\b|intraven|\bsc\b|subcut|infus/i.test(conceptWords(route).join(' ')),
  );

/** Whether it says another way: by mouth, onto the skin, into a muscle. */
export const isTakenOtherwise = (request: Request): boolean =>
  !isInfused(request) && (request.resource.dosageInstruction ?? []).some(({ route }) => route);
