import type { Evidence } from '../hold/evidence.ts';
import { readEvidence } from '../hold/evidence.ts';
import { type Hold, isOpen } from '../hold/hold.ts';
import { dueAfter, holdDueAt } from '../hold/hold-clock.ts';
import { placeStanding, standingHold } from '../hold/standing-hold.ts';
import { keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';

/** What a text that a person must read is kept as: whoever wrote that they are unwell goes first. */
export type WrittenReason = 'patient-wrote' | 'patient-unwell';
export type WrittenText = Evidence<WrittenReason>['texts'][number];

/** A text and whom its number leads to; `former` when it is nobody's any more. */
export type Written = {
  text: WrittenText;
  /** As bad as a reaction that suspends what is to come. */
  severe?: true;
  patients: readonly string[];
  number: string;
  former?: true;
};

/** A hold that has so many texts is full: the next one opens another. */
const mostTexts = 20;

const reasonOf = ({ topic }: WrittenText): WrittenReason =>
  topic === 'unwell' ? 'patient-unwell' : 'patient-wrote';

const textsOf = (hold: Hold): readonly WrittenText[] =>
  (readEvidence(hold, 'patient-wrote') ?? readEvidence(hold, 'patient-unwell'))?.texts ?? [];

/** The hold that a text is on already, whether it still waits or not. */
export const holdOfText = (holds: readonly Hold[], textId: string): Hold | undefined =>
  holds.find((hold) => textsOf(hold).some((text) => text.textId === textId));

/** Hours within which a text is read of which no rule can tell whether somebody is unwell. Own target. */
const unclearHours = 1;

/**
 * When a text is to be answered: by the clock of its reason, or sooner where nobody knows yet what it
 * is about, or in half the time that is left until
 * the visit it may be about, where that is sooner; the other half is for whoever acts on it.
 */
const dueOf = (text: WrittenText, now: Date): string => {
  const halves = text.visits
    .map(({ startsAt }) => (now.getTime() + Date.parse(startsAt)) / 2)
    .filter((half) => half > now.getTime())
    .map((half) => `${new Date(half).toISOString().slice(0, 19)}Z`);
  const soon = text.topic === 'unclear' ? [dueAfter({ hours: unclearHours }, now)] : [];
  return [holdDueAt(reasonOf(text), now), ...soon, ...halves].sort()[0] as string;
};

/** One that is asked for again only later than a text is due takes no text: it would wait unseen. */
const mayTake = (
  hold: Hold,
  { text, patients, number, former }: Written,
  dueAt: string,
): boolean => {
  const { evidence } = hold;
  const known = textsOf(hold);
  return (
    isOpen(hold) &&
    hold.dueAt <= dueAt &&
    hold.reason === reasonOf(text) &&
    known.length > 0 &&
    known.length < mostTexts &&
    JSON.stringify(evidence.patients) === JSON.stringify(patients) &&
    evidence.number === number &&
    (evidence.former === true) === (former === true)
  );
};

/** One more text on an open hold, whoever took the hold on; refused when it ended or got another. */
const textAdded = (tableName: string, hold: Hold, text: WrittenText): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: keys.hold(hold.holdId),
    UpdateExpression: 'SET evidence.texts = list_append(evidence.texts, :text)',
    ConditionExpression: '#status IN (:open, :overdue) AND size(evidence.texts) = :known',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':text': [text],
      ':open': 'open',
      ':overdue': 'overdue',
      ':known': textsOf(hold).length,
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/**
 * The part that gives a text to a person: a new hold on the referral, or the open one of the same
 * patients with the text added, so that nothing a patient wrote is lost or written over.
 */
export const textKept = (
  tableName: string,
  { subject, holds }: { subject: Parameters<typeof standingHold>[1]; holds: readonly Hold[] },
  written: Written,
  now: Date,
): { hold: Hold; item: TransactItem } => {
  const dueAt = dueOf(written.text, now);
  const open = holds.find((hold) => mayTake(hold, written, dueAt));
  if (open) return { hold: open, item: textAdded(tableName, open, written.text) };
  const { text, patients, number, former } = written;
  const fresh = standingHold(
    {
      kind: 'message',
      scope: 'r',
      reason: reasonOf(text),
      stage: 'outreach',
      evidence: { texts: [text], patients: [...patients], number, ...(former ? { former } : {}) },
    },
    subject,
    holds,
    now,
  );
  const hold = { ...fresh, dueAt };
  return { hold, item: placeStanding(tableName, hold) };
};
