import type { Payer } from '../payer/payer.ts';
import { canonical } from '../platform/canonical.ts';
import { PermanentFault, TransientFault } from '../platform/errors.ts';
import { roundOf } from '../platform/ids.ts';
import { localDate } from '../platform/zoned-time.ts';
import { visitTherapy } from '../referral/order/regimen.ts';
import type { Series } from '../series/series.ts';
import { Setting } from '../therapy/setting.ts';
import type { Therapy } from '../therapy/therapy.ts';
import { type Authorization, mayBecome } from './authorization.ts';
import { stateCriteria } from './criteria/criteria-wait.ts';
import { criteriaDetermination, judgeCriteria } from './criteria/judge-packs.ts';
import { givenUpAt } from './denial-rules.ts';
import type { AuthorizationFile } from './reading.ts';
import { requestLines } from './request-lines.ts';
import type { AuthorizationStore } from './store.ts';

/** Which authorization of which referral, and the name of this operation, the same for every retry. */
type Told = { referralId: string; operation: string; authorizationId: string };

type Deps = {
  store: Pick<AuthorizationStore, 'head' | 'file' | 'payer' | 'site' | 'draft'>;
  now: () => Date;
};

/** What the draft rests on, each with the fault that its lack means. */
const basisOf = async (
  store: Deps['store'],
  { referral, submission, sight }: AuthorizationFile,
) => {
  const { payerId, siteId, coverageRank } = referral;
  const therapy = visitTherapy(referral.therapyId, submission.order, referral.policy);
  const setting = Setting.safeParse(referral.setting);
  if (!therapy) throw new PermanentFault('therapy-unknown');
  if (!payerId || !coverageRank) throw new PermanentFault('coverage-not-verified');
  if (!siteId || !setting.success) throw new PermanentFault('site-not-chosen');
  const [payer, site] = await Promise.all([store.payer(payerId, sight), store.site(siteId, sight)]);
  if (!payer) throw new PermanentFault('payer-unknown');
  if (!site) throw new PermanentFault('site-unknown');
  return { therapy, setting: setting.data, payer, site, coverageRank };
};

/** What a draft asks for, whenever and however often it was drafted. */
const askedFor = ({ version, rev, ...asked }: Authorization): string => canonical(asked);

const withAuthorization = (file: AuthorizationFile, after: Authorization): AuthorizationFile => ({
  ...file,
  authorizations: [
    ...file.authorizations.filter(
      ({ authorizationId }) => authorizationId !== after.authorizationId,
    ),
    after,
  ],
});

/** The last dose that is on record as given at a visit that an authorization paid for. */
const lastGiven = (authorizations: readonly Authorization[]): number =>
  Math.max(
    0,
    ...authorizations.flatMap(({ ledger }) =>
      Object.values(ledger).flatMap(({ state, dose = 0 }) => (state === 'used' ? dose : [])),
    ),
  );

/**
 * How far the series goes without this request: as far as it is booked. What another payer has paid
 * for up to now is asked of this one from the next dose on, booked or not.
 */
const renewed = (
  { referral, series, authorizations }: AuthorizationFile,
  payer: Payer,
): Pick<Series, 'firstOn' | 'bookedThrough'> | undefined => {
  const before = authorizations.find((one) => one.authorizationId === referral.renewing);
  return series && before && before.payerId !== payer.payerId
    ? { firstOn: series.firstOn, bookedThrough: lastGiven(authorizations) }
    : series;
};

/**
 * What of the same payer a further request takes the place of, where visits are booked on it: its newest
 * approval. Nothing while a renewal is under way, which goes on from it.
 */
const replaced = (
  { referral, series, authorizations }: AuthorizationFile,
  payer: Payer,
  therapy: Therapy,
): Authorization | undefined =>
  series && !referral.renewing
    ? authorizations.findLast(
        ({ status, payerId, therapyId }) =>
          status === 'approved' && payerId === payer.payerId && therapyId === therapy.id,
      )
    : undefined;

/** What another payer was asked for and has not granted: with a new round it is waited for no longer. */
const givenUp = (
  { authorizations }: Pick<AuthorizationFile, 'authorizations'>,
  { authorizationId, payerId }: Authorization,
  at: string,
): Authorization[] =>
  authorizations
    .filter((one) => one.authorizationId !== authorizationId && one.payerId !== payerId)
    .filter(({ status }) => status !== 'approved' && mayBecome(status, 'withdrawn'))
    .map((one) => givenUpAt(one, at));

/** The file, and how far the story had gone before it was read. A record told aside changes none of it. */
const readSince = async (store: Pick<AuthorizationStore, 'head' | 'file'>, referralId: string) => {
  const file = await store.file(referralId);
  if (file.head !== undefined) return { since: file.head, file };
  const since = await store.head(referralId);
  return { since, file: await store.file(referralId) };
};

/**
 * Writes down what the payer is to be asked: lines with units and visits, a clock for each, and how
 * what its policies want to be shown stands. A
 * further draft in the same round replaces the one before as a new version, if it asks for anything
 * else. Gives the referral as it stands then; a closed one, and one that was decided or sent by this
 * operation already, as it is.
 *
 * @throws PermanentFault for what a person has to mend first.
 * @throws TransientFault when something happened to the referral meanwhile.
 */
export const draftAuthorization =
  ({ store, now }: Deps) =>
  async ({ referralId, operation, authorizationId }: Told): Promise<AuthorizationFile> => {
    const { since, file } = await readSince(store, referralId);
    const { referral, submission, authorizations } = file;
    if (referral.status === 'closed') return file;
    const before = authorizations.find((known) => known.authorizationId === authorizationId);
    if (before?.sent?.operation === operation) return file;
    const { therapy, setting, payer, site, coverageRank } = await basisOf(store, file);
    const at = now();
    const urgency = referral.urgency === 'urgent' ? 'expedited' : 'standard';
    const replaces = replaced(file, payer, therapy);
    const renews =
      referral.renewing && file.series
        ? renewed(file, payer)
        : replaces && file.series && { ...file.series, bookedThrough: lastGiven(authorizations) };
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
    // Decided already, by a notification or a person: there is nothing to draft.
    if (before && !mayBecome(before.status, 'drafted')) return file;
    const on = localDate(at, payer.zone);
    const judged = judgeCriteria({
      payer,
      submission,
      therapy,
      setting,
      lines: request.lines,
      on,
    });
    const criteria = stateCriteria(judged, before?.criteria, at);
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
      ...(replaces ? { replaces: replaces.authorizationId } : {}),
      ...(criteria ? { criteria } : {}),
      ...(before?.sent ? { sent: before.sent } : {}),
      // Its number stays used up; it is shown no more.
      ...(before?.packet ? { packet: before.packet } : {}),
      ...(before?.answeredAt ? { answeredAt: before.answeredAt } : {}),
      ...(before?.denial ? { denial: before.denial } : {}),
      ledger: before?.ledger ?? {},
    };
    if (before && askedFor(before) === askedFor(after)) return file;
    const done = await store.draft(
      [after, ...givenUp(file, after, at.toISOString())],
      since,
      { operation: `${operation}:draft`, at: at.toISOString() },
      criteriaDetermination(judged, {
        ...{ authorizationId, therapyId: therapy.id, setting, on },
        orderVersion: file.referral.orderVersion,
      }),
    );
    if (done.outcome === 'applied') return withAuthorization(file, after);
    if (done.outcome === 'already') return store.file(referralId);
    // Something happened to the referral meanwhile: the retry sees what.
    throw new TransientFault('draft-contended');
  };
