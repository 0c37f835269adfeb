import { authorizationPartOf } from '../authorization/resolution.ts';
import { evidenceOf } from '../hold/evidence.ts';
import {
  closesReferral,
  Hold,
  isOpen,
  type Resolution,
  type Settlement,
  settleHold,
} from '../hold/hold.ts';
import { chosenSitePart } from '../placement/choose-by-hand.ts';
import { Refusal } from '../platform/errors.ts';
import { authorizationId, referralIdOf } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { packed } from '../platform/packed.ts';
import { notFound } from '../platform/principal.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { authorizedOtherwise } from '../referral/authorized-otherwise.ts';
import { orderAspects } from '../referral/order-change.ts';
import { readFile, readItems, readReferral } from '../referral/reading.ts';
import { type CoverageClaimed, type Finding, openStatuses } from '../referral/referral.ts';
import { referralUpdate } from '../referral/referral-item.ts';
import { visitReplace } from '../scheduling/booking.ts';
import { refuseUntrue, seriesFileOf, visitsOfOtherOrder } from '../scheduling/series-holds.ts';
import { visitFileOf } from '../scheduling/visit-file.ts';
import { Visit, wishAnswered } from '../series/visit.ts';
import { liftSuspension } from '../visit/lift-suspension.ts';
import { claimOf } from './claims.ts';
import { approvalLost, closedBy } from './ending-parts.ts';
import type { ResolutionBody } from './routes.ts';

/** A replaced coverage is a new version of the submission: the primary one changes, others stay. */
const replaceCoverage = async (
  table: Table,
  hold: Hold,
  coverage: CoverageClaimed,
): Promise<TransactItem[]> => {
  const { referral, submission } = await readFile(table, hold.referralId);
  const version = referral.orderVersion + 1;
  const others = submission.coverages.filter(({ rank }) => rank !== coverage.rank);
  return [
    {
      Put: {
        TableName: table.name,
        Item: {
          ...keys.order(hold.referralId, version),
          submission: packed({ ...submission, coverages: [coverage, ...others] }),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    referralUpdate(table.name, hold.referralId, openStatuses, {
      set: { orderVersion: version },
    }),
  ];
};

/** A referral with its visits, as the rules about its series read it. */
const seriesOf = async (table: Table, referralId: string) => {
  const file = visitFileOf(await readItems(table, referralId));
  if (!file) throw notFound('referral');
  return { ...seriesFileOf(file), referral: file.referral };
};

/** The authorization round that waits with this hold, as it is stored. */
const roundOf = async (table: Table, hold: Hold): Promise<Record<string, unknown> | undefined> => {
  const round = /_a(\d+)\./.exec(hold.holdId)?.[1];
  if (!round) return undefined;
  const { sk } = keys.authorization(authorizationId(hold.referralId, Number(round)));
  return (await readItems(table, hold.referralId, sk))[0];
};

/** The newest approval, as it is stored. @throws Refusal 409 when nothing is approved. */
const approvedRound = async (table: Table, { referralId }: Hold) => {
  const rounds = await readItems(table, referralId, 'AUTH#');
  const approved = rounds.findLast(({ status }) => status === 'approved');
  if (!approved) throw new Refusal(409, 'nothing-approved', 'No approval is on record.');
  return approved;
};

/** A clinician's clearance lets the suspended visits go on. */
const clearVisits = async (
  table: Table,
  hold: Hold,
  resolution: Resolution,
): Promise<TransactItem[]> => {
  const [visits, holds] = await Promise.all([
    readItems(table, hold.referralId, 'VISIT#'),
    readItems(table, hold.referralId, 'HOLD#'),
  ]);
  return liftSuspension(
    table.name,
    hold,
    {
      visits: visits.map((item) => Visit.parse(item)),
      holds: holds.map((item) => Hold.parse(item)),
    },
    resolution,
  );
};

/** Visits that waited are looked at again. */
const wakeVisits = (
  tableName: string,
  holds: readonly Hold[],
  resolution: Resolution,
): TransactItem[] =>
  holds
    .filter((hold) => hold.reason === 'visit-not-ready' && hold.taskToken && isOpen(hold))
    .map((hold) => settleHold(tableName, hold, { resume: 'Check visit' }, resolution));

/** A clinician may vouch for what an order says, but signs for nobody. */
const refuseUnsigned = (findings: readonly Finding[]): void => {
  const unsigned = findings.find(({ pointer }) => pointer === '/order/signedAt');
  if (!unsigned) return;
  const { pointer, text: detail, fix } = unsigned;
  throw new Refusal(
    409,
    'order-not-signed',
    'The order as changed is not signed. The practice sends the signed order as a correction.',
    { errors: [{ pointer, detail, fix }] },
  );
};

/**
 * The order as it stands is taken on: nothing that was found keeps it any longer. An order that
 * changes meanwhile is not taken on with it.
 */
const acceptOrder = async (
  table: Table,
  hold: Hold,
  resolution: Resolution,
): Promise<TransactItem[]> => {
  const { holdId, referralId } = hold;
  // Where it cannot be read what has changed, everything counts as changed.
  const changes =
    evidenceOf(hold, 'order-changed')?.changes ?? orderAspects.map(({ code }) => code);
  const file = await seriesOf(table, referralId);
  const { referral, holds } = file;
  refuseUnsigned(referral.findings);
  // What was waived under the order before does not count for this one.
  const taken = holds.map((one) => (one.holdId === holdId ? { ...one, resolution } : one));
  return [
    referralUpdate(
      table.name,
      referralId,
      ['accepted', 'active'],
      { set: { findings: [] } },
      { orderVersion: referral.orderVersion },
    ),
    ...wakeVisits(table.name, holds, resolution),
    ...(file.authorization
      ? authorizedOtherwise(
          table.name,
          { referral, holds: taken },
          changes,
          new Date(resolution.at),
        )
      : []),
    ...visitsOfOtherOrder(table.name, changes, { ...file, holds: taken }, new Date(resolution.at)),
  ];
};

/** The wish for another time has its answer, whatever that is. */
const answerWish = async (table: Table, hold: Hold): Promise<TransactItem[]> => {
  const visitId = evidenceOf(hold, 'move-requested')?.visitId;
  if (!visitId) return [];
  const [item] = await readItems(table, referralIdOf(visitId), keys.visit(visitId).sk);
  const visit = item && Visit.parse(item);
  return visit?.moveRequestedAt ? [visitReplace(table.name, visit, wishAnswered(visit))] : [];
};

/** While a renewal is under way, the last visit that is booked does not end the referral. */
const renewalBegins = (table: Table, hold: Hold): TransactItem[] => {
  const renewing = evidenceOf(hold, 'authorization-ending')?.authorizationId;
  if (!renewing)
    throw new Refusal(
      409,
      'authorization-unknown',
      'It cannot be read which authorization this hold is about. Renew it by telephone.',
    );
  return [referralUpdate(table.name, hold.referralId, ['active'], { set: { renewing } })];
};

/** What an action says was done elsewhere is looked up. @throws Refusal 409 where it was not. */
const lookUp = async (table: Table, hold: Hold, action: string): Promise<void> => {
  const claim = claimOf(hold, action);
  if (!claim) return;
  const visits = await readItems(table, hold.referralId, 'VISIT#');
  claim(
    hold,
    visits.map((item) => Visit.parse(item)),
  );
};

/** The referral of a hold, and the other holds of it. */
const beside = async (table: Table, { referralId, holdId }: Hold) => {
  const [referral, holds] = await Promise.all([
    readReferral(table, referralId),
    readItems(table, referralId, 'HOLD#'),
  ]);
  return {
    referral,
    holds: holds.map((item) => Hold.parse(item)).filter((other) => other.holdId !== holdId),
  };
};

/** Its own workflow asks the payer as long as nothing is booked. */
const notBooked = () =>
  new Refusal(
    409,
    'not-booked-yet',
    'The referral is still on its way to its visits. End the wait that it is in, or say what the payer said by telephone.',
  );

/** What an action writes besides ending its hold, in the same transaction. */
export const partsOfAction =
  (table: Table) =>
  async (
    hold: Hold,
    body: ResolutionBody,
    resolution: Resolution,
    settlement: Settlement,
  ): Promise<readonly TransactItem[]> => {
    await lookUp(table, hold, body.action);
    if (hold.reason === 'series-unlike-order') {
      refuseUntrue(body.action, await seriesOf(table, hold.referralId));
      return [];
    }
    if (hold.reason === 'visit-suspended') return clearVisits(table, hold, resolution);
    if (hold.reason === 'move-requested') return answerWish(table, hold);
    if (body.action === 'renew') return renewalBegins(table, hold);
    if (hold.reason === 'order-changed') return acceptOrder(table, hold, resolution);
    if (hold.reason === 'place-changed' || hold.reason === 'coverage-changed') {
      const { referral, holds } = await seriesOf(table, hold.referralId);
      if (body.action === 'ask-again' && referral.status !== 'active') throw notBooked();
      return wakeVisits(table.name, holds, resolution);
    }
    if (body.action === 'replace-coverage' && body.coverage)
      return replaceCoverage(table, hold, body.coverage);
    if (body.action === 'choose-site' && body.siteId)
      return [await chosenSitePart(table, hold.referralId, body.siteId)];
    const round =
      body.action === 'correct-approval'
        ? await approvedRound(table, hold)
        : await roundOf(table, hold);
    return [
      ...authorizationPartOf(table.name, round, body.action, body, resolution.at),
      ...(closesReferral(hold, settlement)
        ? closedBy(table.name, await beside(table, hold), settlement, resolution)
        : []),
      ...(hold.reason === 'approval-taken-back' && body.action === 'record-denial'
        ? approvalLost(table.name, hold, await beside(table, hold), round, resolution)
        : []),
    ];
  };
