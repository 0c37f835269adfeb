import { list, textIn, type UncheckedJson } from './json.ts';
import type { Books, Event } from './ledger.ts';
import { writeResponse } from './pas-answer.ts';
import { writeNameOnly, writeNotification } from './pas-notification.ts';
import { readRequest } from './pas-request.ts';
import { simulatedPayers } from './payers.ts';
import { type PayerVerdict, readScenario } from './scenarios.ts';
import type { ServiceClient } from './service-client.ts';

const renamed = (response: UncheckedJson, name: string): UncheckedJson => {
  const [first, ...rest] = list(response.entry);
  return { ...response, entry: [{ ...first, fullUrl: name }, ...rest] };
};

/** The decision as it is told, written once so that a repeated delivery is the same. */
const write = ({ ledger, save }: Books, event: Event, now: Date): string => {
  const submission = ledger.submissions[event.identifier];
  const payer = simulatedPayers.find(({ payerId }) => payerId === event.payerId);
  const request = submission && payer && readRequest(submission.body, payer).request;
  if (!submission || !request) throw new Error('event without its request');
  const decidedAt = event.decidedAt ? new Date(event.decidedAt) : now;
  const response = writeResponse(request, event.verdict as PayerVerdict, decidedAt);
  const { tellsNameOnly } = readScenario(submission.memberId);
  // It goes on calling the answer as it did at first.
  const name = textIn(list(submission.response.entry)[0]?.fullUrl);
  // Whoever asks again hears the decision that was made last, in whatever order they are told.
  if (event.number >= (submission.decidedBy ?? 0)) {
    submission.response = tellsNameOnly ? renamed(response, name) : response;
    submission.decidedBy = event.number;
  }
  event.body = JSON.stringify(
    tellsNameOnly
      ? writeNameOnly(name, event.payerId, event.number, now)
      : writeNotification(response, event.payerId, event.number, now),
  );
  save({ submissions: { [submission.identifier]: submission }, events: ledger.events });
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
    save({ events: ledger.events });
  }
  return told;
};

/** Without an alarm a decision is looked for this often; with one, only in case it gets lost. */
const restMillis = 250;
const longestRestMillis = 5_000;

const isDue = ({ ledger }: Books, now: Date): boolean =>
  ledger.events.some(({ dueAt }) => Date.parse(dueAt) <= now.getTime());

export type Notifier = {
  /** Has the service wake us for every decision to come; what it cannot take is looked for. */
  arm(): Promise<void>;
  /** Tells all that is due; whether nothing is left of it. */
  wake(): Promise<boolean>;
  stop(): void;
};

/**
 * Tells decisions when they are due. The service's clock wakes us for each, so that whoever moves
 * it, or asks whether all is quiet, waits until it was told.
 */
export const startNotifier = (books: Books, client: ServiceClient, wakeUrl: string): Notifier => {
  const armed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let telling: Promise<unknown> = Promise.resolve();
  // One at a time: told twice at once, a decision would be delivered too often.
  const tell = (): Promise<number> => {
    const told = telling.then(() => tellDue(books, client));
    telling = told.catch(() => {});
    return told;
  };

  const unarmed = () =>
    books.ledger.events.filter(({ payerId, number }) => !armed.has(`${payerId} ${number}`));
  const arm = async (): Promise<void> => {
    for (const { payerId, number, dueAt } of unarmed())
      if (await client.wakeAt(dueAt, wakeUrl).catch(() => false)) armed.add(`${payerId} ${number}`);
  };

  const rest = (before: number, failed: boolean): number => {
    if (failed) return Math.min(before * 2, longestRestMillis);
    return unarmed().length > 0 ? restMillis : longestRestMillis;
  };
  const look = (after: number): void => {
    if (stopped) return;
    timer = setTimeout(async () => {
      const failed = await tell().then(
        () => false,
        () => true,
      );
      if (!failed) await arm();
      look(rest(after, failed));
    }, after);
  };
  look(restMillis);

  return {
    arm,
    wake: async () => {
      while ((await tell()) > 0);
      return !isDue(books, await client.now());
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
