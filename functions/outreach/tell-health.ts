import { derivedIdPart } from '../platform/ids.ts';
import type { Patient } from '../referral/contact.ts';
import type { BookedVisit } from './booked-visit.ts';
import {
  answersTold,
  type DayAnswers,
  type HealthWay,
  isSevere,
  visitsStopped,
} from './day-answers.ts';
import type { Doing } from './patient-store.ts';
import type { TextStore } from './text-store.ts';

type Told = {
  patient: Patient;
  /** The visit that it was told about, among those of its referral. */
  visit: BookedVisit;
  visits: readonly BookedVisit[];
  answers: DayAnswers;
  way: HealthWay;
};

/**
 * What is new with a patient goes where a text with a warning word goes: to a clinician, by the same
 * clock. Until one has spoken with the patient, the visits that it stops are neither confirmed, nor
 * reminded of, nor begun.
 *
 * @returns the visits that wait
 * @throws TransientFault when others changed the holds four times meanwhile.
 */
export const keepHealth = async (
  texts: Pick<TextStore, 'keep'>,
  { patient, visit, visits, answers, way }: Told,
  doing: Doing,
): Promise<string[]> => {
  const severe = isSevere(answers);
  const stopped = visitsStopped(visit, visits, severe);
  await texts.keep(
    visit.referralId,
    {
      text: {
        textId: `told_${derivedIdPart(doing.operation)}`,
        at: doing.at,
        words: answersTold(answers, way, doing.speaker?.named),
        topic: 'unwell',
        visits: stopped.map(({ visitId, startsAt, zone }) => ({ visitId, startsAt, zone })),
      },
      number: patient.number ?? '',
      patients: [patient.patientId],
      ...(severe ? { severe } : {}),
    },
    doing,
  );
  return stopped.map(({ visitId }) => visitId);
};
