import { background } from '../platform/background.ts';
import { asFault } from '../platform/errors.ts';
import { log } from '../platform/log.ts';
import { type DeliverDeps, deliverMessage } from './deliver-message.ts';
import { deployedDelivery } from './deployed-delivery.ts';
import type { OutreachStore } from './store.ts';

type Deps = Omit<DeliverDeps, 'store'> & {
  store: DeliverDeps['store'] & Pick<OutreachStore, 'due'>;
};

/** How many messages one run takes; the next run comes five minutes later. */
const batch = 200;

/**
 * Sends what has become due. One that fails does not keep the others back: it stays in the queue
 * and the next run finds it again.
 */
export const sendDueMessages = (deps: Deps) => {
  const deliver = deliverMessage(deps);
  return async (): Promise<{ found: number; failed: number }> => {
    const messages = await deps.store.due(deps.now().toISOString(), batch);
    let failed = 0;
    for (const message of messages) {
      try {
        await deliver(message);
      } catch (error) {
        failed += 1;
        const { message: code } = asFault(error);
        log({
          event: 'record.failed',
          name: 'send-due-messages',
          referralId: message.referralId,
          code,
        });
      }
    }
    log({
      event: 'sweep.completed',
      sweep: 'send-due-messages',
      found: messages.length,
      mended: messages.length - failed,
    });
    return { found: messages.length, failed };
  };
};

export const handler = background('send-due-messages', async () =>
  sendDueMessages(deployedDelivery())(),
);
