import type * as z from 'zod';
import { isInForce, type SiteException, type SiteRule } from '../payer/payer.ts';
import { ageOn, daysBetween } from '../platform/days.ts';
import type { Submission } from '../referral/referral.ts';
import { planDoses } from '../series/dose-plan.ts';
import type { Setting } from '../therapy/setting.ts';
import type { SiteFacts, SiteVerdict } from './site-rules.ts';

type Exception = z.infer<typeof SiteException>;

/** Age below which plans accept a hospital for a child's safety; examples say 18. */
const adultAge = 18;

/** Which documented facts support a setting that a payer avoids; criteria of payer policies. */
const exceptionHolds: Readonly<Record<Exception, (submission: Submission, on: string) => boolean>> =
  {
    'prior-severe-reaction': ({ order }) => (order.priorReaction?.grade ?? 0) >= 3,
    unstable: ({ placement }) => placement?.unstable === true,
    'difficult-access': ({ placement }) => placement?.difficultAccess === true,
    pediatric: ({ patient }, on) => ageOn(patient.birthDate, on) < adultAge,
    'home-unsuitable': ({ placement }) => placement?.homeSuitable === false,
    // Only a person can say that every other site was asked and refused.
    'no-alternative': () => false,
  };

const applies = (rule: SiteRule, setting: Setting, { therapy, on }: SiteFacts): boolean =>
  isInForce(rule, on) &&
  rule.avoids.includes(setting) &&
  (!rule.therapies || rule.therapies.includes(therapy.id));

/** Whether the therapy counts as starting: a first dose, or again after the plan's gap. */
const starts = (
  { restartAfterDays = Number.POSITIVE_INFINITY }: SiteRule,
  { submission: { order }, on }: SiteFacts,
): boolean =>
  order.firstDose !== false ||
  (order.lastDoseOn !== undefined && daysBetween(order.lastDoseOn, on) >= restartAfterDays);

/**
 * Whether the payer leaves every dose of the series free. One site is kept for the whole series,
 * so a series that outlasts the free doses or days is not free.
 */
const isFree = (rule: SiteRule, setting: Setting, facts: SiteFacts): boolean => {
  if (!starts(rule, facts)) return false;
  const { freeDoses = 0, freeDays = 0 } = rule;
  const doses = planDoses({ ...facts, setting }, facts.on);
  const lastDay = doses.at(-1)?.offset ?? 0;
  return doses.length <= freeDoses || lastDay < freeDays;
};

/** What the payer's site-of-care rules say of a setting for this order. */
export const payerVerdict = (setting: Setting, facts: SiteFacts): SiteVerdict | undefined => {
  const rule = facts.payerRules.find((row) => applies(row, setting, facts));
  if (!rule) return undefined;
  const exception = rule.exceptions.find((code) =>
    exceptionHolds[code](facts.submission, facts.on),
  );
  if (exception) return { bearing: 'for', code: 'payer-exception', documents: [exception] };
  return isFree(rule, setting, facts)
    ? { bearing: 'for', code: 'payer-free-dose' }
    : {
        bearing: 'against',
        code: 'payer-excludes',
        documents: ['clinical rationale for the setting'],
      };
};
