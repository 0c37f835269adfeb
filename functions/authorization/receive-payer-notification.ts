import type { Payer } from '../coverage/payer.ts';
import { type Hold, isOpen, type Resolution, type Settlement, settleHold } from '../hold/hold.ts';
import { Refusal, TransientFault } from '../platform/errors.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { referralIdOf } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { actorOf, notFound, type Principal } from '../platform/principal.ts';
import { setting, table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Authorization } from './authorization.ts';
import { holdReasonFor } from './decision-holds.ts';
import { readNotification } from './notification.ts';
import { type PayerAnswer, readPayerAnswer, UnreadableAnswer } from './pas-response.ts';
import { isSignedBy } from './payer-signature.ts';
import { applyAnswer, decisionDetermination, waitDueAt } from './record-decision.ts';
import { authorizationRoutes } from './routes.ts';
import { contraryHold } from './standing-hold.ts';
import { type AuthorizationFile, type AuthorizationStore, authorizationStore } from './store.ts';

type Incoming = Request<(typeof authorizationRoutes)['POST /payers/{payerId}/notifications']>;

type Deps = {
  store: Pick<AuthorizationStore, 'file' | 'payer' | 'hasNotification' | 'put' | 'note'>;
  tableName: string;
  now: () => Date;
};

/** How often a notification is tried again when the authorization was written meanwhile. */
const attempts = 5;

/** The path names the caller itself, and its signature is good. */
const senderOf = async (store: Deps['store'], request: Incoming): Promise<Payer> => {
  const { principal, path, headers, rawBody } = request;
  const payer = principal.payerId === path.payerId ? await store.payer(path.payerId) : undefined;
  if (!payer) throw notFound('payer');
  if (!(await isSignedBy(payer.notificationKeys, headers['x-jws-signature'], rawBody)))
    throw new Refusal(
      401,
      'signature-invalid',
      'The x-jws-signature header does not verify with a key on file.',
    );
  return payer;
};

const answerIn = (response: unknown): PayerAnswer => {
  try {
    return readPayerAnswer(response);
  } catch (error) {
    if (!(error instanceof UnreadableAnswer)) throw error;
    throw new Refusal(422, 'not-a-notification', 'The body holds no readable ClaimResponse.');
  }
};

/** The file of the request that an answer is about, if it is this payer's. */
const fileOf = async (store: Deps['store'], answer: PayerAnswer, payerId: string) => {
  for (const { authorizationId, number } of answer.about) {
    const file = await store.file(referralIdOf(authorizationId)).catch((error: unknown) => {
      if (error instanceof Refusal) return undefined;
      throw error;
    });
    const authorization = file?.authorizations.find(
      (one) => one.authorizationId === authorizationId && one.payerId === payerId,
    );
    if (file && authorization) return { file, authorization, number };
  }
  throw notFound('authorization');
};

const waitOf = ({ authorizationId }: Authorization, holds: readonly Hold[]): Hold | undefined => {
  const scope = `a${authorizationId.split('_')[2]}.`;
  return holds.find(
    (hold) => isOpen(hold) && hold.taskToken && hold.holdId.split('_')[2]?.startsWith(scope),
  );
};

const seen = (tableName: string, payerId: string, eventKey: string, at: string): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: { ...keys.notification(payerId, eventKey), receivedAt: at },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

/** What the waiting workflow is told; nothing when it waits for the same thing already. */
const settlementFor = (after: Authorization, wait: Hold, now: Date): Settlement | undefined => {
  const reason = holdReasonFor(after);
  if (!reason) return { resume: 'authorized' };
  const dueAt = waitDueAt(after, reason, now);
  if (reason === wait.reason && (reason !== 'information-requested' || dueAt === wait.dueAt))
    return undefined;
  return { resume: 'await', reason, dueAt };
};

const resolutionBy = (principal: Principal, status: string, at: string): Resolution => ({
  action: 'payer-notification',
  facts: { status },
  by: actorOf(principal),
  at,
});

/** Statuses in which a workflow waits, so that there must be a hold to end. */
const awaited = new Set<Authorization['status']>([
  'pended',
  'information-required',
  'contact-payer',
  'rejected',
  'denied',
  'changed',
]);

/** The request was recorded a moment ago and its hold is about to be placed. */
const isBetween = (before: Authorization, { referral }: AuthorizationFile, wait?: Hold): boolean =>
  !wait && before.sent !== undefined && awaited.has(before.status) && referral.status !== 'closed';

type Context = {
  payer: Payer;
  principal: Principal;
  eventKey: string;
  eventNumber: number | undefined;
  answer: PayerAnswer;
};

/** One attempt; undefined when the authorization was written meanwhile. */
const record = async (
  { store, tableName, now }: Deps,
  { payer, principal, eventKey, eventNumber, answer }: Context,
): Promise<Answer | undefined> => {
  const { file, authorization: before, number } = await fileOf(store, answer, payer.payerId);
  if (await store.hasNotification(payer.payerId, eventKey))
    return { body: { outcome: 'known', authorizationId: before.authorizationId } };
  const wait = waitOf(before, file.holds);
  if (isBetween(before, file, wait)) throw new TransientFault('hold-not-placed-yet');
  const at = now();
  const mark = seen(tableName, payer.payerId, eventKey, at.toISOString());
  // An answer to a sending before this draft's is out of date.
  const isOld =
    before.sent !== undefined &&
    before.version > before.sent.version &&
    number <= before.sent.number;
  const applied = isOld
    ? ({ outcome: 'stale' } as const)
    : applyAnswer(before, answer, payer, at.toISOString(), eventNumber);
  const telling = {
    operation: `notification:${payer.payerId}:${eventKey}`,
    at: at.toISOString(),
    event: 'authorization.notified',
    actor: actorOf(principal),
    detail: { authorizationId: before.authorizationId, sending: number, outcome: applied.outcome },
  };
  if (applied.outcome !== 'applied') {
    const beside = applied.outcome === 'contrary' ? contraryHold(tableName, before, file, at) : [];
    const done = await store.note(before.referralId, telling, [mark, ...beside]);
    return answered(done.outcome, applied.outcome, before.authorizationId);
  }
  const after = applied.authorization;
  const settlement = wait && settlementFor(after, wait, at);
  const beside =
    wait && settlement
      ? [settleHold(tableName, wait, settlement, resolutionBy(principal, after.status, telling.at))]
      : [];
  const done = await store.put(
    after,
    { ...telling, determination: decisionDetermination(after, answer) },
    [mark, ...beside],
  );
  return answered(done.outcome, applied.outcome, before.authorizationId);
};

const answered = (
  done: 'applied' | 'already' | 'refused',
  applied: string,
  authorizationId: string,
): Answer | undefined => {
  if (done === 'refused') return undefined;
  const outcome = done === 'already' ? 'known' : applied === 'stale' ? 'nothing-new' : 'recorded';
  return { body: { outcome, authorizationId } };
};

/**
 * Records a payer's decision and ends the wait for it in one change. Deliveries may come twice,
 * late or in any order; the payer's own time decides which answer is newer.
 */
export const receivePayerNotification =
  (deps: Deps) =>
  async (request: Incoming): Promise<Answer> => {
    const payer = await senderOf(deps.store, request);
    const notification = readNotification(request.body, request.rawBody);
    if (!notification)
      throw new Refusal(
        422,
        'not-a-notification',
        'Send a subscription notification or a PAS response bundle.',
      );
    if (notification.kind === 'empty') return { body: { outcome: 'nothing-new' } };
    const context: Context = {
      payer,
      principal: request.principal,
      eventKey: notification.eventKey,
      eventNumber: notification.eventNumber,
      answer: answerIn(notification.response),
    };
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const answer = await record(deps, context);
      if (answer) return answer;
    }
    throw new TransientFault('authorization-contended');
  };

export const handler = http({
  'POST /payers/{payerId}/notifications': route(
    authorizationRoutes['POST /payers/{payerId}/notifications'],
    (request) =>
      receivePayerNotification({
        store: authorizationStore(table()),
        tableName: setting('TABLE_NAME'),
        now: () => new Date(),
      })(request),
  ),
});
