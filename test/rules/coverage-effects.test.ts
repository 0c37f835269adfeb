import { describe, expect, it } from 'vitest';
import { coverageEffects } from '../../functions/coverage/hold-effects.ts';
import { type ActionTaken, wholeEffect } from '../../functions/hold/effects.ts';
import type { HoldReason } from '../../functions/hold/hold-reasons.ts';
import { unpacked } from '../../functions/platform/packed.ts';
import { putOrder, putReferral } from '../../functions/referral/main-item.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { aHold } from '../support/holds.ts';
import { aReferral, aSubmission } from '../support/referrals.ts';

const referral = aReferral({ orderVersion: 2 });
const [primary] = aSubmission().coverages;
const secondary = { ...primary, rank: 'secondary', payerId: 'summit-trust' };
const given = { ...primary, payerId: 'valley-advantage', memberId: 'V-1' };

const stored = (coverages: unknown) => [
  putReferral('t', referral).Put?.Item ?? {},
  putOrder('t', referral.referralId, 2, {
    submission: aSubmission({ coverages: coverages as never }),
    findings: [],
    bodyHash: 'h',
  }).Put?.Item ?? {},
];

const replace = async (reason: HoldReason, coverage: unknown, items: Record<string, unknown>[]) => {
  const came = await coverageEffects[reason as keyof typeof coverageEffects]['replace-coverage']({
    table: { name: 't' },
    hold: aHold(referral.referralId, { reason }),
    resolution: { facts: { coverage } },
    items: async () => items,
  } as unknown as ActionTaken);
  return wholeEffect(came).items;
};

describe.each([
  'coverage-not-active',
  'coverage-identity',
  'coverage-other-payer',
  'coverage-in-doubt',
] as const)('another coverage, given for a hold of %s,', (reason) => {
  it('is a new version of the order, in which only the one of its rank has changed', async () => {
    const [order, main, ...others] = await replace(reason, given, stored([primary, secondary]));
    expect(others).toEqual([]);
    expect(order?.Put).toMatchObject({
      TableName: 't',
      Item: { pk: `REF#${referral.referralId}`, sk: 'ORDER#003' },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    const { coverages, ...rest } = unpacked(order?.Put?.Item?.submission) as Submission;
    expect(coverages).toEqual([given, secondary]);
    const { coverages: _, ...before } = aSubmission();
    expect(rest).toEqual(JSON.parse(JSON.stringify(before)));
    expect(JSON.stringify(main?.Update?.ExpressionAttributeValues)).toMatch(/:3\b/);
  });

  it('is added where there was none of its rank', async () => {
    const [order] = await replace(reason, secondary, stored([primary]));
    const { coverages } = unpacked(order?.Put?.Item?.submission) as Submission;
    expect(coverages).toEqual([secondary, primary]);
  });

  it('is refused where it is none, and where there is no such referral', async () => {
    await expect(replace(reason, { rank: 'third' }, stored([primary]))).rejects.toThrow();
    await expect(replace(reason, given, [])).rejects.toMatchObject({
      status: 404,
      message: 'There is no such referral, or it is not yours to see.',
    });
  });
});
