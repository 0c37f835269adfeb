import type { SNSEvent } from 'aws-lambda';
import { deskZone } from '../hold/hold-clock.ts';
import { byStep } from '../platform/audit.ts';
import { background } from '../platform/background.ts';
import type { BlindIndex } from '../platform/blind-index.ts';
import { blindIndex } from '../platform/blind-index.ts';
import { PermanentFault } from '../platform/errors.ts';
import { kms } from '../platform/kms.ts';
import { log } from '../platform/log.ts';
import { setting, table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import type { Consent, Patient } from '../referral/contact.ts';
import { phoneWords } from '../referral/person/tokens.ts';
import { type BookedVisit, mayAskToMove, mayConfirm, nextAhead } from './booked-visit.ts';
import { mayAct, speakerAt } from './caregiver.ts';
import { consentBy, mayUse } from './consent.ts';
import { IncomingText, readIntent } from './incoming-text.ts';
import { writeWhen } from './message-facts.ts';
import { shownAt } from './page-scope.ts';
import { type Doing, type PatientStore, patientStore } from './patient-store.ts';
import type { SendText } from './sent.ts';
import { deployedTexts } from './text-gateway.ts';
import { type TextReply, writeReply } from './text-replies.ts';
import { type TextStore, textStore } from './text-store.ts';
import { asksToMove, readTopic, saysMore, warnedIn } from './text-topics.ts';
import { toldRevision } from './told-time.ts';

type Deps = {
  store: Pick<
    PatientStore,
    | 'patientsOfNumber'
    | 'visits'
    | 'changePreferences'
    | 'stopNumber'
    | 'confirmVisit'
    | 'requestMove'
    | 'messagesAbout'
    | 'timesTold'
    | 'noteTold'
  >;
  texts: Pick<TextStore, 'newestOf' | 'keep'>;
  index: BlindIndex;
  sendText: SendText;
  now: () => Date;
};

/**
 * Does what a patient's text asks for: stop, start, help or confirm; bare thanks ask for nothing, and
 * whatever else it says, a person reads. Stopping takes effect with the write, before the one text that says so. The same text
 * delivered twice changes nothing and is answered once, but for what changes nothing anyway, HELP or
 * a visit that is confirmed, and for the emergency words to whoever is unwell.
 */
export const receiveText = ({ store, texts, index, sendText, now }: Deps) => {
  const doing = (text: IncomingText, patient: Patient): Doing => ({
    operation: `text:${text.inboundMessageId}:${patient.patientId}`,
    actor: { kind: 'patient', id: patient.patientId },
    at: now().toISOString(),
    speaker: speakerAt(patient, { channel: 'text' }),
  });

  /** Whether anyone's choice was changed now, by this delivery of the text. */
  const choose = async (
    text: IncomingText,
    patients: readonly Patient[],
    status: Consent['status'],
  ): Promise<boolean> => {
    const changed: boolean[] = [];
    // One after the other: they write to one number.
    for (const patient of patients) {
      const newest = patient.referrals.at(-1);
      if (!newest) continue;
      const what = doing(text, patient);
      const consents = { text: consentBy('text', status, what.at) };
      const { referralId } = newest;
      const { outcome } = await store.changePreferences(patient, referralId, { consents }, what);
      changed.push(outcome === 'applied');
    }
    return changed.includes(true);
  };

  /**
   * A number that nobody has any more and that asks to be left in peace: it is, should somebody be
   * found to have it again. It is told on the record of whoever had it last.
   */
  const stopFormer = async (text: IncomingText, { number, former }: Reached): Promise<void> => {
    const { intent } = readIntent(text.messageBody);
    if (intent !== 'stop' && intent !== 'start') return;
    const patient = former.at(-1);
    const newest = patient?.referrals.at(-1);
    if (!patient || !newest) return;
    const what = doing(text, patient);
    const status = intent === 'stop' ? 'withdrawn' : 'given';
    await store.stopNumber(number, newest.referralId, consentBy('text', status, what.at), what);
  };

  /**
   * Confirms the next visit, when the number leads to only one, at the time that a text has told. No
   * text asks about a later one, so a further C finds the next visit confirmed and confirms nothing
   * else. One that moved since is told again, and confirmed by the next C.
   */
  const confirm = async (text: IncomingText, reached: Reached): Promise<Answer | undefined> => {
    const { patients } = reached;
    const open = await Promise.all(patients.map(async (patient) => nextVisit(patient, store, now)));
    const [only, another] = open.flatMap((visit, at) => (visit ? [{ visit, at }] : []));
    const patient = only && patients[only.at];
    if (!patient || another) return { reply: 'nothing-to-confirm' };
    const { visit } = only;
    // Whose telephone it is may only see: a person asks the patient.
    if (!mayAct(patient, { channel: 'text' }))
      return answerKept(text, patients, await keep(text, reached));
    if (visit.status === 'confirmed') return { reply: 'confirmed', visit };
    if (!mayConfirm(visit, now())) return { reply: 'nothing-to-confirm' };
    const what = doing(text, patient);
    if (toldRevision(await store.messagesAbout(visit), visit) !== visit.revision) {
      const told = await store.timesTold(visit);
      if (told.some(({ operation }) => operation === what.operation)) return undefined;
      if (!told.some(({ revision }) => revision === visit.revision))
        return { reply: 'moved', visit, whenSent: () => store.noteTold(visit, what) };
    }
    const { outcome } = await store.confirmVisit(visit, what);
    if (outcome === 'already') return undefined;
    return outcome === 'applied' ? { reply: 'confirmed', visit } : { reply: 'nothing-to-confirm' };
  };

  /**
   * Gives a text to a person: on the newest open referral of those whom the number leads to, or led
   * to. Undefined when it leads to nobody.
   */
  const keep = async (
    { inboundMessageId, messageBody }: IncomingText,
    { number, patients, former }: Reached,
  ): Promise<'applied' | 'already' | undefined> => {
    const writers = patients.length > 0 ? patients : former;
    const [only, another] = writers;
    const referralId = await texts.newestOf(writers.flatMap(referralsOf));
    if (!only || !referralId) return undefined;
    const at = now().toISOString();
    const next = await Promise.all(patients.map((patient) => nextVisit(patient, store, now)));
    const visits = next.flatMap((visit) =>
      visit ? [{ visitId: visit.visitId, startsAt: visit.startsAt, zone: visit.zone }] : [],
    );
    const topic = readTopic(messageBody);
    // Who of several wrote, or whether it was the former one, nobody knows.
    const isKnown = !another && patients.length > 0;
    const speaker = isKnown ? speakerAt(only, { channel: 'text' }) : undefined;
    const { asksToEnd } = readIntent(messageBody);
    return texts.keep(
      referralId,
      {
        text: {
          textId: inboundMessageId,
          at,
          words: messageBody,
          topic,
          visits,
          ...(speaker ? { by: speaker.named } : {}),
          ...(asksToEnd ? { asksToEnd } : {}),
        },
        number,
        patients: writers.map(({ patientId }) => patientId),
        ...(patients.length === 0 ? { former: true } : {}),
      },
      {
        operation: `text:${inboundMessageId}:kept`,
        actor: isKnown ? { kind: 'patient', id: only.patientId } : byStep('receive-text'),
        at,
        speaker,
      },
    );
  };

  /**
   * Asks the scheduler for another time of the next visit, in the patient's own words, where the number
   * leads to one patient alone and it is plain which visit they mean. Undefined where it is not.
   */
  const askToMove = async (
    text: IncomingText,
    patients: readonly Patient[],
  ): Promise<{ kept: 'applied' | 'already'; visit: BookedVisit } | undefined> => {
    const { asksToEnd } = readIntent(text.messageBody);
    const [patient, another] = patients;
    if (!patient || another || asksToEnd || !asksToMove(text.messageBody)) return undefined;
    if (!mayAct(patient, { channel: 'text' })) return undefined;
    const visit = await nextVisit(patient, store, now);
    if (!visit || !mayAskToMove(visit, now())) return undefined;
    const done = await store.requestMove(
      visit,
      { wish: 'cannot-come', words: text.messageBody },
      doing(text, patient),
    );
    return done.outcome === 'refused' ? undefined : { kept: done.outcome, visit };
  };

  /**
   * Words that are no command: a wish about a visit goes to the scheduler, all else to whoever answers
   * it. Whoever writes that somebody is unwell goes to a clinician as well, and hears the emergency words.
   */
  const passOn = async (text: IncomingText, reached: Reached): Promise<Answer | undefined> => {
    const { patients } = reached;
    const wish = await askToMove(text, patients);
    const isUnwell = warnedIn(text.messageBody) !== undefined;
    if (!wish || isUnwell) return answerKept(text, patients, await keep(text, reached));
    if (hasStopped(patients) || wish.kept === 'already') return undefined;
    return { reply: 'move-asked', visit: wish.visit };
  };

  /** What is answered to words that a person reads. Who has stopped texts asked for none. */
  const answerKept = (
    { messageBody }: IncomingText,
    patients: readonly Patient[],
    kept: 'applied' | 'already' | undefined,
  ): Answer | undefined => {
    if (!kept || patients.length === 0 || hasStopped(patients)) return undefined;
    if (warnedIn(messageBody)) return { reply: 'unwell' };
    if (kept === 'already') return undefined;
    if (readIntent(messageBody).asksToEnd) return { reply: 'unclear' };
    return { reply: readTopic(messageBody) === 'unclear' ? 'not-understood' : 'passed-on' };
  };

  /** Whether a visit waits for a C: an "ok" may be meant as one, which a person finds out. */
  const isAsked = async (patients: readonly Patient[]): Promise<boolean> => {
    const next = await Promise.all(patients.map((patient) => nextVisit(patient, store, now)));
    return next.some((visit) => visit && mayConfirm(visit, now()));
  };

  const answerTo = async (text: IncomingText, reached: Reached): Promise<Answer | undefined> => {
    const { patients } = reached;
    switch (readIntent(text.messageBody).intent) {
      case 'stop': {
        const stopped = await choose(text, patients, 'withdrawn');
        if (saysMore(text.messageBody)) await keep(text, reached);
        if (patients.length > 0 && warnedIn(text.messageBody))
          return { reply: 'unwell', isStopped: true };
        return stopped ? { reply: 'stopped', isStopped: true } : undefined;
      }
      case 'start':
        return (await choose(text, patients, 'given')) ? { reply: 'started' } : undefined;
      case 'help':
        return { reply: 'help' };
      case 'confirm':
        return confirm(text, reached);
      case 'thanks':
        return undefined;
      case 'ok':
        return (await isAsked(patients))
          ? answerKept(text, patients, await keep(text, reached))
          : undefined;
      case 'other':
        return passOn(text, reached);
    }
  };

  return async (text: IncomingText): Promise<void> => {
    const phone = text.originationNumber;
    const number = await index(...phoneWords(phone));
    const reached = {
      number,
      ...(await store.patientsOfNumber(number, localDate(now(), deskZone))),
    };
    const { patients } = reached;
    if (patients.length === 0) await stopFormer(text, reached);
    const answer = await answerTo(text, reached);
    if (!answer) return;
    const { reply, visit } = answer;
    const said = readIntent(text.messageBody).language ?? warnedIn(text.messageBody);
    const language = said ?? patients[0]?.language ?? 'en';
    const isStopped = answer.isStopped || (reply !== 'started' && hasStopped(patients));
    const body = writeReply(reply, language, {
      ...(visit ? { when: writeWhen(visit, language) } : {}),
      way: isStopped ? 'stopped' : 'open',
    });
    const sent = await sendText({ to: phone, body });
    if (sent.outcome === 'sent') await answer.whenSent?.();
    else log({ event: 'record.failed', name: `receive-text:${reply}`, code: sent.code });
  };
};

/** Whom a number leads to, and led to, by its index. */
type Reached = { number: string; patients: readonly Patient[]; former: readonly Patient[] };

type Answer = {
  reply: TextReply;
  visit?: BookedVisit;
  /** The number's texts are stopped by what was asked. */
  isStopped?: true;
  /** What is on record only once the patient was told. */
  whenSent?: () => Promise<unknown>;
};

/** Whether nobody who has the number takes texts. */
const hasStopped = (patients: readonly Patient[]): boolean =>
  patients.length > 0 && patients.every((patient) => !mayUse(patient, 'text'));

const referralsOf = (patient: Patient): string[] => {
  const shown = shownAt(patient, 'text');
  return shown.length > 0 ? shown : patient.referrals.map(({ referralId }) => referralId);
};

const nextVisit = async (
  patient: Patient,
  store: Deps['store'],
  now: Deps['now'],
): Promise<BookedVisit | undefined> => {
  const visits = await Promise.all(shownAt(patient, 'text').map(store.visits));
  return nextAhead(visits.flat(), now());
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
    texts: textStore(table()),
    index: blindIndex(kms(), setting('INDEX_KEY_ID')),
    sendText: deployedTexts,
    now: () => new Date(),
  });
  for (const { Sns } of Records) await receive(textOf(Sns.Message));
});
