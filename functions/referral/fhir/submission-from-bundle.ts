import { inWords } from '../../platform/complaint-words.ts';
import type { Complaint } from '../../platform/errors.ts';
import { Submission } from '../referral.ts';
import { accountForRest } from './account-rest.ts';
import { Bundle, readBundle } from './bundle.ts';
import { enrollmentsFrom, pregnancyFrom, vaccinationsFrom } from './claims.ts';
import { allergiesFrom, diagnosesFrom, documentsFrom } from './clinical.ts';
import { conditionsFrom } from './conditions.ts';
import { coveragesFrom } from './coverage.ts';
import { devicesFrom } from './devices.ts';
import { medicinesFrom } from './medicines.ts';
import { orderFrom, priorTherapiesFrom, sortRequests } from './order.ts';
import { findPatient, patientFrom } from './patient.ts';
import { placementFrom } from './place-of-care.ts';
import { fhirPointer, locateField } from './pointers.ts';
import { identifiersOfPrescriber, practiceFrom, prescriberFrom } from './practice.ts';
import { observationsFrom } from './results.ts';
import { tiedServices } from './services.ts';
import { isUrgent } from './urgency.ts';
import { veinsFrom } from './veins.ts';

/** What is read of the resources; the account of them is ours. */
const Parts = Submission.omit({ account: true });

type Mapped =
  | { outcome: 'mapped'; submission: Submission; bundleKey?: string }
  | { outcome: 'refused'; problems: Complaint[] };

/**
 * Maps a bundle of US Core resources onto a submission. Every problem is told with the element's
 * place and how to mend it, all at once; nothing is guessed where a unit or a day is unclear. `asOf` is
 * a day of the desk's zone: what has ended by then is not used.
 */
export const submissionFromBundle = (body: unknown, asOf: string): Mapped => {
  const parsed = Bundle.safeParse(body, { error: inWords });
  if (!parsed.success)
    return {
      outcome: 'refused',
      problems: parsed.error.issues.slice(0, 100).map((issue) => ({
        pointer: fhirPointer('Bundle', issue.path),
        detail: issue.message,
      })),
    };
  const reading = readBundle(parsed.data, asOf);
  const patient = findPatient(reading);
  reading.isAbout(patient);
  const { order, together, beside, prior, alsoInfused, replaced } = sortRequests(reading);
  if (!order)
    for (const at of reading.othersOf('MedicationRequest'))
      reading.complain(
        `${at}.subject`,
        'does not refer to the Patient of this bundle',
        'Refer to the Patient by its fullUrl, or by Patient/id.',
      );
  const requester =
    order?.resource.requester ??
    tiedServices(reading, order).find(({ resource }) => resource.requester)?.resource.requester;
  // Who asks is said by the order: one that could not be read says nothing of it.
  const practice = order && practiceFrom(reading, requester);
  const prescriber = prescriberFrom(reading, requester);
  const diagnoses = diagnosesFrom(reading, order);
  const conditions = conditionsFrom(reading, diagnoses, order, patient);
  const parts = {
    urgency: isUrgent(reading, order) ? 'urgent' : 'routine',
    practice,
    ...(prescriber ? { prescriber } : {}),
    patient: patient && patientFrom(reading, patient),
    coverages: coveragesFrom(reading),
    diagnoses,
    order: order && orderFrom(reading, { order, together, beside, alsoInfused }),
    observations: observationsFrom(reading),
    allergies: allergiesFrom(reading),
    priorTherapies: priorTherapiesFrom(reading, prior),
    placement: placementFrom(reading, order, patient),
    documents: documentsFrom(reading),
    medicines: medicinesFrom(reading, order ? [order, ...together] : [], beside, replaced),
    ...(conditions.length > 0 ? { conditions } : {}),
    devices: devicesFrom(reading),
    veins: veinsFrom(reading),
    vaccinations: vaccinationsFrom(reading),
    pregnancy: pregnancyFrom(reading),
    enrollments:
      patient &&
      enrollmentsFrom(patient, identifiersOfPrescriber(reading, requester), reading.asOf),
  };
  if (reading.problems.length > 0 || !patient || !order)
    return { outcome: 'refused', problems: reading.problems };
  accountForRest(reading, { patient, order, together, beside, prior });
  const submission = Parts.safeParse(parts, { error: inWords });
  if (!submission.success) {
    const pointer = locateField({ patient, order });
    return {
      outcome: 'refused',
      problems: submission.error.issues.map((issue) => ({
        pointer: pointer(issue.path),
        detail: issue.message,
      })),
    };
  }
  const { identifier } = parsed.data;
  return {
    outcome: 'mapped',
    submission: { ...submission.data, account: reading.account() },
    ...(identifier ? { bundleKey: `${identifier.system ?? ''}|${identifier.value}` } : {}),
  };
};
