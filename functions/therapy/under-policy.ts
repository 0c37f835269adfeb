import type { Policy } from './policy.ts';
import type { PolicyRules } from './policy-body.ts';
import { type Setting, settings } from './setting.ts';
import type { DoseBounds, Rate, Therapy, ValueSource } from './therapy.ts';

/** A bound of the therapy with the policy's maximum in the place of its own. */
const boundedBy = (
  bounds: DoseBounds,
  limits: NonNullable<PolicyRules['doseLimits']>,
  source: ValueSource,
): DoseBounds => {
  const limit = limits.find(({ per, unit }) => per === bounds.per && unit === bounds.unit);
  if (!limit || isOnlyBelow(bounds)) return bounds;
  // What only some may have is not more for them by what all may have.
  if (isOfSome(bounds) && bounds.hardMax && Number(bounds.hardMax) <= Number(limit.most))
    return bounds;
  const { hardMaxAdult } = bounds;
  const lowest = hardMaxAdult && Number(hardMaxAdult) < Number(limit.most);
  return {
    ...bounds,
    ...source,
    hardMax: limit.most,
    ...(hardMaxAdult ? { hardMaxAdult: lowest ? hardMaxAdult : limit.most } : {}),
  };
};

/** A bound that holds for who is light, or a child. */
const isOfSome = ({ belowKg, ages }: DoseBounds): boolean =>
  belowKg !== undefined || ages === 'children';

/** A bound that says what is too little and nothing of what is too much. */
const isOnlyBelow = ({ hardMax, softMax }: DoseBounds): boolean =>
  hardMax === undefined && softMax === undefined;

const slowed = (rate: Rate | undefined, { amount, of }: Fastest): Rate => {
  if (!rate) return { first: amount, subsequent: amount, of };
  if (rate.of !== of) return rate;
  const slower = (one: string) => (Number(one) > Number(amount) ? amount : one);
  return { ...rate, first: slower(rate.first), subsequent: slower(rate.subsequent) };
};

type Fastest = NonNullable<PolicyRules['fastest']>;

/** The therapy with the limits of a local policy in the place of the catalogue's. */
export const underPolicy = (therapy: Therapy, { version, rules }: Policy): Therapy => {
  const source: ValueSource = { source: `local policy, version ${version}`, confidence: 'high' };
  const { doseLimits = [], infusionMinutes, fastest, screening = [] } = rules;
  const known = [therapy.doseBounds, ...(therapy.furtherBounds ?? [])];
  const added = doseLimits.filter(
    ({ per, unit }) =>
      !known.some(
        (one) => one.per === per && one.unit === unit && !isOnlyBelow(one) && !isOfSome(one),
      ),
  );
  const least = infusionMinutes && Math.min(infusionMinutes.first, infusionMinutes.subsequent);
  const setTo = (setting: Setting) => rules.settings?.[setting];
  const furtherBounds = [
    ...(therapy.furtherBounds ?? []).map((one) => boundedBy(one, doseLimits, source)),
    ...added.map(({ per, unit, most }) => ({ per, unit, hardMax: most, ...source })),
  ];
  return {
    ...therapy,
    policyVersion: version,
    doseBounds: boundedBy(therapy.doseBounds, doseLimits, source),
    ...(furtherBounds.length > 0 ? { furtherBounds } : {}),
    ...(infusionMinutes ? { infusionMinutes: { ...infusionMinutes, ...source } } : {}),
    ...(infusionMinutes || fastest
      ? {
          fastest: {
            ...therapy.fastest,
            ...(least === undefined ? {} : { minutes: least }),
            ...(fastest ? { rate: fastest.amount, of: fastest.of } : {}),
            ...source,
          },
        }
      : {}),
    ...(fastest ? { rate: slowed(therapy.rate, fastest) } : {}),
    ...(therapy.minutesUpTo && least !== undefined
      ? {
          minutesUpTo: therapy.minutesUpTo.map(({ dose, minutes }) => ({
            dose,
            minutes: Math.max(minutes, least),
          })),
        }
      : {}),
    ...(rules.observationMinutes
      ? { observationMinutes: { ...rules.observationMinutes, ...source } }
      : {}),
    screening: therapy.screening.map((asked) => {
      const set = screening.find(({ item }) => item === asked.item);
      return set
        ? {
            ...asked,
            ...(set.withinDays === undefined ? {} : { withinDays: set.withinDays }),
            ...(set.level ? { level: set.level } : {}),
          }
        : asked;
    }),
    settings: Object.fromEntries(
      settings.map((setting) => {
        const status = setTo(setting);
        // The packed rules of intake carry no settings, and read none.
        const usual = therapy.settings?.[setting];
        return [setting, status ? { status, reason: 'as local policy sets it', ...source } : usual];
      }),
    ) as Therapy['settings'],
    ...(rules.firstDoseAtHome
      ? {
          firstDoseHome: {
            value: rules.firstDoseAtHome,
            reason: 'as local policy sets it',
            ...source,
          },
        }
      : {}),
    premedicationNeeded: rules.premedicationNeeded ?? therapy.premedicationNeeded,
    reactionOrdersNeeded: rules.reactionOrdersNeeded ?? therapy.reactionOrdersNeeded,
    competencies: [...new Set([...therapy.competencies, ...(rules.competencies ?? [])])],
    ...(rules.minGapDays === undefined ? {} : { minGapDays: rules.minGapDays }),
    ...(rules.toleranceDays ? { toleranceDays: { ...rules.toleranceDays, ...source } } : {}),
  };
};
