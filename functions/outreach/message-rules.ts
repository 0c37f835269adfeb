import * as z from 'zod';
import { addDays } from '../platform/days.ts';
import { localDate, zonedInstant } from '../platform/zoned-time.ts';
import { ContactChannel, type Patient } from '../referral/contact.ts';
import type { Visit } from '../series/visit.ts';
import {
  type KeptNews,
  type NewsChoice,
  type NewsPoint,
  newsOn,
  newsZone,
  nothingChosenYet,
} from '../staff/practice-news.ts';
import { reachable } from './consent.ts';
import { type Message, type MessageKind, messageId } from './message.ts';

/** A domain event as it is published. */
export const DomainEvent = z.object({
  'detail-type': z.string(),
  detail: z.object({
    referralId: z.string(),
    sequence: z.number().int().positive(),
    at: z.iso.datetime(),
    detail: z.record(z.string(), z.json()),
  }),
});
export type DomainEvent = z.infer<typeof DomainEvent>;

type Detail = DomainEvent['detail']['detail'];

/**
 * Which channels a message takes. `both`: what must not be missed. `both-if-soon`: the same, but what
 * stands in a mail is not said by text too while days are left in which the reminder comes by both. The
 * others take the second channel only when the first does not lead to the patient, and so keep texts
 * within their limits.
 */
type Route = 'both' | 'both-if-soon' | 'mail-first' | 'text-first';

/** Hours before a visit within which a mail alone may be read too late; the reminder goes out 48 before it. */
const soonHours = 96;

/**
 * `urgent`: who comes at a time that is none any more, or stays away from one that is, is told whatever
 * the count: such a text waits for no limit, and counts for those after it. Of the others, what has to
 * be known by a day goes before what only should be known. That the limits bind texts without consent, and
 * that who gives a number for their care has consented to be told of it there (FCC 15-72), is general
 * knowledge: verify.
 */
type CapClass = 'urgent' | 'first' | 'usual';

type MessageRule = {
  event: string;
  /** What the event must further say. */
  when?: { field: string; is: string | readonly string[] };
  kind: MessageKind;
  recipient: Message['recipient'];
  /** To a practice: which of its points it is, where it may choose; without one it is told whatever it chose. */
  point?: NewsPoint;
  /** Not where the practice hears of this one too: it tells the same. */
  unless?: NewsPoint;
  /** Of the first visit of the course alone. */
  firstVisit?: true;
  route: Route;
  /** Of a text: whether it waits for the limits on texts, and what goes first when one more may go out. */
  cap: CapClass;
  /** Hours after the event before it is due. */
  afterHours: number;
  /** Hours after it is due when it has become pointless; a visit's start ends it in any case. */
  usefulHours: number;
  source: string;
};

const own = 'own rule';

/** What a practice chose to hear of (functions/staff/practice-news.ts): a mail, good for three days. */
const ofNews = {
  recipient: 'practice',
  route: 'mail-first',
  cap: 'usual',
  afterHours: 0,
  usefulHours: 72,
  source: own,
} as const;

/** Which events patients and practices hear of, and how. */
export const messageRules = [
  {
    event: 'referral.received',
    kind: 'referral-received',
    recipient: 'patient',
    route: 'mail-first',
    cap: 'usual',
    afterHours: 0,
    usefulHours: 48,
    source: 'patients drop out in the first 48 hours of silence',
  },
  {
    event: 'hold.placed',
    when: { field: 'owner', is: 'patient' },
    kind: 'question',
    recipient: 'patient',
    route: 'text-first',
    cap: 'first',
    afterHours: 0,
    usefulHours: 72,
    source: own,
  },
  {
    // A denial is fought for weeks: who waits hears of it, and that it is not the end.
    event: 'hold.placed',
    when: { field: 'reason', is: ['denied', 'denied-site-of-care'] },
    kind: 'more-time-needed',
    recipient: 'patient',
    route: 'mail-first',
    cap: 'usual',
    afterHours: 0,
    usefulHours: 120,
    source: 'patients hear of a decision in plain words, and that it can be appealed',
  },
  {
    // Who has visits to come is told that these will not take place.
    event: 'referral.closed',
    when: {
      field: 'closeReason',
      is: ['not-covered', 'not-authorized', 'incomplete', 'no-capacity', 'failed'],
    },
    kind: 'plan-ended',
    recipient: 'patient',
    route: 'both',
    cap: 'first',
    afterHours: 0,
    usefulHours: 168,
    source: 'nobody waits for a visit that is not planned any more',
  },
  {
    event: 'hold.placed',
    when: { field: 'owner', is: 'referrer' },
    kind: 'ask-for-information',
    recipient: 'practice',
    point: 'missing',
    route: 'mail-first',
    cap: 'usual',
    afterHours: 0,
    usefulHours: 72,
    source: own,
  },
  {
    // Each search that finds no time: a dose that nobody can give in its window is told at once.
    event: 'hold.placed',
    when: { field: 'reason', is: 'no-capacity' },
    kind: 'no-time-found',
    recipient: 'practice',
    point: 'no-time',
    route: 'mail-first',
    cap: 'usual',
    afterHours: 0,
    usefulHours: 24,
    source: own,
  },
  {
    // A severe one: whoever ordered the drug says with our clinician how doses go on.
    event: 'visit.reaction-reported',
    when: { field: 'severe', is: 'true' },
    kind: 'reaction-reported',
    recipient: 'practice',
    route: 'mail-first',
    cap: 'usual',
    afterHours: 0,
    usefulHours: 24,
    source: 'grade 3 or higher: the prescriber clears',
  },
  {
    // The same where the patient tells of it, at home or on the way: nobody waits for a nurse to grade it.
    event: 'text.received',
    when: { field: 'severe', is: 'true' },
    kind: 'reaction-reported',
    recipient: 'practice',
    route: 'mail-first',
    cap: 'usual',
    afterHours: 0,
    usefulHours: 24,
    source: 'grade 3 or higher: the prescriber clears',
  },
  {
    // Once for each wait: the first time that its clock runs out.
    event: 'hold.escalated',
    when: { field: 'firstFor', is: 'referrer' },
    kind: 'information-overdue',
    recipient: 'practice',
    point: 'missing',
    route: 'mail-first',
    cap: 'usual',
    afterHours: 0,
    usefulHours: 72,
    source: own,
  },
  {
    event: 'series.booked',
    kind: 'series-confirmed',
    recipient: 'patient',
    route: 'both-if-soon',
    cap: 'first',
    afterHours: 0,
    usefulHours: 96,
    source: own,
  },
  {
    event: 'education.assigned',
    kind: 'education-assigned',
    recipient: 'patient',
    route: 'mail-first',
    cap: 'usual',
    afterHours: 0,
    usefulHours: 240,
    source: own,
  },
  {
    event: 'visit.readiness-checked',
    // Two days before the visit the same check is published as `visit.reminder-due`.
    when: { field: 'ready', is: 'true' },
    kind: 'preparation',
    recipient: 'patient',
    route: 'mail-first',
    cap: 'usual',
    afterHours: 0,
    usefulHours: 96,
    source: 'readiness questions a week before the visit',
  },
  {
    event: 'visit.reminder-due',
    kind: 'reminder',
    recipient: 'patient',
    route: 'both',
    cap: 'first',
    afterHours: 0,
    usefulHours: 48,
    source: 'trials of text reminders: missed visits fall by a third',
  },
  {
    event: 'visit.moved',
    kind: 'visit-moved',
    recipient: 'patient',
    route: 'both',
    cap: 'urgent',
    afterHours: 0,
    usefulHours: 168,
    source: own,
  },
  {
    event: 'visit.cancelled',
    kind: 'visit-cancelled',
    recipient: 'patient',
    route: 'both',
    cap: 'urgent',
    afterHours: 0,
    usefulHours: 168,
    source: own,
  },
  {
    event: 'series.released',
    kind: 'series-cancelled',
    recipient: 'patient',
    route: 'both',
    cap: 'urgent',
    afterHours: 0,
    usefulHours: 168,
    source: own,
  },
  {
    // Withdrawn before there were visits: who waits for times hears that none will come.
    event: 'referral.withdrawn',
    when: { field: 'patientWaits', is: 'true' },
    kind: 'series-cancelled',
    recipient: 'patient',
    route: 'mail-first',
    cap: 'urgent',
    afterHours: 0,
    usefulHours: 168,
    source: 'nobody waits for a visit that is not planned any more',
  },
  {
    // The same words for everybody, and no answer is asked for by text: a visit has one text, its reminder.
    event: 'visit.completed',
    kind: 'after-visit',
    recipient: 'patient',
    route: 'mail-first',
    cap: 'usual',
    afterHours: 24,
    usefulHours: 24,
    source: 'late reactions come within 24 to 72 hours',
  },
  {
    event: 'referral.closed',
    kind: 'referral-closed',
    recipient: 'practice',
    point: 'ended',
    route: 'mail-first',
    cap: 'usual',
    afterHours: 0,
    usefulHours: 240,
    source: 'closing the loop to the referrer',
  },
  {
    // What our staff took back on the word of a patient or a family, the practice has to hear.
    event: 'referral.withdrawn',
    when: { field: 'by', is: 'staff' },
    kind: 'referral-closed',
    recipient: 'practice',
    route: 'mail-first',
    cap: 'usual',
    afterHours: 0,
    usefulHours: 240,
    source: 'closing the loop to the referrer',
  },
  {
    event: 'visit.completed',
    // The last visit closes the referral in the same change.
    when: { field: 'closeReason', is: 'completed' },
    kind: 'referral-closed',
    recipient: 'practice',
    point: 'ended',
    route: 'mail-first',
    cap: 'usual',
    afterHours: 0,
    usefulHours: 240,
    source: 'closing the loop to the referrer',
  },
  {
    ...ofNews,
    event: 'referral.received',
    when: { field: 'verdict', is: 'complete' },
    kind: 'order-accepted',
    point: 'accepted',
  },
  {
    ...ofNews,
    event: 'referral.checked',
    when: { field: 'verdict', is: 'complete' },
    kind: 'order-accepted',
    point: 'accepted',
  },
  {
    ...ofNews,
    event: 'hold.placed',
    when: { field: 'reason', is: 'payer-decision' },
    kind: 'request-submitted',
    point: 'submitted',
  },
  {
    ...ofNews,
    event: 'hold.placed',
    when: { field: 'reason', is: ['denied', 'denied-site-of-care', 'approval-changed'] },
    kind: 'request-decided',
    point: 'decided',
  },
  {
    ...ofNews,
    event: 'authorization.notified',
    when: { field: 'status', is: 'approved' },
    kind: 'request-decided',
    point: 'decided',
  },
  {
    ...ofNews,
    event: 'series.booked',
    kind: 'visits-booked',
    point: 'booked',
  },
  // What a payer grants at once is told with what it is for: no other event of it has to be read.
  {
    ...ofNews,
    event: 'series.booked',
    kind: 'visits-booked',
    point: 'decided',
    unless: 'booked',
  },
  {
    ...ofNews,
    event: 'visit.completed',
    kind: 'first-dose-given',
    point: 'first-dose',
    firstVisit: true,
  },
  {
    ...ofNews,
    event: 'visit.missed',
    kind: 'visit-missed',
    point: 'missed',
  },
  {
    ...ofNews,
    event: 'hold.placed',
    when: { field: 'reason', is: 'authorization-ending' },
    kind: 'renewal-due',
    point: 'renewal-due',
    usefulHours: 240,
  },
] as const satisfies readonly MessageRule[];

const caps = new Map<string, CapClass>(messageRules.map(({ kind, cap }) => [kind, cap]));

/** How a text of this kind stands to the limits on texts. */
export const capOf = (kind: MessageKind): CapClass => caps.get(kind) ?? 'usual';

/** The events that the message queue has to see. */
export const eventsWithMessages: readonly string[] = [
  ...new Set(messageRules.map(({ event }) => event)),
];

/** The rules that an event calls for. */
export const rulesFor = (event: string, detail: Detail): readonly MessageRule[] =>
  (messageRules as readonly MessageRule[]).filter(
    ({ event: of, when }) =>
      of === event && (when === undefined || [when.is].flat().includes(String(detail[when.field]))),
  );

/**
 * The channels a rule takes for this patient. When none leads there the first one is kept, so that
 * the message is recorded as undelivered and a person sees it.
 */
export const channelsFor = (
  route: Exclude<Route, 'both-if-soon'>,
  patient: Patient | undefined,
): readonly ContactChannel[] => {
  const order: readonly ContactChannel[] =
    route === 'mail-first' ? ['mail', 'text'] : ['text', 'mail'];
  const open = order.filter((channel) => patient && reachable(patient, channel));
  if (route === 'both' && open.length > 0) return open;
  return [open[0] ?? (order[0] as ContactChannel)];
};

const later = (at: string, hours: number): string =>
  new Date(Date.parse(at) + hours * 3_600_000).toISOString();

/** What a route means at this instant, with the next visit of the referral known. */
const routeAt = (
  route: Route,
  at: string,
  next: Pick<Visit, 'startsAt'> | undefined,
): Exclude<Route, 'both-if-soon'> => {
  if (route !== 'both-if-soon') return route;
  return next && later(next.startsAt, 0) <= later(at, soonHours) ? 'both' : 'mail-first';
};

/** The ids that messages of an event can have, whichever channels lead to the patient. */
export const messageIdsFor = ({ 'detail-type': event, detail }: DomainEvent): string[] => [
  ...new Set(
    rulesFor(event, detail.detail).flatMap(({ kind, recipient }) =>
      (recipient === 'practice' ? (['mail'] as const) : ContactChannel.options).map((channel) =>
        messageId(detail.referralId, detail.sequence, kind, channel),
      ),
    ),
  ),
];

/** Whether a practice hears of what a rule tells, by what it chose. */
const isHeard = (
  { point, unless, firstVisit }: MessageRule,
  { points }: NewsChoice,
  visit: Visit | undefined,
): boolean =>
  (point === undefined || points.includes(point)) &&
  (unless === undefined || !points.includes(unless)) &&
  (!firstVisit || visit?.dose === 1);

/** The hour at which a practice gets its one mail a day, by the desk's clock: while it is still there. */
const dayOfNewsAt = '16:00:00';

/** The next such hour after an instant. */
const endOfDesk = (at: string): string => {
  const today = localDate(at, newsZone);
  const hour = (on: string) =>
    new Date(zonedInstant(`${on}T${dayOfNewsAt}`, newsZone)).toISOString();
  return hour(today) > at ? hour(today) : hour(addDays(today, 1));
};

/** The messages of an event: whom, by which channel, from when and until when. */
export const messagesFor = (
  { 'detail-type': event, detail: { referralId, sequence, at, detail } }: DomainEvent,
  {
    patient,
    visit,
    next,
    practice,
  }: {
    patient: Patient | undefined;
    visit: Visit | undefined;
    next: Visit | undefined;
    /** What the practice chose to hear of; what is usual, where nothing is known of it. */
    practice?: { practiceNpi: string; news: KeptNews } | undefined;
  },
): Message[] =>
  rulesFor(event, detail).flatMap((rule) => {
    const chosen = newsOn(practice?.news ?? nothingChosenYet, localDate(at, newsZone));
    if (rule.recipient === 'practice' && !isHeard(rule, chosen, visit)) return [];
    const isTogether = practice !== undefined && chosen.daily && rule.point !== undefined;
    if (rule.recipient === 'patient' && patient?.silentSince) return [];
    if (rule.kind === 'plan-ended' && next) return [];
    const together = rule.recipient === 'practice' && isTogether ? practice.practiceNpi : undefined;
    const dueAt = together ? endOfDesk(at) : later(at, rule.afterHours);
    const pointless = later(dueAt, rule.usefulHours);
    // A practice is told of its referral, whichever visit the event was about.
    const about = rule.recipient === 'patient' ? visit : undefined;
    const ends =
      about && rule.kind !== 'after-visit' ? [pointless, later(about.startsAt, 0)] : [pointless];
    const useBy = ends.sort()[0] as string;
    const channels: readonly ContactChannel[] =
      rule.recipient === 'practice'
        ? ['mail']
        : channelsFor(routeAt(rule.route, at, next), patient);
    return channels.map((channel) => ({
      messageId: messageId(referralId, sequence, rule.kind, channel),
      referralId,
      kind: rule.kind,
      channel,
      recipient: rule.recipient,
      status: 'queued' as const,
      queuedAt: at,
      dueAt,
      useBy,
      ...(about ? { visitId: about.visitId, revision: about.revision } : {}),
      attempts: 0,
      ...(together ? { together } : {}),
    }));
  });
