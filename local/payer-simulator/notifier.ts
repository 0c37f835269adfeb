import type { Event, Ledger } from './ledger.ts';
import { writeResponse } from './pas-answer.ts';
import { writeNotification } from './pas-notification.ts';
import { readRequest } from './pas-request.ts';
import { payers } from './payers.ts';
import type { Verdict } from './scenarios.ts';
import type { ServiceClient } from './service-client.ts';

type Books = { ledger: Ledger; save: () => void };

/** The decision as it is told, written once so that a repeated delivery is the same. */
const write = ({ ledger, save }: Books, event: Event, now: Date): string => {
  const submission = ledger.submissions[event.identifier];
  const payer = payers.find(({ payerId }) => payerId === event.payerId);
  const request = submission && payer && readRequest(submission.body, payer).request;
  if (!submission || !request) throw new Error('event without its request');
  submission.response = writeResponse(request, event.verdict as Verdict, now);
  event.body = JSON.stringify(
    writeNotification(submission.response, event.payerId, event.number, now),
  );
  save();
  return event.body;
};

/** Tells the service of every decision that is due, once; what fails stays due. */
export const tellDue = async (books: Books, client: ServiceClient): Promise<number> => {
  const { ledger, save } = books;
  if (ledger.events.length === 0) return 0;
  const now = await client.now();
  let told = 0;
  for (const event of [...ledger.events]) {
    if (Date.parse(event.dueAt) > now.getTime()) continue;
    const taken = await client.notify(event.payerId, event.body ?? write(books, event, now));
    if (!taken) continue;
    told += 1;
    event.deliveries -= 1;
    if (event.deliveries <= 0) ledger.events.splice(ledger.events.indexOf(event), 1);
    save();
  }
  return told;
};

const restMillis = 250;
const longestRestMillis = 5_000;

/** Looks for due decisions while any are open; rests longer while the service does not answer. */
export const startNotifier = (books: Books, client: ServiceClient): { stop: () => void } => {
  let timer: NodeJS.Timeout | undefined;
  let rest = restMillis;
  let stopped = false;
  const round = async (): Promise<void> => {
    try {
      await tellDue(books, client);
      rest = restMillis;
    } catch {
      rest = Math.min(rest * 2, longestRestMillis);
    }
    if (!stopped) timer = setTimeout(round, rest);
  };
  timer = setTimeout(round, rest);
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
