import {
  CodeableConcept,
  conceptWords,
  type Reference,
  readCodes,
  systems,
} from '../../fhir/elements.ts';
import { shortened } from '../../fhir/values.ts';
import type { NotUnderstood } from '../not-understood-words.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';

type Service = PlacedResource<'ServiceRequest'>;
type Request = PlacedResource<'MedicationRequest'>;

/** Service requests in force; one that was revoked, or only proposed, says nothing. */
export const findServices = (reading: BundleReading): Service[] =>
  reading
    .all('ServiceRequest')
    .filter(
      ({ resource: { status = 'active', intent = 'order' } }) =>
        ['active', 'draft', 'on-hold'].includes(status) && /order$/.test(intent),
    );

/** The giving of a drug by vein. Source: SNOMED CT. */
const infusionCodes = ['14152002', '386358000', '432102000', '225426007'];

const isInfusion = ({ resource: { code } }: Service): boolean =>
  code === undefined ||
  readCodes(code, systems.snomed).some((known) => infusionCodes.includes(known)) ||
  /infus|intraven|administ|inject|nursing/i.test(conceptWords(code).join(' '));

const refersTo = (
  reading: BundleReading,
  references: readonly Reference[] | undefined,
  type: 'ServiceRequest' | 'MedicationRequest',
  at: string,
): boolean => (references ?? []).some((one) => reading.get(type, one)?.at === at);

const sameGroup = ({ resource: service }: Service, { resource: order }: Request): boolean =>
  service.requisition?.value !== undefined &&
  service.requisition.value === order.groupIdentifier?.value &&
  service.requisition.system === order.groupIdentifier?.system;

/** The same reason, by reference to the same Condition. */
const sameReason = (reading: BundleReading, service: Service, order: Request): boolean => {
  const reasons = (order.resource.reasonReference ?? []).flatMap(
    (one) => reading.get('Condition', one)?.at ?? [],
  );
  return (service.resource.reasonReference ?? []).some((one) =>
    reasons.includes(reading.get('Condition', one)?.at ?? ''),
  );
};

/**
 * The services that are tied to an order: those that it names or that name it, of its requisition,
 * or infusions for the same condition. Nothing else gives the order a start, an urgency or a place.
 */
export const tiedServices = (reading: BundleReading, order: Request | undefined): Service[] =>
  order === undefined
    ? []
    : findServices(reading).filter(
        (service) =>
          refersTo(reading, order.resource.basedOn, 'ServiceRequest', service.at) ||
          (isInfusion(service) &&
            (refersTo(reading, service.resource.basedOn, 'MedicationRequest', order.at) ||
              sameGroup(service, order) ||
              sameReason(reading, service, order))),
      );

const ofVeins =
  /infus|intraven|\biv\b|\bvein|venipunct|\bline\b|picc|\bport\b|\barm\b|extremit|inject|transfus|blood product/i;

/**
 * Services that must not be done. One that speaks of infusions, veins or blood is a clinician's to read;
 * of others the clinician is told.
 */
export const forbiddenServices = (reading: BundleReading): NotUnderstood[] =>
  reading.unreadOf('ServiceRequest').flatMap(({ at, resource }): NotUnderstood[] => {
    const { doNotPerform, status } = resource;
    const words = conceptWords(CodeableConcept.safeParse(resource.code).data).join(' | ');
    if (doNotPerform !== true || status === 'entered-in-error' || words === '') return [];
    return [
      {
        about: ofVeins.test(words) ? 'instruction' : 'remark',
        at: `${at}.doNotPerform`,
        words: shortened(words, 300),
        why: 'says that this is not to be done',
      },
    ];
  });

/** Orders for what is done about a reaction to an infusion. */
export const reactionProtocols = (reading: BundleReading): Service[] =>
  findServices(reading).filter(({ resource }) =>
    /anaphyla|(infusion|hypersensitivity|allergic) reaction|reaction (protocol|orders?|management)/i.test(
      conceptWords(resource.code).join(' '),
    ),
  );
