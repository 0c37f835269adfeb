import type { CourseDose } from '../referral/order/course.ts';
import type { Submission } from '../referral/referral.ts';
import type { Setting } from '../therapy/setting.ts';
import type { Therapy } from '../therapy/therapy.ts';
import type { Line } from './authorization.ts';
import { type Course, infusionOf, visitAround } from './course.ts';
import { perDoseOf } from './line-units.ts';
import {
  findServiceRule,
  initialRank,
  type ServiceRule,
  sequentialRules,
} from './service-codes.ts';
import { isBilledFor } from './units.ts';

/** A drug that is asked for: its doses by the numbers of the visits, and its steady amount. */
export type DrugAsked = {
  submission: Submission;
  therapy: Therapy;
  list: readonly CourseDose[];
  amount: bigint;
};

type ServiceAsked = Pick<Line, 'kind' | 'code' | 'units' | 'visits' | 'perVisit' | 'perDose'>;

type Facts = {
  course: Course;
  setting: Setting;
  /** What the visits ask for, whatever drugs they have. */
  visit: Therapy;
};

const codesOf = ({ therapy, amount, list }: DrugAsked, setting: Setting): string[] => {
  const timesADay = list.at(-1)?.timesPerDay ?? 1;
  const isOften = ({ timesPerDay }: Therapy['adminCodes'][number]): boolean =>
    !timesPerDay ||
    (timesPerDay.from <= timesADay && timesADay < (timesPerDay.below ?? Number.POSITIVE_INFINITY));
  return therapy.adminCodes
    .filter(({ settings }) => (settings ? settings.includes(setting) : setting !== 'home'))
    .filter((service) => isBilledFor(service, amount) && isOften(service))
    .map(({ code }) => code);
};

type Billed = { rule: ServiceRule; units: number };

/** The services of one visit: one drug goes first, and the nurse of the visit is counted once. */
const billedAt = (
  number: number,
  drugs: readonly DrugAsked[],
  { setting, visit }: Facts,
): Billed[] => {
  const given = drugs.flatMap((drug) => {
    const dose = drug.list.find((one) => one.number === number);
    return dose ? [{ codes: codesOf(drug, setting), minutes: infusionOf(dose, drug.therapy) }] : [];
  });
  const visitMinutes = visitAround(
    given.reduce((sum, { minutes }) => sum + minutes, 0),
    visit,
  );
  const ranks = given.map(({ codes }) => initialRank(codes));
  const first = ranks.indexOf(Math.min(...ranks));
  const nursed = new Set<string>();
  return given.flatMap(({ codes, minutes }, index) => {
    const rules = index === first ? codes.map(findServiceRule) : sequentialRules(codes);
    return rules
      .filter(({ unitsPerCourse }) => !unitsPerCourse)
      .filter(({ kind, code }) => kind !== 'nursing' || !nursed.has(code))
      .map((rule) => {
        if (rule.kind === 'nursing') nursed.add(rule.code);
        return { rule, units: rule.unitsPerVisit({ infusionMinutes: minutes, visitMinutes }) };
      });
  });
};

/** Each service of the visits, with the units of every visit. */
const atVisits = (drugs: readonly DrugAsked[], facts: Facts): ServiceAsked[] => {
  const { list } = facts.course;
  const found = new Map<string, { kind: ServiceRule['kind']; units: Map<number, number> }>();
  for (const { number } of list)
    for (const { rule, units } of billedAt(number, drugs, facts)) {
      const known = found.get(rule.code) ?? { kind: rule.kind, units: new Map() };
      known.units.set(number, (known.units.get(number) ?? 0) + units);
      found.set(rule.code, known);
    }
  return [...found].map(([code, { kind, units }]) => {
    const doses = list.map(({ number }) => ({ number, units: units.get(number) ?? 0 }));
    return {
      kind,
      code,
      visits: drugs.length > 1 ? doses.filter((dose) => dose.units > 0).length : list.length,
      units: doses.reduce((sum, dose) => sum + dose.units, 0),
      perVisit: doses.at(-1)?.units ?? 0,
      ...perDoseOf(doses),
    };
  });
};

/** The nurse's visits of a course that the patient or the house gives. */
const betweenVisits = (drugs: readonly DrugAsked[], { course, setting }: Facts): ServiceAsked[] => {
  const [own] = drugs;
  return (own ? codesOf(own, setting) : [])
    .map(findServiceRule)
    .filter(({ unitsPerCourse }) => !unitsPerCourse)
    .map((rule) => {
      const perVisit = rule.unitsPerVisit(course);
      const { kind, code } = rule;
      return { kind, code, units: perVisit * course.visits, visits: course.visits, perVisit };
    });
};

/** Services of the course: days of a drug at home, months of a pump. One pump serves several drugs. */
const ofCourse = (drugs: readonly DrugAsked[], { course, setting }: Facts): ServiceAsked[] =>
  drugs.flatMap((drug, index) => {
    const before = new Set(drugs.slice(0, index).flatMap((one) => codesOf(one, setting)));
    return codesOf(drug, setting)
      .filter((code) => !before.has(code))
      .map(findServiceRule)
      .flatMap(({ kind, code, unitsPerVisit, unitsPerCourse }) =>
        unitsPerCourse
          ? [
              {
                kind,
                code,
                units: unitsPerCourse(
                  index === 0 ? course : { ...course, doses: drug.list.length },
                ),
                visits: course.visits,
                perVisit: unitsPerVisit(course),
              },
            ]
          : [],
      );
  });

/**
 * The services to ask for beside the drugs of a course, with their units: those of each visit, the
 * nurse's, and those that are billed by the day or the month.
 */
export const countServices = (drugs: readonly DrugAsked[], facts: Facts): ServiceAsked[] => {
  const order = drugs.flatMap((drug) => codesOf(drug, facts.setting));
  const place = ({ code }: ServiceAsked): number => {
    const at = order.indexOf(code);
    return at < 0 ? order.length : at;
  };
  const visited = facts.course.givenAtVisits ? atVisits : betweenVisits;
  return [...visited(drugs, facts), ...ofCourse(drugs, facts)]
    .filter(({ units }) => units > 0)
    .sort((a, b) => place(a) - place(b));
};
