import { Refusal } from '../platform/errors.ts';
import { enteredTherapyId } from '../therapy/entered-therapy.ts';
import { answeredBy } from './checks/account-checks.ts';
import { mergePatch } from './merge-patch.ts';
import { type NotUnderstood, startsBeforeService } from './not-understood-words.ts';
import { isAnotherPerson } from './person/patient-identity.ts';
import type { Order, Submission } from './referral.ts';
import { readNative, readSubmission } from './submission-body.ts';

type Patch = {
  patient?: { name?: unknown };
  order?: { drug?: unknown; hcpcs?: unknown; therapyId?: unknown } & Record<string, unknown>;
};

/** Fields of the order that answer what was not understood of it. */
const answers: Readonly<Record<NotUnderstood['about'], readonly string[]>> = {
  timing: ['frequency', 'phases', 'sig', 'doses'],
  dose: ['dose', 'loadingDose', 'phases'],
  total: ['dose', 'loadingDose', 'phases'],
  duration: ['durationMinutes'],
  route: ['route'],
  drug: ['premedications', 'drug', 'alsoInfused'],
  history: ['firstDose', 'nextDose'],
  // Words beside the order are for a clinician to read, until a bundle comes without them.
  instruction: [],
  remark: [],
  alert: [],
};

/** Another number of doses, or rhythm, does not say from when they are given. */
const answersTo = ({ about, why }: NotUnderstood): readonly string[] =>
  why === startsBeforeService ? ['startOn'] : answers[about];

/** A name that is taken away is refused anyhow. */
const namesPatient = ({ patient }: Patch): boolean => typeof patient?.name === 'object';

const isNamed = ({ order }: Patch, fields: readonly string[]): boolean =>
  fields.some((field) => order?.[field] !== undefined && order[field] !== null);

/** A course that is corrected in one form is no longer told in the others. */
const withoutRhythm = (order: Order, patch: Patch): Order => {
  if (!isNamed(patch, ['frequency', 'phases', 'sig'])) return order;
  const { phases, frequency, sig, loadingDose, ...rest } = order;
  return {
    ...rest,
    ...(isNamed(patch, ['frequency']) && frequency ? { frequency } : {}),
    ...(isNamed(patch, ['frequency']) && loadingDose ? { loadingDose } : {}),
  };
};

/** What was not understood of an order and is not answered by a correction is still asked. */
const stillAsked = (before: Order, after: Order, patch: Patch): Order => {
  const left = (before.notUnderstood ?? []).filter(
    (asked) => asked.at !== '/order/sig' && !isNamed(patch, answersTo(asked)),
  );
  const asked = [...(after.notUnderstood ?? []), ...left];
  return asked.length > 0 ? { ...after, notUnderstood: asked } : after;
};

/** The other drugs of the order as a practice may send them. */
const asSent = (order: Order): Order =>
  order.alsoInfused
    ? {
        ...order,
        alsoInfused: order.alsoInfused.map(({ entered, notUnderstood, ...drug }) => drug),
      }
    : order;

/** What a pharmacist has entered of another drug, and what is asked of it, stays with the same drug. */
const stillInfused = (before: Order, after: Order, patch: Patch): Order => {
  if (!after.alsoInfused) return after;
  const isCorrected = isNamed(patch, ['alsoInfused']);
  return {
    ...after,
    alsoInfused: after.alsoInfused.map((drug) => {
      const known = before.alsoInfused?.find(
        (one) => one.drug === drug.drug && one.hcpcs === drug.hcpcs,
      );
      const { entered, notUnderstood } = known ?? {};
      const asked = isCorrected ? drug.notUnderstood : (notUnderstood ?? drug.notUnderstood);
      return {
        ...drug,
        ...(entered ? { therapyId: enteredTherapyId, entered } : {}),
        ...(asked ? { notUnderstood: asked } : {}),
      };
    }),
  };
};

/** Another drug means another therapy, unless the patch names that too. */
const isOtherDrug = ({ order }: Patch): boolean =>
  (order?.drug !== undefined || order?.hcpcs !== undefined) && order?.therapyId === undefined;

const patched = (current: Submission, patch: unknown): unknown => {
  // What else the order said of its drug was said of the other one.
  const { account: _, keyed: ___, ...rest } = current;
  const { nameAsSent: __, ...patient } = current.patient;
  const { entered, notUnderstood, ...known } = withoutRhythm(asSent(current.order), patch as Patch);
  const { therapyId, codes, alsoNamed, ...order } = known;
  // Documents are kept apart and only added to, so a patch sees none.
  const target = {
    ...rest,
    // A name that is sent in its parts answers which they are.
    ...(namesPatient(patch as Patch) ? { patient } : {}),
    documents: [],
    order: isOtherDrug(patch as Patch) ? order : known,
  };
  try {
    return mergePatch(target, patch);
  } catch {
    throw new Refusal(422, 'submission-invalid', 'The patch is nested too deeply.', {
      errors: [{ pointer: '', detail: 'is nested more deeply than an order is' }],
    });
  }
};

/** What a pharmacist has entered stays as long as the order names the same drug. */
const stillEntered = (before: Order, after: Order): Order => {
  const { entered, therapyId, drug, hcpcs } = before;
  const isSame = drug === after.drug && hcpcs === after.hcpcs;
  const isNamed = after.therapyId !== undefined && after.therapyId !== therapyId;
  return entered && isSame && !isNamed ? { ...after, therapyId: enteredTherapyId, entered } : after;
};

const anotherPerson = () =>
  new Refusal(422, 'patient-changed', 'A correction cannot give a referral to another patient.', {
    errors: [
      {
        pointer: '/patient',
        detail: 'is another person than the one this referral was sent for',
        fix: 'Withdraw this referral and send a new one; correct one of name and birth date at a time.',
      },
    ],
  });

const practiceChanged = () =>
  new Refusal(422, 'practice-changed', 'A correction cannot give a referral to another practice.', {
    errors: [
      {
        pointer: '/practice/npi',
        detail: 'is another practice than the one that this referral is of',
        fix: 'Withdraw this referral and send a new one.',
      },
    ],
  });

/**
 * The submission that a correction leads to: a bundle replaces it, anything else is a merge patch
 * of the native form. `asOf` is the day of the correction in the desk's zone. Documents are added to those that are there.
 *
 * @throws Refusal 422 with every problem when the result cannot be read, or is of another practice or patient.
 */
export const correctedSubmission = (
  current: Submission,
  ...sent: [body: unknown, contentType: string, asOf: string]
): Submission => {
  const next = readCorrected(current, ...sent);
  if (next.practice.npi !== current.practice.npi) throw practiceChanged();
  if (isAnotherPerson(current, next)) throw anotherPerson();
  return next;
};

const readCorrected = (
  current: Submission,
  body: unknown,
  contentType: string,
  asOf: string,
): Submission => {
  const whole =
    contentType === 'application/fhir+json' || Object.hasOwn(body as object, 'resourceType');
  const next = whole
    ? readSubmission(body, 'application/fhir+json', asOf).submission
    : readNative(patched(current, body));
  const patch: Patch = whole ? { order: next.order } : (body as Patch);
  const order = stillEntered(current.order, stillInfused(current.order, next.order, patch));
  const documents = [...current.documents, ...next.documents];
  if (whole) return { ...next, order, documents };
  const account = answeredBy(current.account ?? [], new Set(Object.keys(body as object)));
  return {
    ...next,
    order: stillAsked(current.order, order, patch),
    documents,
    ...(account.length > 0 ? { account } : {}),
  };
};
