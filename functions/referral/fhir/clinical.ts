import { type CodeableConcept, conceptWords, readCodes, systems } from '../../fhir/elements.ts';
import { shortened } from '../../fhir/values.ts';
import { contradictionIn, typeKept } from '../../platform/content-kinds.ts';
import { mostDocuments } from '../document-limits.ts';
import { namesAnotherDisease } from '../facts/disease-names.ts';
import { findTherapy } from '../order/drug.ts';
import { type Diagnosis, MediaType, type Submission } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { stateOf } from './conditions.ts';
import { dotted, icd10Code } from './icd10.ts';
import { inPieces } from './remarks.ts';

const has = (concept: CodeableConcept | undefined, ...codes: string[]): boolean =>
  (concept?.coding ?? []).some(({ code }) => code !== undefined && codes.includes(code));

const knownSystems = [systems.icd10, ...systems.icd10World, ...systems.icd9, systems.snomed];

/** Diagnoses of the order: what it gives as reasons first, then the patient's other conditions. */
export const diagnosesFrom = (
  reading: BundleReading,
  order: PlacedResource<'MedicationRequest'> | undefined,
): Diagnosis[] => {
  const inForce = (placed: PlacedResource<'Condition'>) => {
    const state = stateOf(placed, reading.asOf);
    return state === 'active' || state === 'possible';
  };
  const reasons = (order?.resource.reasonReference ?? []).flatMap((reference) => {
    const condition = reading.get('Condition', reference);
    return condition ? [condition] : [];
  });
  // A reason that is not proven is still what the order is for; another is no diagnosis of it.
  const rest = reading
    .all('Condition')
    .filter((one) => !reasons.includes(one) && stateOf(one, reading.asOf) === 'active');
  const concepts = [
    ...(order?.resource.reasonCode ?? []).map((concept) => ({ at: undefined, concept })),
    ...[...reasons, ...rest]
      .filter(inForce)
      .map(({ at, resource }) => ({ at, concept: resource.code })),
  ];
  const found = new Map<string, Diagnosis>();
  const notRead = new Set<string>();
  for (const { at, concept } of concepts) {
    const codes = readCodes(concept, systems.icd10).map(dotted);
    const words = conceptWords(concept);
    const known = codes.filter((code) => icd10Code.test(code));
    if (known.length === 0 && at) notRead.add(at);
    for (const code of known)
      if (!found.has(code)) {
        // Words that do not go with the code are what a person has to see.
        const text = words.find((one) => namesAnotherDisease(code, one)) ?? words[0];
        found.set(code, { code, ...(text ? { text: shortened(text, 200) } : {}) });
      }
  }
  for (const placed of reading.all('Condition')) {
    const { code } = placed.resource;
    if (!inForce(placed))
      reading.leave(placed.at, 'is no longer so, was refuted, or was entered in error');
    else if (!notRead.has(placed.at)) reading.use(placed.at, 'diagnoses');
    else if (conceptWords(code).length + readCodes(code, knownSystems).length === 0)
      reading.doubt(placed.at, 'names no condition that can be read');
    else reading.pass(placed.at, 'has no ICD-10-CM code that can be read');
  }
  return [...found.values()].slice(0, 12);
};

/** SNOMED CT for "no known allergy" and "no known drug allergy". */
const noneKnown = ['716186003', '409137002'];

/** The same in words, alone or several together, and denials of other allergies only, which are no answer and no allergy. */
const none = [
  'nkda|nka|nkma|nkfa',
  'no known (active )?(drug |medication |medicine )?(allerg(y|ies)|adverse (drug )?reactions)( to (drugs|medications|medicines))?',
  'no (active |drug |medication )?allerg(y|ies)|no history of (drug )?allerg(y|ies)|none( known)?',
  '((the )?(patient|pt) )?(denies|has no|reports no)( any)?( known)?( drug| medication)? allerg(y|ies)',
  'ninguna( conocida)?|sin alergias( conocidas)?|niega alergias',
].join('|');
const noneInWords = new RegExp(`^(?:(?:${none})[\\s().,:;/\u2013-]*)+$`, 'i');
const noneOfOthers = ['429625007', '428607008', '716184000', '716220001'];
const othersInWords = /^no known (food|environmental|latex)/i;
const notTold =
  /^(allerg(y|ies):? )?(unknown|unable to (obtain|assess|determine)|(patient )?not (asked|assessed|known|documented|on file|recorded|reviewed)|no (allergy )?(information|data)( (available|on file))?|no allerg(y|ies) on file|not yet reviewed|desconocid[oa]s?)\.?$/i;

const mostAllergies = 50;

/** What an allergy is to, by every name that it carries; a name within another says nothing more. */
const substancesOf = ({ resource }: PlacedResource<'AllergyIntolerance'>): string[] => {
  // A drug that is only told by its code goes by its name here.
  const coded = findTherapy({ rxnorm: readCodes(resource.code, systems.rxnorm) })?.name;
  const words = [
    ...conceptWords(resource.code),
    ...(coded && conceptWords(resource.code).length === 0 ? [coded] : []),
    ...(resource.reaction ?? []).flatMap(({ substance }) => conceptWords(substance)),
  ]
    .map((one) => one.trim())
    .filter((one) => !notTold.test(one));
  const isWithin = (one: string, index: number) =>
    words.some(
      (other, at) =>
        at !== index &&
        other.toLowerCase().includes(one.toLowerCase()) &&
        (other.length > one.length || at < index),
    );
  return words
    .filter((one, index) => !isWithin(one, index))
    .map((one) => shortened(one, 100))
    .slice(0, 8);
};

/** Whether an allergy says only that nobody knows of any; the rules ask. */
const saysNothing = ({ resource: { code } }: PlacedResource<'AllergyIntolerance'>): boolean =>
  conceptWords(code).some((words) => notTold.test(words.trim()));

/** What lists of a patient's things are named by. LOINC. */
const lists = { allergies: ['48765-2'], medicines: ['10160-0', '29549-3'] } as const;

/** A list that is empty because there is none of a thing. Source: HL7 list-empty-reason. */
export const deniedByList = (reading: BundleReading, of: keyof typeof lists): boolean =>
  reading.all('List').some(({ at, resource }) => {
    const { status, code, emptyReason, entry = [] } = resource;
    const isOne =
      status === 'current' &&
      entry.length === 0 &&
      readCodes(code, systems.loinc).some((one) => lists[of].some((known) => known === one)) &&
      has(emptyReason, 'nilknown') &&
      reading.ownerOf({ resource }) === 'patient';
    if (isOne) reading.use(at, of);
    return isOne;
  });

/** Allergies; the explicit negative counts as an answer, an empty bundle does not. */
export const allergiesFrom = (reading: BundleReading): Submission['allergies'] => {
  type Placed = PlacedResource<'AllergyIntolerance'>;
  const isNegative = ({ resource }: Placed) =>
    readCodes(resource.code, systems.snomed).some((code) => noneKnown.includes(code)) ||
    conceptWords(resource.code).some((words) => noneInWords.test(words.trim()));
  const isOfOthers = ({ resource }: Placed) =>
    readCodes(resource.code, systems.snomed).some((code) => noneOfOthers.includes(code)) ||
    conceptWords(resource.code).some((words) => othersInWords.test(words.trim()));
  const known: { substance: string; reaction?: string; said?: string[] }[] = [];
  const denied: Placed[] = [];
  for (const placed of reading.all('AllergyIntolerance')) {
    const { at, resource } = placed;
    const substances = substancesOf(placed);
    const reaction = [
      ...new Set(
        (resource.reaction ?? []).flatMap(({ manifestation, description }) => [
          ...(manifestation ?? []).map((one) => conceptWords(one)[0] ?? ''),
          description ?? '',
        ]),
      ),
    ]
      .filter(Boolean)
      .join(', ');
    const said = (resource.note ?? [])
      .flatMap(({ text }) => inPieces(text ?? ''))
      .map((words) => shortened(words, 500))
      .slice(0, 5);
    if (has(resource.verificationStatus, 'refuted', 'entered-in-error'))
      reading.leave(at, 'was refuted, or was entered in error');
    else if (isNegative(placed) && has(resource.clinicalStatus, 'inactive', 'resolved'))
      reading.leave(at, 'a denial that no longer holds');
    else if (isNegative(placed)) denied.push(placed);
    else if (isOfOthers(placed)) reading.pass(at, 'denies allergies to other things than drugs');
    else if (substances.length === 0 && saysNothing(placed))
      reading.pass(at, 'says that nothing is known of allergies');
    else if (substances.length === 0) reading.doubt(at, 'names no substance');
    else if (known.length + substances.length > mostAllergies)
      reading.doubt(at, `is beyond the ${mostAllergies} allergies that a referral holds`);
    else {
      reading.use(at, 'allergies');
      const beside = {
        ...(reaction ? { reaction: shortened(reaction, 200) } : {}),
        ...(said.length > 0 ? { said } : {}),
      };
      for (const substance of substances) known.push({ substance, ...beside });
    }
  }
  for (const { at, resource } of denied) {
    // That no drug allergy is known goes with an allergy to something else.
    const all = !/drug|medication|nkda|409137002/i.test(JSON.stringify(resource.code));
    if (reading.ownerOf({ resource }) === 'untold') reading.doubt(at, 'does not say whose it is');
    else if (all && known.length > 0) reading.doubt(at, 'denies an allergy that another one lists');
    else reading.use(at, 'allergies');
  }
  if (known.length > 0) return known;
  const isAnswered =
    denied.some(({ resource }) => reading.ownerOf({ resource }) !== 'untold') ||
    deniedByList(reading, 'allergies');
  return isAnswered && !reading.isUnread('AllergyIntolerance') ? 'none-known' : undefined;
};

/** Documents with their content, inline or in a Binary of the same bundle. */
export const documentsFrom = (reading: BundleReading): Submission['documents'] =>
  reading
    .all('DocumentReference')
    .filter(({ at, resource }) => {
      const isCurrent = (resource.status ?? 'current') === 'current';
      if (!isCurrent) reading.leave(at, 'is not the current version');
      return isCurrent;
    })
    .flatMap(({ at, resource }, index) => {
      if (index === mostDocuments)
        reading.complain(
          at,
          `is one document more than the ${mostDocuments} that a referral holds`,
          'Leave out what nobody asks for.',
        );
      const attachments = (resource.content ?? []).map((one) => one.attachment);
      const attachment =
        attachments.find((one) => one?.data ?? reading.get('Binary', { reference: one?.url })) ??
        attachments[0];
      const binary = reading.get('Binary', { reference: attachment?.url })?.resource;
      const data = attachment?.data ?? binary?.data;
      const said = attachment?.contentType ?? binary?.contentType;
      const title = attachment?.title ?? resource.description ?? conceptWords(resource.type)[0];
      if (!data || !/^[A-Za-z0-9+/]+={0,2}$/.test(data) || data.length % 4 !== 0) {
        reading.doubt(at, 'has no content that can be read: send it inline, or in a Binary');
        return [];
      }
      if (said === undefined || !MediaType.safeParse(said).success) {
        reading.doubt(at, 'does not say which media type its content has');
        return [];
      }
      const contentType = typeKept(said, data);
      const contrary = contradictionIn(contentType, data);
      if (contrary) {
        reading.doubt(at, contrary);
        return [];
      }
      reading.use(at, 'documents: kept with the order, and their text is not read');
      const [type] = readCodes(resource.type, systems.loinc);
      return [
        {
          title: shortened(title ?? 'Document', 200),
          ...(type ? { type } : {}),
          contentType,
          data,
        },
      ];
    });
