import * as z from 'zod';
import { deskZone } from '../hold/hold-clock.ts';
import { type BlindIndex, blindIndex } from '../platform/blind-index.ts';
import { sha256 } from '../platform/canonical.ts';
import { type DocumentGateway, documentGateway, orDiscard } from '../platform/document-gateway.ts';
import { Refusal, TransientFault } from '../platform/errors.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { derivedIdPart, newIdPart, referralIdFrom } from '../platform/ids.ts';
import { kms } from '../platform/kms.ts';
import { actorOf, type Principal } from '../platform/principal.ts';
import type { Committed } from '../platform/record.ts';
import { setting, table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { completenessDetermination, countDoseBy, referralFindings } from './completeness.ts';
import { holdsUp } from './findings.ts';
import type { Finding, ReferralStatus, Submission } from './referral.ts';
import { linksOf, type Receipt, referralRoutes } from './routes.ts';
import { firstOfPatient, type ReferralStore, referralStore } from './store.ts';
import { readSubmission } from './submission-body.ts';
import { type KnownPeople, takePatient } from './take-patient.ts';
import { judgeFindings, statusAfter } from './verdict.ts';

export type Deps = {
  store: Pick<ReferralStore, 'receive' | 'received'> & { people: KnownPeople };
  tableName: string;
  documents: Pick<DocumentGateway, 'keep' | 'discard'>;
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
  status: ReferralStatus = statusAfter(judgeFindings(findings)),
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

const idFor = (subject: string, { key }: Sameness, closed: number): string =>
  referralIdFrom(derivedIdPart(subject, closed === 0 ? key : `${key}:${closed}`));

/**
 * The id that a request gets that may have come before, with the answer if it did. A practice sends
 * the bundle of a referral that was closed to have it taken up again: that is a new referral.
 */
const placeOf = async (
  store: Pick<ReferralStore, 'received'>,
  subject: string,
  bodyHash: string,
  same: Sameness,
): Promise<Place> => {
  for (let closed = 0; ; closed += 1) {
    const referralId = idFor(subject, same, closed);
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
  ({ store, tableName, documents, index, now }: Deps) =>
  async ({ principal, body, rawBody, contentType, idempotencyKey }: Receiving): Promise<Answer> => {
    const { submission, bundleKey } = readSubmission(body, contentType);
    checkPractice(principal, submission);
    const practiceNpi = submission.practice.npi;
    const at = now();
    const bodyHash = sha256(rawBody).slice(0, 32);
    const same = samenessOf(idempotencyKey, bundleKey && `bundle:${practiceNpi}:${bundleKey}`);
    const asOf = localDate(at, deskZone);
    const doseBy = countDoseBy(submission, asOf);

    const receiveAs = async (referralId: string, kept: Submission['documents']) => {
      const taken = await takePatient(
        { people: store.people, index, tableName },
        submission,
        { referralId, practiceNpi, ...(doseBy ? { doseBy } : {}) },
        at,
      );
      const { patientId, possibleDuplicateOf } = taken;
      const findings = referralFindings(submission, asOf, { possibleDuplicateOf });
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
        },
        {
          submission: { ...submission, documents: kept },
          findings,
          bodyHash,
          determination: completenessDetermination({ submission, orderVersion: 1 }, asOf, findings),
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

    const take = async (
      referralId: string,
      kept: Submission['documents'],
    ): Promise<Answer | undefined> => {
      let last = await receiveAs(referralId, kept);
      // Somebody who shares an identifier was referred at the same moment: compared with them too.
      for (let turn = 0; isContended(last.done) && turn < mostTurns; turn += 1)
        last = await receiveAs(referralId, kept);
      if (isContended(last.done)) throw new TransientFault('people-contended');
      return last.done.outcome === 'applied' ? receipt(referralId, last.findings) : undefined;
    };

    const before = (): Promise<Place> =>
      same
        ? placeOf(store, principal.subject, bodyHash, same)
        : Promise.resolve({ referralId: referralIdFrom(newIdPart(at)) });
    // Most requests are new. Only where documents would be put away twice it is looked for first
    // whether one came before; else it is asked when the referral turns out to be there.
    const looksFirst = !same || submission.documents.some(({ data }) => data !== undefined);
    let place: Place = looksFirst
      ? await before()
      : { referralId: idFor(principal.subject, same, 0) };
    if (place.answer) return place.answer;

    const kept = await documents.keep(submission.documents);
    const { answer } = await orDiscard(documents, kept, async () => {
      for (let turn = 0; turn < mostTurns; turn += 1) {
        const taken = await take(place.referralId, kept);
        if (taken) return { outcome: 'applied', answer: taken };
        place = await before();
        if (place.answer) return { outcome: 'already', answer: place.answer };
      }
      throw new TransientFault('referral-contended');
    });
    return answer;
  };

const mostTurns = 4;

/** Whether it was the patient, or one who shares an identifier, that had changed meanwhile. */
const isContended = (done: Committed): boolean =>
  done.outcome === 'refused' && done.at >= firstOfPatient;

const deps = (): Deps => ({
  store: referralStore(table()),
  tableName: table().name,
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
