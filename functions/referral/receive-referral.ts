import * as z from 'zod';
import { type BlindIndex, blindIndex } from '../platform/blind-index.ts';
import { sha256 } from '../platform/canonical.ts';
import { Refusal } from '../platform/errors.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { derivedIdPart, newIdPart, referralIdFrom } from '../platform/ids.ts';
import { kms } from '../platform/kms.ts';
import { actorOf, type Principal } from '../platform/principal.ts';
import { setting, table } from '../platform/table.ts';
import { deskDate } from './calendar.ts';
import {
  completenessDetermination,
  doseByOf,
  findingsOf,
  statusAfter,
  verdictOf,
} from './completeness.ts';
import { type DocumentGateway, documentGateway } from './document-gateway.ts';
import { holdsUp } from './findings.ts';
import { contactOf, phoneIndexOf } from './patient-contact.ts';
import { openKeyOf, patientIdOf, personWords } from './patient-identity.ts';
import type { Finding, Submission } from './referral.ts';
import { linksOf, type Receipt, referralRoutes } from './routes.ts';
import { type ReferralStore, referralStore } from './store.ts';
import { readSubmission } from './submission-body.ts';

export type Deps = {
  store: Pick<ReferralStore, 'receive' | 'received'>;
  documents: DocumentGateway;
  index: BlindIndex;
  now: () => Date;
};

type Receiving = Pick<
  Request<(typeof referralRoutes)['POST /referrals']>,
  'principal' | 'rawBody' | 'contentType' | 'idempotencyKey'
> & { body: unknown };

const receipt = (referralId: string, findings: readonly Finding[]): Answer => ({
  status: 202,
  headers: { location: `/referrals/${referralId}` },
  body: {
    referralId,
    status: statusAfter(verdictOf(findings)),
    findings: [...findings],
    links: linksOf(referralId),
  } satisfies Receipt,
});

const keyReused = () =>
  new Refusal(
    422,
    'idempotency-key-reused',
    'This key was used before with another body. Use a new key for a new referral.',
  );

/** A referral that stands in the way; only the practice it belongs to is told which. */
const duplicate = (found: Record<string, unknown> | undefined, practiceNpi: string): Refusal =>
  new Refusal(
    409,
    'duplicate-open-referral',
    'This patient has an open referral for this therapy. Correct or withdraw that one.',
    {
      facts:
        found?.practiceNpi === practiceNpi && typeof found.referralId === 'string'
          ? { referralId: found.referralId }
          : {},
    },
  );

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
 * documents away, and records it with that judgement in one transaction. The same request sent twice is one referral: told apart by the
 * idempotency key, or by the identifier of a bundle.
 */
export const receiveReferral =
  ({ store, documents, index, now }: Deps) =>
  async ({ principal, body, rawBody, contentType, idempotencyKey }: Receiving): Promise<Answer> => {
    const { submission, bundleKey } = readSubmission(body, rawBody, contentType);
    checkPractice(principal, submission);
    const practiceNpi = submission.practice.npi;
    const at = now();
    const key = idempotencyKey ?? (bundleKey && `bundle:${practiceNpi}:${bundleKey}`);
    const referralId = referralIdFrom(key ? derivedIdPart(principal.subject, key) : newIdPart(at));
    const bodyHash = sha256(rawBody).slice(0, 32);
    const again = async (): Promise<Answer | undefined> => {
      const before = key ? await store.received(referralId) : undefined;
      if (before && before.bodyHash !== bodyHash) throw keyReused();
      return before && receipt(referralId, before.findings);
    };
    const [before, person, phoneIndex] = await Promise.all([
      again(),
      index(...personWords(submission)),
      phoneIndexOf(submission, index),
    ]);
    if (before) return before;

    const asOf = deskDate(at);
    const findings = findingsOf(submission, asOf);
    const patientId = patientIdOf(person, submission);
    const kept = await documents.keep(submission.documents);
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
    );
    if (done.outcome === 'applied') return receipt(referralId, findings);
    if (done.outcome === 'refused' && done.at === guardAt) throw duplicate(done.found, practiceNpi);
    // Sent twice at the same moment: the other one was first.
    return (await again()) ?? receipt(referralId, findings);
  };

/** Where the guard stands among the items of `receive`. */
const guardAt = 1;

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
