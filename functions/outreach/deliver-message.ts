import type { LinkSigner } from '../platform/link-token.ts';
import { log } from '../platform/log.ts';
import type { ContactPoint, Patient } from '../referral/contact.ts';
import { alsoSays, carriedBy } from './bundling.ts';
import { writeCalendar } from './calendar.ts';
import { careTeam } from './care-team.ts';
import { decideDelivery, isOvertaken } from './delivery.ts';
import {
  type PracticeNews,
  whereabouts,
  writeDayOfNews,
  writeMail,
  writePracticeMail,
} from './mail-templates.ts';
import type { Message } from './message.ts';
import { type MessageFacts, messageFacts } from './message-facts.ts';
import { isLeased } from './message-items.ts';
import type { MessageSent, SendMail, SendText } from './sent.ts';
import type { OutreachFacts, OutreachStore } from './store.ts';
import { textTakenAt } from './text-limits.ts';
import { type PatientKind, writeText, writeTextWith } from './text-templates.ts';
import { isQuiet, type Undelivered } from './undelivered.ts';

export type DeliverDeps = {
  store: Pick<
    OutreachStore,
    'facts' | 'withNumber' | 'claim' | 'postpone' | 'settle' | 'markUndelivered'
  > & {
    /** What waits about a referral; a text that waited for the count looks whether it can carry some of it. */
    waiting?: OutreachStore['waiting'];
    /** Queues a text that is in no queue, and that another delivery of its event began to send. */
    handOver?: (message: Message) => Promise<void>;
  };
  sendText: SendText;
  sendMail: SendMail;
  signLink: LinkSigner;
  pageUrl: string;
  /** Where the console is: a practice reads there what its mail does not say. */
  consoleUrl: string;
  now: () => Date;
};

/** A link in a message opens the patient's page for this long. */
const linkDays = 14;
const maxAttempts = 6;
const day = 86_400_000;

const kindsWithCalendar: readonly PatientKind[] = [
  'series-confirmed',
  'visit-moved',
  'visit-cancelled',
];

/**
 * Sends one due message, or says why not. Delivery is chosen per channel: a text at most once
 * (claimed first; what cannot be told becomes `unknown`), a mail at least once (claimed first;
 * what cannot be told is sent again). Who claimed one and is not heard of is lost after a while.
 */
const delivering = ({
  store,
  sendText,
  sendMail,
  signLink,
  pageUrl,
  consoleUrl,
  now,
}: DeliverDeps) => {
  const frame = { team: careTeam.name, phone: careTeam.phone, consoleUrl };

  const undelivered = async (message: Message, status: Undelivered['status'], code: string) => {
    await store.markUndelivered(message, { status, code }, now().toISOString());
    log({ event: 'message.withheld', ...about(message), code });
  };

  /** What it says, and what of that other messages need not say any more. */
  type Sent = { sent: MessageSent; carried?: readonly Message[] };

  /** The texts that this one may carry and that are still true; the others end by their own turn. */
  const carriedWith = async (carrier: Message): Promise<Message[]> => {
    if (carrier.code !== 'limits') return [];
    const found = carriedBy(carrier, (await store.waiting?.(carrier.referralId)) ?? []);
    const facts = await Promise.all(found.map(store.facts));
    return found.filter((one, at) => !isOvertaken(one, facts[at] as OutreachFacts));
  };

  const send = async (message: Message, facts: OutreachFacts, to: string): Promise<Sent> => {
    if (message.recipient === 'practice') {
      return { sent: await sendMail({ to, ...writePracticeMail(newsOf(message), frame) }) };
    }
    const kind = message.kind as PatientKind;
    const patient = facts.patient as Patient;
    const token = await signLink({
      patientId: patient.patientId,
      sentTo: { channel: message.channel, generation: patient.links[message.channel] },
      purpose: 'page',
      expiresAt: new Date(now().getTime() + linkDays * day),
    });
    const words = messageFacts({
      ...patient,
      ...facts,
      link: `${pageUrl}#${token}`,
      toGuardian: isReadByAnother(patient.contacts[message.channel]),
    });
    if (message.channel === 'text') {
      const carried = await carriedWith(message);
      const whole =
        carried.length > 0 && writeTextWith(kind, words, alsoSays(carried, patient.language));
      const sent = await sendText({ to, body: whole || writeText(kind, words) });
      return whole ? { sent, carried } : { sent };
    }
    const calendar = calendarFor(kind, facts, words, now());
    const mail = { to, ...writeMail(kind, words), ...(calendar ? { calendar } : {}) };
    return { sent: await sendMail(mail) };
  };

  const record = async (
    message: Message,
    { sent, carried = [] }: Sent,
    attempts: number,
  ): Promise<void> => {
    if (sent.outcome === 'sent') {
      const { outcome: status, receipt } = sent;
      await store.settle(message, { status, receipt, attempts }, now().toISOString());
      log({ event: 'message.sent', ...about(message) });
      for (const one of carried) {
        const code = 'bundled';
        await store.settle(one, { status: 'withheld', code }, now().toISOString());
        log({ event: 'message.withheld', ...about(one), code });
      }
      return;
    }
    const again =
      sent.outcome === 'busy' || (sent.outcome === 'unknown' && message.channel === 'mail');
    if (again && attempts < maxAttempts) {
      await store.postpone(message, retryAt(attempts, now()), { attempts });
      return;
    }
    const status = sent.outcome === 'unknown' ? 'unknown' : 'refused';
    await undelivered(message, status, sent.code);
  };

  /** A message that a sender took and has not told the end of: still at it, or lost on the way. */
  const follow = async (message: Message, takenAt: string | undefined): Promise<void> => {
    if (takenAt && isLeased(takenAt, now())) return;
    const sent = { outcome: 'unknown', code: 'sender-lost' } as const;
    await record(message, { sent }, message.attempts);
  };

  const one = async (message: Message): Promise<void> => {
    if (message.status === 'sending') return follow(message, message.claimedAt);
    if (message.status !== 'queued') return;
    let facts = await store.facts(message);
    let decision = decideDelivery(message, facts, now());
    // What the number has been through only adds reasons not to send: of what is in no queue it is read last.
    const reads = !store.handOver || decision.outcome === 'send';
    if (message.channel === 'text' && facts.patient && reads) {
      const patient = await store.withNumber(facts.patient);
      const takenAt = textTakenAt(message, patient);
      if (takenAt) return store.handOver ? store.handOver(message) : follow(message, takenAt);
      facts = { ...facts, patient };
      decision = decideDelivery(message, facts, now());
    }
    if (decision.outcome === 'wait') {
      const { until, because: code } = decision;
      if (until !== message.dueAt) await store.postpone(message, until, code ? { code } : {});
      return;
    }
    if (decision.outcome === 'withhold') {
      const { reason: code } = decision;
      if (!isQuiet(message, code, facts.patient)) return undelivered(message, 'withheld', code);
      await store.settle(message, { status: 'withheld', code }, now().toISOString());
      log({ event: 'message.withheld', ...about(message), code });
      return;
    }
    // Not claimed: another sender has it, or the patient changed; the next sweep looks again.
    const claimed = await store.claim(message, facts.patient, now());
    if (!claimed) return;
    await record(claimed, await send(claimed, facts, decision.to), message.attempts + 1);
  };

  /** What a practice is told in one mail: each thing ends as if it had gone out alone. */
  const together = async (messages: readonly Message[]): Promise<void> => {
    const mails = new Map<string, Message[]>();
    for (const message of messages) {
      const decision =
        message.status === 'queued' && decideDelivery(message, await store.facts(message), now());
      if (!decision || decision.outcome !== 'send') {
        await one(message);
        continue;
      }
      const claimed = await store.claim(message, undefined, now());
      if (claimed) mails.set(decision.to, [...(mails.get(decision.to) ?? []), claimed]);
    }
    for (const [to, told] of mails) {
      const sent = await sendMail({ to, ...writeDayOfNews(told.map(newsOf), frame) });
      for (const message of told) await record(message, { sent }, message.attempts + 1);
    }
  };
  return { one, together };
};

export const deliverMessage = (deps: DeliverDeps) => delivering(deps).one;

/** The messages of one practice that hears of all in one mail a day. */
export const deliverTogether = (deps: DeliverDeps) => delivering(deps).together;

const newsOf = ({ kind, referralId }: Message): PracticeNews => ({
  kind: kind as PracticeNews['kind'],
  referralId,
});

/** A parent or guardian, or a caregiver by the patient's leave. */
const isReadByAnother = (contact: ContactPoint | undefined): boolean =>
  contact?.parentUntil !== undefined || contact?.caregiver !== undefined;

const about = ({ messageId, channel, kind }: Message) => ({ messageId, channel, kind });

/** Five minutes, then ten, twenty, and so on. */
const retryAt = (attempts: number, now: Date): string =>
  new Date(now.getTime() + 5 * 60_000 * 2 ** (attempts - 1)).toISOString();

const calendarFor = (
  kind: PatientKind,
  { visit, ahead }: OutreachFacts,
  words: MessageFacts,
  now: Date,
): string | undefined => {
  if (!kindsWithCalendar.includes(kind)) return undefined;
  const place = () => whereabouts(words);
  return writeCalendar(visit ? [visit] : ahead, { language: words.language, place, now });
};
