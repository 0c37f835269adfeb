import { background } from '../platform/background.ts';
import { PermanentFault } from '../platform/errors.ts';
import { VisitId } from '../platform/ids.ts';
import { withMemory } from '../platform/read-memory.ts';
import { table } from '../platform/table.ts';
import { type DeliverDeps, deliverMessage } from './deliver-message.ts';
import { deployedDelivery } from './deployed-delivery.ts';
import { DomainEvent, messageIdsFor, messagesFor, rulesFor } from './message-rules.ts';
import type { OutreachStore } from './store.ts';

type Deps = Omit<DeliverDeps, 'store'> & {
  store: Pick<OutreachStore, 'facts' | 'withNumber' | 'about' | 'queue'> & {
    atOnce: Omit<DeliverDeps['store'], 'facts' | 'withNumber'> &
      Pick<OutreachStore['atOnce'], 'handOver'>;
  };
};

/**
 * Turns a published event into the messages it calls for and sends those whose time has come. An
 * event that arrives twice finds its messages as they are, and a text that it had begun to send.
 *
 * @throws PermanentFault for what is no domain event.
 */
export const queueMessage = (deps: Deps) => {
  const { store } = deps;
  const { facts, withNumber, atOnce } = store;
  const deliver = deliverMessage({ ...deps, store: { facts, withNumber, ...atOnce } });
  return async (input: unknown): Promise<void> => {
    const parsed = DomainEvent.safeParse(input);
    if (!parsed.success) throw new PermanentFault('not-a-domain-event');
    const { 'detail-type': type, detail } = parsed.data;
    if (rulesFor(type, detail.detail).length === 0) return;
    const visitId = VisitId.safeParse(detail.detail.visitId);
    const { known, ...about } = await store.about(
      detail.referralId,
      visitId.data,
      messageIdsFor(parsed.data),
    );
    for (const message of messagesFor(parsed.data, about)) {
      if (known.has(message.messageId)) continue;
      if (message.dueAt > deps.now().toISOString()) await store.queue(message);
      else await deliver(message);
    }
  };
};

export const handler = background('queue-message', async (event: unknown) =>
  queueMessage(deployedDelivery(withMemory(table())))(event),
);
