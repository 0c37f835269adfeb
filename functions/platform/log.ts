/**
 * Everything this system ever logs. An allow-list: ids, codes and counts, nothing a patient could
 * be recognized by. A new line in a log starts with a new member here.
 */
export type LogEvent =
  | {
      event: 'step.started' | 'step.completed';
      step: string;
      referralId?: string;
      outcome?: string;
    }
  | { event: 'step.failed'; step: string; fault: string; code: string; referralId?: string }
  | { event: 'request.completed'; route: string; status: number; code?: string; requestId?: string }
  | { event: 'request.failed'; route: string; fault: string; code: string; requestId?: string }
  | { event: 'payer.answered'; payerId: string; channel: string; status: number; millis: number }
  | {
      event: 'record.relayed' | 'record.published';
      name: string;
      referralId: string;
      count?: number;
    }
  | { event: 'record.failed'; name: string; referralId?: string; code: string }
  | {
      event: 'message.sent' | 'message.withheld';
      messageId: string;
      channel: string;
      kind: string;
      code?: string;
    }
  | { event: 'sweep.completed'; sweep: string; found: number; mended: number };

/**
 * Writes one line of JSON. The functions' log format is JSON, so the line's fields become fields of
 * the log; a logging library would add a fifth to every bundle for the same line.
 */
export const log = (entry: LogEvent): void => {
  const line = JSON.stringify(entry);
  if (entry.event.endsWith('.failed')) console.error(line);
  else console.info(line);
};
