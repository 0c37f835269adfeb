import type { Dosage } from 'fhir/r4.js';
import type { Quantity } from '../../platform/quantity.ts';
import { phasesOf } from '../../referral/order/course.ts';
import type { Phase } from '../../referral/phase.ts';
import type { Order } from '../../referral/referral.ts';
import type { Therapy } from '../../therapy/therapy.ts';
import { pasSystems } from './codes.ts';

/** FHIR writes decimals as JSON numbers; an ordered dose is far within their exact range. */
const decimalNumber = (text: string): number => Number(text);

const spanWords = { d: 'days', wk: 'weeks', mo: 'months', a: 'years' } as const;

const timingOf = (phase: Phase): Pick<Dosage, 'timing'> => {
  const { every, days, weekdays, doses, timesPerDay = 1 } = phase;
  if (weekdays) return { timing: { repeat: { dayOfWeek: weekdays } } };
  return every && days.length === 1
    ? {
        timing: {
          repeat: {
            frequency: timesPerDay,
            period: every.value,
            periodUnit: every.unit,
            ...(doses ? { count: doses * timesPerDay } : {}),
          },
        },
      }
    : {};
};

/** When the doses of a part of the course fall, in words: days have no coded field of their own. */
const rhythmText = (phase: Phase, index: number): string => {
  const { days, every, weekdays, doses, lasts, through, timesPerDay } = phase;
  const then = index > 0 ? 'then ' : '';
  const named = days.length > 1 || (!every && !weekdays) ? `on days ${days.join(', ')}` : '';
  const again = every ? `every ${every.value} ${spanWords[every.unit]}` : '';
  return [
    `${then}${[named, weekdays ? `on ${weekdays.join(', ')}` : '', again].filter(Boolean).join(' ')}`,
    timesPerDay ? `${timesPerDay} times a day` : '',
    every && doses ? `${doses} doses` : '',
    lasts ? `for ${lasts.value} ${spanWords[lasts.unit]}` : '',
    through ? `through ${through}` : '',
  ]
    .filter(Boolean)
    .join(', ');
};

const amountText = (dose: Quantity | undefined): string =>
  dose ? `${dose.value} ${dose.unit}` : '';

/** The dosing of one part of the course in words, for payers that read only text. */
const phaseText = (
  { drug, route, dose, doses, nextDose = 1 }: Order,
  phase: Phase,
  at: PhasePlace,
): string =>
  [
    at.index === 0 ? drug : '',
    at.index === 0 && nextDose > 1 ? `from dose ${nextDose} of this course on` : '',
    amountText(phase.dose ?? dose),
    at.index === 0 ? (route ?? '') : '',
    rhythmText(phase, at.index),
    at.isLast && doses ? `${doses} doses in all` : '',
  ]
    .filter(Boolean)
    .join(', ');

type PhasePlace = { index: number; isLast: boolean };

const doseOf = (dose: Quantity | undefined): Pick<Dosage, 'doseAndRate'> =>
  dose
    ? {
        doseAndRate: [
          {
            doseQuantity: {
              value: decimalNumber(dose.value),
              unit: dose.unit,
              system: pasSystems.ucum,
              // Every unit a dose may be ordered in is spelled as UCUM spells it.
              code: dose.unit,
            },
          },
        ],
      }
    : {};

/** One instruction for each part of the course, with its own amount and rhythm. */
export const writeDosages = (order: Order, therapy: Therapy): Dosage[] => {
  const phases = phasesOf(order, therapy);
  return phases.map((phase, index) => ({
    ...(phases.length > 1 ? { sequence: index + 1 } : {}),
    text: phaseText(order, phase, { index, isLast: index === phases.length - 1 }),
    ...timingOf(
      phases.length === 1 && order.doses && !phase.doses ? { ...phase, doses: order.doses } : phase,
    ),
    ...doseOf(phase.dose ?? order.dose),
  }));
};

/** The whole dosing in words. */
export const dosingText = (order: Order, therapy: Therapy): string =>
  writeDosages(order, therapy)
    .map(({ text }) => text)
    .join('; ');
