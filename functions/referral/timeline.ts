import type { AuditRecord } from '../platform/audit.ts';

type Detail = AuditRecord['detail'];
type Telling = string | ((detail: Detail) => string);

const word = (value: unknown): string => String(value ?? '').replaceAll('-', ' ');
const many = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What each event says to a person who follows a referral. */
const tellings: Readonly<Record<string, Telling>> = {
  'referral.received': ({ urgency }) =>
    urgency === 'urgent' ? 'An urgent referral came in.' : 'The referral came in.',
  'referral.checked': ({ verdict, found }) =>
    verdict === 'complete'
      ? 'The order is complete and safe to go on with.'
      : verdict === 'unsafe'
        ? 'A safety check stopped the order; a clinician looks at it.'
        : `The order lacks something: ${counted(many(found), 'finding')}.`,
  'referral.corrected': 'The practice or a coordinator corrected the referral.',
  'referral.document-added': 'A document was added.',
  'referral.withdrawn': ({ reason }) => `The referral was withdrawn: ${word(reason)}.`,
  'referral.closed': ({ closeReason }) => `The referral was closed: ${word(closeReason)}.`,
  'coverage.verified': 'The payer was asked about the coverage.',
  'site.ranked': 'Sites of care were ranked; none could be taken without a person.',
  'site.chosen': ({ setting }) =>
    setting ? `A site of care was chosen: ${word(setting)}.` : 'Sites of care were ranked.',
  'authorization.need-determined': 'It was determined whether the payer must authorize this.',
  'authorization.drafted': 'The request for authorization was drafted.',
  'authorization.submitted': 'The request for authorization went to the payer.',
  'authorization.decided': 'The payer answered.',
  'authorization.renewal-checked': 'It was checked whether the authorization must be renewed.',
  'authorization.notified': 'The payer sent a notice.',
  'series.booked': ({ visits }) =>
    many(visits) > 0
      ? `${counted(many(visits), 'visit')} of the series ${many(visits) === 1 ? 'was' : 'were'} booked.`
      : 'The series was looked at.',
  'series.searched': 'No place was found for every dose of the series.',
  'series.released': 'The visits that were still to come were released.',
  'visit.confirmed': 'A visit was confirmed.',
  'visit.moved': 'A visit was moved.',
  'visit.move-requested': 'The patient asked to move a visit.',
  'visit.cancelled': 'A visit was cancelled.',
  'visit.started': 'A visit began.',
  'visit.completed': 'A visit was completed.',
  'visit.missed': 'A visit was missed.',
  'visit.readiness-checked': 'A visit was checked for what it needs.',
  'visit.reminder-due': 'The patient is reminded of a visit.',
  'visit.reaction-reported': 'A reaction was reported.',
  'education.assigned': ({ lessons }) =>
    typeof lessons === 'number'
      ? `The patient has ${counted(lessons, 'lesson')} to learn from.`
      : 'Lessons were assigned to the patient.',
  'education.acknowledged': 'The patient acknowledged a lesson.',
  'education.questioned': 'The patient has a question about a lesson.',
  'message.undelivered': 'A message could not be delivered.',
  'hold.placed': ({ reason, owner }) => `Waiting on the ${word(owner)}: ${word(reason)}.`,
  'hold.escalated': ({ team }) => `Nobody answered in time; now with the ${word(team)}.`,
  'hold.assigned': 'Somebody took on what the referral waits for.',
  'hold.renewed': 'The wait goes on.',
  'hold.resolved': ({ action }) => `The wait ended: ${word(action)}.`,
  'hold.cancelled': 'The wait was cancelled.',
  'hold.answered-late': 'An answer came after the wait had ended; it is on record.',
  'preference.changed': 'The patient changed how they are reached.',
};

/** Sentence of an event; one that is new here is told by its own name. */
export const sentenceOf = ({ event, detail }: Pick<AuditRecord, 'event' | 'detail'>): string => {
  const telling = Object.hasOwn(tellings, event) ? tellings[event] : undefined;
  if (telling === undefined) return `${word(event.replace('.', ' '))}.`;
  return typeof telling === 'string' ? telling : telling(detail);
};

/** Reasons worth telling beside an event: what spoke against, else what was noted or spoke for. */
export const whyOf = ({ determination }: Pick<AuditRecord, 'determination'>): string[] => {
  const reasons = determination?.reasons ?? [];
  const against = reasons.filter(({ bearing }) => bearing === 'against');
  return (against.length > 0 ? against : reasons).map(({ text }) => text);
};
