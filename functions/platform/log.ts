/**
 * Everything this system ever logs. An allow-list: ids, codes and counts, nothing a patient could
 * be recognized by. A new line in a log starts with a new member here.
 */
type LogEvent =
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
      event: 'payer.unavailable';
      payerId: string;
      channel: string;
      minutes: number;
      waiting: number;
    }
  | { event: 'payer.notices-failing'; payerId: string; status: string }
  | {
      event: 'record.relayed' | 'record.published';
      name: string;
      referralId: string;
      count?: number;
    }
  /** Fields by name that an event was not published with. */
  | { event: 'record.trimmed'; name: string; referralId: string; fields: string }
  | { event: 'record.failed'; name: string; referralId?: string; code: string }
  | {
      event: 'message.sent' | 'message.withheld';
      messageId: string;
      channel: string;
      kind: string;
      code?: string;
    }
  | { event: 'network-entry.failed'; kind: string; id: string; code: string }
  | { event: 'sweep.completed'; sweep: string; found: number; mended: number };

/**
 * Writes one line of JSON, which the functions' JSON log format takes as it is. A logging library
 * would add a tenth to every bundle for the same line.
 */
export const log = (entry: LogEvent): void => {
  const level = entry.event.endsWith('.failed') ? 'ERROR' : 'INFO';
  process.stdout.write(`${JSON.stringify({ level, ...entry })}\n`);
};
