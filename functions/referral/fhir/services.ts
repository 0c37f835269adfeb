import type { BundleReading, PlacedResource } from './bundle.ts';

/** Service requests in force; one that was revoked, or only proposed, says nothing. */
export const findServices = (reading: BundleReading): PlacedResource<'ServiceRequest'>[] =>
  reading
    .all('ServiceRequest')
    .filter(
      ({ resource: { status = 'active', intent = 'order' } }) =>
        ['active', 'draft', 'on-hold'].includes(status) && /order$/.test(intent),
    );
