import type { BundleReading, Placed } from './bundle.ts';

/** Service requests in force; one that was revoked, or only proposed, says nothing. */
export const servicesOf = (reading: BundleReading): Placed<'ServiceRequest'>[] =>
  reading
    .all('ServiceRequest')
    .filter(
      ({ resource: { status = 'active', intent = 'order' } }) =>
        ['active', 'draft', 'on-hold'].includes(status) && /order$/.test(intent),
    );
