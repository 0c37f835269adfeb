import type { Payer } from '../payer/payer.ts';
import { Refusal } from '../platform/errors.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { log } from '../platform/log.ts';
import { actorOf, notFound } from '../platform/principal.ts';
import { setting, table } from '../platform/table.ts';
import { notOfPayer, readNotification, subscriptionFails } from './notification.ts';
import { readPayerAnswer } from './pas/response.ts';
import { aboutIn, readUndecided } from './pas/undecided.ts';
import type { PayerAnswer } from './payer-answer.ts';
import { isSignedBy } from './payer-signature.ts';
import { type BareDeps, recordBareNotice } from './record-bare-notice.ts';
import { type Recorded, recordNotification } from './record-notification.ts';
import { authorizationRoutes } from './routes.ts';
import { type AuthorizationStore, authorizationStore } from './store.ts';
import { UnreadableAnswer } from './unreadable-answer.ts';

type Incoming = Request<(typeof authorizationRoutes)['POST /payers/{payerId}/notifications']>;
type Deps = BareDeps & { store: Pick<AuthorizationStore, 'payer'> };

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

const answerIn = (response: unknown, receivedAt: Date): PayerAnswer => {
  try {
    return readPayerAnswer(response);
  } catch (error) {
    if (!(error instanceof UnreadableAnswer)) throw error;
    // A Task or a message about a request of ours, without an answer to it.
    const told = readUndecided(response);
    const about = aboutIn(response);
    if (told && about.length > 0) return { ...told, about, at: receivedAt.toISOString() };
    throw notOfPayer('holds no ClaimResponse that can be read', 'Send the response as PAS has it.');
  }
};

/** What the payer hears of several events: the most that any of them did. */
const summaryOf = (recorded: readonly Recorded[]): Answer => {
  const told = (['recorded', 'known'] as const).flatMap(
    (wanted) => recorded.find(({ outcome }) => outcome === wanted) ?? [],
  );
  return { body: told[0] ?? recorded[0] ?? { outcome: 'nothing-new' } };
};

/**
 * Takes what a payer tells of its decisions. Of several events in one delivery each is recorded by
 * itself, so that one that cannot be keeps none of the others back; it is reported after them.
 */
export const receivePayerNotification =
  (deps: Deps) =>
  async (request: Incoming): Promise<Answer> => {
    const payer = await senderOf(deps.store, request);
    const events = readNotification(request.body);
    if (!events)
      throw notOfPayer(
        'is no notification of a payer',
        'Send a subscription notification or a PAS response bundle.',
      );
    const status = subscriptionFails(request.body);
    // An alarm tells of it: notices of every request of this payer may be missing.
    if (status) log({ event: 'payer.notices-failing', payerId: payer.payerId, status });
    const recorded: Recorded[] = [];
    const failed: unknown[] = [];
    for (const { response, named, ...event } of events) {
      try {
        const from = { payer, actor: actorOf(request.principal), ...event };
        recorded.push(
          named.length > 0
            ? await recordBareNotice(deps, { ...from, named })
            : await recordNotification(deps, { ...from, answer: answerIn(response, deps.now()) }),
        );
      } catch (error) {
        failed.push(error);
      }
    }
    // A fault goes before a refusal: the payer is to come again.
    const [worst] = [...failed.filter((error) => !(error instanceof Refusal)), ...failed];
    if (worst) throw worst;
    return summaryOf(recorded);
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
