import { readCodes, systems } from '../../fhir/elements.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';

type Placed = PlacedResource<'Observation'>;
type System = 'loinc' | 'placement';
/** The places of observations that bear each code, in their order. */
type Bearers = ReadonlyMap<string, readonly number[]>;

const bearersOf = (all: readonly Placed[], system: System): Bearers => {
  const byCode = new Map<string, number[]>();
  for (const [index, { resource }] of all.entries())
    for (const code of readCodes(resource.code, systems[system])) {
      const alike = byCode.get(code);
      if (!alike) byCode.set(code, [index]);
      else if (alike.at(-1) !== index) alike.push(index);
    }
  return byCode;
};

/**
 * Looked up by many, as charts hold hundreds: found once for each list of a bundle, which is another
 * one as soon as it is known whom the bundle is about.
 */
const found = new WeakMap<readonly Placed[], Partial<Record<System, Bearers>>>();

const bearers = (all: readonly Placed[], system: System): Bearers => {
  const known = found.get(all) ?? {};
  found.set(all, known);
  known[system] ??= bearersOf(all, system);
  return known[system];
};

/** The patient's observations that bear one of these codes, in the order of the bundle. */
export const observationsCoded = (
  reading: BundleReading,
  system: System,
  codes: readonly string[],
): Placed[] => {
  const all = reading.all('Observation');
  const byCode = bearers(all, system);
  const places = codes.flatMap((code) => byCode.get(code) ?? []);
  return [...new Set(places)].sort((a, b) => a - b).map((index) => all[index] as Placed);
};
