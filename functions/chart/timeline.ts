import type { AuditRecord } from '../platform/audit.ts';
import type { Determination } from '../platform/determination.ts';
import { tellEvent } from './timeline-sentences.ts';

/** Events that say nothing to a person: they stay on the audit chain and off the timeline. */
export const untold: readonly string[] = [
  // A retried wait has a new task token; nothing else changed.
  'hold.renewed',
  // A document that is only announced is none yet; that it was added is told.
  'upload.offered',
];

export type TimelineEntry = {
  at: string;
  event: string;
  by: AuditRecord['actor']['kind'];
  text: string;
  why: string[];
  /** How often it happened one after the other, when more than once; `at` is the first time. */
  count?: number;
};

/** Whether an event tells that something is so; what spoke against it did not prevail. */
const affirms = ({ event, determination }: Pick<AuditRecord, 'event' | 'determination'>): boolean =>
  event === 'site.chosen' ||
  (determination?.question === 'authorization-needed' && determination.answer === 'needed');

/** Questions that a payer answers. */
const payersAnswers: readonly string[] = ['authorized', 'covered'];

/**
 * Reasons worth telling beside an event, those that bear out its sentence: what spoke against
 * where something was found wanting, what spoke for it where it was affirmed; else all there are.
 */
const whyOf = (record: Pick<AuditRecord, 'event' | 'determination'>): string[] => {
  const reasons = record.determination?.reasons ?? [];
  // The payer's words are told whole: what is a denial, a condition or a request stands in them.
  if (payersAnswers.includes(record.determination?.question ?? '')) {
    const words = reasons.filter(({ bearing }) => bearing !== 'for');
    return (words.length > 0 ? words : reasons).map(({ text }) => text);
  }
  const affirmed = affirms(record);
  const telling = reasons.filter(({ bearing }) => (bearing === 'against') !== affirmed);
  return (telling.length > 0 ? telling : reasons).map(({ text }) => text);
};

/** What a reader would find the same line. */
const sameLine = (a: TimelineEntry, b: TimelineEntry): boolean =>
  a.event === b.event && a.by === b.by && a.text === b.text && a.why.join() === b.why.join();

/**
 * The audit chain as a person reads it, oldest first: a sentence for each event, one line for
 * what happened several times in a row. Reasons stand where `maySee` allows their question, and
 * what a person wrote down beside an event as `saidIn` gives it.
 */
export const tellTimeline = (
  records: readonly AuditRecord[],
  maySee: (question: Determination['question']) => boolean,
  saidIn: (record: AuditRecord) => string[] = () => [],
): TimelineEntry[] => {
  const lines: { line: TimelineEntry; record: AuditRecord; count: number }[] = [];
  for (const record of records.filter(({ event }) => !untold.includes(event))) {
    const { at, event, actor, determination } = record;
    const reasons = determination && maySee(determination.question) ? whyOf(record) : [];
    const why = [...reasons, ...saidIn(record)];
    const line = { at, event, by: actor.kind, text: tellEvent(record), why };
    // A reminder is told once for each wait, whatever came in between.
    const before =
      event === 'hold.reminded'
        ? lines.findLast((told) => sameLine(told.line, line))
        : lines.at(-1);
    if (before && sameLine(before.line, line)) before.count += 1;
    else lines.push({ line, record, count: 1 });
  }
  return lines.map(({ line, record, count }) =>
    count === 1 ? line : { ...line, text: tellEvent(record, count), count },
  );
};
