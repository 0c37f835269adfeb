import { type CodeableConcept, conceptWords, readCodes, systems } from '../../fhir/elements.ts';
import { shortened } from '../../fhir/values.ts';
import { contradictionFix, contradictionIn } from '../../platform/content-kinds.ts';
import { mostDocuments } from '../document-limits.ts';
import { type Diagnosis, MediaType, type Submission } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';

const has = (concept: CodeableConcept | undefined, ...codes: string[]): boolean =>
  (concept?.coding ?? []).some(({ code }) => code !== undefined && codes.includes(code));

/** ICD-10-CM with its dot, which some systems leave out. */
const dotted = (code: string): string => {
  const plain = code.trim().toUpperCase();
  return /^[A-Z]\d[0-9A-Z][0-9A-Z]{1,4}$/.test(plain)
    ? `${plain.slice(0, 3)}.${plain.slice(3)}`
    : plain;
};

const icd10 = /^[A-TV-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/;

/** Diagnoses of the order: what it gives as reasons first, then the patient's other conditions. */
export const diagnosesFrom = (
  reading: BundleReading,
  order: PlacedResource<'MedicationRequest'> | undefined,
): Diagnosis[] => {
  const inForce = ({ resource }: PlacedResource<'Condition'>) =>
    !has(resource.verificationStatus, 'refuted', 'entered-in-error') &&
    !has(resource.clinicalStatus, 'inactive', 'remission', 'resolved');
  const reasons = (order?.resource.reasonReference ?? []).flatMap((reference) => {
    const condition = reading.get('Condition', reference);
    return condition ? [condition] : [];
  });
  const rest = reading.all('Condition').filter((one) => !reasons.includes(one));
  const concepts = [
    ...(order?.resource.reasonCode ?? []).map((concept, index) => ({
      at: `${order?.at}.reasonCode[${index}]`,
      concept,
    })),
    ...[...reasons, ...rest]
      .filter(inForce)
      .map(({ at, resource }) => ({ at: `${at}.code`, concept: resource.code })),
  ];
  const found = new Map<string, Diagnosis>();
  for (const { at, concept } of concepts)
    for (const raw of readCodes(concept, systems.icd10)) {
      const code = dotted(raw);
      const [words] = conceptWords(concept);
      if (!icd10.test(code))
        reading.complain(at, 'is not an ICD-10-CM code', 'Write it as in K50.90.');
      else if (!found.has(code))
        found.set(code, { code, ...(words ? { text: shortened(words, 200) } : {}) });
    }
  return [...found.values()].slice(0, 12);
};

/** SNOMED CT for "no known allergy" and "no known drug allergy". */
const noneKnown = ['716186003', '409137002'];

/** Allergies; the explicit negative counts as an answer, an empty bundle does not. */
export const allergiesFrom = (reading: BundleReading): Submission['allergies'] => {
  const stated = reading
    .all('AllergyIntolerance')
    .filter(({ resource }) => !has(resource.verificationStatus, 'refuted', 'entered-in-error'));
  const isNegative = ({ resource }: PlacedResource<'AllergyIntolerance'>) =>
    readCodes(resource.code, systems.snomed).some((code) => noneKnown.includes(code));
  const known = stated.filter((one) => !isNegative(one));
  const denied = stated.find(isNegative);
  if (
    known.length > 0 &&
    denied &&
    readCodes(denied.resource.code, systems.snomed).includes('716186003')
  )
    reading.complain(
      `${denied.at}.code`,
      'says that no allergy is known, but the bundle lists one',
      'Leave out one of the two.',
    );
  if (known.length === 0) return denied ? 'none-known' : undefined;
  return known.slice(0, 50).flatMap(({ at, resource }) => {
    const [substance] = conceptWords(resource.code);
    if (!substance) {
      reading.complain(
        `${at}.code`,
        'names no substance',
        'Add a text or a coding with a display.',
      );
      return [];
    }
    const reaction = conceptWords(resource.reaction?.[0]?.manifestation?.[0])[0];
    return [
      {
        substance: shortened(substance, 100),
        ...(reaction ? { reaction: shortened(reaction, 200) } : {}),
      },
    ];
  });
};

/** Documents with their content, inline or in a Binary of the same bundle. */
export const documentsFrom = (reading: BundleReading): Submission['documents'] =>
  reading
    .all('DocumentReference')
    .filter(({ resource }) => (resource.status ?? 'current') === 'current')
    .flatMap(({ at, resource }, index) => {
      if (index === mostDocuments)
        reading.complain(
          at,
          `is one document more than the ${mostDocuments} that a referral holds`,
          'Leave out what nobody asks for.',
        );
      const attachment = resource.content?.[0]?.attachment;
      const where = `${at}.content[0].attachment`;
      const binary = reading.get('Binary', { reference: attachment?.url })?.resource;
      const data = attachment?.data ?? binary?.data;
      const contentType = attachment?.contentType ?? binary?.contentType;
      const title = attachment?.title ?? resource.description ?? conceptWords(resource.type)[0];
      if (!data || !/^[A-Za-z0-9+/]+={0,2}$/.test(data) || data.length % 4 !== 0) {
        reading.complain(
          `${where}.data`,
          'is not base64 content',
          'Send the content inline, or in a Binary of this bundle.',
        );
        return [];
      }
      if (!MediaType.safeParse(contentType).success) {
        reading.complain(
          `${where}.contentType`,
          'is not a media type',
          'Write, say, application/pdf.',
        );
        return [];
      }
      const contrary = contradictionIn(contentType as string, data);
      if (contrary) {
        reading.complain(`${where}.contentType`, contrary, contradictionFix);
        return [];
      }
      const [type] = readCodes(resource.type, systems.loinc);
      return [
        {
          title: shortened(title ?? 'Document', 200),
          ...(type ? { type } : {}),
          contentType: contentType as string,
          data,
        },
      ];
    });
