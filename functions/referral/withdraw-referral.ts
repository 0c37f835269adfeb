import { Refusal } from '../platform/errors.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { requestOperation } from '../platform/operation.ts';
import { actorOf, maySeeReferral, notFound } from '../platform/principal.ts';
import { table } from '../platform/table.ts';
import { linksOf, type Receipt, referralRoutes } from './routes.ts';
import { type ReferralStore, referralStore } from './store.ts';
import { endsMessages, patientWaits } from './withdrawal-reasons.ts';

type Withdrawing = Request<(typeof referralRoutes)['POST /referrals/{referralId}/withdrawal']>;

type Deps = { store: Pick<ReferralStore, 'get' | 'close'>; now: () => Date };

/** Withdraws a referral: it closes, its waits end, and the patient may be referred again. */
export const withdrawReferral =
  ({ store, now }: Deps) =>
  async (request: Withdrawing): Promise<Answer> => {
    const { principal, path, body } = request;
    const current = await store.get(path.referralId);
    const { referral } = current;
    if (!maySeeReferral(principal, referral.practiceNpi, ['coordinator']))
      throw notFound('referral');
    const at = now();
    const operation = requestOperation(request, `withdrawal:${referral.referralId}`, at);
    const done = await store.close(
      current,
      'withdrawn',
      { operation, by: actorOf(principal), at: at.toISOString() },
      {
        event: 'referral.withdrawn',
        detail: {
          reason: body.reason,
          by: principal.roles.has('coordinator') ? 'staff' : 'practice',
          ...(patientWaits(body.reason, referral.status) ? { patientWaits: true } : {}),
        },
        note: body.note,
        endsMessages: endsMessages(body.reason),
      },
    );
    if (done.outcome === 'refused')
      throw done.found?.status === 'closed'
        ? new Refusal(409, 'referral-closed', 'This referral was closed before.')
        : new Refusal(
            409,
            'changed-meanwhile',
            'The referral was changed at the same moment. Send the withdrawal again.',
          );
    return {
      body: {
        referralId: referral.referralId,
        status: 'closed',
        findings: current.findings,
        links: linksOf(referral.referralId),
      } satisfies Receipt,
    };
  };

export const handler = http({
  'POST /referrals/{referralId}/withdrawal': route(
    referralRoutes['POST /referrals/{referralId}/withdrawal'],
    (request) =>
      withdrawReferral({ store: referralStore(table()), now: () => new Date() })(request),
  ),
});
