import * as z from 'zod';
import { deskZone } from '../hold/hold-clock.ts';
import { type BlindIndex, blindIndex } from '../platform/blind-index.ts';
import { sha256 } from '../platform/canonical.ts';
import { type DocumentGateway, documentGateway } from '../platform/document-gateway.ts';
import { Refusal, TransientFault } from '../platform/errors.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { derivedIdPart, newIdPart, referralIdFrom } from '../platform/ids.ts';
import { kms } from '../platform/kms.ts';
import { actorOf, type Principal } from '../platform/principal.ts';
import type { Committed } from '../platform/record.ts';
import { setting, table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { completenessDetermination, doseByOf, referralFindings } from './completeness.ts';
import { holdsUp } from './findings.ts';
import { besideOpen, duplicateReferral, guardOf, type OpenReferral } from './open-referrals.ts';
import { contactOf, phoneIndexOf } from './patient-contact.ts';
import { marksOf, openKeyOf, patientIdOf, personWords } from './patient-identity.ts';
import type { Finding, ReferralStatus, Submission } from './referral.ts';
import { linksOf, type Receipt, referralRoutes } from './routes.ts';
import { type ReferralStore, referralStore } from './store.ts';
import { readSubmission } from './submission-body.ts';
import { statusAfter, verdictOf } from './verdict.ts';

export type Deps = {
  store: Pick<ReferralStore, 'receive' | 'received'>;
  documents: Pick<DocumentGateway, 'keep'>;
  index: BlindIndex;
  now: () => Date;
};

type Receiving = Pick<
  Request<(typeof referralRoutes)['POST /referrals']>,
  'principal' | 'rawBody' | 'contentType' | 'idempotencyKey'
> & { body: unknown };

const receipt = (
  referralId: string,
  findings: readonly Finding[],
  status: ReferralStatus = statusAfter(verdictOf(findings)),
): Answer => ({
  status: 202,
  headers: { location: `/referrals/${referralId}` },
  body: {
    referralId,
    status,
    findings: [...findings],
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
    ? new Refusal(
        422,
        'idempotency-key-reused',
        'This key was used before with another body. Use a new key for a new referral.',
      )
    : new Refusal(
        409,
        'bundle-already-received',
        'A bundle with this identifier is an open referral, with other content. Send what changed as a correction of it, or give a new referral an identifier of its own.',
        { facts: { referralId } },
      );

type Place = { referralId: string; answer?: Answer };

/**
 * The id that a request gets, with the answer when it came before. A practice sends the bundle of a
 * referral that was closed to have it taken up again: that is a new referral.
 */
const placeOf =
  (store: Pick<ReferralStore, 'received'>, subject: string, bodyHash: string) =>
  async (same: Sameness): Promise<Place> => {
    for (let closed = 0; ; closed += 1) {
      const key = closed === 0 ? same.key : `${same.key}:${closed}`;
      const referralId = referralIdFrom(derivedIdPart(subject, key));
      const before = await store.received(referralId);
      if (!before) return { referralId };
      if (before.status === 'closed' && same.from === 'bundle') continue;
      if (before.bodyHash !== bodyHash) throw contentDiffers(referralId, same);
      return { referralId, answer: receipt(referralId, before.findings, before.status) };
    }
  };

const checkPractice = (principal: Principal, { practice }: Submission): void => {
  if (!principal.practices.has(practice.npi))
    throw new Refusal(
      403,
      'not-your-practice',
      'The referral names a practice that is not yours. Send it for your own practice.',
    );
};

/**
 * Takes a referral in: reads it, judges at once whether its order is complete and safe, puts its
 * documents away, and records it with that judgement in one transaction. The same request sent
 * twice is one referral.
 */
export const receiveReferral =
  ({ store, documents, index, now }: Deps) =>
  async ({ principal, body, rawBody, contentType, idempotencyKey }: Receiving): Promise<Answer> => {
    const { submission, bundleKey } = readSubmission(body, rawBody, contentType);
    checkPractice(principal, submission);
    const practiceNpi = submission.practice.npi;
    const at = now();
    const bodyHash = sha256(rawBody).slice(0, 32);
    const same = samenessOf(idempotencyKey, bundleKey && `bundle:${practiceNpi}:${bundleKey}`);
    const place = async (): Promise<Place> =>
      same
        ? placeOf(store, principal.subject, bodyHash)(same)
        : { referralId: referralIdFrom(newIdPart(at)) };
    const [{ referralId, answer }, person, phoneIndex] = await Promise.all([
      place(),
      index(...personWords(submission)),
      phoneIndexOf(submission, index),
    ]);
    if (answer) return answer;

    const asOf = localDate(at, deskZone);
    const patientId = patientIdOf(person, submission);
    const mine = { referralId, practiceNpi, marks: marksOf(person, submission) };
    const kept = await documents.keep(submission.documents);

    /** Alone, or beside those that are open already; one of them may be for the same person. */
    const receive = async (beside: Beside = {}) => {
      const findings = referralFindings(submission, asOf, beside);
      const done = await store.receive(
        {
          referralId,
          status: statusAfter(verdictOf(findings)),
          practiceNpi,
          patientId,
          ...(submission.order.therapyId ? { therapyId: submission.order.therapyId } : {}),
          urgency: submission.urgency,
          receivedAt: at.toISOString(),
          openKey: openKeyOf(person, submission),
          ...(beside.possibleDuplicateOf
            ? { possibleDuplicateOf: beside.possibleDuplicateOf }
            : {}),
          orderVersion: 1,
          doseBy: doseByOf(submission, asOf),
          findings: findings.filter(holdsUp),
          visits: 0,
        },
        { submission: { ...submission, documents: kept }, findings, bodyHash },
        completenessDetermination(submission, 1, asOf, findings),
        contactOf(submission, patientId, phoneIndex),
        {
          operation: `http:${principal.subject}:POST /referrals:${referralId}`,
          by: actorOf(principal),
          at: at.toISOString(),
        },
        { marks: mine.marks, ...(beside.seen ? { seen: beside.seen } : {}) },
      );
      return { done, findings };
    };

    let { done, findings } = await receive();
    for (let turn = 0; isGuarded(done) && turn < mostTurns; turn += 1)
      ({ done, findings } = await receive(besideOthers(mine, done)));
    if (isGuarded(done)) throw new TransientFault('open-referrals-contended');
    if (done.outcome === 'applied') return receipt(referralId, findings);
    // Sent twice at the same moment: the other one was first.
    return (await place()).answer ?? receipt(referralId, findings);
  };

/** Where the guard stands among the items of `receive`. */
const guardAt = 1;
const mostTurns = 4;

type Refused = Extract<Committed, { outcome: 'refused' }>;

const isGuarded = (done: Committed): done is Refused =>
  done.outcome === 'refused' && done.at === guardAt;

type Beside = { possibleDuplicateOf?: string; seen?: { rev: number } };

/**
 * How a referral is taken in beside open ones for one name, birth date and therapy.
 *
 * @throws Refusal 409 when one of them is the practice's own and may be for the same person.
 */
const besideOthers = (mine: OpenReferral, { found }: Refused): Beside => {
  const guard = guardOf(found);
  const beside = besideOpen(mine, guard);
  if (beside.outcome === 'own') throw duplicateReferral(beside.referralId);
  return {
    seen: guard,
    ...(beside.outcome === 'elsewhere' ? { possibleDuplicateOf: beside.referralId } : {}),
  };
};

const deps = (): Deps => ({
  store: referralStore(table()),
  documents: documentGateway(setting('DOCUMENT_BUCKET')),
  index: (...words) => blindIndex(kms(), setting('INDEX_KEY_ID'))(...words),
  now: () => new Date(),
});

// Both forms are read here, so that each complaint names its element; see submission-body.ts.
const contract = { ...referralRoutes['POST /referrals'], body: z.looseObject({}) };

let wired: Deps | undefined;

export const handler = http({
  'POST /referrals': route(contract, (request) => {
    wired ??= deps();
    return receiveReferral(wired)(request);
  }),
});
