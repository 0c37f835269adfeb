import { isSelfGiven } from './nurse-visits.ts';
import { type Setting, settings } from './setting.ts';
import type { SettingRule, Therapy } from './therapy.ts';

const all = <T>(lists: readonly (readonly T[])[]): T[] => [...new Set(lists.flat())];

const strictness = ['allowed', 'conditional', 'not-usual'] as const;

/** The strictest of the rules that the drugs have for a setting. */
const strictest = (rules: readonly SettingRule[]): SettingRule =>
  rules.reduce((most, one) =>
    strictness.indexOf(one.status) > strictness.indexOf(most.status) ? one : most,
  );

const homeStrictness = ['yes', 'conditional', 'no'] as const;

/** Some drugs are given by a nurse each time, and others between her visits: no visit is both. */
const apart: SettingRule = {
  status: 'not-usual',
  reason: 'some of the drugs are given at each visit and others between the visits',
  source: 'own rule',
  confidence: 'medium',
};

const settingsOf = (therapies: readonly Therapy[]): Therapy['settings'] => {
  const isMixed = (setting: Setting): boolean =>
    new Set(therapies.map((therapy) => isSelfGiven(therapy, setting))).size > 1;
  return Object.fromEntries(
    settings.map((setting) => [
      setting,
      isMixed(setting) ? apart : strictest(therapies.map((therapy) => therapy.settings[setting])),
    ]),
  ) as Record<Setting, SettingRule>;
};

const centralLines = ['yes', 'serial', 'no'] as const;
const tissues = [
  'vesicant',
  'blood',
  'hyperosmolar',
  'irritant',
  'isotonic',
  'non-vesicant',
  'none',
] as const;

const rankOf = ({ access }: Therapy): number =>
  centralLines.indexOf(access.central) * tissues.length + tissues.indexOf(access.tissue);

/** What the drug that is hardest on a vein asks of the line. */
const accessOf = (therapies: readonly [Therapy, ...Therapy[]]): Therapy['access'] =>
  therapies.reduce((most, one) => (rankOf(one) < rankOf(most) ? one : most)).access;

/**
 * What the visits of an order ask for at which several drugs are given one after the other: of whatever
 * the drugs differ in, the strictest; of skills and lessons, all. It stays the therapy of the first
 * drug; its doses, screening and minutes are those of that drug alone. Own rule.
 */
export const combined = (main: Therapy, others: readonly Therapy[]): Therapy => {
  if (others.length === 0) return main;
  const therapies: readonly [Therapy, ...Therapy[]] = [main, ...others];
  const most = (of: (therapy: Therapy) => number): number => Math.max(...therapies.map(of));
  const least = (of: (therapy: Therapy) => number): number => Math.min(...therapies.map(of));
  const any = (of: (therapy: Therapy) => boolean): boolean => therapies.some(of);
  const certified = therapies.find(({ siteCertification }) => siteCertification !== undefined);
  const gaps = therapies.flatMap(({ minGapDays }) => minGapDays ?? []);
  const visits = therapies
    .flatMap(({ nurseVisits }) => nurseVisits ?? [])
    .sort((a, b) => a.everyDays - b.everyDays);
  // No visits where a nurse gives one of the drugs herself.
  const visited = visits.length === therapies.length ? visits[0] : undefined;
  const keeps = therapies
    .flatMap((one) => one.keeps ?? [])
    .sort((a, b) => a.minutes - b.minutes)[0];
  const { nurseVisits: _, siteCertification: __, minGapDays: ___, ...first } = main;
  return {
    ...first,
    route: any(({ route }) => route === 'IV') ? 'IV' : 'SC',
    prepMinutes: most(({ prepMinutes }) => prepMinutes),
    closeoutMinutes: most(({ closeoutMinutes }) => closeoutMinutes),
    observationMinutes: {
      ...main.observationMinutes,
      first: most(({ observationMinutes }) => observationMinutes.first),
      subsequent: most(({ observationMinutes }) => observationMinutes.subsequent),
    },
    toleranceDays: {
      ...main.toleranceDays,
      before: least(({ toleranceDays }) => toleranceDays.before),
      after: least(({ toleranceDays }) => toleranceDays.after),
    },
    ...(keeps ? { keeps } : {}),
    ...(gaps.length > 0 ? { minGapDays: Math.max(...gaps) } : {}),
    reactionOrdersNeeded: any(({ reactionOrdersNeeded }) => reactionOrdersNeeded),
    premedicationNeeded: any(({ premedicationNeeded }) => premedicationNeeded),
    hazardous: any(({ hazardous }) => hazardous),
    firstDoseHome: therapies
      .map(({ firstDoseHome }) => firstDoseHome)
      .reduce((strict, one) =>
        homeStrictness.indexOf(one.value) > homeStrictness.indexOf(strict.value) ? one : strict,
      ),
    settings: settingsOf(therapies),
    ...(certified?.siteCertification ? { siteCertification: certified.siteCertification } : {}),
    access: accessOf(therapies),
    competencies: all(therapies.map(({ competencies }) => competencies)),
    educationTopics: all(therapies.map(({ educationTopics }) => educationTopics)),
    ...(visited ? { nurseVisits: visited } : {}),
  };
};
