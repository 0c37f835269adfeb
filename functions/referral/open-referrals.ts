import * as z from 'zod';
import { Refusal } from '../platform/errors.ts';
import { ReferralId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Finding } from './referral.ts';

/** An open referral of a person for a therapy, as the guard of the two lists it. */
export type OpenReferral = {
  referralId: string;
  practiceNpi: string;
  /** What tells the person from others of one name and birth date; see `marksOf`. */
  marks: Readonly<Record<string, string>>;
};

const Listed = z.object({ practiceNpi: z.string(), marks: z.record(z.string(), z.string()) });

/** The guard as it stands: who is open, and the number of its last change. */
type Guard = { open: readonly OpenReferral[]; rev: number };

export const guardOf = (item: Record<string, unknown> | undefined): Guard => ({
  open: Object.entries(item ?? {}).flatMap(([name, value]) => {
    const listed = ReferralId.safeParse(name).success ? Listed.safeParse(value) : undefined;
    return listed?.success ? [{ referralId: name, ...listed.data }] : [];
  }),
  rev: typeof item?.rev === 'number' ? item.rev : 0,
});

/** Whether two of one name and birth date are two persons: what both are known by differs. */
const areTwo = (one: OpenReferral['marks'], other: OpenReferral['marks']): boolean => {
  const both = Object.keys(one).filter((mark) => other[mark] !== undefined);
  return both.length > 0 && both.every((mark) => one[mark] !== other[mark]);
};

/**
 * What stands beside a referral: nothing that is in its way, one of the same practice for the same
 * person, or one of another practice, which that practice cannot be told of. Own rule.
 */
export const besideOpen = (
  mine: OpenReferral,
  { open }: Pick<Guard, 'open'>,
): { outcome: 'alone' } | { outcome: 'own' | 'elsewhere'; referralId: string } => {
  const same = open.filter(
    ({ referralId, marks }) => referralId !== mine.referralId && !areTwo(mine.marks, marks),
  );
  const own = same.find(({ practiceNpi }) => practiceNpi === mine.practiceNpi);
  if (own) return { outcome: 'own', referralId: own.referralId };
  const [elsewhere] = same;
  return elsewhere
    ? { outcome: 'elsewhere', referralId: elsewhere.referralId }
    : { outcome: 'alone' };
};

/** The practice's own referral stands in the way, and the practice can do something about it. */
export const duplicateReferral = (referralId: string): Refusal =>
  new Refusal(
    409,
    'duplicate-open-referral',
    'You have an open referral of this patient for this therapy. Correct or withdraw that one; for another person of the same name and birth date, send a chart number or member id with both.',
    { facts: { referralId } },
  );

/** Told to the practice, so in words that say nothing of another practice's patients. */
export const needsReview: Finding = {
  code: 'needs-review',
  severity: 'block',
  pointer: '',
  text: 'This referral cannot be taken automatically; a clinician looks at it first.',
  fix: 'Nothing needs to be sent: the clinician lets it go on, or calls.',
  source: 'own rule',
};

/**
 * The part that lists a referral as open: the only one, or beside those that were looked at. A guard
 * that changed since is not joined, so that two cannot come in unseen.
 */
export const joinOpen = (
  tableName: string,
  openKey: string,
  { referralId, ...listed }: OpenReferral,
  seen?: Pick<Guard, 'rev'>,
): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: keys.openReferral(openKey),
    UpdateExpression: 'SET #id = :listed REMOVE expiresAt ADD openCount :one, rev :one',
    ConditionExpression: seen
      ? 'rev = :rev'
      : 'attribute_not_exists(openCount) OR openCount <= :none',
    ExpressionAttributeNames: { '#id': referralId },
    ExpressionAttributeValues: {
      ':listed': listed,
      ':one': 1,
      ...(seen ? { ':rev': seen.rev } : { ':none': 0 }),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/** The part that tells anew what the person of an open referral is known by. */
export const remarkOpen = (
  tableName: string,
  openKey: string,
  { referralId, ...listed }: OpenReferral,
): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: keys.openReferral(openKey),
    UpdateExpression: 'SET #id = :listed ADD rev :one',
    ExpressionAttributeNames: { '#id': referralId },
    ExpressionAttributeValues: { ':listed': listed, ':one': 1 },
  },
});

/** Longer than referrals stay open, so that no guard ends while it lists one. */
const keptSeconds = 400 * 86_400;

/** The part that lets the patient be referred for the therapy again. */
export const leaveOpen = (
  tableName: string,
  openKey: string,
  referralId: string,
  at: string,
): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: keys.openReferral(openKey),
    UpdateExpression: 'SET expiresAt = :expires REMOVE #id ADD openCount :less, rev :one',
    ExpressionAttributeNames: { '#id': referralId },
    ExpressionAttributeValues: {
      ':expires': Math.floor(Date.parse(at) / 1000) + keptSeconds,
      ':less': -1,
      ':one': 1,
    },
  },
});
