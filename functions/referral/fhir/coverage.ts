import { holdsOn, type Identifier, type Reference, systems } from '../../fhir/elements.ts';
import type { CoverageClaimed } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';

type Resource = PlacedResource<'Coverage'>['resource'];

const payerIdFrom = (identifiers: readonly Identifier[] = []): string | undefined =>
  [systems.payer, systems.naic]
    .map((system) => identifiers.find((identifier) => identifier.system === system)?.value)
    .find((value) => value !== undefined);

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** The payer by its id in our directory, its NAIC number, or else by its name. */
const payerOf = (reading: BundleReading, payor: Reference | undefined) => {
  const organization = reading.get('Organization', payor)?.resource;
  const name = organization?.name ?? payor?.display;
  const id =
    payerIdFrom(organization?.identifier) ??
    payerIdFrom(payor?.identifier ? [payor.identifier] : []) ??
    payor?.identifier?.value ??
    (name && slug(name));
  return { ...(id ? { payerId: id } : {}), ...(name ? { payerName: name.slice(0, 100) } : {}) };
};

const memberIdOf = (
  { identifier = [], subscriberId }: Resource,
  asOf: string,
): string | undefined => {
  const inForce = identifier.filter((one) => holdsOn(one, asOf));
  return (
    inForce.find(({ type }) => type?.coding?.some(({ code }) => code === 'MB'))?.value ??
    subscriberId ??
    inForce[0]?.value
  );
};

const relationships = ['self', 'spouse', 'child'] as const;

const relationshipOf = ({ relationship }: Resource): CoverageClaimed['relationship'] => {
  const codes = relationship?.coding?.map(({ code }) => code) ?? [];
  if (codes.length === 0) return 'self';
  return relationships.find((known) => codes.includes(known)) ?? 'other';
};

/** Coverages in force, in their order; the first is the primary one. */
export const coveragesFrom = (reading: BundleReading): CoverageClaimed[] => {
  const placed = reading
    .all('Coverage')
    .filter(
      ({ resource }) =>
        (resource.status ?? 'active') === 'active' &&
        holdsOn({ period: resource.period }, reading.asOf),
    )
    .sort((a, b) => (a.resource.order ?? 9) - (b.resource.order ?? 9));
  for (const [index, { at, resource }] of placed.entries())
    if (resource.order !== undefined && resource.order === placed[index - 1]?.resource.order)
      reading.complain(
        `${at}.order`,
        'is the order of another active coverage too',
        'Number the coverages by who pays first; 1 is the primary one.',
      );
  if (placed.length > 3)
    reading.complain('Bundle.entry', 'holds more than three active coverages', 'Send at most 3.');
  return placed.slice(0, 3).flatMap(({ at, resource }, index) => {
    const payer = payerOf(reading, resource.payor?.[0]);
    const memberId = memberIdOf(resource, reading.asOf);
    if (!payer.payerId)
      reading.complain(
        `${at}.payor[0]`,
        'does not name a payer',
        `Refer to an Organization with an identifier of ${systems.payer}, or with a name.`,
      );
    if (!memberId)
      reading.complain(
        `${at}.identifier`,
        'has no member id',
        'Add an identifier of type MB, or subscriberId.',
      );
    if (!payer.payerId || !memberId) return [];
    const group = resource.class?.find(({ type }) =>
      type?.coding?.some(({ code }) => code === 'group'),
    )?.value;
    return [
      {
        rank: index === 0 ? ('primary' as const) : ('secondary' as const),
        payerId: payer.payerId.slice(0, 60),
        ...(payer.payerName ? { payerName: payer.payerName } : {}),
        memberId: memberId.slice(0, 40),
        ...(group ? { groupNumber: group.slice(0, 40) } : {}),
        relationship: relationshipOf(resource),
      },
    ];
  });
};
