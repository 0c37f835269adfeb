import type { LineKind } from './authorization.ts';
import type { Course } from './course.ts';

/** How many units of a service one visit, or the whole course, bills. */
export type ServiceRule = {
  code: string;
  kind: Exclude<LineKind, 'drug'>;
  unitsPerVisit: (minutes: Pick<Course, 'infusionMinutes' | 'visitMinutes'>) => number;
  /** Units of services that are billed by the day and not by the visit. */
  unitsPerCourse?: (course: Course) => number;
  source: string;
};

const once = () => 1;

/** Whole or begun hours after `after` minutes; a begun one counts from `atLeast` minutes on. */
const further = (minutes: number, after: number, atLeast: number): number =>
  Math.max(0, Math.floor((minutes - after + 60 - atLeast) / 60));

const timed =
  'CPT time rule of add-on infusion hours: more than 30 minutes beyond the hour; verify';
const nursing = 'CPT home infusion nursing: up to two hours, then each further hour; verify';

/** Supplies, pharmacy and care of every day on which the drug runs; drug and nurse are billed apart. */
const perDay = (...codes: string[]): ServiceRule[] =>
  codes.map((code) => ({
    code,
    kind: 'supplies',
    unitsPerVisit: () => 0,
    unitsPerCourse: ({ doses }) => doses,
    source: `HCPCS ${code}, per day; verify`,
  }));

/** Pumps, rented by the month: each that has begun. */
const perMonth = (...codes: string[]): ServiceRule[] =>
  codes.map((code) => ({
    code,
    kind: 'supplies',
    unitsPerVisit: () => 0,
    unitsPerCourse: ({ days }) => Math.floor(days / 30) + 1,
    source: `HCPCS ${code}, monthly rental; verify`,
  }));

/**
 * What of an infusion is billed first, and what in its place where another one comes first at the same
 * visit: one initial service a visit, chemotherapy before other drugs, drugs before fluids. A fluid that
 * runs after a drug is billed by its hours alone. Source: CPT, hierarchy of 96360-96417; verify.
 */
const initialServices: readonly { initial: string; after: string | undefined }[] = [
  { initial: '96413', after: '96417' },
  { initial: '96365', after: '96367' },
  { initial: '96360', after: undefined },
];

/** The place of a drug in that order, by the codes of its administration; smaller goes first. */
export const initialRank = (codes: readonly string[]): number => {
  const rank = initialServices.findIndex(({ initial }) => codes.includes(initial));
  return rank < 0 ? initialServices.length : rank;
};

/** The services of a drug that runs beside one which goes first at the same visit. */
export const sequentialRules = (codes: readonly string[]): ServiceRule[] =>
  codes.flatMap((code): ServiceRule[] => {
    const row = initialServices.find(({ initial }) => initial === code);
    if (code === '96361' && codes.includes('96360'))
      return [
        {
          ...findServiceRule('96361'),
          unitsPerVisit: ({ infusionMinutes }) => further(infusionMinutes, 0, 31),
        },
      ];
    if (!row) return [findServiceRule(code)];
    return row.after ? [{ ...findServiceRule(row.after) }] : [];
  });

const serviceRules: readonly ServiceRule[] = [
  { code: '96365', kind: 'administration', unitsPerVisit: once, source: timed },
  {
    code: '96366',
    kind: 'administration',
    unitsPerVisit: ({ infusionMinutes }) => further(infusionMinutes, 60, 31),
    source: timed,
  },
  { code: '96413', kind: 'administration', unitsPerVisit: once, source: timed },
  {
    code: '96415',
    kind: 'administration',
    unitsPerVisit: ({ infusionMinutes }) => further(infusionMinutes, 60, 31),
    source: timed,
  },
  { code: '99601', kind: 'nursing', unitsPerVisit: once, source: nursing },
  {
    code: '99602',
    kind: 'nursing',
    unitsPerVisit: ({ visitMinutes }) => further(visitMinutes, 120, 1),
    source: nursing,
  },
  { code: '96360', kind: 'administration', unitsPerVisit: once, source: timed },
  {
    code: '96361',
    kind: 'administration',
    unitsPerVisit: ({ infusionMinutes }) => further(infusionMinutes, 60, 31),
    source: timed,
  },
  {
    code: 'G0498',
    kind: 'administration',
    unitsPerVisit: () => 0,
    source: 'instead of 96416 where a payer asks for it; verify',
  },
  ...perDay('S9497', 'S9500', 'S9501', 'S9502', 'S9503', 'S9504'),
  ...perDay('S9326', 'S9338', 'S9348', 'B4224'),
  ...perMonth('B9004', 'E0781'),
];

/** The rule of a code; a code without one is asked for once per visit. */
export const findServiceRule = (code: string): ServiceRule =>
  serviceRules.find((rule) => rule.code === code) ?? {
    code,
    kind: 'administration',
    unitsPerVisit: once,
    source: 'own: one per visit',
  };
