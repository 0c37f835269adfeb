import type { SNSEvent } from 'aws-lambda';
import { background } from '../platform/background.ts';
import type { BlindIndex } from '../platform/blind-index.ts';
import { blindIndex } from '../platform/blind-index.ts';
import { PermanentFault } from '../platform/errors.ts';
import { kms } from '../platform/kms.ts';
import { log } from '../platform/log.ts';
import { setting, table } from '../platform/table.ts';
import { type BookedVisit, mayConfirm } from './booked-visit.ts';
import { consentBy } from './consent.ts';
import { IncomingText, intentOf } from './incoming-text.ts';
import { type Consent, type Patient, phoneWords } from './patient.ts';
import { type Doing, type PatientStore, patientStore } from './patient-store.ts';
import type { SendText } from './sent.ts';
import { deployedTexts } from './text-gateway.ts';
import { type Reply, replyOf } from './text-replies.ts';

type Deps = {
  store: Pick<
    PatientStore,
    'patientsOfPhone' | 'referrals' | 'visits' | 'changePreferences' | 'confirmVisit'
  >;
  index: BlindIndex;
  sendText: SendText;
  now: () => Date;
};

/**
 * Does what a patient's text asks for: stop, start, help or confirm. Stopping takes effect with
 * the write, before the one text that says so. The same text delivered twice changes nothing and
 * is answered once, but for HELP and what we cannot read, which change nothing anyway.
 */
export const receiveText = ({ store, index, sendText, now }: Deps) => {
  const doing = (text: IncomingText, patient: Patient): Doing => ({
    operation: `text:${text.inboundMessageId}:${patient.patientId}`,
    actor: { kind: 'patient', id: patient.patientId },
    at: now().toISOString(),
  });

  /** Whether anyone's choice was changed now, by this delivery of the text. */
  const choose = async (
    text: IncomingText,
    patients: readonly Patient[],
    status: Consent['status'],
  ): Promise<boolean> => {
    const changed = await Promise.all(
      patients.map(async (patient) => {
        const [newest] = await store.referrals(patient.patientId);
        if (!newest) return false;
        const what = doing(text, patient);
        const consents = { text: consentBy('text', status, what.at) };
        const { outcome } = await store.changePreferences(
          patient.patientId,
          newest,
          { consents },
          what,
        );
        return outcome === 'applied';
      }),
    );
    return changed.includes(true);
  };

  /** Confirms the next visit when there is only one it can mean. */
  const confirm = async (
    text: IncomingText,
    patients: readonly Patient[],
  ): Promise<Reply | undefined> => {
    const open = await Promise.all(patients.map(async (patient) => nextVisit(patient, store, now)));
    const [only, another] = open.flatMap((visit, at) => (visit ? [{ visit, at }] : []));
    const patient = only && patients[only.at];
    if (!patient || another) return 'nothing-to-confirm';
    const { outcome } = await store.confirmVisit(only.visit, doing(text, patient));
    if (outcome === 'already') return undefined;
    return outcome === 'applied' ? 'confirmed' : 'nothing-to-confirm';
  };

  const replyTo = async (
    text: IncomingText,
    patients: readonly Patient[],
  ): Promise<Reply | undefined> => {
    switch (intentOf(text.messageBody).intent) {
      case 'stop':
        return (await choose(text, patients, 'withdrawn')) ? 'stopped' : undefined;
      case 'start':
        return (await choose(text, patients, 'given')) ? 'started' : undefined;
      case 'help':
        return 'help';
      case 'confirm':
        return confirm(text, patients);
      case 'other':
        return patients.length > 0 ? 'unread' : undefined;
    }
  };

  return async (text: IncomingText): Promise<void> => {
    const phone = text.originationNumber;
    const known = await store.patientsOfPhone(await index(...phoneWords(phone)));
    // A number that a patient has given up is not theirs any more.
    const patients = known.filter((patient) => patient.phone === phone);
    const reply = await replyTo(text, patients);
    if (!reply) return;
    const language = intentOf(text.messageBody).language ?? patients[0]?.language ?? 'en';
    const sent = await sendText({ to: phone, body: replyOf(reply, language) });
    if (sent.outcome !== 'sent')
      log({ event: 'record.failed', name: `receive-text:${reply}`, code: sent.code });
  };
};

const nextVisit = async (
  { patientId }: Patient,
  store: Deps['store'],
  now: Deps['now'],
): Promise<BookedVisit | undefined> => {
  const visits = await Promise.all((await store.referrals(patientId)).map(store.visits));
  return visits
    .flat()
    .filter((visit) => mayConfirm(visit, now()))
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt))[0];
};

const textOf = (message: string): IncomingText => {
  try {
    return IncomingText.parse(JSON.parse(message));
  } catch {
    // The cause would carry what the patient wrote.
    throw new PermanentFault('not-an-incoming-text');
  }
};

export const handler = background('receive-text', async ({ Records }: SNSEvent) => {
  const receive = receiveText({
    store: patientStore(table()),
    index: blindIndex(kms(), setting('INDEX_KEY_ID')),
    sendText: deployedTexts,
    now: () => new Date(),
  });
  for (const { Sns } of Records) await receive(textOf(Sns.Message));
});
