import type { LooserLimit, Policy } from './policy.ts';
import { settings } from './setting.ts';
import type { DoseBounds, Therapy } from './therapy.ts';
import { underPolicy } from './under-policy.ts';

/** How far one limit goes: more is looser. `says` is how it is told. */
type Reach = { reach: number; says: string };

const none: Reach = { reach: Number.POSITIVE_INFINITY, says: 'no limit' };
const atMost = (value: string | number, what = ''): Reach => ({
  reach: Number(value),
  says: `at most ${value}${what}`,
});
const atLeast = (value: number, what: string): Reach => ({
  reach: -value,
  says: `at least ${value} ${what}`,
});
const needed = (isNeeded: boolean): Reach => ({
  reach: isNeeded ? 0 : 1,
  says: isNeeded ? 'needed' : 'not needed',
});
const oneOf = (value: string, strictestFirst: readonly string[]): Reach => ({
  reach: strictestFirst.indexOf(value),
  says: value,
});

const spanOf = ({ per, days, unit, belowKg, ages }: DoseBounds): string => {
  const whose = belowKg ? ` of who weighs under ${belowKg} kg` : '';
  const span = per === 'days' ? `${days} days` : per;
  return `${span} in ${unit}${whose}${ages === 'children' ? ' of a child' : ''}`;
};

/** Of several bounds of one span the lowest is what holds. */
const doseReaches = (therapy: Therapy): [string, Reach][] => {
  const found = new Map<string, Reach>();
  for (const bounds of [therapy.doseBounds, ...(therapy.furtherBounds ?? [])]) {
    const { hardMax, unit } = bounds;
    const name = `the most of a ${spanOf(bounds)}`;
    const reach = hardMax === undefined ? none : atMost(hardMax, ` ${unit}`);
    const before = found.get(name);
    if (!before || reach.reach < before.reach) found.set(name, reach);
  }
  return [...found];
};

/** Every limit of a therapy by what it is about. */
const reachesOf = (therapy: Therapy): Map<string, Reach> => {
  const { fastest, infusionMinutes, observationMinutes, minGapDays, toleranceDays } = therapy;
  const { measure = 'mg' } = therapy;
  return new Map<string, Reach>([
    ...doseReaches(therapy),
    ['minutes of the first infusion', atLeast(infusionMinutes.first, 'minutes')],
    ['minutes of later infusions', atLeast(infusionMinutes.subsequent, 'minutes')],
    ['minutes of any infusion', atLeast(fastest?.minutes ?? 0, 'minutes')],
    [
      `the fastest rate, as ${fastest?.of ?? 'amount-a-minute'}`,
      fastest?.rate === undefined ? none : atMost(fastest.rate, ` ${measure}`),
    ],
    ['minutes watched after the first dose', atLeast(observationMinutes.first, 'minutes')],
    ['minutes watched after later doses', atLeast(observationMinutes.subsequent, 'minutes')],
    ...therapy.screening.flatMap(({ item, withinDays, level }): [string, Reach][] => [
      [`age of ${item}`, withinDays === undefined ? none : atMost(withinDays, ' days')],
      [`need of ${item}`, needed(level === 'missing')],
    ]),
    ...settings.map((setting): [string, Reach] => [
      `care in ${setting}`,
      oneOf(therapy.settings[setting].status, ['not-usual', 'conditional', 'allowed']),
    ]),
    ['first dose at home', oneOf(therapy.firstDoseHome.value, ['no', 'conditional', 'yes'])],
    ['premedication', needed(therapy.premedicationNeeded)],
    ['reaction orders', needed(therapy.reactionOrdersNeeded)],
    ...therapy.competencies.map((tag): [string, Reach] => [`competency ${tag}`, needed(true)]),
    ['days between doses', atLeast(minGapDays ?? 0, 'days')],
    ['days before the planned day', atMost(toleranceDays.before, ' days')],
    ['days after the planned day', atMost(toleranceDays.after, ' days')],
  ]);
};

/** What a limit comes to where a therapy does not have it at all. */
const absent = (limit: string): Reach => (limit.startsWith('competency ') ? needed(false) : none);

/** The limits of a therapy in words, as they are shown to who keeps the policy. */
export const limitsOf = (therapy: Therapy): { limit: string; says: string }[] =>
  [...reachesOf(therapy)].map(([limit, { says }]) => ({ limit, says }));

/** What one state of a therapy allows that another did not. */
export const looserThan = (before: Therapy, after: Therapy): LooserLimit[] => {
  const [was, is] = [reachesOf(before), reachesOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((limit) => {
    const [from, to] = [was.get(limit) ?? absent(limit), is.get(limit) ?? absent(limit)];
    return to.reach > from.reach ? [{ limit, was: from.says, is: to.says }] : [];
  });
};

/**
 * What a policy that begins on a day loosens of anything that would hold from then on: what holds
 * on that day, and what was to begin later, whose place it takes.
 */
export const loosened = (
  therapy: Therapy,
  approved: readonly Policy[],
  { standing, next }: { standing: Policy | undefined; next: Policy },
): LooserLimit[] => {
  const after = underPolicy(therapy, next);
  const replaced = [standing, ...approved.filter(({ from }) => from > next.from)];
  const found = replaced.flatMap((one) =>
    looserThan(one ? underPolicy(therapy, one) : therapy, after),
  );
  return [...new Map(found.map((one) => [one.limit, one])).values()];
};
