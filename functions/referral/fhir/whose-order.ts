import type { BundleReading, PlacedResource } from './bundle.ts';
import { readDrug } from './medication.ts';
import { subjectOf } from './ownership.ts';

type Patient = PlacedResource<'Patient'>;

/** Among several patients the one whom the order is for; nobody, where that cannot be told. */
export const orderedFor = (
  reading: BundleReading,
  patients: readonly Patient[],
): Patient | undefined => {
  const orders = reading
    .all('MedicationRequest')
    .filter(
      ({ resource: { status, intent = 'order' } }) =>
        ['active', 'draft', 'on-hold'].includes(status ?? '') && /order$/.test(intent),
    );
  const known = orders.filter(({ resource }) => readDrug(reading, resource).therapy !== undefined);
  const named = (resources: readonly PlacedResource<'MedicationRequest' | 'Coverage'>[]) =>
    new Set(resources.map(({ resource }) => reading.get('Patient', subjectOf(resource))?.at));
  const subjects = named(known.length > 0 ? known : orders);
  // Orders for several: the one who is also covered, if nobody else is.
  const covered = subjects.size > 1 ? named(reading.all('Coverage')) : subjects;
  const both = patients.filter(({ at }) => subjects.has(at) && covered.has(at));
  return both.length === 1 ? both[0] : undefined;
};
