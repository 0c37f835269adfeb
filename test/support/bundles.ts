import { readFileSync } from 'node:fs';

export const exampleFiles = [
  '01-infliximab-center',
  '02-ivig-home',
  '03-opat-ceftriaxone-urgent',
  '04-incomplete-then-corrected',
  '05-inactive-coverage-replaced',
  '06-pended-for-information',
  '07-site-of-care-denial-moved',
  '08-no-capacity-resolved',
] as const;

export type Resource = { resourceType: string } & Record<string, unknown>;
export type TestBundle = {
  resourceType: string;
  type: string;
  entry: { fullUrl: string; resource: Resource }[];
} & Record<string, unknown>;

/** An example as sent; a fresh copy each time. */
export const anExample = (name: string = exampleFiles[0]): TestBundle =>
  JSON.parse(readFileSync(new URL(`../../examples/${name}.json`, import.meta.url), 'utf8'));

/** The example with the nth resource of a type changed in place. */
export const withResource = (
  type: string,
  change: (resource: Record<string, unknown>) => void,
  { name, nth = 0 }: { name?: string; nth?: number } = {},
): TestBundle => {
  const bundle = anExample(name);
  const found = bundle.entry.filter(({ resource }) => resource.resourceType === type)[nth];
  if (!found) throw new Error(`no ${type}`);
  change(found.resource);
  return bundle;
};

/** The first example with more resources of its patient at its end. */
export const exampleWith = (...resources: readonly Resource[]): TestBundle => {
  const bundle = anExample();
  const patient = bundle.entry.find(({ resource }) => resource.resourceType === 'Patient');
  for (const [index, resource] of resources.entries())
    bundle.entry.push({
      fullUrl: `urn:uuid:added-${index}`,
      resource: { subject: { reference: patient?.fullUrl }, ...resource },
    });
  return bundle;
};

/** Where a resource of a type stands, as problems name it. */
export const placeOf = (bundle: TestBundle, type: string, nth = 0): string => {
  const places = bundle.entry.flatMap(({ resource }, index) =>
    resource.resourceType === type ? [index] : [],
  );
  return `Bundle.entry[${places[nth]}].resource`;
};
