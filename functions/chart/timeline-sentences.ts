import { outcomeSays, rungNames } from '../authorization/denial-words.ts';
import type { AuditRecord } from '../platform/audit.ts';
import { lookup } from '../platform/lookup.ts';
import { tellWaitEnd } from './wait-ends.ts';

type Detail = AuditRecord['detail'];
/** A sentence, or how it is made; `count` is how often it happened one after the other. */
type Telling = string | ((detail: Detail, count: number) => string);

const word = (value: unknown): string => String(value ?? '').replaceAll('-', ' ');
const many = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
const hasLessons = (lessons: number): string =>
  `The patient has ${counted(lessons, 'lesson')} to learn from.`;

const others = lookup<string>({
  caregiver: 'Somebody who cares for the patient',
  guardian: 'Whoever decides for the patient',
});

/** Who said something: the patient, unless the event says that it was somebody else. */
const speaker = ({ by }: Detail): string => others[String(by)] ?? 'The patient';

const coverageAnswers = lookup<string>({
  active: 'The payer confirmed the coverage.',
  'coverage-identity': 'The payer does not recognize the member as given.',
  'coverage-other-payer': 'The payer says that another payer pays before it.',
  'coverage-in-doubt': 'The payer’s answer about the coverage leaves it open.',
  'coverage-not-active': 'The payer confirmed no active coverage.',
});

const needAnswers = lookup<string>({
  needed: 'The payer must authorize this.',
  'not-needed': 'The payer need not authorize this.',
});

/** Notices of a payer that are brought before a person. */
const notices = lookup<string>({
  contrary: 'The payer sent a notice that contradicts its decision; a person calls.',
  'named-only': 'The payer told that it has news of the request, and not what; it is asked.',
});

const authorizationAnswers = lookup<string>({
  pended: 'The payer is deciding.',
  'information-required': 'The payer asks for more information.',
  'contact-payer': 'The payer asks to be contacted.',
  rejected: 'The payer could not process the request as sent.',
  denied: 'The payer denied the request.',
  changed: 'The payer approved something other than what was asked.',
  approved: 'The payer approved the request.',
});

const undelivered = lookup<string>({
  unknown: 'Nobody can say whether a message arrived.',
  refused: 'A message was refused on its way.',
});

const ways = lookup<string>({
  telephone: 'by telephone',
  portal: 'through a portal',
  letter: 'by letter',
  fax: 'by fax',
  mail: 'by mail',
  'in-person': 'in person',
  note: 'in a note',
});

const parties = lookup<string>({
  payer: 'the payer',
  practice: 'the practice',
  patient: 'the patient',
  pharmacy: 'the pharmacy',
});

/** A call, a letter or a look that somebody wrote down. */
const loggedAs = ({ way, party, nextOn }: Detail): string =>
  `Somebody wrote down what passed with ${parties[String(party)] ?? 'somebody'} ${ways[String(way)] ?? ''}`.trimEnd() +
  (nextOn ? `; the next step is on ${nextOn}.` : '.');

/** What came of looking whether an order is complete and safe. */
const judged = ({ verdict, found }: Detail): string => {
  if (verdict === 'complete') return 'The order is complete and safe to go on with.';
  if (verdict === 'drug-unknown')
    return 'The catalogue does not know the drug; a pharmacist looks at it.';
  if (verdict === 'unsigned') return 'The practice is asked to sign it.';
  if (verdict === 'sent-back') return 'The practice sent it back, and says what is wrong.';
  if (verdict === 'unsafe') return 'A safety check stopped the order; a clinician looks at it.';
  return `The order lacks something: ${counted(many(found), 'finding')}.`;
};

/** How an order came that our staff keyed in. */
const keyedAs = ({ keyed }: Detail): string[] =>
  keyed ? [`Our staff keyed it in as it came ${ways[String(keyed)] ?? 'on paper'}.`] : [];

/** What became of a rung that was taken against a denial; nothing where none has ended. */
const tellRungEnd = (rung: unknown, outcome: unknown): string[] => {
  const name = lookup<string>({ ...rungNames })[String(rung)];
  const came = lookup<string>({ ...outcomeSays })[String(outcome)];
  return name && came ? [`This ends ${name}: ${came}.`] : [];
};

/** What each event says to a person who follows a referral. */
export const tellings = lookup<Telling>({
  'referral.received': (detail) =>
    [
      detail.urgency === 'urgent' ? 'An urgent referral came in.' : 'The referral came in.',
      ...keyedAs(detail),
      judged(detail),
    ].join(' '),
  'referral.checked': judged,
  'referral.corrected': ({ holdId, asks = ['clinician'], signed, signedAgain }) => {
    if (signed === true && !holdId) return 'The practice signed the order as it stands.';
    const said = holdId
      ? `The practice or a coordinator changed the order; a ${[asks].flat().join(' and a ')} looks at it.`
      : 'The practice or a coordinator corrected the referral.';
    return signedAgain === true ? `${said} It is signed again.` : said;
  },
  'referral.document-added': 'A document was added.',
  'referral.withdrawn': ({ reason }) => `The referral was withdrawn: ${word(reason)}.`,
  'referral.closed': ({ closeReason }) => `The referral was closed: ${word(closeReason)}.`,
  'coverage.verified': ({ answer }) =>
    coverageAnswers[String(answer)] ?? 'The payer was asked about the coverage.',
  'coverage.told': ({ way }) =>
    `The payer confirmed the coverage ${way === 'portal' ? 'in its portal' : 'by telephone'}.`,
  'site.ranked': 'Sites of care were ranked; none could be taken without a person.',
  'site.chosen': ({ setting }) =>
    setting ? `A site of care was chosen: ${word(setting)}.` : 'Sites of care were ranked.',
  'authorization.need-determined': ({ answer }) =>
    needAnswers[String(answer)] ?? 'No rule says whether the payer must authorize this.',
  'authorization.conditions-judged': ({ answer }) =>
    answer === 'met'
      ? 'What the payer holds its claims against is on record.'
      : 'What the payer holds its claims against is not all on record.',
  'authorization.drafted': 'The request for authorization was drafted.',
  'authorization.packet-made': ({ missingDocuments }) =>
    [
      'A packet for the payer was made; a person sends it.',
      ...(missingDocuments
        ? ['A document of the referral is not where it was kept: it is asked for again.']
        : []),
    ].join(' '),
  'authorization.channel-failed':
    'The request could not go that way to the payer; the next one is taken.',
  'authorization.submitted': 'The request for authorization went to the payer.',
  'authorization.decided': ({ status, rung, rungOutcome }) =>
    [
      authorizationAnswers[String(status)] ?? 'The payer answered.',
      ...tellRungEnd(rung, rungOutcome),
    ].join(' '),
  'authorization.renewal-checked': 'The authorization lasts as long as the series.',
  'authorization.notified': ({ outcome, status, rung, rungOutcome }) =>
    outcome === 'applied'
      ? [
          authorizationAnswers[String(status)] ?? 'The payer sent a notice.',
          ...tellRungEnd(rung, rungOutcome),
        ].join(' ')
      : (notices[String(outcome)] ?? 'The payer sent a notice that changes nothing.'),
  'authorization.inquired':
    'The payer was asked what became of the request and did not say; a person calls.',
  'renewal.ended': ({ outcome }) =>
    outcome === 'renewed'
      ? 'The authorization was renewed; the series goes on.'
      : 'The authorization is not renewed; the series ends with the visits that are booked.',
  'series.booked': ({ visits, holdId, lessons }) =>
    many(visits) > 0
      ? [
          `${counted(many(visits), 'visit')} of the series ${many(visits) === 1 ? 'was' : 'were'} booked${holdId ? '; the first comes late, and a clinician is asked' : ''}.`,
          ...(typeof lessons === 'number' ? [hasLessons(lessons)] : []),
        ].join(' ')
      : 'The series was looked at.',
  'series.payer-changed': ({ carried, givenUp, short }) =>
    typeof givenUp === 'number'
      ? `${counted(givenUp, 'visit')} to come ${givenUp === 1 ? 'was' : 'were'} given up: another payer covers the patient now, and pays for them elsewhere or not at all.`
      : `${counted(Number(carried ?? 0), 'visit')} to come ${carried === 1 ? 'draws' : 'draw'} on what the payer pays that covers the patient now${typeof short === 'number' ? `; of ${short} it does not pay for all` : ''}.`,
  'series.searched': 'No place was found for every dose of the series.',
  'series.released': 'The visits that were still to come were released.',
  'visit.confirmed': (said) =>
    said.by ? `${speaker(said)} confirmed a visit.` : 'A visit was confirmed.',
  'visit.moved': 'A visit was moved.',
  'visit.time-told': 'The patient was told by text when a visit is now.',
  'visit.move-requested': (said) =>
    `${speaker(said)} asked to move a visit${said.wish ? `: ${word(said.wish)}` : ''}.`,
  'visit.cancelled': ({ reason }) =>
    reason ? `A visit was cancelled: ${word(reason)}.` : 'A visit was cancelled.',
  'visit.started': 'A visit began.',
  'visit.completed': ({ last, closeReason }) =>
    last === true
      ? `The last visit was completed${closeReason ? '; the referral is closed' : ''}.`
      : 'A visit was completed.',
  'visit.missed': 'A visit was missed.',
  'visit.readiness-checked': ({ ready }) =>
    ready === false
      ? 'A visit was checked and lacks something.'
      : 'A visit was checked and has what it needs.',
  'visit.reminder-due': 'The patient is reminded of a visit.',
  'visit.reaction-reported': ({ suspends, holdId }) =>
    holdId
      ? `A severe reaction was reported; ${counted(Number(suspends ?? 0), 'visit')} to come ${suspends === 1 ? 'waits' : 'wait'} for a clinician.`
      : 'A reaction was reported.',
  'plan.ended': ({ from }) =>
    `A clinician ended the plan after a reaction; it counts no more from ${String(from)} on.`,
  'visit.entry-added': 'More of a visit was written down, or what was written was said right.',
  'education.assigned': ({ lessons }) =>
    typeof lessons === 'number' ? hasLessons(lessons) : 'Lessons were assigned to the patient.',
  'education.acknowledged': (said, count) =>
    `${speaker(said)} acknowledged ${count === 1 ? 'a lesson' : `${count} lessons`}.`,
  'education.questioned': (said) =>
    said.holdId
      ? `${speaker(said)} asked to have a lesson explained; a nurse is asked to.`
      : `${speaker(said)} has a question about a lesson.`,
  'correspondence.logged': loggedAs,
  'message.undelivered': ({ status }) =>
    undelivered[String(status)] ?? 'A message could not be delivered.',
  'text.received': (said) =>
    said.reason === 'patient-unwell'
      ? `${speaker(said)} wrote or told what may tell of an illness; a clinician is asked to call.`
      : `${speaker(said)} wrote a text; somebody is asked to read and answer it.`,
  'hold.placed': ({ reason, owner }) => `Waiting on the ${word(owner)}: ${word(reason)}.`,
  'hold.escalated': ({ team, also }) =>
    also === true
      ? `Nobody answered in time; the ${word(team)} is asked too.`
      : `Nobody answered in time; the ${word(team)} is asked again.`,
  'hold.reminded': ({ reason }) => `Still waiting: ${word(reason)}; everybody was asked again.`,
  'hold.assigned': ({ assignee }) =>
    assignee === null
      ? 'What the referral waits for was given back; nobody has it.'
      : 'Somebody took on what the referral waits for.',
  'hold.resolved': ({ action, reason, covers, rung, rungOutcome }) =>
    [tellWaitEnd(String(action), String(reason), covers), ...tellRungEnd(rung, rungOutcome)].join(
      ' ',
    ),
  'authorization.notice-read': 'What the letter of the denial says was written down.',
  'hold.answered-late': 'An answer came after the wait had ended; it is on record.',
  'preference.changed': (said) =>
    said.caregiver === undefined
      ? `${speaker(said)} changed how they are reached.`
      : said.caregiver === 'none'
        ? 'The patient ended the access of whoever cares for them.'
        : `The patient lets somebody who cares for them ${said.caregiver === 'act' ? 'see and act' : 'see, and not act'}.`,
  'contact.verified': ({ caregiver }) =>
    caregiver === undefined
      ? 'Our staff asked the patient how they are reached.'
      : `Our staff asked the patient how they are reached; somebody who cares for them may ${caregiver === 'act' ? 'see and act' : 'see'}.`,
  'links.ended': "Links to the patient's page that were sent before are no longer good.",
  'patient.merged': 'Our staff looked at who the patient is.',
  'patient.split': 'Our staff looked at who the patient is.',
});

/**
 * Sentence of an event, told once for `count` in a row. One that has none is told by its own name;
 * the tests see to it that there is none.
 */
export const tellEvent = (
  { event, detail }: Pick<AuditRecord, 'event' | 'detail'>,
  count = 1,
): string => {
  const telling = Object.hasOwn(tellings, event) ? tellings[event] : undefined;
  if (telling === undefined) return `${word(event.replace('.', ' '))}.`;
  const text = typeof telling === 'string' ? telling : telling(detail, count);
  if (count === 1 || text !== tellEvent({ event, detail })) return text;
  return `${text.slice(0, -1)} (${count} times).`;
};
