import type { Effect, Effects } from '../hold/effects.ts';
import { keys } from '../platform/keys.ts';
import { packed } from '../platform/packed.ts';
import { notFound } from '../platform/principal.ts';
import { CoverageClaimed, openStatuses } from '../referral/referral.ts';
import { referralFile } from '../referral/referral-file.ts';
import { referralUpdate } from '../referral/referral-item.ts';
import type { coverageActions } from './hold-actions.ts';

/** A replaced coverage is a new version of the submission: the one of its rank changes, others stay. */
const replaceCoverage: Effect = async ({ table, hold, resolution, items }) => {
  const coverage = CoverageClaimed.parse(resolution.facts.coverage);
  const file = referralFile(await items());
  if (!file) throw notFound('referral');
  const { referral, submission } = file;
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
    referralUpdate(table.name, hold.referralId, openStatuses, { set: { orderVersion: version } }),
  ];
};

/** What ends of holds about coverage write. */
export const coverageEffects = {
  'coverage-not-active': { 'replace-coverage': replaceCoverage },
  'coverage-identity': { 'replace-coverage': replaceCoverage },
  'coverage-other-payer': { 'replace-coverage': replaceCoverage },
  'coverage-in-doubt': { 'replace-coverage': replaceCoverage },
} satisfies Effects<keyof typeof coverageActions>;
