import { inWords } from '../platform/complaint-words.ts';
import { Refusal } from '../platform/errors.ts';
import { phasesOf } from './course.ts';
import { findTherapy, namedIn } from './drug.ts';
import { submissionFromBundle } from './fhir/submission-from-bundle.ts';
import { NativeSubmission, nativeComplaints } from './native-submission.ts';
import { separateSuffix } from './person-name.ts';
import type { Order, Submission } from './referral.ts';
import { readSig } from './sig.ts';
import { meanTheSame } from './sig-agreement.ts';

/** A submission as it came in; a bundle's own identifier tells a repeated one. */
type Received = { submission: Submission; bundleKey?: string };

const isBundle = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && Object.hasOwn(body, 'resourceType');

/** The order with what its words say of the days; words and fields must agree. */
const readWords = (order: Order): Order => {
  if (order.sig === undefined) return order;
  const sig = readSig(order.sig);
  const ask = (why: string): Order => ({
    ...order,
    notUnderstood: [{ about: 'timing', at: '/order/sig', words: order.sig?.slice(0, 300), why }],
  });
  const { phases, frequency } = order;
  if (phases || frequency) {
    const told = phasesOf({ ...order, firstDose: undefined }, undefined);
    return sig.outcome === 'read' && !meanTheSame(told, sig.phases)
      ? ask('says one thing in words and another in its fields')
      : order;
  }
  if (sig.outcome === 'read') return { ...order, phases: sig.phases.slice(0, 12) };
  return ask(sig.outcome === 'unclear' ? sig.why : 'names no days that can be read');
};

/** The native form of a body, with every complaint at once. */
export const readNative = (body: unknown): Submission => {
  const parsed = NativeSubmission.safeParse(body, { error: inWords });
  if (!parsed.success)
    throw new Refusal(422, 'submission-invalid', 'The referral cannot be read as sent.', {
      errors: nativeComplaints(parsed.error),
    });
  const { patient } = parsed.data;
  const order = readWords(parsed.data.order);
  const therapy = order.therapyId ? undefined : findTherapy(namedIn(order));
  return {
    ...parsed.data,
    patient: { ...patient, name: separateSuffix(patient.name) },
    order: therapy ? { ...order, therapyId: therapy.id } : order,
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
