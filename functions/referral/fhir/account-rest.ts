import type { BundleReading, PlacedResource } from './bundle.ts';
import { reactionProtocols, tiedServices } from './services.ts';

type Request = PlacedResource<'MedicationRequest'>;

type Parts = {
  patient: PlacedResource<'Patient'>;
  order: Request;
  together: readonly Request[];
  beside: readonly Request[];
  prior: readonly Request[];
};

/** Accounts for what the order itself was read from, and for what stands beside it. */
export const accountForRest = (
  reading: BundleReading,
  { patient, order, together, beside, prior }: Parts,
): void => {
  reading.use(patient.at, 'the patient');
  reading.use(order.at, 'the order');
  for (const { at } of together) reading.use(at, 'drugs given at the same visits');
  for (const { at } of beside) reading.use(at, 'orders beside it');
  for (const { at } of prior) reading.use(at, 'prior therapies');
  for (const { at, resource } of reading.all('MedicationRequest'))
    reading.leave(
      at,
      resource.status === 'entered-in-error' ? 'was entered in error' : 'is no part of this order',
    );
  for (const { at } of tiedServices(reading, order)) reading.use(at, 'the service asked for');
  for (const { at } of reactionProtocols(reading)) reading.use(at, 'orders for a reaction');
  for (const { at } of reading.all('ServiceRequest'))
    reading.leave(at, 'is not in force, or not tied to this order');
  for (const { at } of reading.all('RelatedPerson')) reading.use(at, 'people of the patient');
  for (const type of ['Encounter', 'CareTeam'] as const)
    for (const { at } of reading.all(type))
      reading.pass(at, 'tells nothing of where the patient lives or who helps');
  for (const { at, resource } of reading.all('Provenance'))
    if (
      (resource.target ?? []).some(
        (target) => reading.get('MedicationRequest', target)?.at === order.at,
      )
    )
      reading.use(at, 'the signature');
    else reading.pass(at, 'is not of this order');
};
