import { earliestDate } from '../../fhir/values.ts';
import type { FhirResource } from './resources.ts';

/** The day on which something was found, as far as it is told. */
export const takenOn = (
  resource: Pick<
    FhirResource<'Observation'>,
    'effectiveDateTime' | 'effectivePeriod' | 'effectiveInstant' | 'issued'
  >,
): string | undefined =>
  earliestDate(
    resource.effectiveDateTime ??
      resource.effectivePeriod?.start ??
      resource.effectiveInstant ??
      resource.issued,
  );
