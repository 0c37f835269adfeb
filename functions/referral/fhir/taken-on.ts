import { earliestDate } from '../../fhir/values.ts';
import type { Observation } from '../referral.ts';
import type { FhirResource } from './resources.ts';

type Dated = Pick<
  FhirResource<'Observation'>,
  'effectiveDateTime' | 'effectivePeriod' | 'effectiveInstant' | 'effectiveTiming' | 'issued'
>;

const takenOn = (
  { effectiveDateTime, effectivePeriod, effectiveInstant, effectiveTiming }: Dated,
  collected?: string,
): string | undefined =>
  earliestDate(
    effectiveDateTime ??
      effectivePeriod?.start ??
      effectiveInstant ??
      [...(effectiveTiming?.event ?? [])].sort()[0] ??
      collected,
  );

/** The day by which something had been found, as far as it is told: for what speaks for nothing. */
export const foundBy = (resource: Dated): string | undefined =>
  takenOn(resource) ?? earliestDate(resource.issued);

/**
 * The day on which a result was taken, by itself or by its specimen. One that only says when it was
 * reported was taken before, nobody knows when, and is marked so.
 */
export const resultDay = (
  resource: Dated,
  collected?: string,
): Pick<Observation, 'on' | 'dayOfReport'> => {
  const taken = takenOn(resource, collected);
  if (taken) return { on: taken };
  const reported = earliestDate(resource.issued);
  return reported ? { on: reported, dayOfReport: true } : {};
};
