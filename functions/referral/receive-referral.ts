import { deskZone } from '../hold/hold-clock.ts';
import { atFirstUse } from '../platform/at-first-use.ts';
import { type BlindIndex, blindIndex } from '../platform/blind-index.ts';
import { sha256 } from '../platform/canonical.ts';
import { type DocumentGateway, documentGateway, orDiscard } from '../platform/document-gateway.ts';
import { keyReused, Refusal, TransientFault } from '../platform/errors.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { derivedIdPart, newIdPart, referralIdFrom } from '../platform/ids.ts';
import { kms } from '../platform/kms.ts';
import { actorOf, type Principal } from '../platform/principal.ts';
import type { Committed } from '../platform/record.ts';
import { setting, table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { checkOrder } from './check-order.ts';
import { checkRoutes } from './check-routes.ts';
import { completenessDetermination, countDoseBy, referralFindings } from './checks/completeness.ts';
import { holdsUp } from './checks/findings.ts';
import { refuseForeignOrder } from './keyed-sender.ts';
import { policiesBeside } from './order/regimen-policies.ts';
import type { Finding, ReferralStatus, Submission } from './referral.ts';
import { linksOf, type Receipt, referralRoutes } from './routes.ts';
import { firstOfPatient, type ReferralStore, referralStore } from './store.ts';
import { readSubmission } from './submission-body.ts';
import { type KnownPeople, takePatient } from './take-patient.ts';
import { judgeFindings, statusAfter } from './verdict.ts';

export type Deps = {
  store: Pick<ReferralStore, 'receive' | 'received' | 'policy'> & { people: KnownPeople };
  tableName: string;
  documents: Pick<DocumentGateway, 'keep' | 'discard'>;
  index: BlindIndex;
  now: () => Date;
};

type Receiving = Pick<
  Request<(typeof referralRoutes)['POST /referrals']>,
  'principal' | 'rawBody' | 'contentType' | 'idempotencyKey'
> & { body: unknown };

type Judged = Pick<Submission, 'account'> & { findings: readonly Finding[] };

const receipt = (
  referralId: string,
  { findings, account }: Judged,
  status: ReferralStatus = statusAfter(judgeFindings(findings)),
): Answer => ({
  status: 202,
  headers: { location: `/referrals/${referralId}` },
  body: {
    referralId,
    status,
    findings: [...findings],
    ...(account ? { account } : {}),
    links: linksOf(referralId),
  } satisfies Receipt,
});

/** What the same request is told by: the caller's key, or else the identifier of a bundle. */
type Sameness = { key: string; from: 'caller' | 'bundle' };

const samenessOf = (
  callersKey: string | undefined,
  bundleKey: string | undefined,
): Sameness | undefined => {
  if (callersKey) return { key: callersKey, from: 'caller' };
  return bundleKey ? { key: bundleKey, from: 'bundle' } : undefined;
};

const contentDiffers = (referralId: string, { from }: Sameness): Refusal =>
  from === 'caller'
    ? keyReused('referral')
    : new Refusal(
        409,
        'bundle-already-received',
        'A bundle with this identifier is an open referral, with other content. Send what changed as a correction of it, or give a new referral an identifier of its own.',
        { facts: { referralId } },
      );

type Place = { referralId: string; answer?: Answer };

const idFor = (subject: string, { key }: Sameness, closed: number): string =>
  referralIdFrom(derivedIdPart(subject, closed === 0 ? key : `${key}:${closed}`));

/** The id of a request that did not come before. */
const firstPlace = ({ principal, same, at }: Received): Place => ({
  referralId: same ? idFor(principal.subject, same, 0) : referralIdFrom(newIdPart(at)),
});

/**
 * The id that a request gets that may have come before, with the answer if it did. A practice sends
 * the bundle of a referral that was closed to have it taken up again: that is a new referral.
 */
const placeOf = async (
  store: Pick<ReferralStore, 'received'>,
  received: Received,
): Promise<Place> => {
  const { principal, bodyHash, same } = received;
  if (!same) return firstPlace(received);
  for (let closed = 0; ; closed += 1) {
    const referralId = idFor(principal.subject, same, closed);
    const before = await store.received(referralId);
    if (!before) return { referralId };
    if (before.status === 'closed' && same.from === 'bundle') continue;
    if (before.bodyHash !== bodyHash) throw contentDiffers(referralId, same);
    return { referralId, answer: receipt(referralId, before, before.status) };
  }
};

/** A request whose order was read, and when it came. */
type Received = {
  principal: Principal;
  submission: Submission;
  bodyHash: string;
  same: Sameness | undefined;
  at: Date;
};

/** Records a referral under an id with what is found about its order and whose it is. */
const recordAs = async (
  { store, tableName, index }: Deps,
  { principal, submission, bodyHash, at }: Received,
  referralId: string,
  documents: Submission['documents'],
) => {
  const practiceNpi = submission.practice.npi;
  const asOf = localDate(at, deskZone);
  const [policy, beside] = await Promise.all([
    store.policy(submission.order.therapyId, asOf),
    policiesBeside(store, submission.order, asOf),
  ]);
  const doseBy = countDoseBy(submission, asOf, policy);
  const taken = await takePatient(
    { people: store.people, index, tableName },
    submission,
    { referralId, practiceNpi, ...(doseBy ? { doseBy } : {}) },
    at,
  );
  const { patientId, possibleDuplicateOf } = taken;
  const findings = referralFindings(submission, asOf, { possibleDuplicateOf, policy, beside });
  const done = await store.receive(
    {
      referralId,
      status: statusAfter(judgeFindings(findings)),
      practiceNpi,
      patientId,
      ...(submission.order.therapyId ? { therapyId: submission.order.therapyId } : {}),
      urgency: submission.urgency,
      receivedAt: at.toISOString(),
      ...(possibleDuplicateOf ? { possibleDuplicateOf } : {}),
      orderVersion: 1,
      doseBy,
      findings: findings.filter(holdsUp),
      visits: 0,
      ...(policy ? { policy } : {}),
      ...(beside.length > 0 ? { beside } : {}),
    },
    {
      submission: { ...submission, documents, ...keyedBy(principal, submission, at) },
      findings,
      bodyHash,
      determination: completenessDetermination(
        { submission, orderVersion: 1, policy },
        asOf,
        findings,
      ),
    },
    taken,
    {
      operation: `http:${principal.subject}:POST /referrals:${referralId}`,
      by: actorOf(principal),
      at: at.toISOString(),
    },
  );
  return { done, findings };
};

/** Who keyed an order in, and when, where our staff did. */
const keyedBy = ({ subject }: Principal, { keyed }: Submission, at: Date) =>
  keyed ? { keyed: { ...keyed, by: subject, at: at.toISOString() } } : {};

type Attempt = { answer?: Answer; refusal?: Refusal };

/** Records it; neither answer nor refusal where that id is taken already. */
const attempt = async (...asked: Parameters<typeof recordAs>): Promise<Attempt> => {
  try {
    let last = await recordAs(...asked);
    // Somebody who shares an identifier was referred at the same moment: compared with them too.
    for (let turn = 0; isContended(last.done) && turn < mostTurns; turn += 1)
      last = await recordAs(...asked);
    if (isContended(last.done)) throw new TransientFault('people-contended');
    const { account } = asked[1].submission;
    return last.done.outcome === 'applied'
      ? { answer: receipt(asked[2], { findings: last.findings, account }) }
      : {};
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error };
    throw error;
  }
};

/**
 * Takes a referral in: reads it, judges at once whether its order is complete and safe, puts its
 * documents away, and records it with that judgement in one transaction. The same request sent
 * twice is one referral.
 */
export const receiveReferral =
  (deps: Deps) =>
  async ({ principal, body, rawBody, contentType, idempotencyKey }: Receiving): Promise<Answer> => {
    const { store, documents, now } = deps;
    const at = now();
    const { submission, bundleKey } = readSubmission(body, contentType, localDate(at, deskZone));
    refuseForeignOrder(principal, submission);
    const bodyHash = sha256(rawBody).slice(0, 32);
    const bundle = bundleKey && `bundle:${submission.practice.npi}:${bundleKey}`;
    const same = samenessOf(idempotencyKey, bundle);
    const received: Received = { principal, submission, bodyHash, same, at };

    // Most requests are new. Only where documents would be put away twice it is looked for first
    // whether one came before; else it is asked when the new one is not taken.
    const looksFirst = submission.documents.some(({ data }) => data !== undefined);
    let place = looksFirst ? await placeOf(store, received) : firstPlace(received);
    if (place.answer) return place.answer;

    const kept = await documents.keep(submission.documents);
    const { answer } = await orDiscard(documents, kept, async () => {
      for (let turn = 0; turn < mostTurns; turn += 1) {
        const { answer, refusal } = await attempt(deps, received, place.referralId, kept);
        if (answer) return { outcome: 'applied', answer };
        const tried = place.referralId;
        // What came before answers, also where a new one would be refused because of it.
        place = await placeOf(store, received);
        if (place.answer) return { outcome: 'already', answer: place.answer };
        if (refusal && (!same || place.referralId === tried)) throw refusal;
      }
      throw new TransientFault('referral-contended');
    });
    return answer;
  };

const mostTurns = 4;

/** Whether it was the patient, or one who shares an identifier, that had changed meanwhile. */
const isContended = (done: Committed): boolean =>
  done.outcome === 'refused' && done.at >= firstOfPatient;

const ready = atFirstUse(
  (): Deps => ({
    store: referralStore(table()),
    tableName: table().name,
    documents: documentGateway(setting('DOCUMENT_BUCKET')),
    index: (...words) => blindIndex(kms(), setting('INDEX_KEY_ID'))(...words),
    now: () => new Date(),
  }),
);

export const handler = http({
  'POST /referrals': route(referralRoutes['POST /referrals'], (request) =>
    receiveReferral(ready())(request),
  ),
  'POST /referrals/check': route(checkRoutes['POST /referrals/check'], (request) =>
    checkOrder(ready(), (submission) => refuseForeignOrder(request.principal, submission))(request),
  ),
});
