import type * as z from 'zod';
import { PermanentFault, TransientFault } from '../platform/errors.ts';
import { AuthorizationId, roundOf } from '../platform/ids.ts';
import { StepInput, step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { Setting } from '../therapy/setting.ts';
import { lookUpTherapy } from '../therapy/therapy-catalogue.ts';
import { type Authorization, mayBecome } from './authorization.ts';
import type { AuthorizationFile } from './reading.ts';
import { requestLines } from './request-lines.ts';
import { type AuthorizationStore, authorizationStore } from './store.ts';

const Input = StepInput.extend({ authorizationId: AuthorizationId });

type Deps = {
  store: Pick<AuthorizationStore, 'head' | 'file' | 'payer' | 'site' | 'draft'>;
  now: () => Date;
};

/** What the draft rests on, each with the fault that its lack means. */
const basisOf = async (store: Deps['store'], { referral, sight }: AuthorizationFile) => {
  const { payerId, siteId, coverageRank } = referral;
  const therapy = lookUpTherapy(referral.therapyId);
  const setting = Setting.safeParse(referral.setting);
  if (!therapy) throw new PermanentFault('therapy-unknown');
  if (!payerId || !coverageRank) throw new PermanentFault('coverage-not-verified');
  if (!siteId || !setting.success) throw new PermanentFault('site-not-chosen');
  const [payer, site] = await Promise.all([store.payer(payerId, sight), store.site(siteId, sight)]);
  if (!payer) throw new PermanentFault('payer-unknown');
  if (!site) throw new PermanentFault('site-unknown');
  return { therapy, setting: setting.data, payer, site, coverageRank };
};

/**
 * Writes down what the payer is to be asked: lines with units and visits, a clock for each. A
 * further draft in the same round replaces the one before as a new version.
 */
export const draftAuthorization =
  ({ store, now }: Deps) =>
  async ({
    referralId,
    operation,
    authorizationId,
  }: z.output<typeof Input>): Promise<{ outcome: 'drafted' | 'closed' }> => {
    const since = await store.head(referralId);
    const file = await store.file(referralId);
    const { referral, submission, authorizations } = file;
    if (referral.status === 'closed') return { outcome: 'closed' };
    const { therapy, setting, payer, site, coverageRank } = await basisOf(store, file);
    const at = now();
    const urgency = referral.urgency === 'urgent' ? 'expedited' : 'standard';
    const renews = referral.renewing ? file.series : undefined;
    const request = requestLines({
      submission,
      therapy,
      payer,
      setting,
      urgency,
      on: localDate(at, payer.zone),
      renews,
    });
    if (!request) throw new PermanentFault('request-not-computable');
    const before = authorizations.find((known) => known.authorizationId === authorizationId);
    // Decided already, by a notification or a person: there is nothing to draft.
    if (before && !mayBecome(before.status, 'drafted')) return { outcome: 'drafted' };
    const after: Authorization = {
      authorizationId,
      referralId,
      round: roundOf(authorizationId),
      practiceNpi: referral.practiceNpi,
      payerId: payer.payerId,
      coverageRank,
      therapyId: therapy.id,
      siteId: site.siteId,
      setting,
      placeOfService: site.placeOfService,
      status: 'drafted',
      urgency,
      version: (before?.version ?? 0) + 1,
      rev: (before?.rev ?? 0) + 1,
      lines: request.lines,
      visitEveryDays: request.course.everyDays,
      ...(renews ? { bookedBefore: renews.bookedThrough } : {}),
      ...(before?.sent ? { sent: before.sent } : {}),
      ...(before?.answeredAt ? { answeredAt: before.answeredAt } : {}),
      ledger: before?.ledger ?? {},
    };
    const done = await store.draft(after, since, operation, at.toISOString());
    if (done.outcome !== 'refused') return { outcome: 'drafted' };
    // Something happened to the referral meanwhile: the retry sees what.
    throw new TransientFault('draft-contended');
  };

export const handler = step('draft-authorization', Input, (input) =>
  draftAuthorization({ store: authorizationStore(table()), now: () => new Date() })(input),
);
