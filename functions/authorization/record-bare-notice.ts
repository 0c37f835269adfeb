import type { Payer } from '../payer/payer.ts';
import type { Actor } from '../platform/audit.ts';
import type { Determination } from '../platform/determination.ts';
import { type Refusal, TransientFault } from '../platform/errors.ts';
import { referralIdOf } from '../platform/ids.ts';
import type { Authorization } from './authorization.ts';
import { putInquiry } from './inquiry-item.ts';
import { notOfPayer } from './notification.ts';
import { type NotificationDeps, type Recorded, seen } from './record-notification.ts';
import { readLineTrace, readSendingId } from './request-names.ts';
import { plainName } from './resource-names.ts';
import type { AuthorizationStore } from './store.ts';

export type BareDeps = NotificationDeps & {
  store: NotificationDeps['store'] & Pick<AuthorizationStore, 'answeredBy' | 'openInquiry'>;
};

/** An event of which the payer sent no more than what it calls it. */
type BareNotice = {
  payer: Payer;
  actor: Actor;
  eventKey: string;
  eventNumber?: number | undefined;
  named: readonly string[];
};

const unknownName = (): Refusal =>
  notOfPayer(
    'names nothing that answered a request of ours',
    'Send the response itself (full-resource).',
  );

/** The request that one of these names leads to: by our own name, or by what answered it before. */
const requestNamed = async (
  store: BareDeps['store'],
  { payer: { payerId }, named }: BareNotice,
): Promise<string> => {
  for (const name of named) {
    const ours = readSendingId(name) ?? readLineTrace(name);
    const plain = plainName(name);
    const found = ours?.authorizationId ?? (plain && (await store.answeredBy(payerId, plain)));
    if (found) return found;
  }
  throw unknownName();
};

const told = (
  { authorizationId, status, version }: Authorization,
  { named, eventNumber }: BareNotice,
): Determination => ({
  question: 'authorized',
  facts: { authorizationId, version },
  rule: { id: 'payer-answer', version: '1', source: 'Da Vinci PAS 2.0.1, id-only notifications' },
  answer: status,
  reasons: [
    {
      bearing: 'note',
      code: 'payer-has-news',
      text: `The payer tells that it has news of this request (${[
        named[0]?.slice(0, 200),
        ...(eventNumber === undefined ? [] : [`event ${eventNumber}`]),
      ].join(', ')}), and sends none of it: it is asked what became of it.`,
    },
  ],
});

/**
 * Records that a payer has news of a request, of which it sent only the name: what was decided is
 * nowhere in it, so it is asked (inquire-payers.ts), and a person looks where that brings nothing.
 *
 * @throws Refusal 422 where the name leads to no request of this payer.
 */
export const recordBareNotice = async (
  { store, tableName, now }: BareDeps,
  notice: BareNotice,
): Promise<Recorded> => {
  const { payer, actor, eventKey, eventNumber } = notice;
  const authorizationId = await requestNamed(store, notice);
  const file = await store.file(referralIdOf(authorizationId));
  const authorization = file.authorizations.find(
    (one) => one.authorizationId === authorizationId && one.payerId === payer.payerId,
  );
  if (!authorization) throw unknownName();
  if (await store.hasNotification(payer.payerId, eventKey))
    return { outcome: 'known', authorizationId };
  const at = now();
  // However often it tells, its silence is bounded from the first time.
  const open = await store.openInquiry(authorizationId);
  const done = await store.note(
    authorization.referralId,
    {
      operation: `notification:${payer.payerId}:${eventKey}`,
      at: at.toISOString(),
      event: 'authorization.notified',
      actor,
      detail: { authorizationId, outcome: 'named-only' },
      determination: told(authorization, notice),
    },
    [
      seen(tableName, payer.payerId, eventKey, at.toISOString()),
      // Nobody waits for what became of a referral that is closed.
      ...(file.referral.status === 'closed'
        ? []
        : [
            putInquiry(tableName, {
              authorizationId,
              payerId: payer.payerId,
              since: open?.since ?? at.toISOString(),
              eventKey,
              ...(eventNumber === undefined ? {} : { eventNumber }),
              tries: open?.tries ?? 0,
              dueAt: at.toISOString(),
            }),
          ]),
    ],
  );
  if (done.outcome === 'refused') throw new TransientFault('authorization-contended');
  return { outcome: done.outcome === 'already' ? 'known' : 'recorded', authorizationId };
};
