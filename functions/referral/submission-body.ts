import { inWords } from '../platform/complaint-words.ts';
import { Refusal } from '../platform/errors.ts';
import { findTherapy, namedIn } from './drug.ts';
import { submissionFromBundle } from './fhir/submission-from-bundle.ts';
import { NativeSubmission, nativeComplaints } from './native-submission.ts';
import { separateSuffix } from './person-name.ts';
import type { Submission } from './referral.ts';

/** A submission as it came in; a bundle's own identifier tells a repeated one. */
type Received = { submission: Submission; bundleKey?: string };

const isBundle = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && Object.hasOwn(body, 'resourceType');

/** The native form of a body, with every complaint at once. */
export const readNative = (body: unknown): Submission => {
  const parsed = NativeSubmission.safeParse(body, { error: inWords });
  if (!parsed.success)
    throw new Refusal(422, 'submission-invalid', 'The referral cannot be read as sent.', {
      errors: nativeComplaints(parsed.error),
    });
  const { order, patient } = parsed.data;
  const therapy = order.therapyId ? undefined : findTherapy(namedIn(order));
  return {
    ...parsed.data,
    patient: { ...patient, name: separateSuffix(patient.name) },
    ...(therapy ? { order: { ...order, therapyId: therapy.id } } : {}),
  };
};

/**
 * Reads a referral, as a FHIR bundle or in the native form. `asOf` is the day of its receipt in the
 * desk's zone: of names, addresses and numbers with a period the ones in force then are taken.
 *
 * @throws Refusal 422 with every problem when it cannot be read.
 */
export const readSubmission = (body: unknown, contentType: string, asOf: string): Received => {
  if (contentType !== 'application/fhir+json' && !isBundle(body))
    return { submission: readNative(body) };
  const mapped = submissionFromBundle(body, asOf);
  if (mapped.outcome === 'refused')
    throw new Refusal(422, 'bundle-invalid', 'The bundle cannot be read as a referral.', {
      errors: mapped.problems,
    });
  return mapped;
};
