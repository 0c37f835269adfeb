import { asFault, PermanentFault } from '../platform/errors.ts';
import { VisitId } from '../platform/ids.ts';
import { log } from '../platform/log.ts';
import { type DeliverDeps, deliverMessage } from './deliver-message.ts';
import { deployedDelivery } from './deployed-delivery.ts';
import { DomainEvent, messagesFor, rulesFor } from './message-rules.ts';
import type { OutreachStore } from './store.ts';

type Deps = Omit<DeliverDeps, 'store'> & {
  store: DeliverDeps['store'] & Pick<OutreachStore, 'patientOf' | 'visit' | 'queue' | 'message'>;
};

/**
 * Turns a published event into the messages it calls for, each of them once, and sends those whose
 * time has come. An event that arrives twice finds its messages as they are.
 *
 * @throws PermanentFault for what is no domain event.
 */
export const queueMessage = (deps: Deps) => {
  const deliver = deliverMessage(deps);
  return async (input: unknown): Promise<void> => {
    const parsed = DomainEvent.safeParse(input);
    if (!parsed.success) throw new PermanentFault('not-a-domain-event');
    const { 'detail-type': type, detail } = parsed.data;
    if (rulesFor(type, detail.detail).length === 0) return;
    const visitId = VisitId.safeParse(detail.detail.visitId);
    const [patient, visit] = await Promise.all([
      deps.store.patientOf(detail.referralId),
      visitId.success ? deps.store.visit(visitId.data) : undefined,
    ]);
    const messages = messagesFor(parsed.data, { patient, visit });
    await deps.store.queue(messages);
    for (const { referralId, messageId } of messages) {
      const message = await deps.store.message(referralId, messageId);
      if (message?.status === 'queued' && message.dueAt <= deps.now().toISOString())
        await deliver(message);
    }
  };
};

export const handler = async (event: unknown): Promise<void> => {
  try {
    await queueMessage(deployedDelivery())(event);
  } catch (error) {
    const fault = asFault(error);
    log({ event: 'record.failed', name: 'queue-message', code: fault.message });
    throw fault;
  }
};
