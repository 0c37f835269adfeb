import { background } from '../platform/background.ts';
import { asFault } from '../platform/errors.ts';
import { log } from '../platform/log.ts';
import { type DeliverDeps, deliverMessage, deliverTogether } from './deliver-message.ts';
import { deployedDelivery } from './deployed-delivery.ts';
import type { Message } from './message.ts';
import type { OutreachStore } from './store.ts';

type Deps = Omit<DeliverDeps, 'store'> & {
  store: DeliverDeps['store'] & Pick<OutreachStore, 'due'>;
};

/** How many messages one run takes; the next run comes five minutes later. */
const batch = 200;

/** What goes out in one mail, in the order of the first of each. */
const sentTogether = (messages: readonly Message[]): (readonly Message[])[] => [
  ...Map.groupBy(messages, ({ together, messageId }) => together ?? messageId).values(),
];

/**
 * Sends what has become due. One that fails does not keep the others back: it stays in the queue
 * and the next run finds it again.
 */
export const sendDueMessages = (deps: Deps) => {
  const deliver = deliverMessage(deps);
  const deliverAll = deliverTogether(deps);
  return async (): Promise<{ found: number; failed: number }> => {
    const messages = await deps.store.due(deps.now().toISOString(), batch);
    let failed = 0;
    for (const [first, ...others] of sentTogether(messages)) {
      if (!first) continue;
      try {
        await (others.length > 0 ? deliverAll([first, ...others]) : deliver(first));
      } catch (error) {
        failed += 1 + others.length;
        const { message: code } = asFault(error);
        log({
          event: 'record.failed',
          name: 'send-due-messages',
          referralId: first.referralId,
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
