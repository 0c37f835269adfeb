import * as z from 'zod';
import type { Reference } from '../../fhir/elements.ts';
import { inWords } from '../../platform/complaint-words.ts';
import type { Complaint } from '../../platform/errors.ts';
import { modifierComplaints, unknownModifiers } from './modifiers.ts';
import { fhirPointer } from './pointers.ts';
import { type FhirResource, type ResourceType, resources } from './resources.ts';

const types = ['transaction', 'collection', 'message', 'batch'] as const;

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

type Found = { at: string; type: string; resource: unknown };

/** More complaints than anyone reads in one go. */
const most = 100;

/**
 * A bundle's resources with their places. Every resource of a type that is read is checked once;
 * problems are collected, not thrown, so that all are told together. References are looked up,
 * never followed on their own, so circles do no harm. `asOf` is the day on which what has a period
 * must hold.
 */
export const readBundle = (bundle: Bundle, asOf: string) => {
  const problems: Complaint[] = [];
  const complain = (pointer: string, detail: string, fix?: string): void => {
    if (problems.length < most) problems.push({ pointer, detail, ...(fix ? { fix } : {}) });
  };
  const found: Found[] = [];
  const unread = new Set<string>();
  const byReference = new Map<string, Found>();
  for (const [index, { fullUrl, resource, ...beside }] of bundle.entry.entries()) {
    const at = `Bundle.entry[${index}].resource`;
    const type = resource.resourceType;
    if (!Object.hasOwn(resources, type)) continue;
    const modifiers = [
      ...unknownModifiers(`Bundle.entry[${index}]`, beside),
      ...modifierComplaints(at, type as ResourceType, resource),
    ];
    for (const { pointer, detail, fix } of modifiers) complain(pointer, detail, fix);
    const parsed = resources[type as ResourceType].safeParse(resource, { error: inWords });
    if (!parsed.success) {
      unread.add(type);
      for (const issue of parsed.error.issues) complain(fhirPointer(at, issue.path), issue.message);
      continue;
    }
    const entry: Found = { at, type, resource: parsed.data };
    found.push(entry);
    if (fullUrl) byReference.set(fullUrl, entry);
    if (resource.id) byReference.set(`${type}/${resource.id}`, entry);
  }

  const all = <T extends ResourceType>(type: T): PlacedResource<T>[] =>
    found.filter((entry) => entry.type === type) as unknown as PlacedResource<T>[];

  /** What a reference points to: by full URL, or by the last two parts of a longer URL. */
  const find = (reference: Reference | undefined): Found | undefined => {
    const target = reference?.reference;
    if (!target) return undefined;
    return byReference.get(target) ?? byReference.get(target.split('/').slice(-2).join('/'));
  };

  const get = <T extends ResourceType>(
    type: T,
    reference: Reference | undefined,
  ): PlacedResource<T> | undefined => {
    const entry = find(reference);
    return entry?.type === type ? (entry as unknown as PlacedResource<T>) : undefined;
  };

  /** Whether one of a type is there that could not be read; that is told, and nothing more of it. */
  const isUnread = (type: ResourceType): boolean => unread.has(type);

  return { all, get, isUnread, complain, problems, asOf };
};

export type BundleReading = ReturnType<typeof readBundle>;
