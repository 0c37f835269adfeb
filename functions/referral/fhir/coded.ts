import { readCodes, systems } from '../../fhir/elements.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';

type Placed = PlacedResource<'Observation'>;
type System = 'loinc' | 'placement';
/** The places of the observations of a bundle that bear each code, in its order. */
type Bearers = { all: readonly Placed[]; byCode: ReadonlyMap<string, readonly number[]> };

const bearersOf = (reading: BundleReading, system: System): Bearers => {
  const all = reading.all('Observation');
  const byCode = new Map<string, number[]>();
  for (const [index, { resource }] of all.entries())
    for (const code of readCodes(resource.code, systems[system])) {
      const alike = byCode.get(code);
      if (!alike) byCode.set(code, [index]);
      else if (alike.at(-1) !== index) alike.push(index);
    }
  return { all, byCode };
};

/** Looked up by many, as charts hold hundreds: found once for each bundle. */
const found = new WeakMap<BundleReading, Partial<Record<System, Bearers>>>();

const bearers = (reading: BundleReading, system: System): Bearers => {
  const known = found.get(reading) ?? {};
  found.set(reading, known);
  known[system] ??= bearersOf(reading, system);
  return known[system];
};

/** The patient's observations that bear one of these codes, in the order of the bundle. */
export const observationsCoded = (
  reading: BundleReading,
  system: System,
  codes: readonly string[],
): Placed[] => {
  const { all, byCode } = bearers(reading, system);
  const places = codes.flatMap((code) => byCode.get(code) ?? []);
  return [...new Set(places)].sort((a, b) => a - b).map((index) => all[index] as Placed);
};
