import { deskZone } from '../hold/hold-clock.ts';
import { localDate } from '../platform/zoned-time.ts';
import { addressOf, type Patient, reachedOn } from '../referral/contact.ts';
import { isAhead, type Visit } from '../series/visit.ts';
import { mayUse } from './consent.ts';
import type { Message, WaitReason, WithheldReason } from './message.ts';
import { capOf } from './message-rules.ts';
import { nextTextingTime, possibleZones } from './quiet-hours.ts';
import { nextWithinLimits } from './text-limits.ts';

/** The facts a message is judged by, as they stand when it is due. */
export type DeliveryFacts = {
  patient: Patient | undefined;
  /** The visit the message speaks of. */
  visit: Visit | undefined;
  /** Visits still to come. */
  ahead: readonly Visit[];
  /** The referral has ended. */
  closed?: boolean;
  /** Nothing waits for an answer of the patient any more. */
  answered?: boolean;
  /** The visit lacks something, or waits for a clinician's word: nobody is asked to come to it. */
  red?: boolean;
  siteZone: string | undefined;
  practiceMail: string | undefined;
};

export type DeliveryDecision =
  | { outcome: 'send'; to: string }
  | { outcome: 'wait'; until: string; because?: WaitReason }
  | { outcome: 'withhold'; reason: WithheldReason };

const withhold = (reason: WithheldReason): DeliveryDecision => ({ outcome: 'withhold', reason });

/** Whether later events have made the message untrue. */
export const isOvertaken = (
  { kind, visitId, revision }: Message,
  { visit, ahead, closed: isClosed = false, answered: isAnswered = false }: DeliveryFacts,
): boolean => {
  if (kind === 'series-confirmed') return ahead.length === 0;
  // It says that we write once the visits are set: they are, or never will be.
  if (kind === 'referral-received') return isClosed || ahead.length > 0;
  if (kind === 'question') return isAnswered;
  if (kind === 'series-cancelled' || kind === 'plan-ended' || kind === 'more-time-needed')
    return ahead.length > 0;
  if (visitId === undefined) return false;
  if (!visit) return true;
  if (kind === 'visit-cancelled') return visit.status !== 'cancelled';
  if (kind === 'after-visit') return visit.status !== 'completed';
  return !isAhead(visit) || visit.revision !== revision;
};

/** What only should be known lets what has to be known go first when the count allows one more. */
const afterFirstMinutes = 30;

/** While it is unclear whether somebody wants texts at all, or a visit is red, it is looked again so often. */
const lookAgainMinutes = 60;

/**
 * A text waits for the recipient's daytime and, unless it is urgent, for the limits, and for
 * whoever finds out whether it is wanted.
 */
const textDecision = (
  message: Message,
  facts: DeliveryFacts,
  to: string,
  now: Date,
): DeliveryDecision => {
  const patient = facts.patient as Patient;
  const known = patient.unclear ? new Date(now.getTime() + lookAgainMinutes * 60_000) : now;
  const cap = capOf(message.kind);
  const zones = possibleZones(patient.state, facts.siteZone);
  const within =
    cap === 'urgent' ? known : nextWithinLimits(patient.texts, message.messageId, known);
  const allowed = nextTextingTime(within, zones);
  if (allowed.getTime() <= now.getTime()) return { outcome: 'send', to };
  // Several may wait for one place in the count, or for the same morning: what has to be known is first.
  const givesWay = cap === 'usual' && !patient.unclear;
  const last = new Date(allowed.getTime() + afterFirstMinutes * 60_000).toISOString();
  const until = givesWay && last < message.useBy ? last : allowed.toISOString();
  const isLimited = within.getTime() > known.getTime();
  if (until >= message.useBy) return withhold(isLimited ? 'over-limit' : 'too-late');
  const because = patient.unclear ? 'unclear' : isLimited ? 'limits' : 'hours';
  return { outcome: 'wait', until, because };
};

/** What asks somebody to come: it waits with its visit. */
const asksToCome: readonly Message['kind'][] = ['reminder', 'preparation'];

const whileRed = ({ useBy }: Message, now: Date): DeliveryDecision => {
  const until = new Date(now.getTime() + lookAgainMinutes * 60_000).toISOString();
  return until < useBy ? { outcome: 'wait', until, because: 'red' } : withhold('too-late');
};

/** Whether a due message goes out now, later or not at all. Pure; asked again at every attempt. */
export const decideDelivery = (
  message: Message,
  facts: DeliveryFacts,
  now: Date,
): DeliveryDecision => {
  const at = now.toISOString();
  if (message.recipient === 'patient' && facts.patient?.silentSince) return withhold('silent');
  if (message.dueAt > at) return { outcome: 'wait', until: message.dueAt };
  if (isOvertaken(message, facts)) return withhold('overtaken');
  if (message.useBy <= at) return withhold('too-late');
  if (message.recipient === 'practice')
    return facts.practiceMail
      ? { outcome: 'send', to: facts.practiceMail }
      : withhold('no-address');
  const patient = facts.patient && reachedOn(facts.patient, localDate(now, deskZone));
  if (!patient) return withhold('no-recipient');
  const to = addressOf(patient, message.channel);
  if (!to) return withhold('no-address');
  if (!mayUse(patient, message.channel)) return withhold('no-consent');
  if (facts.red && asksToCome.includes(message.kind)) return whileRed(message, now);
  return message.channel === 'text'
    ? textDecision(message, facts, to, now)
    : { outcome: 'send', to };
};
