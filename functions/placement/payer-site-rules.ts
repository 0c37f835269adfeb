import { isInForce } from '../payer/dated-row.ts';
import type { SiteRule } from '../payer/payer.ts';
import type { SiteException } from '../payer/site-exception.ts';
import { addDays, ageOn, daysBetween } from '../platform/days.ts';
import { veinsKnown } from '../referral/checks/vascular-access.ts';
import type { Dose } from '../series/dose-plan.ts';
import type { Setting } from '../therapy/setting.ts';
import { dosesDue } from './days-due.ts';
import { reactionGrade, type SiteFacts, type SiteVerdict } from './site-facts.ts';

/** Age below which plans accept a hospital for a child's safety; examples say 18. */
const adultAge = 18;

/** Which documented facts support a setting that a payer avoids; criteria of payer policies. */
const exceptionHolds: Readonly<Record<SiteException, (facts: SiteFacts) => boolean>> = {
  'prior-severe-reaction': (facts) => reactionGrade(facts) >= 3,
  unstable: ({ submission: { placement } }) => placement?.unstable === true,
  'difficult-access': ({ submission, on }) => veinsKnown(submission, on).because.length > 0,
  pediatric: ({ submission: { patient }, on }) => ageOn(patient.birthDate, on) < adultAge,
  'home-unsuitable': ({ submission: { placement } }) => placement?.homeSuitable === false,
  // Only a person can say that every other site was asked and refused.
  'no-alternative': () => false,
};

/** The therapies of all drugs of the order: what is ruled of one of them holds for the visit. */
const therapiesOf = ({ therapy, submission: { order } }: SiteFacts): string[] => [
  therapy.id,
  ...(order.alsoInfused ?? []).flatMap(({ therapyId }) => therapyId ?? []),
];

const applies = (rule: SiteRule, setting: Setting, facts: SiteFacts): boolean => {
  const { avoids, therapies } = rule;
  return (
    isInForce(rule, facts.on) &&
    avoids.includes(setting) &&
    (!therapies || therapiesOf(facts).some((id) => therapies.includes(id)))
  );
};

/** Whether the therapy counts as starting: a first dose, or again after the plan's gap. */
const starts = (
  { restartAfterDays = Number.POSITIVE_INFINITY }: SiteRule,
  { submission: { order }, on, history }: SiteFacts,
): boolean =>
  order.firstDose !== false ||
  (order.lastDoseOn !== undefined &&
    daysBetween(order.lastDoseOn, history?.firstOn ?? on) >= restartAfterDays);

/** Whether a dose, counted from 0, is one that the payer leaves free. */
const isLeftFree = (
  { freeDoses = 0, freeDays = 0 }: SiteRule,
  doses: readonly Dose[],
  index: number,
): boolean => index < freeDoses || (doses[index]?.offset ?? Number.POSITIVE_INFINITY) < freeDays;

/**
 * How far the payer leaves the setting free: every dose to come, the next one but not those that
 * follow, or not even that. The place is weighed anew before the free doses are used up.
 */
const freedomOf = (rule: SiteRule, setting: Setting, facts: SiteFacts): 'all' | 'next' | 'none' => {
  if (!starts(rule, facts)) return 'none';
  const { doses } = dosesDue(facts, setting);
  const isFree = (index: number): boolean => isLeftFree(rule, doses, index);
  if (isFree(doses.length - 1)) return 'all';
  return isFree(facts.history?.given ?? 0) ? 'next' : 'none';
};

const ruleFor = (setting: Setting, facts: SiteFacts): SiteRule | undefined =>
  facts.payerRules.find((row) => applies(row, setting, facts));

/**
 * The last dose to come that the payer leaves free in a setting, and the day on which the first falls
 * that it does not; undefined where none is free, all are, or an exception holds.
 */
export const freeChoiceEnds = (
  setting: Setting,
  facts: SiteFacts,
): { through: number; endsOn: string } | undefined => {
  const rule = ruleFor(setting, facts);
  if (!rule || payerVerdict(setting, facts)?.code !== 'payer-free-ends') return undefined;
  const { doses } = dosesDue(facts, setting);
  const ends = doses.findIndex((_, index) => !isLeftFree(rule, doses, index));
  const first = facts.series?.firstOn ?? facts.history?.firstOn ?? facts.on;
  return { through: ends, endsOn: addDays(first, (doses[ends] as Dose).offset) };
};

/** What the payer's site-of-care rules say of a setting for this order. */
export const payerVerdict = (setting: Setting, facts: SiteFacts): SiteVerdict | undefined => {
  const rule = ruleFor(setting, facts);
  if (!rule) return undefined;
  const exception = rule.exceptions.find((code) => exceptionHolds[code](facts));
  if (exception) return { bearing: 'for', code: 'payer-exception', documents: [exception] };
  const freedom = freedomOf(rule, setting, facts);
  if (freedom === 'all') return { bearing: 'for', code: 'payer-free-dose' };
  if (freedom === 'next') return { bearing: 'against', code: 'payer-free-ends' };
  return {
    bearing: 'against',
    code: 'payer-excludes',
    documents: ['clinical rationale for the setting'],
  };
};
