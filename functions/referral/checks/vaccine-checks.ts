import { addDays, daysBetween } from '../../platform/days.ts';
import type { Vaccination } from '../clinical-claims.ts';
import { protectsFrom, vaccineKind } from '../facts/vaccines.ts';
import type { Finding } from '../referral.ts';
import { type Checked, warn } from './findings.ts';
import { classesOf, medicinesTaken } from './medicine-checks.ts';

const liveSource =
  'live vaccines keep four weeks, and others two, from what suppresses immunity: drug labels';
const complementSource =
  'complement inhibitor labels: both meningococcal vaccines two weeks before, or antibiotic cover';

/** Days that a live vaccine keeps from a dose. */
const liveDays = 28;
/** Days from the last meningococcal dose to the first of the therapy. */
const protectedAfterDays = 14;
/**
 * For how many days a dose protects who lacks complement: boosters of ACWY every five years, of B every
 * two to three. Two doses begin the series. ACIP; general knowledge - verify.
 */
const protectsDays = { ACWY: 5 * 365 + 1, B: 3 * 365 } as const;
const dosesOfSeries = 2;

type Placed = Vaccination & { index: number };

const given = ({ submission }: Checked): Placed[] =>
  (submission.vaccinations ?? [])
    .map((one, index) => ({ ...one, index }))
    .filter((one) => one.given);

/** A live vaccine, or one that may be, too near to the first dose; without a day it may be. */
const liveFindings = (checked: Checked, startOn: string): Finding[] => {
  const severity = checked.therapy?.risks.liveVaccine ?? 'none';
  if (severity === 'none') return [];
  const near = given(checked).filter(
    ({ on }) => on === undefined || daysBetween(on, startOn) < liveDays,
  );
  const found = (['live', 'not-understood'] as const).flatMap((kind) =>
    near.filter((one) => vaccineKind(one) === kind).map((one) => ({ kind, one })),
  )[0];
  if (!found) return [];
  const { kind, one } = found;
  const what = kind === 'live' ? 'A live vaccine' : 'A vaccine that is not known, and may be live,';
  const when =
    one.on === undefined
      ? 'was given on a day that is not told'
      : 'lies too near to the first dose';
  return [
    {
      code: kind === 'live' ? 'live-vaccine' : 'vaccine-not-understood',
      severity,
      pointer: `/vaccinations/${one.index}`,
      text: `${what} ${when}: ${liveDays} days lie between the two.`,
      fix: 'Correct the vaccine or its day, start later, or have a clinician decide with a reason.',
      source: liveSource,
    },
  ];
};

/** Both meningococcal vaccines, two weeks before what leaves the body open to them. */
const meningococcalFindings = (checked: Checked, startOn: string): Finding[] => {
  if (!checked.therapy?.risks.opensToMeningococci) return [];
  const doses = given(checked).filter(({ on, untied }) => on !== undefined && !untied);
  const groups = ['ACWY', 'B'] as const;
  const dosesOf = (group: 'ACWY' | 'B', on: string) =>
    doses.filter((one) => (one.on as string) <= on && protectsFrom(one).includes(group));
  const by = (group: 'ACWY' | 'B', on: string) =>
    dosesOf(group, on).some((one) => daysBetween(one.on as string, startOn) <= protectsDays[group]);
  // One dose may be told by two sources.
  const daysOf = (group: 'ACWY' | 'B') => new Set(dosesOf(group, startOn).map(({ on }) => on));
  const short = groups.filter((group) => daysOf(group).size < dosesOfSeries);
  const lacking = groups.filter((group) => !by(group, startOn));
  const early = groups.filter((group) => !by(group, addDays(startOn, -protectedAfterDays)));
  if (early.length === 0)
    return short.length === 0
      ? []
      : [
          warn({
            code: 'meningococcal-series-short',
            pointer: '/vaccinations',
            text: `One dose of the meningococcal vaccine of group ${short.join(' and ')} is told, and its series has ${dosesOfSeries}.`,
            fix: 'Send the other doses with their days, or say when they are given.',
            source: complementSource,
          }),
        ];
  const old = lacking.filter((group) => dosesOf(group, startOn).length > 0);
  const covered = medicinesTaken(checked.submission).some((medicine) =>
    classesOf(medicine).some(({ id }) => id === 'mening-prophylaxis'),
  );
  const none = lacking.length > 0;
  return [
    {
      code: none
        ? `meningococcal-vaccine-${old.length === lacking.length ? 'old' : 'missing'}`
        : 'meningococcal-vaccine-recent',
      severity: covered ? 'warn' : 'block',
      pointer: '/vaccinations',
      text: none
        ? `There is no meningococcal vaccine of group ${lacking.join(' and ')} before the first dose${old.length > 0 ? ' that still protects' : ''}.`
        : `The meningococcal vaccine is less than ${protectedAfterDays} days old at the first dose.`,
      fix: covered
        ? 'The ordered antibiotic covers an urgent start; complete the vaccines.'
        : 'Send the vaccinations with their days, order an antibiotic that covers the start, or have a clinician decide.',
      source: complementSource,
    },
  ];
};

/** Days that a vaccine which is not live needs, before what takes away the cells that answer it. */
const answeredDays = 14;

/** A vaccine so shortly before B cells go that it may protect nobody. */
const spentFindings = (checked: Checked, startOn: string): Finding[] => {
  if (checked.therapy?.family !== 'anti-cd20' || checked.submission.order.firstDose !== true)
    return [];
  const near = given(checked).find(
    (one) =>
      one.on !== undefined &&
      daysBetween(one.on, startOn) < answeredDays &&
      vaccineKind(one) === 'not-live',
  );
  return near
    ? [
        warn({
          code: 'vaccine-recent',
          pointer: `/vaccinations/${near.index}`,
          text: `A vaccine was given less than ${answeredDays} days before the first dose, and may not protect.`,
          fix: 'Start later where that can wait, or have the vaccine repeated.',
          source: liveSource,
        }),
      ]
    : [];
};

/** Vaccinations that the therapy needs, and those that it must keep away from. */
export const vaccineFindings = (checked: Checked): Finding[] => {
  const { startOn } = checked.submission.order;
  const from = startOn && startOn > checked.asOf ? startOn : checked.asOf;
  return [
    ...liveFindings(checked, from),
    ...spentFindings(checked, from),
    ...meningococcalFindings(checked, from),
  ];
};
