import { deskZone } from '../hold/hold-clock.ts';
import { atFirstUse } from '../platform/at-first-use.ts';
import { type BlindIndex, blindIndex } from '../platform/blind-index.ts';
import { canonical, sha256 } from '../platform/canonical.ts';
import { type DocumentGateway, documentGateway, orDiscard } from '../platform/document-gateway.ts';
import { Refusal } from '../platform/errors.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { kms } from '../platform/kms.ts';
import type { Committed } from '../platform/record.ts';
import { entityTag, isStale } from '../platform/revision.ts';
import { setting, table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { policiesKept, policyKept } from '../therapy/policy.ts';
import {
  changeAsked,
  closed,
  isMadeBefore,
  readToChange,
  receipt,
  refusalOf,
} from './change-referral.ts';
import { countDoseBy, referralFindings } from './checks/completeness.ts';
import { holdsUp } from './checks/findings.ts';
import { correctedSubmission } from './corrected-submission.ts';
import { checkRoom, sizeOf } from './document-limits.ts';
import { endedByCorrection } from './ended-by-correction.ts';
import { settledByCorrection } from './hold-settlements.ts';
import { keyedAfter } from './keyed-order.ts';
import { therapiesOf } from './open-referrals.ts';
import { policiesBeside } from './order/regimen-policies.ts';
import { clearedStill, correctionHolds, findOrderChange, hasMoved } from './order-change-hold.ts';
import { isRenamed, patientChanged } from './person/patient-identity.ts';
import type { Submission } from './referral.ts';
import type { ReferralFile } from './referral-file.ts';
import { linksOf, referralRoutes } from './routes.ts';
import { type ReferralStore, referralStore } from './store.ts';
import { type KnownPeople, takeCorrection } from './take-patient.ts';
import { judgeFindings, statusAfter } from './verdict.ts';

type Deps = {
  store: Pick<ReferralStore, 'get' | 'correct' | 'policy'> & { people: KnownPeople };
  tableName: string;
  documents: Pick<DocumentGateway, 'keep' | 'discard'>;
  index: BlindIndex;
  now: () => Date;
};

type Correcting = Request<(typeof referralRoutes)['POST /referrals/{referralId}/corrections']>;

const correctionNeedsReview = () =>
  new Refusal(
    409,
    'correction-needs-review',
    'This correction cannot be taken automatically. Withdraw this referral and send a new one; a clinician looks at that first.',
  );

/** Whether a correction asks anew who else is open for the therapy. */
const isElsewhere = (before: Submission, after: Submission): boolean =>
  isRenamed(before, after) || canonical(therapiesOf(before)) !== canonical(therapiesOf(after));

/** Whether a later signature stands in the place of another, as a renewal has it. */
const isSignedAgain = ({ order: { signedAt: was } }: Submission, { order }: Submission): boolean =>
  was !== undefined && order.signedAt !== undefined && Date.parse(order.signedAt) > Date.parse(was);

/** Whether a correction failed at an item of the patient or of what they are looked up by. */
const isOfPeople = ({ found }: Extract<Committed, { outcome: 'refused' }>): boolean =>
  /^(PAT|PERSON|NUMBER)#/.test(String(found?.pk));

/** Somebody corrected the referral after the caller had read it. */
const changedSince = ({ referral, findings }: ReferralFile): Refusal => {
  const { referralId, orderVersion, status } = referral;
  return new Refusal(409, 'changed-since', 'The referral was corrected since you read it.', {
    facts: { current: { referralId, orderVersion, status, findings, links: linksOf(referralId) } },
  });
};

/** The sizes of those that are not put away yet. */
const newDocuments = ({ documents }: Submission) =>
  documents.filter(({ storedAs }) => !storedAs).map(({ data }) => ({ bytes: sizeOf(data ?? '') }));

/** Replaces parts of a referral, checks it anew, and ends the waits that asked for it. */
export const correctReferral =
  ({ store, tableName, documents, index, now }: Deps) =>
  async (request: Correcting): Promise<Answer> => {
    const { principal, path, body, rawBody, contentType } = request;
    const current = await readToChange(store, principal, path.referralId);
    const { referral, submission: before, holds } = current;
    const at = now();
    const { operation, by, at: stamp } = changeAsked(request, 'corrections', at);
    if (isMadeBefore(current, operation))
      return receipt(200, referral, current.findings, before.account);
    if (referral.status === 'closed') throw closed();
    if (isStale(request.ifMatch, entityTag(referral.orderVersion))) throw changedSince(current);
    const asOf = localDate(at, deskZone);
    const sent = keyedAfter(before, correctedSubmission(before, body, contentType, asOf), {
      principal,
      at: stamp,
      ifMatch: request.ifMatch,
    });
    if (canonical(before) === canonical(sent))
      return receipt(200, referral, current.findings, sent.account);
    const [policy, beside] = await Promise.all([
      store.policy(sent.order.therapyId, asOf),
      policiesBeside(store, sent.order, asOf),
    ]);
    const findings = referralFindings(sent, asOf, { ...referral, policy, beside });
    const verdict = judgeFindings(findings);
    // One that lacked something is accepted at once; what was accepted stays so, and is looked at.
    const inIntake = referral.status === 'incomplete';
    const status = inIntake ? statusAfter(verdict) : referral.status;
    checkRoom(before.documents, newDocuments(sent), '/documents');
    const kept = await documents.keep(sent.documents.filter(({ storedAs }) => !storedAs));
    const submission = {
      ...sent,
      documents: [...sent.documents.filter(({ storedAs }) => storedAs), ...kept],
    };
    const ends = endedByCorrection(holds, {
      before,
      after: sent,
      verdict,
      status: referral.status,
      moved: hasMoved(before, sent, referral),
    });
    const settled = settledByCorrection(tableName, ends, { by, at: stamp });
    const change = findOrderChange(
      { records: current, after: sent, findings, settled: settled.holdIds, beside },
      localDate(at, deskZone),
    );
    const changed = correctionHolds(tableName, current, change, {
      by,
      now: at,
      orderVersion: referral.orderVersion + 1,
    });
    const correct = async () => {
      const taken = patientChanged(before, sent)
        ? await takeCorrection(
            { people: store.people, index, tableName },
            sent,
            { referral, holds: [...holds, ...changed.holds] },
            at,
          )
        : undefined;
      if (taken?.possibleDuplicateOf && isElsewhere(before, sent)) throw correctionNeedsReview();
      return store.correct(
        referral,
        {
          submission,
          findings,
          standing: change.standing,
          bodyHash: sha256(rawBody).slice(0, 32),
          set: {
            therapyId: sent.order.therapyId,
            urgency: sent.urgency,
            doseBy: countDoseBy(sent, localDate(new Date(referral.receivedAt), deskZone), policy),
            policy: policyKept(referral, policy),
            beside: policiesKept(referral, beside),
            ...(referral.cleared
              ? { cleared: clearedStill(referral.cleared, findings, change.standing) }
              : {}),
            ...(status === referral.status ? {} : { status }),
          },
          event: 'referral.corrected',
          detail: {
            verdict,
            settled: settled.holdIds,
            ...(sent.keyed?.signed?.at === stamp ? { signed: true } : {}),
            ...(isSignedAgain(before, sent) ? { signedAgain: true } : {}),
            ...(changed.holds.length > 0
              ? {
                  changes: [...change.changes],
                  holdId: changed.holds[0]?.holdId ?? '',
                  asks: changed.holds.map(({ owner }) => owner),
                }
              : {}),
            ...(taken && taken.holds.length > 0
              ? { holds: taken.holds.map(({ holdId }) => holdId) }
              : {}),
          },
          beside: [...settled.items, ...changed.items, ...(taken?.items ?? [])],
        },
        { operation, by, at: stamp },
      );
    };
    const done = await orDiscard(documents, kept, async () => {
      const first = await correct();
      // The patient, or one who shares an identifier, changed at the same moment: once more.
      return first.outcome === 'refused' && isOfPeople(first) ? correct() : first;
    });
    if (done.outcome === 'refused') throw refusalOf(done);
    const doubts = findings.filter((finding) => !holdsUp(finding));
    return receipt(200, { ...referral, status }, [...change.standing, ...doubts], sent.account);
  };

const ready = atFirstUse((): Deps => {
  const target = table();
  return {
    store: referralStore(target),
    tableName: target.name,
    documents: documentGateway(setting('DOCUMENT_BUCKET')),
    // Called only when a correction changes who the patient is or what they get.
    index: (...words) => blindIndex(kms(), setting('INDEX_KEY_ID'))(...words),
    now: () => new Date(),
  };
});

export const handler = http({
  'POST /referrals/{referralId}/corrections': route(
    referralRoutes['POST /referrals/{referralId}/corrections'],
    (request) => correctReferral(ready())(request),
  ),
});
