import * as z from 'zod';
import { conceptWords, holdsOn, type Identifier, systems } from '../../fhir/elements.ts';
import { wholeDate } from '../../fhir/values.ts';
import type { CoverageClaimed } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { resources } from './resources.ts';

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

const Contained = resources.Organization.extend({
  resourceType: z.literal('Organization'),
  id: z.string().max(100),
});

/** The organization that pays, in the bundle or within the coverage itself. */
const organizationOf = (reading: BundleReading, resource: Resource) => {
  const payor = resource.payor?.[0];
  if (!payor?.reference?.startsWith('#')) return reading.get('Organization', payor)?.resource;
  const { contained } = resource as { contained?: unknown };
  return (Array.isArray(contained) ? contained : [])
    .map((one) => Contained.safeParse(one).data)
    .find((one) => one && `#${one.id}` === payor.reference);
};

/** The payer by its id in our directory, its NAIC number, or else by its name. */
const payerOf = (reading: BundleReading, resource: Resource) => {
  const payor = resource.payor?.[0];
  const organization = organizationOf(reading, resource);
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

/** HL7 subscriber-relationship, X12 1069 and words. */
const relationships = [
  { means: 'self', codes: ['self', 'onself', '18'], words: /^(self|subscriber|insured)$/i },
  { means: 'spouse', codes: ['spouse', '01'], words: /^(spouse|husband|wife)$/i },
  { means: 'child', codes: ['child', '19'], words: /^(child|son|daughter)$/i },
] as const;

/**
 * What the patient is to the subscriber. Who does not say so is the subscriber, unless somebody else is
 * named as it; both at once contradict each other.
 */
const relationshipOf = (
  reading: BundleReading,
  { relationship, subscriber }: Resource,
): CoverageClaimed['relationship'] | 'contradictory' => {
  const codes = (relationship?.coding ?? []).flatMap(({ code }) => code ?? []);
  const words = conceptWords(relationship).map((one) => one.trim());
  const isOther = subscriber?.reference !== undefined && !reading.get('Patient', subscriber);
  const said =
    codes.length + words.length === 0
      ? undefined
      : (relationships.find(
          (one) =>
            one.codes.some((code) => codes.includes(code)) ||
            (codes.length === 0 && words.some((word) => one.words.test(word))),
        )?.means ?? 'other');
  if (said === 'self' && isOther) return 'contradictory';
  return said ?? (isOther ? 'other' : 'self');
};

/** Plans that pay for no infusion, or not as a payer. Sources: HL7 v3 ActCode, coverage-selfpay. */
const paysNothing = {
  codes: [
    'DENTPRG',
    'DENTAL',
    'VISPOL',
    'VISION',
    'pay',
    'LIFE',
    'TLIFE',
    'WHOLELIFE',
    'DIS',
    'LTC',
  ],
  words:
    /\b(dental|vision|optical|self[- ]?pay|private pay|uninsured|life insurance|disability)\b/i,
};
/** Plans that pay for an injury only. Source: HL7 v3 ActCode. */
const paysForInjury = {
  codes: ['WCBPOL', 'AUTOPOL', 'COL', 'UNINSMOT', 'UNDINSMOT'],
  words: /workers?'? ?comp|\bauto(mobile)?\b|no[- ]fault|motor vehicle|liability/i,
};

type Kind = { codes: readonly string[]; words: RegExp };
const isOfKind = ({ type }: Resource, { codes, words }: Kind): boolean =>
  (type?.coding ?? []).some(({ code }) => code !== undefined && codes.includes(code)) ||
  conceptWords(type).some((one) => words.test(one));

type Placed = PlacedResource<'Coverage'>;

/** Coverages that are in force and pay for health care; accounts for the others. */
const inForce = (reading: BundleReading): Placed[] =>
  reading.all('Coverage').filter(({ at, resource }) => {
    const { status = 'active', period, payor } = resource;
    if (status !== 'active') reading.leave(at, 'is not in force');
    else if (!holdsOn({ period }, reading.asOf))
      reading.leave(
        at,
        (period?.start ?? '').slice(0, 10) > reading.asOf ? 'begins on a later day' : 'has ended',
      );
    else if (isOfKind(resource, paysNothing) || reading.get('Patient', payor?.[0]))
      reading.leave(at, 'pays for no infusion: a dental or vision plan, or the patient');
    else return true;
    return false;
  });

/** The same coverage sent twice is one. */
const once = (reading: BundleReading, placed: readonly Placed[]): Placed[] => {
  const keys = placed.map(({ resource }) => {
    const { payerId } = payerOf(reading, resource);
    return `${payerId}|${memberIdOf(resource, reading.asOf)}`;
  });
  return placed.filter((one, index) => {
    const isFirst = keys.indexOf(keys[index] as string) === index;
    if (!isFirst) reading.leave(one.at, 'is a coverage that was sent twice');
    return isFirst;
  });
};

const mostCoverages = 3;
const last = 9;

/**
 * Coverages in force, in their order; the first is the primary one. One that lacks its payer or its
 * member id, and several of which nobody says who pays first, are not understood: the rules ask.
 */
export const coveragesFrom = (reading: BundleReading): CoverageClaimed[] => {
  const placed = once(reading, inForce(reading)).sort(
    (a, b) => (a.resource.order ?? last) - (b.resource.order ?? last),
  );
  const orders = placed.map(({ resource }) => resource.order ?? last);
  const isUnordered = new Set(orders).size < orders.length;
  return placed.flatMap(({ at, resource }, index) => {
    if (index >= mostCoverages) {
      reading.pass(at, `is beyond the ${mostCoverages} coverages that a referral holds`);
      return [];
    }
    const payer = payerOf(reading, resource);
    const memberId = memberIdOf(resource, reading.asOf);
    const relationship = relationshipOf(reading, resource);
    const endsOn = wholeDate(resource.period?.end);
    const group = resource.class?.find(({ type }) =>
      type?.coding?.some(({ code }) => code === 'group'),
    )?.value;
    if (!payer.payerId) reading.doubt(at, 'does not name a payer');
    else if (!memberId) reading.doubt(at, 'has no member id');
    else if (relationship === 'contradictory')
      reading.doubt(at, 'says that the patient is the subscriber, and names another one');
    else if (isUnordered && orders.filter((one) => one === orders[index]).length > 1)
      reading.doubt(at, 'does not say whether it or another coverage pays first');
    else reading.use(at, 'the coverage');
    if (!payer.payerId || !memberId) return [];
    return [
      {
        rank: index === 0 ? ('primary' as const) : ('secondary' as const),
        payerId: payer.payerId.slice(0, 60),
        ...(payer.payerName ? { payerName: payer.payerName } : {}),
        memberId: memberId.slice(0, 40),
        ...(group ? { groupNumber: group.slice(0, 40) } : {}),
        relationship: relationship === 'contradictory' ? 'other' : relationship,
        ...(endsOn ? { endsOn } : {}),
        ...(isOfKind(resource, paysForInjury) ? { forInjuryOnly: true } : {}),
      },
    ];
  });
};
