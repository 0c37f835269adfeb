import * as z from 'zod';
import type { Reference } from '../../fhir/elements.ts';
import type { Complaint } from '../../platform/errors.ts';
import { type Account, accountOf, type Ending } from '../account.ts';
import { modifierComplaints, unknownModifiers } from './modifiers.ts';
import { ownerByIdentifier, type SubjectStanding, subjectOf } from './ownership.ts';
import { fhirPointer } from './pointers.ts';
import {
  type FhirResource,
  isVital,
  type ResourceType,
  readKnownResource,
  resources,
} from './resources.ts';

const types = ['transaction', 'collection', 'message', 'batch', 'document', 'searchset'] as const;

/** The outer form of what an EHR sends. */
export const Bundle = z.looseObject({
  resourceType: z.literal('Bundle', 'must be "Bundle"'),
  type: z.enum(types, `must be one of: ${types.join(', ')}`),
  implicitRules: z.undefined('names rules that are not known here').optional(),
  identifier: z
    .looseObject({ system: z.string().max(200).optional(), value: z.string().max(200) })
    .optional(),
  entry: z
    .array(
      z.looseObject({
        fullUrl: z.string().max(500).optional(),
        resource: z.looseObject({
          resourceType: z.string().max(60),
          id: z.string().max(100).optional(),
        }),
      }),
    )
    .min(1, 'must hold the resources of the referral')
    .max(500, 'must hold at most 500 entries'),
});
export type Bundle = z.infer<typeof Bundle>;

/** A resource that could be read, and where it stands. */
export type PlacedResource<T extends ResourceType> = { at: string; resource: FhirResource<T> };

type Found = {
  index: number;
  at: string;
  type: string;
  resource: Readonly<Record<string, unknown>>;
  /** It could be read. */
  isRead: boolean;
  /** It could be read, and asks that its drug is not given. */
  isForbidden: boolean;
  /** What refuses the referral once it turns out to be needed. */
  complaints: readonly Complaint[];
};

/** More complaints than anyone reads in one go. */
const most = 100;

/** The last two parts of a reference, `Patient/17`, whatever server and version it names. */
const tailOf = (reference: string): string => {
  const version = reference.lastIndexOf('/_history/');
  const isVersioned = version >= 0 && !reference.includes('/', version + '/_history/'.length);
  const path = isVersioned ? reference.slice(0, version) : reference;
  return path.slice(path.lastIndexOf('/', path.lastIndexOf('/') - 1) + 1);
};

const ofAnother: Ending = { became: 'not-used', why: 'is of another patient' };
const unreferred: Ending = { became: 'not-needed', why: 'nothing of this order refers to it' };
/** Kinds that are only looked at where something refers to them. */
const referredOnly = new Set(['Organization', 'Practitioner', 'PractitionerRole', 'Medication']);

const unlooked: Ending = { became: 'not-needed', why: 'no rule looks at this kind of resource' };
const ofRelative: Ending = { became: 'not-used', why: 'is of a relative, not of the patient' };

/**
 * A bundle's resources with their places. Every resource of a type that is read is checked once;
 * problems of what no referral can do without are collected, not thrown, so that all are told
 * together; what else cannot be read is accounted for, and refuses nothing. References are looked up,
 * never followed on their own, so circles do no harm. `asOf` is the day on which
 * what has a period must hold.
 */
export const readBundle = (bundle: Bundle, asOf: string) => {
  const problems: Complaint[] = [];
  const complain = (pointer: string, detail: string, fix?: string): void => {
    if (problems.length < most) problems.push({ pointer, detail, ...(fix ? { fix } : {}) });
  };
  const endings = new Map<string, Ending>();
  /** What cannot be read, where nobody knows better. */
  const broken = new Map<string, Ending>();
  const placed: Found[] = [];
  const byType = new Map<string, Found[]>();
  const byReference = new Map<string, Found>();
  const refer = (by: string, one: Found): void => {
    if (!byReference.has(by)) byReference.set(by, one);
  };
  for (const [index, { fullUrl, resource, ...beside }] of bundle.entry.entries()) {
    const at = `Bundle.entry[${index}].resource`;
    const type = resource.resourceType;
    const one: Found = {
      index,
      at,
      type,
      resource,
      complaints: [],
      isRead: false,
      isForbidden: false,
    };
    placed.push(one);
    const alike = byType.get(type);
    if (alike) alike.push(one);
    else byType.set(type, [one]);
    if (fullUrl) byReference.set(fullUrl, one);
    if (fullUrl) refer(tailOf(fullUrl), one);
    if (resource.id) refer(`${type}/${resource.id}`, one);
    if (!Object.hasOwn(resources, type)) continue;
    const known = type as ResourceType;
    const modifiers = [
      ...unknownModifiers(`Bundle.entry[${index}]`, beside),
      ...modifierComplaints(at, known, resource),
    ];
    const parsed = readKnownResource(known, resource);
    const issues = parsed.success
      ? []
      : parsed.error.issues.map(({ path, message }) => ({
          pointer: fhirPointer(at, path),
          detail: message,
        }));
    const complaints: Complaint[] = [...modifiers, ...issues];
    if (isVital(known)) one.complaints = complaints;
    const [why] = [...issues, ...modifiers];
    if (why) broken.set(at, { became: 'not-understood', why: why.detail.slice(0, 200) });
    if (!parsed.success || (modifiers.length > 0 && !isVital(known))) continue;
    const isForbidden =
      'doNotPerform' in resource &&
      known === 'MedicationRequest' &&
      resource.doNotPerform === true &&
      modifiers.length === 1;
    Object.assign(one, { resource: parsed.data, isRead: !isForbidden, isForbidden });
  }

  let patient: Found | undefined;

  /** What a reference points to: by full URL, or by the last two parts of a longer URL. */
  const find = (reference: Reference | undefined): Found | undefined => {
    const target = reference?.reference;
    if (!target) return undefined;
    return byReference.get(target) ?? byReference.get(tailOf(target));
  };

  const standingOf = (resource: Found['resource']): SubjectStanding => {
    const named = subjectOf(resource);
    if (!patient || !named) return 'untold';
    if (typeof named.reference === 'string')
      return find(named)?.at === patient.at ? 'patient' : 'another';
    const { identifier } = patient.resource as FhirResource<'Patient'>;
    return ownerByIdentifier(named.identifier, identifier ?? []);
  };

  /** Of the resources that were asked about: each is asked by everyone who reads it. */
  const standings = new Map<Found['resource'], SubjectStanding>();
  const ownerOf = ({ resource }: Pick<Found, 'resource'>): SubjectStanding => {
    const told = standings.get(resource) ?? standingOf(resource);
    standings.set(resource, told);
    return told;
  };

  /** What is of another patient, once it is known whom the bundle is about. */
  let others: ReadonlySet<Found> = new Set();
  const isOthers = (one: Found): boolean => others.has(one);

  const ofType = (type: ResourceType): readonly Found[] => byType.get(type) ?? [];

  const readOf = new Map<ResourceType, readonly Found[]>();
  const all = <T extends ResourceType>(type: T): readonly PlacedResource<T>[] => {
    const known = readOf.get(type) ?? ofType(type).filter((one) => one.isRead && !isOthers(one));
    readOf.set(type, known);
    return known as unknown as readonly PlacedResource<T>[];
  };

  const complainOf = (one: Found): void => {
    for (const { pointer, detail, fix } of one.complaints) complain(pointer, detail, fix);
    one.complaints = [];
  };

  const referred = new Set<string>();
  const get = <T extends ResourceType>(
    type: T,
    reference: Reference | undefined,
  ): PlacedResource<T> | undefined => {
    const entry = find(reference);
    if (entry?.type === type && !entry.isForbidden) complainOf(entry);
    if (!entry?.isRead || entry.type !== type || isOthers(entry)) return undefined;
    referred.add(entry.at);
    return entry as unknown as PlacedResource<T>;
  };

  /** The same for what may be there or not: one that cannot be read complains of nothing. */
  const look = <T extends ResourceType>(
    type: T,
    reference: Reference | undefined,
  ): PlacedResource<T> | undefined => {
    const entry = find(reference);
    return entry?.isRead && entry.type === type && !isOthers(entry)
      ? (entry as unknown as PlacedResource<T>)
      : undefined;
  };

  /** What a reference to a kind that is not read points to, as it came, and whether it is of another patient. */
  const lookAsSent = (type: string, reference: Reference | undefined) => {
    const entry = find(reference);
    return entry?.type === type
      ? { at: entry.at, resource: entry.resource, isOthers: isOthers(entry) }
      : undefined;
  };

  /** Resources of a type that is read which could not be, each as it came. */
  const unreadOf = (type: ResourceType): { at: string; resource: Found['resource'] }[] =>
    ofType(type).filter((one) => !one.isRead && !one.isForbidden && !isOthers(one));

  /** Orders that a drug is not given. */
  const forbidden = (): PlacedResource<'MedicationRequest'>[] =>
    ofType('MedicationRequest').filter(
      (one) => one.isForbidden && !isOthers(one),
    ) as unknown as PlacedResource<'MedicationRequest'>[];

  /** They refuse the referral, as nothing else is ordered. */
  const refuseForbidden = (): void => {
    for (const one of ofType('MedicationRequest')) if (one.isForbidden) complainOf(one);
  };

  /** Resources of kinds that are not read, and are not of another patient, each as it came. */
  const unlookedOf = (types: readonly string[]): { at: string; resource: Found['resource'] }[] =>
    types.flatMap((type) => byType.get(type) ?? []).filter((one) => !isOthers(one));

  /** Whether one of a type is there that could not be read; that is told, and nothing more of it. */
  const isUnread = (type: ResourceType): boolean => unreadOf(type).length > 0;

  /** Where resources of a type stand that are of another patient. */
  const othersOf = (type: ResourceType): string[] =>
    ofType(type)
      .filter(isOthers)
      .map(({ at }) => at);

  /** From here on, what is of another patient is not used, and what is of this one must be readable. */
  const isAbout = (of: PlacedResource<'Patient'> | undefined): void => {
    patient = placed.find(({ at }) => at === of?.at);
    standings.clear();
    others = new Set(
      placed.filter(
        (one) =>
          patient !== undefined &&
          one !== patient &&
          (one.type === 'Patient' || ownerOf(one) === 'another'),
      ),
    );
    readOf.clear();
    for (const one of placed)
      if (!referredOnly.has(one.type) && !one.isForbidden && !isOthers(one)) complainOf(one);
  };

  const end = (at: string, became: Ending['became'], why: string): void => {
    // The first to say so knows best: a resource that was used is not unneeded elsewhere.
    const before = endings.get(at);
    if (!before || (became === 'used' && before.became !== 'used'))
      endings.set(at, { became, why: why.slice(0, 200) });
  };

  /** What became of every entry, told once everything was read. */
  const account = (): Account =>
    accountOf(
      placed.map((one) => {
        const ending = (): Ending => {
          if (isOthers(one)) return ofAnother;
          const told = endings.get(one.at) ?? broken.get(one.at);
          if (told) return told;
          if (one.type === 'FamilyMemberHistory') return ofRelative;
          if (!Object.hasOwn(resources, one.type)) return unlooked;
          return referred.has(one.at) ? { became: 'used', why: 'is referred to' } : unreferred;
        };
        return { type: one.type, ending: ending() };
      }),
    );

  /** Marks a resource as read, for what. */
  const use = (at: string | undefined, what: string): void => {
    if (at) end(at, 'used', what);
  };
  /** Marks a resource as left out: it has ended, was entered in error, or is not tied to this order. */
  const leave = (at: string, why: string): void => end(at, 'not-used', why);
  /** Marks a resource that no rule needs. */
  const pass = (at: string, why: string): void => end(at, 'not-needed', why);
  /** Marks a resource that is there and says something that is not understood here. */
  const doubt = (at: string, why: string): void => end(at, 'not-understood', why);

  return {
    ...{ all, get, look, lookAsSent, isUnread, unreadOf, unlookedOf, othersOf, ownerOf, isAbout },
    ...{ complain, problems, asOf, forbidden, refuseForbidden },
    ...{ use, leave, pass, doubt, account },
  };
};

export type BundleReading = ReturnType<typeof readBundle>;
